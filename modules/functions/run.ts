// The functions room: one run of a function: for a step of a workflow, where a retry goes on with the same row and its journal,
// or as a test, where everything is as if.
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import type { Parameters } from '../../kernel/http/errors.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { OutsideFailure, sound } from '../workflow/index.ts'
import { CallFailed, openHost, type RunHost } from './host.ts'
import { MEMORY_BYTES, MOST_CALLS, MOST_COMPUTING_MS, MOST_WALL_MS } from './limits.ts'
import { runCode, SandboxFailure } from './sandbox/sandbox.ts'

export interface Asked {
  function: string | null
  version: number | null
  code: string
  kind: 'workflow' | 'test'
  /** Run, step and iteration; none for a test. */
  key: string | null
  workflow: string | null
  workflowRun: string | null
  given: { record: unknown, input: unknown }
}

export interface Outcome { id: string, result: unknown, failure?: OutsideFailure }

/** `context` acts with the function's rights; its `sql` is the pool. Never throws for what the code does. */
export async function runFunction(app: App, context: Context, asked: Asked): Promise<Outcome> {
  const { id, given, at, ended } = await openRun(context, asked)
  const key = asked.key ?? id
  const host = await openHost({ app, context: { ...context, now: app.clock.now() }, key, ...asked.kind === 'test' ? { pretended: new Map() } : {} }, id, ended)
  try {
    const { result, spentMs } = await runCode({ code: asked.code, given, now: at.getTime(), seed: seedOf(key) }, host)
    const kept = sound(result)
    await closeRun(context, id, host, spentMs, { result: kept })
    return { id, result: kept }
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error
    const failure = failureOf(error, host, id)
    await closeRun(context, id, host, error.spentMs, { error: { code: failure.code, parameters: failure.parameters } })
    return { id, result: null, failure }
  }
}

interface Opened { id: string, given: Asked['given'], at: Date, ended: boolean }

/** The first try says what the function is given and what time it is inside: every retry is told the same. */
async function openRun(context: Context, { function: of, version, kind, key, workflow, workflowRun, given }: Asked): Promise<Opened> {
  const [opened] = await context.sql.query<Opened>(sql`with earlier as (select finished_at from ${identifier(context.workspace.schema, '_function_run')} where key = ${key})
    insert into ${identifier(context.workspace.schema, '_function_run')} as r (id, function, version, kind, key, workflow, workflow_run, status, given, at, attempt, started_at)
    values (${newId()}::uuid, ${of}::uuid, ${version}, ${kind}, ${key}, ${workflow}::uuid, ${workflowRun}::uuid, 'running', ${JSON.stringify(given)}::jsonb, ${context.now}, 1, ${wallClock()})
    on conflict (key) do update set status = 'running', version = excluded.version, error = null, attempt = r.attempt + 1, finished_at = null
    returning id, given, at, exists (select from earlier where finished_at is not null) as ended`)
  return opened
}

async function closeRun(context: Context, id: string, { lines }: RunHost, spent: number, { result, error }: { result?: unknown, error?: object }): Promise<void> {
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_function_run')} set status = ${error ? 'failed' : 'completed'}, result = ${error ? null : JSON.stringify(result ?? null)}::jsonb,
    error = ${error ? JSON.stringify(sound(error)) : null}::jsonb, log = ${JSON.stringify(lines.map(line => line.replaceAll('\u0000', '').toWellFormed()))}::jsonb, spent = ${Math.round(spent)}, finished_at = ${wallClock()} where id = ${id}::uuid`)
}

/** The same number for the same key. */
function seedOf(key: string): number {
  let seed = 7
  for (const letter of key) seed = (Math.imul(seed, 31) + letter.charCodeAt(0)) | 0
  return seed
}

/** What a call told the function, where it did not catch that; else what the code or its limits say. */
function failureOf({ code, message, line, spentMs }: SandboxFailure, { failure }: RunHost, id: string): OutsideFailure {
  const output = { functionRun: id }
  if (failure instanceof OutsideFailure) return new OutsideFailure(failure.kind, failure.code, failure.parameters, { output })
  if (failure instanceof CallFailed && failure.code === code) return new OutsideFailure(failure.passing ? 'passing' : 'final', code, { ...failure.parameters, message: failure.message }, { output })
  const parameters: Parameters = { message: message || code, line: line ?? '–', seconds: (spentMs < MOST_WALL_MS ? MOST_COMPUTING_MS : MOST_WALL_MS) / 1000, megabytes: MEMORY_BYTES / 1024 ** 2, calls: MOST_CALLS }
  return new OutsideFailure('final', code.startsWith('function.') ? code : 'function.threw', parameters, { output })
}
