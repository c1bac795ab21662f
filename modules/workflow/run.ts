// The workflow room: a run in memory while its steps are worked through, read from its row and its marks and written
// back in the transaction of its steps' effects.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import type { Fault, Parameters } from '../../kernel/http/errors.ts'
import type { Change, RecordValues } from '../../kernel/record/hook.ts'
import type { Link } from './chain.ts'

export const runStatus = z.enum(['queued', 'running', 'waiting', 'completed', 'failed', 'cancelled', 'missed'])
export type RunStatus = z.output<typeof runStatus>

/** Why a step or a run failed: a code with what its text needs, and the faults of a refused value. */
export interface RunError { code: string, parameters?: Parameters, faults?: Fault[], step?: string, iteration?: string }

export interface Warning { code: string, parameters?: Record<string, string> }

export const markStatus = z.enum(['completed', 'skipped', 'failed', 'waiting', 'unknown'])

export interface Mark {
  step: string
  /** Which turn of the loops around it, such as `2` or `2.1`; empty outside. */
  iteration: string
  /** Its place in the run's story. */
  position: number
  type: string
  status: z.output<typeof markStatus>
  input?: unknown
  output?: unknown
  error?: RunError
  warnings?: Warning[]
  /** Wall time in milliseconds: how long it took is no matter of the product's clock. */
  startedAt: number
  finishedAt: number | null
}

export interface Run {
  id: string
  workflow: string
  version: number
  /** Null for a workflow without records. */
  object: string | null
  record: string | null
  /** The start of a person that it is of. */
  start: string | null
  depth: number
  chain: Link[]
  attempt: number
  status: RunStatus
  reason: string | null
  error: RunError | null
  trigger: RecordValues
  /** The record as it is now; a deleted one as it was. */
  values: RecordValues
  /** Outputs by step id, and variables by name. */
  steps: Record<string, unknown>
  vars: Record<string, unknown>
  /** What each step that is done gave, by `keyOf`; undefined where it was left out or failed. */
  done: Map<string, unknown>
  /** Marks of this time that are still to be written. */
  marks: Mark[]
  /** Steps so far. */
  length: number
  /** Steps that failed while the run waited for them. */
  failures: { step: string, error: RunError }[]
  /** It goes on after a wait: the workflow's condition is asked again. */
  woken: boolean
  /** `values` has to be read again. */
  stale: boolean
  /** Ids of the records that a step has just written. */
  written: string[]
  /** What steps of this time wrote, in order. */
  changes: Change[]
}

interface RunRow { id: string, workflow: string, version: number, object: string | null, record: string | null, start: string | null, depth: number, chain: Link[], attempt: number, trigger: RecordValues }

/** Takes those of the runs that are open and that no other process holds, locked until the transaction ends. */
export async function claimRuns(context: Context, ids: string[]): Promise<Run[]> {
  const rows = await context.sql.query<RunRow>(sql`
    select id, workflow, version, object, record, start, depth, chain, attempt, trigger from ${identifier(context.workspace.schema, '_workflow_run')}
    where id = any(${ids}::uuid[]) and status in ('queued', 'running') order by id for update skip locked`)
  const runs = rows.map(makeRun)
  await restoreMarks(context, runs)
  return runs
}

/** Runs that wait, as their templates see them; for whoever holds them. */
export async function readRuns(context: Context, ids: string[]): Promise<Run[]> {
  const rows = await context.sql.query<RunRow>(sql`select id, workflow, version, object, record, start, depth, chain, attempt, trigger from ${identifier(context.workspace.schema, '_workflow_run')} where id = any(${ids}::uuid[]) order by id`)
  const runs = rows.map(makeRun)
  await restoreMarks(context, runs)
  return runs
}

function makeRun(row: RunRow): Run {
  return {
    ...row, attempt: row.attempt + 1, status: 'running', reason: null, error: null, values: {}, steps: {}, vars: {}, done: new Map(), marks: [], length: 0, failures: [], woken: false, stale: true, written: [], changes: [],
  }
}

/** What earlier tries have done is not done again. */
async function restoreMarks(context: Context, runs: Run[]): Promise<void> {
  if (runs.every(run => run.attempt === 1)) return
  const byId = new Map(runs.map(run => [run.id, run]))
  const rows = await context.sql.query<Pick<Mark, 'step' | 'iteration' | 'type' | 'status' | 'position'> & { run: string, output: any, error: RunError | null }>(sql`
    select run, step, iteration, type, status, position, output, error from ${identifier(context.workspace.schema, '_workflow_step')}
    where run = any(${[...byId.keys()]}::uuid[]) order by run, position`)
  for (const { run: id, step, iteration, type, status, position, output, error } of rows) {
    const run = byId.get(id)!
    // a step that still waits in a run that is taken up again is to be taken anew (wake.ts)
    if (status === 'waiting') {
      Object.assign(run, { length: position, woken: true })
      continue
    }
    run.length = position + 1
    run.woken = type === 'wait' && status === 'completed'
    run.done.set(keyOf(step, iteration), status === 'completed' ? output ?? {} : undefined)
    if (status === 'completed') keepOutput(run, step, type, output)
    if (error) run.failures.push({ step, error: { ...error, step, ...iteration && { iteration } } })
  }
}

export function keyOf(step: string, iteration: string): string {
  return `${step} ${iteration}`
}

/** Makes a step's output known to the steps that follow. */
export function keepOutput(run: Run, step: string, type: string, output: any): void {
  run.steps[step] = output ?? {}
  if (type === 'setVariable' && output) run.vars[output.name] = output.value
}

export function isOpen(run: Run): boolean {
  return run.status === 'running'
}

/** Writes back the runs and the marks of their steps. */
export async function saveRuns(context: Context, runs: Run[]): Promise<void> {
  const { schema } = context.workspace
  const marks = runs.flatMap(run => run.marks.map(mark => ({ run: run.id, ...mark })))
  const rows = runs.map(({ id, status, reason, error, attempt }) => ({ id, status, reason, error, attempt }))
  await context.sql.query(sql`
    with m as (select * from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb) as m(run uuid, step text, iteration text, position integer, type text, status text, input jsonb, output jsonb,
      error jsonb, warnings jsonb, "startedAt" double precision, "finishedAt" double precision)),
    marked as (insert into ${identifier(schema, '_workflow_step')} as s (run, step, iteration, position, type, status, input, output, error, warnings, started_at, finished_at)
      select run, step, iteration, position, type, status, input, output, error, warnings, to_timestamp("startedAt" / 1000), to_timestamp("finishedAt" / 1000) from m
      on conflict (run, step, iteration) do update set status = excluded.status, input = excluded.input, output = excluded.output, error = excluded.error,
        warnings = excluded.warnings, attempt = s.attempt + 1, started_at = excluded.started_at, finished_at = excluded.finished_at)
    update ${identifier(schema, '_workflow_run')} r set status = u.status, reason = u.reason, error = u.error, attempt = u.attempt,
      started_at = coalesce(r.started_at, ${context.now}::timestamptz), finished_at = case when u.status in ('running', 'waiting') then null else ${context.now}::timestamptz end
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as u(id uuid, status text, reason text, error jsonb, attempt integer) where r.id = u.id`)
}
