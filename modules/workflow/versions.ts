// The workflow room: versions of a workflow, and what becomes of the runs under way when it is changed, paused or taken up again.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql } from '../../kernel/database/sql.ts'
import { moment } from '../../kernel/http/answer-part.ts'
import { definitionAnswer, type WorkflowDefinition } from './definition.ts'
import { releaseRuns } from './ended.ts'
import { dropExpectations } from './expectation.ts'
import { allSteps, type ProgramStep } from './program-step.ts'
import { queueRuns } from './run-queue.ts'
import { cancelWaits } from './wake.ts'

/** Why a run waits whose workflow is switched off. */
export const PAUSED = 'paused'

/** What becomes of runs under way: they stay on their version, move to the new one, or are cancelled. */
export const underWay = z.enum(['stay', 'move', 'cancel'])

export const versionAnswer = z.object({ version: z.number(), author: z.string().nullable(), createdAt: moment, definition: definitionAnswer })

interface Version { version: number, author: string | null, createdAt: Date, definition: WorkflowDefinition }

/** A page, the newest first; `before` is the last one's number. */
export async function listVersions({ workspace, sql: query }: Context, workflow: string, { limit, before }: { limit: number, before?: number }): Promise<Version[]> {
  return query.query<Version>(sql`select version, author, created_at as "createdAt", definition from ${identifier(workspace.schema, '_workflow_version')}
    where workflow = ${workflow}::uuid ${before === undefined ? empty : sql`and version < ${before}`} order by version desc limit ${limit}`)
}

/** How many runs wait for something. */
export async function countWaiting({ workspace, sql: query }: Context, workflow: string): Promise<number> {
  const [{ count }] = await query.query<{ count: number }>(sql`select count(*)::int as count from ${identifier(workspace.schema, '_workflow_run')} where workflow = ${workflow}::uuid and status = 'waiting'`)
  return count
}

/** Takes up the runs that came to rest while the workflow was switched off. */
export async function resumeRuns(context: Context, workflow: string): Promise<void> {
  const runs = await context.sql.query<{ id: string, workflow: string }>(sql`update ${identifier(context.workspace.schema, '_workflow_run')} set status = 'queued', reason = null
    where workflow = ${workflow}::uuid and status = 'waiting' and reason = ${PAUSED} returning id, workflow`)
  await queueRuns(context, runs)
}

/** Cancels what waits. `reason` is shown: `workflow` (removed), `version`. */
export async function cancelRuns(context: Context, workflow: string, reason: 'workflow' | 'version'): Promise<void> {
  const waiting = await context.sql.query<{ id: string }>(sql`update ${identifier(context.workspace.schema, '_workflow_run')} set status = 'cancelled', reason = ${reason}, finished_at = ${context.now}
    where workflow = ${workflow}::uuid and status = 'waiting' returning id`)
  await releaseRuns(context, waiting.map(run => run.id), reason)
}

/**
 * Brings the runs under way to the newest version. Steps are known by their ids: what is done stays done, what has been added
 * before it is not made up for, and a wait that has begun keeps its time. One whose step is no longer there goes on at once.
 */
export async function moveRuns(context: Context, workflow: string, version: number, steps: ProgramStep[]): Promise<void> {
  const { schema } = context.workspace
  const known = allSteps(steps).map(step => step.id)
  const moved = await context.sql.query<{ id: string }>(sql`update ${identifier(schema, '_workflow_run')} set version = ${version} where workflow = ${workflow}::uuid and status in ('queued', 'waiting') returning id`)
  // by a statement of its own: one may change a row only once
  const lost = await context.sql.query<{ id: string, workflow: string }>(sql`
    with gone as (update ${identifier(schema, '_workflow_step')} set status = 'skipped', finished_at = started_at where run = any(${moved.map(run => run.id)}::uuid[]) and status = 'waiting' and step <> all(${known}::text[]) returning run)
    update ${identifier(schema, '_workflow_run')} r set status = 'queued', reason = null from gone where r.id = gone.run returning r.id, r.workflow`)
  await cancelWaits(context, lost.map(run => run.id), 'version')
  await dropExpectations(context, lost.map(run => run.id))
  await queueRuns(context, lost)
}
