// Tasks: how much the members whose tasks the caller may read have to do: counts by when it is due, and the time it takes.
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, join, sql, type Sql } from '../../kernel/database/sql.ts'
import { dayOf } from '../../kernel/field/calendar.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { parseFilter } from '../../kernel/filter/filter.ts'
import { filterToSql } from '../../kernel/filter/to-sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { canRead, ownersShown } from '../../kernel/permission/rules.ts'
import { rightsOf } from '../../kernel/permission/role.ts'
import { ROW, tableOf } from '../../kernel/record/fields.ts'
import { filterScope, readableObject, visibleRows } from '../../kernel/record/find.ts'
import { isAbsent, mayTellAbsence } from '../../kernel/workspace/absence.ts'
import { teamsWithin } from '../../kernel/workspace/actor.ts'
import { findTeam } from '../../kernel/workspace/change-member.ts'
import { byName, pageOf, pageQuery } from '../../kernel/workspace/page.ts'
import type { Member } from '../../kernel/workspace/workspace.ts'
import { completing } from './status.ts'

export const buckets = ['open', 'overdue', 'today', 'week', 'later', 'undated', 'done'] as const
type Bucket = typeof buckets[number]

/** Of a team: its members and those of the teams in it, by id or by name. */
export const loadQuery = pageQuery.extend({ limit: pageQuery.shape.limit.unwrap().default(50), team: z.string().max(200).optional() })

const filter = z.record(z.string(), z.unknown())
type Filter = z.output<typeof filter>

const load = z.object({
  counts: z.object(Object.fromEntries(buckets.map(name => [name, z.number()])) as Record<Bucket, z.ZodNumber>),
  seconds: z.number().nullable().describe('The estimates of the open tasks together; null where the caller may not read them'),
  unestimated: z.number().nullable().describe('Open tasks without an estimate'),
  filters: z.object(Object.fromEntries(buckets.map(name => [name, filter])) as Record<Bucket, typeof filter>).describe('Each lists exactly the tasks of its count'),
})

export const loadAnswer = z.object({
  data: z.array(load.extend({ member: z.string(), name: z.string(), absentUntil: z.string().nullable().describe('The last day that she is away, while she is'), mayTellAbsence: z.boolean() })),
  unattended: load.nullable().describe('What belongs to nobody, to those who left, and to keys and workflows; with the first page, where there is any'),
  page: z.object({ next: z.string().nullable() }),
})

/** Throws `permission.denied` for whom the tasks' fields are hidden. */
export async function readLoad(context: Context, { team, ...query }: z.output<typeof loadQuery>): Promise<z.output<typeof loadAnswer>> {
  const object = readableObject(context, 'task')
  if (!['owner', 'status', 'dueAt', 'completedAt'].every(field => canRead(context, 'task', field))) throw new Problem('permission.denied')
  const [people, others] = membersShown(context, findTeam(context, team))
  const { data: shown, page } = pageOf(people, byName, query)
  const first = query.after === undefined
  // nobody's tasks are in no team
  const nobody = first && team === undefined ? sql` or ${identifier(ROW, 'owner')} is null` : sql``
  const asked = [...shown, ...first ? others : []].map(({ id }) => id)
  const conditions = bucketsOf(context)
  const holds = (bucket: Bucket) => filterToSql(parseFilter(conditions[bucket], object, filterScope(context)), ROW, context.workspace.schema)
  const counts = buckets.map(bucket => sql`count(*) filter (where ${holds(bucket)})::int as ${identifier(bucket)}`)
  const rows = await context.sql.query<Row>(sql`select ${identifier(ROW, 'owner')} as owner, ${join([...counts, ...estimates(context, holds('open'))], ', ')} from ${tableOf(context, 'task')} ${identifier(ROW)}
    where (${identifier(ROW, 'owner')} = any(${asked}::uuid[])${nobody}) and ${visibleRows(context, object, { or: [conditions.open, conditions.done] })} group by 1`)
  const found = new Map(rows.map(row => [row.owner, row]))
  const told = (of: Row[], owner: Filter) => present(conditions, of, owner, canRead(context, 'task', 'estimate'))
  const unattended = rows.filter(({ owner }) => owner === null || !shown.some(({ id }) => id === owner))
  return {
    data: shown.map(({ id, name, ...member }) => ({ member: id, name, absentUntil: isAbsent(context, { id, name, ...member }) ? member.absence!.to : null, mayTellAbsence: mayTellAbsence(context, { id, name, ...member }), ...told([found.get(id)].flatMap(row => row ?? []), { owner: { eq: id } }) })),
    unattended: unattended.some(row => row.open > 0) ? told(unattended, ownedBy(unattended.map(({ owner }) => owner))) : null,
    page,
  }
}

interface Row extends Record<Bucket, number> { owner: string | null, seconds?: number, unestimated?: number }

/** Active people, and the others whose tasks may be seen, in the team where one is given. */
function membersShown(context: Context, team: string | null): [Member[], Member[]] {
  const { workspace, actor } = context
  const scope = rightsOf(actor.role, 'task').read
  const shown = scope === 'all' ? undefined : new Set(scope === 'none' ? [actor.member] : ownersShown(context, scope))
  const teams = team === null ? undefined : teamsWithin(workspace, team)
  const members = [...workspace.members.values()].filter(member => (!shown || shown.has(member.id)) && (!teams || (member.team !== null && teams.includes(member.team))))
  const isPerson = (member: Member) => member.kind === 'person' && member.active
  return [members.filter(isPerson), members.filter(member => !isPerson(member))]
}

/** A task due earlier today is overdue; a week ends on Sunday. */
function bucketsOf({ now, workspace: { timeZone } }: Context): Record<Bucket, Filter> {
  const today = dayOf(now, timeZone)
  const sunday = DateTime.fromJSDate(now, { zone: timeZone }).endOf('week').toFormat('yyyy-MM-dd')
  const open = { status: { notIn: completing } }
  return {
    open, overdue: { ...open, dueAt: { before: isoTime(now) } }, today: { ...open, dueAt: { gte: isoTime(now), lte: today } },
    week: { ...open, dueAt: { gt: today, lte: sunday } }, later: { ...open, dueAt: { gt: sunday } }, undated: { ...open, dueAt: { empty: true } },
    done: { status: { in: completing }, completedAt: { last: { days: 7 } } },
  }
}

function estimates(context: Context, open: Sql): Sql[] {
  if (!canRead(context, 'task', 'estimate')) return []
  const estimate = identifier(ROW, 'estimate')
  return [sql`coalesce(sum(${estimate}) filter (where ${open}), 0)::float8 as seconds`, sql`count(*) filter (where ${open} and ${estimate} is null)::int as unestimated`]
}

function ownedBy(owners: (string | null)[]): Filter {
  const known = owners.filter(owner => owner !== null)
  const nobody = { owner: { empty: true } }
  if (known.length === 0) return nobody
  return owners.includes(null) ? { or: [nobody, { owner: { in: known } }] } : { owner: { in: known } }
}

function present(conditions: Record<Bucket, Filter>, rows: Row[], owner: Filter, estimated: boolean): z.output<typeof load> {
  const sum = (name: keyof Omit<Row, 'owner'>) => rows.reduce((all, row) => all + (row[name] ?? 0), 0)
  const each = <T>(of: (bucket: Bucket) => T) => Object.fromEntries(buckets.map(name => [name, of(name)])) as Record<Bucket, T>
  return { counts: each(sum), seconds: estimated ? sum('seconds') : null, unestimated: estimated ? sum('unestimated') : null, filters: each(bucket => ({ ...owner, ...conditions[bucket] })) }
}
