// File room: what is known of files, and who may see one. A file hangs on fields of records and is as visible as they
// are; before it hangs anywhere only whoever brought it sees it. What may not be seen is not found.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { moment } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { canRead } from '../permission/rules.ts'
import { readableObject, visibleRows } from '../record/find.ts'
import { ROW, tableOf } from '../record/fields.ts'
import { keeperOf } from './keeper.ts'

export interface FileRow { id: string, name: string, size: number, type: string, digest: string, uploaded_by: string | null, created_at: Date, previous: string | null }

export interface Place { object: string, record: string, field: string }

export function fileTable({ workspace }: Context): Sql {
  return identifier(workspace.schema, '_file')
}

export function placeTable({ workspace }: Context): Sql {
  return identifier(workspace.schema, '_file_place')
}

/** Throws `notFound`. */
export async function readFile(context: Context, id: string): Promise<FileRow> {
  const [file] = await context.sql.query<FileRow>(sql`select id, name, size, type, digest, uploaded_by, created_at, previous from ${fileTable(context)} where id = ${id}::uuid`)
  if (!file || !(await visibleOf(context, [file])).length) throw new Problem('notFound')
  return { ...file, size: Number(file.size) }
}

/** More places of one file and its versions than anybody looks through. */
const MOST_PLACES = 10_000

/** Those of the files that the caller may see. */
async function visibleOf(context: Context, files: FileRow[]): Promise<FileRow[]> {
  const places = await context.sql.query<Place & { file: string }>(sql`select file, object, record, field from ${placeTable(context)} where file = any(${files.map(file => file.id)}::uuid[]) limit ${MOST_PLACES}`)
  const shown = await shownRecords(context, places)
  const byFile = Map.groupBy(places, place => place.file)
  const visible = []
  for (const file of files) {
    const own = byFile.get(file.id)
    if (own ? own.some(place => shown.has(place)) || await mayAsKeeper(context, own) : file.uploaded_by === context.actor.member) visible.push(file)
  }
  return visible
}

/** The places on fields that the caller may know, of records that she may read. */
async function shownRecords(context: Context, places: Place[]): Promise<Set<Place>> {
  const shown = new Set<Place>()
  for (const [object, there] of Map.groupBy(places.filter(place => knowsField(context, place)), place => place.object)) {
    const rows = await context.sql.query<{ id: string }>(sql`select ${identifier(ROW, 'id')} from ${tableOf(context, object)} ${identifier(ROW)} where ${identifier(ROW, 'id')} = any(${there.map(place => place.record)}::uuid[])
      and ${visibleRows(context, readableObject(context, object), undefined)}`)
    const ids = new Set(rows.map(row => row.id))
    for (const place of there) if (ids.has(place.record)) shown.add(place)
  }
  return shown
}

async function mayAsKeeper(context: Context, places: Place[]): Promise<boolean> {
  for (const [object, there] of Map.groupBy(places, place => place.object)) {
    if (await keeperOf(object)?.maySeeAny(context, there.map(place => place.record))) return true
  }
  return false
}

/** The object and the field are there, and the caller may know them. */
function knowsField(context: Context, { object, field }: Place): boolean {
  const definition = context.workspace.objects.get(object)
  if (!definition?.fields.some(each => each.name === field) || !canRead(context, object, field)) return false
  try {
    readableObject(context, object)
    return true
  } catch {
    return false
  }
}

/** The file and the older versions of it that the caller may see, newest first: where it hangs on another record too, they may not. */
export async function readVersions(context: Context, id: string): Promise<FileRow[]> {
  const table = fileTable(context)
  const rows = await context.sql.query<FileRow>(sql`with recursive chain as (
      select id, previous, 0 as depth from ${table} where id = ${id}::uuid
      union all select f.id, f.previous, c.depth + 1 from ${table} f join chain c on f.id = c.previous where c.depth < 500)
    select f.id, f.name, f.size, f.type, f.digest, f.uploaded_by, f.created_at, f.previous from chain c join ${table} f on f.id = c.id order by c.depth`)
  const visible = await visibleOf(context, rows)
  return visible.map((row, at) => ({ ...row, size: Number(row.size), previous: visible[at + 1]?.id ?? null }))
}

export const fileAnswer = z.object({
  id: z.string(), name: z.string(), size: z.number().meta({ description: 'Bytes' }), type: z.string(), uploadedBy: z.string().nullable(), createdAt: moment, previous: z.string().nullable(),
})

export function presentFile({ id, name, size, type, uploaded_by: uploadedBy, created_at: createdAt, previous }: FileRow): z.output<typeof fileAnswer> {
  return { id, name, size, type, uploadedBy, createdAt: createdAt.toISOString(), previous }
}
