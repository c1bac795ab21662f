// Reading records: lists by keyset, one record, counts. PostgreSQL makes the JSON text; it is sent as it is.
import type { Context } from '../context.ts'
import { and, identifier, sql, type Sql } from '../database/sql.ts'
import { environmentOf } from '../field/environment.ts'
import { parseFilter, type Filter, type FilterScope } from '../filter/filter.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { Problem } from '../http/errors.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { canRead, rowFilter } from '../permission/rules.ts'
import { rightsOf } from '../permission/role.ts'
import { fromCursor, toCursor, type Position } from './cursor.ts'
import { chosenFields, expandable, ROW, selection, tableOf } from './fields.ts'
import type { RecordValues } from './hook.ts'
import { afterPosition, orderBy, parseSort, type SortKey } from './sort.ts'

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
  /** The records, each as JSON text in API form. */
  rows: string[]
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
      return object && rightsOf(context.actor.role, name).read !== 'none' ? object : undefined
    },
    environment: environmentOf(context),
    canRead: (object, field) => canRead(context, object, field),
    rows: object => rowFilter(context, object),
  }
}

/** The object if the caller may read any of it. */
export function readableObject(context: Context, name: string): ObjectDefinition {
  const object = context.workspace.objects.get(name)
  if (!object || rightsOf(context.actor.role, name).read === 'none') throw new Problem('notFound')
  return object
}

/** The caller's filter and her rights as one condition over the record's table. */
export function visibleRows(context: Context, object: ObjectDefinition, filter: unknown, bin = false): Sql {
  const parsed: Filter = filter === undefined || filter === null ? { kind: 'all' } : parseFilter(filter, object, filterScope(context))
  const conditions = [bin ? sql`${identifier(ROW, '_deletedAt')} is not null` : sql`${identifier(ROW, '_deletedAt')} is null`]
  for (const each of [rowFilter(context, object.name), parsed]) {
    if (each.kind !== 'all') conditions.push(filterToSql(each, ROW, context.workspace.schema))
  }
  return and(conditions)
}

/** A page of records as JSON text. */
export async function listRecords(context: Context, name: string, query: Query): Promise<Page> {
  const object = readableObject(context, name)
  const limit = query.limit ?? 50
  const keys = parseSort(context, object, query.sort)
  const rows = visibleRows(context, object, query.filter, query.bin)
  const list = JSON.stringify([context.workspace.slug, name, query.filter ?? null, query.sort ?? null, query.bin ?? false])
  const position = query.after === undefined ? undefined : fromCursor(query.after, list)
  const page = pageReader(context, object, query, keys, rows)
  const found = await readRanges(page, keys, position, limit + 1)
  const more = found.length > limit
  if (more) found.length = limit
  const last = found.at(-1)
  const counted = query.count ? await countRecords(context, object, rows, query.count) : {}
  return { rows: found.map(row => row.json), next: more && last ? toCursor({ keys: last.keys, id: last.id }, list) : null, ...counted }
}

interface Row { json: string, id: string, keys: (string | null)[] }
type PageReader = (empties: boolean, position: Position | undefined, limit: number) => Promise<Row[]>

/** Empties come last both ways, as a range of their own: first the filled keys by their index, then the rest. */
async function readRanges(read: PageReader, keys: SortKey[], position: Position | undefined, limit: number): Promise<Row[]> {
  const inEmpties = position !== undefined && keys[0].nullable && position.keys[0] === null
  const filled = inEmpties ? [] : await read(false, position, limit)
  if (filled.length === limit || !keys[0].nullable) return filled
  return filled.concat(await read(true, inEmpties ? position : undefined, limit - filled.length))
}

function pageReader(context: Context, object: ObjectDefinition, query: Query, keys: SortKey[], rows: Sql): PageReader {
  const fields = chosenFields(context, object, query.fields)
  const inner = selection(context, object, fields, expandable(context, object, query.expand ?? []))
  const outer = fields.map(field => identifier('p', field.name))
  const columns = keys.map((key, at) => sql`, (${key.expression})::text as ${identifier(`_${at}`)}`)
  return async (empties, position, limit) => {
    const conditions = [rows]
    if (keys[0].nullable) conditions.push(empties ? sql`${keys[0].expression} is null` : sql`${keys[0].expression} is not null`)
    if (position) conditions.push(afterPosition(keys, position, empties))
    const found = await context.sql.query<Record<string, string>>(concat([
      sql`select row_to_json(d)::text as json, p."_id"`, ...keys.map((_, at) => sql`, p.${identifier(`_${at}`)}`),
      sql` from (select ${inner}, ${identifier(ROW, 'id')} as "_id"`, ...columns,
      sql` from ${tableOf(context, object.name)} ${identifier(ROW)} where ${and(conditions)} ${orderBy(keys, empties)} limit ${limit}) p, lateral (select `,
      commas(outer), sql`) d`]), { prepare: context.workspace.version })
    return found.map(row => ({ json: row.json, id: row._id, keys: keys.map((_, at) => row[`_${at}`]) }))
  }
}

function concat(parts: Sql[]): Sql {
  return parts.reduce((one, other) => sql`${one}${other}`)
}

function commas(parts: Sql[]): Sql {
  return parts.reduce((one, other) => sql`${one}, ${other}`)
}

async function countRecords(context: Context, object: ObjectDefinition, rows: Sql, how: 'true' | 'capped'): Promise<{ total: number, capped?: boolean }> {
  const from = sql`from ${tableOf(context, object.name)} ${identifier(ROW)} where ${rows}`
  if (how === 'true') {
    const [{ total }] = await context.sql.query(sql`select count(*)::int as total ${from}`)
    return { total }
  }
  const [{ total }] = await context.sql.query(sql`select count(*)::int as total from (select 1 ${from} limit ${COUNT_CAP + 1}) c`)
  return total > COUNT_CAP ? { total: COUNT_CAP, capped: true } : { total }
}

/** The records as values, for work on the server. */
export async function findRecords(context: Context, name: string, query: Query): Promise<{ data: RecordValues[], next: string | null, total?: number }> {
  const { rows, ...rest } = await listRecords(context, name, query)
  return { data: rows.map(row => JSON.parse(row)), ...rest }
}

/** One record as JSON text; not found and not allowed read the same. */
export async function readRecordText(context: Context, name: string, id: string, query: Pick<Query, 'fields' | 'expand' | 'bin'> = {}): Promise<string> {
  const object = readableObject(context, name)
  const fields = chosenFields(context, object, query.fields)
  const columns = selection(context, object, fields, expandable(context, object, query.expand ?? []))
  const rows = visibleRows(context, object, undefined, query.bin)
  const [row] = await context.sql.query<{ json: string }>(sql`select row_to_json(d)::text as json from (select ${columns} from ${tableOf(context, name)} ${identifier(ROW)}
    where ${identifier(ROW, 'id')} = ${id}::uuid and ${rows}) d`, { prepare: context.workspace.version })
  if (!row) throw new Problem('notFound')
  return row.json
}

export async function readRecord(context: Context, name: string, id: string, query: Pick<Query, 'fields' | 'expand'> = {}): Promise<RecordValues> {
  return JSON.parse(await readRecordText(context, name, id, query))
}
