// The filter language (API.md §5): what a filter is once it is checked. It serves views, conditions, segments, reports,
// permissions and sharing; to-sql.ts and predicate.ts give it its two meanings.
import type { FieldEnvironment, Operator } from '../field/field-type.ts'
import { textOperators } from '../field/text-operators.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'

export { parseFilter } from './parse.ts'

export type Filter =
  | { kind: 'all' }
  | { kind: 'none' }
  | { kind: 'and' | 'or', of: Filter[] }
  | { kind: 'not', of: Filter }
  | Condition
  | Related
  | Scope
  | Orphaned

export interface Condition {
  kind: 'condition'
  field: FieldDefinition
  /** A key of an address. */
  part?: string
  operator: string
  /** As the operator's `parse` gave it, and as it came. */
  argument: unknown
  input: unknown
  /** Read when the filter is used: whoever keeps a filter beyond its request gives it an environment whose `now` moves. */
  environment: FieldEnvironment
}

/** A living related record that fulfils both filters. */
export interface Related {
  kind: 'related'
  field: FieldDefinition
  target: ObjectDefinition
  filter: Filter
  /** Which rows of the target the caller may read. */
  permission: Filter
}

/** Rows that one of these members owns, or that carry one of these teams. Made by permission rules alone. */
export interface Scope { kind: 'scope', scope: 'own' | 'team' | 'branch', owners: string[], teams: string[] }

/** Rows of the bin whose rights went with the object that they were about (kernel/object/remove-object.ts). Made by permission rules alone. */
export interface Orphaned { kind: 'orphaned' }

export interface FilterScope {
  /** The objects that the caller may read any of. */
  objects(name: string): ObjectDefinition | undefined
  environment: FieldEnvironment
  canRead(object: string, field: string): boolean
  /** Whether masks stand for the field's values: it is looked up by a whole value, and no more. Default: none. */
  isMasked?(object: string, field: string): boolean
  /** The permission filter of related records. */
  rows(object: string): Filter
}

export function operatorsOf(field: FieldDefinition, part?: string): Record<string, Operator> {
  return part === undefined ? typeOf(field).operators : textOperators
}

export function operatorOf({ field, part, operator }: Condition): Operator {
  return operatorsOf(field, part)[operator]
}

/** Whether other records decide: such a filter needs SQL. */
export function crossesRelations(filter: Filter): boolean {
  if (filter.kind === 'related') return true
  if (filter.kind === 'not') return crossesRelations(filter.of)
  return (filter.kind === 'and' || filter.kind === 'or') && filter.of.some(crossesRelations)
}

/** Whether it means something else when time passes: today, the last 30 days. */
export function movesWithTime(filter: Filter): boolean {
  if (filter.kind === 'condition') return filter.operator === 'today' || operatorOf(filter).argument === 'period'
  if (filter.kind === 'not' || filter.kind === 'related') return movesWithTime(filter.kind === 'not' ? filter.of : filter.filter)
  return (filter.kind === 'and' || filter.kind === 'or') && filter.of.some(movesWithTime)
}

/** The names of the object's own fields that the filter looks at. */
export function fieldsOf(filter: Filter, names = new Set<string>()): Set<string> {
  if (filter.kind === 'condition' || filter.kind === 'related') names.add(filter.field.name)
  else if (filter.kind === 'scope') names.add('owner')
  else if (filter.kind === 'not') fieldsOf(filter.of, names)
  else if (filter.kind === 'and' || filter.kind === 'or') for (const each of filter.of) fieldsOf(each, names)
  return names
}

/** Every one of them, in as few words as possible. */
export function allOf(filters: Filter[]): Filter {
  const real = filters.filter(filter => filter.kind !== 'all')
  if (real.some(filter => filter.kind === 'none')) return { kind: 'none' }
  if (real.length < 2) return real[0] ?? { kind: 'all' }
  return { kind: 'and', of: real }
}

/** Any of them; none when there is none. */
export function anyOf(filters: Filter[]): Filter {
  const real = filters.filter(filter => filter.kind !== 'none')
  if (real.some(filter => filter.kind === 'all')) return { kind: 'all' }
  if (real.length < 2) return real[0] ?? { kind: 'none' }
  return { kind: 'or', of: real }
}
