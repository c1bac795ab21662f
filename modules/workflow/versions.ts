// The workflow room: versions of a workflow, and what becomes of the runs under way when it is changed, paused or taken up again.
import { isDeepStrictEqual } from 'node:util'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { moment } from '../../kernel/http/answer-part.ts'
import { definitionAnswer, type WorkflowDefinition } from './definition.ts'
import { leaveSteps, releaseRuns } from './ended.ts'
import { renewExits } from './exit.ts'
import { dropExits, dropExpectations } from './expectation.ts'
import { allSteps } from './program-step.ts'
import type { Program } from './program.ts'
import { dropResting, resumeCalls } from './outside.ts'
import { queueRuns } from './run-queue.ts'
import { steps } from './steps/index.ts'
import { stepsIn } from './uses.ts'
import { cancelWaits } from './wake.ts'

/** Why a run waits whose workflow is switched off. */
export const PAUSED = 'paused'

/** Runs that one short transaction settles (settle.ts). */
export const AT_ONCE = 1000

/** What becomes of runs under way: they stay on their version, move to the new one, or are cancelled. */
export const underWay = z.enum(['stay', 'move', 'cancel'])

export const versionAnswer = z.object({ version: z.number(), author: z.string().nullable(), createdAt: moment, definition: definitionAnswer })

interface Version { version: number, author: string | null, createdAt: Date, definition: WorkflowDefinition }

/** A page, the newest first; `before` is the last one's number. */
export async function listVersions({ workspace, sql: query }: Context, workflow: string, { limit, before }: { limit: number, before?: number }): Promise<Version[]> {
  return query.query<Version>(sql`select version, author, created_at as "createdAt", definition from ${identifier(workspace.schema, '_workflow_version')}
    where workflow = ${workflow}::uuid ${before === undefined ? empty : sql`and version < ${before}`} order by version desc limit ${limit}`)
}

/** How many runs wait for something, and how many of them on a version before the given one. */
export async function countWaiting({ workspace, sql: query }: Context, workflow: string, version: number): Promise<{ waiting: number, waitingBehind: number }> {
  const [counts] = await query.query<{ waiting: number, waitingBehind: number }>(sql`select count(*)::int as waiting, count(*) filter (where version < ${version})::int as "waitingBehind"
    from ${identifier(workspace.schema, '_workflow_run')} where workflow = ${workflow}::uuid and status = 'waiting'`)
  return counts
}

/** The runs of a workflow that one short transaction settles; `after`: the id of the last one that was settled before. */
export interface Some { workflow: string, after?: string }

function someRuns(context: Context, { workflow, after }: Some, which: Sql): Sql {
  return sql`select id, version from ${identifier(context.workspace.schema, '_workflow_run')} r where workflow = ${workflow}::uuid ${after === undefined ? empty : sql`and id > ${after}::uuid`}
    and ${which} order by id limit ${AT_ONCE} for update`
}

/** Takes up runs that came to rest while the workflow was switched off, and calls that were due meanwhile; answers the runs' ids, as the others do. */
export async function resumeRuns(context: Context, some: Some): Promise<string[]> {
  const { schema } = context.workspace
  const calls = sql`exists (select from ${identifier(schema, '_workflow_call')} c where c.run = r.id and c.due_at <= now())`
  const chosen = await context.sql.query<{ id: string }>(someRuns(context, some, sql`status = 'waiting' and (reason = ${PAUSED} or ${calls})`))
  const ids = chosen.map(run => run.id)
  await queueRuns(context, await context.sql.query<{ id: string, workflow: string }>(sql`update ${identifier(schema, '_workflow_run')} set status = 'queued', reason = null
    where id = any(${ids}::uuid[]) and reason = ${PAUSED} returning id, workflow`))
  await resumeCalls(context, ids)
  return ids
}

/** Cancels what waits on versions before `version`, or on all where the workflow is removed. */
export async function cancelRuns(context: Context, some: Some, version?: number): Promise<string[]> {
  // it is shown
  const reason = version === undefined ? 'workflow' : 'version'
  const waiting = someRuns(context, some, sql`status = 'waiting' ${version === undefined ? empty : sql`and version < ${version}`}`)
  const cancelled = await context.sql.query<{ id: string }>(sql`with chosen as (${waiting})
    update ${identifier(context.workspace.schema, '_workflow_run')} r set status = 'cancelled', reason = ${reason}, finished_at = ${context.now} from chosen where r.id = chosen.id returning r.id`)
  const ids = cancelled.map(run => run.id)
  await releaseRuns(context, ids, reason)
  return ids
}

interface Moved { id: string, workflow: string, version: number, status: string }

/**
 * Brings runs under way on older versions to the newest one, `version`. Steps are known by their ids: what is done stays done, and a wait
 * that has begun keeps its time; what has been added before it is done when the run goes on. One whose step is no longer there goes on at once; one
 * for an event that asks for something else than before begins anew, and so does a call that rests between two tries and is another now.
 */
export async function moveRuns(context: Context, some: Some, version: number, program: Program): Promise<string[]> {
  const { schema } = context.workspace
  const known = allSteps(program.steps).map(step => step.id)
  const moved = await context.sql.query<Moved>(sql`with old as (${someRuns(context, some, sql`version < ${version} and status in ('queued', 'waiting')`)})
    update ${identifier(schema, '_workflow_run')} r set version = ${version} from old where r.id = old.id returning r.id, r.workflow, r.status, old.version`)
  // by a statement of its own: one may change a row only once
  const lost = await context.sql.query<{ id: string, workflow: string }>(sql`
    with gone as (update ${identifier(schema, '_workflow_step')} set status = 'skipped', finished_at = started_at where run = any(${moved.map(run => run.id)}::uuid[]) and status = 'waiting' and step <> all(${known}::text[]) returning run)
    update ${identifier(schema, '_workflow_run')} r set status = 'queued', reason = null from gone where r.id = gone.run returning r.id, r.workflow`)
  const asked = await askedAnew(context, some.workflow, program, moved)
  const freed = [...lost, ...asked]
  await cancelWaits(context, freed.map(run => run.id), 'version')
  await dropExpectations(context, freed.map(run => run.id))
  await leaveSteps(context, lost.map(run => run.id))
  await queueRuns(context, freed)
  // also of those that no worker has taken up yet
  if (!program.exit) await dropExits(context, moved.map(run => run.id))
  const taken = new Set(freed.map(run => run.id))
  await renewExits({ ...context, actor: program.actor }, program, moved.filter(({ id, status }) => status === 'waiting' && !taken.has(id)).map(run => run.id))
  return moved.map(run => run.id)
}

/** Runs that wait for an event, or rest before another call, of which the new version says something else: their step is taken anew (run.ts). */
async function askedAnew(context: Context, workflow: string, program: Program, moved: Moved[]): Promise<{ id: string, workflow: string }[]> {
  const { schema } = context.workspace
  const known = new Map(allSteps(program.steps).map(step => [step.id, step.definition]))
  const rows = await context.sql.query<{ version: number, definition: WorkflowDefinition }>(sql`select version, definition from ${identifier(schema, '_workflow_version')}
    where workflow = ${workflow}::uuid and version = any(${[...new Set(moved.map(run => run.version))]}::integer[])`)
  const changed = rows.flatMap(({ version, definition }) => stepsIn(definition.steps).flatMap(step => {
    const now = known.get(String(step.id))
    if (!now) return []
    const calls = [now, step].some(({ type }) => steps[String(type)]?.outside)
    return isDeepStrictEqual(plain(calls ? now : now.forEvent), plain(calls ? step : step.forEvent)) ? [] : [{ version, step: String(step.id), calls }]
  }))
  const waiting = await context.sql.query<{ id: string, step: string, calls: boolean }>(sql`select distinct m.id, c.step, c.calls from jsonb_to_recordset(${JSON.stringify(moved)}::jsonb) m(id uuid, version integer)
    join jsonb_to_recordset(${JSON.stringify(changed)}::jsonb) c(version integer, step text, calls boolean) on c.version = m.version
    join ${identifier(schema, '_workflow_step')} s on s.run = m.id and s.step = c.step and s.status = 'waiting'`)
  const runs = [...waiting.filter(each => !each.calls).map(each => each.id), ...await dropResting(context, waiting.filter(each => each.calls).map(({ id, step }) => ({ run: id, step })))]
  return context.sql.query<{ id: string, workflow: string }>(sql`update ${identifier(schema, '_workflow_run')} set status = 'queued', reason = null where id = any(${runs}::uuid[]) returning id, workflow`)
}

/** As it lies in the database: without what is undefined. */
const plain = (value: unknown): unknown => value === undefined ? undefined : JSON.parse(JSON.stringify(value))
