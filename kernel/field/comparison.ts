// Field types: the operators of values that are equal or ordered, made once for all types that have them.
import type { Sql } from '../database/sql.ts'
import { raw, sql } from '../database/sql.ts'
import type { FieldDefinition } from '../object/definition.ts'
import type { FieldEnvironment, Operator } from './field-type.ts'
import { InvalidValue } from './field-type.ts'

/** How a type compares; `Value` is its API form, which is also the form of a parsed argument. */
export interface Comparison {
  /** The PostgreSQL type that arguments are cast to. */
  type: string
  /** The type's own `parse`; null is refused as an argument. */
  parse(input: unknown, field: FieldDefinition, environment: FieldEnvironment): any
  compare(a: any, b: any): number
}

const LONGEST_LIST = 1000

export const operatorLabels = {
  eq: { en: 'is', id: 'adalah' },
  ne: { en: 'is not', id: 'bukan' },
  in: { en: 'is one of', id: 'salah satu dari' },
  notIn: { en: 'is none of', id: 'bukan salah satu dari' },
  gt: { en: 'is greater than', id: 'lebih dari' },
  gte: { en: 'is at least', id: 'paling sedikit' },
  lt: { en: 'is less than', id: 'kurang dari' },
  lte: { en: 'is at most', id: 'paling banyak' },
  between: { en: 'is between', id: 'antara' },
  contains: { en: 'contains', id: 'memuat' },
  startsWith: { en: 'starts with', id: 'diawali' },
  empty: { en: 'is empty', id: 'kosong' },
  hasAny: { en: 'has any of', id: 'punya salah satu dari' },
  hasAll: { en: 'has all of', id: 'punya semua dari' },
  before: { en: 'is before', id: 'sebelum' },
  after: { en: 'is after', id: 'sesudah' },
  on: { en: 'is on', id: 'pada' },
  last: { en: 'is in the last', id: 'dalam kurun terakhir' },
  next: { en: 'is in the next', id: 'dalam kurun berikut' },
  today: { en: 'is today', id: 'hari ini' },
  marked: { en: 'could not be normalised', id: 'tidak dapat dinormalkan' },
}

/** A value that an operator compares with; nothing compares with null (that is `empty`). */
export function parseArgument<T>(parse: (input: unknown, field: FieldDefinition, environment: FieldEnvironment) => T) {
  return (input: unknown, field: FieldDefinition, environment: FieldEnvironment): NonNullable<T> => {
    const value = parse(input, field, environment)
    if (value === null || value === undefined) throw new InvalidValue('value.required')
    return value
  }
}

export function parseList<T>(parse: (input: unknown, field: FieldDefinition, environment: FieldEnvironment) => T) {
  const one = parseArgument(parse)
  return (input: unknown, field: FieldDefinition, environment: FieldEnvironment): NonNullable<T>[] => {
    if (!Array.isArray(input)) throw new InvalidValue('list.expected')
    if (input.length > LONGEST_LIST) throw new InvalidValue('list.tooLong', { max: LONGEST_LIST })
    return input.map(item => one(item, field, environment))
  }
}

export function parseRange<T>(parse: (input: unknown, field: FieldDefinition, environment: FieldEnvironment) => T) {
  const list = parseList(parse)
  return (input: unknown, field: FieldDefinition, environment: FieldEnvironment): NonNullable<T>[] => {
    if (!Array.isArray(input) || input.length !== 2) throw new InvalidValue('range.expected')
    return list(input, field, environment)
  }
}

export function parseFlag(input: unknown): boolean {
  if (typeof input !== 'boolean') throw new InvalidValue('boolean.invalid')
  return input
}

export const emptyOperator: Operator = {
  label: operatorLabels.empty,
  argument: 'boolean',
  parse: parseFlag,
  toSql: (column, wanted) => wanted ? sql`${column()} is null` : sql`${column()} is not null`,
  test: (value, wanted) => (value === null) === wanted,
}

/** eq, ne, in, notIn, empty. */
export function equalityOperators({ type, parse, compare }: Comparison): Record<string, Operator> {
  const cast = raw(type)
  const among = (value: any, list: any[]) => value !== null && list.some(item => compare(value, item) === 0)
  return {
    eq: {
      label: operatorLabels.eq, argument: 'value', parse: parseArgument(parse),
      toSql: (column, argument) => sql`${column()} = ${argument}::${cast}`,
      test: (value, argument) => value !== null && compare(value, argument) === 0,
    },
    ne: {
      label: operatorLabels.ne, argument: 'value', parse: parseArgument(parse),
      toSql: (column, argument) => sql`${column()} is distinct from ${argument}::${cast}`,
      test: (value, argument) => value === null || compare(value, argument) !== 0,
    },
    in: {
      label: operatorLabels.in, argument: 'values', parse: parseList(parse),
      toSql: (column, list) => sql`${column()} = any(${list}::${cast}[])`,
      test: among,
    },
    notIn: {
      label: operatorLabels.notIn, argument: 'values', parse: parseList(parse),
      toSql: (column, list) => sql`(${column()} is null or ${column()} <> all(${list}::${cast}[]))`,
      test: (value, list) => !among(value, list),
    },
    empty: emptyOperator,
  }
}

/** eq, ne, in, notIn, empty, gt, gte, lt, lte, between (both ends included). */
export function orderOperators(comparison: Comparison): Record<string, Operator> {
  const { type, parse, compare } = comparison
  const cast = raw(type)
  return {
    ...equalityOperators(comparison),
    gt: inequality('gt', '>', type, parse, (value, argument) => compare(value, argument) > 0),
    gte: inequality('gte', '>=', type, parse, (value, argument) => compare(value, argument) >= 0),
    lt: inequality('lt', '<', type, parse, (value, argument) => compare(value, argument) < 0),
    lte: inequality('lte', '<=', type, parse, (value, argument) => compare(value, argument) <= 0),
    between: {
      label: operatorLabels.between, argument: 'range', parse: parseRange(parse),
      toSql: (column, [from, to]) => sql`(${column()} >= ${from}::${cast} and ${column()} <= ${to}::${cast})`,
      test: (value, [from, to]) => value !== null && compare(value, from) >= 0 && compare(value, to) <= 0,
    },
  }
}

type Inequality = 'gt' | 'gte' | 'lt' | 'lte' | 'before' | 'after'

export function inequality(name: Inequality, sign: string, type: string, parse: Comparison['parse'], test: (value: any, argument: any) => boolean): Operator {
  const comparison: Sql = raw(sign)
  const cast = raw(type)
  return {
    label: operatorLabels[name], argument: 'value', parse: parseArgument(parse),
    toSql: (column, argument) => sql`${column()} ${comparison} ${argument}::${cast}`,
    test: (value, argument) => value !== null && test(value, argument),
  }
}

export function compareNumbers(a: number, b: number): number {
  return a - b
}

/** By code unit: for texts of one fixed form (dates, times, ids), where it equals the database's order. */
export function compareForms(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
