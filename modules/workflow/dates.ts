// The workflow room: the timers of date triggers. Which a record has is said by one statement, for the records of a write and
// for all that there are, so that both are always of one mind. A timer's subject is `<workflow>:<record>`, its occurrence
// the date, with `/<day>` for each repeat.
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { cancelTimers } from '../../kernel/job/timer.ts'
import { tableOf } from '../../kernel/record/fields.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'
import { branchOf } from '../../kernel/workspace/actor.ts'
import { isMoment, isZone, type Dating } from './triggers/date.ts'
import type { Span } from './triggers/span.ts'

export const DATE_TIMER = 'workflow.date'

/** A workflow with a date trigger, as far as its timers go by it. */
export interface Dated { id: string, object: string, dating: Dating }

/** Whose timers are to be set, and after which time they are due: what is due before has been seen to, or is not meant. */
export type Which =
  /** `shifted`: nothing but their time zones may have changed. */
  | { kind: 'all', since: Date, shifted?: boolean }
  | { kind: 'records', ids: string[], since: Date | null }
  /** Records whose contact is one of these. */
  | { kind: 'contacts', ids: string[], relation: string, since: Date }
  /** Dates that records had, each after a time of its own. */
  | { kind: 'values', rows: { id: string, value: string, since: Date | null, place: number }[] }
  /** Each after a time of its own; the timers that fire at this moment are let alone: they are about to be done. */
  | { kind: 'each', after: { id: string, since: Date }[], firing: string[] }

const column = (name: string) => identifier('t', name)

/** The date as an occurrence names it. */
export function occurrenceSql({ field }: Dating): Sql {
  return isMoment(field) ? sql`to_char(${column(field.name)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')` : sql`to_char(${column(field.name)}, 'YYYY-MM-DD')`
}

/**
 * Sets the timers of these records: moves those whose date has moved, cancels those whose date is another or gone, and lets
 * alone what has fired. One statement.
 */
export async function setDates(context: Context, workflow: Dated, which: Exclude<Which, { kind: 'values' }>): Promise<void> {
  const timers = identifier(context.workspace.schema, '_timer')
  await context.sql.query(sql`with due as materialized (${dueRows(context.workspace, workflow, which, notYetBeen(context, workflow))}),
    gone as (select m.id from ${timers} m where m.kind = ${DATE_TIMER} and m.state = 'waiting' and ${subjects(context, workflow, which)}
      and not exists (select from due d where m.subject = ${subjectOf(workflow, sql`d.record`)} and m.occurrence = d.occurrence) ${exceptPassed(context, workflow, which)} order by m.subject, m.occurrence for update),
    cancelled as (update ${timers} m set state = 'cancelled', reason = 'date', finished_at = ${context.now}::timestamptz from gone where m.id = gone.id)
    insert into ${timers} as x (id, kind, subject, occurrence, due_at, created_at, scope)
    select gen_random_uuid(), ${DATE_TIMER}, ${subjectOf(workflow, sql`record`)}, occurrence, due_at, ${context.now}::timestamptz, ${workflow.id}::uuid from due order by record
    on conflict (kind, subject, occurrence) do update set due_at = excluded.due_at, state = 'waiting', reason = null, finished_at = null
      where (x.state = 'waiting' and x.due_at <> excluded.due_at) or (x.state = 'cancelled' and (x.finished_at < x.due_at or x.reason = 'date'))`)
}

/** A date is in the future from here on. */
const SOON = '1 minute'

/**
 * Timers that are due at once since a run (by record) wrote the date belong to that run's chain: a workflow that writes its own
 * date would set itself off without an end.
 */
export async function noteCauses(context: Context, workflow: Dated, causes: Map<string, string>): Promise<void> {
  const rows = [...causes].map(([record, cause]) => ({ subject: `${workflow.id}:${record}`, cause }))
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_timer')} t set payload = jsonb_build_object('cause', c.cause) from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) c(subject text, cause uuid)
    where t.kind = ${DATE_TIMER} and t.subject = c.subject and t.state = 'waiting' and t.due_at < ${context.now}::timestamptz + ${SOON}::interval`)
}

/** Ends all that a workflow still waits for: it goes by no date any more. */
export async function endAllDates(context: Context, workflow: string): Promise<void> {
  const timers = identifier(context.workspace.schema, '_timer')
  await context.sql.query(sql`with gone as (select id from ${timers} where scope = ${workflow}::uuid and kind = ${DATE_TIMER} and state = 'waiting' order by subject, occurrence for update)
    update ${timers} t set state = 'cancelled', reason = 'trigger', finished_at = ${context.now}::timestamptz from gone where t.id = gone.id`)
}

/** Ends the timers of records that are no more. */
export async function endDates(context: Context, workflow: string, records: string[], reason: string): Promise<void> {
  await cancelTimers(context, DATE_TIMER, records.map(record => `${workflow}:${record}`), reason)
}

/**
 * A repeat (`r`, `n`) that has been is due no more, also where its time comes once more: its contact moved to a zone further west,
 * or the hour was put off, on that very day. The next one stands in its place.
 */
function notYetBeen(context: Context, workflow: Dated): Sql {
  return sql`and not exists (select from ${identifier(context.workspace.schema, '_timer')} x where x.kind = ${DATE_TIMER} and x.subject = ${subjectOf(workflow, sql`r.record`)}
    and x.occurrence = r.named || '/' || to_char(n.day, 'YYYY-MM-DD') and x.state not in ('waiting', 'cancelled'))`
}

/**
 * A timer (`m`) that waits for the date that its record still has, and whose time has just passed by another zone (its contact moved
 * further east): it keeps the time it had, and nobody goes without.
 */
function exceptPassed(context: Context, workflow: Dated, which: Exclude<Which, { kind: 'values' }>): Sql {
  if (which.kind === 'each' || (which.kind === 'all' && !which.shifted)) return empty
  return sql`and not exists (select from ${tableOf(context, workflow.object)} t where ${column('id')} = split_part(m.subject, ':', 2)::uuid and ${column('_deletedAt')} is null and ${occurrenceSql(workflow.dating)} = split_part(m.occurrence, '/', 1))`
}

const subjectOf = ({ id }: Dated, record: Sql) => sql`${id} || ':' || ${record}`

/** Which waiting timers (`m`) are theirs; of all, those that are not due yet. */
function subjects(context: Context, workflow: Dated, which: Exclude<Which, { kind: 'values' }>): Sql {
  if (which.kind === 'all') return sql`m.scope = ${workflow.id}::uuid and m.due_at > ${context.now}::timestamptz`
  if (which.kind === 'contacts') return sql`m.subject in (select ${subjectOf(workflow, column('id'))} from ${tableOf(context, workflow.object)} t where ${wanted(which)})`
  const ids = which.kind === 'records' ? which.ids : which.after.map(each => each.id)
  const theirs = sql`m.subject = any(${ids.map(id => `${workflow.id}:${id}`)}::text[])`
  if (which.kind === 'records') return theirs
  return sql`${theirs} and m.id <> all(${which.firing}::uuid[])`
}

function wanted(which: Exclude<Which, { kind: 'values' }>): Sql {
  if (which.kind === 'records') return sql`${column('id')} = any(${which.ids}::uuid[])`
  return which.kind === 'contacts' ? sql`${column(which.relation)} = any(${which.ids}::uuid[])` : sql`true`
}

/** `record`, `occurrence` and `due_at` of those of the records that have a date, and are due after their time; `fresh` says which repeats count. */
export function dueRows(workspace: Workspace, { object, dating }: Dated, which: Which, fresh: Sql = empty): Sql {
  if (which.kind === 'values') return dueValues(workspace, { object, dating }, which.rows)
  const value = column(dating.field.name)
  const table = sql`${identifier(workspace.schema, object)} t`
  const from = which.kind === 'each' ? sql`unnest(${which.after.map(each => each.id)}::uuid[], ${which.after.map(each => each.since)}::timestamptz[]) w(id, since) join ${table} on ${column('id')} = w.id` : table
  const since = which.kind === 'each' ? sql`w.since` : sql`${which.since ?? '-infinity'}::timestamptz`
  const local = isMoment(dating.field) ? sql`(${value} at time zone z.zone)` : sql`${value}::timestamp`
  const rows = sql`select ${column('id')} as record, ${occurrenceSql(dating)} as named, ${local} as day, ${since} as since, z.zone from ${from}
    cross join lateral (select ${zoneSql(workspace, dating)} as zone) z where ${column('_deletedAt')} is null and ${value} is not null and ${wanted(which)}`
  return dueOfDays(dating, rows, empty, fresh)
}

/** `rows` tell record, named, day, since and zone of each; `more` names what they tell besides. */
function dueOfDays(dating: Dating, rows: Sql, more: Sql, fresh: Sql): Sql {
  if (!dating.repeat) return sql`select record, occurrence, due_at${more} from (select record, named as occurrence, ${dueSql(dating, sql`day`)} as due_at, since${more} from (${rows}) r) d where due_at > since`
  // the repeat that is due next: counted from the time in question without the offset, and a look to both sides of it
  return sql`select record, named || '/' || to_char(k.day, 'YYYY-MM-DD') as occurrence, k.due_at${more} from (${rows}) r
    cross join lateral (select (since at time zone zone) - ${counted(dating.offset)} - ${calendar(dating.offset)} as here) h
    cross join lateral (select n.day, n.due_at from (select c.day, ${dueSql(dating, sql`c.day`)} as due_at from (
        select r.day + ${dating.repeat === 'yearly' ? sql`make_interval(years => n)` : sql`make_interval(months => n)`} as day
        from generate_series(greatest(0, ${periods(dating.repeat)} - 1), greatest(0, ${periods(dating.repeat)} + 2)) n) c) n
      where n.due_at > since ${fresh} order by n.due_at limit 1) k`
}

/** The same of dates that the records need no longer have, with the place of each. */
function dueValues(workspace: Workspace, { object, dating }: Pick<Dated, 'object' | 'dating'>, rows: { id: string, value: string, since: Date | null, place: number }[]): Sql {
  const given = JSON.stringify(rows.map(row => ({ ...row, since: row.since ?? '-infinity' })))
  const value = isMoment(dating.field) ? sql`(w.value::timestamptz at time zone z.zone)` : sql`w.value::date::timestamp`
  const named = isMoment(dating.field) ? sql`to_char(w.value::timestamptz at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')` : sql`w.value`
  const from = sql`jsonb_to_recordset(${given}::jsonb) w(id uuid, value text, since timestamptz, place integer) join ${identifier(workspace.schema, object)} t on ${column('id')} = w.id
    cross join lateral (select ${zoneSql(workspace, dating)} as zone) z`
  return dueOfDays(dating, sql`select w.id as record, ${named} as named, ${value} as day, w.since, z.zone, w.place from ${from}`, sql`, place`, empty)
}

/** Whole periods from the date's to the present one. */
function periods(repeat: 'yearly' | 'monthly'): Sql {
  const years = sql`(extract(year from h.here) - extract(year from r.day))::integer`
  return repeat === 'yearly' ? years : sql`(${years} * 12 + (extract(month from h.here) - extract(month from r.day))::integer)`
}

/** When what stands for a day (a time of the zone's clock) is due. Days and months are the calendar's; hours are counted. */
function dueSql({ offset, at }: Dating, day: Sql): Sql {
  const moved = sql`${day} + ${calendar(offset)}`
  return at === undefined ? sql`(((${moved}) at time zone zone) + ${counted(offset)})` : sql`((date_trunc('day', ${moved} + ${counted(offset)}) + ${at}::time) at time zone zone)`
}

function counted({ hours = 0, minutes = 0 }: Span): Sql {
  return sql`make_interval(hours => ${hours}, mins => ${minutes})`
}

function calendar({ years = 0, months = 0, weeks = 0, days = 0 }: Span): Sql {
  return sql`make_interval(years => ${years}, months => ${months}, weeks => ${weeks}, days => ${days})`
}

/** An IANA name for each row: PostgreSQL refuses a whole statement for one that it does not know. */
function zoneSql(workspace: Workspace, { zone }: Dating): Sql {
  if (zone.kind === 'fixed') return sql`${zone.name}::text`
  const usual = sql`${workspace.timeZone}::text`
  if (zone.kind === 'branch') return sql`coalesce(${byOwner(workspace)}, ${usual})`
  const known = (workspace.objects.get('contact')?.fields.find(field => field.name === 'timeZone')?.options ?? []).map(option => option.value).filter(isZone)
  const own = (value: Sql) => sql`case when ${value} = any(${known}::text[]) then ${value} end`
  if (known.length === 0) return usual
  if (zone.relation === undefined) return sql`coalesce(${own(column('timeZone'))}, ${usual})`
  return sql`coalesce((select ${own(sql`c."timeZone"`)} from ${identifier(workspace.schema, 'contact')} c where c."id" = ${column(zone.relation)}), ${usual})`
}

/** The zone of the branch that a record's owner works for. */
function byOwner(workspace: Workspace): Sql {
  const zones = [...workspace.members.values()].flatMap(member => {
    const zone = workspace.branches.get(branchOf(workspace, member) ?? '')?.timeZone
    return zone && isZone(zone) ? [{ id: member.id, zone }] : []
  })
  return sql`(select b.zone from unnest(${zones.map(each => each.id)}::uuid[], ${zones.map(each => each.zone)}::text[]) b(id, zone) where b.id = ${column('owner')})`
}
