// Webhooks: who wants to hear of which events. Kept in memory with the workspace's snapshot.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { moment, type Row } from '../../kernel/http/answer-part.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'

export const webhookAnswer = z.object({
  id: z.string(), url: z.string(), enabled: z.boolean(), allowPrivate: z.boolean(), createdAt: moment, failures: z.number(),
  events: z.array(z.string()).meta({ description: '`record.created:deal`, with `*` for any kind or object' }),
  restUntil: moment.nullable().meta({ description: 'It failed so often that nothing is sent before' }),
})

export type Webhook = Row<typeof webhookAnswer>

export const deliveryState = z.enum(['waiting', 'delivered', 'failed'])

export const deliveryAnswer = z.object({
  id: z.string(), event: z.string(), object: z.string(), record: z.string(), kind: z.string(), state: deliveryState, createdAt: moment, dueAt: moment, attempts: z.number(),
  answeredAt: moment.nullable(), status: z.number().nullable().meta({ description: 'What the address answered' }), error: z.string().nullable(),
})

const kinds = ['created', 'updated', 'deleted', 'restored'] as const
const pattern = /^record\.(created|updated|deleted|restored|\*):([a-z][A-Za-z0-9]*|\*)$/

/** Whether the pattern names events that there are. */
export function isEventPattern(text: string, { objects }: Workspace): boolean {
  const [, , object] = pattern.exec(text) ?? []
  return object === '*' || (object !== undefined && objects.has(object))
}

/** What the log keeps besides (who saw a masked value and why, that records were merged) is no change of a record. */
export function wants({ events }: Pick<Webhook, 'events'>, kind: string, object: string): boolean {
  return kinds.some(each => each === kind) && events.some(each => ['record.*:*', `record.*:${object}`, `record.${kind}:*`, `record.${kind}:${object}`].includes(each))
}

const settings = z.strictObject({ url: z.string().max(2000), events: z.array(z.string().max(100)).min(1).max(100), secret: z.string().min(8).max(200), enabled: z.boolean(), allowPrivate: z.boolean() })

export const newWebhook = settings.extend({ enabled: z.boolean().default(true), allowPrivate: z.boolean().default(false) })
export const webhookChange = settings.partial()

export async function readWebhooks(context: Context, id?: string): Promise<Webhook[]> {
  const only = id === undefined ? sql`` : sql` where id = ${id}::uuid`
  return context.sql.query<Webhook>(sql`select id, url, events, enabled, allow_private as "allowPrivate", created_at as "createdAt", rest_until as "restUntil", failures
    from ${identifier(context.workspace.schema, '_webhook')}${only} order by id`)
}
