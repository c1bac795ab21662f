// From which value of a select, or stage, a record may go to which: judged on each record that is made or changed, before
// behaviours see it, so that what a rule sets is part of the same write. A room's own writes and what is put back (undo,
// restore) are not judged; an import is, unless who imports may override.
import type { Context } from '../context.ts'
import { dayOf } from '../field/calendar.ts'
import { InvalidValue } from '../field/field-type.ts'
import { isoTime } from '../field/iso-time.ts'
import { typeOf } from '../field/types/index.ts'
import type { Parameters } from '../http/errors.ts'
import type { FieldDefinition, Label, ObjectDefinition } from '../object/definition.ts'
import { admittedBy, judgeTransition, type Transition, type Transitions, type Verdict } from '../object/transition.ts'
import { mayOverride } from '../permission/rules.ts'
import { onceFor } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'
import { isEmpty, type Preparation } from './prepare.ts'

/** A way that a record goes with this change, and the rule that lets it. */
export interface Passage { field: FieldDefinition, to: string, rule: Transition }

/** Refuses what no rule allows and sets what the rules set; answers the rules whose demands are still to be seen to. */
export function takeTransitions(preparation: Preparation, change: Change, at: number): Passage[] {
  const { context, object, options } = preparation
  const judged = !options.recompute && (options.transitions ?? !options.unbounded)
  const fields = judged && (change.kind === 'created' || change.kind === 'updated') ? ruledFields(context, object) : []
  return fields.flatMap(field => {
    const way = wayOf(context, field, change)
    return way ? judge(preparation, field, way, change, at) : []
  })
}

/** What a rule requires must be filled; call it when behaviours have done their part. */
export function checkPassages({ object, faults }: Preparation, passages: Passage[], { after }: Change, at: number): void {
  for (const { field, to, rule } of passages) {
    for (const name of rule.requires ?? []) {
      const required = object.fields.find(each => each.name === name)
      if (required && (required.type === 'boolean' ? after[name] !== true : isEmpty(after[name]))) faults.add(at, name, 'field.requiredAtStage', { field: required.label, stage: labelOf(field, to) })
    }
  }
}

function ruledFields({ workspace, ...context }: Context, object: ObjectDefinition): FieldDefinition[] {
  return onceFor({ ...context, workspace }, `transitions ${object.name}`, () => {
    const pipelines = [...workspace.pipelines.values()].filter(each => each.object === object.name && each.transitions)
    return object.fields.filter(field => field.pipelineField ? pipelines.length > 0 : field.transitions)
  })
}

/** `to` is null where the field is emptied. */
interface Way { transitions: Transitions, from: string | null, to: string | null }

/** Undefined where the change goes no way: the value stays, is emptied where all is allowed that no rule speaks of, or is what a new record begins with. */
function wayOf({ workspace }: Context, field: FieldDefinition, { before, after }: Change): Way | undefined {
  const pipeline = field.pipelineField === undefined ? undefined : workspace.pipelines.get(after[field.pipelineField])
  const transitions = field.pipelineField === undefined ? field.transitions : pipeline?.transitions
  const to: string | null = after[field.name]
  // coming from another pipeline, a record was in none of this one's stages
  const same = field.pipelineField === undefined || before?.[field.pipelineField] === after[field.pipelineField]
  const from: string | null = same ? before?.[field.name] ?? null : null
  const begins = pipeline ? pipeline.stages[0]?.value : field.default
  if (!transitions || to === from || (from === null && (isEmpty(to) || to === begins))) return undefined
  if (!isEmpty(to)) return { transitions, from, to }
  // else it would begin again from there, past the rules
  return transitions.default === 'refuse' ? { transitions, from, to: null } : undefined
}

function judge(preparation: Preparation, field: FieldDefinition, { transitions, from, to }: Way, change: Change, at: number): Passage[] {
  const { context, object, options, faults } = preparation
  const { way, role } = context.actor
  const { allowed, rule }: Verdict = to === null ? { allowed: false } : judgeTransition(transitions, from, to, { role: role.name, workflow: way === 'workflow' })
  if (!allowed) {
    const reason = options.overrideReason ?? (way === 'import' ? way : undefined)
    if (reason && mayOverride(context, object.name)) return []
    faults.add(at, field.name, ...refusalOf(context, field, transitions, from, to, rule))
    return []
  }
  if (!rule || to === null) return []
  setValues(preparation, rule.sets ?? {}, change, at)
  return [{ field, to, rule }]
}

function refusalOf({ workspace }: Context, field: FieldDefinition, transitions: Transitions, from: string | null, to: string | null, rule: Transition | undefined): [string, Parameters] {
  if (to === null) return ['transition.emptied', { from: labelOf(field, from!) }]
  if (rule?.message) return ['transition.message', { message: rule.message }]
  const parameters = { to: labelOf(field, to), ...from === null ? {} : { from: labelOf(field, from) } }
  const { roles, workflow } = admittedBy(transitions, from, to)
  if (!rule || (roles.length === 0 && !workflow)) return [from === null ? 'transition.start' : 'transition.none', parameters]
  const names = roles.map(role => workspace.roles.get(role)?.label ?? { en: role })
  return ['transition.refused', { ...parameters, who: listed([...names, ...workflow ? [{ en: 'a workflow', id: 'alur kerja' }] : []]) }]
}

function listed(labels: Label[]): Label {
  const inLocale = (locale: 'en' | 'id') => labels.map(label => label[locale] ?? label.en ?? label.id ?? '').join(', ')
  return { en: inLocale('en'), id: inLocale('id') }
}

function labelOf(field: FieldDefinition, value: string): Label {
  return field.options?.find(option => option.value === value)?.label ?? { en: value }
}

/** The company's rule, not the caller: her rights on these fields are not asked. What is written once and filled stays. */
function setValues({ context, object, faults, environment }: Preparation, sets: RecordValues, { before, after }: Change, at: number): void {
  for (const [name, given] of Object.entries(sets)) {
    const field = object.fields.find(each => each.name === name)
    if (!field || (field.writeOnce && !isEmpty(before?.[name]))) continue
    try {
      const value = living(context, given)
      after[name] = value === null ? null : typeOf(field).parse(value, field, environment)
    } catch (error) {
      if (!(error instanceof InvalidValue)) throw error
      faults.add(at, name, error.code, error.parameters)
    }
  }
}

function living({ now, workspace, actor }: Context, given: unknown): unknown {
  switch (given) {
    case '@now': return isoTime(now)
    case '@today': return dayOf(now, workspace.timeZone)
    case '@me': return actor.member
    default: return given
  }
}
