// Workspace room: sharing rules as rows: checked against the objects, fields, roles, teams and people there are, told to all.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { parseFilter } from '../filter/filter.ts'
import { Problem, refuse } from '../http/errors.ts'
import { lockDefinitions } from '../object/change.ts'
import { say } from '../object/describe.ts'
import { ruleScope, type SharedWith, type SharingRule } from '../permission/sharing.ts'
import { recordChange } from './history.ts'
import { label, typed } from './input.ts'
import { lockMembers } from './members.ts'
import { changeDefinitions } from './workspaces.ts'

const MOST_RULES = 200

const to = z.strictObject({ role: typed, team: typed, member: z.uuid(), branch: typed }).partial()
  .refine(value => Object.values(value).filter(each => each !== undefined).length === 1, { params: { code: 'sharing.one' } })

export const newRule = z.strictObject({ object: typed, label, filter: z.unknown(), to, access: z.enum(['read', 'update']).default('read') })
export const ruleChange = z.strictObject({ label, filter: z.unknown(), to, access: z.enum(['read', 'update']) }).partial()

export async function addSharingRule(asked: Context, { object, label, filter = {}, to, access }: z.output<typeof newRule>): Promise<SharingRule> {
  const context = await lockRules(asked)
  if (context.workspace.sharing.length >= MOST_RULES) throw refuse([{ path: '', code: 'list.tooLong', parameters: { max: MOST_RULES } }])
  return write(context, null, { id: uuid(), object, label, filter, to: found(context, to), access })
}

/** Throws `notFound`, and 422 with all faults of the filter. */
export async function changeSharingRule(asked: Context, id: string, { to, ...change }: z.output<typeof ruleChange>): Promise<SharingRule> {
  const context = await lockRules(asked)
  const before = ruleOf(context, id)
  return write(context, before, { ...before, ...change, ...to && { to: found(context, to) } })
}

export async function removeSharingRule(asked: Context, id: string): Promise<void> {
  const context = await lockRules(asked)
  const rule = ruleOf(context, id)
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_sharing_rule')} where id = ${id}`)
  await recordChange(context, '_sharingRule', id, rule, null)
  await changeDefinitions(context)
}

export function ruleOf({ workspace }: Context, id: string): SharingRule {
  const rule = workspace.sharing.find(each => each.id === id)
  if (!rule) throw new Problem('notFound')
  return rule
}

/** Throws `conflict.inUse` while rows are shared with it. */
export function refuseShared({ workspace, locale }: Context, kind: keyof SharedWith, key: string): void {
  const uses = workspace.sharing.filter(rule => rule.to[kind] === key).map(rule => say(rule.label, locale))
  if (uses.length) throw new Problem('conflict.inUse', { parameters: { uses: uses.join(', ') } })
}

/** A field that a rule is being made with is not taken away meanwhile, nor a team or a role. */
async function lockRules(asked: Context): Promise<Context> {
  await lockDefinitions(asked)
  return lockMembers(asked)
}

/** Names become ids where a name may change. */
function found({ workspace }: Context, to: SharedWith): SharedWith {
  const unknown = (kind: keyof SharedWith) => refuse([{ path: `to.${kind}`, code: `${kind}.unknown` }])
  const idIn = <Row extends { id: string, name: string }>(rows: Map<string, Row>, named: string): string | undefined =>
    rows.get(named)?.id ?? [...rows.values()].find(each => each.name === named)?.id
  if (to.role !== undefined && !workspace.roles.has(to.role)) throw unknown('role')
  if (to.member !== undefined && !workspace.members.has(to.member)) throw unknown('member')
  const [team, branch] = [to.team && idIn(workspace.teams, to.team), to.branch && idIn(workspace.branches, to.branch)]
  if (to.team !== undefined && !team) throw unknown('team')
  if (to.branch !== undefined && !branch) throw unknown('branch')
  return { ...to, ...team && { team }, ...branch && { branch } }
}

async function write(context: Context, before: SharingRule | null, rule: SharingRule): Promise<SharingRule> {
  const definition = context.workspace.objects.get(rule.object)
  if (!definition) throw refuse([{ path: 'object', code: 'object.unknown' }])
  parseFilter(rule.filter, definition, ruleScope(context))
  const { id, object, ...rest } = rule
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_sharing_rule')} (id, object, definition, created_at)
    values (${id}, ${object}, ${JSON.stringify(rest)}, ${context.now}) on conflict (id) do update set definition = excluded.definition`)
  await recordChange(context, '_sharingRule', id, before, rule)
  await changeDefinitions(context)
  return rule
}
