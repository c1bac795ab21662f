// Reading records: lists by keyset, one record, counts. Rows become JSON text without becoming objects on the way.
import type { Context } from '../context.ts'
import { jsonKeys } from '../database/json-query.ts'
import { and, empty, identifier, join, raw, sql, Template, type Sql } from '../database/sql.ts'
import { environmentOf } from '../field/environment.ts'
import { parseFilter, type Filter, type FilterScope } from '../filter/filter.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { Problem } from '../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { canRead, isMasked, rowFilter, mayRead, rightsKey } from '../permission/rules.ts'
import { fromCursor, toCursor, type Position } from './cursor.ts'
import { chosenFields, expandable, fixed, namesOf, onceFor, ROW, selection, tableOf } from './fields.ts'
import type { RecordValues } from './hook.ts'
import { afterPosition, dependsOnMember, orderBy, orderOfAll, parseSort, type SortKey } from './sort.ts'

export interface Query {
  filter?: unknown
  sort?: string
  fields?: string[]
  expand?: string[]
  /** 1 to 500, default 50. */
  limit?: number
  after?: string
  count?: 'true' | 'capped'
  /** Deleted records of the bin instead of living ones. */
  bin?: boolean
}

export interface Page {
  /** The records in API form, as the text of a JSON array. */
  json: string
  next: string | null
  total?: number
  capped?: boolean
}

/** Where a capped count stops. */
const COUNT_CAP = 10_000

/** What the filter language needs to know of the caller. */
export function filterScope(context: Context): FilterScope {
  return {
    objects: name => {
      const object = context.workspace.objects.get(name)
      return object && mayRead(context, name) ? object : undefined
    },
    environment: environmentOf(context),
    canRead: (object, field) => canRead(context, object, field),
    isMasked: (object, field) => isMasked(context, object, field),
    rows: object => rowFilter(context, object),
  }
}

/** The object if the caller may read any of it. */
export function readableObject(context: Context, name: string): ObjectDefinition {
  const object = context.workspace.objects.get(name)
  if (!object || !mayRead(context, name)) throw new Problem('notFound')
  return object
}

/** The caller's filter and her rights as one condition over the record's table. */
export function visibleRows(context: Context, object: ObjectDefinition, filter: unknown, bin = false): Sql {
  return rowsOf(context, [rowFilter(context, object.name), readFilter(context, object, filter)], bin)
}

function readFilter(context: Context, object: ObjectDefinition, filter: unknown): Filter {
  return filter === undefined || filter === null ? { kind: 'all' } : parseFilter(filter, object, filterScope(context))
}

function rowsOf(context: Context, filters: Filter[], bin: boolean): Sql {
  const conditions = [bin ? sql`${identifier(ROW, '_deletedAt')} is not null` : sql`${identifier(ROW, '_deletedAt')} is null`]
  for (const each of filters) if (each.kind !== 'all') conditions.push(filterToSql(each, ROW, context.workspace.schema))
  return and(conditions)
}

/** A page of records as JSON text. */
export async function listRecords(context: Context, name: string, query: Query): Promise<Page> {
  const object = readableObject(context, name)
  const limit = query.limit ?? 50
  const keys = parseSort(context, object, query.sort)
  const asked = readFilter(context, object, query.filter)
  const permitted = rowFilter(context, object.name)
  const bin = query.bin ?? false
  const rows = (part: Filter) => rowsOf(context, [part, asked], bin)
  const byIndex = !bin && (keys[0].name === 'updatedAt' || keys[0].member !== undefined)
  const isFew = !byIndex && await isOfFew(context, object, asked)
  const branches = isFew ? [oneOf([sql`select ${identifier(ROW, 'id')} from ${tableOf(context, name)} ${identifier(ROW)} where ${rows(permitted)}`])] : alternatives(permitted, byIndex).map(rows)
  const list = JSON.stringify([context.workspace.slug, name, query.filter ?? null, query.sort ?? null, query.bin ?? false])
  const position = query.after === undefined ? undefined : fromCursor(query.after, list)
  const found = await readRanges(pageReader(context, object, query, keys, branches), keys, position, limit)
  const counted = query.count ? await countRecords(context, object, query.filter, query.count, bin) : {}
  return { json: found.json, next: found.next && toCursor(found.next, list), ...counted }
}

/** Whose rows are no more than these are all read and sorted. */
const FEW = 2_000

/**
 * Whether the list is of one member's records, and she has few of them: for orders other than that of her index. PostgreSQL takes
 * every member for an average one, and would walk the whole table in that order for who has none.
 */
async function isOfFew(context: Context, object: ObjectDefinition, asked: Filter): Promise<boolean> {
  const one = (asked.kind === 'and' ? asked.of : [asked]).find(part => part.kind === 'condition' && part.operator === 'eq' && part.field.type === 'user' && part.field.index)
  if (!one) return false
  const rows = filterToSql(one, ROW, context.workspace.schema)
  const [{ count }] = await context.sql.query<{ count: number }>(sql`select count(*)::int as count from (select from ${tableOf(context, object.name)} ${identifier(ROW)}
    where ${rows} and ${identifier(ROW, '_deletedAt')} is null limit ${FEW + 1}) f`)
  return count <= FEW
}

interface Rows {
  json: string
  count: number
  /** The position to go on from, when something follows. */
  next: Position | null
  /** The last row of a full page. */
  last?: Position
}
type PageReader = (empties: boolean, position: Position | undefined, limit: number) => Promise<Rows>

/** Empties come last both ways, as a range of their own: first the filled keys by their index, then the rest. */
async function readRanges(read: PageReader, keys: SortKey[], position: Position | undefined, limit: number): Promise<Rows> {
  const [{ nullable }] = keys
  if (nullable && position !== undefined && position.keys[0] === null) return read(true, position, limit)
  const filled = await read(false, position, limit)
  if (!nullable || filled.next) return filled
  // one more is asked for when the page is full, to tell whether anything follows
  const empties = await read(true, undefined, Math.max(limit - filled.count, 1))
  if (filled.count < limit) return { ...empties, json: filled.count ? empties.count ? `${filled.json.slice(0, -1)},${empties.json.slice(1)}` : filled.json : empties.json }
  return empties.count ? { ...filled, next: filled.last ?? null } : filled
}

function pageReader(context: Context, object: ObjectDefinition, query: Query, keys: SortKey[], branches: Sql[]): PageReader {
  const fields = chosenFields(context, object, query.fields)
  const expand = expandable(context, object, query.expand ?? [])
  const shown = shownKeys(context, object, fields)
  return async (empties, position, limit) => {
    const { head, tail } = framing(context, object, fields, expand, keys, empties, limit)
    const rows = keys[0].member && !empties ? rowsByMember(context, object, branches, keys, position, limit) : rowsByKeys(context, object, branches, keys, position, limit, empties)
    const { json, count, rest: [id, ...values] } = await context.sql.queryJson(sql`${head}${rows}${tail}`, { keys: shown, most: limit }, { prepare: context.workspace.version })
    const last = count < limit ? undefined : { id: id!, keys: values }
    return { json, count: Math.min(count, limit), next: count > limit ? last! : null, last }
  }
}

/** More branches than these cost more than one look over all. */
const MOST_BRANCHES = 12

/**
 * The parts of a permission each of which may have an index of its own: each owner and team of the scope, and each shared
 * filter. With a filter too: where hardly any of her rows fit, a part looks at no more than the rows of that team, not at all
 * that fit the filter, as on a board with a stage that is full for everyone but her.
 */
function alternatives(permitted: Filter, byIndex: boolean): Filter[] {
  const parts = permitted.kind === 'or' ? permitted.of : [permitted]
  // the indexes by owner and by team (kernel/object/table.ts) hold living rows and go on by `updatedAt`; in any other order, or
  // in the bin, each part would look through as many rows as all of them together
  const split = byIndex ? parts.flatMap(ownersAndTeams) : parts
  return [split, parts, [permitted]].find(each => each.length <= MOST_BRANCHES)!
}

function ownersAndTeams(filter: Filter): Filter[] {
  if (filter.kind !== 'scope') return [filter]
  return [...filter.teams.map(team => ({ ...filter, owners: [], teams: [team] })), ...filter.owners.map(owner => ({ ...filter, owners: [owner], teams: [] }))]
}

/**
 * The rows of a page. With "or" between owners, teams and shared filters PostgreSQL finds no order by an index; so each branch
 * gives its own first rows in the order asked for, and the page is made of those alone.
 */
function rowsByKeys(context: Context, object: ObjectDefinition, branches: Sql[], keys: SortKey[], position: Position | undefined, limit: number, empties: boolean): Sql {
  const conditions: Sql[] = []
  if (keys[0].nullable) conditions.push(empties ? sql`${keys[0].expression} is null` : sql`${keys[0].expression} is not null`)
  if (position) conditions.push(afterPosition(keys, position, empties))
  const parts = branches.map(rows => and([rows, ...conditions]))
  if (parts.length === 1) return parts[0]
  return oneOf(parts.map(rows => sql`(select ${identifier(ROW, 'id')} from ${tableOf(context, object.name)} ${identifier(ROW)} where ${rows} ${orderBy(keys, empties)} limit ${raw(String(limit + 1))})`))
}

/** The ids (`id`) of the newest changed records that the caller sees, some of them perhaps more than once. */
export function newestRows(context: Context, object: ObjectDefinition, most: number): Sql {
  const newest = sql`order by "updatedAt" desc limit ${raw(String(most))}`
  const parts = alternatives(rowFilter(context, object.name), true).map(part => sql`(select ${identifier(ROW, 'id')}, ${identifier(ROW, 'updatedAt')} from ${tableOf(context, object.name)} ${identifier(ROW)} where ${rowsOf(context, [part], false)} ${newest})`)
  return sql`select "id" from (${join(parts, ' union all ')}) p ${newest}`
}

function oneOf(branches: Sql[]): Sql {
  return sql`${identifier(ROW, 'id')} = any(array(${join(branches, ' union all ')}))`
}

/**
 * The rows of a page in the order of members' names. Of all rows they are read member by member, by the index on who it is, until
 * the page is full: a name beside every row would have to be sorted with all of them. Of those of a few owners and teams, their
 * indexes tell the owner too.
 */
function rowsByMember(context: Context, object: ObjectDefinition, branches: Sql[], keys: SortKey[], position: Position | undefined, limit: number): Sql {
  const [{ member, descending }, ...rest] = keys
  const named = [{ ...keys[0], expression: sql`m."name"` }, ...rest]
  const after = position ? [afterPosition(named, position, false)] : []
  const members = identifier(context.workspace.schema, '_member')
  const table = sql`${tableOf(context, object.name)} ${identifier(ROW)}`
  const most = sql`limit ${raw(String(limit + 1))}`
  if (branches.length > 1) return oneOf(branches.map(rows => sql`(select ${identifier(ROW, 'id')} from ${table} join ${members} m on m."id" = ${member!} where ${and([rows, ...after])} ${orderBy(named, false)} ${most})`))
  const direction = raw(descending ? 'desc' : 'asc')
  const from = position ? sql`where "name" ${raw(descending ? '<=' : '>=')} ${position.keys[0]}` : sql``
  const others = rest.map((key, at) => sql`, ${key.expression} as ${identifier(`k${at}`)}`)
  const order = [...rest.map((key, at) => sql`${identifier(`k${at}`)} ${raw(key.descending ? 'desc' : 'asc')} nulls last`), sql`"id" ${direction}`]
  // "offset 0" keeps PostgreSQL from walking the whole table by id for a member who has hardly a row
  const ofMember = sql`select ${identifier(ROW, 'id')}${others.length ? join(others, '') : empty} from ${table} where ${and([sql`${member!} = m."id"`, branches[0], ...after])} offset 0`
  return oneOf([sql`(select f."id" from (select "id", "name" from ${members} ${from} order by "name" ${direction} offset 0) m
    cross join lateral (select "id" from (${ofMember}) r order by ${join(order, ', ')} ${most}) f order by m."name" ${direction} ${most})`])
}

function shownKeys(context: Context, object: ObjectDefinition, fields: FieldDefinition[]): Buffer[] {
  return onceFor(context, `keys ${object.name} ${namesOf(fields)}`, () => jsonKeys(fields.map(field => field.name)))
}

/**
 * What stands around the condition of a page's statement. The limit is part of the text: a plan for any limit would be
 * a bad one, and a plan made anew each time costs more than the page.
 */
function framing(context: Context, object: ObjectDefinition, fields: FieldDefinition[], expand: string[], keys: SortKey[], empties: boolean, limit: number): { head: Sql, tail: Sql } {
  const make = () => ({
    head: fixed(sql`select ${selection(context, object, fields, expand)}, ${identifier(ROW, 'id')}, ${join(keys.map(key => sql`(${key.expression})::text`), ', ')} from ${tableOf(context, object.name)} ${identifier(ROW)} where `),
    tail: fixed(sql` ${orderBy(keys, empties)} limit ${raw(String(limit + 1))}`),
  })
  if (expand.length || keys.some(dependsOnMember)) return make()
  const key = `page ${rightsKey(context)} ${object.name} ${namesOf(fields)} ${keys.map(each => `${each.descending}${each.name}`).join()} ${empties} ${limit}`
  return onceFor(context, key, make)
}

/** How many records the caller sees that fit the filter: all, or up to the cap, which each part of her rights reaches by its own index. */
export async function countRecords(context: Context, object: ObjectDefinition, filter: unknown, how: 'true' | 'capped', bin = false): Promise<{ total: number, capped?: boolean }> {
  const [permitted, asked] = [rowFilter(context, object.name), readFilter(context, object, filter)]
  const from = (part: Filter) => sql`from ${tableOf(context, object.name)} ${identifier(ROW)} where ${rowsOf(context, [part, asked], bin)}`
  if (how === 'true') {
    const [{ total }] = await context.sql.query(sql`select count(*)::int as total ${from(permitted)}`)
    return { total }
  }
  const parts = alternatives(permitted, !bin).map(part => sql`(select ${identifier(ROW, 'id')} ${from(part)} limit ${COUNT_CAP + 1})`)
  const [{ total }] = await context.sql.query(sql`select count(*)::int as total from (${join(parts, ' union ')}) c`)
  return total > COUNT_CAP ? { total: COUNT_CAP, capped: true } : { total }
}

/** The ids of all that the caller sees and the filter holds, in order: read in one look, where a page after the other by keyset would sort the whole table for each. */
export async function readOrder(context: Context, name: string, { filter, sort }: Pick<Query, 'filter' | 'sort'>): Promise<string[]> {
  const object = readableObject(context, name)
  const keys = parseSort(context, object, sort)
  // one text instead of a million rows
  const [{ ids }] = await context.sql.query<{ ids: string | null }>(sql`select string_agg(${identifier(ROW, 'id')}::text, ',' ${orderOfAll(keys)}) as ids from ${tableOf(context, name)} ${identifier(ROW)} where ${visibleRows(context, object, filter)}`)
  return ids === null ? [] : ids.split(',')
}

/** The records as values, for work on the server. */
export async function findRecords(context: Context, name: string, query: Query): Promise<{ data: RecordValues[], next: string | null, total?: number }> {
  const { json, ...rest } = await listRecords(context, name, query)
  return { data: JSON.parse(json), ...rest }
}

/** One record as JSON text; not found and not allowed read the same. */
export async function readRecordText(context: Context, name: string, id: string, query: Pick<Query, 'fields' | 'expand' | 'bin'> = {}): Promise<string> {
  const object = readableObject(context, name)
  const fields = chosenFields(context, object, query.fields)
  const expand = expandable(context, object, query.expand ?? [])
  const rows = visibleRows(context, object, undefined, query.bin)
  const compose = () => sql`select ${selection(context, object, fields, expand)} from ${tableOf(context, name)} ${identifier(ROW)} where ${identifier(ROW, 'id')} = ${id}::uuid and ${rows}`
  const isFixed = expand.length === 0 && rows.values.length === 0
  const statement = isFixed ? onceFor(context, `one ${rightsKey(context)} ${name} ${query.bin} ${namesOf(fields)}`, () => new Template(compose())).with([id]) : compose()
  const { json, count } = await context.sql.queryJson(statement, { keys: shownKeys(context, object, fields), most: 1 }, { prepare: context.workspace.version })
  if (count === 0) throw new Problem('notFound')
  return json.slice(1, -1)
}

export async function readRecord(context: Context, name: string, id: string, query: Pick<Query, 'fields' | 'expand'> = {}): Promise<RecordValues> {
  return JSON.parse(await readRecordText(context, name, id, query))
}

/** Null for one that is not there or may not be seen; whatever else goes wrong is thrown. */
export async function readRecordOrNull(context: Context, name: string, id: string, query: Pick<Query, 'fields'> = {}): Promise<RecordValues | null> {
  return readRecord(context, name, id, query).catch((error: unknown) => {
    if (error instanceof Problem && error.code === 'notFound') return null
    throw error
  })
}
