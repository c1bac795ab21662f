// Merge room: from a merged record to the one that lives on, and back.
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem } from '../../http/errors.ts'
import { Answer } from '../../http/route.ts'
import { readRecordText } from '../find.ts'

/** As many merges one after the other as an old address is led through. */
const MOST = 20

/** The record that this one was merged into, by way of others too; undefined when it was not merged. */
export async function survivorOf(context: Context, object: string, id: string): Promise<string | undefined> {
  const { schema } = context.workspace
  const [row] = await context.sql.query<{ survivor: string }>(sql`with recursive way (survivor, step) as (
      select g.survivor, 1 from ${identifier(schema, '_merged_record')} m join ${identifier(schema, '_merge')} g on g.id = m.merge
        where m.record = ${id}::uuid and g.object = ${object} and g.undone_at is null
      union select g.survivor, way.step + 1 from way join ${identifier(schema, '_merged_record')} m on m.record = way.survivor
        join ${identifier(schema, '_merge')} g on g.id = m.merge and g.undone_at is null where way.step < ${MOST})
    select survivor from way order by step desc limit 1`)
  return row?.survivor
}

/** Ids of all records whose story is this one's now: those merged into it, and into those before. */
export async function mergedInto(context: Context, id: string): Promise<string[]> {
  const { schema } = context.workspace
  const rows = await context.sql.query<{ record: string }>(sql`with recursive part (record) as (
      select m.record from ${identifier(schema, '_merge')} g join ${identifier(schema, '_merged_record')} m on m.merge = g.id where g.survivor = ${id}::uuid and g.undone_at is null
      union select m.record from part join ${identifier(schema, '_merge')} g on g.survivor = part.record and g.undone_at is null join ${identifier(schema, '_merged_record')} m on m.merge = g.id)
    select record from part`)
  return rows.map(row => row.record)
}

/**
 * Where a record is not found: leads to the one it was merged into, if the caller may read that (307, since a merge can be
 * undone); else throws the refusal given.
 */
export async function followMerge(context: Context, object: string, id: string, refusal: unknown, query: string): Promise<Answer> {
  if (!(refusal instanceof Problem) || refusal.code !== 'notFound') throw refusal
  const survivor = await survivorOf(context, object, id)
  if (survivor === undefined) throw refusal
  await readRecordText(context, object, survivor, { fields: ['id'] })
  return new Answer({ status: 307, headers: { location: `/api/v1/records/${object}/${survivor}${query}` } })
}
