// The workflow room: works through the steps of many runs of one version of a workflow at once, in the open transaction.
import type { Context } from '../../kernel/context.ts'
import type { Transaction } from '../../kernel/database/database.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { problemOf } from '../../kernel/http/problem-of.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { judge, withPaths } from './condition.ts'
import { isPassing } from './failure.ts'
import type { ProgramStep } from './program-step.ts'
import type { Program } from './program.ts'
import { isOpen, keepOutput, type Mark, type Run, type RunError, type Warning } from './run.ts'
import { buildScopes, loadValues, type Scope } from './scope.ts'
import type { Call } from './step.ts'

/**
 * Takes each step for all the runs that come to it. Ends early when the transaction has lasted `budget` milliseconds:
 * runs that are still open go on from their marks in the next. Passing faults (deadlock, lost connection) are thrown.
 */
export async function runSteps(context: Context, program: Program, runs: Run[], budget: number): Promise<void> {
  const start = performance.now()
  program.environment.now = context.now
  for (const [position, step] of program.steps.entries()) {
    const due = runs.filter(run => isOpen(run) && !run.done.has(step.id))
    if (due.length === 0) continue
    await takeStep(context, program, step, position, due)
    const written = new Set(due.flatMap(run => run.written.splice(0)))
    for (const run of runs) if (run.record !== null && written.has(run.record)) run.stale = true
    if (performance.now() - start > budget && position < program.steps.length - 1) return
  }
  for (const run of runs) if (isOpen(run)) run.status = 'completed'
}

async function takeStep(context: Context, program: Program, step: ProgramStep, position: number, due: Run[]): Promise<void> {
  await loadValues(context, due)
  const present = due.filter(isOpen)
  const scopes = await buildScopes(context, program, present)
  const meant = await judge(context, program.object.name, step.condition, present.map((run, at) => withPaths(run.values, step.condition, scopes[at])))
  const calls: { call: Call<any>, mark: Mark }[] = []
  for (const [at, run] of present.entries()) {
    const mark = startMark(step, position)
    if (!meant[at]) endMark(run, mark, 'skipped')
    else prepareCall(context, step, run, scopes[at], mark, calls)
  }
  if (calls.length) await takeCalls(context, step, calls)
}

function startMark({ id, step }: ProgramStep, position: number): Mark {
  return { step: id, position, type: step.type, status: 'completed', startedAt: wallClock().getTime(), finishedAt: 0 }
}

function endMark(run: Run, mark: Mark, status: Mark['status']): void {
  mark.status = status
  mark.finishedAt = wallClock().getTime()
  run.marks.push(mark)
  run.done.add(mark.step)
}

/** Fills in the input; a template that cannot be filled in fails the step. */
function prepareCall(context: Context, step: ProgramStep, run: Run, scope: Scope, mark: Mark, calls: { call: Call<any>, mark: Mark }[]): void {
  const warnings: Warning[] = []
  const missing: string[] = []
  try {
    mark.input = step.input.fillIn(scope, missing)
  } catch (error) {
    return fail(context, run, step, mark, error)
  }
  for (const name of new Set(missing)) warnings.push({ code: 'workflow.missing', parameters: { name } })
  mark.warnings = warnings
  calls.push({ mark, call: {
    run, input: mark.input, key: `${run.id}:${step.id}`, context, cause: { workflow: run.workflow, run: run.id, depth: run.depth },
    warn: (code, parameters) => void warnings.push({ code, ...parameters && { parameters } }),
  } })
}

/** All together; when that is refused, each by itself, so that one run's fault is no other's. */
async function takeCalls(context: Context, step: ProgramStep, calls: { call: Call<any>, mark: Mark }[]): Promise<void> {
  const warned = calls.map(({ mark }) => [...mark.warnings ?? []])
  try {
    const outputs = await (context.sql as Transaction).savepoint(() => step.step.run(calls.map(({ call }) => call)))
    calls.forEach(({ call, mark }, at) => succeed(call.run, step, mark, outputs[at]))
  } catch (error) {
    if (isPassing(error)) throw error
    if (calls.length === 1) return fail(context, calls[0].call.run, step, calls[0].mark, error)
    for (const [at, each] of calls.entries()) {
      each.mark.warnings?.splice(0, Infinity, ...warned[at])
      await takeCalls(context, step, [each])
    }
  }
}

function succeed(run: Run, { id, step }: ProgramStep, mark: Mark, output: object | undefined): void {
  mark.output = shorten(output)
  endMark(run, mark, 'completed')
  keepOutput(run, id, step.type, output)
  if (!step.stops) return
  run.status = 'completed'
  run.reason = 'stopped'
}

/** Of a record only which it is: its fields are in its own history. */
function shorten(output: object | undefined): unknown {
  if (!output || !('object' in output && 'id' in output && 'version' in output)) return output
  const { object, id, version } = output
  return { object, id, version }
}

function fail(context: Context, run: Run, step: ProgramStep, mark: Mark, error: unknown): void {
  mark.error = errorOf(error)
  if (mark.error.code === 'workflow.failedInside') context.log.error({ err: error, run: run.id, step: step.id }, 'A step of a workflow broke')
  endMark(run, mark, 'failed')
  if (step.onError === 'continue') return
  run.status = 'failed'
  run.error = { ...mark.error, step: step.id }
}

export function errorOf(error: unknown): RunError {
  const problem = error instanceof Problem ? error : problemOf(error)
  const code = problem.code === 'internal' ? 'workflow.failedInside' : problem.code
  return { code, ...Object.keys(problem.parameters).length ? { parameters: problem.parameters } : {}, ...problem.faults.length ? { faults: problem.faults } : {} }
}
