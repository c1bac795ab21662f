// Step requestApproval: asks for a decision about the record that set the workflow off, or another one; the run waits for it.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { Problem, type Fault } from '../../kernel/http/errors.ts'
import { mayRead } from '../../kernel/permission/rules.ts'
import { rightsOf } from '../../kernel/permission/role.ts'
import { defineStep, printValue, value, valueOf, waiting, type Call, type Names } from '../workflow/index.ts'
import { endRequests, makeRequests } from './advance.ts'
import { changeableRows, checkExcept, newRequest, type About } from './ask.ts'
import { asked } from './input.ts'
import { readRequests, type Request } from './request.ts'
import { checkLevels, checkNames } from './seats.ts'
import { stepText } from './texts.ts'

const input = z.strictObject({ ...asked, object: z.string().optional(), recordId: z.string().min(1).optional() })
type Input = z.output<typeof input>

export const requestApproval = defineStep<Input>('requestApproval', {
  ...stepText,
  input,
  fixed: ['object', 'lockExcept'],
  check({ approvers, escalateAfter, object, recordId, lockExcept }, names: Names, own: string): Fault[] {
    const about = object ?? own
    const faults: Fault[] = [...checkLevels(approvers, names.workspace), ...escalateAfter?.to === undefined ? [] : checkNames(escalateAfter.to, names.workspace, 'escalateAfter.to')]
    if (!about) return faults
    if (!names.workspace.objects.has(about) || !mayRead({ actor: names }, about)) return [...faults, { path: 'object', code: 'object.unknown' }]
    if (about !== own && recordId === undefined) faults.push({ path: 'recordId', code: 'value.required' })
    const changes = rightsOf(names.role, about).update !== 'none' || names.shares.some(rule => rule.object === about && rule.access === 'update')
    if (!changes) faults.push({ path: object ? 'object' : 'type', code: 'workflow.roleDenied', parameters: { role: names.role.name } })
    return [...faults, ...checkExcept(names, about, lockExcept)]
  },
  output: () => ({ kind: 'fields', fields: { outcome: value, by: value, comment: value, at: valueOf('dateTime'), request: value } }),
  async run(calls) {
    await askFor(calls)
    return calls.map(() => waiting)
  },
  // of one that is cancelled nothing is pending any more (the trigger of the migration); one that has left the step behind ends here
  async over(context, runs) {
    await endRequests(context, await readRequests(context, sql`a.run = any(${runs.map(run => run.id)}::uuid[]) and a.state = 'pending'`, { lock: true }), 'withdrawn', null, null)
  },
  // asked for as it would be, so that refusals are found, and taken for given: what follows is shown
  async pretend(calls) {
    const [{ context }] = calls
    const requests = await askFor(calls)
    await endRequests(context, requests, 'approved', null, null)
    return requests.map(({ id, decidedAt }) => ({ outcome: 'approved', by: null, comment: null, at: decidedAt, request: id }))
  },
})

async function askFor(calls: Call<Input>[]): Promise<Request[]> {
  const [{ context }] = calls
  const abouts = await findAbouts(context, calls)
  const requests = calls.map((call, at): Request => ({ ...newRequest(context, filled(call), abouts[at], requesterOf(call, abouts[at])), run: call.run.id, step: call.step, iteration: call.iteration }))
  await makeRequests(context, requests)
  return requests
}

/** Texts as people read them; what a template left out names nobody. */
function filled({ input: given, context: { workspace } }: Call<Input>): Input {
  const print = (text: unknown) => printValue(text, workspace.locale) || '–'
  return { ...given, title: print(given.title), ...given.body === undefined ? {} : { body: print(given.body) }, approvers: given.approvers.map(level => ({ ...level, to: [level.to].flat().filter(name => typeof name === 'string' && name !== '') })) }
}

async function findAbouts(context: Context, calls: Call<Input>[]): Promise<About[]> {
  const wanted = calls.map(call => ({ object: call.input.object ?? call.run.object, record: recordOf(call) }))
  const owners = new Map<string, string | null>()
  for (const [object, group] of Map.groupBy(wanted.filter(each => each.object !== null && each.record !== null), each => each.object!)) {
    const rows = await changeableRows(context, object, [...new Set(group.map(each => each.record!))])
    for (const [id, { values }] of rows) owners.set(id, values.owner)
  }
  return wanted.map(({ object, record }) => ({ object: record === null ? null : object, record, owner: record === null ? null : owners.get(record) ?? null }))
}

/** Throws Problem when the template of it came out empty or is no id. */
function recordOf({ input: { recordId }, run }: Call<Input>): string | null {
  if (recordId === undefined) return run.record
  if (z.uuid().safeParse(recordId).success) return recordId.toLowerCase()
  throw new Problem('invalid', { faults: [{ path: 'recordId', code: recordId ? 'value.invalid' : 'value.required' }] })
}

/** Who set the workflow off; where nobody did (a date, a call from outside), whose record it is. */
function requesterOf({ run, context }: Call<Input>, { owner }: About): string {
  const by = typeof run.trigger.by === 'string' ? context.workspace.members.get(run.trigger.by) : undefined
  return by && by.kind !== 'workflow' ? by.id : owner ?? context.actor.member
}

