// The workflow room: reading one step of a definition: its type, input, templates, condition and what it may name.
import type { Liquid } from 'liquidjs'
import { z } from 'zod'
import type { Fault } from '../../kernel/http/errors.ts'
import { readCondition, type Condition } from './condition.ts'
import { comingSteps, faultsBelow, type StepDefinition } from './definition.ts'
import { addName, open, unknownPaths } from './names.ts'
import type { Reading } from './program.ts'
import type { Step } from './step.ts'
import { steps } from './steps/index.ts'
import { compileValue, holdsTemplate, isTemplate, type Path, type Reader, type Template } from './template.ts'

export interface ProgramStep {
  id: string
  step: Step
  definition: StepDefinition
  /** The input of the step, to be filled in for each run. */
  input: Template
  condition: Condition
  onError: 'stop' | 'continue'
  paths: Path[]
}

/** Reads a step; undefined when it is refused (the faults say why). Its id, or one made from its place, becomes a name for later steps. */
export function readStep(reading: Reading, engine: Liquid, given: { id?: string, type: string }, path: string, at: number, ids: Set<string>): ProgramStep | undefined {
  const { faults } = reading
  const { id = freeId(given.type, at, ids), type, if: condition, onError = 'stop', ...input } = settleId(given)
  const fault = (part: string, code: string, parameters?: Fault['parameters']): void => void faults.push({ path: `${path}.${part}`, code, parameters })
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,47}$/.test(id)) fault('id', 'workflow.stepId')
  else if (ids.has(id)) fault('id', 'workflow.repeatedStep', { name: id })
  ids.add(id)
  if (onError !== 'stop' && onError !== 'continue') fault('onError', 'option.unknown')
  const step = Object.hasOwn(steps, type) ? steps[type] : undefined
  if (!step) {
    fault('type', comingSteps.has(type) ? 'workflow.notYet' : 'workflow.unknownStep', { name: type.slice(0, 60) })
    // What it would have yielded is not held against the steps that follow.
    addName(reading.names, 'steps', id, open)
    return undefined
  }
  const judged = readCondition(condition, reading.object, reading.scope, `${path}.if`, faults, reading.names)
  const parsed = readInput(reading, engine, step, input, path)
  addName(reading.names, 'steps', id, (parsed && step.output?.(parsed.input, reading.object.name)) ?? open)
  if (!parsed) return undefined
  for (const name of step.variables?.(parsed.input) ?? []) addName(reading.names, 'vars', name, open)
  const definition: StepDefinition = { id, type, ...condition === undefined || condition === null ? {} : { if: condition }, ...onError === 'stop' ? {} : { onError }, ...parsed.input }
  return { id, step, definition, input: parsed.template, condition: judged, onError, paths: parsed.template.paths }
}

/** `id` names the step, or (a template or a UUID) the record that it is about: then it is `recordId`, as it may be called at once. */
function settleId(given: { id?: string, type: string }): Partial<StepDefinition> & { type: string } {
  const { id, ...rest } = given
  const isRecord = id !== undefined && (isTemplate(id) || z.uuid().safeParse(id).success)
  return isRecord ? { recordId: id, ...rest } : given
}

function freeId(type: string, at: number, ids: Set<string>): string {
  const name = type.replace(/[^a-zA-Z]/g, '').slice(0, 30) || 'step'
  return ids.has(name) ? `${name}${at + 1}` : name
}

function readInput(reading: Reading, engine: Liquid, step: Step, input: object, path: string): { input: any, template: Template } | undefined {
  const { faults, names, object } = reading
  const parsed = step.input.safeParse(input)
  if (!parsed.success) {
    faults.push(...parsed.error.issues.flatMap(issue => faultsBelow(issue, path)))
    return undefined
  }
  const before = faults.length
  for (const name of step.fixed ?? []) if (holdsTemplate(parsed.data[name])) faults.push({ path: `${path}.${name}`, code: 'workflow.fixed' })
  const reader: Reader = {
    refuse: (at, reason) => faults.push({ path: at, code: 'workflow.template', parameters: { reason } }),
    found: (at, paths) => faults.push(...unknownPaths(names, paths).map(name => ({ path: at, code: 'workflow.unknownName', parameters: { name } }))),
  }
  const parts = Object.entries(parsed.data).map(([name, part]) => [name, compileValue(part, engine, `${path}.${name}`, reader)] as const)
  if (faults.length === before) faults.push(...(step.check?.(parsed.data, names, object.name) ?? []).map(fault => ({ ...fault, path: `${path}.${fault.path}` })))
  return { input: parsed.data, template: together(parts) }
}

function together(parts: (readonly [string, Template])[]): Template {
  return {
    paths: parts.flatMap(([, part]) => part.paths),
    fillIn: (scope, missing) => Object.fromEntries(parts.map(([name, part]) => [name, part.fillIn(scope, missing)])),
  }
}
