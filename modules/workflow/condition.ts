// The workflow room: conditions, in the one filter language. Those of a step may also compare the names of templates
// (`trigger.entry`, `vars.total`, `steps.task.status`); conditions across relations are judged by one query for all records.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { allOf, anyOf, crossesRelations, parseFilter, type Filter, type FilterScope, type Related } from '../../kernel/filter/filter.ts'
import { testFilter } from '../../kernel/filter/predicate.ts'
import { filterToSql } from '../../kernel/filter/to-sql.ts'
import { Problem, type Fault } from '../../kernel/http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../kernel/object/definition.ts'
import { rowFilter } from '../../kernel/permission/rules.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import { shapeAt, type Names, type Shape } from './names.ts'
import { unwrap } from './reference.ts'

export interface Condition {
  filter: Filter
  /** Needs the database. */
  crosses: boolean
  /** What the record's own values say already: where `may` does not hold it is false, where `surely` does it is true, whatever is related. */
  may: Filter
  surely: Filter
  /** Names of templates that it compares, such as `trigger.entry`. */
  paths: string[][]
}

export const always: Condition = conditionOf({ kind: 'all' }, [])

function conditionOf(filter: Filter, paths: string[][]): Condition {
  return { filter, crosses: crossesRelations(filter), may: settle(filter, (_, counts) => counts), surely: settle(filter, (_, counts) => !counts), paths }
}

/** Reads a condition; what is wrong with it is added to `faults`, each with its path. */
export function readCondition(input: unknown, object: ObjectDefinition, scope: FilterScope, path: string, faults: Fault[], names?: Names): Condition {
  if (input === undefined || input === null) return always
  const paths = names ? [...dottedKeys(input)] : []
  const added = paths.map(key => pathField(key, names!, input))
  try {
    const filter = parseFilter(input, { ...object, fields: [...object.fields, ...added.filter(field => field !== undefined)] }, scope, path)
    return conditionOf(filter, paths.map(key => key.split('.')))
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    faults.push(...error.faults)
    return always
  }
}

/** Keys of the filter that are names of templates rather than fields. */
function dottedKeys(input: unknown, keys = new Set<string>(), depth = 0): Set<string> {
  if (typeof input !== 'object' || input === null || depth > 20) return keys
  for (const [key, value] of Object.entries(input)) {
    if (!Array.isArray(input) && key.includes('.')) keys.add(key)
    dottedKeys(value, keys, depth + 1)
  }
  return keys
}

/** A name as a field of its type; undefined when there is no such name. */
function pathField(key: string, names: Names, input: unknown): FieldDefinition | undefined {
  const shape = shapeAt(names, key.split('.'))
  return shape && { ...typedBy(shape, comparedWith(input, key)), name: key, label: {} }
}

function typedBy(shape: Shape, compared: unknown): FieldDefinition {
  if (shape.kind === 'value' && shape.field) return shape.field
  if (shape.kind === 'list') return { name: '', label: {}, type: 'tags' }
  const type = typeof compared === 'number' ? 'number' : typeof compared === 'boolean' ? 'boolean' : 'text'
  return { name: '', label: {}, type }
}

/** What the filter compares the name with: its type stands in for one that is not known. `empty` compares with nothing. */
function comparedWith(input: unknown, key: string): unknown {
  if (typeof input !== 'object' || input === null) return undefined
  for (const [name, inner] of Object.entries(input)) {
    if (name === key && typeof inner === 'object' && inner !== null) {
      const operand = Object.entries(inner).find(([operator]) => operator !== 'empty')?.[1]
      return Array.isArray(operand) ? operand[0] : operand
    }
    const found = comparedWith(inner, key)
    if (found !== undefined) return found
  }
  return undefined
}

/** A record with the values of the names that the condition compares, as its filter reads them. */
export function withPaths(record: RecordValues, { paths }: Condition, scope: object): RecordValues {
  if (paths.length === 0) return record
  const added = paths.map(path => [path.join('.'), lookUp(scope, path)])
  return { ...record, ...Object.fromEntries(added) }
}

function lookUp(scope: object, path: string[]): unknown {
  let value: any = scope
  for (const segment of path) value = typeof value === 'object' && value !== null && Object.hasOwn(value, segment) ? value[segment] : null
  return unwrap(value) ?? null
}

/**
 * Judges a condition for many records, of which `records` are the values; relations are judged on what the database
 * holds and the workflow, as the context's actor, may read at this moment, one query for each.
 */
export async function judge(context: Context, object: string, { filter, crosses }: Condition, records: RecordValues[]): Promise<boolean[]> {
  if (!crosses) return records.map(record => testFilter(filter, record))
  const related = await judgeRelated(context, object, relatedOf(filter), records.map(record => record.id))
  return records.map(record => testFilter(settle(filter, each => related.get(each)!.has(record.id)), record))
}

async function judgeRelated(context: Context, object: string, conditions: Related[], ids: string[]): Promise<Map<Related, Set<string>>> {
  const { schema } = context.workspace
  const found = new Map<Related, Set<string>>()
  for (const condition of conditions) {
    // a rule that says "today" is not to be kept with the program
    const live = withRights(context, condition)
    const rows = await context.sql.query<{ id: string }>(sql`select t."id" from ${identifier(schema, object)} t where t."id" = any(${ids}::uuid[]) and ${filterToSql(live, 't', schema)}`)
    found.set(condition, new Set(rows.map(row => row.id)))
  }
  return found
}

/** The filter with the rows of related records that may be read now. */
function withRights<F extends Filter>(context: Context, filter: F): F {
  if (filter.kind === 'related') return { ...filter, filter: withRights(context, filter.filter), permission: rowFilter(context, filter.target.name) }
  if (filter.kind === 'not') return { ...filter, of: withRights(context, filter.of) }
  return filter.kind === 'and' || filter.kind === 'or' ? { ...filter, of: filter.of.map(each => withRights(context, each)) } : filter
}

function relatedOf(filter: Filter): Related[] {
  if (filter.kind === 'related') return [filter]
  if (filter.kind === 'not') return relatedOf(filter.of)
  return filter.kind === 'and' || filter.kind === 'or' ? filter.of.flatMap(relatedOf) : []
}

/** The filter with each condition on related records replaced by its answer; `counts`: the filter holds rather for yes than for no. */
function settle(filter: Filter, answer: (related: Related, counts: boolean) => boolean, counts = true): Filter {
  if (filter.kind === 'related') return { kind: answer(filter, counts) ? 'all' : 'none' }
  if (filter.kind === 'not') return { kind: 'not', of: settle(filter.of, answer, !counts) }
  if (filter.kind !== 'and' && filter.kind !== 'or') return filter
  const of = filter.of.map(each => settle(each, answer, counts))
  return filter.kind === 'and' ? allOf(of) : anyOf(of)
}

