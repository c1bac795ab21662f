// Event room: after a restore into another database cluster the log's transaction ids mean nothing there. This gives
// events and cursors new ones, so that every subscriber goes on exactly where the back-up found it.
import type { Transaction } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'

/**
 * To be called once per restored workspace, in the restore's own transaction, before a worker starts. Events that all subscribers have done get xid 1;
 * the others are grouped by who has done them, and each group gets a small xid of its own (those of real transactions
 * in a running cluster are beyond). A cursor then names the groups that it has not done. A restore of the whole cluster
 * (a physical copy) needs none of this, and is left as it is.
 */
export async function rebaseCursors(transaction: Transaction, schema: string): Promise<void> {
  if (!await isForeign(transaction, schema)) return
  await groupEvents(transaction, schema)
  const [{ groups }] = await transaction.query<{ groups: number }>(sql`select coalesce(max(xid), 1)::int as groups from pg_temp.event_group`)
  const events = identifier(schema, '_event')
  await transaction.query(sql`set local hubung.log_keeper = 'on'`)
  await transaction.query(sql`update ${events} e set xid = g.xid::text::xid8 from pg_temp.event_group g where e.seq = g.seq`)
  await transaction.query(sql`update ${events} e set xid = '1' where xid <> '1' and not exists (select from pg_temp.event_group g where g.seq = e.seq)`)
  await transaction.query(sql`update ${identifier(schema, '_subscriber')} s set target = null, seq = 0, snapshot = (select
    concat(coalesce(min(xid), ${groups + 1}), ':', ${groups + 1}::int, ':', string_agg(xid::text, ',' order by xid))::pg_snapshot
    from (select distinct xid from pg_temp.event_group where not s.name = any(done)) g)`)
  await transaction.query(sql`drop table pg_temp.event_group`)
}

/** Whether the log or a cursor knows transactions that this cluster has not yet seen. */
async function isForeign(transaction: Transaction, schema: string): Promise<boolean> {
  const [row] = await transaction.query<{ foreign: boolean }>(sql`select
    exists (select from ${identifier(schema, '_event')} where xid >= pg_snapshot_xmax(pg_current_snapshot()))
    or exists (select from ${identifier(schema, '_subscriber')} where pg_snapshot_xmax(snapshot) > pg_snapshot_xmax(pg_current_snapshot())) as foreign`)
  return row.foreign
}

/** The events that some subscriber has not done, with who has, and a number from 2 on for each such set of subscribers. */
async function groupEvents(transaction: Transaction, schema: string): Promise<void> {
  const subscribers = identifier(schema, '_subscriber')
  await transaction.query(sql`create temporary table event_group on commit drop as
    select seq, done, 1 + dense_rank() over (order by done) as xid from (
      select e.seq, array(select s.name from ${subscribers} s where pg_visible_in_snapshot(e.xid, s.snapshot)
        or (s.target is not null and pg_visible_in_snapshot(e.xid, s.target) and e.seq <= s.seq) order by s.name) as done
      from ${identifier(schema, '_event')} e where e.xid >= (select min(pg_snapshot_xmin(snapshot)::text::numeric)::text::xid8 from ${subscribers})) g
    where cardinality(done) < (select count(*) from ${subscribers})`)
}
