// Job room: fires the timers that are due by the product's clock. Rows are claimed with SKIP LOCKED, so that any number
// of processes share them.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import type { Database, Transaction } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import { isPassing } from '../event/passing.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { systemContext } from './system-context.ts'
import { finishTimers, type Timer, type TimerKind } from './timer.ts'

const BATCH = 500

/** The kinds of which some timer is due, by the first of each in the index; kinds that this process does not know wait for one that does. */
export async function findDueKinds(database: Database, schema: string, kinds: TimerKind[], now: Date): Promise<string[]> {
  if (kinds.length === 0) return []
  const rows = await database.query<{ kind: string }>(sql`select kind from unnest(${kinds.map(each => each.name)}::text[]) k(kind)
    where (select min(due_at) from ${identifier(schema, '_timer')} t where t.kind = k.kind and t.state = 'waiting') <= ${now}::timestamptz`)
  return rows.map(row => row.kind)
}

/** Fires all that is due in the workspace, also what firing itself sets due; returns how many. Those that another process holds are left to it. */
export async function fireDueTimers(app: App, workspace: Workspace, kinds: TimerKind[]): Promise<number> {
  let fired = 0
  for (;;) {
    let now = 0
    for (const kind of await findDueKinds(app.database, workspace.schema, kinds, app.clock.now())) {
      now += await fireBatch(app, workspace, kinds.find(each => each.name === kind)!)
    }
    if (now === 0) return fired
    fired += now
    app.wake(workspace.schema)
  }
}

async function fireBatch(app: App, workspace: Workspace, kind: TimerKind): Promise<number> {
  return app.database.transaction(async transaction => {
    const context = systemContext(app, workspace, transaction)
    const claimed = await claim(context, kind.name)
    if (claimed.length === 0) return 0
    const timers = claimed.map(({ row: _, ...timer }) => timer)
    if (timers.length === 1 || await tryFire(app, context, transaction, kind, timers)) await fireEach(app, context, transaction, kind, timers)
    await markDone(context, claimed)
    return timers.length
  })
}

/** `row` is the row's place, which changes when it is written. */
type Claimed = Timer & { row: string }

async function claim(context: Context, kind: string): Promise<Claimed[]> {
  return context.sql.query<Claimed>(sql`select ctid::text as row, id, kind, subject, occurrence, due_at as "dueAt", payload from ${identifier(context.workspace.schema, '_timer')}
    where state = 'waiting' and due_at <= ${context.now}::timestamptz and kind = ${kind} order by due_at, id limit ${BATCH} for update skip locked`)
}

/** One after the other, so that a bad timer ends as `failed` with its reason and keeps no other from firing. */
async function fireEach(app: App, context: Context, transaction: Transaction, kind: TimerKind, timers: Timer[]): Promise<void> {
  for (const timer of timers) {
    const error = await tryFire(app, context, transaction, kind, [timer])
    if (!error) continue
    context.log.warn({ kind: kind.name, timer: timer.id }, 'A timer failed')
    await finishTimers(context, [timer.id], 'failed', error.message.slice(0, 2000))
  }
}

async function tryFire(app: App, context: Context, transaction: Transaction, kind: TimerKind, timers: Timer[]): Promise<Error | undefined> {
  try {
    await transaction.savepoint(() => kind.fire(context, timers, app))
    return undefined
  } catch (error) {
    if (isPassing(error)) throw error
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** Those that `fire` ended otherwise, or set anew, keep what it said. */
async function markDone(context: Context, claimed: Claimed[]): Promise<void> {
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_timer')} set state = 'done', finished_at = ${context.now}::timestamptz
    where ctid = any(${claimed.map(each => each.row)}::tid[])`)
}
