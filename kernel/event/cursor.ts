// Event room: where a reader of the log stands. A sequence alone would lose what commits late, so a cursor is a
// pg_snapshot: a reader takes what the new snapshot sees and the old one did not, by `seq`, in chunks.
import type { Queryable } from '../database/database.ts'
import { empty, identifier, join, or, raw, sql, type Sql } from '../database/sql.ts'
import type { Event } from './subscriber.ts'

export interface Cursor {
  /** pg_snapshot: every event that it sees is done. */
  snapshot: string
  /** While a stretch is worked through in chunks: the snapshot at its end. */
  target: string | null
  /** Within a stretch: the last event done. */
  seq: string
}

export interface Chunk {
  events: Event[]
  /** Where the reader stands once these events are done. */
  next: Cursor
  /** Whether the stretch goes on. */
  more: boolean
}

export interface Reading {
  /** `<kind>:<object>` with `*` for any. */
  patterns: string[]
  /** Events at most. */
  limit: number
  /** False leaves `before` and `after` out; `changed` gives the names of the changed fields instead, and whose the record was. */
  values?: boolean | 'changed'
}

/** Sees nothing: xids of transactions start at 3. */
export const beginning = '1:1:'

/** Events looked at for one chunk when a reader wants some of them only. */
const LOOKED_AT = 5000

/**
 * Starts a stretch up to now: finds its first event by `xid`, so that the reading can then walk by `seq` from there.
 * Nothing new: `target` is null and `snapshot` is the new one. Must not run after a write of the same transaction, whose
 * own xid the new snapshot would count as done.
 * `min(seq + 0)` keeps the planner from walking the whole log by `seq` in search of the smallest.
 */
export async function openStretch(queryable: Queryable, schema: string, snapshot: string): Promise<Cursor> {
  const events = identifier(schema, '_event')
  const [row] = await queryable.query<{ target: string, first: string | null }>(sql`select pg_current_snapshot()::text as target,
    (select min(seq + 0) from ${events} where xid >= ${endOf(snapshot)}::text::xid8 and xid < pg_snapshot_xmax(pg_current_snapshot())
      and pg_visible_in_snapshot(xid, pg_current_snapshot())) as first`, { prepare: 0 })
  const firsts = [row.first, await firstOfLate(queryable, schema, snapshot, row.target)].filter(first => first !== null).map(BigInt)
  if (firsts.length === 0) return { snapshot: row.target, target: null, seq: '0' }
  const first = firsts.reduce((one, other) => other < one ? other : one)
  return { snapshot, target: row.target, seq: String(first - 1n) }
}

/** The first event of the transactions that still ran at the snapshot and have committed since. Their ids stand in the statement, so that the planner knows how few they are. */
async function firstOfLate(queryable: Queryable, schema: string, snapshot: string, target: string): Promise<string | null> {
  const running = snapshot.split(':')[2].split(',').filter(Boolean)
  if (running.length === 0) return null
  const [row] = await queryable.query<{ first: string | null }>(sql`select min(seq + 0) as first from ${identifier(schema, '_event')}
    where xid in (${join(running.map(xid => raw(`'${BigInt(xid)}'::xid8`)), ', ')}) and pg_visible_in_snapshot(xid, ${target}::pg_snapshot)`)
  return row.first
}

/** Of a snapshot: the first transaction that it cannot see. */
export function endOf(snapshot: string): string {
  return snapshot.split(':')[1]
}

/**
 * The next events of an open stretch. Walks by the index on `seq` and nothing else, so that a chunk costs the same
 * however long the stretch is: the start stands in a sub-select, which keeps the planner from guessing that so few
 * events follow that it may fetch and sort them all.
 */
export async function readChunk(queryable: Queryable, schema: string, cursor: Cursor, reading: Reading): Promise<Chunk> {
  const wanted = matching(reading.patterns)
  const lookedAt = wanted ? Math.max(LOOKED_AT, reading.limit) : reading.limit
  const columns = raw('seq, at, object, record, kind, version, actor, way, cause')
  const rows = await queryable.query<Event & { lastSeen: string | null, seen: number, matched: number }>(sql`with seen as materialized (
      select ${columns}, before, after, xid from ${identifier(schema, '_event')} where seq > (select ${cursor.seq}::bigint) order by seq limit ${raw(String(lookedAt))}),
    matched as (select ${columns}, ${valuesOf(reading.values)} from seen
      where not pg_visible_in_snapshot(xid, ${cursor.snapshot}::pg_snapshot) and pg_visible_in_snapshot(xid, ${cursor.target}::pg_snapshot)
      ${wanted ? sql`and ${wanted}` : empty} order by seq limit ${raw(String(reading.limit))})
    select m.*, c.* from (select (select max(seq) from seen) as "lastSeen", (select count(*)::int from seen) as seen, (select count(*)::int from matched) as matched) c
      left join matched m on true order by m.seq`, { prepare: 0 })
  const { lastSeen, seen, matched } = rows[0]
  const events = matched ? rows.map(({ lastSeen: _, seen: __, matched: ___, ...event }) => event as Event) : []
  const full = matched === reading.limit
  if (!full && seen < lookedAt) return { events, next: { snapshot: cursor.target!, target: null, seq: '0' }, more: false }
  return { events, next: { ...cursor, seq: full ? events.at(-1)!.seq : lastSeen! }, more: true }
}

/** The kernel's own events (`_notification`) keep their values in any case: they are small, and their changed fields mean nothing. */
function valuesOf(values: Reading['values']): Sql {
  if (values === undefined || values === true) return raw('before, after')
  if (values === false) return raw('null::jsonb as before, null::jsonb as after')
  return raw(`null::jsonb as before, case when object like '\\_%' then after end as after,
    array(select jsonb_object_keys(coalesce(before, '{}') || coalesce(after, '{}'))) as changed, case when kind = 'updated' then before ->> 'owner' end as "formerOwner"`)
}

/** The condition for `created:deal`, `*:deal`, `created:*`; undefined when everything is wanted. */
function matching(patterns: string[]): Sql | undefined {
  if (patterns.includes('*:*')) return undefined
  return or(patterns.map(pattern => {
    const [kind, object] = pattern.split(':')
    const parts = [kind === '*' ? undefined : sql`kind = ${kind}`, object === '*' ? undefined : sql`object = ${object}`].filter(part => part !== undefined)
    return sql`(${join(parts, ' and ')})`
  }))
}
