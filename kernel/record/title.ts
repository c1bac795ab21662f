// The names of related records and members, for histories and messages: one query per related object.
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import { filterToSql } from '../filter/to-sql.ts'
import type { FieldDefinition } from '../object/definition.ts'
import { canRead, rowFilter } from '../permission/rules.ts'
import { columnOf, fieldOf, tableOf } from './fields.ts'
import type { RecordValues } from './hook.ts'

/** Id → title. What the caller may not read is missing. */
export type Titles = Map<string, string>

/** The titles of everything that these records' relation and member fields point to. */
export async function titlesOf(context: Context, fields: FieldDefinition[], records: (RecordValues | null)[]): Promise<Titles> {
  const titles: Titles = new Map()
  const wanted = new Map<string, Set<string>>()
  for (const field of fields) {
    if (field.masked || (field.type !== 'relation' && field.type !== 'user')) continue
    for (const value of records.map(record => record?.[field.name])) {
      if (!value) continue
      const member = field.type === 'user' ? context.workspace.members.get(value) : undefined
      if (member) titles.set(value, member.name)
      if (field.type === 'user') continue
      const target = typeof value === 'string' ? field.to as string : value.object
      wanted.set(target, (wanted.get(target) ?? new Set()).add(typeof value === 'string' ? value : value.id))
    }
  }
  for (const [target, ids] of wanted) {
    for (const [id, title] of await readTitles(context, target, [...ids])) titles.set(id, title)
  }
  return titles
}

/** Titles of records of one object that the caller may read. */
export async function readTitles(context: Context, name: string, ids: string[]): Promise<Titles> {
  const object = context.workspace.objects.get(name)
  const title = object && fieldOf(object, object.title)
  if (!object || !title || !canRead(context, name, title.name)) return new Map()
  const rows = await context.sql.query<{ id: string, title: string | null }>(sql`select t."id", (${typeOf(title).read(columnOf(title, 't'), title)})::text as title
    from ${tableOf(context, name)} t where t."id" = any(${ids}::uuid[]) and ${filterToSql(rowFilter(context, name), 't', context.workspace.schema)}`)
  return new Map(rows.map(row => [row.id, row.title ?? '–']))
}
