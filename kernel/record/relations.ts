// Links to other records and to members: they must exist, live, and be readable by whoever links to them.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { rowFilter } from '../permission/rules.ts'
import { tableOf } from './fields.ts'
import type { Change } from './hook.ts'
import type { Preparation } from './prepare.ts'
import { sameValue } from './prepare.ts'

interface Link { at: number, field: string, id: string }

/** Finds links that lead nowhere; one query per related object, whatever the number of records. */
export async function checkRelations(preparation: Preparation, changes: (Change | undefined)[], places: number[]): Promise<void> {
  const { context, object, faults, options } = preparation
  const links = new Map<string, Link[]>()
  const members = context.workspace.members
  for (const field of object.fields) {
    if (field.type !== 'relation' && field.type !== 'user') continue
    changes.forEach((change, index) => {
      const value = change?.after[field.name]
      if (!change || !value || change.kind === 'deleted' || (change.before && sameValue(change.before[field.name] ?? null, value))) return
      if (field.type === 'user') {
        if (!members.has(value)) faults.add(places[index], field.name, 'relation.unknown')
        return
      }
      const target = typeof value === 'string' ? field.to as string : value.object
      const list = links.get(target) ?? []
      list.push({ at: places[index], field: field.name, id: typeof value === 'string' ? value : value.id })
      links.set(target, list)
    })
  }
  for (const [target, list] of links) {
    const found = await livingIds(context, target, list.map(link => link.id), options.unbounded === true)
    for (const link of list) if (!found.has(link.id) && !options.pretence?.linked.has(link.id)) faults.add(link.at, link.field, 'relation.unknown')
  }
}

async function livingIds(context: Context, object: string, ids: string[], unbounded: boolean): Promise<Set<string>> {
  const visible = filterToSql(unbounded ? { kind: 'all' } : rowFilter(context, object), 'r', context.workspace.schema)
  const rows = await context.sql.query<{ id: string }>(sql`select r."id" from ${tableOf(context, object)} ${identifier('r')}
    where r."id" = any(${[...new Set(ids)]}::uuid[]) and r."_deletedAt" is null and ${visible}`, { read: true })
  return new Set(rows.map(row => row.id))
}
