// File room: hangs files on the fields of records, in the transaction that writes these. Nobody hangs up what another
// one brought (but an administrator, who sees all): the file would become visible to whoever reads the record.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import type { Settlement } from '../field/field-type.ts'
import type { Change } from '../record/hook.ts'
import { pictureTypes } from './file-type.ts'
import { fileTable, placeTable, type FileRow } from './file.ts'

/** A file as a field's value holds it. A caller may give the id alone. */
export interface FileValue { id: string, name?: string, size?: number, type?: string }

interface Hanging { change: Change, files: FileValue[], before: FileValue[] }

/** The field's part in a write: the files must be there; their names, sizes and types are told by us. */
export async function hangFiles(settlement: Settlement): Promise<void> {
  const hangings = settlement.changes.flatMap(change => hangingOf(settlement, change))
  if (hangings.length === 0) return
  const { context, dryRun } = settlement
  const known = await knownFiles(context, hangings.flatMap(({ files }) => files.map(file => file.id)))
  const sound = hangings.filter(hanging => complete(settlement, hanging, known))
  if (dryRun) return
  const replaced = sound.flatMap(hanging => dropReplaced(settlement, hanging))
  await linkVersions(context, replaced)
  await place(settlement, sound)
}

/** What may have changed; a list of the same ids stays what it was. */
function hangingOf({ field }: Settlement, change: Change): Hanging[] {
  const files: FileValue[] = change.after[field.name] ?? []
  const before: FileValue[] = change.before?.[field.name] ?? []
  if (files.length === before.length && files.every((file, at) => file.id === before[at].id)) {
    if (before.length) change.after[field.name] = before
    return []
  }
  return [{ change, files, before }]
}

async function knownFiles(context: Context, ids: string[]): Promise<Map<string, FileRow>> {
  if (ids.length === 0) return new Map()
  const rows = await context.sql.query<FileRow>(sql`select id, name, size, type, uploaded_by from ${fileTable(context)} where id = any(${[...new Set(ids)]}::uuid[])`)
  return new Map(rows.map(row => [row.id, row]))
}

/** Refused alike: no such file, another's file. */
function complete({ context, field, unbounded, refuse }: Settlement, { change, files, before }: Hanging, known: Map<string, FileRow>): boolean {
  for (const { id } of files) {
    const file = known.get(id)
    const mine = unbounded || context.actor.role.administrator || file?.uploaded_by === context.actor.member || before.some(each => each.id === id)
    const code = !file || !mine ? 'file.unknown' : field.type === 'image' && !pictureTypes.has(file.type) ? 'file.notPicture' : undefined
    if (!code) continue
    refuse(change, code)
    return false
  }
  if (files.length) change.after[field.name] = files.map(({ id }) => valueOf(known.get(id)!))
  return true
}

function valueOf({ id, name, size, type }: FileRow): FileValue {
  return { id, name, size: Number(size), type }
}

interface Replacement { newer: string, older: string }

/** A new file under the name of one that was there takes its place; ids are made in the order of time, so that versions form no circle. */
function dropReplaced({ field }: Settlement, { change, before }: Hanging): Replacement[] {
  const after: FileValue[] = change.after[field.name] ?? []
  const fresh = after.filter(file => !before.some(each => each.id === file.id))
  const pairs = fresh.flatMap(file => before.filter(each => each.name === file.name && each.id < file.id).slice(-1).map(older => ({ newer: file.id, older: older.id })))
  const gone = new Set(pairs.map(({ older }) => older))
  if (gone.size) change.after[field.name] = after.filter(file => !gone.has(file.id))
  return pairs
}

async function linkVersions(context: Context, pairs: Replacement[]): Promise<void> {
  if (pairs.length === 0) return
  await context.sql.query(sql`update ${fileTable(context)} f set previous = p.older from json_to_recordset(${JSON.stringify(pairs)}::json) as p(newer uuid, older uuid)
    where f.id = p.newer and f.previous is null`)
}

/**
 * The places of these fields anew: each file with those older versions of it that hung in the same field before. What it took
 * the place of on another record is for that one's readers.
 */
async function place({ context, object, field }: Settlement, hangings: Hanging[]): Promise<void> {
  const places = placeTable(context)
  const changed = hangings.filter(({ change }) => change.before).map(({ change }) => change.id)
  const hung = changed.length ? await hungBefore(context, object.name, field.name, changed) : []
  if (changed.length) await context.sql.query(sql`delete from ${places} where object = ${object.name} and field = ${field.name} and record = any(${changed}::uuid[])`)
  const rows = hangings.flatMap(({ change }) => (change.after[field.name] as FileValue[] | null ?? []).map(({ id }) => ({ record: change.id, file: id })))
  if (rows.length === 0) return
  await context.sql.query(sql`with recursive chain as (
      select w.record, w.file from json_to_recordset(${JSON.stringify(rows)}::json) as w(record uuid, file uuid)
      union select c.record, f.previous from chain c join ${fileTable(context)} f on f.id = c.file where f.previous is not null)
    insert into ${places} (file, object, record, field) select c.file, ${object.name}, c.record, ${field.name} from chain c
      where (c.record, c.file) in (select record, file from json_to_recordset(${JSON.stringify([...rows, ...hung])}::json) as h(record uuid, file uuid)) on conflict do nothing`)
}

/** What hung on the field of these records, and of those that were merged into them. */
function hungBefore(context: Context, object: string, field: string, records: string[]): Promise<{ record: string, file: string }[]> {
  const { schema } = context.workspace
  return context.sql.query(sql`select s.record, p.file from (select r as record, r as source from unnest(${records}::uuid[]) r
      union all select g.survivor, m.record from ${identifier(schema, '_merge')} g join ${identifier(schema, '_merged_record')} m on m.merge = g.id where g.survivor = any(${records}::uuid[]) and g.undone_at is null) s
    join ${placeTable(context)} p on p.record = s.source where p.object = ${object} and p.field = ${field}`)
}
