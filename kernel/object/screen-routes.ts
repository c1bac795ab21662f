// Kernel, objects: layouts and buttons over HTTP. Administrators make them; everyone reads those that are for her.
import { z } from 'zod'
import { paged } from '../http/answer-part.ts'
import { noContent, route, type Route } from '../http/route.ts'
import { pageInOrder, pageQuery } from '../workspace/page.ts'
import { buttonAnswer, buttonChange, buttonKind, newButton } from './button.ts'
import { layoutAnswer, layoutChange, layoutKind, newLayout } from './layout.ts'
import { changePart, createPart, listParts, readPart, removePart, type Kind } from './screen-part.ts'

const one = z.object({ id: z.uuid() })
const query = pageQuery.extend({ object: z.string().max(200).optional() })
const access = 'administrator'

function routesOf(tag: string, what: string, kind: Kind<any>, created: z.ZodType<any>, changed: z.ZodType<any>, answer: z.ZodType): Route[] {
  return [
    route({
      method: 'GET', path: `/${tag}`, tag, summary: `The ${what}s that are for the caller, the most particular first; administrators see all`, query, answer: paged(answer),
      handler: async (context, { query: { object, ...page } }) => pageInOrder(await listParts(context, kind, object), page),
    }),
    route({ method: 'GET', path: `/${tag}/:id`, tag, summary: `One ${what}`, params: one, answer, handler: (context, { params }) => readPart(context, kind, params.id) }),
    route({ method: 'POST', path: `/${tag}`, tag, access, status: 201, summary: `Make a ${what}`, body: created, answer, handler: (context, { body }) => createPart(context, kind, body) }),
    route({ method: 'PATCH', path: `/${tag}/:id`, tag, access, summary: `Change a ${what}`, params: one, body: changed, answer, handler: (context, { params, body }) => changePart(context, kind, params.id, body) }),
    route({
      method: 'DELETE', path: `/${tag}/:id`, tag, access, status: 204, summary: `Remove a ${what}`, params: one,
      async handler(context, { params }) {
        await removePart(context, kind, params.id)
        return noContent
      },
    }),
  ]
}

export const screenRoutes = [...routesOf('layouts', 'layout', layoutKind, newLayout, layoutChange, layoutAnswer), ...routesOf('buttons', 'button', buttonKind, newButton, buttonChange, buttonAnswer)]
