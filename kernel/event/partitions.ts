// Event room: the event log is partitioned by month (UTC). Months are made ahead; what came before its month was made
// lies in `_event_other` and is moved when the month is made.
import { DateTime } from 'luxon'
import type { Database, Transaction } from '../database/database.ts'
import { identifier, literal, raw, sql, type Sql } from '../database/sql.ts'

/** This month and so many after it. */
const AHEAD = 2
/** Tries to get the locks, each waiting 100 ms at most, so that no writer waits longer behind us. */
const TRIES = 50

/** Makes the partitions of the month of `now` and the next two. Safe while others write, and in several processes at once. */
export async function ensurePartitions(database: Database, schema: string, now: Date): Promise<void> {
  const months = Array.from({ length: AHEAD + 1 }, (_, n) => DateTime.fromJSDate(now, { zone: 'utc' }).startOf('month').plus({ months: n }))
  for (const month of months) {
    if (!await exists(database, schema, month)) await withShortLocks(() => makePartition(database, schema, month))
  }
}

function nameOf(month: DateTime): string {
  return `_event_${month.toFormat('yyyy_MM')}`
}

async function exists(queryable: Pick<Database, 'query'>, schema: string, month: DateTime): Promise<boolean> {
  const rows = await queryable.query(sql`select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relname = ${nameOf(month)} and c.relispartition`)
  return rows.length > 0
}

/**
 * Writers of the log wait for the moment that this takes: one that had chosen `_event_other` for its row before the
 * month was there would be refused by it after.
 */
async function makePartition(database: Database, schema: string, month: DateTime): Promise<void> {
  await database.transaction(async transaction => {
    await transaction.query(sql`set local lock_timeout = '100ms'`)
    await transaction.query(sql`select pg_advisory_xact_lock(hashtextextended(${`partitions ${schema}`}, 0))`)
    if (await exists(transaction, schema, month)) return
    const events = identifier(schema, '_event')
    const partition = identifier(schema, nameOf(month))
    await transaction.query(sql`lock table ${events} in share row exclusive mode`)
    await transaction.query(sql`set local hubung.log_keeper = 'on'`)
    await transaction.query(sql`create table ${partition} (like ${events} including defaults)`)
    await transaction.query(sql`create trigger _event_keep_all before truncate on ${partition} for each statement execute function ${identifier(schema, '_keep_event')}()`)
    await moveRows(transaction, schema, partition, month)
    await transaction.query(sql`alter table ${events} attach partition ${partition} for values from (${moment(month)}) to (${moment(month.plus({ months: 1 }))})`)
  })
}

async function moveRows(transaction: Transaction, schema: string, partition: Sql, month: DateTime): Promise<void> {
  const other = identifier(schema, '_event_other')
  await transaction.query(sql`lock table ${other} in access exclusive mode`)
  const columns = raw('seq, xid, at, object, record, kind, version, actor, way, cause, before, after')
  await transaction.query(sql`with moved as (delete from ${other} where at >= ${moment(month)} and at < ${moment(month.plus({ months: 1 }))} returning ${columns})
    insert into ${partition} (${columns}) select ${columns} from moved`)
}

function moment(time: DateTime): Sql {
  return sql`${literal(time.toISO()!)}::timestamptz`
}

/** 55P03: the lock was not free; the others go first. */
async function withShortLocks(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      if ((error as { code?: string }).code !== '55P03' || attempt >= TRIES) throw error
      await new Promise(resolve => setTimeout(resolve, 20 + Math.random() * 80))
    }
  }
}
