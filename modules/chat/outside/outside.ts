// Team chat, outside: which channel is connected to which outside chat. Connectors come from their own folders; this room
// knows only what they can do.
import { z } from 'zod'
import type { Connector, PostsToChannel } from '../../../kernel/connector.ts'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../../kernel/database/sql.ts'
import { labelAnswer, moment, type Row } from '../../../kernel/http/answer-part.ts'
import type { Module } from '../../../kernel/module.ts'

const posting = new Map<string, Connector & { capabilities: { postsToChannel: PostsToChannel } }>()

/** Takes up the connectors that can post to a channel; once, when the program starts. */
export function takeUpConnectors(modules: Module[]): void {
  posting.clear()
  for (const connector of modules.flatMap(each => each.connectors ?? [])) if (canPost(connector)) posting.set(connector.name, connector)
}

const canPost = (connector: Connector): connector is Connector & { capabilities: { postsToChannel: PostsToChannel } } => connector.capabilities.postsToChannel !== undefined

export const connectorCalled = (name: string) => posting.get(name)
export const postingConnectors = (): Connector[] => [...posting.values()]

export const outsideTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_chat_outside')
export const deliveryTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_chat_delivery')

export const connectorAnswer = z.object({ name: z.string(), label: labelAnswer, help: labelAnswer, example: z.string() })
export const outsideAnswer = z.object({
  connector: z.string(), host: z.string().meta({ description: 'Where it leads; the address itself is not shown again' }), posts: z.enum(['bots', 'all']), enabled: z.boolean(), allowPrivate: z.boolean(),
  createdAt: moment, lastSentAt: moment.nullable(), restUntil: moment.nullable().meta({ description: 'The other side does not take anything: nothing is sent before' }), failures: z.number(),
})
export const deliveryState = z.enum(['waiting', 'sending', 'delivered', 'failed', 'unknown'])
export const deliveryAnswer = z.object({
  id: z.string(), message: z.string(), text: z.string(), state: deliveryState.meta({ description: 'unknown: it was cut off, and may have arrived; it is not sent again by itself' }),
  createdAt: moment, attempts: z.number(), answeredAt: moment.nullable(), status: z.number().nullable(), error: z.string().nullable(),
})

export type Outside = Row<typeof outsideAnswer>

export async function readOutside(context: Context, channel: string): Promise<Outside | undefined> {
  const [outside] = await context.sql.query<Outside>(sql`select connector, host, posts, enabled, allow_private as "allowPrivate", created_at as "createdAt", last_sent_at as "lastSentAt", rest_until as "restUntil", failures
    from ${outsideTable(context)} where channel = ${channel}::uuid`)
  return outside
}
