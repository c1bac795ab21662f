// Create or update by the values of named fields. Matches only what the caller may update; an empty key creates.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { and, identifier, or, sql, type Sql } from '../database/sql.ts'
import { environmentOf } from '../field/environment.ts'
import { InvalidValue, type FieldEnvironment } from '../field/field-type.ts'
import { maskedOperators } from '../field/mask.ts'
import { typeOf } from '../field/types/index.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { recordAnswer } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { Answer } from '../http/route.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { covers, rowFilter } from '../permission/rules.ts'
import { columnOf, ROW, shownFields, tableOf } from './fields.ts'
import { readableObject } from './find.ts'
import type { Change, RecordValues } from './hook.ts'
import { newId } from './new-id.ts'
import { Faults, type Operation, type WriteOptions } from './operation.ts'
import { isEmpty } from './prepare.ts'
import { asUnique } from './pretence.ts'
import { present } from './present.ts'
import { teamOf } from './statement.ts'
import { writeRecords } from './write.ts'

const MOST = 1000

export const upsertAnswer = z.object({ results: z.array(z.object({ status: z.enum(['created', 'updated', 'unchanged']), record: recordAnswer })) })

export async function upsertRecords(context: Context, name: string, matchOn: string[], records: RecordValues[]): Promise<Answer> {
  if (records.length > MOST) throw new Problem('operations.tooMany', { parameters: { max: MOST } })
  const options: WriteOptions = { path: (at, part) => part ? `records[${at}].${part}` : `records[${at}]` }
  const faults = new Faults(options)
  const operations = await matchOperations(context, readableObject(context, name), matchOn, records, options, faults)
  faults.throwAny()
  const changes = await writeRecords(context, name, operations as Operation[], options)
  const results = changes.map(change => `{"status":"${outcome(change)}","record":${present(context, change)}}`)
  return new Answer({ text: `{"results":[${results.join(',')}]}` })
}

/** What became of a record: `created`, `updated` or `unchanged`. */
export function outcome(change: Change): z.output<typeof upsertAnswer>['results'][number]['status'] {
  if (change.kind === 'created') return 'created'
  return change.changed.length ? 'updated' : 'unchanged'
}

/**
 * One operation per record: an update of the match, or a creation, which later records of the same key update. Several
 * matches are a fault, and so is a key that cannot be understood; their places stay empty.
 */
export async function matchOperations(context: Context, object: ObjectDefinition, matchOn: string[], records: RecordValues[], options: WriteOptions, faults: Faults): Promise<(Operation | undefined)[]> {
  const fields = keyFields(context, object, matchOn)
  const keys = records.map((record, at) => keyOf(context, fields, record, at, faults, options))
  if (!options.dryRun) await lockKeys(context, object, matchOn, keys.flatMap(key => key ? textOf(fields, key) : []))
  const found = await findMatches(context, object, fields, keys.filter(key => key !== undefined))
  const made = new Map<string, string>()
  return records.map((record, at): Operation | undefined => {
    const key = keys[at] === undefined ? undefined : textOf(fields, keys[at])
    const ids = key === undefined ? [] : [...found.get(key) ?? [], ...options.pretence?.matches(key) ?? []]
    if (ids.length > 1) faults.add(at, matchOn[0], 'conflict.several')
    if (faults.has(at)) return undefined
    if (ids.length) return { op: 'update', id: ids[0], data: record }
    const twin = key === undefined ? undefined : made.get(key)
    if (twin) return { op: 'update', id: twin, data: record }
    if (key === undefined || !mayUpdateNew(context, object, record)) return { op: 'create', data: record }
    made.set(key, newId())
    return { op: 'create', id: made.get(key), data: record }
  })
}

/** Enough that two seldom wait for nothing, few enough for the server's table of locks. */
const LOCKS = 64

/** Of two that bring the same new key at the same time the second waits for the first, and finds what it made. Held until the transaction ends; in one order, so that nobody waits in a circle. */
async function lockKeys({ workspace, sql: queryable }: Context, object: ObjectDefinition, matchOn: string[], keys: string[]): Promise<void> {
  if (keys.length === 0) return
  await queryable.query(sql`select pg_advisory_xact_lock(hashtextextended(${`upsert ${workspace.schema} ${object.name} ${matchOn.join()}`}, l.number))
    from (select distinct abs(hashtext(key)::bigint) % ${LOCKS} as number from unnest(${keys}::text[]) key order by 1) l`)
}

/** Whether the record, once it is made, is the caller's to update. */
function mayUpdateNew(context: Context, object: ObjectDefinition, { owner = '@me' }: RecordValues): boolean {
  const member = owner === '@me' ? context.actor.member : owner
  return ['read', 'update'].every(right => covers(context, object.name, right as 'read' | 'update', { owner: member, team: teamOf(context, member), shared: null }))
}

/** The field if records may be matched on it; one that the caller sees masked, as a filter looks it up: by its whole value. */
export function keyField(context: Context, object: ObjectDefinition, name: string): FieldDefinition | undefined {
  const field = shownFields(context, object).find(each => each.name === name)
  if (!field || !typeOf(field).sort || !typeOf(field).operators.in) return undefined
  return field.masked && !maskedOperators(field).has('in') ? undefined : field
}

function keyFields(context: Context, object: ObjectDefinition, matchOn: string[]): FieldDefinition[] {
  return matchOn.map((name, at) => {
    const field = keyField(context, object, name)
    if (!field) throw new Problem('invalid', { faults: [{ path: `matchOn[${at}]`, code: 'field.unknown' }] })
    return field
  })
}

/** The record's key in API form, or undefined when any part is empty. */
function keyOf(context: Context, fields: FieldDefinition[], record: RecordValues, at: number, faults: Faults, options: WriteOptions): unknown[] | undefined {
  const environment = environmentOf(context, options.lenient)
  try {
    const values = fields.map(field => isEmpty(record[field.name]) ? null : typeOf(field).parse(record[field.name], field, environment))
    return values.some(isEmpty) ? undefined : values
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    faults.add(at, fields[0].name, error.code, error.parameters)
    return undefined
  }
}

/** Under which a record with these values is matched; undefined while one of them is empty. */
export function matchKey(fields: FieldDefinition[], values: RecordValues): string | undefined {
  return fields.length === 0 || fields.some(({ name }) => isEmpty(values[name])) ? undefined : textOf(fields, fields.map(({ name }) => values[name]))
}

/** As a filter compares: emails are the same whatever their case, other texts are not. */
function textOf(fields: FieldDefinition[], key: unknown[]): string {
  return JSON.stringify(key.map((value, at) => typeof value === 'string' ? asUnique(fields[at], value) : value))
}

/** The field has one of these values, compared as a filter compares them. */
export function isAny(field: FieldDefinition, values: unknown[], environment: FieldEnvironment): Sql {
  const operator = typeOf(field).operators.in
  return operator.toSql(columnOf(field), operator.parse(values, field, environment), field, environment)
}

/** Ids of the caller's own to update, by key. One query for all records. */
async function findMatches(context: Context, object: ObjectDefinition, fields: FieldDefinition[], keys: unknown[][]): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>()
  if (keys.length === 0) return found
  const environment = environmentOf(context)
  const condition: Sql = fields.length === 1
    ? isAny(fields[0], keys.map(([value]) => value), environment)
    : or(keys.map(key => and(key.map((value, at) => isAny(fields[at], [value], environment)))))
  const columns = fields.map((field, at) => sql`, ${typeOf(field).read(columnOf(field), field)} as ${identifier(`k${at}`)}`).reduce((one, other) => sql`${one}${other}`)
  const rows = await context.sql.query<RecordValues>(sql`select ${identifier(ROW)}."id"${columns} from ${tableOf(context, object.name)} ${identifier(ROW)}
    where ${condition} and ${identifier(ROW)}."_deletedAt" is null and ${filterToSql(rowFilter(context, object.name, 'update'), ROW, context.workspace.schema)}
    and ${filterToSql(rowFilter(context, object.name, 'read'), ROW, context.workspace.schema)} order by ${identifier(ROW)}."id"`, { read: true })
  for (const row of rows) {
    const key = textOf(fields, fields.map((_, at) => row[`k${at}`]))
    found.set(key, [...(found.get(key) ?? []), row.id])
  }
  return found
}
