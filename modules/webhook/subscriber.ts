// Webhooks: each event of a record becomes a delivery for each webhook that wants it, in the transaction in which the
// subscriber's cursor moves: none is lost, none is doubled.
import { identifier, sql } from '../../kernel/database/sql.ts'
import { defineSubscriber } from '../../kernel/event/subscriber.ts'
import { addJob } from '../../kernel/job/job.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { sendDeliveries } from './send-job.ts'
import { readWebhooks, wants } from './webhook.ts'

export const enqueueDeliveries = defineSubscriber({
  name: 'webhook.enqueue',
  events: ['*:*'],
  values: false,
  batch: 5000,
  async run(context, events) {
    const webhooks = (await readWebhooks(context)).filter(webhook => webhook.enabled)
    if (webhooks.length === 0) return
    const told = events.filter(event => !event.object.startsWith('_'))
    for (const webhook of webhooks) {
      const rows = told.filter(event => wants(webhook, event.kind, event.object)).map(({ seq, at, object, record, kind }) => ({ id: newId(), seq, at, object, record, kind }))
      if (rows.length === 0) continue
      await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_webhook_delivery')} (id, webhook, seq, at, object, record, kind, created_at, due_at)
        select r.id, ${webhook.id}::uuid, r.seq, r.at, r.object, r.record, r.kind, now(), now()
        from json_to_recordset(${JSON.stringify(rows)}::json) as r(id uuid, seq bigint, at timestamptz, object text, record uuid, kind text)`)
      await addJob(context, sendDeliveries, { webhook: webhook.id }, { queue: `webhook ${context.workspace.slug} ${webhook.id}` })
    }
  },
})
