// Field type relation: another record. To one object: its id in one column. To one of several objects: a nullable column
// for each, and `{ object, id }` as the value.
import { and, join, literal, or, sql } from '../../../database/sql.ts'
import type { Sql } from '../../../database/sql.ts'
import type { FieldDefinition } from '../../../object/definition.ts'
import { emptyOperator, operatorLabels, parseArgument, parseList } from '../../comparison.ts'
import type { FieldType, Operator } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { parseId } from '../../id-value.ts'

interface Reference { object: string, id: string }

type ColumnOf = (suffix?: string) => Sql

/** The suffixes of a field's columns with the objects that they point to. */
export function columnTargets(field: FieldDefinition): { object: string, suffix: string }[] {
  if (Array.isArray(field.to)) return field.to.map(object => ({ object, suffix: `_${object}` }))
  return field.to === undefined ? [] : [{ object: field.to, suffix: '' }]
}

function parse(input: unknown, field: FieldDefinition): string | Reference | null {
  if (input === null || input === undefined || input === '') return null
  if (!Array.isArray(field.to)) return parseId(input)
  if (typeof input !== 'object' || Array.isArray(input)) throw new InvalidValue('relation.invalid')
  const { object, id, ...others } = input as Record<string, unknown>
  if (typeof object !== 'string' || !field.to.includes(object) || Object.keys(others).length > 0) throw new InvalidValue('relation.invalid')
  const known = parseId(id)
  if (known === null) throw new InvalidValue('id.invalid')
  return { object, id: known }
}

function equals(value: string | Reference, argument: string | Reference): boolean {
  if (typeof value === 'string' || typeof argument === 'string') return value === argument
  return value.object === argument.object && value.id === argument.id
}

function matches(column: ColumnOf, argument: string | Reference): Sql {
  return typeof argument === 'string' ? sql`${column()} = ${argument}::uuid` : sql`${column(`_${argument.object}`)} = ${argument.id}::uuid`
}

function among(column: ColumnOf, list: (string | Reference)[], field: FieldDefinition): Sql {
  return or(columnTargets(field).map(({ object, suffix }) => {
    const ids = list.filter(item => typeof item === 'string' || item.object === object).map(item => typeof item === 'string' ? item : item.id)
    return sql`${column(suffix)} = any(${ids}::uuid[])`
  }))
}

const isAmong = (value: string | Reference | null, list: (string | Reference)[]) => value !== null && list.some(item => equals(value, item))

const operators: Record<string, Operator> = {
  eq: {
    label: operatorLabels.eq, argument: 'value', parse: parseArgument(parse),
    toSql: matches,
    test: (value, argument) => value !== null && equals(value, argument),
  },
  ne: {
    label: operatorLabels.ne, argument: 'value', parse: parseArgument(parse),
    toSql: (column, argument) => sql`(${matches(column, argument)}) is not true`,
    test: (value, argument) => value === null || !equals(value, argument),
  },
  in: { label: operatorLabels.in, argument: 'values', parse: parseList(parse), toSql: among, test: isAmong },
  notIn: {
    label: operatorLabels.notIn, argument: 'values', parse: parseList(parse),
    toSql: (column, list, field) => sql`(${among(column, list, field)}) is not true`,
    test: (value, list) => !isAmong(value, list),
  },
  empty: {
    ...emptyOperator,
    toSql(column, wanted, field) {
      const columns = columnTargets(field).map(({ suffix }) => column(suffix))
      return wanted ? and(columns.map(one => sql`${one} is null`)) : or(columns.map(one => sql`${one} is not null`))
    },
  },
}

export const relation: FieldType = {
  name: 'relation',
  label: { en: 'Relation', id: 'Relasi' },
  columns: field => columnTargets(field).map(({ object, suffix }) => ({ suffix, type: 'uuid', references: object })),
  checkDefinition(field) {
    if (Array.isArray(field.to) && field.unique) throw new InvalidValue('definition.unique')
  },
  parse,
  toColumns: (value, field) => Array.isArray(field.to) ? field.to.map(object => value?.object === object ? value.id : null) : [value],
  read(column, field) {
    if (!Array.isArray(field.to)) return column()
    const cases = field.to.map(object => {
      const id = column(`_${object}`)
      return sql`when ${id} is not null then json_build_object('object', ${literal(object)}, 'id', ${id})`
    })
    return sql`case ${join(cases, ' ')} end`
  },
  operators,
  sort: { expression: column => column(), type: 'uuid' },
  index: 'btree',
  format: value => value === null ? '' : typeof value === 'string' ? value : value.id,
  measures: ['countDistinct'],
  examples: ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a', '0197A5B0-7C5E-7D3A-9F10-3F2B8E1C4D5B'],
}
