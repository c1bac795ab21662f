// The functions room over HTTP; for administrators.
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { paged } from '../../kernel/http/answer-part.ts'
import { limit } from '../../kernel/http/query-part.ts'
import { noContent, route, type Route } from '../../kernel/http/route.ts'
import { readRecord } from '../../kernel/record/find.ts'
import { boundBy } from '../workflow/index.ts'
import { block } from './blocks/block.ts'
import { changeFunction, code, createFunction, findFunction, functionAnswer, functionChange, listFunctions, newFunction, removeFunction, settleCode } from './function.ts'
import { runFunction } from './run.ts'
import { listRuns, runAnswer, showRun, storyAnswer } from './run-list.ts'

const params = z.object({ id: z.uuid() })
const page = z.strictObject({ limit: limit.default(50), after: z.uuid().optional() })
const common = { tag: 'functions', access: 'administrator' as const }
const testBody = z.strictObject({
  object: z.string().optional(), recordId: z.uuid().optional(), input: z.record(z.string(), z.unknown()).optional(),
  code: code.optional().meta({ description: 'In place of what is saved' }), blocks: z.array(block).max(200).optional(),
})

export const routes: Route[] = [
  route({ ...common, method: 'GET', path: '/functions', summary: 'The functions, oldest first', query: page, answer: paged(functionAnswer),
    handler: async (context, { query }) => pageOf(await listFunctions(context, { ...query, limit: query.limit + 1 }), query.limit) }),
  route({ ...common, method: 'POST', path: '/functions', summary: 'Make a function', body: newFunction, status: 201, answer: functionAnswer,
    handler: async (context, { body }) => findFunction(context, await createFunction(context, body)) }),
  route({ ...common, method: 'GET', path: '/functions/:id', summary: 'A function', params, answer: functionAnswer, handler: (context, { params: { id } }) => findFunction(context, id) }),
  route({ ...common, method: 'PATCH', path: '/functions/:id', summary: 'Change a function, or switch it on or off', params, body: functionChange, answer: functionAnswer,
    async handler(context, { params: { id }, body }) {
      await changeFunction(context, id, body)
      return findFunction(context, id)
    } }),
  route({ ...common, method: 'DELETE', path: '/functions/:id', summary: 'Remove a function', params, status: 204,
    async handler(context, { params: { id } }) {
      await removeFunction(context, id)
      return noContent
    } }),
  route({ ...common, method: 'POST', path: '/functions/:id/test', summary: 'Run a function on a record as if: nothing is written or sent', params, body: testBody, answer: storyAnswer, ownTransaction: true, limit: 60,
    handler: (context, { params: { id }, body, app }) => testFunction(context, app, id, body) }),
  route({ ...common, method: 'GET', path: '/functions/:id/runs', summary: 'The runs of a function, newest first', params, query: page, answer: paged(runAnswer),
    async handler(context, { params: { id }, query }) {
      await findFunction(context, id)
      return pageOf(await listRuns(context, id, { ...query, limit: query.limit + 1 }) as { id: string }[], query.limit)
    } }),
  route({ ...common, method: 'GET', path: '/function-runs/:id', summary: 'One run: given, log, calls, result', params, answer: storyAnswer, handler: (context, { params: { id } }) => showRun(context, id) }),
]

function pageOf<Row extends { id: string }>(rows: Row[], limit: number): object {
  const data = rows.slice(0, limit)
  return { data, page: { next: rows.length > limit ? data.at(-1)!.id : null } }
}

async function testFunction(context: Context, app: App, id: string, { object, recordId, input = {}, code: given, blocks }: z.output<typeof testBody>): Promise<object> {
  const found = await findFunction(context, id)
  const written = given === undefined && blocks === undefined ? found.code : await settleCode(given ?? '', blocks ?? null)
  const role = context.workspace.roles.get(found.role)
  const acting = role ? { ...context, actor: boundBy(context.workspace, context.actor, role) } : context
  const record = object !== undefined && recordId !== undefined ? { object, ...await readRecord(acting, object, recordId) } : null
  const run = await runFunction(app, acting, { function: id, version: found.version, code: written, kind: 'test', key: null, workflow: null, workflowRun: null, given: { record, input } })
  return showRun(context, run.id)
}
