// The bin keeps deleted records for 60 days (API.md §5); then they are gone, with nothing left but their events.
import { z } from 'zod'
import { identifier, sql } from '../database/sql.ts'
import { defineJob } from '../job/job.ts'

export const BIN_DAYS = 60
/** Rows of one statement: foreign keys are looked up for each. */
const CHUNK = 1000

export const purgeBin = defineJob({
  name: 'record.purgeBin',
  payload: z.object({}),
  async run(context) {
    for (const { name } of context.workspace.objects.values()) {
      const table = identifier(context.workspace.schema, name)
      for (let gone = CHUNK; gone === CHUNK;) {
        const rows = await context.sql.query(sql`delete from ${table} where "id" in (select "id" from ${table}
          where "_deletedAt" < ${context.now}::timestamptz - make_interval(days => ${BIN_DAYS}) limit ${CHUNK}) returning 1`)
        gone = rows.length
      }
    }
  },
})
