// Event room: notifications to members. The row and its event are written together, so that a bell rings for exactly
// what is in the list.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { moment } from '../http/answer-part.ts'
import { recordEvents } from './record-event.ts'

export interface NewNotification {
  member: string
  title: string
  body?: string | null
  /** A path of the web app, such as `/o/task/0198…`. */
  link?: string | null
  /** The record that it is about. */
  object?: string | null
  record?: string | null
  /** The same on every retry: the member is notified once. Unique in the workspace, so it holds the member where there are several. */
  key?: string | null
}

export const notificationAnswer = z.object({
  id: z.string(), title: z.string(), body: z.string().nullable(), link: z.string().nullable(), readAt: moment.nullable(), createdAt: moment,
  object: z.string().nullable(), record: z.string().nullable(),
})

export type Notification = z.output<typeof notificationAnswer>

/** The object under which the event log knows notifications; the event's record is the member. */
export const NOTIFICATION = '_notification'

/** Notifies many at once, in the context's transaction. Members that are gone or inactive are passed over. */
export async function notifyMembers(context: Context, notifications: NewNotification[]): Promise<void> {
  if (notifications.length === 0) return
  const rows = notifications.map(each => ({ ...each, id: uuid() }))
  const { schema } = context.workspace
  const written = await context.sql.query<Notification & { member: string }>(sql`insert into ${identifier(schema, '_notification')}
      (id, member, title, body, link, object, record, key, created_at)
    select n.id, n.member, n.title, n.body, n.link, n.object, n.record, n.key, ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, member uuid, title text, body text, link text, object text, record uuid, key text)
    join ${identifier(schema, '_member')} m on m.id = n.member and m.active order by n.id
    on conflict (key) do nothing
    returning id, member, title, body, link, read_at as "readAt", created_at as "createdAt", object, record`)
  await recordEvents(context, written.map(({ member, ...notification }) => ({ object: NOTIFICATION, record: member, kind: 'created', after: { ...notification } })))
}

/** Says anew what notifications that are still unread say, found by their keys. The bell does not ring again. */
export async function retellMembers(context: Context, notifications: NewNotification[]): Promise<void> {
  if (notifications.length === 0) return
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_notification')} t set title = n.title, body = n.body, link = n.link, object = n.object, record = n.record
    from jsonb_to_recordset(${JSON.stringify(notifications)}::jsonb) as n (title text, body text, link text, object text, record uuid, key text) where t.key = n.key and t.read_at is null`)
}
