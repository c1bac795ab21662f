// Objects and fields as values: the same JSON whether a module, a template or a customer made it.

import type { Transitions } from './transition.ts'

/** A text per language; `id` falls back to `en` and the other way round. */
export interface Label { en?: string, id?: string }

export interface Option {
  value: string
  label: Label
  color?: string
  /** It is there only where another select of the object holds one of these, or nothing. */
  when?: { field: string, in: string[] }
}

export interface FieldDefinition {
  name: string
  label: Label
  type: string
  help?: Label
  required?: boolean
  unique?: boolean
  index?: boolean
  /** With `index`: the rows of each owner also lie in its order, for lists such as "mine, by due time". */
  ownerIndex?: boolean
  /** May be filled while empty, never changed after. */
  writeOnce?: boolean
  /** Shown or masked, as the role says (kernel/permission/role.ts). */
  sensitive?: boolean
  /** Of a field as one caller may read it: masks stand for its values. Never part of a definition. */
  masked?: true
  /** Changes are kept in the history (default true); a change of nothing else is not on the timeline. */
  track?: boolean
  /** Share in the record's completeness, 0 to 100. */
  weight?: number
  default?: unknown
  /** select, multiSelect. */
  options?: Option[]
  /** select: from which option a record may go to which (of stages the pipeline says it). */
  transitions?: Transitions
  /** relation: the object, or several of which one is meant. */
  to?: string | string[]
  /** relation to several: also to each object that a customer or template makes. */
  toCustom?: boolean
  /** text: a kind of number that is checked (kernel/field/types/text/format.ts). */
  format?: 'nik' | 'npwp'
  /** text: the longest allowed; number, rating: the bounds. */
  max?: number
  min?: number
  /** phone: refuse what cannot be normalised, also on import. */
  strict?: boolean
  /** A select whose options are the stages of the pipeline that the named sibling field holds. */
  pipelineField?: string
  /** formula: its text in CEL (kernel/field/formula). */
  formula?: string
  /** rollup: what is gathered from the records that point here. */
  rollup?: Rollup
  /** formula, rollup: the type of field that its values are kept and read as. */
  result?: string
  /** autoNumber: such as "SO-{yyyy}{MM}-{0000}" (kernel/field/types/auto-number/pattern.ts); text: such as "AA-0000" (kernel/field/types/text/format.ts). */
  pattern?: string
  /** autoNumber: an import may bring numbers of its own. */
  keepGiven?: boolean
  /** A generated column: its SQL expression over sibling columns. Read-only. */
  computed?: string
  /** Fields whose values it repeats or is computed from (`amount`, or `company.industry` of another object): it is hidden from whoever may not know one of them. */
  derivedFrom?: string[]
  /** Set by the kernel or by the object's own module, never by a caller. */
  readOnly?: boolean
  /** Present on every record (API.md §4). */
  standard?: boolean
  /** The module or template that brought it; absent: a customer. */
  from?: string
}

export const rollupMeasures = ['count', 'sum', 'avg', 'min', 'max', 'first', 'last'] as const

export interface Rollup {
  /** The object whose records are gathered, and its relation that points here. */
  object: string
  by: string
  measure: (typeof rollupMeasures)[number]
  /** The field that is measured; none for `count`. `first` and `last` are by the time of creation. */
  of?: string
  /** Which of the records count (API.md §5, filters), without relations. */
  filter?: unknown
}

/** Types whose values come from other values and are kept as a column of their `result` type. */
export const derivedTypes = new Set(['formula', 'rollup'])

/** Fields whose values together no two living records share; a record in which one is empty does not count. */
export interface UniqueSet { fields: string[] }

/**
 * A rule of an object: where `when` holds (always, without it), `must` holds, or the record is refused with `message`. One with
 * `keep` instead of `must`: once `when` holds, these fields stay as they are.
 */
export interface Validation {
  name: string
  /** Filters (API.md §5) over the record's own fields. */
  when?: unknown
  must?: unknown
  keep?: string[]
  message: Label
  /** The field beside which a form shows the message. */
  field?: string
}

export interface ObjectDefinition {
  name: string
  label: Label
  pluralLabel?: Label
  icon?: string
  /** The field that names a record in relations, search and messages. */
  title: string
  fields: FieldDefinition[]
  uniqueSets?: UniqueSet[]
  validations?: Validation[]
  /** Made by a customer (or a template): a table like any other. */
  custom?: boolean
  from?: string
  /** Absent from navigation (stays reachable by the API). */
  hidden?: boolean
  /** The relation whose record says who may read and change a record of this object; where it is empty, the role's own scope does. */
  rightsBy?: string
}

/** Fields that every record carries; `id`, `version` and the times are the kernel's alone. */
export const standardFields: FieldDefinition[] = [
  { name: 'id', label: { en: 'Id', id: 'Id' }, type: 'id', readOnly: true, standard: true, track: false },
  { name: 'externalId', label: { en: 'External id', id: 'Id luar' }, type: 'text', unique: true, max: 255, standard: true },
  { name: 'version', label: { en: 'Version', id: 'Versi' }, type: 'number', readOnly: true, standard: true, track: false },
  { name: 'createdAt', label: { en: 'Created', id: 'Dibuat' }, type: 'dateTime', readOnly: true, index: true, standard: true, track: false },
  { name: 'updatedAt', label: { en: 'Updated', id: 'Diubah' }, type: 'dateTime', readOnly: true, index: true, standard: true, track: false },
  { name: 'createdBy', label: { en: 'Created by', id: 'Dibuat oleh' }, type: 'user', readOnly: true, standard: true, track: false },
  { name: 'updatedBy', label: { en: 'Updated by', id: 'Diubah oleh' }, type: 'user', readOnly: true, standard: true, track: false },
  { name: 'owner', label: { en: 'Owner', id: 'Penanggung jawab' }, type: 'user', index: true, standard: true },
  { name: 'tags', label: { en: 'Tags', id: 'Tag' }, type: 'tags', index: true, standard: true },
  { name: 'completeness', label: { en: 'Completeness', id: 'Kelengkapan' }, type: 'number', readOnly: true, standard: true, track: false },
]

/** Custom fields an object may have (API.md §4). */
export const maxCustomFields = 500

/** Types that are indexed without being asked (API.md §4). */
export const indexedTypes = new Set(['relation', 'email', 'phone', 'user', 'tags'])

/** Declares an object of a module; the standard fields are added by `normaliseObject`. */
export function defineObject(name: string, definition: Omit<ObjectDefinition, 'name' | 'fields'> & { fields: Record<string, Omit<FieldDefinition, 'name'>> }): ObjectDefinition {
  const fields = Object.entries(definition.fields).map(([field, rest]) => ({ name: field, ...rest }))
  return { ...definition, name, fields }
}

const reserved = new Set<string>(['and', 'or', 'not', 'eq', 'ne', 'in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'between', 'contains', 'startsWith',
  'empty', 'hasAny', 'hasAll', 'before', 'after', 'on', 'last', 'next', 'today', ...standardFields.map(field => field.name),
  // columns that PostgreSQL gives each table, and what every JavaScript object answers to without holding it
  'ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', ...Object.getOwnPropertyNames(Object.prototype)])

/** camelCase, starts with a small letter, at most 48 characters (PostgreSQL names end at 63), not reserved. */
export function isName(name: unknown): name is string {
  return typeof name === 'string' && /^[a-z][A-Za-z0-9]{0,47}$/.test(name) && !reserved.has(name)
}
