// Merge room: what a merge would do, before it is done; and the merges of a record, for its timeline and their undoing.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem, refuse } from '../../http/errors.ts'
import { actorOf, type Entry } from '../timeline.ts'
import { canRead } from '../../permission/rules.ts'
import { readableFields, selection, tableOf } from '../fields.ts'
import { readableObject, visibleRows } from '../find.ts'
import type { RecordValues } from '../hook.ts'
import { readTitles } from '../title.ts'
import { countLinks } from './links.ts'
import { checkChoices, isMerged, mergeValues, type Choices } from './merged-values.ts'
import { isUndoable } from './undo.ts'

export interface Preview {
  /** The records in the order of the request, the survivor first. */
  records: RecordValues[]
  /** Fields that a merge settles, as the caller may see them. */
  fields: string[]
  /** The survivor as it would be. */
  result: RecordValues
  /** Field → id of the record that its value would come from, where that is not the survivor. */
  sources: Choices
  /** Related records that would move, by object. */
  moves: { object: string, count: number }[]
}

export async function previewMerge(context: Context, name: string, { into, from, take = {} }: { into: string, from: string[], take?: Choices }): Promise<Preview> {
  const object = readableObject(context, name)
  const ids = [into, ...from]
  if (new Set(ids).size < ids.length) throw new Problem('invalid', { faults: [{ path: 'from', code: 'merge.itself' }] })
  const faults = checkChoices(context, object, take, ids)
  if (faults.length) throw refuse(faults)
  const fields = readableFields(context, object)
  const rows = await context.sql.query<{ record: RecordValues }>(sql`select row_to_json(d) as record from ${tableOf(context, name)} t, lateral (select ${selection(context, object, fields, [], 't')}) d
    where t."id" = any(${ids}::uuid[]) and ${visibleRows(context, object, undefined)}`)
  const records = ids.map(id => rows.find(row => row.record.id === id)?.record)
  if (records.includes(undefined)) throw new Problem('notFound')
  const [survivor, ...others] = records as RecordValues[]
  const { data, sources } = mergeValues({ ...object, fields }, survivor, others, take)
  const settled = fields.filter(field => isMerged(object, field)).map(field => field.name)
  return { records: [survivor, ...others], fields: settled, result: { ...survivor, ...data }, sources, moves: await countLinks(context, name, from) }
}

export const mergesQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), after: z.uuid().optional() })

interface MergeRow { id: string, at: Date, time: string, actor: string | null, from: string[] }

/** The merges into a record that stand, newest first, with the names of what was merged as far as the caller may read them. */
export async function mergesOf(context: Context, object: string, id: string, page: { limit: number, until?: string, after?: string }): Promise<Entry[]> {
  const { schema } = context.workspace
  const until = page.until === undefined ? sql`` : sql`and g.at <= ${page.until}::timestamptz`
  const after = page.after === undefined ? sql`` : sql`and (g.at, g.id) < (select at, id from ${identifier(schema, '_merge')} where id = ${page.after}::uuid)`
  const rows = await context.sql.query<MergeRow>(sql`select g.id, g.at, to_json(g.at)#>>'{}' as time, g.actor,
      (select coalesce(array_agg(m.record order by m.record), '{}') from ${identifier(schema, '_merged_record')} m where m.merge = g.id) as from
    from ${identifier(schema, '_merge')} g where g.survivor = ${id}::uuid and g.object = ${object} and g.undone_at is null ${until} ${after} order by g.at desc, g.id desc limit ${page.limit}`)
  const titles = rows.length && canRead(context, object, 'id') ? await readTitles(context, object, rows.flatMap(row => row.from)) : new Map<string, string>()
  return rows.map(row => ({
    id: row.id, at: row.time, type: 'merge', actor: actorOf(context, row.actor),
    merge: { id: row.id, from: row.from.map(record => ({ id: record, title: titles.get(record) ?? null })), undoable: isUndoable(context, row.at) },
  }))
}
