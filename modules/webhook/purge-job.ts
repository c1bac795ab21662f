// Webhooks: the log of deliveries is kept for a month.
import { z } from 'zod'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { defineJob } from '../../kernel/job/job.ts'

export const purgeDeliveries = defineJob<object>({
  name: 'webhook.purgeDeliveries',
  payload: z.object({}),
  async run(context) {
    await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_webhook_delivery')} where state <> 'waiting' and created_at < now() - interval '30 days'`)
  },
})
