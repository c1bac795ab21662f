// Team chat, outside: the log of deliveries is kept for a month.
import { z } from 'zod'
import { sql } from '../../../kernel/database/sql.ts'
import { wallClock } from '../../../kernel/job/clock.ts'
import { defineJob } from '../../../kernel/job/job.ts'
import { deliveryTable } from './outside.ts'

export const purgeDeliveries = defineJob<object>({
  name: 'chat.purgeDeliveries',
  payload: z.object({}),
  async run(context) {
    await context.sql.query(sql`delete from ${deliveryTable(context)} where state in ('delivered', 'failed', 'unknown') and created_at < ${wallClock()}::timestamptz - interval '30 days'`)
  },
})
