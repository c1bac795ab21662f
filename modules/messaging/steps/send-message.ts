// Step sendMessage: writes to a customer. A message is a row from here on; outside the sending hours it waits there, and the step
// is taken anew when they begin, with the record, the consent and the text as they are then.
import { DateTime } from 'luxon'
import { Problem, type Fault } from '../../../kernel/http/errors.ts'
import { stampOf } from '../../../kernel/i18n/zone-name.ts'
import { mayRead } from '../../../kernel/permission/rules.ts'
import { defineStep, isTemplate, queueCalls, setWaits, stepTexts, value, valueOf, waiting, type Call, type Names } from '../../workflow/index.ts'
import { senderOn } from '../channel.ts'
import { input, type Input } from '../input.ts'
import { endMessages, knownMessages, putMessages, type NewMessage } from '../message.ts'
import { contactField, nameOf, planMessages, previewTexts, type Plan } from '../plan.ts'
import { errorOf, outside, peerOf } from '../send.ts'
import { tellOwners } from '../tell.ts'

export const sendMessage = defineStep<Input>('sendMessage', {
  ...stepTexts.sendMessage,
  input,
  fixed: ['channel', 'template', 'ifNoConsent'],
  spoken: { parts: ['text'], names: { contact: { kind: 'record', object: 'contact' } } },
  reachesCustomers: true,
  check: faultsOf,
  output: () => ({ kind: 'fields', fields: { message: value, channel: value, language: value, text: value, skipped: value, dueAt: valueOf('dateTime') } }),
  outside,
  over: endMessages,
  run: take,
  pretend,
})

function faultsOf({ to, channel }: Input, { workspace, role, shares }: Names, own: string): Fault[] {
  const faults: Fault[] = []
  if (!mayRead({ actor: { role, shares } }, 'contact')) faults.push({ path: 'to', code: 'workflow.roleDenied', parameters: { role: role.name } })
  if (to === undefined && own !== 'contact' && contactField(workspace.objects, own) === undefined) faults.push({ path: 'to', code: 'value.required' })
  if (to !== undefined && !isTemplate(to) && !/^[\da-f-]{36}$/i.test(to)) faults.push({ path: 'to', code: 'value.invalid' })
  if (channel !== 'preferred' && !senderOn(channel)) faults.push({ path: 'channel', code: 'message.noChannel', parameters: { name: channel.slice(0, 60) } })
  return faults
}

async function take(calls: Call<Input>[]): Promise<(object | typeof waiting | Problem)[]> {
  const [{ context }] = calls
  const plans = await planMessages(calls)
  const known = await knownMessages(context, calls.map(call => call.key))
  const open = calls.map((call, at) => ({ call, plan: plans[at] })).filter(({ call }) => known.get(call.key)?.status !== 'sent')
  const ids = await putMessages(context, open.flatMap(({ call, plan }) => messageOf(call, plan)))
  await tellOwners(context, open.flatMap(({ call, plan }) => plan.kind === 'fail' ? [{ ...aboutOf(call, plan), name: plan.contact && nameOf(plan.contact), error: errorOf(plan.problem) }] : []))
  const due = open.filter(({ plan }) => plan.kind === 'send').map(({ call, plan }) => ({ call, letter: (plan as Extract<Plan, { kind: 'send' }>).letter }))
  const late = due.filter(({ letter }) => letter.dueAt > context.now)
  await setWaits(context, late.map(({ call: { run, step, iteration }, letter: { dueAt } }) => ({ run: run.id, step, iteration, dueAt, way: 'again' })))
  const now = due.filter(({ letter }) => letter.dueAt <= context.now)
  for (const [channel, group] of Map.groupBy(now, ({ letter }) => letter.channel)) {
    const { keyed } = senderOn(channel)!.capabilities.sendsMessage
    await queueCalls('sendMessage', group.map(({ call }) => ({ ...call, input: { message: ids.get(call.key)!, keyed, ifNoConsent: call.input.ifNoConsent } })), () => peerOf(channel))
  }
  return calls.map((call, at) => outcomeOf(call, plans[at], known.get(call.key)))
}

function outcomeOf(call: Call<Input>, plan: Plan, before: { id: string, status: string } | undefined): object | typeof waiting | Problem {
  if (before?.status === 'sent') return { message: before.id }
  if (plan.kind === 'fail') return plan.problem
  if (plan.kind === 'skip') {
    call.warn('message.noConsent', { name: nameOf(plan.contact) })
    return { skipped: 'noConsent' }
  }
  const { dueAt, timeZone } = plan.letter
  if (dueAt > call.context.now) call.warn('message.quietHours', { time: stampOf(DateTime.fromJSDate(dueAt, { zone: timeZone }).setLocale(call.context.workspace.locale)) })
  else if (before?.status === 'waiting') call.warn('message.waited')
  return waiting
}

/** None for who is passed over, or where there is nobody to write to. */
function messageOf(call: Call<Input>, plan: Plan): NewMessage[] {
  if (plan.kind === 'skip' || !plan.contact) return []
  const { key, context, input: { channel, template }, step, run: { id: run, workflow, object, record } } = call
  const common = { key, contact: plan.contact.id, template: template ?? null, object, record, owner: aboutOf(call, plan).owner, workflow, run, step }
  if (plan.kind === 'fail') return [{ ...common, channel, address: null, language: null, text: null, status: 'failed', error: errorOf(plan.problem), dueAt: null }]
  const { letter } = plan
  return [{ ...common, channel: letter.channel, address: letter.address, language: letter.language, text: letter.text, status: letter.dueAt > context.now ? 'waiting' : 'queued', error: null, dueAt: letter.dueAt }]
}

/** Whose it is: the record's owner, else the contact's. */
function aboutOf({ key, run: { workflow, object, record, values } }: Call<Input>, { contact }: Plan) {
  return { key, workflow, object, record, owner: (values.owner ?? contact?.owner ?? null) as string | null }
}

/** What would go out to whom and when, in every language in which it is written. */
async function pretend(calls: Call<Input>[]): Promise<object[]> {
  const plans = await planMessages(calls)
  return Promise.all(calls.map(async (call, at) => {
    const plan = plans[at]
    if (plan.kind !== 'send') return outcomeOf(call, plan, undefined) as object
    const { channel, language, text, dueAt } = plan.letter
    return { to: nameOf(plan.contact), channel, language, text, texts: await previewTexts(call, plan), dueAt: dueAt.toISOString() }
  }))
}
