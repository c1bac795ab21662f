// The workflow room: runs that have long been over go, a thousand at a time. What has to be known for ever lies elsewhere: how often a
// record was enrolled (`_workflow_entry`), which dates have fired (`_timer`), what happened (`_event`). A run that changed records
// keeps its line without its steps, since "why is it so" leads through it.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { defineJob } from '../../kernel/job/job.ts'
import { steps } from './steps/index.ts'

/** Days of the product's clock that a run is kept after its end: a year and a month, so that this year's can be held against last year's. */
const DAYS = 400
const CHUNK = 1000

export const sweepRuns = defineJob<object>({
  name: 'workflow.sweepRuns',
  payload: z.object({}),
  async run(context, _, { app, signal }) {
    for (let more = true; more;) {
      signal.throwIfAborted()
      more = await app.database.transaction(transaction => sweepChunk({ ...context, sql: transaction, now: app.clock.now() }))
    }
    await sweepStarts(context)
  },
})

/** False when nothing old is left. */
async function sweepChunk({ workspace: { schema, timeZone }, sql: query, now }: Context): Promise<boolean> {
  const [runs, marks] = [identifier(schema, '_workflow_run'), identifier(schema, '_workflow_step')]
  const writing = Object.values(steps).filter(step => step.writes).map(step => step.type)
  const old = await query.query<{ id: string, wrote: boolean }>(sql`
    with r as (select id from ${runs} where finished_at < ${now}::timestamptz - make_interval(days => ${DAYS}) and not swept order by finished_at limit ${CHUNK} for update skip locked)
    select r.id, exists (select from ${marks} s where s.run = r.id and s.status in ('completed', 'unknown') and s.type = any(${writing}::text[])) as wrote from r`)
  const kept = old.filter(run => run.wrote).map(run => run.id)
  const gone = old.filter(run => !run.wrote).map(run => run.id)
  await query.query(sql`delete from ${marks} where run = any(${kept}::uuid[])`)
  await query.query(sql`update ${runs} set swept = true where id = any(${kept}::uuid[])`)
  await query.query(sql`with gone as (delete from ${runs} where id = any(${gone}::uuid[]) returning workflow, created_at, status)
    insert into ${identifier(schema, '_workflow_outcome')} as o (workflow, month, status, count)
    select workflow, date_trunc('month', created_at at time zone ${timeZone})::date as month, status, count(*) from gone group by 1, 2, 3 order by 1, 2, 3
    on conflict (workflow, month, status) do update set count = o.count + excluded.count`)
  return old.length === CHUNK
}

/** Of which no run is left to count, and the records that they chose. */
async function sweepStarts({ workspace: { schema }, sql: query, now }: Context): Promise<void> {
  await query.query(sql`delete from ${identifier(schema, '_workflow_start')} s where s.finished_at < ${now}::timestamptz - make_interval(days => ${DAYS})
    and not exists (select from ${identifier(schema, '_workflow_run')} r where r.start = s.id)`)
}
