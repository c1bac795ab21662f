// Webhooks: sends what waits for one receiver. Of each record only its oldest delivery is sent, so that a receiver hears of
// a record's changes in their order; the records go side by side. Times are the wall's: they are retries (API.md §8).
import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { callOutside, PrivateAddress } from '../../kernel/http/outside.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { addJob, defineJob } from '../../kernel/job/job.ts'
import { unseal } from '../../kernel/sealed.ts'
import { readWebhooks, type Webhook } from './webhook.ts'

const AT_ONCE = 8
const TIMEOUT_MS = 10_000
/** Seconds until the next try of one delivery that was refused, and of all when the receiver is down; the last goes on. */
const pauses = [10, 60, 300, 900, 1800, 3600, 7200, 14_400]
const HOURS_TRIED = 72

interface Delivery { id: string, seq: string, at: Date, object: string, record: string, kind: string, attempts: number, createdAt: Date, event: EventRow }
interface EventRow { version: number | null, actor: string | null, way: string, before: object | null, after: object | null, at: string }
interface Outcome { status: number | null, error: string | null }

export const sendDeliveries = defineJob<{ webhook: string }>({
  name: 'webhook.send',
  outside: true,
  payload: z.object({ webhook: z.string() }),
  async run(context, { webhook: id }, { app, signal }) {
    for (;;) {
      signal.throwIfAborted()
      const [webhook] = await readWebhooks(context, id)
      if (!webhook?.enabled) return
      if (webhook.restUntil && webhook.restUntil > wallClock()) return sendLater(context, id, webhook.restUntil)
      const deliveries = await nextDeliveries(context, id)
      if (deliveries.length === 0) return sendWhenDue(context, id)
      const secret = await readSecret(context, app, id)
      const outcomes = await Promise.all(deliveries.map(delivery => send(webhook, secret, context.workspace.slug, delivery)))
      await keepOutcomes(context, webhook, deliveries, outcomes)
    }
  },
})

/** What is due, and is the oldest of its record that waits; asked one by one, since right after an import the planner knows of no rows and would look at all for each. */
function nextDeliveries(context: Context, webhook: string): Promise<Delivery[]> {
  const { schema } = context.workspace
  const table = identifier(schema, '_webhook_delivery')
  return context.sql.query<Delivery>(sql`select d.id, d.seq, d.at, d.object, d.record, d.kind, d.attempts, d.created_at as "createdAt", row_to_json(e) as event
    from (select id, seq, at, object, record, kind, attempts, created_at from ${table} d where webhook = ${webhook}::uuid and state = 'waiting' and due_at <= ${wallClock()}::timestamptz
      and seq = (select min(o.seq) from ${table} o where o.webhook = d.webhook and o.record = d.record and o.state = 'waiting') order by due_at, seq limit ${AT_ONCE}) d
    cross join lateral (select version, actor, way, before, after, at from ${identifier(schema, '_event')} v where v.seq = d.seq and v.at = d.at limit 1) e order by d.seq`)
}

async function readSecret(context: Context, app: App, webhook: string): Promise<string> {
  const [{ secret }] = await context.sql.query<{ secret: string }>(sql`select secret from ${identifier(context.workspace.schema, '_webhook')} where id = ${webhook}::uuid`)
  return unseal(app.settings.secret, secret)
}

async function send({ url, allowPrivate }: Webhook, secret: string, slug: string, { id, seq, object, record, kind, event }: Delivery): Promise<Outcome> {
  const name = `record.${kind}:${object}`
  const { version, actor, way, before, after, at } = event
  const body = JSON.stringify({ id: `${slug}-${seq}`, event: name, at, object, record, version, actor, way, before, after })
  const time = Math.floor(wallClock().getTime() / 1000)
  const signature = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex')
  const headers = { 'content-type': 'application/json', 'user-agent': 'Hubung', 'x-hubung-event': name, 'x-hubung-event-id': `${slug}-${seq}`, 'x-hubung-delivery': id, 'x-hubung-signature': `t=${time},v1=${signature}` }
  try {
    return { status: await callOutside({ method: 'POST', url, headers, body, allowPrivate, timeoutMs: TIMEOUT_MS }), error: null }
  } catch (error) {
    return { status: null, error: error instanceof PrivateAddress ? 'private' : (error as { code?: string }).code ?? (error as Error).name }
  }
}

const isDone = ({ status }: Outcome) => status !== null && status >= 200 && status < 300
/** It is not this delivery that is unwelcome: nothing gets through. */
const isDown = ({ status }: Outcome) => status === null || status >= 500 || status === 429 || status === 408

/** What an address did that was given up meanwhile says nothing of the one in its place. */
async function keepOutcomes(context: Context, webhook: Webhook, deliveries: Delivery[], outcomes: Outcome[]): Promise<void> {
  const now = wallClock()
  const rows = deliveries.map(({ id, attempts, createdAt }, at) => {
    const { status, error } = outcomes[at]
    const late = now.getTime() - createdAt.getTime() > HOURS_TRIED * 3_600_000
    return { id, status, error, state: isDone(outcomes[at]) ? 'delivered' : late ? 'failed' : 'waiting', due: after(now, attempts) }
  })
  const { schema } = context.workspace
  await context.sql.query(sql`update ${identifier(schema, '_webhook_delivery')} d set state = r.state, status = r.status, error = r.error, attempts = attempts + 1, answered_at = ${now}::timestamptz, due_at = case when w.url = ${webhook.url} then r.due else ${now}::timestamptz end
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, state text, status int, error text, due timestamptz), ${identifier(schema, '_webhook')} w where d.id = r.id and w.id = d.webhook`)
  // one alone that failed before may be the only one that is unwelcome: of the receiver it tells nothing
  if (deliveries.length === 1 && deliveries[0].attempts > 0 && isDown(outcomes[0])) return
  const down = outcomes.every(isDown)
  const failures = down ? webhook.failures + 1 : 0
  await context.sql.query(sql`update ${identifier(schema, '_webhook')} set failures = ${failures}, rest_until = ${down ? after(now, webhook.failures) : null}::timestamptz where id = ${webhook.id}::uuid and url = ${webhook.url}`)
}

function after(now: Date, failures: number): Date {
  return new Date(now.getTime() + pauses[Math.min(failures, pauses.length - 1)] * 1000)
}

async function sendWhenDue(context: Context, webhook: string): Promise<void> {
  const [{ due }] = await context.sql.query<{ due: Date | null }>(sql`select min(due_at) as due from ${identifier(context.workspace.schema, '_webhook_delivery')} where webhook = ${webhook}::uuid and state = 'waiting' and due_at > ${wallClock()}::timestamptz`)
  if (due) await sendLater(context, webhook, due)
}

function sendLater(context: Context, webhook: string, at: Date): Promise<void> {
  const name = `webhook ${context.workspace.slug} ${webhook}`
  return addJob(context, sendDeliveries, { webhook }, { queue: name, key: `${name} later`, runAt: at })
}
