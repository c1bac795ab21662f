// The workflow room: the job that runs enrolments. A step's effect and its mark are one transaction; a job that is cut off
// is tried again and goes on after the last mark.
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { addJob, defineJob, type Job } from '../../kernel/job/job.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { compile } from './catalogue.ts'
import type { WorkflowDefinition } from './definition.ts'
import { closeRuns, releaseRuns } from './ended.ts'
import { isPassing, NotYet } from './failure.ts'
import { tellFailed, type Failed } from './failure-notice.ts'
import type { Program } from './program.ts'
import { runsJob } from './run-queue.ts'
import { claimRuns, saveRuns, type Run, type RunError } from './run.ts'
import { runSteps } from './run-steps.ts'
import { PAUSED } from './versions.ts'
import { tellStarters } from './start.ts'

/** Write transactions stay under a second. */
const BUDGET_MS = 400
/** Runs that another process holds are looked at again: it may have died without giving them back. */
const LOCKED_MS = 30_000

export const runWorkflows: Job<{ runs: string[] }> = defineJob({
  ...runsJob,
  async run(context, { runs }, { app, attempt }) {
    try {
      await advanceAll(context, app, runs, BUDGET_MS)
    } catch (error) {
      if (isPassing(error) && attempt < runsJob.attempts) throw error
      await advanceEach(context, app, runs)
    } finally {
      app.wake(context.workspace.schema)
    }
  },
})

/** What breaks the work on all is found by working on each: only the run that cannot be done rests as failed, to be seen and tried again by a person. */
async function advanceEach(context: Context, app: App, ids: string[]): Promise<void> {
  for (const id of ids) await advanceAll(context, app, [id], BUDGET_MS).catch(error => app.database.transaction(transaction => giveUp({ ...context, sql: transaction, now: app.clock.now() }, id, error)))
}

/** Works until none of the runs is open, in transactions of about `budget` milliseconds. */
export async function advanceAll(context: Context, app: App, ids: string[], budget: number): Promise<void> {
  let rest = ids
  while (rest.length > 0) {
    const open = await app.database.transaction(transaction => advance({ ...context, sql: transaction, now: app.clock.now() }, rest, budget))
    rest = open.map(run => run.id)
  }
  const held = await context.sql.query<{ id: string }>(sql`select id from ${identifier(context.workspace.schema, '_workflow_run')}
    where id = any(${ids}::uuid[]) and status in ('queued', 'running')`)
  if (held.length) await addJob(context, runWorkflows, { runs: held.map(row => row.id) }, { runAt: new Date(wallClock().getTime() + LOCKED_MS) })
}

/** One transaction; answers the runs of ours that are still open. */
async function advance(context: Context, ids: string[], budget: number): Promise<Run[]> {
  const runs = await claimRuns(context, ids)
  if (runs.length === 0) return []
  for (const group of Map.groupBy(runs, run => `${run.workflow} ${run.version}`).values()) await advanceGroup(context, group, budget)
  await saveRuns(context, runs)
  await tellStarters(context, runs)
  await tellFailed(context, runs.filter(run => run.status === 'failed'))
  return runs.filter(run => run.status === 'running')
}

interface Origin { member: string, definition: WorkflowDefinition, deleted: boolean, enabled: boolean }

async function advanceGroup(context: Context, runs: Run[], budget: number): Promise<void> {
  const [{ workflow, version }] = runs
  const { schema } = context.workspace
  const [origin] = await context.sql.query<Origin>(sql`select w.member, v.definition, w.deleted_at is not null as deleted, w.enabled
    from ${identifier(schema, '_workflow')} w join ${identifier(schema, '_workflow_version')} v on v.workflow = w.id and v.version = ${version} where w.id = ${workflow}::uuid`)
  if (!origin || origin.deleted) {
    end(runs, 'cancelled', { code: 'workflow.gone' }, 'workflow')
    return releaseRuns(context, runs.map(run => run.id), 'workflow')
  }
  if (!origin.enabled) return rest(runs)
  const actor = actorOf(context.workspace, origin.member, 'workflow')
  if (!actor) throw new NotYet('The workflow is younger than what this process knows of the workspace')
  const program: Program | Problem = compile(context, { id: workflow, version, definition: origin.definition, member: origin.member, role: actor.role.name })
  if (program instanceof Problem) return end(runs, 'failed', { code: 'workflow.broken', parameters: { reason: program.faults.map(({ path }) => path).join(', ') }, faults: program.faults })
  await runSteps({ ...context, actor, locale: context.workspace.locale }, program, runs, budget)
  await closeRuns(context, program, runs)
}

function end(runs: Run[], status: 'cancelled' | 'failed', error: RunError, reason: string | null = null): void {
  for (const run of runs) Object.assign(run, { status, error, reason })
}

/** A workflow that is switched off is paused: its runs go on when it is switched on again (versions.ts). */
function rest(runs: Run[]): void {
  for (const run of runs) Object.assign(run, { status: 'waiting', reason: PAUSED, attempt: run.attempt - 1 })
}

async function giveUp(context: Context, id: string, error: unknown): Promise<void> {
  const code = isPassing(error) ? 'workflow.interrupted' : 'workflow.failedInside'
  context.log.error({ err: error, run: id }, 'A workflow run could not be worked through')
  const failed = await context.sql.query<Failed>(sql`update ${identifier(context.workspace.schema, '_workflow_run')} set status = 'failed', error = ${JSON.stringify({ code })}::jsonb, finished_at = ${context.now}::timestamptz
    where id = ${id}::uuid and status in ('queued', 'running') returning id, workflow, object, record, error`)
  await tellFailed(context, failed)
}
