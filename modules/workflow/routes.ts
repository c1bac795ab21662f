// The workflow room over HTTP (API.md §7).
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { paged } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { limit } from '../../kernel/http/query-part.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import type { App } from '../../kernel/app.ts'
import { dryRun, dryRunAnswer, dryRunRequest } from './dry-run.ts'
import { agreementRoutes } from './agreement-routes.ts'
import { endRuns } from './ended.ts'
import { hookRoutes } from './hook-routes.ts'
import { decideUnknown, hurryCalls } from './outside.ts'
import { hostRoutes } from './outside-hosts.ts'
import { hookAnswer, openHook, readHook } from './hook-address.ts'
import { overviewRoutes } from './overview-routes.ts'
import { newestVersion, retryOne } from './run-search.ts'
import { startRoutes } from './start-routes.ts'
import { runStatus } from './run.ts'
import { findRun, listRuns, runAnswer, runToApi, stepsOf, storyAnswer } from './run-list.ts'
import { listUpcoming, upcomingAnswer } from './upcoming.ts'
import { countWaiting, listVersions, versionAnswer } from './versions.ts'
import { explain, whyAnswer } from './why.ts'
import { changeWorkflow, createWorkflow, findWorkflow, listWorkflows, removeWorkflow, requireKnown, toApi, workflowAnswer } from './workflows.ts'

const params = z.object({ id: z.uuid() })
const page = { limit: limit.default(50), after: z.uuid().optional() }
const savedAnswer = workflowAnswer.extend({ hook: hookAnswer.nullish(), secret: z.string().optional().meta({ description: 'Of a new address, shown this once' }) })
/** Read by program.ts, which lists every fault. */
const body = z.record(z.string(), z.unknown())
const common = { tag: 'workflows', access: 'administrator' as const }

export const routes: Route[] = [
  route({ ...common, method: 'GET', path: '/workflows', summary: 'The workflows, oldest first', query: z.strictObject({ ...page, object: z.string().optional() }), answer: paged(workflowAnswer),
    handler: async (context, { query }) => pageOf(await listWorkflows(context, { ...query, limit: query.limit + 1 }), query.limit, row => toApi(context, row)) }),
  route({ ...common, method: 'POST', path: '/workflows', summary: 'Make a workflow', body, status: 201, answer: savedAnswer,
    handler: async (context, input) => saved(context, input.app, await createWorkflow(context, input.body)) }),
  route({ ...common, method: 'GET', path: '/workflows/upcoming', summary: 'What will happen by itself: every timer that waits, the next to come first', answer: paged(upcomingAnswer),
    query: z.strictObject({ days: z.coerce.number().int().min(1).max(3660).default(30), day: z.iso.date().optional().meta({ description: 'One day of the workspace instead' }), limit: limit.default(50), after: z.string().max(2000).optional(), workflow: z.uuid().optional() }),
    handler: (context, { query }) => listUpcoming(context, query) }),
  route({ ...common, method: 'GET', path: '/workflows/:id', summary: 'A workflow', params, answer: workflowAnswer.extend({ 
    waiting: z.number().meta({ description: 'Runs under way that wait for something' }), waitingBehind: z.number().meta({ description: 'Those of them that are on an older version' }) }),
    handler: (context, input) => showWorkflow(context, input.params.id) }),
  route({ ...common, method: 'GET', path: '/workflows/:id/versions', summary: 'What the workflow has done, version by version, the newest first', params,
    query: z.strictObject({ limit: limit.default(50), after: z.coerce.number().int().optional() }), answer: z.object({ data: z.array(versionAnswer), page: z.object({ next: z.number().nullable() }) }),
    handler: async (context, { params: { id }, query }) => {
      await findWorkflow(context, id)
      const rows = await listVersions(context, id, { limit: query.limit + 1, before: query.after })
      const data = rows.slice(0, query.limit)
      return { data, page: { next: rows.length > query.limit ? data.at(-1)!.version : null } }
    } }),
  route({ ...common, method: 'PATCH', path: '/workflows/:id', summary: 'Change a workflow, or switch it on or off', params, body, answer: savedAnswer,
    handler: async (context, input) => {
      await changeWorkflow(context, input.params.id, input.body)
      return saved(context, input.app, input.params.id)
    } }),
  route({ ...common, method: 'DELETE', path: '/workflows/:id', summary: 'Remove a workflow; its runs stay readable', status: 204, params,
    handler: (context, input) => removeWorkflow(context, input.params.id) }),
  route({ ...common, method: 'GET', path: '/workflows/:id/runs', summary: 'The runs of a workflow, newest first, also of one that was removed', params, query: z.strictObject({ ...page, status: runStatus.optional() }), answer: paged(runAnswer),
    handler: async (context, { params: { id }, query }) => {
      await requireKnown(context, id)
      return pageOf(await listRuns(context, id, { ...query, limit: query.limit + 1 }), query.limit, row => runToApi(context, row))
    } }),
  route({ ...common, method: 'GET', path: '/workflow-runs/:id', summary: 'One run, step by step', params, answer: storyAnswer,
    handler: (context, input) => showRun(context, input.params.id) }),
  route({ ...common, method: 'POST', path: '/workflow-runs/:id/cancel', summary: 'Cancel a run that is not over', params, answer: storyAnswer,
    handler: (context, input) => cancelRun(context, input.params.id) }),
  route({ ...common, method: 'POST', path: '/workflows/:id/dry-run', summary: 'What the workflow would do for a record or a filter, or would have done since a time; nothing is done', params,
    body: dryRunRequest, ownTransaction: true, answer: dryRunAnswer,
    handler: (context, { app, params: { id }, body: asked }) => dryRun(context, app, id, asked) }),
  route({ ...common, method: 'POST', path: '/workflows/dry-run', summary: 'The same for a workflow that is not saved yet', body: dryRunRequest.extend({ workflow: body }), ownTransaction: true, answer: dryRunAnswer,
    handler: (context, { app, body: { workflow, ...asked } }) => dryRun(context, app, workflow, asked) }),
  route({ method: 'GET', path: '/records/:object/:id/why', tag: 'records', summary: 'Why a record is as it is: the chain of causes behind each value', params: z.object({ object: z.string(), id: z.uuid() }),
    query: z.strictObject({ field: z.string().max(200).optional() }), answer: whyAnswer,
    handler: (context, { params: { object, id }, query }) => explain(context, object, id, query.field) }),
  ...hookRoutes,
  ...overviewRoutes,
  ...agreementRoutes,
  ...startRoutes,
  ...hostRoutes,
  route({ ...common, method: 'POST', path: '/workflow-runs/:id/retry', summary: 'Run a failed run again from the step that failed; make at once a call that rests between two tries', params,
    body: z.strictObject({ unknown: z.enum(['again', 'done']).optional().meta({ description: 'Of a step of which nobody knows whether it was sent: send it again, or take it for done' }), newest: newestVersion }), answer: storyAnswer,
    handler: (context, input) => retryRun(context, input.params.id, input.body) }),
]

function pageOf<Row extends { id: string }>(rows: Row[], limit: number, show: (row: Row) => object): object {
  const data = rows.slice(0, limit)
  return { data: data.map(show), page: { next: rows.length > limit ? data.at(-1)!.id : null } }
}

async function showWorkflow(context: Context, id: string): Promise<object> {
  const row = await findWorkflow(context, id)
  return { ...toApi(context, row), ...await countWaiting(context, id, row.version) }
}

/** A workflow that is called from outside gets its address when it is first saved as one, and its secret is shown that once. */
async function saved(context: Context, app: App, id: string): Promise<object> {
  const row = await findWorkflow(context, id)
  if (row.definition.trigger.type !== 'webhook') return toApi(context, row)
  const secret = await openHook(context, app, id)
  return { ...toApi(context, row), hook: await readHook(context, app, id), ...secret === undefined ? {} : { secret } }
}

async function showRun(context: Context, id: string): Promise<object> {
  return { ...runToApi(context, await findRun(context, id), true), steps: await stepsOf(context, id) }
}

async function cancelRun(context: Context, id: string): Promise<object> {
  const { status } = await findRun(context, id, true)
  if (!['queued', 'running', 'waiting'].includes(status)) throw new Problem('workflow.runOver')
  await endRuns(context, [id], 'person')
  return showRun(context, id)
}

/** Steps that are done stay done. A failed step that was passed over (`onError: continue`) is not taken again either. */
async function retryRun(context: Context, id: string, { unknown, newest }: { unknown?: 'again' | 'done', newest?: boolean }): Promise<object> {
  const { status, error } = await findRun(context, id, true)
  if (status === 'waiting' && await hurryCalls(context, id)) return showRun(context, id)
  if (status === 'failed') await decideUnknown(context, id, error ?? {}, unknown)
  await retryOne(context, id, newest)
  return showRun(context, id)
}
