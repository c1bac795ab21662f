// Event room: a member's own notifications over HTTP, newest first.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { empty, identifier, sql } from '../database/sql.ts'
import { paged } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { flag, limit } from '../http/query-part.ts'
import { route, type Route } from '../http/route.ts'
import { NOTIFICATION, notificationAnswer, type Notification } from './notification.ts'
import { recordEvents } from './record-event.ts'

/** Beyond this the bell says "99+" anyway: counting stops. */
const UNREAD_CAP = 1000

const listed = z.strictObject({ limit: limit.default(50), after: z.string().optional(), unread: flag.optional() })
const unread = z.number().meta({ description: `Counted to ${UNREAD_CAP}` })
const marked = z.union([z.strictObject({ ids: z.array(z.uuid()).max(1000) }), z.strictObject({ all: z.literal(true) })])

export const notificationRoutes: Route[] = [
  route({ method: 'GET', path: '/notifications', tag: 'notifications', summary: 'Your notifications, newest first, and how many are unread', query: listed,
    answer: paged(notificationAnswer).extend({ unread }),
    handler: (context, { query }) => listNotifications(context, query) }),
  route({ method: 'POST', path: '/notifications/read', tag: 'notifications', summary: 'Mark some or all of your notifications as read', body: marked, answer: z.object({ unread }),
    handler: (context, { body }) => markRead(context, 'ids' in body ? body.ids : undefined) }),
]

async function listNotifications(context: Context, { limit, after, unread }: z.output<typeof listed>): Promise<object> {
  if (after !== undefined && !z.uuid().safeParse(after).success) throw new Problem('cursor.invalid')
  const table = identifier(context.workspace.schema, '_notification')
  const rows = await context.sql.query<Notification>(sql`select id, title, body, link, object, record, read_at as "readAt", created_at as "createdAt" from ${table}
    where member = ${context.actor.member} ${after ? sql`and id < ${after}::uuid` : empty} ${unread ? sql`and read_at is null` : empty}
    order by id desc limit ${limit + 1}`)
  const data = rows.slice(0, limit)
  return { data, page: { next: rows.length > limit ? data.at(-1)!.id : null }, unread: await countUnread(context) }
}

async function countUnread(context: Context): Promise<number> {
  const [{ count }] = await context.sql.query<{ count: number }>(sql`select count(*)::int as count from
    (select from ${identifier(context.workspace.schema, '_notification')} where member = ${context.actor.member} and read_at is null limit ${UNREAD_CAP}) n`)
  return count
}

/** The member's other windows hear it by an event of the kind `read`. */
async function markRead(context: Context, ids: string[] | undefined): Promise<object> {
  const chosen = ids ? sql`and id = any(${ids}::uuid[])` : empty
  const read = await context.sql.query<{ id: string }>(sql`update ${identifier(context.workspace.schema, '_notification')} set read_at = ${context.now}
    where member = ${context.actor.member} and read_at is null ${chosen} returning id`)
  if (read.length) await recordEvents(context, [{ object: NOTIFICATION, record: context.actor.member, kind: 'read', after: { ids: read.slice(0, 1000).map(row => row.id) } }])
  return { unread: await countUnread(context) }
}
