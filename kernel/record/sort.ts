// Sorting: at most three fields, the id appended, empties last both ways; a relation sorts by its title.
import type { Context } from '../context.ts'
import { and, identifier, join, or, raw, sql, type Sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { Problem } from '../http/errors.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { canRead, rightsKey, rowFilter } from '../permission/rules.ts'
import type { Position } from './cursor.ts'
import { columnOf, fieldOf, fixed, onceFor, readableFields, ROW, tableOf } from './fields.ts'

const MOST_FIELDS = 3
const neverEmpty = new Set(['id', 'version', 'createdAt', 'updatedAt'])

export interface SortKey {
  name: string
  descending: boolean
  expression: Sql
  /** The PostgreSQL type that a cursor's text is cast to. */
  type: string
  nullable: boolean
  /** The column that holds a member's id, where her name is sorted by and an index finds her rows. */
  member?: Sql
}

/** From `-updatedAt,name`; every unknown, hidden or unsortable name is refused. Default: newest first (ids are made in time order). */
export function parseSort(context: Context, object: ObjectDefinition, text: string | undefined): SortKey[] {
  const shared = onceFor(context, `sort ${rightsKey(context)} ${object.name} ${text ?? ''}`, () => {
    const keys = readSort(context, object, text)
    return keys.some(dependsOnMember) ? null : keys
  })
  return shared ?? readSort(context, object, text)
}

/** Titles that are limited to what this member may read: not to be kept for others of her role. */
export function dependsOnMember({ expression }: SortKey): boolean {
  return expression.values.length > 0
}

function readSort(context: Context, object: ObjectDefinition, text: string | undefined): SortKey[] {
  const asked = (text ?? '').split(',').map(part => part.trim()).filter(Boolean)
  // the id is appended in any case: it counts where nothing else is named
  const named = asked.filter(name => name !== 'id' && name !== '-id')
  const names = named.length ? named : [asked[0] ?? '-id']
  if (asked.length > MOST_FIELDS) throw new Problem('invalid', { faults: [{ path: 'sort', code: 'sort.tooMany', parameters: { max: MOST_FIELDS } }] })
  const fields = readableFields(context, object)
  return names.map(part => {
    const descending = part.startsWith('-')
    const name = part.replace(/^[-+]/, '')
    const field = fields.find(each => each.name === name)
    if (!field) throw new Problem('invalid', { faults: [{ path: `sort.${name}`, code: 'field.unknown' }] })
    const title = titleSort(context, field)
    if (title) return { name, descending, expression: fixed(title), type: 'text', nullable: true, ...field.type === 'user' && field.index ? { member: identifier(ROW, name) } : {} }
    const sort = typeOf(field).sort
    if (!sort) throw new Problem('invalid', { faults: [{ path: `sort.${name}`, code: 'sort.unknown' }] })
    return { name, descending, expression: fixed(sort.expression(columnOf(field))), type: sort.type, nullable: !neverEmpty.has(name) }
  })
}

/**
 * The title of the related record or member, for relations. One that the caller may not read counts as empty: neither
 * the order nor the cursor, which carries the last row's keys, tells it.
 */
function titleSort(context: Context, field: { name: string, type: string, to?: string | string[] }): Sql | undefined {
  const column = (suffix = '') => identifier(ROW, field.name + suffix)
  if (field.type === 'user') return sql`(select m."name" from ${identifier(context.workspace.schema, '_member')} m where m."id" = ${column()})`
  if (field.type !== 'relation') return undefined
  const targets = Array.isArray(field.to) ? field.to : [field.to!]
  const titles = targets.flatMap(target => {
    const related = context.workspace.objects.get(target)!
    const title = fieldOf(related, related.title)!
    const rows = rowFilter(context, target)
    if (rows.kind === 'none' || !canRead(context, target, title.name)) return []
    const visible = rows.kind === 'all' ? sql`` : sql` and ${filterToSql(rows, 's', context.workspace.schema)}`
    const value = typeOf(title).sort?.expression(columnOf(title, 's')) ?? raw('null::text')
    return sql`(select (${value})::text from ${tableOf(context, target)} s where s."id" = ${column(Array.isArray(field.to) ? `_${target}` : '')} and s."_deletedAt" is null${visible})`
  })
  if (titles.length === 0) throw new Problem('invalid', { faults: [{ path: `sort.${field.name}`, code: 'sort.unknown' }] })
  return titles.length === 1 ? titles[0] : sql`coalesce(${join(titles, ', ')})`
}

/** `order by` for rows whose first key is filled (`empties` false) or empty. The id follows the first key's direction, as its index does. */
export function orderBy(keys: SortKey[], empties: boolean): Sql {
  if (keys[0].name === 'id') return sql`order by ${identifier(ROW, 'id')}${raw(keys[0].descending ? ' desc' : ' asc')}`
  const rest = empties ? keys.slice(1) : keys
  const parts = rest.map((key, at) => {
    const direction = raw(key.descending ? ' desc' : ' asc')
    const nulls = at === 0 && !empties ? raw('') : raw(' nulls last')
    return sql`${key.expression}${direction}${nulls}`
  })
  return sql`order by ${join([...parts, sql`${identifier(ROW, 'id')}${raw(keys[0].descending ? ' desc' : ' asc')}`], ', ')}`
}

/** `order by` for rows filled and empty together. */
export function orderOfAll(keys: SortKey[]): Sql {
  const direction = (key: SortKey) => raw(key.descending ? ' desc' : ' asc')
  return sql`order by ${join([...keys.map(key => sql`${key.expression}${direction(key)} nulls last`), sql`${identifier(ROW, 'id')}${direction(keys[0])}`], ', ')}`
}

/** Rows after the position, within the filled or the empty range of the first key. */
export function afterPosition(keys: SortKey[], position: Position, empties: boolean): Sql {
  const id = identifier(ROW, 'id')
  const compareId = sql`${id} ${raw(keys[0].descending ? '<' : '>')} ${position.id}::uuid`
  if (keys[0].name === 'id') return compareId
  const ranged = empties ? keys.slice(1) : keys
  const values = empties ? position.keys.slice(1) : position.keys
  if (ranged.length === 1 && !empties) {
    const [key] = ranged
    return sql`(${key.expression}, ${id}) ${raw(key.descending ? '<' : '>')} (${values[0]}::${raw(key.type)}, ${position.id}::uuid)`
  }
  const alternatives: Sql[] = []
  const equal: Sql[] = []
  ranged.forEach((key, at) => {
    const value = values[at]
    if (value !== null) {
      const beyond = sql`${key.expression} ${raw(key.descending ? '<' : '>')} ${value}::${raw(key.type)}`
      alternatives.push(and([...equal, key.nullable && (empties || at > 0) ? sql`(${beyond} or ${key.expression} is null)` : beyond]))
    }
    equal.push(value === null ? sql`${key.expression} is null` : sql`${key.expression} = ${value}::${raw(key.type)}`)
  })
  alternatives.push(and([...equal, compareId]))
  const first = ranged[0]
  // the plain bound on the first key is what an index range can start from
  const bound = first && !empties && values[0] !== null ? [sql`${first.expression} ${raw(first.descending ? '<=' : '>=')} ${values[0]}::${raw(first.type)}`] : []
  return and([...bound, or(alternatives)])
}
