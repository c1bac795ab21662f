// The workflow room over HTTP: agreements: who has to sign a workflow, what she reads, what she says.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { agreementAnswer, setRequester, showAgreement, sign } from './agreement.ts'
import { text } from './definition.ts'
import { findWorkflow } from './workflows.ts'

const params = z.object({ id: z.uuid() })
const version = z.number().int().min(1)
const common = { tag: 'workflows', params, answer: agreementAnswer }

export const agreementRoutes: Route[] = [
  route({ ...common, access: 'administrator', method: 'PUT', path: '/workflows/:id/agreement', summary: 'Ask a member to sign what the workflow does; null asks nobody any more', body: z.strictObject({ requester: z.uuid().nullable() }),
    handler: async (context, { params: { id }, body }) => {
      await setRequester(context, await findWorkflow(context, id, true), body.requester)
      return shown(context, id)
    } }),
  route({ ...common, method: 'GET', path: '/workflows/:id/agreement', summary: 'What is to be signed, in words, and what was said; for administrators and who is asked', handler: (context, { params: { id } }) => shown(context, id) }),
  route({ ...common, method: 'POST', path: '/workflows/:id/agreement/sign', summary: 'Sign the version that was read', body: z.strictObject({ version }),
    handler: (context, { params: { id }, body }) => answer(context, id, body.version, 'signed', null) }),
  route({ ...common, method: 'POST', path: '/workflows/:id/agreement/request-change', summary: 'Ask for a change of the version that was read', body: z.strictObject({ version, comment: text(2000) }),
    handler: (context, { params: { id }, body }) => answer(context, id, body.version, 'change', body.comment) }),
]

async function answer(context: Context, id: string, read: number, decision: 'signed' | 'change', comment: string | null): Promise<object> {
  await sign(context, await findWorkflow(context, id, true), read, decision, comment)
  return shown(context, id)
}

async function shown(context: Context, id: string): Promise<object> {
  return showAgreement(context, await findWorkflow(context, id))
}
