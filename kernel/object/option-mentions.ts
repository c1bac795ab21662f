// Kernel, objects: filters that name an option's value, rewritten to what its records hold after options were renamed,
// merged or split. Pure.
import type { FieldDefinition, ObjectDefinition, Validation } from './definition.ts'

/** For each value that goes, what its records may hold afterwards; none: they are emptied. */
export interface OptionMoves { object: string, field: string, targets: ReadonlyMap<string, string[]> }

export interface Rewritten<Value> {
  value: Value
  /** A value that goes was named. */
  named: boolean
  /** It was named in a way that has no counterpart: it must be changed by hand first. */
  stuck: boolean
}

/** A filter on `object`, also across relations. */
export function moveInFilter(filter: unknown, object: string, objects: ReadonlyMap<string, ObjectDefinition>, moves: OptionMoves): Rewritten<unknown> {
  const state = { named: false, stuck: false }
  const read = (node: unknown, at: string): unknown => {
    if (Array.isArray(node)) return node.map(each => read(each, at))
    if (typeof node !== 'object' || node === null) return node
    return Object.fromEntries(Object.entries(node).map(([key, inner]) => [key, readKey(key, inner, at)]))
  }
  const readKey = (key: string, inner: unknown, at: string): unknown => {
    if (key === 'and' || key === 'or' || key === 'not') return read(inner, at)
    if (at === moves.object && key === moves.field) return moveInConditions(inner, moves.targets, state)
    const field = objects.get(at)?.fields.find(each => each.name === key)
    if (field?.type !== 'relation' || typeof inner !== 'object' || inner === null) return inner
    if (!Array.isArray(field.to)) return read(inner, field.to!)
    return Object.fromEntries(Object.entries(inner).map(([target, each]) => [target, read(each, target)]))
  }
  const value = read(filter, object)
  return { value, ...state }
}

/** `{ "eq": "newOldStock" }` → `{ "in": ["new", "unworn"] }`. */
function moveInConditions(conditions: unknown, targets: OptionMoves['targets'], state: { named: boolean, stuck: boolean }): unknown {
  if (typeof conditions !== 'object' || conditions === null) return conditions
  const moved: Record<string, unknown> = {}
  for (const [operator, argument] of Object.entries(conditions)) {
    const [name, value] = moveArgument(operator, argument, targets, state)
    if (Object.hasOwn(moved, name)) state.stuck = true
    moved[name] = value
  }
  return moved
}

function moveArgument(operator: string, argument: unknown, targets: OptionMoves['targets'], state: { named: boolean, stuck: boolean }): [string, unknown] {
  const values = [argument].flat()
  if (!values.some(value => typeof value === 'string' && targets.has(value))) return [operator, argument]
  state.named = true
  const next = [...new Set(values.flatMap(value => targets.get(value as string) ?? [value]))]
  if (operator === 'eq' || operator === 'ne') {
    if (next.length === 1) return [operator, next[0]]
    if (next.length === 0) return operator === 'eq' ? ['empty', true] : ['empty', false]
    return [operator === 'eq' ? 'in' : 'notIn', next]
  }
  // "all of them" of a split value has no counterpart, and neither has a list of nothing
  const split = operator === 'hasAll' && values.some(value => (targets.get(value as string)?.length ?? 1) !== 1)
  if (split || next.length === 0 || !Array.isArray(argument)) state.stuck = true
  return [operator, next]
}

/** One of the rules of `object`: both its filters. */
export function moveInValidation(rule: Validation, object: string, objects: ReadonlyMap<string, ObjectDefinition>, moves: OptionMoves): Rewritten<Validation> {
  const [must, when] = [rule.must, rule.when].map(filter => moveInFilter(filter, object, objects, moves))
  const value = { ...rule, ...rule.must === undefined ? {} : { must: must.value as Validation['must'] }, ...rule.when === undefined ? {} : { when: when.value as Validation['when'] } }
  return { value, named: must.named || when.named, stuck: must.stuck || when.stuck }
}

/** What a field of `object` says of the records that it gathers, and of the values that its options go with. */
export function moveInField(field: FieldDefinition, object: string, objects: ReadonlyMap<string, ObjectDefinition>, moves: OptionMoves): Rewritten<FieldDefinition> {
  if (field.rollup?.filter !== undefined) {
    const { value, ...state } = moveInFilter(field.rollup.filter, field.rollup.object, objects, moves)
    return { value: { ...field, rollup: { ...field.rollup, filter: value } }, ...state }
  }
  const state = { named: false, stuck: false }
  const options = field.options?.map(option => {
    const { when } = option
    if (object !== moves.object || when?.field !== moves.field || !when.in.some(value => moves.targets.has(value))) return option
    const next = [...new Set(when.in.flatMap(value => moves.targets.get(value) ?? [value]))]
    state.named = true
    // with nothing left it would go with no record
    if (next.length === 0) state.stuck = true
    return { ...option, when: { ...when, in: next } }
  })
  return { value: state.named ? { ...field, options } : field, ...state }
}

/** A field's default: one value, or a list of them. Where it is split, what `otherwise` says. */
export function moveInDefault(value: unknown, otherwise: ReadonlyMap<string, string | null>): unknown {
  const move = (each: unknown): unknown => typeof each === 'string' && otherwise.has(each) ? otherwise.get(each) : each
  if (!Array.isArray(value)) return move(value) ?? undefined
  const moved = [...new Set(value.map(move).filter(each => each !== null))]
  return moved.length ? moved : undefined
}

/** Whether a text (a formula, a template) names one of the values in quotes. */
export function namesValue(text: string, values: Iterable<string>): boolean {
  return [...values].some(value => [`"${value}"`, `'${value}'`, `\\"${value}\\"`].some(quoted => text.includes(quoted)))
}
