// Bulk room: what an undoing needs is kept for as long as it may be asked for; then only what is told of the change remains.
import { z } from 'zod'
import { sql } from '../../database/sql.ts'
import { defineJob } from '../../job/job.ts'
import { bulkTable, partTable, UNDO_DAYS } from './bulk-row.ts'

export const sweepBulk = defineJob({
  name: 'record.sweepBulk',
  payload: z.object({}),
  async run(context) {
    await context.sql.query(sql`delete from ${partTable(context)} where bulk in (select id from ${bulkTable(context)}
      where status <> 'running' and coalesce(undo->>'status', '') <> 'running' and created_at < ${context.now}::timestamptz - make_interval(days => ${UNDO_DAYS + 1}))`)
  },
})
