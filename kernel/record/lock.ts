// Reads the rows that a write is about, all fields, locked in id order so that two writers never wait in a circle. The
// lock lets others link to the rows meanwhile: whoever links and then computes the row anew would wait for one who did the same.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { sharedAccess } from '../permission/rules.ts'
import type { SharedAccess } from '../permission/sharing.ts'
import { ROW, selection, tableOf } from './fields.ts'
import type { RecordValues } from './hook.ts'

export interface StoredRow {
  values: RecordValues
  /** The owner's team, as stamped on the row. */
  team: string | null
  /** What sharing rules allow the caller with it. */
  shared: SharedAccess | null
  deleted: boolean
  /** Somebody may hold it (held.ts). */
  held: boolean
}

export async function lockRows(context: Context, object: ObjectDefinition, ids: string[]): Promise<Map<string, StoredRow>> {
  const stored = new Map<string, StoredRow>()
  if (ids.length === 0) return stored
  const rows = await context.sql.query<{ json: RecordValues, team: string | null, shared: SharedAccess | null, deleted: boolean, held: boolean }>(sql`
    select row_to_json(d.*) as json, p."_team" as team, ${sharedAccess(context, object.name, 'p')} as shared, p."_deletedAt" is not null as deleted, p."_held" is not null as held
    from (select * from ${tableOf(context, object.name)} ${identifier(ROW)} where "id" = any(${ids}::uuid[]) order by "id" for no key update) p,
    lateral (select ${selection(context, object, object.fields, [], 'p')}) d`)
  for (const { json, ...row } of rows) stored.set(json.id, { values: json, ...row })
  return stored
}
