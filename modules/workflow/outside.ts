// The workflow room: steps to the outside (API.md §7, "The promise"). The step only queues a call, in the transaction of its
// mark; a job (outside-job.ts) makes it with no transaction open, and its outcome wakes the run. A call that was cut off is made again with the
// same key where the peer knows keys; where it does not, the step becomes `unknown` and is never sent again by itself.
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Cause, Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { addJob, addJobs } from '../../kernel/job/job.ts'
import type { RunError } from './run.ts'
import { defineStep, waiting, type Call, type Step } from './step.ts'

/** One call on its way. */
export interface Errand<Input> {
  app: App
  /** Acts as the workflow; `sql` is the pool: whoever writes opens transactions of her own. */
  context: Context
  /** Stands behind what is written on the way. */
  cause: Cause
  run: { id: string, workflow: string, object: string | null, record: string | null }
  step: string
  input: Input
  /** The same on every try: run, step and iteration. */
  key: string
  /** From 1. */
  attempt: number
}

export interface Outside<Input> {
  /** The peer knows the key, so that a call whose outcome is not known may be made again. */
  keyed: boolean | ((input: Input) => boolean)
  /** Answers what `steps.<id>` holds; throws OutsideFailure, or Problem where another try is of no use. */
  perform(errand: Errand<Input>): Promise<object>
  /** Told how it went, in the transaction that writes it down. */
  follow?(context: Context, input: Input, progress: Progress): Promise<void>
}

/** `waiting`: it is tried again at `dueAt`. */
export interface Progress { status: 'completed' | 'failed' | 'unknown' | 'waiting', output?: object, error?: RunError, dueAt?: Date }

/** Calls of one workflow that a peer who hangs keeps waiting at the same time: the other workers stay free. */
const LANES = 2

const place = z.object({ run: z.string(), step: z.string(), iteration: z.string() })
export type Place = z.output<typeof place>

/** A step whose effect lies outside. */
export function defineOutsideStep<Input>(type: string, outside: Outside<Input>, declared: Omit<Step<Input>, 'type' | 'run' | 'outside'>): Step<Input> {
  return defineStep<Input>(type, { pretend: calls => calls.map(() => ({})), ...declared, outside, run: calls => queueCalls(type, calls) })
}

/** After other jobs: what is done inside is not kept waiting by what goes out. */
const PRIORITY = 10
/** The job that outside-job.ts does. A try of the queue is not a try of ours: it is used up only where a process dies. */
export const makeCall = { name: 'workflow.call', payload: place, attempts: 25 }

/** Hands calls to their job, in the open transaction; the step that has them waits. */
export async function queueCalls(type: string, calls: Pick<Call<any>, 'context' | 'run' | 'step' | 'iteration' | 'input'>[]): Promise<typeof waiting[]> {
  if (calls.length === 0) return []
  const { context } = calls[0]
  const rows = calls.map(({ run, step, iteration, input }) => ({ run: run.id, step, iteration, input }))
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_workflow_call')} (run, step, iteration, type, input, state, due_at)
    select run, step, iteration, ${type}, input, 'waiting', now() from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(run uuid, step text, iteration text, input jsonb)`)
  for (let lane = 0; lane < LANES; lane++) {
    const payloads = rows.filter((_, at) => at % LANES === lane).map(({ run, step, iteration }) => ({ run, step, iteration }))
    await addJobs(context, makeCall, payloads, { priority: PRIORITY, queue: `outside ${context.workspace.slug} ${calls[0].run.workflow} ${lane}` })
  }
  return calls.map(() => waiting)
}

export function keyOf({ run, step, iteration }: Place): string {
  return `${run}:${step}${iteration && `:${iteration}`}`
}

/** Another try of one call; one that waits for a later time is replaced. */
export async function queueCall(context: Context, at: Place, runAt?: Date): Promise<void> {
  await addJob(context, makeCall, at, { priority: PRIORITY, key: `outside ${context.workspace.slug} ${keyOf(at)}`, runAt })
}

/** Makes the calls at once that rest between two tries; false when there are none. */
export async function hurryCalls(context: Context, run: string): Promise<boolean> {
  const resting = await context.sql.query<Place>(sql`update ${identifier(context.workspace.schema, '_workflow_call')} set due_at = now()
    where run = ${run}::uuid and state = 'waiting' and attempt > 0 returning run, step, iteration`)
  for (const at of resting) await queueCall(context, at)
  return resting.length > 0
}

/** A person decides about a step of which nobody knows whether it took effect: `again` sends it again, `done` takes it for done. Throws Problem when she does not say. */
export async function decideUnknown(context: Context, run: string, { step, iteration = '' }: { step?: string, iteration?: string }, decision: 'again' | 'done' | undefined): Promise<void> {
  const table = identifier(context.workspace.schema, '_workflow_step')
  const here = sql`run = ${run}::uuid and step = ${step ?? null} and iteration = ${iteration} and status = 'unknown'`
  const [mark] = await context.sql.query(sql`select 1 from ${table} where ${here}`)
  if (!mark) return
  if (!decision) throw new Problem('workflow.unknownSend')
  if (decision === 'again') await context.sql.query(sql`delete from ${table} where ${here}`)
  else await context.sql.query(sql`update ${table} set status = 'completed', error = null where ${here}`)
}
