// The workflow room: from a definition to something that can be matched and run. Saving and running read it the same
// way, so what was saved can be run; every fault is listed with its path.
import type { Actor, Context } from '../../kernel/context.ts'
import type { FieldEnvironment } from '../../kernel/field/field-type.ts'
import { environmentOf } from '../../kernel/field/environment.ts'
import type { FilterScope } from '../../kernel/filter/filter.ts'
import { Problem, refuse, type Fault } from '../../kernel/http/errors.ts'
import type { ObjectDefinition } from '../../kernel/object/definition.ts'
import type { Role } from '../../kernel/permission/role.ts'
import { canRead, mayRead, rowFilter } from '../../kernel/permission/rules.ts'
import { actingAs } from '../../kernel/workspace/actor.ts'
import { readCondition, type Condition } from './condition.ts'
import { comingTriggers, faultsBelow, outline, type WorkflowDefinition } from './definition.ts'
import { readExit, type ExitRule } from './exit.ts'
import { engineFor } from './liquid.ts'
import { namesOf, type Names } from './names.ts'
import { allSteps, readSteps, type ProgramStep } from './program-step.ts'
import type { Path } from './template.ts'
import { anyTrigger, isAboutRecord, namesBelow, triggerTypes, type AnyTrigger } from './triggers/index.ts'
import { personFaults } from './triggers/button.ts'
import { readDate, type Dating } from './triggers/date.ts'
import { customerGrace, usualGrace } from './triggers/span.ts'
import { readTrigger, type Meaning } from './triggers/record.ts'
import { scheduleFaults } from './triggers/schedule.ts'

export interface Program {
  definition: WorkflowDefinition
  /** The object of its records; `noObject` where it has none. */
  object: ObjectDefinition
  /** Which changes set it off; only of a record trigger. */
  meaning?: Meaning
  /** When it falls due; only of a date trigger. */
  dating?: Dating
  condition: Condition
  /** What ends its runs. */
  exit?: ExitRule
  /** Who it acts as: by the rights of that one its conditions are judged. */
  actor: Actor
  steps: ProgramStep[]
  /** Every name that a template or condition of a step looks up: what has to be loaded. */
  paths: Path[]
  /** Its `now` is moved before the filters are used. */
  environment: FieldEnvironment
}

/** What a workflow without records reads in the place of an object: nothing. */
export const noObject: ObjectDefinition = { name: '', label: {}, title: '', fields: [] }

/** What bounds a workflow: it acts as `member` with `role`. */
export interface Bounds { member: string, role: Role }

/** Reads a definition as it came. Throws Problem with every fault. */
export function readWorkflow(context: Context, input: unknown, bounds: Bounds): Program {
  const faults: Fault[] = []
  const program = readProgram(context, input, bounds, faults)
  if (faults.length > 0 || !program) throw faultsProblem(faults)
  return program
}

/** 422 whatever the codes: a definition that is refused is a value that is not valid. */
function faultsProblem(faults: Fault[]): Problem {
  return faults.length ? new Problem('invalid', { faults, status: 422, parameters: faults[0].parameters }) : refuse([{ path: '', code: 'value.invalid' }])
}

function readProgram(context: Context, input: unknown, bounds: Bounds, faults: Fault[]): Program | undefined {
  const parsed = outline.safeParse(input)
  if (!parsed.success) {
    faults.push(...parsed.error.issues.flatMap(issue => faultsBelow(issue, '')))
    return undefined
  }
  const { workspace } = context
  const known = workspace.members.get(bounds.member) ?? { id: bounds.member, team: context.actor.team, branch: null }
  const actor = actingAs(workspace, known, bounds.role, 'workflow')
  const trigger = readTriggerShape(parsed.data.trigger, faults)
  const object = objectOf({ workspace, actor }, parsed.data, faults)
  if (!object) return undefined
  const environment = { ...environmentOf({ ...context, locale: workspace.locale }), me: bounds.member }
  const reading: Reading = { names: namesOf(workspace, actor, object.name || undefined, environment, trigger ? namesBelow(trigger) : {}), scope: scopeOf({ ...context, actor }, environment), object, faults }
  if (trigger?.type === 'button' || trigger?.type === 'manual') faults.push(...personFaults(trigger, workspace))
  if (trigger?.type === 'schedule') faults.push(...scheduleFaults(trigger, workspace.timeZone, context.now))
  const dating = trigger?.type === 'date' ? readDate(trigger, object, workspace, field => canRead({ ...context, actor }, object.name, field), faults) : undefined
  const meaning = trigger?.type === 'record' ? readTrigger(trigger, object, reading.scope, faults) : undefined
  const condition = readCondition(parsed.data.condition, object, reading.scope, 'condition', faults, object === noObject ? reading.names : undefined)
  const engine = engineFor(workspace.timeZone, workspace.locale)
  const exit = parsed.data.exit ? readExit(reading, parsed.data.exit.forEvent, engine) : undefined
  const steps = readSteps({ ...reading, engine, ids: new Set() }, parsed.data.steps, 'steps')
  if (dating && trigger?.type === 'date' && !trigger.grace) dating.grace = ordinaryGrace(steps)
  if (parsed.data.inTransaction) faults.push(...withinFaults(trigger, steps))
  if (!trigger || faults.length > 0) return undefined
  const definition = normalise(parsed.data, trigger, steps)
  const paths = [...exit?.match.paths ?? [], ...allSteps(steps).flatMap(step => [...step.paths, ...step.condition.paths, ...step.test?.paths ?? []])]
  return { definition, object, meaning, dating, condition, exit, actor, steps, paths, environment }
}

/** How late a time may be where the trigger says nothing of it: less where customers are written to (API.md §7). */
export function ordinaryGrace(steps: ProgramStep[]): number {
  return allSteps(steps).some(({ step }) => step.reachesCustomers) ? customerGrace : usualGrace
}

/** What is done inside a write is only what a write does: nothing that waits, tells or leaves. */
const withinWrite = new Set(['updateRecord', 'addTag', 'removeTag', 'setVariable', 'if', 'stop'])

function withinFaults(trigger: AnyTrigger | undefined, steps: ProgramStep[]): Fault[] {
  const others = allSteps(steps).filter(({ step }) => !withinWrite.has(step.type))
  return [
    ...trigger && trigger.type !== 'record' ? [{ path: 'trigger.type', code: 'workflow.withinTrigger' }] : [],
    ...others.map(({ path, step }) => ({ path: `${path}.type`, code: 'workflow.withinStep', parameters: { name: step.type } })),
  ]
}

export interface Reading { names: Names, scope: FilterScope, object: ObjectDefinition, faults: Fault[] }

function readTriggerShape(input: { type: string }, faults: Fault[]): AnyTrigger | undefined {
  if (!triggerTypes.has(input.type)) {
    const code = comingTriggers.has(input.type) ? 'workflow.notYet' : 'workflow.unknownTrigger'
    faults.push({ path: 'trigger.type', code, parameters: { name: input.type.slice(0, 60) } })
    return undefined
  }
  // as in `"repeat": null`: what is null is not said
  const parsed = anyTrigger.safeParse(Object.fromEntries(Object.entries(input).filter(([, part]) => part !== null)))
  if (parsed.success) return parsed.data
  faults.push(...parsed.error.issues.flatMap(issue => faultsBelow(issue, 'trigger')))
  return undefined
}

/** The object of the workflow's records; undefined when it is refused. Where there is no record it may still be named, for lists. */
function objectOf({ workspace, actor }: Pick<Context, 'workspace' | 'actor'>, { object: name, trigger }: Outline, faults: Fault[]): ObjectDefinition | undefined {
  const needed = isAboutRecord(trigger.type)
  const object = name ? workspace.objects.get(name) : undefined
  const known = object && mayRead({ actor }, object.name)
  if (!name && !needed) return noObject
  if (known) return needed ? object : noObject
  faults.push({ path: 'object', code: name ? 'object.unknown' : 'value.required' })
  return undefined
}

function scopeOf(context: Context, environment: FieldEnvironment): FilterScope {
  return {
    objects: name => mayRead(context, name) ? context.workspace.objects.get(name) : undefined,
    environment,
    canRead: (object, field) => canRead(context, object, field),
    rows: object => rowFilter(context, object),
  }
}

type Outline = ReturnType<typeof outline.parse>

/** The definition as it is kept: defaults filled in, every step with its id. */
function normalise(given: Outline, trigger: AnyTrigger, steps: ProgramStep[]): WorkflowDefinition {
  const { description, role, condition, exit, object, inTransaction, ...rest } = given
  return {
    ...rest, ...object ? { object } : {}, ...description ? { description } : {}, ...role ? { role } : {}, ...inTransaction ? { inTransaction } : {}, trigger, ...condition ? { condition } : {}, ...exit ? { exit } : {},
    steps: steps.map(step => step.definition),
  }
}

