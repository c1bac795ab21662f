// Workspace room: the sharing rules, for administrators alone: a rule's filter may name fields that others may not know.
import { z } from 'zod'
import { noContent, route } from '../http/route.ts'
import { pageInOrder, pageQuery } from './page.ts'
import { addSharingRule, changeSharingRule, newRule, removeSharingRule, ruleChange, ruleOf } from './sharing-rules.ts'

const tag = 'sharing'
const access = 'administrator'
const params = z.object({ id: z.uuid() })
const answer = z.object({
  id: z.string(), object: z.string(), label: z.object({ en: z.string().optional(), id: z.string().optional() }), filter: z.unknown(),
  to: z.object({ role: z.string().optional(), team: z.string().optional(), member: z.string().optional(), branch: z.string().optional() }),
  access: z.enum(['read', 'update']),
})

export const sharingRoutes = [
  route({
    method: 'GET', path: '/sharing-rules', summary: 'The rules that open further rows to a role, a team, a member or a branch', tag, access, query: pageQuery,
    answer: z.object({ data: z.array(answer), page: z.object({ next: z.string().nullable() }) }),
    async handler({ workspace }, { query }) {
      return pageInOrder(workspace.sharing, query)
    },
  }),
  route({
    method: 'GET', path: '/sharing-rules/:id', summary: 'One sharing rule', tag, access, params, answer,
    async handler(context, { params }) {
      return ruleOf(context, params.id)
    },
  }),
  route({
    method: 'POST', path: '/sharing-rules', summary: 'Share the rows of an object that match a filter; a rule only adds to what roles allow', tag, access, status: 201, body: newRule, answer,
    async handler(context, { body }) {
      return addSharingRule(context, body)
    },
  }),
  route({
    method: 'PATCH', path: '/sharing-rules/:id', summary: 'Change a sharing rule; it counts at the next request', tag, access, params, body: ruleChange, answer,
    async handler(context, { params, body }) {
      return changeSharingRule(context, params.id, body)
    },
  }),
  route({
    method: 'DELETE', path: '/sharing-rules/:id', summary: 'Share no longer', status: 204, tag, access, params,
    async handler(context, { params }) {
      await removeSharingRule(context, params.id)
      return noContent
    },
  }),
]
