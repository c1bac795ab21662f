// The workflow room: works through the steps of many runs of one version of a workflow at once, in the open transaction.
import type { Context } from '../../kernel/context.ts'
import type { Transaction } from '../../kernel/database/database.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { problemOf } from '../../kernel/http/problem-of.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { judge, withPaths } from './condition.ts'
import { expectExits } from './exit.ts'
import { isPassing } from './failure.ts'
import { allSteps, type ProgramStep } from './program-step.ts'
import { noObject, type Program } from './program.ts'
import { isOpen, keepOutput, keyOf, type Mark, type Run, type RunError, type Warning } from './run.ts'
import { buildScopes, loadValues, type Place, type Scope } from './scope.ts'
import { waiting, type Call, type Turn } from './step.ts'
import { sayValue, spokenBy } from './voice.ts'

/** One transaction's share of work. */
interface Work {
  context: Context
  program: Program
  runs: Run[]
  /** When to end, by `performance.now()`. */
  until: number
  /** At least one step is taken. */
  taken: boolean
  /** A dry run: nothing waits, and nothing leaves. */
  pretend: boolean
}

/**
 * Takes each step for all the runs that come to it. Ends early when the transaction has lasted `budget` milliseconds:
 * runs that are still open go on from their marks in the next. Passing faults (deadlock, lost connection) are thrown.
 */
export async function runSteps(context: Context, program: Program, runs: Run[], budget: number, pretend = false): Promise<void> {
  program.environment.now = context.now
  failWaited(program, runs)
  await endCeased(context, program, runs.filter(run => run.woken && isOpen(run)))
  if (!pretend) await expectExits(context, program, runs.filter(isOpen))
  const work: Work = { context, program, runs, until: performance.now() + budget, taken: false, pretend }
  const isWhole = await takeList(work, program.steps, runs.map(run => ({ run, iteration: '', locals: {} })))
  if (isWhole) for (const run of runs) if (isOpen(run)) run.status = 'completed'
}

/** A step that failed while its run waited fails it now, unless it is passed over. */
function failWaited(program: Program, runs: Run[]): void {
  for (const run of runs.filter(each => each.failures.length)) {
    const steps = new Map(allSteps(program.steps).map(step => [step.id, step]))
    const failure = run.failures.find(({ step }) => steps.get(step)?.onError === 'stop')
    if (failure) Object.assign(run, { status: 'failed', error: failure.error })
  }
}

/** What no longer fulfils the workflow's condition after a wait is not gone on with (AUT-25). */
async function endCeased(context: Context, program: Program, runs: Run[]): Promise<void> {
  if (runs.length === 0 || program.object === noObject || program.condition.filter.kind === 'all') return
  await loadValues(context, runs)
  const present = runs.filter(isOpen)
  const held = await judge(context, program.object.name, program.condition, present.map(run => run.values))
  present.forEach((run, at) => held[at] || Object.assign(run, { status: 'cancelled', reason: 'condition' }))
}

/** The steps of a list, one after the other, for all places that come to it; false when time is up. */
async function takeList(work: Work, steps: ProgramStep[], places: Place[]): Promise<boolean> {
  for (const step of steps) {
    const due = places.filter(({ run, iteration }) => isOpen(run) && !run.done.has(keyOf(step.id, iteration)))
    if (due.length > 0) {
      if (work.taken && performance.now() > work.until) return false
      work.taken = true
      await takeStep(work, step, due)
      const written = new Set(due.flatMap(({ run }) => run.written.splice(0)))
      for (const run of work.runs) if (run.record !== null && written.has(run.record)) run.stale = true
    }
    if (step.step.turns && !await takeTurns(work, step, step.step.turns, places)) return false
  }
  return true
}

/** The lists inside a step: the first turn of all runs, then the second, so that each run takes its own in order. */
async function takeTurns(work: Work, step: ProgramStep, turnsOf: (output: any) => Turn[], places: Place[]): Promise<boolean> {
  const all = places.map(place => {
    const output = place.run.done.get(keyOf(step.id, place.iteration))
    return { place, turns: output === undefined ? [] : turnsOf(output) }
  })
  const most = Math.max(0, ...all.map(({ turns }) => turns.length))
  for (let at = 0; at < most; at++) {
    const here = all.filter(({ place, turns }) => isOpen(place.run) && at < turns.length)
    for (const [block, group] of Map.groupBy(here, ({ turns }) => turns[at].block)) {
      if (!await takeList(work, step.blocks[block] ?? [], group.map(({ place, turns }) => within(place, turns[at])))) return false
    }
  }
  return true
}

/** A branch is where its step is; a loop counts. */
function within({ run, iteration, locals }: Place, { index, item }: Turn): Place {
  if (index === undefined) return { run, iteration, locals }
  return { run, iteration: iteration ? `${iteration}.${index}` : `${index}`, locals: { item, index } }
}

interface Prepared { call: Call<any>, mark: Mark }

async function takeStep({ context, program, pretend }: Work, step: ProgramStep, due: Place[]): Promise<void> {
  await loadValues(context, due.map(({ run }) => run))
  const present = due.filter(({ run }) => isOpen(run))
  const scopes = await buildScopes(context, program, present)
  const judged = (condition: ProgramStep['condition']) => judge(context, program.object.name, condition, present.map(({ run }, at) => withPaths(run.values, condition, scopes[at])))
  const meant = await judged(step.condition)
  const met = step.test ? await judged(step.test) : []
  const calls: Prepared[] = []
  for (const [at, place] of present.entries()) {
    const mark = startMark(step, place)
    if (!meant[at]) endMark(place.run, mark, 'skipped')
    else prepareCall(context, step, place, scopes[at], met[at] ?? false, mark, calls)
  }
  if (calls.length) await takeCalls(context, step, calls, pretend)
}

function startMark({ id, step }: ProgramStep, { run, iteration }: Place): Mark {
  return { step: id, iteration, position: run.length++, type: step.type, status: 'completed', startedAt: wallClock().getTime(), finishedAt: null }
}

function endMark(run: Run, mark: Mark, status: Mark['status'], output?: unknown): void {
  mark.status = status
  if (status !== 'waiting') mark.finishedAt = wallClock().getTime()
  run.marks.push(mark)
  run.done.set(keyOf(mark.step, mark.iteration), output)
}

/** Fills in the input; a template that cannot be filled in fails the step. */
function prepareCall(context: Context, step: ProgramStep, { run, iteration }: Place, scope: Scope, met: boolean, mark: Mark, calls: Prepared[]): void {
  const warnings: Warning[] = []
  const missing: string[] = []
  let input: unknown
  try {
    input = step.input.fillIn(scope, missing)
    mark.input = step.step.shown ? step.step.shown(input) : input
  } catch (error) {
    return fail(context, run, step, mark, error)
  }
  for (const name of new Set(missing)) warnings.push({ code: 'workflow.missing', parameters: { name } })
  mark.warnings = warnings
  calls.push({ mark, call: {
    run, input, met, iteration, step: step.id, expected: step.expected, paths: step.paths, speak: speakerOf(step, scope), key: `${run.id}:${step.id}${iteration && `:${iteration}`}`, context, cause: { workflow: run.workflow, run: run.id, depth: run.depth },
    warn: (code, parameters) => void warnings.push({ code, ...parameters && { parameters } }),
  } })
}

/** What goes to the outside has no gaps. */
function speakerOf({ spoken }: ProgramStep, scope: Scope): Call<any>['speak'] {
  return (part, voice, named) => {
    const missing: string[] = []
    const value = spoken[part].fillIn(spokenBy(voice, { ...scope, ...named }), missing)
    if (missing.length) throw new Problem('workflow.missingValue', { parameters: { name: missing[0] } })
    return sayValue(value, voice)
  }
}

/** All together; when that is refused, each by itself, so that one run's fault is no other's. */
async function takeCalls(context: Context, step: ProgramStep, calls: Prepared[], pretend: boolean): Promise<void> {
  const warned = calls.map(({ mark }) => [...mark.warnings ?? []])
  try {
    const given = calls.map(({ call }) => call)
    const outputs = pretend && step.step.pretend ? await step.step.pretend(given) : await (context.sql as Transaction).savepoint(() => step.step.run(given))
    for (const [at, { call, mark }] of calls.entries()) {
      const output = outputs[at]
      if (output instanceof Problem) fail(context, call.run, step, mark, output)
      else succeed(call.run, step, mark, output)
    }
  } catch (error) {
    if (isPassing(error)) throw error
    if (calls.length === 1) return fail(context, calls[0].call.run, step, calls[0].mark, error)
    for (const [at, each] of calls.entries()) {
      each.mark.warnings?.splice(0, Infinity, ...warned[at])
      await takeCalls(context, step, [each], pretend)
    }
  }
}

function succeed(run: Run, { id, step }: ProgramStep, mark: Mark, output: object | typeof waiting | undefined): void {
  if (output === waiting) {
    endMark(run, mark, 'waiting')
    run.status = 'waiting'
    return
  }
  mark.output = shorten(output)
  endMark(run, mark, 'completed', mark.output ?? {})
  keepOutput(run, id, step.type, output)
  if (!step.stops) return
  run.status = 'completed'
  run.reason = 'stopped'
}

/** Of records only which they are: their fields are in their own history. */
function shorten(output: unknown): unknown {
  if (Array.isArray(output)) return output.map(shorten)
  if (typeof output !== 'object' || output === null) return output
  if (!('object' in output && 'id' in output && 'version' in output)) return Object.fromEntries(Object.entries(output).map(([name, part]) => [name, shorten(part)]))
  const { object, id, version } = output
  return { object, id, version }
}

function fail(context: Context, run: Run, step: ProgramStep, mark: Mark, error: unknown): void {
  mark.error = errorOf(error)
  if (mark.error.code === 'workflow.failedInside') context.log.error({ err: error, run: run.id, step: step.id }, 'A step of a workflow broke')
  endMark(run, mark, 'failed')
  if (step.onError === 'continue') return
  run.status = 'failed'
  run.error = { ...mark.error, step: step.id, ...mark.iteration && { iteration: mark.iteration } }
}

export function errorOf(error: unknown): RunError {
  const problem = error instanceof Problem ? error : problemOf(error)
  const code = problem.code === 'internal' ? 'workflow.failedInside' : problem.code
  return { code, ...Object.keys(problem.parameters).length ? { parameters: problem.parameters } : {}, ...problem.faults.length ? { faults: problem.faults } : {} }
}
