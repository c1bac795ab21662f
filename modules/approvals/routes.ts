// Approvals over HTTP: what waits, what was decided, and deciding.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { paged } from '../../kernel/http/answer-part.ts'
import { flag, limit } from '../../kernel/http/query-part.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { askByHand } from './ask.ts'
import { decideRequest, delegateRequest, withdrawRequest } from './decide.ts'
import { asked } from './input.ts'
import { linkRoutes } from './link-routes.ts'
import { approvalAnswer, listApprovals, showApproval, stateAnswer } from './list.ts'
import { standInRoutes } from './stand-in.ts'

const tag = 'approvals'
const params = z.object({ id: z.uuid() })
const comment = z.string().trim().max(2000).nullish().transform(given => given || null)
const body = z.strictObject({ comment }).default({ comment: null })
const common = { tag, params, answer: approvalAnswer, method: 'POST' as const }

async function after(context: Context, id: string, work: Promise<void>): Promise<object> {
  await work
  return showApproval(context, id)
}

export const routes: Route[] = [
  ...standInRoutes,
  route({ method: 'GET', path: '/approvals', tag, summary: 'Requests for approval that the caller may know of, newest first', answer: paged(approvalAnswer),
    query: z.strictObject({ limit: limit.default(50), after: z.uuid().optional(), state: stateAnswer.optional(), object: z.string().max(60).optional(), recordId: z.uuid().optional(),
      mine: flag.optional().meta({ description: 'Only those that wait for the caller' }), asked: flag.optional().meta({ description: 'Only those that the caller asked for' }) }),
    handler: (context, { query }) => listApprovals(context, query) }),
  route({ method: 'POST', path: '/approvals', tag, summary: 'Ask for an approval about a record that the caller may change', status: 201, answer: approvalAnswer,
    body: z.strictObject({ object: z.string().max(60), recordId: z.uuid(), ...asked }),
    async handler(context, { body: { object, recordId, ...wanted } }) {
      return showApproval(context, await askByHand(context, object, recordId.toLowerCase(), wanted))
    } }),
  route({ method: 'GET', path: '/approvals/:id', tag, summary: 'A request with everyone asked and what each decided', params, answer: approvalAnswer,
    handler: (context, { params: { id } }) => showApproval(context, id) }),
  route({ ...common, path: '/approvals/:id/approve', summary: 'Approve, as one who is asked', body, handler: (context, { params: { id }, body: given }) => after(context, id, decideRequest(context, id, 'approved', given.comment)) }),
  route({ ...common, path: '/approvals/:id/reject', summary: 'Reject, as one who is asked; it ends the request', body, handler: (context, { params: { id }, body: given }) => after(context, id, decideRequest(context, id, 'rejected', given.comment)) }),
  route({ ...common, path: '/approvals/:id/delegate', summary: 'Let another member decide in one\'s place', body: z.strictObject({ to: z.uuid(), comment }), handler: (context, { params: { id }, body: given }) => after(context, id, delegateRequest(context, id, given.to.toLowerCase(), given.comment)) }),
  route({ ...common, path: '/approvals/:id/withdraw', summary: 'Take a request back: who asked, or an administrator', body, handler: (context, { params: { id }, body: given }) => after(context, id, withdrawRequest(context, id, given.comment)) }),
  ...linkRoutes,
]
