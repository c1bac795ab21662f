// Cells that name related records: looked up for many rows at once, made where the mapping says so.
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { typeOf } from '../../field/types/index.ts'
import { filterToSql } from '../../filter/to-sql.ts'
import { Problem } from '../../http/errors.ts'
import { mayCreate, rowFilter } from '../../permission/rules.ts'
import { columnOf, fieldOf, readableFields, tableOf } from '../fields.ts'
import { writeRecords } from '../write.ts'
import type { Column, ConvertedRow } from './convert.ts'

/** What this import has found so far: `company@name` → folded text → ids. Bounded, since a file may name a million. */
export type FoundLinks = Map<string, Map<string, string[]>>
const MOST_REMEMBERED = 100_000

/** Fills the relations of these rows; a name that leads nowhere, or to several records, fails its row. */
export async function resolveLinks(context: Context, rows: ConvertedRow[], found: FoundLinks, dryRun: boolean): Promise<void> {
  const wanted = new Map<string, { column: Column, target: string, matchOn: string, texts: Set<string> }>()
  for (const { links } of rows) {
    for (const { column, text } of links) {
      const { target, matchOn } = aim(context, column)
      const key = `${target}@${matchOn}`
      const entry = wanted.get(key) ?? { column, target, matchOn, texts: new Set<string>() }
      entry.texts.add(text)
      wanted.set(key, entry)
    }
  }
  for (const [key, { column, target, matchOn, texts }] of wanted) {
    let known = found.get(key)
    if (!known || known.size > MOST_REMEMBERED) found.set(key, known = new Map())
    await lookUp(context, target, matchOn, [...texts].filter(text => !known.has(fold(text))), known)
    if (column.target.create && !dryRun) await makeMissing(context, target, matchOn, [...texts], known)
  }
  for (const row of rows) for (const link of row.links) settleLink(context, row, link.column, link.text, found, dryRun)
}

/** The related object and the field of it that the cells hold. */
function aim(context: Context, { field, target }: Column): { target: string, matchOn: string } {
  const related = Array.isArray(field.to) ? field.to[0] : field.to!
  return { target: related, matchOn: target.matchOn ?? context.workspace.objects.get(related)!.title }
}

function fold(text: string): string {
  return text.toLowerCase()
}

async function lookUp(context: Context, name: string, matchOn: string, texts: string[], known: Map<string, string[]>): Promise<void> {
  const object = context.workspace.objects.get(name)!
  const field = readableFields(context, object).find(each => each.name === matchOn)
  if (!field) throw new Problem('invalid', { faults: [{ path: `options.mapping.${matchOn}`, code: 'field.unknown' }] })
  for (const text of texts) known.set(fold(text), [])
  if (texts.length === 0) return
  const text = typeOf(field).columns(field)[0].type === 'text' ? columnOf(field, 'r')() : sql`${columnOf(field, 'r')()}::text`
  // exact first: it has an index; the case is ignored only for what is still missing
  for (const folded of [false, true]) {
    const open = texts.filter(each => known.get(fold(each))!.length === 0)
    if (open.length === 0) return
    const rows = await context.sql.query<{ id: string, text: string }>(sql`select r."id", ${text} as text from ${tableOf(context, name)} ${identifier('r')}
      where ${folded ? sql`lower(${text})` : text} = any(${folded ? open.map(fold) : open}::text[]) and r."_deletedAt" is null and ${filterToSql(rowFilter(context, name), 'r', context.workspace.schema)}`)
    for (const row of rows) known.get(fold(row.text))?.push(row.id)
    if (matchOn === 'externalId' || matchOn === 'id') return
  }
}

async function makeMissing(context: Context, name: string, matchOn: string, texts: string[], known: Map<string, string[]>): Promise<void> {
  if (!mayCreate(context, name)) return
  const missing = new Map(texts.filter(text => known.get(fold(text))?.length === 0).map(text => [fold(text), text]))
  if (missing.size === 0) return
  const object = context.workspace.objects.get(name)!
  const field = matchOn === 'fullName' ? 'firstName' : matchOn
  if (!fieldOf(object, field)) return
  const changes = await writeRecords(context, name, [...missing.values()].map(text => ({ op: 'create' as const, data: { [field]: text } })), { workflows: false })
  ;[...missing.keys()].forEach((key, at) => known.set(key, [changes[at].id]))
}

function settleLink(context: Context, row: ConvertedRow, column: Column, text: string, found: FoundLinks, dryRun: boolean): void {
  const { target, matchOn } = aim(context, column)
  const ids = found.get(`${target}@${matchOn}`)!.get(fold(text)) ?? []
  if (ids.length === 1) row.data[column.field.name] = Array.isArray(column.field.to) ? { object: target, id: ids[0] } : ids[0]
  else if (ids.length > 1 && !column.target.optional) row.faults.push({ path: column.heading, code: 'conflict.several' })
  else if (ids.length === 0 && !column.target.optional && !(dryRun && column.target.create)) row.faults.push({ path: column.heading, code: 'relation.unknown' })
}
