// Team chat, outside, over HTTP: for administrators, in channels that they may read. The address is never shown again.
import { z } from 'zod'
import type { Context } from '../../../kernel/context.ts'
import { sql } from '../../../kernel/database/sql.ts'
import { idAnswer, paged } from '../../../kernel/http/answer-part.ts'
import { Problem, refuse } from '../../../kernel/http/errors.ts'
import { isCallable } from '../../../kernel/http/outside.ts'
import { limit } from '../../../kernel/http/query-part.ts'
import { noContent, route } from '../../../kernel/http/route.ts'
import { seal } from '../../../kernel/sealed.ts'
import { pageInOrder, pageQuery } from '../../../kernel/workspace/page.ts'
import { wallClock } from '../../../kernel/job/clock.ts'
import { messageTable, readChannel } from '../channel.ts'
import { connectorAnswer, connectorCalled, deliveryAnswer, deliveryState, deliveryTable, outsideAnswer, outsideTable, postingConnectors, readOutside, type Outside } from './outside.ts'
import { resumeOutside } from './queue.ts'

const tag = 'chat'
const access = 'administrator' as const
const params = z.object({ id: z.uuid() })

export const outsideRoutes = [
  route({ method: 'GET', path: '/chat/connectors', tag, access, summary: 'The outside chats that a channel can be connected to', query: pageQuery, answer: paged(connectorAnswer),
    handler: async (_, { query }) => pageInOrder(postingConnectors().map(({ name, label, help, example }) => ({ name, label, help, example: example ?? '' })), query) }),

  route({ method: 'GET', path: '/chat/channels/:id/outside', tag, access, summary: 'The outside chat of a channel', params, answer: outsideAnswer, handler: (context, { params }) => find(context, params.id) }),

  route({ method: 'PUT', path: '/chat/channels/:id/outside', tag, access, summary: 'Connect a channel to an outside chat by its incoming webhook, or change how', params, answer: outsideAnswer,
    body: z.strictObject({
      connector: z.string().max(60), address: z.string().max(2000).optional().meta({ description: 'Needed at first; without it the known one stays' }), posts: z.enum(['bots', 'all']).default('bots'),
      enabled: z.boolean().default(true), allowPrivate: z.boolean().default(false).meta({ description: 'The address may lie in a private network, as a chat server of one\'s own does' }),
    }),
    async handler(context, { params: { id }, body, app }) {
      const channel = await readChannel(context, id)
      if (channel.kind === 'direct') throw new Problem('chat.direct')
      const before = await readOutside(context, id)
      const connector = connectorCalled(body.connector)
      if (!connector) throw refuse([{ path: 'connector', code: 'chat.connector', parameters: { name: body.connector } }])
      if (body.address === undefined && before?.connector !== body.connector) throw refuse([{ path: 'address', code: 'value.required' }])
      const fits = body.address === undefined || (connector.capabilities.postsToChannel.address.safeParse(body.address).success && isCallable(body.address, body.allowPrivate))
      if (!fits) throw refuse([{ path: 'address', code: 'chat.address', parameters: { connector: { en: connector.label.en, id: connector.label.id } } }])
      await save(context, id, body, body.address === undefined ? undefined : seal(app.settings.secret, body.address))
      if (body.enabled) await resumeOutside(context, id)
      return find(context, id)
    } }),

  route({ method: 'DELETE', path: '/chat/channels/:id/outside', tag, access, summary: 'End the connection, with its log', params, status: 204,
    async handler(context, { params: { id } }) {
      await find(context, id)
      await context.sql.query(sql`delete from ${outsideTable(context)} where channel = ${id}::uuid`)
      return noContent
    } }),

  route({ method: 'POST', path: '/chat/channels/:id/outside/resume', tag, access, summary: 'Try at once what waits', params, answer: outsideAnswer,
    async handler(context, { params: { id } }) {
      await find(context, id)
      await context.sql.query(sql`update ${outsideTable(context)} set rest_until = null where channel = ${id}::uuid`)
      await resumeOutside(context, id)
      return find(context, id)
    } }),

  route({ method: 'GET', path: '/chat/channels/:id/outside/deliveries', tag, access, summary: 'What was sent and how it went, newest first', params, answer: paged(deliveryAnswer),
    query: z.strictObject({ state: deliveryState.optional(), limit: limit.default(50), after: z.coerce.number().int().optional() }),
    async handler(context, { params: { id }, query: { state, limit, after } }) {
      await find(context, id)
      const wanted = state === undefined ? sql`` : sql` and d.state = ${state}`
      const further = after === undefined ? sql`` : sql` and d.seq < ${after}`
      const rows = await context.sql.query<{ seq: string }>(sql`select d.id, d.seq, d.message, left(t.text, 200) as text, d.state, d.created_at as "createdAt", d.attempts, d.answered_at as "answeredAt", d.status, d.error
        from ${deliveryTable(context)} d join ${messageTable(context)} t on t.id = d.message where d.channel = ${id}::uuid${wanted}${further} order by d.seq desc limit ${limit + 1}`)
      return { data: rows.slice(0, limit).map(({ seq: _, ...row }) => row), page: { next: rows.length > limit ? rows[limit - 1].seq : null } }
    } }),

  route({ method: 'POST', path: '/chat/channels/:id/outside/deliveries/:delivery/redeliver', tag, access, summary: 'Send one again, after what waits before it', params: z.object({ id: z.uuid(), delivery: z.uuid() }), answer: idAnswer,
    async handler(context, { params: { id, delivery } }) {
      await find(context, id)
      const [found] = await context.sql.query(sql`update ${deliveryTable(context)} set state = 'waiting', created_at = ${wallClock()}::timestamptz where id = ${delivery}::uuid and channel = ${id}::uuid and state <> 'sending' returning id`)
      if (!found) throw new Problem('notFound')
      await context.sql.query(sql`update ${outsideTable(context)} set rest_until = null where channel = ${id}::uuid`)
      await resumeOutside(context, id)
      return found
    } }),
]

async function find(context: Context, channel: string): Promise<Outside> {
  await readChannel(context, channel)
  const outside = await readOutside(context, channel)
  if (!outside) throw new Problem('notFound')
  return outside
}

interface Wanted { connector: string, address?: string, posts: string, enabled: boolean, allowPrivate: boolean }

/** Without a new address the sealed one stays. */
async function save(context: Context, channel: string, { connector, address, posts, enabled, allowPrivate }: Wanted, sealed: string | undefined): Promise<void> {
  const host = address === undefined ? null : new URL(address).host
  await context.sql.query(sealed === undefined
    ? sql`update ${outsideTable(context)} set posts = ${posts}, enabled = ${enabled}, allow_private = ${allowPrivate}, rest_until = null where channel = ${channel}::uuid`
    : sql`insert into ${outsideTable(context)} (channel, connector, address, host, posts, enabled, allow_private, created_at, created_by)
      values (${channel}::uuid, ${connector}, ${sealed}, ${host}, ${posts}, ${enabled}, ${allowPrivate}, ${context.now}::timestamptz, ${context.actor.member}::uuid)
      on conflict (channel) do update set connector = excluded.connector, address = excluded.address, host = excluded.host, posts = excluded.posts, enabled = excluded.enabled, allow_private = excluded.allow_private, failures = 0, rest_until = null`)
}
