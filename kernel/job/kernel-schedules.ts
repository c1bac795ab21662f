// Job room: the kernel's own recurring work in a workspace.
import { z } from 'zod'
import { identifier, sql } from '../database/sql.ts'
import { ensurePartitions } from '../event/partitions.ts'
import { defineJob } from './job.ts'
import type { Schedule } from './schedule.ts'

const nothing = z.object({})

const makePartitions = defineJob({
  name: 'event.makePartitions',
  payload: nothing,
  run: (context, _, { app }) => ensurePartitions(app.database, context.workspace.schema, context.now),
})

/** Answers are kept for 24 h of wall time (API.md §2), as retries know no manual clock. */
const purgeIdempotency = defineJob({
  name: 'http.purgeIdempotency',
  payload: nothing,
  async run(context) {
    await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_idempotency')} where created_at < now() - interval '24 hours'`)
  },
})

/** Joins the differences that writers left into one row per group. Rows that come meanwhile are left for the next time. */
const foldTally = defineJob({
  name: 'record.foldTally',
  payload: nothing,
  async run(context) {
    const table = identifier(context.workspace.schema, '_tally')
    await context.sql.query(sql`with old as (delete from ${table} returning object, pipeline, stage, owner, team, currency, count, amount)
      insert into ${table} (object, pipeline, stage, owner, team, currency, count, amount)
      select object, pipeline, stage, owner, team, currency, sum(count), sum(amount) from old group by object, pipeline, stage, owner, team, currency
      having sum(count) <> 0 or sum(amount) <> 0`)
  },
})

export const kernelSchedules: Schedule[] = [
  { job: makePartitions, every: 'day' },
  { job: purgeIdempotency, every: 'hour' },
  { job: foldTally, every: 'hour' },
]
