// The workflow room: runs that wait, and what wakes them. A waiting step's mark gets its outcome in the transaction that
// hands the run to the worker again, so that it is woken once whatever else happens to it.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { cancelTimers, defineTimer, setTimers } from '../../kernel/job/timer.ts'
import { queueRuns } from './run-queue.ts'
import type { RunError } from './run.ts'

export const WAKE_TIMER = 'workflow.wake'

export interface Wait { run: string, step: string, iteration: string, dueAt: Date }

/** How a step that waited ended. One that failed, or of which nobody knows whether it took effect, says why; `onError` decides what that means. */
export interface Woken { run: string, step: string, iteration: string, output?: object, status?: 'completed' | 'failed' | 'unknown', error?: RunError }

/** Sets the timers of steps that wait until a time; by the product's clock. */
export async function setWaits(context: Context, waits: Wait[]): Promise<void> {
  await setTimers(context, waits.map(({ run, step, iteration, dueAt }) => ({ kind: WAKE_TIMER, subject: run, occurrence: `${step} ${iteration}`, dueAt, payload: { step, iteration } })))
}

export async function cancelWaits(context: Context, runs: string[], reason: string): Promise<void> {
  await cancelTimers(context, WAKE_TIMER, runs, reason)
}

/** Runs that were cancelled meanwhile stay so; their steps tell how they ended all the same. */
export async function wakeRuns(context: Context, woken: Woken[]): Promise<void> {
  if (woken.length === 0) return
  const { schema } = context.workspace
  const runs = await context.sql.query<{ id: string, workflow: string }>(sql`
    with w as (select * from jsonb_to_recordset(${JSON.stringify(woken)}::jsonb) as w(run uuid, step text, iteration text, output jsonb, status text, error jsonb)),
    r as (update ${identifier(schema, '_workflow_run')} r set status = 'queued' from w where r.id = w.run and r.status = 'waiting' returning r.id, r.workflow),
    s as (update ${identifier(schema, '_workflow_step')} s set status = coalesce(w.status, 'completed'), output = w.output, error = w.error, next_at = null, finished_at = ${wallClock()}::timestamptz
      from w where s.run = w.run and s.step = w.step and s.iteration = w.iteration and s.status = 'waiting')
    select id, workflow from r`)
  await queueRuns(context, runs)
}

export const wakeWaiting = defineTimer({
  name: WAKE_TIMER,
  fire: (context, timers) => wakeRuns(context, timers.map(({ subject, payload, dueAt }) => ({ run: subject, ...payload as { step: string, iteration: string }, output: { until: dueAt.toISOString() } }))),
})
