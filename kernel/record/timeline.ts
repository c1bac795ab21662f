// What happened about a record, newest first: its changes from the event log, and the activities (records with an
// `about` that points to it: notes, tasks …), as far as the caller may see them.
import { z } from 'zod'
import type { Cause, Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { shownCause, tellsAnything } from '../event/shown-event.ts'
import { environmentOf } from '../field/environment.ts'
import { maskValue } from '../field/mask.ts'
import { typeOf } from '../field/types/index.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { causeAnswer, moment, paged, recordAnswer, wayAnswer } from '../http/answer-part.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { canRead, rowFilter, mayRead } from '../permission/rules.ts'
import { fromCursor, toCursor, type Position } from './cursor.ts'
import { selection, shownFields, tableOf } from './fields.ts'
import { readableObject, readRecordOrNull, readRecordText } from './find.ts'
import { memberKind } from '../workspace/workspace.ts'
import type { RecordValues } from './hook.ts'
import { mergedInto } from './merge/pointer.ts'
import { REVEALED } from './reveal.ts'
import { titlesOf, type Titles } from './title.ts'

/** Who did it; null where nobody did. */
export const actorAnswer = z.object({ id: z.string(), name: z.string(), kind: memberKind }).nullable()
const way = wayAnswer.nullable()
const entry = { id: z.string(), at: moment, actor: actorAnswer }

/** From what to what a change brought a field, with both in words; of a record that may not be read there are none. */
export const fieldChange = z.object({ field: z.string(), from: z.unknown(), to: z.unknown(), fromText: z.string().nullable(), toText: z.string().nullable() })

/** A change of the record itself, or of one that was merged into it. */
const changeEntry = z.object({
  ...entry, type: z.literal('change'), way, version: z.number().nullable(), mergedFrom: z.string().optional(),
  kind: z.enum(['created', 'updated', 'deleted', 'restored', 'unmerged', 'revealed']),
  cause: causeAnswer.nullable(), changes: z.array(fieldChange),
  revealed: z.object({ fields: z.array(z.string()), reason: z.string().nullable() }).optional().meta({ description: 'Masked values that were looked at; administrators alone are told' }),
})

/** Records that were merged into it. */
export const mergeEntry = z.object({
  ...entry, type: z.literal('merge'),
  merge: z.object({ id: z.string(), from: z.array(z.object({ id: z.string(), title: z.string().nullable() })), undoable: z.boolean() }),
})

/** A record about it (a note, a task): `type` is its object. */
const activityEntry = z.object({ ...entry, type: z.string(), way, record: recordAnswer })

/** What a room tells of it; each room says itself what more its entries hold. */
const roomEntry = z.looseObject({ ...entry, type: z.string(), way })

export const timelineAnswer = paged(z.union([changeEntry, mergeEntry, activityEntry, roomEntry]))

export interface Entry { at: string, id: string, type: string, [more: string]: unknown }

/** A room's own entries about a record, newest first, not newer than `until` (a moment in API form). */
export type TimelineSource = (context: Context, object: string, id: string, page: { limit: number, until?: string }) => Promise<Entry[]>

const rooms: TimelineSource[] = []

/** Called once at start with what the modules declare. */
export function registerTimeline(sources: TimelineSource[]): void {
  rooms.splice(0, rooms.length, ...sources)
}

export interface TimelineQuery { after?: string, limit?: number, types?: string[] }

export async function readTimeline(context: Context, name: string, id: string, query: TimelineQuery): Promise<{ data: Entry[], page: { next: string | null } }> {
  const object = readableObject(context, name)
  // in the bin a record keeps its story
  if (!await readRecordOrNull(context, name, id, { fields: ['id'] })) await readRecordText(context, name, id, { fields: ['id'], bin: true })
  const limit = query.limit ?? 30
  const ids = [id, ...await mergedInto(context, id)]
  const list = JSON.stringify(['timeline', context.workspace.slug, name, id, query.types ?? null])
  const position = query.after === undefined ? undefined : fromCursor(query.after, list)
  const wanted = (type: string) => query.types === undefined || query.types.includes(type)
  const sources = activitiesAbout(context, name).filter(({ object: { name: type } }) => wanted(type)).map(source => readActivities(context, source, id, position, limit + 1))
  if (wanted('change')) sources.push(readChanges(context, object, ids, position, limit + 1))
  for (const room of rooms) for (const each of ids) sources.push(readRoom(context, room, name, each, position, limit + 1, wanted))
  const entries = (await Promise.all(sources)).flat().sort((one, other) => one.at === other.at ? compare(other.id, one.id) : compare(other.at, one.at))
  const data = entries.slice(0, limit)
  const last = data.at(-1)
  const next = entries.length > limit && last ? toCursor({ keys: [last.at], id: last.id }, list) : null
  return { data, page: { next } }
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

async function readRoom(context: Context, room: TimelineSource, name: string, id: string, position: Position | undefined, limit: number, wanted: (type: string) => boolean): Promise<Entry[]> {
  const until = position?.keys[0] ?? undefined
  const entries = await room(context, name, id, { limit, ...(until === undefined ? {} : { until }) })
  return entries.filter(entry => wanted(entry.type) && (!position || entry.at < until! || (entry.at === until && entry.id < position.id)))
}

interface ActivitySource { object: ObjectDefinition, column: string }

/** Objects whose `about` may point to this one, as far as the caller may know what they are about. */
function activitiesAbout(context: Context, target: string): ActivitySource[] {
  return [...context.workspace.objects.values()].flatMap(object => {
    const about = object.fields.find(field => field.name === 'about' && field.type === 'relation')
    if (!about || !mayRead(context, object.name) || !canRead(context, object.name, 'about')) return []
    if (Array.isArray(about.to)) return about.to.includes(target) ? [{ object, column: `about_${target}` }] : []
    return about.to === target ? [{ object, column: 'about' }] : []
  })
}

async function readActivities(context: Context, { object, column }: ActivitySource, id: string, position: Position | undefined, limit: number): Promise<Entry[]> {
  const before = position ? sql`and (to_json(t."createdAt")#>>'{}', t."id"::text) < (${position.keys[0]}, ${position.id})` : sql``
  const { schema } = context.workspace
  const rows = await context.sql.query<{ way: string | null, record: RecordValues }>(sql`select
      (select e.way from ${identifier(schema, '_event')} e where e.record = t."id" and e.at = t."createdAt" and e.kind = 'created' limit 1) as way,
      (select row_to_json(d.*) from (select ${selection(context, object, shownFields(context, object), [], 't')}) d) as record
    from ${tableOf(context, object.name)} t where t.${identifier(column)} = ${id}::uuid and t."_deletedAt" is null
    and ${filterToSql(rowFilter(context, object.name), 't', schema)} ${before} order by t."createdAt" desc, t."id" desc limit ${limit}`)
  return rows.map(({ way, record }) => ({ id: record.id, at: record.createdAt, type: object.name, actor: actorOf(context, record.createdBy), way, record }))
}

interface EventRow { seq: string, record: string, at: string, kind: string, version: number, actor: string | null, way: string, cause: Cause | null, before: RecordValues | null, after: RecordValues | null }

/** Of the record itself (the first id) and of those merged into it, whose story is its own now. */
async function readChanges(context: Context, object: ObjectDefinition, ids: string[], position: Position | undefined, limit: number): Promise<Entry[]> {
  const key = sql`lpad(seq::text, 20, '0')`
  const before = position ? sql`and (to_json(at)#>>'{}', ${key}) < (${position.keys[0]}, ${position.id})` : sql``
  const fields = shownFields(context, object)
  // a merge has its own entry: that a merged record went to the bin is part of it; a change of nothing but untracked fields has none
  const told = sql`kind <> 'merged' and (kind <> 'updated' or after is not null) and (record = ${ids[0]}::uuid or kind not in ('deleted', 'restored', 'unmerged')) and ${tellsAnything(context, fields, 'e')}`
  const rows = await context.sql.query<EventRow>(sql`select ${key} as seq, record, to_json(at)#>>'{}' as at, kind, version, actor, way, cause, before, after
    from ${identifier(context.workspace.schema, '_event')} e where record = any(${ids}::uuid[]) and object = ${object.name} and ${told} ${before} order by at desc, seq desc limit ${limit}`)
  const titles = await titlesOf(context, fields, rows.flatMap(row => [row.before, row.after]))
  return rows.map(row => row.kind === REVEALED ? revealEntry(context, row) : toEntry(context, object, fields, titles, row, ids[0]))
}

function toEntry(context: Context, object: ObjectDefinition, fields: FieldDefinition[], titles: Titles, row: EventRow, id: string): Entry {
  const names = Object.keys(row.after ?? {})
  const changes = fields.filter(field => names.includes(field.name)).map(field => describeChange(context, field, titles, row))
  return { id: row.seq, at: row.at, type: 'change', ...row.record === id ? {} : { mergedFrom: row.record }, kind: row.kind, version: row.version, actor: actorOf(context, row.actor), way: row.way, cause: shownCause(context, object, row), changes }
}

function revealEntry(context: Context, { seq, at, kind, version, actor, way, after }: EventRow): Entry {
  return { id: seq, at, type: 'change', kind, version, actor: actorOf(context, actor), way, cause: null, changes: [], revealed: { fields: after?._fields ?? [], reason: after?._reason ?? null } }
}

export function describeChange(context: Context, field: FieldDefinition, titles: Titles, row: Pick<EventRow, 'before' | 'after'>): z.output<typeof fieldChange> {
  const from = row.before?.[field.name] ?? null
  const to = row.after?.[field.name] ?? null
  if (field.masked) {
    const [before, after] = [maskValue(field, from), maskValue(field, to)]
    return { field: field.name, from: before, to: after, fromText: before, toText: after }
  }
  const environment = environmentOf(context)
  // a record that she may not read, or that is no more, has no words
  const words = (value: unknown) => field.type === 'relation' ? null : typeOf(field).format(value, field, environment)
  const text = (value: unknown) => value === null ? null : titles.get(idOf(value)) ?? words(value)
  return { field: field.name, from, to, fromText: text(from), toText: text(to) }
}

function idOf(value: unknown): string {
  return typeof value === 'string' ? value : (value as { id?: string }).id ?? ''
}

export function actorOf({ workspace }: Context, id: string | null): z.output<typeof actorAnswer> {
  const member = id === null ? undefined : workspace.members.get(id)
  return member ? { id: member.id, name: member.name, kind: member.kind } : null
}
