// The workflow room: reading one step of a definition: its type, input, templates, condition and what it may name.
import type { Liquid } from 'liquidjs'
import { z } from 'zod'
import { Problem, type Fault } from '../../kernel/http/errors.ts'
import { readCondition, type Condition } from './condition.ts'
import { faultsBelow, mostSteps, stepList, type StepDefinition } from './definition.ts'
import { readExpected, type EventInput, type Expected } from './expected.ts'
import { addName, open, shapeAt, unknownPaths, withLocals, type Names } from './names.ts'
import type { Reading } from './program.ts'
import type { Step } from './step.ts'
import { steps } from './steps/index.ts'
import { compileText, compileValue, constant, holdsTemplate, isTemplate, type Path, type Reader, type Template } from './template.ts'

export interface ProgramStep {
  id: string
  /** Where it stands, such as `steps[0].then[1]`. */
  path: string
  step: Step
  definition: StepDefinition
  /** The input of the step, to be filled in for each run. */
  input: Template
  condition: Condition
  /** The filter that the step itself is about (`if`). */
  test?: Condition
  /** The event that the step waits for. */
  expected?: Expected
  /** Its texts to somebody in particular, by their place in the input, such as `text` or `text.id`. */
  spoken: Record<string, Template>
  onError: 'stop' | 'continue'
  paths: Path[]
  /** The steps inside it, by the name of their list. */
  blocks: Record<string, ProgramStep[]>
}

/** What reading the steps of one workflow goes by. */
export interface StepReading extends Reading { engine: Liquid, ids: Set<string> }

/** Loops and branches within each other. */
const DEEPEST = 5

type Given = z.output<typeof stepList>

/** Reads a list of steps; those that are refused are left out (the faults say why). */
export function readSteps(reading: StepReading, given: Given, path: string, depth = 1): ProgramStep[] {
  return given.map((step, at) => readStep(reading, step, `${path}[${at}]`, at, depth)).filter(step => step !== undefined)
}

/** All steps, also those inside others, in the order of their reading. */
export function allSteps(steps: ProgramStep[]): ProgramStep[] {
  return steps.flatMap(step => [step, ...allSteps(Object.values(step.blocks).flat())])
}

/** Its id, or one made from its place, becomes a name for later steps. */
function readStep(reading: StepReading, given: Given[number], path: string, at: number, depth: number): ProgramStep | undefined {
  const { faults, ids } = reading
  const { id = freeId(given.type, at, ids), type, if: condition, onError = 'stop', ...input } = nameObject(reading, settleId(given))
  const fault = (part: string, code: string, parameters?: Fault['parameters']): void => void faults.push({ path: `${path}.${part}`, code, parameters })
  if (!/^[a-zA-Z][a-zA-Z0-9_]{0,47}$/.test(id)) fault('id', 'workflow.stepId')
  else if (ids.has(id)) fault('id', 'workflow.repeatedStep', { name: id })
  ids.add(id)
  if (ids.size > mostSteps) fault('id', 'list.tooLong', { max: mostSteps })
  if (onError !== 'stop' && onError !== 'continue') fault('onError', 'option.unknown')
  const step = Object.hasOwn(steps, type) ? steps[type] : undefined
  if (!step || depth > DEEPEST) {
    if (step) fault('type', 'workflow.nested', { max: DEEPEST })
    else fault('type', 'workflow.unknownStep', { name: type.slice(0, 60) })
    // What it would have yielded is not held against the steps that follow.
    addName(reading.names, 'steps', id, open)
    return undefined
  }
  const judged = readCondition(condition, reading.object, reading.scope, `${path}.if`, faults, reading.names)
  const { [step.judges ?? '']: test, ...filled } = input
  const tested = step.judges === undefined ? undefined : readTest(reading, test, `${path}.${step.judges}`)
  const { own, blocks } = takeBlocks(reading, step, filled, path)
  const parsed = readInput(reading, step, own, path)
  const event: EventInput | undefined = step.expects === undefined ? undefined : parsed?.input[step.expects]
  const expected = event && readExpected(reading, event, `${path}.${step.expects}`)
  const within = parsed && step.inside?.(parsed.input, reading.names, parsed.template.paths)
  const read = readBlocks(within ? { ...reading, names: withLocals(reading.names, within) } : reading, blocks, path, depth)
  addName(reading.names, 'steps', id, (parsed && step.output?.(parsed.input, reading.object.name)) ?? open)
  if (!parsed) return undefined
  for (const name of step.variables?.(parsed.input) ?? []) addName(reading.names, 'vars', name, open)
  const inner = Object.fromEntries(Object.entries(read).map(([name, list]) => [name, list.map(each => each.definition)]))
  const definition: StepDefinition = {
    id, type, ...condition === undefined || condition === null ? {} : { if: condition }, ...onError === 'stop' ? {} : { onError }, ...parsed.input, ...tested ? { [step.judges!]: test } : {}, ...inner,
  }
  return { id, path, step, definition, input: parsed.template, condition: judged, test: tested, expected, spoken: parsed.spoken, onError, paths: parsed.template.paths, blocks: read }
}

/** A filter that holds for everything would be no question. */
function readTest({ object, scope, faults, names }: StepReading, test: unknown, path: string): Condition {
  if (typeof test !== 'object' || test === null || Object.keys(test).length === 0) faults.push({ path, code: 'value.required' })
  return readCondition(test, object, scope, path, faults, names)
}

/** The lists of steps inside a step, apart from its own input. */
function takeBlocks({ faults }: StepReading, step: Step, input: Record<string, unknown>, path: string): { own: Record<string, unknown>, blocks: Record<string, Given> } {
  const own = { ...input }
  const blocks: Record<string, Given> = {}
  for (const [name, needed] of Object.entries(step.blocks ?? {})) {
    const { [name]: given } = own
    delete own[name]
    if ((given === undefined || given === null || (Array.isArray(given) && given.length === 0)) && !needed) continue
    const parsed = stepList.safeParse(given)
    if (parsed.success) blocks[name] = parsed.data
    else faults.push(...parsed.error.issues.flatMap(issue => faultsBelow(issue, `${path}.${name}`)))
  }
  return { own, blocks }
}

function readBlocks(reading: StepReading, blocks: Record<string, Given>, path: string, depth: number): Record<string, ProgramStep[]> {
  return Object.fromEntries(Object.entries(blocks).map(([name, list]) => [name, readSteps(reading, list, `${path}.${name}`, depth + 1)]))
}

/** `id` names the step, or (a template or a UUID) the record that it is about: then it is `recordId`, as it may be called at once. */
function settleId(given: Given[number]): Partial<StepDefinition> & { type: string } {
  const { id, ...rest } = given
  const isRecord = id !== undefined && (isTemplate(id) || z.uuid().safeParse(id).success)
  return isRecord ? { recordId: id, ...rest } : given
}

/** A record that is named by its place (`{{ steps.task.id }}`, `{{ record.contact }}`) says by itself of which object it is. */
function nameObject<Given extends object>({ names, engine, object }: StepReading, given: Given & { object?: unknown, recordId?: unknown }): Given {
  const { recordId } = given
  if (typeof recordId !== 'string' || (given.object ?? null) !== null || !/^\{\{[^{}]*\}\}$/.test(recordId.trim())) return given
  const [path, other] = compileText(recordId.trim(), engine, () => {}).paths
  const shape = path && !other ? shapeAt(names, path.at(-1) === 'id' ? path.slice(0, -1) : path) : undefined
  return shape?.kind === 'record' && shape.object !== object.name ? { ...given, object: shape.object } : given
}

function freeId(type: string, at: number, ids: Set<string>): string {
  const name = type.replace(/[^a-zA-Z]/g, '').slice(0, 30) || 'step'
  if (!ids.has(name)) return name
  let count = at + 1
  while (ids.has(`${name}${count}`)) count++
  return `${name}${count}`
}

function readInput(reading: StepReading, step: Step, input: object, path: string): { input: any, template: Template, spoken: Record<string, Template> } | undefined {
  const { faults, names, object, engine } = reading
  const parsed = step.input.safeParse(input)
  if (!parsed.success) {
    faults.push(...parsed.error.issues.flatMap(issue => faultsBelow(issue, path)))
    return undefined
  }
  const before = faults.length
  for (const name of step.fixed ?? []) if (holdsTemplate(parsed.data[name])) faults.push({ path: `${path}.${name}`, code: 'workflow.fixed' })
  const readerOf = (known: Names): Reader => ({
    refuse: (at, reason) => faults.push({ path: at, code: 'workflow.template', parameters: { reason } }),
    found: (at, paths) => faults.push(...unknownPaths(known, paths).map(name => ({ path: at, code: 'workflow.unknownName', parameters: { name } }))),
  })
  const reader = readerOf(names)
  const isSpoken = (name: string) => step.spoken?.parts.includes(name) ?? false
  const parts = Object.entries(parsed.data).map(([name, part]) => [name, step.literal?.includes(name) || isSpoken(name) ? constant(part) : compileValue(part, engine, `${path}.${name}`, reader)] as const)
  const spoken: Record<string, Template> = {}
  for (const [at, text] of Object.entries(parsed.data).flatMap(([name, part]) => isSpoken(name) ? textsOf(name, part) : [])) {
    spoken[at] = compileValue(text, engine, `${path}.${at}`, readerOf(withLocals(names, step.spoken!.names)))
  }
  if (faults.length === before) faults.push(...(step.check?.(parsed.data, names, object.name) ?? []).map(fault => ({ ...fault, path: `${path}.${fault.path}` })))
  const template = together(parts, step.complete)
  return { input: parsed.data, template: { ...template, paths: [...template.paths, ...Object.values(spoken).flatMap(each => each.paths)] }, spoken }
}

/** A text, or one for each language. */
function textsOf(name: string, part: unknown): [string, unknown][] {
  if (part === undefined) return []
  return typeof part === 'object' && part !== null ? Object.entries(part).map(([key, text]) => [`${name}.${key}`, text]) : [[name, part]]
}

function together(parts: (readonly [string, Template])[], complete: string[] = []): Template {
  return {
    paths: parts.flatMap(([, part]) => part.paths),
    fillIn: (scope, missing) => Object.fromEntries(parts.map(([name, part]) => [name, complete.includes(name) ? fillWhole(part, scope) : part.fillIn(scope, missing)])),
  }
}

/** What goes to the outside has no gaps: throws Problem `workflow.missingValue` with the name of the first. */
function fillWhole(part: Template, scope: object): unknown {
  const missing: string[] = []
  const filled = part.fillIn(scope, missing)
  if (missing.length) throw new Problem('workflow.missingValue', { parameters: { name: missing[0] } })
  return filled
}
