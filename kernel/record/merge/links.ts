// Merge room: the relations of other records that point to merged ones, read from the definitions, `about` too. They move
// to the survivor by the write path, a thousand records at a time, each with its event; what moved is remembered.
import type { Context } from '../../context.ts'
import { identifier, join, or, sql, type Sql } from '../../database/sql.ts'
import { columnTargets } from '../../field/types/relation/relation.ts'
import { filterToSql } from '../../filter/to-sql.ts'
import { Problem } from '../../http/errors.ts'
import { canRead, rowFilter, mayRead } from '../../permission/rules.ts'
import { tableOf } from '../fields.ts'
import type { RecordValues } from '../hook.ts'
import { writeRecords } from '../write.ts'

/** An object's relation fields that may point to the merged object, with their columns. */
interface Pointing { object: string, fields: { name: string, column: string, several: boolean }[] }

export interface MovedLink { record: string, field: string, source: string }

const CHUNK = 1000

/** A late write (late.ts) may have led a link back that had moved. */
const again = sql`on conflict (merge, object, record, field) do update set source = excluded.source`

function pointingTo(context: Context, target: string): Pointing[] {
  return [...context.workspace.objects.values()].flatMap(object => {
    const fields = object.fields.filter(field => field.type === 'relation' && !field.computed).flatMap(field => columnTargets(field)
      .filter(each => each.object === target).map(({ suffix }) => ({ name: field.name, column: field.name + suffix, several: Array.isArray(field.to) })))
    return fields.length ? [{ object: object.name, fields }] : []
  })
}

function pointsToAny({ fields }: Pointing, ids: string[]): Sql {
  return or(fields.map(({ column }) => sql`t.${identifier(column)} = any(${ids}::uuid[])`))
}

/** Moves every link to a record of `from` over to `into`. Records of the merge itself are left to mergeValues. */
export async function moveLinks(context: Context, merge: string, target: string, into: string, from: string[]): Promise<void> {
  for (const pointing of pointingTo(context, target)) {
    for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
      const rows = await readPointing(context, pointing, from, [into, ...from], last)
      if (rows.length === 0) break
      const links = rows.flatMap(row => pointing.fields.filter(({ column }) => from.includes(row[column])).map(({ name, column }): MovedLink => ({ record: row.id, field: name, source: row[column] })))
      await point(context, pointing, target, links.map(({ record, field }) => ({ record, field, to: into })))
      await remember(context, merge, pointing.object, links)
      last = rows.at(-1)!.id
      if (rows.length < CHUNK) break
    }
    await moveInBin(context, merge, pointing, into, from)
  }
}

/** Records of the bin have no changes of their own: they only must lead to the survivor when they come back. */
async function moveInBin(context: Context, merge: string, { object, fields }: Pointing, into: string, from: string[]): Promise<void> {
  const table = tableOf(context, object)
  for (const { name, column } of fields) {
    const by = identifier(column)
    await context.sql.query(sql`with old as (select t."id", t.${by} as source from ${table} t where t.${by} = any(${from}::uuid[]) and t."_deletedAt" is not null and t."id" <> all(${[into, ...from]}::uuid[]) order by t."id" for no key update),
      made as (update ${table} t set ${by} = ${into}::uuid from old where t."id" = old."id")
      insert into ${identifier(context.workspace.schema, '_merged_link')} (merge, object, record, field, source) select ${merge}::uuid, ${object}, old."id", ${name}, old.source from old
      ${again}`)
  }
}

async function readPointing(context: Context, pointing: Pointing, ids: string[], without: string[], last: string): Promise<RecordValues[]> {
  const columns = join(pointing.fields.map(({ column }) => sql`t.${identifier(column)}`), ', ')
  return context.sql.query(sql`select t."id", ${columns} from ${tableOf(context, pointing.object)} t
    where (${pointsToAny(pointing, ids)}) and t."_deletedAt" is null and t."id" <> all(${without}::uuid[]) and t."id" > ${last}::uuid order by t."id" limit ${CHUNK}`)
}

/** One operation a record, whatever the number of its fields that move. What refuses is told by object and field. */
async function point(context: Context, { object, fields }: Pointing, target: string, links: { record: string, field: string, to: string }[]): Promise<void> {
  const data = new Map<string, RecordValues>()
  for (const { record, field, to } of links) {
    const several = fields.find(each => each.name === field)!.several
    data.set(record, { ...data.get(record), [field]: several ? { object: target, id: to } : to })
  }
  const operations = [...data].map(([id, values]) => ({ op: 'update' as const, id, data: values }))
  try {
    await writeRecords(context, object, operations, { unbounded: true, parsed: true, path: (_, part) => part ? `${object}.${part}` : object })
  } catch (error) {
    throw concealed(context, object, error)
  }
}

/** The write is not the caller's own: of objects and fields that she may not know she learns no more than that it is refused. */
function concealed(context: Context, object: string, error: unknown): unknown {
  if (!(error instanceof Problem) || error.faults.length === 0) return error
  const known = mayRead(context, object) && error.faults.every(({ path }) => path === object || canRead(context, object, path.slice(object.length + 1)))
  return known ? error : new Problem('permission.denied')
}

async function remember(context: Context, merge: string, object: string, links: MovedLink[]): Promise<void> {
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_merged_link')} (merge, object, record, field, source)
    select ${merge}::uuid, ${object}, l.record, l.field, l.source from json_to_recordset(${JSON.stringify(links)}::json) as l(record uuid, field text, source uuid)
    ${again}`)
}

/** How many records the caller may read would move, by object. */
export async function countLinks(context: Context, target: string, from: string[]): Promise<{ object: string, count: number }[]> {
  const counts = []
  for (const { object, fields } of pointingTo(context, target)) {
    const shown = { object, fields: fields.filter(field => canRead(context, object, field.name)) }
    if (shown.fields.length === 0 || !mayRead(context, object)) continue
    const [{ count }] = await context.sql.query<{ count: number }>(sql`select count(*)::int as count from ${tableOf(context, object)} t where (${pointsToAny(shown, from)})
      and t."_deletedAt" is null and t."id" <> all(${from}::uuid[]) and ${filterToSql(rowFilter(context, object), 't', context.workspace.schema)}`)
    if (count) counts.push({ object, count })
  }
  return counts
}

export interface KeptLink { object: string, id: string, field: string }

/** Points moved links back; those that were changed since, or whose record is gone, are answered. */
export async function returnLinks(context: Context, merge: string, target: string, into: string): Promise<KeptLink[]> {
  const kept: KeptLink[] = []
  for (const pointing of pointingTo(context, target)) {
    await returnInBin(context, merge, pointing, into)
    for (let last = '00000000-0000-0000-0000-000000000000'; ;) {
      const links = await readMoved(context, merge, pointing, last)
      if (links.length === 0) break
      const back = links.filter(link => !link.bin && link.now === into)
      await point(context, pointing, target, back.map(({ record, field, source }) => ({ record, field, to: source })))
      kept.push(...links.filter(link => link.now !== (link.bin ? link.source : into)).map(({ record, field }) => ({ object: pointing.object, id: record, field })))
      last = links.at(-1)!.record
    }
  }
  return kept
}

async function returnInBin(context: Context, merge: string, { object, fields }: Pointing, into: string): Promise<void> {
  for (const { name, column } of fields) {
    const by = identifier(column)
    await context.sql.query(sql`update ${tableOf(context, object)} t set ${by} = l.source from ${identifier(context.workspace.schema, '_merged_link')} l
      where l.merge = ${merge}::uuid and l.object = ${object} and l.field = ${name} and t."id" = l.record and t."_deletedAt" is not null and t.${by} = ${into}::uuid`)
  }
}

/** The links of the next thousand records, each with where it points now; null where its record is gone. */
async function readMoved(context: Context, merge: string, { object, fields }: Pointing, last: string): Promise<(MovedLink & { now: string | null, bin: boolean })[]> {
  const now = join(fields.map(({ name, column }) => sql`when l.field = ${name} then t.${identifier(column)}`), ' ')
  const table = identifier(context.workspace.schema, '_merged_link')
  return context.sql.query(sql`select l.record, l.field, l.source, case ${now} end as now, t."_deletedAt" is not null as bin from ${table} l left join ${tableOf(context, object)} t on t."id" = l.record
    where l.merge = ${merge}::uuid and l.object = ${object} and l.record in (
      select record from ${table} where merge = ${merge}::uuid and object = ${object} and record > ${last}::uuid order by record limit ${CHUNK})
    order by l.record, l.field`)
}
