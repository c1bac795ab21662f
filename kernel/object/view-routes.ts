// Kernel, objects: saved views over HTTP. Everyone keeps her own; a view is changed by its owner or an administrator.
import { z } from 'zod'
import { noContent, route } from '../http/route.ts'
import { newView, viewChange } from './input.ts'
import { changeView, createView, listViews, readView, removeView } from './view-edit.ts'

const one = z.object({ id: z.uuid() })
const tag = 'views'

export const viewRoutes = [
  route({
    method: 'GET', path: '/views', tag, summary: 'The views that the caller sees', query: z.strictObject({ object: z.string().optional() }),
    handler: async (context, { query }) => ({ data: await listViews(context, query.object) }),
  }),

  route({ method: 'GET', path: '/views/:id', tag, summary: 'One view', params: one, handler: (context, { params }) => readView(context, params.id) }),

  route({ method: 'POST', path: '/views', tag, status: 201, summary: 'Save a view', body: newView, handler: (context, { body }) => createView(context, body) }),

  route({
    method: 'PATCH', path: '/views/:id', tag, summary: 'Change a view', params: one, body: viewChange,
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
