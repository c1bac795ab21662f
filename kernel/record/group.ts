// What records are grouped by: a field, a part of an address, a date by its month, the owner's team, or a field of the
// record that a relation leads to (`company.segment`), as far as the caller may read it.
import type { Context } from '../context.ts'
import { and, empty, identifier, join, literal, raw, sql, type Sql } from '../database/sql.ts'
import { kindOf, typeOf } from '../field/types/index.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { Problem } from '../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { rowFilter, mayRead } from '../permission/rules.ts'
import { columnOf, readableFields, ROW, tableOf } from './fields.ts'

/** More groups than anybody reads. */
export const MOST_GROUPS = 1000
const units = new Set(['day', 'week', 'month', 'quarter', 'year'])
const addressParts = new Set(['province', 'city', 'district', 'village', 'postalCode', 'country'])

/** `exact`: decimals, which the database tells as text. */
export interface Group { name: string, expression: Sql, join?: Sql, exact?: boolean }

/** The groups that are named, at most `most`. Throws `invalid`, for hidden names as for unknown ones. */
export function parseGroups(context: Context, object: ObjectDefinition, names: string[], most = 2): Group[] {
  if (names.length > most) throw new Problem('invalid', { faults: [{ path: 'groupBy', code: 'groups.tooMany', parameters: { max: most } }] })
  return names.map((name, at) => {
    const [path, unit] = name.split(':')
    const [first, ...rest] = path.split('.')
    const field = knownField(context, object, first, 'groupBy')
    if (rest.length === 0) return { name, expression: expressionOf(context, name, field, ROW, unit), exact: kindOf(field) !== 'currency' && typeOf(field).sort?.type === 'numeric' }
    if (field.name === 'owner' && rest.join() === 'team' && unit === undefined) return { name, expression: identifier(ROW, '_team') }
    if (field.type === 'address') return { name, expression: partOf(name, field, ROW, rest, unit) }
    return relatedGroup(context, name, field, `g${at}`, rest, unit)
  })
}

/** The tables that the groups need besides the records' own. */
export function joinsOf(groups: Group[]): Sql {
  const joins = groups.flatMap(group => group.join ?? [])
  return joins.length ? join(joins, '') : empty
}

/** The field if the caller may read it. */
export function knownField(context: Context, object: ObjectDefinition, name: string, path: string): FieldDefinition {
  const field = readableFields(context, object).find(each => each.name === name)
  if (!field) throw new Problem('invalid', { faults: [{ path: `${path}.${name}`, code: 'field.unknown' }] })
  return field
}

function relatedGroup(context: Context, name: string, by: FieldDefinition, alias: string, [inner, ...rest]: string[], unit: string | undefined): Group {
  const target = by.type === 'relation' && typeof by.to === 'string' ? context.workspace.objects.get(by.to) : undefined
  const field = target && mayRead(context, target.name) ? readableFields(context, target).find(each => each.name === inner) : undefined
  if (!target || !field || (rest.length > 0 && field.type !== 'address')) throw unknown(name, 'field.unknown')
  const expression = rest.length ? partOf(name, field, alias, rest, unit) : expressionOf(context, name, field, alias, unit)
  const rows = and([sql`${identifier(alias, 'id')} = ${columnOf(by)()}`, sql`${identifier(alias, '_deletedAt')} is null`, filterToSql(rowFilter(context, target.name), alias, context.workspace.schema)])
  return { name, expression, join: sql` left join ${tableOf(context, target.name)} ${identifier(alias)} on ${rows}` }
}

function partOf(name: string, field: FieldDefinition, alias: string, parts: string[], unit: string | undefined): Sql {
  if (parts.length !== 1 || !addressParts.has(parts[0]) || unit !== undefined) throw unknown(name, 'field.unknown')
  return sql`(${columnOf(field, alias)()} ->> ${literal(parts[0])})`
}

function expressionOf(context: Context, name: string, field: FieldDefinition, alias: string, unit: string | undefined): Sql {
  const [type, kind] = [typeOf(field), kindOf(field)]
  const column = columnOf(field, alias)
  if (unit !== undefined) {
    if (!units.has(unit) || !['date', 'dateTime'].includes(kind)) throw unknown(name, 'measure.unknown')
    const local = kind === 'date' ? column() : sql`(${column()} at time zone ${literal(context.workspace.timeZone)})`
    return sql`date_trunc(${raw(`'${unit}'`)}, ${local})::date::text`
  }
  if (field.type === 'relation' || field.type === 'user') return linkOf(field, alias)
  if (!type.sort) throw unknown(name, 'sort.unknown')
  // an amount is none without its currency: 100 rupiah are not 100 dollars
  if (kind === 'currency') return sql`(${type.read(column, field)})::jsonb`
  // as records show it: the day alone
  if (kind === 'date') return sql`${column()}::text`
  // what sorts texts folds their case: of emails alone it says nothing
  return ['text', 'select', 'boolean', 'phone', 'url', 'autoNumber'].includes(kind) ? column() : type.sort.expression(column)
}

/** One value that can be compared, also where a relation leads to one of several objects. */
export function linkOf(field: FieldDefinition, alias: string): Sql {
  const column = columnOf(field, alias)
  return Array.isArray(field.to) ? sql`(${typeOf(field).read(column, field)})::jsonb` : column()
}

function unknown(name: string, code: string): Problem {
  return new Problem('invalid', { faults: [{ path: `groupBy.${name}`, code }] })
}
