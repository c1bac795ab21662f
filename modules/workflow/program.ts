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
import { comingSettings, comingTriggers, faultsBelow, outline, type WorkflowDefinition } from './definition.ts'
import { engineFor } from './liquid.ts'
import { namesOf, type Names } from './names.ts'
import { readStep, type ProgramStep } from './program-step.ts'
import type { Path } from './template.ts'
import { readTrigger, recordTrigger, type Trigger } from './trigger.ts'

export interface Program {
  definition: WorkflowDefinition
  object: ObjectDefinition
  trigger: Trigger
  condition: Condition
  /** Who it acts as: by the rights of that one its conditions are judged. */
  actor: Actor
  steps: ProgramStep[]
  /** Every name that a template or condition of a step looks up: what has to be loaded. */
  paths: Path[]
  /** Its `now` is moved before the filters are used. */
  environment: FieldEnvironment
}

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
  const given = takeComing(input, faults)
  const parsed = outline.safeParse(given)
  if (!parsed.success) {
    faults.push(...parsed.error.issues.flatMap(issue => faultsBelow(issue, '')))
    return undefined
  }
  const { workspace } = context
  const object = workspace.objects.get(parsed.data.object)
  const known = workspace.members.get(bounds.member) ?? { id: bounds.member, team: context.actor.team, branch: null }
  const actor = actingAs(workspace, known, bounds.role, 'workflow')
  if (!object || !mayRead({ actor }, object.name)) {
    faults.push({ path: 'object', code: 'object.unknown' })
    return undefined
  }
  const environment = { ...environmentOf({ ...context, locale: workspace.locale }), me: bounds.member }
  const reading: Reading = { names: namesOf(workspace, actor, object.name, environment), scope: scopeOf({ ...context, actor }, environment), object, faults }
  const trigger = readAnyTrigger(reading, parsed.data.trigger)
  const condition = readCondition(parsed.data.condition, object, reading.scope, 'condition', faults)
  const engine = engineFor(workspace.timeZone, workspace.locale)
  const ids = new Set<string>()
  const steps = parsed.data.steps.map((step, at) => readStep(reading, engine, step, `steps[${at}]`, at, ids)).filter(step => step !== undefined)
  if (!trigger || faults.length > 0) return undefined
  const definition = normalise(parsed.data, trigger.given, steps)
  const paths = steps.flatMap(step => [...step.paths, ...step.condition.paths])
  return { definition, object, trigger: trigger.compiled, condition, actor, steps, paths, environment }
}

export interface Reading { names: Names, scope: FilterScope, object: ObjectDefinition, faults: Fault[] }

/** Settings of API.md that come later are refused by name, never dropped in silence. */
function takeComing(input: unknown, faults: Fault[]): unknown {
  if (typeof input !== 'object' || input === null) return input
  const entries = Object.entries(input)
  for (const [name] of entries) if (comingSettings.has(name)) faults.push({ path: name, code: 'workflow.notYet', parameters: { name } })
  return Object.fromEntries(entries.filter(([name]) => !comingSettings.has(name)))
}

function readAnyTrigger({ object, scope, faults }: Reading, input: { type: string }): { given: WorkflowDefinition['trigger'], compiled: Trigger } | undefined {
  if (input.type !== 'record') {
    const code = comingTriggers.has(input.type) ? 'workflow.notYet' : 'workflow.unknownTrigger'
    faults.push({ path: 'trigger.type', code, parameters: { name: input.type.slice(0, 60) } })
    return undefined
  }
  const parsed = recordTrigger.safeParse(input)
  if (parsed.success) return { given: parsed.data, compiled: readTrigger(parsed.data, object, scope, faults) }
  faults.push(...parsed.error.issues.flatMap(issue => faultsBelow(issue, 'trigger')))
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
function normalise(given: Outline, trigger: WorkflowDefinition['trigger'], steps: ProgramStep[]): WorkflowDefinition {
  const { description, role, condition, ...rest } = given
  return {
    ...rest, ...description ? { description } : {}, ...role ? { role } : {}, trigger, ...condition ? { condition } : {},
    steps: steps.map(step => step.definition),
  }
}

