// From operations to changes: rights, values, defaults, write-once, required; everything that is wrong is listed.
import type { Context } from '../context.ts'
import { environmentOf } from '../field/environment.ts'
import { InvalidValue, type FieldEnvironment } from '../field/field-type.ts'
import { holdsMask, maskValue } from '../field/mask.ts'
import { isoTime } from '../field/iso-time.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { covers, isConcealed, mayCreate, mayOverride } from '../permission/rules.ts'
import type { Change, RecordValues } from './hook.ts'
import type { StoredRow } from './lock.ts'
import { newId } from './new-id.ts'
import { Faults, type Operation, type WriteOptions } from './operation.ts'
import { writePlan, type WritePlan } from './write-plan.ts'

export interface Preparation {
  context: Context
  object: ObjectDefinition
  options: WriteOptions
  faults: Faults
  environment: FieldEnvironment
  plan: WritePlan
  /** What a new record begins with; made for the first one. */
  blank?: RecordValues
  /** Rows that updates, deletions and restorations are about, locked. */
  stored: Map<string, StoredRow>
}

export function startPreparation(context: Context, object: ObjectDefinition, options: WriteOptions, stored: Map<string, StoredRow>): Preparation {
  return { context, object, options, stored, faults: new Faults(options, part => isConcealed(context, object, part)), environment: environmentOf(context, options.lenient), plan: writePlan(context, object) }
}

/** The change that an operation asks for; undefined when it is refused (the faults say why). */
export function prepareChange(preparation: Preparation, operation: Operation, at: number): Change | undefined {
  if (operation.op === 'create') return prepareCreation(preparation, operation, at)
  const row = preparation.stored.get(operation.id)
  if (!row || !mayTouch(preparation, operation.op, row, at)) {
    if (!preparation.faults.has(at)) preparation.faults.add(at, 'id', 'notFound')
    return undefined
  }
  if ('version' in operation && operation.version !== undefined && operation.version !== row.values.version) {
    preparation.faults.add(at, 'version', 'version.mismatch')
    return undefined
  }
  if (operation.op === 'update') return prepareUpdate(preparation, operation, row, at)
  const kind = operation.op === 'delete' ? 'deleted' : 'restored'
  return { ...changeOf(preparation, kind, row), after: stamped(preparation.context, preparation.plan, { ...row.values }, row.values.version + 1), changed: [] }
}

/** A row that the caller may not read is not found; one that she may read and not change is refused. */
function mayTouch({ context, object, options, faults }: Preparation, op: Operation['op'], row: StoredRow, at: number): boolean {
  if (row.deleted !== (op === 'restore')) return false
  if (options.unbounded) return true
  const place = { owner: row.values.owner, team: row.team, shared: row.shared }
  if (!covers(context, object.name, 'read', place)) return false
  if (covers(context, object.name, op === 'update' ? 'update' : 'delete', place)) return true
  faults.add(at, 'id', 'permission.denied')
  return false
}

function changeOf({ object, options }: Preparation, kind: Change['kind'], row: StoredRow): Omit<Change, 'after' | 'changed'> {
  return { kind, object: object.name, id: row.values.id, version: row.values.version + (options.recompute ? 0 : 1), before: row.values }
}

function prepareCreation(preparation: Preparation, operation: Operation & { op: 'create' }, at: number): Change | undefined {
  const { context, object, options, faults } = preparation
  if (!options.unbounded && !mayCreate(context, object.name)) {
    faults.add(at, '', 'permission.denied')
    return undefined
  }
  const after: RecordValues = { ...preparation.blank ??= blankRecord(preparation) }
  after.id = operation.id ?? newId()
  takeValues(preparation, operation.data, null, after, at)
  return { kind: 'created', object: object.name, id: after.id, version: 1, before: null, after, changed: [] }
}

/** Every field has its key in it, in the definition's order: records made alike are handled fast. */
function blankRecord(preparation: Preparation): RecordValues {
  const { context, plan, environment } = preparation
  const values = { ...plan.empty }
  for (const field of plan.defaults) values[field.name] = typeOf(field).parse(field.default, field, environment)
  return { ...values, version: 1, createdAt: isoTime(context.now), createdBy: context.actor.member, owner: context.actor.member }
}

function prepareUpdate(preparation: Preparation, operation: Operation & { op: 'update' }, row: StoredRow, at: number): Change {
  const before = row.values
  const after = { ...before }
  takeValues(preparation, preparation.options.revise?.(before) ?? operation.data, before, after, at)
  const { context, options: { overrideReason } } = preparation
  return { ...changeOf(preparation, 'updated', row), after, changed: [], ...overrideReason && mayOverride(context, preparation.object.name) && { cause: { ...context.cause, depth: context.cause?.depth ?? 0, reason: overrideReason } } }
}

/** Required fields of a new record must be filled; those of an old one may not be emptied. */
export function checkRequired({ plan, faults }: Preparation, { before, after }: Change, at: number): void {
  for (const field of plan.required) {
    if (isEmpty(after[field.name]) && (!before || !isEmpty(before[field.name]))) faults.add(at, field.name, 'value.required')
  }
}

/** Parses the given values into `after`; what the caller may not know or write is refused. */
export function takeValues(preparation: Preparation, data: RecordValues, before: RecordValues | null, after: RecordValues, at: number): void {
  const { context, options, faults, environment, plan } = preparation
  for (const name in data) {
    if (!Object.hasOwn(data, name)) continue
    const input = data[name]
    const planned = plan.fields.get(name)
    if (!planned || (!options.unbounded && !planned.readable)) {
      faults.add(at, name, 'field.unknown')
      continue
    }
    const { field, writable } = planned
    if (planned.masked && !options.unbounded && holdsMask(input)) {
      // a form sends back what it was shown: that is no change, and a mask is nobody's value
      if (!before || maskValue(field, before[name]) !== input) faults.add(at, name, 'field.masked')
      continue
    }
    const given = before && options.mergeParts?.has(name) ? merged(before[name], input) : input
    const value = options.parsed && given === input ? input ?? null : parseValue(preparation, field, given, environment, at)
    if (value === undefined || (before && (sameValue(before[name] ?? null, value) || (options.parsed && given === input && isAsShown(field, before[name] ?? null, value, environment))))) continue
    if (!options.unbounded && !writable) faults.add(at, name, 'field.readOnly')
    else if (before && field.writeOnce && !isEmpty(before[name]) && !(context.actor.role.administrator && (value === null || options.overrideReason))) faults.add(at, name, 'field.writeOnce')
    else after[name] = value
  }
}

const shownFlat = new Set(['address', 'richText'])

/** A file that shows an address in one line, or words without their marks, says no more than what is there already. */
function isAsShown(field: FieldDefinition, before: unknown, value: unknown, environment: FieldEnvironment): boolean {
  if (!shownFlat.has(field.type) || before === null) return false
  const type = typeOf(field)
  return sameValue(type.parseText!(type.format(before, field, environment), field, environment), value)
}

/** What is given over what is there, for values made of named parts. */
function merged(old: unknown, given: unknown): unknown {
  return typeof old === 'object' && typeof given === 'object' ? { ...old, ...given } : given
}

function parseValue({ faults }: Preparation, field: FieldDefinition, input: unknown, environment: FieldEnvironment, at: number): unknown {
  try {
    return input === null || input === undefined || input === '' ? null : typeOf(field).parse(input, field, environment)
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    faults.add(at, field.name, error.code, error.parameters)
    return undefined
  }
}

/** The kernel's own values: version, who and when; and the share of weighted fields that are filled. */
export function stamped(context: Context, plan: WritePlan, after: RecordValues, version: number): RecordValues {
  after.version = version
  after.updatedAt = isoTime(context.now)
  after.updatedBy = context.actor.member
  after.completeness = completenessOf(plan, after)
  return after
}

/** 0 to 100, null where the object gives no field a weight. */
export function completenessOf({ weighted, weight }: WritePlan, values: RecordValues): number | null {
  let filled = 0
  for (const field of weighted) if (!isEmpty(values[field.name])) filled += field.weight!
  return weight === 0 ? null : Math.round(filled * 100 / weight)
}

export function isEmpty(value: unknown): boolean {
  return value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)
}

/** Equal in API form; values are normalised, so their JSON decides. */
export function sameValue(one: unknown, other: unknown): boolean {
  if (one === other || (isEmpty(one) && isEmpty(other))) return true
  return typeof one === 'object' && typeof other === 'object' && JSON.stringify(one) === JSON.stringify(other)
}
