// The workflow room: steps to the outside (API.md §7, "The promise"). The step only queues a call, in the transaction of its
// mark; a job (outside-job.ts) makes it with no transaction open, and its outcome wakes the run. A call that was cut off is made again with the
// same key where the peer knows keys; where it does not, the step becomes `unknown` and is never sent again by itself.
import { createHash } from 'node:crypto'
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
  /** Who answers, such as a host: a slow one keeps only its own callers waiting. Default: the step's type. */
  peer?(input: Input): string
  /** The peer knows the key, so that a call whose outcome is not known may be made again. */
  keyed: boolean | ((input: Input) => boolean)
  /** Answers what `steps.<id>` holds; throws OutsideFailure, or Problem where another try is of no use. */
  perform(errand: Errand<Input>): Promise<object>
  /** Told how it went, in the transaction that writes it down. */
  follow?(context: Context, input: Input, progress: Progress): Promise<void>
}

/** `waiting`: it is tried again at `dueAt`. */
export interface Progress { status: 'completed' | 'failed' | 'unknown' | 'waiting', output?: object, error?: RunError, dueAt?: Date }

/** Calls that go to one peer at the same time, from all workflows of the workspace: a peer that hangs holds no more of the workers (kernel/job/worker.ts). */
const LANES = 4
/** Peers are told apart by a number, so that addresses made of records' values leave no endless list of queues. */
const PEERS = 512

const place = z.object({ run: z.string(), step: z.string(), iteration: z.string() })
export type Place = z.output<typeof place>

/** A step whose effect lies outside. */
export function defineOutsideStep<Input>(type: string, outside: Outside<Input>, declared: Omit<Step<Input>, 'type' | 'run' | 'outside'>): Step<Input> {
  return defineStep<Input>(type, { pretend: calls => calls.map(() => ({})), ...declared, outside, run: calls => queueCalls(type, calls, outside.peer) })
}

/** The job that outside-job.ts does. A try of the queue is not a try of ours: it is used up only where a process dies. */
export const makeCall = { name: 'workflow.call', payload: place, attempts: 25, outside: true as const }

/** Hands calls to their job, in the open transaction; the step that has them waits. */
export async function queueCalls<Input>(type: string, calls: Pick<Call<Input>, 'context' | 'run' | 'step' | 'iteration' | 'input'>[], peerOf: (input: Input) => string = () => type): Promise<typeof waiting[]> {
  if (calls.length === 0) return []
  const { context } = calls[0]
  const rows = calls.map(({ run, step, iteration, input }) => ({ run: run.id, step, iteration, input, peer: peerOf(input).slice(0, 300) }))
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_workflow_call')} (run, step, iteration, type, input, peer, state, due_at)
    select run, step, iteration, ${type}, input, peer, 'waiting', now() from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as c(run uuid, step text, iteration text, input jsonb, peer text)`)
  await queueAll(context, rows)
  return calls.map(() => waiting)
}

async function queueAll(context: Context, calls: (Place & { peer: string })[]): Promise<void> {
  for (const [queue, group] of Map.groupBy(calls, each => queueOf(context, each, each.peer))) {
    await addJobs(context, makeCall, group.map(({ run, step, iteration }) => ({ run, step, iteration })), { queue })
  }
}

/** Calls of these runs that were due while their workflow was switched off. */
export async function resumeCalls(context: Context, runs: string[]): Promise<void> {
  if (runs.length) await queueAll(context, await context.sql.query<Place & { peer: string }>(sql`select run, step, iteration, coalesce(peer, type) as peer from ${identifier(context.workspace.schema, '_workflow_call')} where run = any(${runs}::uuid[]) and due_at <= now()`))
}

/** Calls that have not been made yet, or not with success, and are not on their way: their steps are taken anew. Answers their runs. */
export async function dropResting(context: Context, calls: { run: string, step: string }[]): Promise<string[]> {
  if (calls.length === 0) return []
  const dropped = await context.sql.query<{ run: string }>(sql`delete from ${identifier(context.workspace.schema, '_workflow_call')} c using jsonb_to_recordset(${JSON.stringify(calls)}::jsonb) d(run uuid, step text)
    where c.run = d.run and c.step = d.step and c.state = 'waiting' returning c.run`)
  return dropped.map(({ run }) => run)
}

/** One of the lanes to a peer: calls of one lane are made one after the other. */
function queueOf({ workspace }: Context, at: Place, peer: string): string {
  return `outside ${workspace.slug} ${numberOf(peer, PEERS)} ${numberOf(keyOf(at), LANES)}`
}

/** Pure: the same number below `count` for the same text. */
function numberOf(text: string, count: number): number {
  return createHash('sha256').update(text).digest().readUInt32BE() % count
}

export function keyOf({ run, step, iteration }: Place): string {
  return `${run}:${step}${iteration && `:${iteration}`}`
}

/** Another try of one call; one that waits for a later time is replaced. */
export async function queueCall(context: Context, { run, step, iteration, peer }: Place & { peer: string }, runAt?: Date): Promise<void> {
  const at = { run, step, iteration }
  await addJob(context, makeCall, at, { queue: queueOf(context, at, peer), key: `outside ${context.workspace.slug} ${keyOf(at)}`, runAt })
}

/** Makes the calls at once that rest between two tries; false when there are none. */
export async function hurryCalls(context: Context, run: string): Promise<boolean> {
  const resting = await context.sql.query<Place & { peer: string }>(sql`update ${identifier(context.workspace.schema, '_workflow_call')} set due_at = now()
    where run = ${run}::uuid and state = 'waiting' and attempt > 0 returning run, step, iteration, coalesce(peer, type) as peer`)
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
