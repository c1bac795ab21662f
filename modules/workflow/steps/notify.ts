// Step notify: tells members, a role, a team or a role of a team, with a link to a record.
import { z } from 'zod'
import { notifyMembers } from '../../../kernel/event/notification.ts'
import type { Fault } from '../../../kernel/http/errors.ts'
import type { Workspace } from '../../../kernel/workspace/workspace.ts'
import { printValue } from '../reference.ts'
import type { Names } from '../names.ts'
import { defineStep, type Call } from '../step.ts'
import { stepTexts } from '../texts.ts'
import { blank, isTemplate } from '../template.ts'

const input = z.strictObject({
  /** A member's id, several, `role:sales`, `team:jakarta`, or `team:inventory/role:admin` for who has the role in the team. */
  to: z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(100)]),
  title: z.string().trim().min(1).max(500),
  body: z.string().trim().min(1).max(5000).optional(),
  /** `record`, `steps.<id>` for the record of an earlier step, or a path of the web app. */
  link: z.string().trim().min(1).max(500).optional(),
})

type Input = z.output<typeof input>

export const notify = defineStep('notify', {
  ...stepTexts.notify,
  input,
  check: ({ to, link }, names) => [...checkTo(to, names), ...checkLink(link, names)],
  output: () => ({ kind: 'fields', fields: { members: { kind: 'list', of: { kind: 'value' } } } }),
  async run(calls) {
    const told = calls.map(call => recipients(call))
    const notices = calls.flatMap((call, at) => told[at].map(member => ({ member, ...messageOf(call), key: `${call.key}:${member}` })))
    if (notices.length) await notifyMembers(calls[0].context, notices)
    return told.map(members => ({ members }))
  },
})

function checkTo(to: Input['to'], { workspace }: Names): Fault[] {
  return [to].flat().flatMap((each, at) => {
    const path = Array.isArray(to) ? `to[${at}]` : 'to'
    return isTemplate(each) || membersOf(workspace, each) ? [] : [{ path, code: 'value.invalid' }]
  })
}

function checkLink(link: string | undefined, { roots }: Names): Fault[] {
  if (link === undefined || link === 'record' || isTemplate(link) || /^\/(?!\/)/.test(link)) return []
  const step = /^steps\.(\w+)$/.exec(link)?.[1]
  const known = step && roots.steps.kind === 'fields' ? roots.steps.fields[step] : undefined
  return known?.kind === 'record' || known?.kind === 'open' ? [] : [{ path: 'link', code: 'value.invalid' }]
}

/** "The Admin of Inventory": who has the role among the team's members. */
function inBoth(workspace: Workspace, team: string, role: string): string[] | undefined {
  const [here, having] = [membersOf(workspace, team), membersOf(workspace, role)]
  return here && having && here.filter(member => having.includes(member))
}

/** The members that a name stands for; undefined when it names nobody there could be. */
function membersOf(workspace: Workspace, name: string): string[] | undefined {
  const { members, roles, teams } = workspace
  const people = [...members.values()].filter(member => member.kind === 'person' && member.active)
  const both = /^(team:.+)\/(role:.+)$/.exec(name)
  if (both) return inBoth(workspace, both[1], both[2])
  const [, kind, rest] = /^(role|team):(.+)$/.exec(name) ?? []
  if (kind === 'role') return roles.has(rest) ? people.filter(member => member.role === rest).map(member => member.id) : undefined
  if (kind === 'team') {
    const team = [...teams.values()].find(each => each.name === rest || each.id === rest)
    return team && people.filter(member => member.team === team.id).map(member => member.id)
  }
  return members.has(name) ? people.filter(member => member.id === name).map(member => member.id) : undefined
}

/** Nobody to tell is no fault of the run; the log says so. */
function recipients({ context, input, warn }: Call<Input>): string[] {
  const names = [input.to].flat(2).filter(each => typeof each === 'string' && each !== '')
  const found = new Set(names.flatMap(name => membersOf(context.workspace, name) ?? []))
  if (found.size === 0) warn('workflow.nobody')
  return [...found]
}

function messageOf(call: Call<Input>): { title: string, body: string | null, link: string | null, object: string | null, record: string | null } {
  const { context: { workspace }, input, run } = call
  const print = (text: unknown) => printValue(text, workspace.locale) || blank
  const about = recordOf(call)
  return {
    title: print(input.title).slice(0, 500), body: input.body === undefined ? null : print(input.body),
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
