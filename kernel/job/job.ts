// Background work: a job is a value; it is queued in the caller's transaction and run by a worker process.
import type { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'

export interface JobRun {
  app: App
  /** 1 for the first try. */
  attempt: number
  /** The same on every retry: the idempotency key for peers. */
  key: string
  /** Aborted when the process stops: long work throws at its next safe point, which costs it no attempt, and is run anew. */
  signal: AbortSignal
}

export interface Job<Payload = unknown> {
  /** `<room>.<verb>`, such as `workflow.run`. */
  name: string
  payload: z.ZodType<Payload>
  /** Tries before it rests as failed; default 6. */
  attempts?: number
  /** It mostly waits for a peer outside: done by workers of its own, so that what is done inside never waits for one. */
  outside?: true
  /**
   * `context.sql` is the pool: long work opens short transactions of its own (`run.app.database.transaction`).
   * The actor is the system; work on somebody's behalf makes its own context.
   */
  run(context: Context, payload: Payload, run: JobRun): Promise<void>
}

export function defineJob<Payload>(job: Job<Payload>): Job<Payload> {
  return job
}

export interface JobOptions {
  /** Replaces a waiting job with the same key. */
  key?: string
  /** Jobs of one queue run one after another. */
  queue?: string
  /** Wall time; waits that must follow the manual clock are timers. */
  runAt?: Date
  priority?: number
}

/** What queueing a job needs to know of it. */
export type Queued<Payload> = Pick<Job<Payload>, 'name' | 'payload' | 'attempts'>

/** Queues one job in the context's transaction: it exists if and only if the transaction commits. */
export async function addJob<Payload>(context: Context, job: Queued<Payload>, payload: Payload, options: JobOptions = {}): Promise<void> {
  await addJobs(context, job, [payload], options)
}

/** Queues many at once, one round trip. With a `key`, only the first payload is meant. */
export async function addJobs<Payload>(context: Context, job: Queued<Payload>, payloads: Payload[], options: JobOptions = {}): Promise<void> {
  if (payloads.length === 0) return
  const bodies = payloads.map(payload => ({ workspace: context.workspace.slug, payload }))
  await context.sql.query(sql`select graphile_worker.add_job(${job.name}, body, ${options.queue ?? null}, ${options.runAt ?? null}::timestamptz,
    ${job.attempts ?? 6}, ${options.key ?? null}, ${options.priority ?? 0}) from json_array_elements(${JSON.stringify(bodies)}::json) body`)
}
