// The workflow room: a workflow's `exit`: an event that ends its runs at once, wherever they are. Each run that is under way
// has a row for it from the transaction that takes it up first until it is over.
import type { Liquid } from 'liquidjs'
import type { Context } from '../../kernel/context.ts'
import { dropExits, dropExpectations, EXIT, setExpectations } from './expectation.ts'
import { keyOf, readExpected, type EventInput, type Expected } from './expected.ts'
import { unknownPaths } from './names.ts'
import type { Program, Reading } from './program.ts'
import { isOpen, readRuns, type Run } from './run.ts'
import { buildScopes, loadValues } from './scope.ts'
import { compileValue, type Template } from './template.ts'

export interface ExitRule { expected: Expected, match: Template }

/** What is wrong with it is added to the reading's faults; undefined then. */
export function readExit(reading: Reading, event: EventInput, engine: Liquid): ExitRule | undefined {
  const { faults, names } = reading
  const path = 'exit.forEvent'
  const before = faults.length
  const match = compileValue(event.match ?? {}, engine, `${path}.match`, {
    refuse: (at, reason) => faults.push({ path: at, code: 'workflow.template', parameters: { reason } }),
    found: (at, paths) => faults.push(...unknownPaths(names, paths).map(name => ({ path: at, code: 'workflow.unknownName', parameters: { name } }))),
  })
  const expected = readExpected(reading, event, path)
  return expected && faults.length === before ? { expected, match } : undefined
}

/** Each time that runs are taken up: what they are about may have changed since. */
export async function expectExits(context: Context, program: Program, runs: Run[]): Promise<void> {
  const { exit } = program
  if (!exit || runs.length === 0) return
  await loadValues(context, runs)
  const present = runs.filter(isOpen)
  const scopes = await buildScopes(context, program, present.map(run => ({ run, iteration: '', locals: {} })))
  await setExpectations(context, present.map((run, at) => ({
    run: run.id, workflow: run.workflow, step: EXIT, iteration: '', key: keyOf(exit.expected, run.record, exit.match.fillIn(scopes[at], []) as object),
  })))
}

/** Runs at a time. */
const PART = 500

/** Of runs that wait and have come to another version: they end by what that one says. */
export async function renewExits(context: Context, program: Program, ids: string[]): Promise<void> {
  if (!program.exit) return dropExits(context, ids)
  for (let at = 0; at < ids.length; at += PART) await expectExits(context, program, await readRuns(context, ids.slice(at, at + PART)))
}

/** Runs that are over are not ended any more. */
export async function forgetExits(context: Context, { exit }: Program, runs: string[]): Promise<void> {
  if (exit) await dropExpectations(context, runs)
}
