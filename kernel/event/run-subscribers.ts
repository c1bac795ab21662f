// Event room: one batch of one subscriber. Its work and its cursor share a transaction, so that a crash repeats and
// loses nothing; an advisory lock lets one process at a time work for it.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import type { Database, Transaction } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import { systemContext } from '../job/system-context.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { beginning, openStretch, readChunk, type Cursor } from './cursor.ts'
import type { Event, Subscriber } from './subscriber.ts'
import { isPassing } from './passing.ts'

const BATCH = 500

/** `more`: call again; `idle`: nothing is left for now; `busy`: another process works on it; `failed`: it rests a while. */
export type Outcome = 'more' | 'idle' | 'busy' | 'failed'

/**
 * Gives each subscriber its cursor where it has none. In a workspace that knows none yet all start with its first
 * event; one that comes later starts with now, or with the beginning if it says so.
 */
export async function installSubscribers(database: Database, schema: string, subscribers: Subscriber[]): Promise<void> {
  const table = identifier(schema, '_subscriber')
  const rows = JSON.stringify(subscribers.map(({ name, from }) => ({ name, all: from === 'beginning' })))
  await database.query(sql`insert into ${table} (name, snapshot)
    select s.name, case when s.all or not exists (select from ${table}) then ${beginning}::pg_snapshot else pg_current_snapshot() end
    from jsonb_to_recordset(${rows}::jsonb) as s (name text, "all" boolean) on conflict (name) do nothing`)
}

/**
 * The names of the subscribers that may have something to do and are not resting after a failure; and whether one has no
 * cursor yet. Looks at the newest event alone, and at transactions that ran at the cursor and have ended since.
 */
export async function findBehind(database: Database, schema: string, subscribers: Subscriber[]): Promise<{ behind: string[], missing: boolean }> {
  const rows = await database.query<{ name: string, ready: boolean }>(sql`select name,
    (failures = 0 or updated_at + least(300, power(2, least(failures, 10))) * interval '1 second' < now())
    and (target is not null or pg_snapshot_xmax(s.snapshot) <= newest.xid
      or exists (select from pg_snapshot_xip(s.snapshot) x where pg_visible_in_snapshot(x, pg_current_snapshot()))) as ready
    from ${identifier(schema, '_subscriber')} s, (select max(xid) as xid from ${identifier(schema, '_event')}) newest
    where name = any(${subscribers.map(each => each.name)}::text[])`, { prepare: 0 })
  return { behind: rows.filter(row => row.ready).map(row => row.name), missing: rows.length < subscribers.length }
}

/** Works through the subscriber's next batch. */
export async function runSubscriber(app: App, workspace: Workspace, subscriber: Subscriber): Promise<Outcome> {
  return app.database.transaction(async transaction => {
    const cursor = await takeCursor(transaction, workspace.schema, subscriber.name)
    if (!cursor) return 'busy'
    if (cursor.target === null) {
      await keepCursor(transaction, workspace.schema, subscriber.name, cursor, true)
      return 'idle'
    }
    const reading = { patterns: subscriber.events, limit: subscriber.batch ?? BATCH, values: subscriber.values }
    const chunk = await readChunk(transaction, workspace.schema, cursor, reading)
    const context = systemContext(app, workspace, transaction)
    const failure = await deliver(app, context, transaction, subscriber, chunk.events)
    if (failure) {
      await keepFailure(context, subscriber.name, { ...cursor, seq: failure.done?.seq ?? cursor.seq }, failure.text)
      return 'failed'
    }
    await keepCursor(transaction, workspace.schema, subscriber.name, chunk.next, chunk.events.length === 0)
    return chunk.more ? 'more' : 'idle'
  })
}

/** The cursor with an open stretch, if no other process holds it. Nothing here writes: see `openStretch`. */
async function takeCursor(transaction: Transaction, schema: string, name: string): Promise<Cursor | undefined> {
  const [lock] = await transaction.query<{ mine: boolean }>(sql`select pg_try_advisory_xact_lock(hashtextextended(${`subscriber ${schema} ${name}`}, 0)) as mine`)
  if (!lock.mine) return undefined
  // a statement of its own, so that it sees what the lock's last holder left
  const [row] = await transaction.query<Cursor>(sql`select snapshot::text, target::text, seq from ${identifier(schema, '_subscriber')} where name = ${name}`)
  if (!row || row.target !== null) return row
  return openStretch(transaction, schema, row.snapshot)
}

/** `light`: losing this move in a crash costs a repeated look at events that nobody wanted, so it waits for no disk. */
async function keepCursor(transaction: Transaction, schema: string, name: string, cursor: Cursor, light: boolean): Promise<void> {
  await transaction.query(sql`update ${identifier(schema, '_subscriber')} set snapshot = ${cursor.snapshot}::pg_snapshot, target = ${cursor.target}::pg_snapshot,
    seq = ${cursor.seq}::bigint, failures = 0, error = null, updated_at = now() where name = ${name}
    returning case when ${light} then set_config('synchronous_commit', 'off', true) end`)
}

/** A failing event is tried again with growing pauses and never passed over; the row says which and why. */
async function keepFailure(context: Context, name: string, cursor: Cursor, text: string): Promise<void> {
  context.log.warn({ subscriber: name, after: cursor.seq }, 'A subscriber failed')
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_subscriber')} set snapshot = ${cursor.snapshot}::pg_snapshot,
    target = ${cursor.target}::pg_snapshot, seq = ${cursor.seq}::bigint, failures = failures + 1, error = ${text}, updated_at = now() where name = ${name}`)
}

interface Failure { done?: Event, text: string }

/** Hands over the batch; when it fails, one event after the other, so that those before the failing one are done. */
async function deliver(app: App, context: Context, transaction: Transaction, subscriber: Subscriber, events: Event[]): Promise<Failure | undefined> {
  if (events.length === 0) return undefined
  if (events.length > 1 && await tryRun(app, context, transaction, subscriber, events) === undefined) return undefined
  let done: Event | undefined
  for (const event of events) {
    const error = await tryRun(app, context, transaction, subscriber, [event])
    if (error) return { done, text: `Event ${event.seq}: ${error.message}`.slice(0, 2000) }
    done = event
  }
  return undefined
}

/** The error, undone; undefined when it went well. What passes by itself (a deadlock, a lost connection) is thrown on. */
async function tryRun(app: App, context: Context, transaction: Transaction, subscriber: Subscriber, events: Event[]): Promise<Error | undefined> {
  try {
    await transaction.savepoint(() => subscriber.run(context, events, app))
    return undefined
  } catch (error) {
    if (isPassing(error)) throw error
    return error instanceof Error ? error : new Error(String(error))
  }
}
