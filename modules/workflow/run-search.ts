// The workflow room: runs over all workflows, with filters; how far the runs of a day came on each step; and failed ones tried again
// together.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { and, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { paged } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { limit, names } from '../../kernel/http/query-part.ts'
import { listRunsWhere, runAnswer, runToApi } from './run-list.ts'
import { queueRuns } from './run-queue.ts'
import { runStatus } from './run.ts'

const time = z.iso.datetime({ offset: true })

export const runQuery = z.strictObject({
  workflow: z.uuid().optional(), status: names.pipe(z.array(runStatus)).optional(), object: z.string().max(100).optional(), record: z.uuid().optional(),
  since: time.optional(), until: time.optional(), limit: limit.default(50), after: z.uuid().optional(),
})

export const runsAnswer = paged(runAnswer)

type Asked = z.output<typeof runQuery>
type Which = Pick<Asked, 'workflow' | 'object' | 'record' | 'since' | 'until'>

function conditionsOf({ workflow, object, record, since, until }: Which): Sql[] {
  return [
    ...workflow ? [sql`r.workflow = ${workflow}::uuid`] : [], ...object ? [sql`r.object = ${object}`] : [], ...record ? [sql`r.record = ${record}::uuid`] : [],
    ...since ? [sql`r.created_at >= ${since}::timestamptz`] : [], ...until ? [sql`r.created_at < ${until}::timestamptz`] : [],
  ]
}

/** A page, the newest first. */
export async function searchRuns(context: Context, { status, limit: size, after, ...which }: Asked): Promise<object> {
  const conditions = [...conditionsOf(which), ...status ? [sql`r.status = any(${status}::text[])`] : [], ...after ? [sql`r.id < ${after}::uuid`] : []]
  const rows = await listRunsWhere(context, and(conditions), size + 1)
  const data = rows.slice(0, size)
  return { data: data.map(row => runToApi(context, row)), page: { next: rows.length > size ? data.at(-1)!.id : null } }
}

/** Where a step, or all of the workflow, was wrong: the run is brought to the version in which that was mended. */
export const newestVersion = z.boolean().optional().meta({ description: 'By the newest version of the workflow, where that is about the same object' })

export const retryRequest = z.strictObject({ ids: z.array(z.uuid()).min(1).max(500).optional(), workflow: z.uuid().optional(), object: z.string().max(100).optional(), record: z.uuid().optional(), since: time.optional(), until: time.optional(), newest: newestVersion, after: z.uuid().optional().meta({ description: '`next` of the answer before' }) })
export const retryAnswer = z.object({ retried: z.number(), next: z.string().nullable().meta({ description: 'There may be more after this run: ask again' }) })

/** Runs that are tried again with one call. */
const MOST_RETRIED = 500

/** Only failed runs; steps that are done stay done, the one that failed is taken again. Two callers at once take each run once. */
export async function retryRuns(context: Context, { ids, after, newest = false, ...which }: z.output<typeof retryRequest>): Promise<z.output<typeof retryAnswer>> {
  const { schema } = context.workspace
  const [runs, steps] = [identifier(schema, '_workflow_run'), identifier(schema, '_workflow_step')]
  // of a call of which nobody knows whether it arrived, a person decides, one by one
  const decided = sql`not exists (select from ${steps} u where u.run = r.id and u.status = 'unknown')`
  const conditions = [sql`r.status = 'failed'`, decided, ...conditionsOf(which), ...ids ? [sql`r.id = any(${ids}::uuid[])`] : [], ...after ? [sql`r.id > ${after}::uuid`] : []]
  const taken = await context.sql.query<{ id: string, workflow: string }>(sql`
    with chosen as (select r.id, r.error ->> 'step' as step, coalesce(r.error ->> 'iteration', '') as iteration from ${runs} r where ${and(conditions)} order by r.id limit ${MOST_RETRIED} for update skip locked),
    cleared as (delete from ${steps} s using chosen c where s.run = c.id and s.status = 'failed' and s.step = c.step and s.iteration = c.iteration)
    update ${runs} r set status = 'queued', error = null, reason = null, finished_at = null, version = case when ${newest} and w.object is not distinct from r.object then w.version else r.version end
    from chosen c, ${identifier(schema, '_workflow')} w where r.id = c.id and w.id = r.workflow returning r.id, r.workflow`)
  await queueRuns(context, taken)
  return { retried: taken.length, next: !ids && taken.length === MOST_RETRIED ? taken.map(run => run.id).sort().at(-1)! : null }
}

/** One, which has to have failed. */
export async function retryOne(context: Context, id: string, newest?: boolean): Promise<void> {
  if ((await retryRuns(context, { ids: [id], newest })).retried === 0) throw new Problem('workflow.runNotFailed')
}

export const stepCountsAnswer = z.object({
  runs: z.number(), capped: z.boolean(),
  steps: z.array(z.object({ step: z.string(), completed: z.number(), failed: z.number(), waiting: z.number(), skipped: z.number() })),
})

/** Runs that are looked at: a busy day is not counted to its end. */
const MOST_COUNTED = 5_000

/** How far the newest runs since a time came on each step. */
export async function countSteps({ workspace, sql: query }: Context, workflow: string, since: string): Promise<z.output<typeof stepCountsAnswer>> {
  const runs = sql`select id from ${identifier(workspace.schema, '_workflow_run')} where workflow = ${workflow}::uuid and created_at >= ${since}::timestamptz order by id desc limit ${MOST_COUNTED}`
  const [{ count }] = await query.query<{ count: number }>(sql`select count(*)::int as count from (${runs}) r`)
  const of = (status: string) => sql`(count(*) filter (where s.status = ${status}))::int`
  const steps = await query.query<z.output<typeof stepCountsAnswer>['steps'][number]>(sql`select s.step, ${of('completed')} as completed, ${of('failed')} as failed, ${of('waiting')} as waiting, ${of('skipped')} as skipped
    from (${runs}) r join ${identifier(workspace.schema, '_workflow_step')} s on s.run = r.id group by s.step`)
  return { runs: count, capped: count === MOST_COUNTED, steps }
}
