// The workflow room: what goes with runs that end before their last step: timers, events that they wait for, and what steps
// of other rooms have still waiting for them.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { dropExpectations } from './expectation.ts'
import type { Run, RunStatus } from './run.ts'
import { isOpen } from './run.ts'
import { forgetExits } from './exit.ts'
import type { Program } from './program.ts'
import { allSteps } from './program-step.ts'
import { steps } from './steps/index.ts'
import { cancelWaits } from './wake.ts'

/** Cancels runs that are under way. `reason` is shown. Those that were over already stay as they are. */
export async function endRuns(context: Context, ids: string[], reason: string): Promise<void> {
  if (ids.length === 0) return
  const ended = await context.sql.query<{ id: string }>(sql`update ${identifier(context.workspace.schema, '_workflow_run')} set status = 'cancelled', reason = ${reason}, finished_at = ${context.now}::timestamptz
    where id = any(${ids}::uuid[]) and status in ('queued', 'running', 'waiting') returning id`)
  await releaseRuns(context, ended.map(run => run.id), reason)
}

/** Of runs that have just been cancelled: nothing of theirs waits any more. */
export async function releaseRuns(context: Context, runs: string[], reason: string): Promise<void> {
  if (runs.length === 0) return
  await cancelWaits(context, runs, reason)
  await dropExpectations(context, runs)
  await leaveSteps(context, runs)
}

/** Of runs that wait for nothing any more: what other rooms still have waiting for them. */
export async function leaveSteps(context: Context, runs: string[]): Promise<void> {
  if (runs.length) for (const step of Object.values(steps)) await step.over?.(context, runs.map(id => ({ id, status: 'cancelled' as RunStatus })))
}

/** Of those that their own steps have brought to an end. */
export async function closeRuns(context: Context, program: Program, runs: Run[]): Promise<void> {
  const over = runs.filter(run => !isOpen(run) && run.status !== 'waiting')
  if (over.length === 0) return
  await forgetExits(context, program, over.map(run => run.id))
  for (const step of new Set(allSteps(program.steps).map(each => each.step))) await step.over?.(context, over)
}
