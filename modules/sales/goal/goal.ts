// Sales, goals: what the company, a team or a member wants to reach by a day, as values. Who may read the records of a
// goal's scope sees it; who may change all of them, or leads the people in it, edits it.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { lockRow } from '../../../kernel/database/lock-row.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { Problem, refuse, type Fault } from '../../../kernel/http/errors.ts'
import { recordChange } from '../../../kernel/object/change.ts'
import { canRead, ownersShown } from '../../../kernel/permission/rules.ts'
import { rightsOf } from '../../../kernel/permission/role.ts'
import { newId } from '../../../kernel/record/new-id.ts'
import { teamsSeenBy, teamsWithin } from '../../../kernel/workspace/actor.ts'
import { currency, line } from '../../../kernel/workspace/input.ts'
import { day } from '../report.ts'

export const metrics = ['wonAmount', 'wonCount', 'winRate', 'medianCycleDays', 'activitiesDone', 'leadConversion', 'crossSellShare'] as const
export type Metric = typeof metrics[number]

/** What each is measured on; the fields that whoever sees the figure must be able to read. */
export const measured: Record<Metric, { object: 'deal' | 'task' | 'lead', fields: string[], percent?: boolean }> = {
  wonAmount: { object: 'deal', fields: ['pipeline', 'stage', 'closedAt', 'amount'] },
  wonCount: { object: 'deal', fields: ['pipeline', 'stage', 'closedAt', 'openedAt'] },
  winRate: { object: 'deal', fields: ['pipeline', 'stage', 'closedAt', 'openedAt'], percent: true },
  medianCycleDays: { object: 'deal', fields: ['pipeline', 'stage', 'closedAt', 'openedAt'] },
  activitiesDone: { object: 'task', fields: ['status', 'completedAt'] },
  leadConversion: { object: 'lead', fields: ['status'], percent: true },
  crossSellShare: { object: 'deal', fields: ['pipeline', 'stage', 'closedAt', 'contact', 'company'], percent: true },
}

const amount = z.number().min(0).max(999_999_999_999_999)
const id = z.uuid().transform(text => text.toLowerCase())

/** Percent and days are numbers as they are; the lower is the better where the target lies below the baseline. */
export const goalInput = z.strictObject({
  name: line(120), metric: z.enum(metrics), scope: z.enum(['all', 'team', 'member']).default('all'), team: id.nullable().default(null), member: id.nullable().default(null),
  currency: currency.nullable().default(null), baseline: amount, target: amount, from: day, to: day,
})
const { shape } = goalInput
export const goalChange = z.strictObject({ ...shape, scope: shape.scope.unwrap(), team: shape.team.unwrap(), member: shape.member.unwrap(), currency: shape.currency.unwrap() }).partial()
export type Goal = z.output<typeof goalInput> & { id: string }

/** A workspace holds at most so many. */
const MOST = 1000

export async function readGoals({ sql: queryable, workspace: { schema } }: Context, only?: string): Promise<Goal[]> {
  const which = only === undefined ? sql`` : sql` where id = ${only}::uuid`
  return queryable.query<Goal>(sql`select id, name, metric, scope, team, member, currency, baseline::float8, target::float8, "from"::text, "to"::text
    from ${identifier(schema, '_goal')}${which} order by id limit ${MOST}`)
}

/** Whose records count; undefined: everybody's. */
export function ownersOf({ workspace }: Context, { scope, team, member }: Pick<Goal, 'scope' | 'team' | 'member'>): string[] | undefined {
  if (scope === 'member') return [member!]
  if (scope === 'all') return undefined
  const teams = teamsWithin(workspace, team!)
  return [...workspace.members.values()].filter(each => each.team !== null && teams.includes(each.team)).map(each => each.id)
}

/** Only who reads every record that counts is told the figure: it never depends on who asks. */
export function seesGoal(context: Context, goal: Goal): boolean {
  const { object, fields } = measured[goal.metric]
  const read = rightsOf(context.actor.role, object).read
  if (!context.workspace.objects.has(object) || read === 'none') return false
  if (![...fields, ...goal.scope === 'all' ? [] : ['owner']].every(field => canRead(context, object, field))) return false
  if (read === 'all') return true
  const shown = new Set(ownersShown(context, read))
  if (goal.scope === 'team' && (read === 'own' || !teamsWithin(context.workspace, goal.team!).every(team => context.actor.teams.includes(team)))) return false
  return goal.scope !== 'all' && ownersOf(context, goal)!.every(owner => shown.has(owner))
}

export function editsGoal(context: Context, { metric, scope, team, member }: Pick<Goal, 'metric' | 'scope' | 'team' | 'member'>): boolean {
  const { actor, workspace } = context
  if (rightsOf(actor.role, measured[metric].object).update === 'all') return true
  const led = teamsSeenBy(workspace, actor.member, null)
  if (scope === 'team') return led.includes(team!)
  const hers = member === null ? undefined : workspace.members.get(member)
  return scope === 'member' && hers !== undefined && (actor.reports.includes(hers.id) || (hers.team !== null && hers.id !== actor.member && led.includes(hers.team)))
}

/** The goal in one form: only what its scope and metric need. Throws with every fault. */
function settle({ workspace }: Context, given: z.output<typeof goalInput>): z.output<typeof goalInput> {
  const goal = { ...given, team: given.scope === 'team' ? given.team : null, member: given.scope === 'member' ? given.member : null, currency: given.metric === 'wonAmount' ? given.currency ?? workspace.currency : null }
  const faults: Fault[] = []
  if (goal.scope === 'team' && !workspace.teams.has(goal.team ?? '')) faults.push({ path: 'team', code: 'team.unknown' })
  if (goal.scope === 'member' && workspace.members.get(goal.member ?? '')?.kind !== 'person') faults.push({ path: 'member', code: 'member.unknown' })
  if (goal.to < goal.from) faults.push({ path: 'to', code: 'goal.dates' })
  if (goal.target === goal.baseline) faults.push({ path: 'target', code: 'goal.target' })
  for (const path of ['baseline', 'target'] as const) if (measured[goal.metric].percent && goal[path] > 100) faults.push({ path, code: 'goal.percent' })
  if (faults.length) throw refuse(faults)
  return goal
}

const assertEdits = (context: Context, goal: Goal): void => {
  if (!seesGoal(context, goal) || !editsGoal(context, goal)) throw new Problem('permission.denied')
}

export async function addGoal(context: Context, input: z.output<typeof goalInput>): Promise<Goal> {
  const goal = { id: newId(), ...settle(context, input) }
  assertEdits(context, goal)
  const table = identifier(context.workspace.schema, '_goal')
  const [{ count }] = await context.sql.query<{ count: number }>(sql`select count(*)::int as count from ${table}`)
  if (count >= MOST) throw new Problem('goal.tooMany', { parameters: { max: MOST } })
  await context.sql.query(sql`insert into ${table} (id, name, metric, scope, team, member, currency, baseline, target, "from", "to", created_at, created_by)
    values (${goal.id}, ${goal.name}, ${goal.metric}, ${goal.scope}, ${goal.team}, ${goal.member}, ${goal.currency}, ${goal.baseline}, ${goal.target}, ${goal.from}, ${goal.to}, ${context.now}, ${context.actor.member})`)
  await recordChange(context, '_goal', goal.id, null, goal)
  return goal
}

/** Locked until the transaction ends. Throws `notFound` for what the caller may not see, `permission.denied` for what she may not edit. */
async function lockGoal(context: Context, id: string): Promise<Goal> {
  await lockRow(context.sql, identifier(context.workspace.schema, '_goal'), id)
  const [goal] = await readGoals(context, id)
  if (!goal || !seesGoal(context, goal)) throw new Problem('notFound')
  if (!editsGoal(context, goal)) throw new Problem('permission.denied')
  return goal
}

export async function changeGoal(context: Context, id: string, change: z.output<typeof goalChange>): Promise<Goal> {
  const before = await lockGoal(context, id)
  const { id: _, ...values } = before
  const goal = { id, ...settle(context, { ...values, ...change }) }
  assertEdits(context, goal)
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_goal')} set name = ${goal.name}, metric = ${goal.metric}, scope = ${goal.scope}, team = ${goal.team}, member = ${goal.member},
    currency = ${goal.currency}, baseline = ${goal.baseline}, target = ${goal.target}, "from" = ${goal.from}, "to" = ${goal.to} where id = ${id}::uuid`)
  await recordChange(context, '_goal', id, before, goal)
  return goal
}

export async function removeGoal(context: Context, id: string): Promise<void> {
  const goal = await lockGoal(context, id)
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_goal')} where id = ${id}::uuid`)
  await recordChange(context, '_goal', id, goal, null)
}
