// A filter of the API (API.md §5) as the builder edits it, and back. What the builder cannot draw stays as it is (`raw`).
import type { OperatorName } from '../field-web.ts'

export type Filter = Record<string, unknown>
/** `path` is a field, or a field and a part of it: `mailingAddress.city`, `company.industry`. */
export type Condition = { kind: 'condition'; path: string; operator: OperatorName; argument: unknown }
export type Group = { kind: 'group'; mode: 'and' | 'or'; items: Item[] }
export type Raw = { kind: 'raw'; filter: Filter }
export type Item = Condition | Group | Raw

const operators = new Set<string>([
  'eq', 'ne', 'in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'between', 'contains', 'startsWith', 'empty', 'hasAny', 'hasAll',
  'before', 'after', 'on', 'last', 'next', 'today', 'within',
])

const isObject = (value: unknown): value is Filter => typeof value === 'object' && value !== null && !Array.isArray(value)

/** False while the argument is still to be given. */
export function isComplete({ path, operator, argument }: Condition): boolean {
  if (!path) return false
  if (operator === 'today' || operator === 'empty') return true
  if (operator === 'between') return Array.isArray(argument) && argument.length === 2 && argument.every((end) => end !== null && end !== undefined && end !== '')
  if (Array.isArray(argument)) return argument.length > 0
  if (operator === 'last' || operator === 'next') return isObject(argument) && Object.values(argument).every((count) => Number(count) > 0)
  return argument !== null && argument !== undefined && argument !== ''
}

export const countConditions = (item: Item): number =>
  item.kind === 'group' ? item.items.reduce((sum, one) => sum + countConditions(one), 0) : item.kind === 'raw' ? 1 : Number(isComplete(item))

function ofCondition({ path, operator, argument }: Condition): Filter {
  const given = operator === 'today' ? true : operator === 'empty' ? argument !== false : argument
  return path.split('.').reduceRight<unknown>((inner, name) => ({ [name]: inner }), { [operator]: given }) as Filter
}

/** Undefined where nothing is asked: no conditions, or none complete. */
export function toFilter(item: Item): Filter | undefined {
  if (item.kind === 'raw') return item.filter
  if (item.kind === 'condition') return isComplete(item) ? ofCondition(item) : undefined
  const parts = item.items.map(toFilter).filter((part) => part !== undefined)
  if (parts.length <= 1) return parts[0]
  const names = parts.map((part) => Object.keys(part))
  const distinct = item.mode === 'and' && names.every((keys) => keys.length === 1 && !['and', 'or', 'not'].includes(keys[0]))
    && new Set(names.flat()).size === parts.length
  return distinct ? Object.assign({}, ...parts) : { [item.mode]: parts }
}

function ofField(name: string, value: unknown): Item[] {
  if (!isObject(value)) return [{ kind: 'raw', filter: { [name]: value } }]
  return Object.entries(value).flatMap(([key, inner]): Item[] => {
    if (operators.has(key)) return [{ kind: 'condition', path: name, operator: key as OperatorName, argument: inner }]
    const nested = isObject(inner) && Object.keys(inner).every((operator) => operators.has(operator))
    if (!nested) return [{ kind: 'raw', filter: { [name]: { [key]: inner } } }]
    return Object.entries(inner).map(([operator, argument]) => ({ kind: 'condition', path: `${name}.${key}`, operator: operator as OperatorName, argument }))
  })
}

function ofEntry(key: string, value: unknown): Item[] {
  if ((key === 'and' || key === 'or') && Array.isArray(value)) {
    const items = value.flatMap((part): Item[] => (isObject(part) ? unwrap(readFilter(part)) : [{ kind: 'raw', filter: { [key]: [part] } }]))
    return [{ kind: 'group', mode: key, items }]
  }
  return key === 'not' ? [{ kind: 'raw', filter: { not: value } }] : ofField(key, value)
}

/** A group of one is its only member. */
const unwrap = (group: Group): Item[] => (group.items.length === 1 ? group.items : [group])

/** Always a group, so that the builder has something to add to. */
export function readFilter(filter: Filter | undefined): Group {
  const items = Object.entries(filter ?? {}).flatMap(([key, value]) => ofEntry(key, value))
  if (items.length === 1 && items[0].kind === 'group') return items[0]
  return { kind: 'group', mode: 'and', items }
}

/** Both filters at once; either may be absent. */
export function bothFilters(...filters: (Filter | undefined)[]): Filter | undefined {
  const given = filters.filter((filter) => filter && Object.keys(filter).length)
  return given.length > 1 ? { and: given } : given[0]
}

export const sameFilter = (one: Filter | undefined | null, other: Filter | undefined | null): boolean =>
  JSON.stringify(one ?? {}) === JSON.stringify(other ?? {})
