// Webhooks over HTTP (API.md §9), for administrators. A secret is never shown again.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { lockRow } from '../../kernel/database/lock-row.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { isCallable } from '../../kernel/http/outside.ts'
import { Problem, refuse, type Fault } from '../../kernel/http/errors.ts'
import { idAnswer, paged } from '../../kernel/http/answer-part.ts'
import { limit } from '../../kernel/http/query-part.ts'
import { noContent, route } from '../../kernel/http/route.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { addJob } from '../../kernel/job/job.ts'
import { recordChange } from '../../kernel/object/change.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { seal } from '../../kernel/sealed.ts'
import { pageInOrder, pageQuery } from '../../kernel/workspace/page.ts'
import { sendDeliveries } from './send-job.ts'
import { deliveryAnswer, deliveryState, isEventPattern, newWebhook, readWebhooks, webhookAnswer, webhookChange, type Webhook } from './webhook.ts'

const tag = 'webhooks'
const access = 'administrator' as const
const params = z.object({ id: z.uuid() })
const tableOf = ({ workspace }: Context) => identifier(workspace.schema, '_webhook')
const deliveriesOf = ({ workspace }: Context) => identifier(workspace.schema, '_webhook_delivery')

/** `kept`: events that it has already, of objects that may be gone by now. */
function check(context: Context, { url, events, allowPrivate }: Pick<Webhook, 'url' | 'events' | 'allowPrivate'>, kept: string[] = []): void {
  const faults: Fault[] = isCallable(url, allowPrivate) ? [] : [{ path: 'url', code: 'webhook.url' }]
  events.forEach((event, at) => isEventPattern(event, context.workspace) || kept.includes(event) || faults.push({ path: `events[${at}]`, code: 'webhook.event' }))
  if (faults.length) throw refuse(faults)
}

/** What the event log keeps of it: of the address the host alone, since the rest may be a secret. */
const told = ({ url, events, enabled, allowPrivate }: Pick<Webhook, 'url' | 'events' | 'enabled' | 'allowPrivate'>): object => ({ address: new URL(url).host, events, enabled, allowPrivate })

async function find(context: Context, id: string): Promise<Webhook> {
  const [webhook] = await readWebhooks(context, id)
  if (!webhook) throw new Problem('notFound')
  return webhook
}

const resume = async (context: Context, id: string) => {
  await context.sql.query(sql`update ${tableOf(context)} set rest_until = null where id = ${id}::uuid`)
  await context.sql.query(sql`update ${deliveriesOf(context)} set due_at = least(due_at, ${wallClock()}::timestamptz) where webhook = ${id}::uuid and state = 'waiting'`)
  await addJob(context, sendDeliveries, { webhook: id }, { queue: `webhook ${context.workspace.slug} ${id}` })
}

export const routes = [
  route({ method: 'GET', path: '/webhooks', tag, access, summary: 'Who hears of which events', query: pageQuery, answer: paged(webhookAnswer),
    handler: async (context, { query }) => pageInOrder(await readWebhooks(context), query) }),

  route({ method: 'POST', path: '/webhooks', tag, access, summary: 'Tell an address of events, signed with the secret', body: newWebhook, status: 201, answer: webhookAnswer,
    async handler(context, { body: { url, events, secret, enabled, allowPrivate }, app }) {
      check(context, { url, events, allowPrivate })
      const id = newId()
      await context.sql.query(sql`insert into ${tableOf(context)} (id, url, events, secret, enabled, allow_private, created_at, created_by)
        values (${id}::uuid, ${url}, ${events}::text[], ${seal(app.settings.secret, secret)}, ${enabled}, ${allowPrivate}, ${context.now}::timestamptz, ${context.actor.member}::uuid)`)
      await recordChange(context, '_webhook', id, null, told({ url, events, enabled, allowPrivate }))
      return find(context, id)
    } }),

  route({ method: 'GET', path: '/webhooks/:id', tag, access, summary: 'One webhook', params, answer: webhookAnswer, handler: (context, { params: { id } }) => find(context, id) }),

  route({ method: 'PATCH', path: '/webhooks/:id', tag, access, summary: 'Change a webhook, or stop it for a while', params, body: webhookChange, answer: webhookAnswer,
    async handler(context, { params: { id }, body, app }) {
      await lockRow(context.sql, tableOf(context), id)
      const before = await find(context, id)
      const after = { ...before, ...body }
      const { url, events, allowPrivate, enabled } = after
      check(context, { url, events, allowPrivate }, before.events)
      const secret = body.secret === undefined ? sql`secret` : sql`${seal(app.settings.secret, body.secret)}`
      await context.sql.query(sql`update ${tableOf(context)} set url = ${url}, events = ${events}::text[], allow_private = ${allowPrivate}, enabled = ${enabled}, secret = ${secret} where id = ${id}::uuid`)
      await recordChange(context, '_webhook', id, { ...told(before), secret: 'before' }, { ...told(after), secret: body.secret === undefined ? 'before' : 'renewed' })
      if (enabled) await resume(context, id)
      return find(context, id)
    } }),

  route({ method: 'DELETE', path: '/webhooks/:id', tag, access, summary: 'End a webhook, with its log', status: 204, params,
    async handler(context, { params: { id } }) {
      await lockRow(context.sql, tableOf(context), id)
      const before = await find(context, id)
      await context.sql.query(sql`delete from ${tableOf(context)} where id = ${id}::uuid`)
      await recordChange(context, '_webhook', id, told(before), null)
      return noContent
    } }),

  route({ method: 'POST', path: '/webhooks/:id/resume', tag, access, summary: 'Try at once what waits', params, answer: webhookAnswer,
    async handler(context, { params: { id } }) {
      await find(context, id)
      await resume(context, id)
      return find(context, id)
    } }),

  route({ method: 'GET', path: '/webhooks/:id/deliveries', tag, access, summary: 'What was sent and how it went, newest first', params, answer: paged(deliveryAnswer),
    query: z.strictObject({ state: deliveryState.optional(), limit: limit.default(50), after: z.uuid().optional() }),
    async handler(context, { params: { id }, query: { state, limit, after } }) {
      await find(context, id)
      const wanted = state === undefined ? sql`` : sql` and state = ${state}`
      const further = after === undefined ? sql`` : sql` and id < ${after}::uuid`
      const rows = await context.sql.query<{ id: string }>(sql`select id, seq as event, object, record, kind, state, created_at as "createdAt", due_at as "dueAt", attempts, answered_at as "answeredAt", status, error
        from ${deliveriesOf(context)} where webhook = ${id}::uuid${wanted}${further} order by id desc limit ${limit + 1}`)
      return { data: rows.slice(0, limit), page: { next: rows.length > limit ? rows[limit - 1].id : null } }
    } }),

  route({ method: 'POST', path: '/webhooks/:id/deliveries/:delivery/redeliver', tag, access, summary: 'Send one again, with the same event id', params: z.object({ id: z.uuid(), delivery: z.uuid() }), answer: idAnswer,
    async handler(context, { params: { id, delivery } }) {
      const [found] = await context.sql.query(sql`update ${deliveriesOf(context)} set state = 'waiting', attempts = 0, due_at = ${wallClock()}::timestamptz, created_at = ${wallClock()}::timestamptz where id = ${delivery}::uuid and webhook = ${id}::uuid returning id`)
      if (!found) throw new Problem('notFound')
      await resume(context, id)
      return found
    } }),
]
