// Merge room: what a merge would do, before it is done; and the merges of a record, for its timeline and their undoing.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { recordAnswer } from '../../http/answer-part.ts'
import { Problem, refuse } from '../../http/errors.ts'
import { actorOf, type mergeEntry } from '../timeline.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { canRead } from '../../permission/rules.ts'
import { computeFormulas, readMergedRollups } from '../compute.ts'
import { readableFields, selection, tableOf } from '../fields.ts'
import { readableObject, visibleRows } from '../find.ts'
import type { RecordValues } from '../hook.ts'
import { stamped } from '../prepare.ts'
import { readTitles } from '../title.ts'
import { writePlan } from '../write-plan.ts'
import { writeRecords } from '../write.ts'
import { countLinks } from './links.ts'
import { checkChoices, isMerged, mergeValues, type Choices } from './merged-values.ts'
import { isUndoable } from './undo.ts'

export const previewAnswer = z.object({
  records: z.array(recordAnswer).meta({ description: 'In the order of the request, the survivor first' }),
  fields: z.array(z.string()).meta({ description: 'Fields that a merge settles, as the caller may see them' }),
  result: recordAnswer.meta({ description: 'The survivor as it would be' }),
  sources: z.record(z.string(), z.string()).meta({ description: 'Field → id of the record that its value would come from, where that is not the survivor' }),
  moves: z.array(z.object({ object: z.string(), count: z.number() })).meta({ description: 'Related records that would move, by object' }),
})

type Shown = z.output<typeof recordAnswer>

export async function previewMerge(context: Context, name: string, { into, from, take = {} }: { into: string, from: string[], take?: Choices }): Promise<z.output<typeof previewAnswer>> {
  const object = readableObject(context, name)
  const ids = [into, ...from]
  if (new Set(ids).size < ids.length) throw new Problem('invalid', { faults: [{ path: 'from', code: 'merge.itself' }] })
  const faults = checkChoices(context, object, take, ids)
  if (faults.length) throw refuse(faults)
  const fields = readableFields(context, object)
  const rows = await context.sql.query<{ record: Shown }>(sql`select row_to_json(d.*) as record from ${tableOf(context, name)} t, lateral (select ${selection(context, object, fields, [], 't')}) d
    where t."id" = any(${ids}::uuid[]) and ${visibleRows(context, object, undefined)}`)
  const records = ids.map(id => rows.find(row => row.record.id === id)?.record)
  if (records.includes(undefined)) throw new Problem('notFound')
  const [survivor, ...others] = records as Shown[]
  const { data, sources } = mergeValues({ ...object, fields }, survivor, others, take)
  const settled = fields.filter(field => isMerged(object, field)).map(field => field.name)
  const computed = await computeSurvivor(context, object, { into, from, take })
  const followed = Object.fromEntries(fields.filter(field => follows(field) && field.name in computed).map(({ name: field }) => [field, computed[field]]))
  return { records: [survivor, ...others], fields: settled, result: { ...survivor, ...data, ...followed }, sources, moves: await countLinks(context, name, from) }
}

/** What nobody gives: it follows from other values, those among them too that the caller may not know. */
function follows({ name, readOnly, standard }: FieldDefinition): boolean {
  return name === 'completeness' || (readOnly === true && !standard)
}

/** The survivor as the write would leave it, its links moved. A merge that would be refused says nothing of what follows. */
async function computeSurvivor(context: Context, object: ObjectDefinition, { into, from, take }: { into: string, from: string[], take: Choices }): Promise<RecordValues> {
  const rows = await context.sql.query<{ record: RecordValues }>(sql`select row_to_json(d.*) as record from ${tableOf(context, object.name)} t, lateral (select ${selection(context, object, object.fields, [], 't')}) d
    where t."id" = any(${[into, ...from]}::uuid[])`)
  const [survivor, ...others] = [into, ...from].map(id => rows.find(row => row.record.id === id)!.record)
  const { data } = mergeValues(object, survivor, others, take)
  try {
    const [change] = await writeRecords(context, object.name, [{ op: 'update', id: into, data }], { unbounded: true, parsed: true, transitions: true, dryRun: true })
    Object.assign(change.after, await readMergedRollups(context, object, into, from))
    await computeFormulas(context, object, [change])
    return stamped(context, writePlan(context, object), change.after, change.version)
  } catch (error) {
    if (error instanceof Problem) return {}
    throw error
  }
}

export const mergesQuery = z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(20), after: z.uuid().optional() })

interface MergeRow { id: string, at: Date, time: string, actor: string | null, from: string[] }

/** The merges into a record that stand, newest first, with the names of what was merged as far as the caller may read them. */
export async function mergesOf(context: Context, object: string, id: string, page: { limit: number, until?: string, after?: string }): Promise<z.output<typeof mergeEntry>[]> {
  const { schema } = context.workspace
  const until = page.until === undefined ? sql`` : sql`and g.at <= ${page.until}::timestamptz`
  const after = page.after === undefined ? sql`` : sql`and (g.at, g.id) < (select at, id from ${identifier(schema, '_merge')} where id = ${page.after}::uuid)`
  const rows = await context.sql.query<MergeRow>(sql`select g.id, g.at, to_json(g.at)#>>'{}' as time, g.actor,
      (select coalesce(array_agg(m.record order by m.record), '{}') from ${identifier(schema, '_merged_record')} m where m.merge = g.id) as from
    from ${identifier(schema, '_merge')} g where g.survivor = ${id}::uuid and g.object = ${object} and g.undone_at is null ${until} ${after} order by g.at desc, g.id desc limit ${page.limit}`)
  const titles = rows.length && canRead(context, object, 'id') ? await readTitles(context, object, rows.flatMap(row => row.from)) : new Map<string, string>()
  return rows.map(row => ({
    id: row.id, at: row.time, type: 'merge' as const, actor: actorOf(context, row.actor),
    merge: { id: row.id, from: row.from.map(record => ({ id: record, title: titles.get(record) ?? null })), undoable: isUndoable(context, row.at) },
  }))
}
