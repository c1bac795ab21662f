// The filter language: from JSON to a checked filter. Every fault is found before any is reported.
import { InvalidValue } from '../field/field-type.ts'
import { maskedOperators } from '../field/mask.ts'
import { typeOf } from '../field/types/index.ts'
import type { Fault } from '../http/errors.ts'
import { refuse } from '../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { allOf, anyOf, operatorsOf, type Filter, type FilterScope } from './filter.ts'

const DEEPEST = 10
const MOST_CONDITIONS = 200
/** More faults than anyone reads are not listed. */
const MOST_FAULTS = 100
/** Of a key that came with the request, in a path. */
const LONGEST_KEY = 60

interface Reading { scope: FilterScope, faults: Fault[], conditions: number }

/**
 * A filter as API.md §5 describes it; nothing (undefined, null, {}) is no restriction. Throws a Problem 422 that lists all
 * faults with paths such as `filter.and[1].city.eq`. Fields that the caller may not read answer like unknown ones.
 */
export function parseFilter(input: unknown, object: ObjectDefinition, scope: FilterScope, path = 'filter'): Filter {
  const reading: Reading = { scope, faults: [], conditions: 0 }
  const filter: Filter = input === undefined || input === null ? { kind: 'all' } : readFilter(reading, input, object, path, 1)
  if (reading.conditions > MOST_CONDITIONS) addFault(reading, path, 'filter.tooLarge', { max: MOST_CONDITIONS })
  if (reading.faults.length > 0) throw refuse(reading.faults)
  return filter
}

function addFault({ faults }: Reading, path: string, code: string, parameters?: Fault['parameters']): Filter {
  if (faults.length < MOST_FAULTS) faults.push({ path, code, ...parameters && { parameters } })
  return { kind: 'none' }
}

function readFilter(reading: Reading, input: unknown, object: ObjectDefinition, path: string, depth: number): Filter {
  if (depth > DEEPEST) return addFault(reading, path, 'filter.tooDeep', { max: DEEPEST })
  if (!isPlainObject(input)) return addFault(reading, path, 'filter.invalid')
  return allOf(Object.entries(input).map(([key, value]) => readKey(reading, key, value, object, `${path}.${shorten(key)}`, depth)))
}

function readKey(reading: Reading, key: string, value: unknown, object: ObjectDefinition, path: string, depth: number): Filter {
  if (key === 'not') return negate(readFilter(reading, value, object, path, depth + 1))
  if (key === 'and' || key === 'or') {
    if (!Array.isArray(value)) return addFault(reading, path, 'list.expected')
    if (value.length > MOST_CONDITIONS) return addFault(reading, path, 'filter.tooLarge', { max: MOST_CONDITIONS })
    const filters = value.map((each, at) => readFilter(reading, each, object, `${path}[${at}]`, depth + 1))
    return key === 'and' ? allOf(filters) : anyOf(filters)
  }
  const field = object.fields.find(each => each.name === key)
  if (!field || !(reading.scope.canRead(object.name, key) || reading.scope.isMasked?.(object.name, key))) return addFault(reading, path, 'field.unknown')
  if (!isPlainObject(value)) return addFault(reading, path, 'filter.invalid')
  if (!reading.scope.canRead(object.name, key)) return readMasked(reading, field, value, path)
  return field.type === 'relation' ? readRelation(reading, field, value, path, depth) : readConditions(reading, field, value, path)
}

function readMasked(reading: Reading, field: FieldDefinition, value: Record<string, unknown>, path: string): Filter {
  const allowed = maskedOperators(field)
  const other = Object.keys(value).find(operator => !allowed.has(operator))
  return other === undefined ? readConditions(reading, field, value, path) : addFault(reading, `${path}.${shorten(other)}`, 'operator.unknown')
}

function negate(filter: Filter): Filter {
  if (filter.kind === 'all') return { kind: 'none' }
  return filter.kind === 'none' ? { kind: 'all' } : { kind: 'not', of: filter }
}

/** `{ "gte": 1, "lt": 5 }`, or for an address `{ "city": { "eq": … } }`. */
function readConditions(reading: Reading, field: FieldDefinition, value: Record<string, unknown>, path: string, part?: string): Filter {
  const parts = part === undefined ? typeOf(field).parts : undefined
  const keys = Object.keys(value)
  if (keys.length === 0) return addFault(reading, path, 'filter.invalid')
  return allOf(keys.map(key => {
    const inner = value[key]
    const innerPath = `${path}.${shorten(key)}`
    if (!parts || !Object.hasOwn(parts, key)) return readCondition(reading, field, part, key, inner, innerPath)
    return isPlainObject(inner) ? readConditions(reading, field, inner, innerPath, key) : addFault(reading, innerPath, 'filter.invalid')
  }))
}

function readCondition(reading: Reading, field: FieldDefinition, part: string | undefined, operator: string, input: unknown, path: string): Filter {
  if (++reading.conditions > MOST_CONDITIONS) return { kind: 'none' }
  const operators = operatorsOf(field, part)
  if (!Object.hasOwn(operators, operator)) return addFault(reading, path, 'operator.unknown')
  const { environment } = reading.scope
  try {
    const argument = operators[operator].parse(input, field, environment)
    return { kind: 'condition', field, ...part !== undefined && { part }, operator, argument, input, environment }
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return addFault(reading, path, error.code, error.parameters)
  }
}

/** Keys that are operators compare the id; the others are fields of the related object, or (several targets) its name. */
function readRelation(reading: Reading, field: FieldDefinition, value: Record<string, unknown>, path: string, depth: number): Filter {
  const conditions: Filter[] = []
  const inner: [string, unknown][] = []
  for (const key of Object.keys(value)) {
    const keyPath = `${path}.${shorten(key)}`
    if (Object.hasOwn(operatorsOf(field), key)) conditions.push(readCondition(reading, field, undefined, key, value[key], keyPath))
    else if (!Array.isArray(field.to)) inner.push([key, value[key]])
    else if (field.to.includes(key)) conditions.push(readRelated(reading, field, key, value[key], keyPath, depth + 1))
    else conditions.push(addFault(reading, keyPath, 'field.unknown'))
  }
  if (!Array.isArray(field.to) && (inner.length > 0 || conditions.length === 0)) {
    conditions.push(readRelated(reading, field, field.to ?? '', Object.fromEntries(inner), path, depth + 1))
  }
  return conditions.length > 0 ? allOf(conditions) : addFault(reading, path, 'filter.invalid')
}

function readRelated(reading: Reading, field: FieldDefinition, name: string, input: unknown, path: string, depth: number): Filter {
  if (++reading.conditions > MOST_CONDITIONS) return { kind: 'none' }
  const target = reading.scope.objects(name)
  if (!target) return addFault(reading, path, 'field.unknown')
  return { kind: 'related', field, target, filter: readFilter(reading, input, target, path, depth), permission: reading.scope.rows(name) }
}

function isPlainObject(input: unknown): input is Record<string, unknown> {
  return typeof input === 'object' && input !== null && !Array.isArray(input)
}

/** Safe to show: cut, and without halves of characters. */
function shorten(key: string): string {
  return key.length > LONGEST_KEY ? `${key.slice(0, LONGEST_KEY).toWellFormed()}…` : key.toWellFormed()
}
