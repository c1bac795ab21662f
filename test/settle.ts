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
    if (performance.now() > end) throw new Error(`Still ${open} pieces of work open after ${PATIENCE_MS / 1000} s`)
    await new Promise(resolve => setTimeout(resolve, 25))
  }
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
