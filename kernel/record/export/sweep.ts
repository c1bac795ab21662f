// Export room: files go when they expire, and a month later what is told of the export; the event log keeps who exported what.
import { z } from 'zod'
import { sql } from '../../database/sql.ts'
import { defineJob } from '../../job/job.ts'
import { exportTable, pieceTable } from './export-row.ts'

const TOLD_DAYS = 30

export const sweepExports = defineJob({
  name: 'record.sweepExports',
  payload: z.object({}),
  async run(context) {
    const [table, pieces] = [exportTable(context), pieceTable(context)]
    await context.sql.query(sql`delete from ${pieces} where export in (select id from ${table} where status in ('failed', 'cancelled') or expires_at <= ${context.now}::timestamptz)`)
    await context.sql.query(sql`delete from ${table} where finished_at < ${context.now}::timestamptz - make_interval(days => ${TOLD_DAYS})`)
  },
})
