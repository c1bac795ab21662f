// The workflow room over HTTP: the addresses that other programs call, and what the workflow's author does with hers.
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { idAnswer } from '../../kernel/http/answer-part.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { systemContext } from '../../kernel/job/system-context.ts'
import { unseal } from '../../kernel/sealed.ts'
import type { FastifyRequest } from 'fastify'
import { enrolCall } from './enrol-call.ts'
import { hookAnswer, openHook, readHook, renewAddress, renewSecret } from './hook-address.ts'
import { checkCaller, keptHeaders, MOST_BYTES, occurrenceOf, readBody } from './hook-call.ts'
import type { WorkflowDefinition } from './definition.ts'
import { findWorkflow } from './workflows.ts'

/** Calls a minute from one address. */
const MOST_CALLS = 120

const renewal = z.strictObject({
  address: z.boolean().default(false),
  /** true: a new one; a text: the one that the other side gives. */
  secret: z.union([z.boolean(), z.string().min(16).max(200)]).default(false),
})

export const hookRoutes: Route[] = [
  route({ method: 'POST', path: '/hooks/:token', summary: 'Sets the workflow of this address off; a repeat with the same event id (Idempotency-Key, X-Event-Id and the like) is the same run', tag: 'workflows',
    access: 'public', limit: MOST_CALLS, rawBytes: MOST_BYTES, ownTransaction: true, status: 202, params: z.object({ token: z.string().max(200) }), answer: idAnswer,
    handler: (_, { params: { token }, request, app }) => receive(app, token, request) }),

  route({ method: 'GET', path: '/workflows/:id/hook', summary: 'The address of a workflow that is called from outside', tag: 'workflows', access: 'administrator', params: z.object({ id: z.uuid() }), answer: hookAnswer,
    handler: async (context, { params: { id }, app }) => (await readHook(context, app, await hookedWorkflow(context, id))) ?? Promise.reject(new Problem('notFound')) }),

  route({ method: 'POST', path: '/workflows/:id/hook', summary: 'A new address or a new secret, shown this once; the former ends', tag: 'workflows', access: 'administrator', params: z.object({ id: z.uuid() }), body: renewal,
    answer: hookAnswer.extend({ secret: z.string().optional() }),
    async handler(context, { params: { id }, body, app }) {
      await hookedWorkflow(context, id)
      const first = await openHook(context, app, id)
      if (body.address && first === undefined) await renewAddress(context, id)
      const secret = body.secret === false ? first : await renewSecret(context, app, id, body.secret === true ? undefined : body.secret)
      return { ...await readHook(context, app, id), ...secret === undefined ? {} : { secret } }
    } }),
]

async function hookedWorkflow(context: Context, id: string): Promise<string> {
  const { definition } = await findWorkflow(context, id, true)
  if (definition.trigger.type !== 'webhook') throw new Problem('hook.none')
  return id
}

interface Hooked { id: string, version: number, definition: WorkflowDefinition, member: string, role: string, secret: string }

/** The run is a row of this transaction, and answered at once. Who guesses an address is told no more than that there is none. */
async function receive(app: App, token: string, { headers, body }: FastifyRequest): Promise<{ id: string }> {
  const [, slug] = /^([a-z][a-z0-9-]{0,39})\.[\w-]{43}$/.exec(token) ?? []
  const workspace = slug ? await app.workspaces.get(slug) : undefined
  if (!workspace) throw new Problem('notFound')
  const bytes = Buffer.isBuffer(body) ? body : Buffer.alloc(0)
  const id = await app.database.transaction(async transaction => {
    const context = systemContext(app, workspace, transaction)
    const hooked = await findHooked(context, token)
    if (hooked?.definition.trigger.type !== 'webhook') throw new Problem('notFound')
    checkCaller(hooked.definition.trigger.check, unseal(app.settings.secret, hooked.secret), headers, bytes, wallClock())
    return enrolCall(context, hooked, { body: readBody(headers['content-type'], bytes), headers: keptHeaders(headers) }, occurrenceOf(headers))
  })
  app.wake(workspace.schema)
  return { id }
}

async function findHooked(context: Context, token: string): Promise<Hooked | undefined> {
  const { schema } = context.workspace
  const [row] = await context.sql.query<Hooked>(sql`select w.id, w.version, w.definition, w.member, m.role, h.secret
    from ${identifier(schema, '_workflow_hook')} h join ${identifier(schema, '_workflow')} w on w.id = h.workflow join ${identifier(schema, '_member')} m on m.id = w.member
    where h.token = ${token} and w.enabled and w.deleted_at is null`)
  return row
}
