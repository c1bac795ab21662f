// Merge room: rows about a record that are no records: its stays in stages and the notifications about it.
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'

/** What moved, for the way back. `closed`: stays that ended with the merge, since a record is in one stage at a time. */
export interface MovedHistory { stays: { id: string, record: string }[], closed: string[], notifications: { id: string, record: string }[] }

export async function moveHistory(context: Context, object: string, into: string, from: string[]): Promise<MovedHistory> {
  const { schema } = context.workspace
  const history = identifier(schema, '_stage_history')
  const notification = identifier(schema, '_notification')
  const closed = await context.sql.query<{ id: string }>(sql`update ${history} set left_at = ${context.now}::timestamptz
    where object = ${object} and record = any(${from}::uuid[]) and left_at is null returning id`)
  const stays = await context.sql.query<{ id: string, record: string }>(sql`with old as (select id, record from ${history} where object = ${object} and record = any(${from}::uuid[]))
    update ${history} h set record = ${into}::uuid from old where h.id = old.id returning old.id, old.record`)
  const notifications = await context.sql.query<{ id: string, record: string }>(sql`with old as (select id, record from ${notification} where object = ${object} and record = any(${from}::uuid[]))
    update ${notification} n set record = ${into}::uuid, link = replace(n.link, old.record::text, ${into}) from old where n.id = old.id returning old.id, old.record`)
  return { stays, closed: closed.map(row => row.id), notifications }
}

export async function returnHistory(context: Context, into: string, { stays, closed, notifications }: MovedHistory): Promise<void> {
  const { schema } = context.workspace
  const history = identifier(schema, '_stage_history')
  await context.sql.query(sql`update ${history} h set record = old.record, left_at = case when h.id = any(${closed}::uuid[]) then null else h.left_at end
    from json_to_recordset(${JSON.stringify(stays)}::json) as old(id uuid, record uuid) where h.id = old.id`)
  await context.sql.query(sql`update ${identifier(schema, '_notification')} n set record = old.record, link = replace(n.link, ${into}, old.record::text)
    from json_to_recordset(${JSON.stringify(notifications)}::json) as old(id uuid, record uuid) where n.id = old.id`)
}
