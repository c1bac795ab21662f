// Step notify: tells members, a role, a team or a role of a team, with a link to a record.
import { z } from 'zod'
import { cutText } from '../../../kernel/cut-text.ts'
import { notifyMembers } from '../../../kernel/event/notification.ts'
import type { Fault } from '../../../kernel/http/errors.ts'
import { printValue } from '../reference.ts'
import type { Names } from '../names.ts'
import { defineStep, type Call } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { blank, isTemplate } from '../template.ts'
import { checkRecipients, membersToTell, recipients } from './recipients.ts'

const input = z.strictObject({
  to: recipients,
  title: z.string().trim().min(1).max(500),
  body: z.string().trim().min(1).max(5000).optional(),
  /** `record`, `steps.<id>` for the record of an earlier step, or a path of the web app. */
  link: z.string().trim().min(1).max(500).optional(),
})

type Input = z.output<typeof input>

export const notify = defineStep('notify', {
  ...stepTexts.notify,
  input,
  check: ({ to, link }, names) => [...checkRecipients(to, names.workspace), ...checkLink(link, names)],
  output: () => ({ kind: 'fields', fields: { members: { kind: 'list', of: { kind: 'value' } } } }),
  async run(calls) {
    const told = calls.map(call => tellWhom(call))
    const notices = calls.flatMap((call, at) => told[at].map(member => ({ member, ...messageOf(call), key: `${call.key}:${member}` })))
    if (notices.length) await notifyMembers(calls[0].context, notices)
    return told.map(members => ({ members }))
  },
})

function checkLink(link: string | undefined, { roots }: Names): Fault[] {
  if (link === undefined || link === 'record' || isTemplate(link) || /^\/(?!\/)/.test(link)) return []
  const step = /^steps\.(\w+)$/.exec(link)?.[1]
  const known = step && roots.steps.kind === 'fields' ? roots.steps.fields[step] : undefined
  return known?.kind === 'record' || known?.kind === 'open' ? [] : [{ path: 'link', code: 'value.invalid' }]
}

/** Nobody to tell is no fault of the run; the log says so. */
function tellWhom({ context, input, warn }: Call<Input>): string[] {
  const found = membersToTell(context.workspace, input.to)
  if (found.length === 0) warn('workflow.nobody')
  return found
}

function messageOf(call: Call<Input>): { title: string, body: string | null, link: string | null, object: string | null, record: string | null } {
  const { context: { workspace }, input, run } = call
  const print = (text: unknown) => printValue(text, workspace.locale) || blank
  const about = recordOf(call)
  return {
    title: cutText(print(input.title), 500), body: input.body === undefined ? null : print(input.body),
    link: about ? `/o/${about.object}/${about.id}` : linkOf(call), object: about?.object ?? run.object, record: about?.id ?? run.record,
  }
}

/** The record that the link means; undefined for other links. A skipped step's falls back to the trigger's record. */
function recordOf({ input: { link }, run }: Call<Input>): { object: string, id: string } | undefined {
  const own = run.record === null || run.object === null ? undefined : { object: run.object, id: run.record }
  if (link === undefined || link === null || link === 'record') return own
  const step = /^steps\.(\w+)$/.exec(link)?.[1]
  if (step === undefined) return undefined
  const made = run.steps[step] as { object?: string, id?: string } | undefined
  return made?.object && made.id ? { object: made.object, id: made.id } : own
}

/** A path of the web app; one with a missing part leads to the trigger's record instead. Other sites are never linked. */
function linkOf({ input: { link }, run }: Call<Input>): string | null {
  const path = String(link)
  if (/^\/(?!\/)/.test(path) && !path.includes(blank)) return path
  return run.record === null ? null : `/o/${run.object}/${run.record}`
}
