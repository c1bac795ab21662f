// The workflow room: runs that wait, and what wakes them. A waiting step's mark gets its outcome in the transaction that
// hands the run to the worker again, so that it is woken once whatever else happens to it.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { cancelIdleTimers, defineTimer, setTimers } from '../../kernel/job/timer.ts'
import { takeExpectations } from './expectation.ts'
import { queueRuns } from './run-queue.ts'
import type { RunError } from './run.ts'

export const WAKE_TIMER = 'workflow.wake'

/** `event`: it also waits for an event, and the time is its time-out. `again`: the step is then taken anew. */
export interface Wait { run: string, step: string, iteration: string, dueAt: Date, way?: 'event' | 'again' }

/** How a step that waited ended. One that failed, or of which nobody knows whether it took effect, says why; `onError` decides what that means. */
export interface Woken { run: string, step: string, iteration: string, output?: object, status?: 'completed' | 'failed' | 'unknown', error?: RunError }

/** Sets the timers of steps that wait until a time; by the product's clock. */
export async function setWaits(context: Context, waits: Wait[]): Promise<void> {
  await setTimers(context, waits.map(({ run, step, iteration, dueAt, way }) => ({
    // a step that is taken anew may have to wait again
    kind: WAKE_TIMER, subject: run, occurrence: `${step} ${iteration}${way === 'again' ? ` ${dueAt.toISOString()}` : ''}`, dueAt, payload: { step, iteration, ...way ? { way } : {} },
  })))
}

/** Of runs that are locked here and wait no longer: a timer that fires at this moment finds them so. */
export async function cancelWaits(context: Context, runs: string[], reason: string): Promise<void> {
  await cancelIdleTimers(context, WAKE_TIMER, runs, reason)
}

/** Runs that were cancelled meanwhile stay so; their steps tell how they ended all the same. A run that waits for another step by now goes on waiting. */
export async function wakeRuns(context: Context, woken: Woken[]): Promise<void> {
  if (woken.length === 0) return
  const { schema } = context.workspace
  const runs = await context.sql.query<{ id: string, workflow: string }>(sql`
    with w as (select * from jsonb_to_recordset(${JSON.stringify(woken)}::jsonb) as w(run uuid, step text, iteration text, output jsonb, status text, error jsonb)),
    r as (update ${identifier(schema, '_workflow_run')} r set status = 'queued' from w where r.id = w.run and r.status = 'waiting'
      and exists (select from ${identifier(schema, '_workflow_step')} s where s.run = w.run and s.step = w.step and s.iteration = w.iteration and s.status = 'waiting') returning r.id, r.workflow),
    s as (update ${identifier(schema, '_workflow_step')} s set status = coalesce(w.status, 'completed'), output = w.output, error = w.error, next_at = null, finished_at = ${wallClock()}::timestamptz
      from w where s.run = w.run and s.step = w.step and s.iteration = w.iteration and s.status = 'waiting')
    select id, workflow from r`)
  await queueRuns(context, runs)
}

interface Due { run: string, step: string, iteration: string, until: string }

export const wakeWaiting = defineTimer({
  name: WAKE_TIMER,
  async fire(context, timers) {
    const ways = Map.groupBy(timers, ({ payload }) => (payload as { way?: Wait['way'] }).way)
    const dueBy = (way?: Wait['way']): Due[] => (ways.get(way) ?? []).map(({ subject, payload: { step, iteration }, dueAt }) => ({ run: subject, step, iteration, until: dueAt.toISOString() }))
    await wakeRuns(context, dueBy().map(({ until, ...place }) => ({ ...place, output: { until } })))
    await wakeLate(context, dueBy('event'))
    await takeAgain(context, dueBy('again'))
  },
})

/** The event has not come in time. */
async function wakeLate(context: Context, due: Due[]): Promise<void> {
  const taken = new Set((await takeExpectations(context, due)).map(({ run }) => run))
  await wakeRuns(context, due.filter(({ run }) => taken.has(run)).map(({ until, ...place }) => ({ ...place, output: { event: false, record: null, until } })))
}

/** Their waiting step is taken anew, with the record as it is then (run.ts). */
async function takeAgain(context: Context, due: Due[]): Promise<void> {
  if (due.length === 0) return
  const runs = await context.sql.query<{ id: string, workflow: string }>(sql`update ${identifier(context.workspace.schema, '_workflow_run')} set status = 'queued'
    where id = any(${due.map(({ run }) => run)}::uuid[]) and status = 'waiting' returning id, workflow`)
  await queueRuns(context, runs)
}
