// Kernel, objects: saved views over HTTP. Everyone keeps her own; a view is changed by its owner or an administrator.
import { z } from 'zod'
import { noContent, route } from '../http/route.ts'
import { pageInOrder, pageQuery } from '../workspace/page.ts'
import { name, newView, viewChange } from './input.ts'
import { chooseFirst, chooseFirstOfRole, orderTabs } from './view-choice.ts'
import { countViews } from './view-count.ts'
import { changeView, createView, listViews, readView, removeView } from './view-edit.ts'
import { viewAnswer, viewsAnswer } from './view.ts'

const one = z.object({ id: z.uuid() })
const tag = 'views'

export const viewRoutes = [
  route({
    method: 'GET', path: '/views', tag, summary: 'The views that the caller sees', query: pageQuery.extend({ object: z.string().optional() }), answer: viewsAnswer,
    async handler(context, { query }) {
      const { data, ...choices } = await listViews(context, query.object)
      return { ...pageInOrder(data, query), ...choices }
    },
  }),

  route({
    method: 'GET', path: '/views/counts', tag, summary: 'How many records each view of an object holds', query: z.strictObject({ object: name }),
    answer: z.object({ data: z.array(z.object({ view: z.string().nullable(), count: z.number(), capped: z.literal(true).optional(), approximate: z.literal(true).optional() })) }),
    handler: (context, { query, app }) => countViews(context, app, query.object),
  }),

  route({
    method: 'PUT', path: '/views/order', tag, summary: 'Put your own tabs of an object in order', status: 204, body: z.strictObject({ object: name, views: z.array(z.uuid()).max(1000) }),
    async handler(context, { body }) {
      await orderTabs(context, body.object, body.views)
      return noContent
    },
  }),

  route({
    method: 'PUT', path: '/views/first', tag, summary: 'Which view of an object opens first: for you, or (administrators) for a role', status: 204, body: z.strictObject({ object: name, view: z.uuid().nullable(), role: name.optional() }),
    async handler(context, { body: { object, view, role } }) {
      await (role === undefined ? chooseFirst(context, object, view) : chooseFirstOfRole(context, object, role, view))
      return noContent
    },
  }),

  route({ method: 'GET', path: '/views/:id', tag, summary: 'One view', params: one, answer: viewAnswer, handler: (context, { params }) => readView(context, params.id) }),

  route({ method: 'POST', path: '/views', tag, status: 201, summary: 'Save a view', body: newView, answer: viewAnswer, handler: (context, { body }) => createView(context, body) }),

  route({
    method: 'PATCH', path: '/views/:id', tag, summary: 'Change a view', params: one, body: viewChange, answer: viewAnswer,
    handler: (context, { params, body }) => changeView(context, params.id, body),
  }),

  route({
    method: 'DELETE', path: '/views/:id', tag, summary: 'Remove a view', status: 204, params: one,
    async handler(context, { params }) {
      await removeView(context, params.id)
      return noContent
    },
  }),
]
