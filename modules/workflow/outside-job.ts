// The workflow room: the job that makes a call to the outside for a step: taken in one transaction, made in none, its outcome
// written in another. Whatever dies in between leaves the call `sending`.
import type { App } from '../../kernel/app.ts'
import type { Cause, Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { Problem, type Parameters } from '../../kernel/http/errors.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { defineJob } from '../../kernel/job/job.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { isPassing, NotYet } from './failure.ts'
import { keyOf, makeCall, queueCall, type Errand, type Outside, type Place } from './outside.ts'
import { OutsideFailure } from './outside-failure.ts'
import { errorOf } from './run-steps.ts'
import { sound } from './sound.ts'
import { steps } from './steps/index.ts'
import { wakeRuns } from './wake.ts'

/** Minutes until the next try; by the wall, since it is a retry (API.md §8). Then the step has failed. */
const pauses = [1, 5, 30, 120, 720]
const MOST_PAUSE_MS = 24 * 3_600_000

interface Claimed { errand: Errand<unknown>, outside: Outside<unknown>, peer: string, cutOff: boolean }

export const makeCalls = defineJob<Place>({
  ...makeCall,
  async run(context, at, { app }) {
    const claimed = await app.database.transaction(transaction => claim({ ...context, sql: transaction }, app, at))
    if (!claimed) return
    const outcome = claimed.cutOff && !isKeyed(claimed) ? new OutsideFailure('unsure', 'outside.unknown') : await attempt(claimed)
    await app.database.transaction(transaction => settle({ ...context, sql: transaction, now: app.clock.now() }, at, claimed, outcome))
    app.wake(context.workspace.schema)
  },
})

function isKeyed({ outside: { keyed }, errand }: Claimed): boolean {
  return typeof keyed === 'function' ? keyed(errand.input) : keyed
}

interface CallRow { type: string, input: unknown, peer: string, state: 'waiting' | 'sending', attempt: number, rests: boolean, wanted: boolean, enabled: boolean, workflow: string, object: string | null, record: string | null, depth: number, member: string }

/**
 * Takes the call, if it is still to be made: a cancelled run sends nothing more, nor does a step that its run has left behind (versions.ts);
 * that of a workflow which is switched off stays until it is on again. From here on it may have happened. Whether it
 * rests is asked by the clock that the queue goes by: a job that came too soon by ours would be done with, and the call lost.
 */
async function claim(context: Context, app: App, { run, step, iteration }: Place): Promise<Claimed | undefined> {
  const { workspace: { schema } } = context
  const here = sql`run = ${run}::uuid and step = ${step} and iteration = ${iteration}`
  const [row] = await context.sql.query<CallRow>(sql`select c.type, c.input, coalesce(c.peer, c.type) as peer, c.state, c.attempt, c.state = 'waiting' and c.due_at > now() as rests, r.status = 'waiting' and s.status = 'waiting' and w.deleted_at is null as wanted, w.enabled, r.workflow, r.object, r.record, r.depth, w.member
    from ${identifier(schema, '_workflow_call')} c join ${identifier(schema, '_workflow_run')} r on r.id = c.run join ${identifier(schema, '_workflow')} w on w.id = r.workflow
    join ${identifier(schema, '_workflow_step')} s on s.run = c.run and s.step = c.step and s.iteration = c.iteration
    where c.run = ${run}::uuid and c.step = ${step} and c.iteration = ${iteration} for update of c skip locked`)
  if (!row || row.rests) return undefined
  if (!row.wanted) {
    await context.sql.query(sql`delete from ${identifier(schema, '_workflow_call')} where ${here}`)
    return undefined
  }
  if (!row.enabled) return undefined
  const actor = actorOf(context.workspace, row.member, 'workflow')
  const { outside } = steps[row.type] ?? {}
  if (!actor || !outside) throw new NotYet('The workflow is younger than what this process knows')
  const attempt = row.attempt + 1
  await context.sql.query(sql`update ${identifier(schema, '_workflow_call')} set state = 'sending', attempt = ${attempt} where ${here}`)
  await context.sql.query(sql`update ${identifier(schema, '_workflow_step')} set attempt = ${attempt}, next_at = null where ${here}`)
  const { workflow, object, record, depth, input, peer } = row
  const cause: Cause = { workflow, run, depth }
  const acting: Context = { ...context, sql: app.database, actor, locale: context.workspace.locale, cause }
  return { outside, peer, cutOff: row.state === 'sending', errand: { app, context: acting, cause, run: { id: run, workflow, object, record }, step, input, key: keyOf({ run, step, iteration }), attempt } }
}

/** The answer, or why there is none. */
async function attempt({ outside, errand }: Claimed): Promise<object> {
  try {
    return await outside.perform(errand)
  } catch (error) {
    if (error instanceof OutsideFailure) return error
    // our own database: the queue tries the call again, as one that was cut off
    if (isPassing(error)) throw error
    const { code, parameters } = errorOf(error)
    if (!(error instanceof Problem)) errand.context.log.error({ err: error, run: errand.run.id, step: errand.step }, 'A call to the outside broke')
    return new OutsideFailure('final', code, parameters)
  }
}

/** Writes the outcome down, once; what may pass is tried again later. What a peer says may hold what no database takes. */
async function settle(context: Context, at: Place, { outside, peer, errand: { attempt, input } }: Claimed, outcome: object): Promise<void> {
  const { workspace: { schema } } = context
  const here = sql`run = ${at.run}::uuid and step = ${at.step} and iteration = ${at.iteration}`
  const mine = sql`${here} and state = 'sending' and attempt = ${attempt}`
  if (!(outcome instanceof OutsideFailure)) {
    const done = await context.sql.query(sql`delete from ${identifier(schema, '_workflow_call')} where ${mine} returning 1`)
    if (done.length === 0) return
    const output = sound(outcome) as object
    await outside.follow?.(context, input, { status: 'completed', output })
    return wakeRuns(context, [{ ...at, output }])
  }
  const error = { code: outcome.code, ...Object.keys(outcome.parameters).length ? { parameters: sound(outcome.parameters) as Parameters } : {} }
  const output = outcome.output && sound(outcome.output) as object
  const pause = outcome.kind === 'later' ? 0 : outcome.kind === 'passing' ? pauses[attempt - 1] : undefined
  if (pause === undefined) {
    const over = await context.sql.query(sql`delete from ${identifier(schema, '_workflow_call')} where ${mine} returning 1`)
    if (over.length === 0) return
    const status = outcome.kind === 'unsure' ? 'unknown' : 'failed'
    await outside.follow?.(context, input, { status, error, output })
    return wakeRuns(context, [{ ...at, output, status, error }])
  }
  const due = new Date(wallClock().getTime() + Math.min(Math.max(outcome.pause ?? 0, pause * 60_000), MOST_PAUSE_MS))
  const rests = await context.sql.query(sql`update ${identifier(schema, '_workflow_call')} set state = 'waiting', due_at = ${due}, attempt = ${outcome.kind === 'later' ? attempt - 1 : attempt} where ${mine} returning 1`)
  if (rests.length === 0) return
  await outside.follow?.(context, input, { status: 'waiting', error, dueAt: due })
  await context.sql.query(sql`update ${identifier(schema, '_workflow_step')} set error = ${JSON.stringify(error)}::jsonb, next_at = ${due} where ${here} and status = 'waiting'`)
  await queueCall(context, { ...at, peer }, due)
}
