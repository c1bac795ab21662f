// Waits until a workspace is at rest: every event read by every subscriber, every job that may run now done.
import type { RunningApp } from '../kernel/app.ts'
import { identifier, sql } from '../kernel/database/sql.ts'

const PATIENCE_MS = 20_000

export async function settle(app: RunningApp): Promise<void> {
  const end = performance.now() + PATIENCE_MS
  let quiet = 0
  while (quiet < 2) {
    const open = await openWork(app)
    quiet = open === 0 ? quiet + 1 : 0
    if (performance.now() > end) throw new Error(`Still ${open} pieces of work open after ${PATIENCE_MS / 1000} s: ${await whatIsOpen(app)}`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
}

/** For the reader of a failed test: which jobs, held by whom, and what the connections wait for. */
async function whatIsOpen(app: RunningApp): Promise<string> {
  const jobs = await app.database.query(sql`select task_identifier as job, attempts, locked_at is not null as held, last_error as error, run_at from graphile_worker.jobs where run_at <= now() and attempts < max_attempts limit 30`)
  const busy = await app.database.query(sql`select pid, state, wait_event_type as waits, wait_event as for, left(query, 120) as query, now() - state_change as since from pg_stat_activity where datname = current_database() and state <> 'idle'`)
  return JSON.stringify({ jobs, busy }, null, 1)
}

async function openWork(app: RunningApp): Promise<number> {
  const [{ jobs }] = await app.database.query<{ jobs: number }>(sql`select count(*)::int as jobs from graphile_worker.jobs where run_at <= now() and attempts < max_attempts`)
  let open = jobs
  for (const { schema } of await app.workspaces.list()) {
    const [{ behind }] = await app.database.query<{ behind: number }>(sql`select count(*)::int as behind from ${identifier(schema, '_subscriber')} s
      where s.target is not null or exists (select 1 from ${identifier(schema, '_event')} e where e.xid >= pg_snapshot_xmin(s.snapshot) and not pg_visible_in_snapshot(e.xid, s.snapshot))`)
    const [{ due }] = await app.database.query<{ due: number }>(sql`select count(*)::int as due from ${identifier(schema, '_timer')} where state = 'waiting' and due_at <= ${app.clock.now()}`)
    open += behind + due
  }
  return open
}
