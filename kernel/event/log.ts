// Event room: the event log as a page: who changed what, from what to what, by which way and when, newest first. Administrators
// see all of it, others what they may read of the records that they may read.
import { z } from 'zod'
import type { Context, Way } from '../context.ts'
import { and, identifier, or, raw, sql, type Sql } from '../database/sql.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { causeAnswer, moment, paged, wayAnswer } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { mayRead, rowFilter } from '../permission/rules.ts'
import type { Label } from '../object/definition.ts'
import { say } from '../object/describe.ts'
import { fromCursor, toCursor, type Position } from '../record/cursor.ts'
import { readableFields, tableOf } from '../record/fields.ts'
import { REVEALED } from '../record/reveal.ts'
import { actorAnswer, actorOf, describeChange, fieldChange } from '../record/timeline.ts'
import { readTitles, titlesOf } from '../record/title.ts'
import { privateObjects } from './audience.ts'
import { NOTIFICATION } from './notification.ts'
import { shownCause, tellsAnything } from './shown-event.ts'

/** Rows of the log that one page looks at: where few of them match, the page is short and says where to go on. */
const LOOKED_AT = 20_000

/** A change of whatever is kept, records and definitions alike. */
const logEntry = z.object({
  id: z.string(), at: moment, object: z.string(), record: z.string(), title: z.string().nullable().meta({ description: 'As it is called now; null for what is gone or has no name' }), kind: z.string(), version: z.number().nullable(),
  actor: actorAnswer, way: wayAnswer, cause: causeAnswer.nullable(), changes: z.array(fieldChange),
})
export const logAnswer = paged(logEntry)

export interface LogQuery {
  actor?: string
  object?: string
  record?: string
  field?: string
  way?: Way
  /** From this moment on, and until before that one. */
  from?: string
  to?: string
  after?: string
  limit: number
}

interface LogRow extends Omit<z.output<typeof logEntry>, 'id' | 'actor' | 'title' | 'changes'> { seq: string, actor: string | null, before: Record<string, any> | null, after: Record<string, any> | null }

/** Throws 422 `object.unknown`, `field.unknown`. A page may be short, or empty, and yet be followed by another. */
export async function readLog(context: Context, query: LogQuery): Promise<z.output<typeof logAnswer>> {
  checkNames(context, query)
  const { after, limit, ...asked } = query
  const list = JSON.stringify(['events', context.workspace.slug, asked])
  const position = after === undefined ? undefined : fromCursor(after, list)
  const along = conditionsAlong(query, position)
  const table = identifier(context.workspace.schema, '_event')
  const rows = await context.sql.query<LogRow>(sql`select e.seq::text, to_json(e.at)#>>'{}' as at, e.object, e.record, e.kind, e.version, e.actor, e.way, e.cause, e.before, e.after
    from (select seq, at, object, record, kind, version, actor, way, cause, before, after from ${table} where ${along} order by at desc, seq desc limit ${raw(String(LOOKED_AT))}) e
    where ${conditionsOn(context, query)} order by e.at desc, e.seq desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const last = rows.length > limit ? page.at(-1) : await endOfLook(context, table, along)
  return { data: await describe(context, page), page: { next: last ? toCursor({ keys: [last.at], id: last.seq }, list) : null } }
}

/** What the caller may not know reads like what is not there. */
function checkNames(context: Context, { object, field }: LogQuery): void {
  const definition = object === undefined ? undefined : context.workspace.objects.get(object)
  const isOfKernel = object?.startsWith('_') && context.actor.role.administrator
  if (object !== undefined && !isOfKernel && (!definition || !mayRead(context, object))) throw new Problem('invalid', { faults: [{ path: 'object', code: 'object.unknown' }] })
  const known = field === undefined || !definition || readableFields(context, definition).some(each => each.name === field)
  if (!known) throw new Problem('invalid', { faults: [{ path: 'field', code: 'field.unknown' }] })
}

/** Those that an index answers in the page's order. */
function conditionsAlong({ actor, object, record, from, to }: LogQuery, position: Position | undefined): Sql {
  const conditions = [sql`true`]
  if (actor) conditions.push(sql`actor = ${actor}::uuid`)
  if (record) conditions.push(sql`record = ${record}::uuid`)
  if (object?.startsWith('_')) conditions.push(sql`left(object, 1) = '_' and object = ${object}`)
  if (from) conditions.push(sql`at >= ${from}::timestamptz`)
  if (to) conditions.push(sql`at < ${to}::timestamptz`)
  if (position) conditions.push(sql`at <= ${position.keys[0]}::timestamptz and (at, seq) < (${position.keys[0]}::timestamptz, ${position.id}::bigint)`)
  return and(conditions)
}

function conditionsOn(context: Context, { object, field, way }: LogQuery): Sql {
  const conditions = [sql`true`]
  // what was told to whom is no change, and would bury them
  conditions.push(object ? sql`e.object = ${object}` : sql`e.object <> ${NOTIFICATION}`)
  // nor is what members say to each other anybody else's to follow
  conditions.push(sql`e.object <> all(${privateObjects()}::text[])`)
  if (way) conditions.push(sql`e.way = ${way}`)
  if (field) conditions.push(sql`(jsonb_exists(e.after, ${field}) or jsonb_exists(e.before, ${field}))`)
  if (!context.actor.role.administrator) conditions.push(readableEvents(context, object, field))
  return and(conditions)
}

/** Those of records that the caller may read, the bin's included, and of fields that she may: what is not hers is neither on a page nor told by whether one goes on. */
function readableEvents(context: Context, name: string | undefined, field: string | undefined): Sql {
  const { objects, schema } = context.workspace
  return or([...objects.values()].filter(object => (name === undefined || object.name === name) && mayRead(context, object.name)).flatMap(object => {
    const fields = readableFields(context, object)
    if (field !== undefined && !fields.some(each => each.name === field)) return []
    return sql`e.object = ${object.name} and ${tellsAnything(context, fields, 'e')} and exists (select from ${tableOf(context, object.name)} t
      where t."id" = e.record and ${filterToSql(rowFilter(context, object.name), 't', schema)})`
  }))
}

/** Where the look ended, when it ended before the log did. */
async function endOfLook(context: Context, table: Sql, along: Sql): Promise<{ at: string, seq: string } | undefined> {
  const [end] = await context.sql.query<{ at: string, seq: string }>(sql`select to_json(at)#>>'{}' as at, seq::text from ${table} where ${along}
    order by at desc, seq desc offset ${raw(String(LOOKED_AT - 1))} limit 1`)
  return end
}

async function describe(context: Context, rows: LogRow[]): Promise<z.output<typeof logEntry>[]> {
  const described = new Map<LogRow, z.output<typeof logEntry>>()
  for (const [name, list] of Map.groupBy(rows, row => row.object)) {
    const object = context.workspace.objects.get(name)
    const fields = object ? readableFields(context, object) : []
    const titles = await titlesOf(context, fields, list.flatMap(row => [row.before, row.after]))
    const names = object ? await readTitles(context, name, [...new Set(list.map(row => row.record))]) : new Map<string, string>()
    const known = object ? undefined : namedIn(context)
    for (const row of list) {
      const changed = new Set([...Object.keys(row.before ?? {}), ...Object.keys(row.after ?? {})])
      const own = fields.filter(each => changed.has(each.name))
      // of fields that are no more there is nothing to tell
      if (object && row.kind === 'updated' && changed.size > 0 && own.length === 0) continue
      const changes = object && row.kind !== REVEALED ? own.map(each => describeChange(context, each, titles, row)) : [...changed].map(key => plainChange(context, known ?? new Map(), key, row))
      const { before: _, after: __, seq, actor, ...rest } = row
      described.set(row, { id: seq, ...rest, cause: object ? shownCause(context, object, row) : row.cause, title: (known ? titleIn(context, known, row) : names.get(row.record)) ?? null, actor: actorOf(context, actor), changes })
    }
  }
  return rows.flatMap(row => described.get(row) ?? [])
}

/** What the workspace's own rows are called, by id: people, teams, branches and sharing rules; roles by `role:` and name. */
function namedIn({ workspace, locale }: Context): Map<string, string> {
  const said = [...workspace.teams.values(), ...workspace.branches.values()].map(({ id, name, label }): [string, string] => [id, say(label, locale) || name])
  return new Map([...[...workspace.members.values()].map(({ id, name }): [string, string] => [id, name]), ...said,
    ...[...workspace.roles.values()].map(({ name, label }): [string, string] => [`role:${name}`, say(label, locale) || name]),
    ...workspace.sharing.map(({ id, label }): [string, string] => [id, say(label, locale)])])
}

/** Of what is gone, the name that it had when this was written. */
function titleIn({ locale }: Context, known: Map<string, string>, { record, before, after }: LogRow): string | undefined {
  const named = after?.label ?? before?.label ?? after?.name ?? before?.name
  return known.get(record) ?? (isLabel(named) ? say(named, locale) : named)
}

function isLabel(value: unknown): value is Label {
  return typeof value === 'object' && value !== null && Object.keys(value).length > 0 && Object.entries(value).every(([language, text]) => ['en', 'id'].includes(language) && typeof text === 'string')
}

/** Of the kernel's own rows (members, roles, definitions), whose values no field type formats. */
function plainChange({ locale }: Context, known: Map<string, string>, field: string, { before, after }: LogRow): z.output<typeof fieldChange> {
  const [from, to] = [before?.[field] ?? null, after?.[field] ?? null]
  const text = (value: unknown): string | null => {
    if (value === null) return null
    if (typeof value === 'string') return known.get(field === 'role' ? `role:${value}` : value) ?? value
    if (Array.isArray(value) && value.every(each => typeof each === 'string')) return value.map(text).join(', ')
    return isLabel(value) ? say(value, locale) : JSON.stringify(value)
  }
  return { field, from, to, fromText: text(from), toText: text(to) }
}
