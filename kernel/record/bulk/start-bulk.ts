// Bulk room: begins a bulk change. Which records it is about is settled here, by one statement and so at one moment: neither
// the change itself nor what others write meanwhile adds to them or takes from them.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../context.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import { addJob } from '../../job/job.ts'
import { tableOf, ROW } from '../fields.ts'
import { countRecords, readableObject, visibleRows } from '../find.ts'
import { bulkTable, partTable } from './bulk-row.ts'
import { settleChange, type BulkChange } from './change.ts'
import { runBulk } from './job.ts'

/** Records of one transaction: it stays well under a second, and other requests have their turn between two. */
const PART = 1000
/** Records that may be named one by one. */
export const MOST_IDS = 10_000

export interface BulkRequest { ids?: string[], filter?: unknown, change: BulkChange }

/** Queues it in the context's transaction; answers its id. Throws Problem with every fault of the change or the filter. */
export async function startBulk(context: Context, name: string, { ids, filter, change: asked }: BulkRequest): Promise<string> {
  const object = readableObject(context, name)
  const rows = visibleRows(context, object, filter)
  const named = ids && [...new Set(ids)]
  const many = named ? named.length : (await countRecords(context, object, filter, 'capped')).total
  const change = await settleChange(context, object, asked, many)
  const id = uuid()
  await context.sql.query(sql`insert into ${bulkTable(context)} (id, object, change, member, narrowed, status, total, seq_from, created_at) values
    (${id}::uuid, ${name}, ${JSON.stringify(change)}::jsonb, ${context.actor.member}::uuid, ${context.actor.role.narrowed ?? null}, 'running', 0, (select last_value from ${identifier(context.workspace.schema, '_event_seq')}), ${context.now})`)
  // as the rows lie in the table: a part then touches few of its pages
  const found: Sql = named ? sql`unnest(${named}::uuid[]) t(id)` : sql`${tableOf(context, name)} ${identifier(ROW)} where ${rows}`
  await context.sql.query(sql`with parts as (insert into ${partTable(context)} (bulk, number, ids)
      select ${id}::uuid, n, array_agg(f.id) from (select t.id, ((row_number() over () - 1) / ${PART})::int as n from ${found}) f group by n returning cardinality(ids) as size)
    update ${bulkTable(context)} set total = (select coalesce(sum(size), 0) from parts) where id = ${id}::uuid`)
  // one member's follow one another; nobody waits behind somebody else's million
  await addJob(context, runBulk, { bulk: id }, { queue: `bulk ${context.workspace.schema} ${context.actor.member}` })
  return id
}
