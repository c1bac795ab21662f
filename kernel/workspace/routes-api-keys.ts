// Workspace room: API keys, for administrators. A key is shown once, and ends for good.
import { z } from 'zod'
import { paged } from '../http/answer-part.ts'
import { Problem } from '../http/errors.ts'
import { Answer, noContent, route } from '../http/route.ts'
import { checkRole } from './change-member.ts'
import { line, typed } from './input.ts'
import { addApiKey, apiKeyAnswer, limitApiKey, listApiKeys, removeApiKey, requestsPerMinute } from './keys.ts'
import { pageInOrder, pageQuery } from './page.ts'

const tag = 'apiKeys'

export const apiKeyRoutes = [
  route({
    method: 'GET', path: '/api-keys', summary: 'The API keys, newest first, without the keys themselves', tag,
    access: 'administrator', query: pageQuery, answer: paged(apiKeyAnswer),
    async handler(context, { query }) {
      return pageInOrder(await listApiKeys(context), query)
    },
  }),
  route({
    method: 'POST', path: '/api-keys', summary: 'Make a key that acts with a role; it is shown this once', tag,
    access: 'administrator', status: 201,
    body: z.strictObject({ name: line(120), role: typed, requestsPerMinute: requestsPerMinute.default(null) }), answer: apiKeyAnswer.extend({ key: z.string() }),
    async handler(context, { body }) {
      checkRole(context, body.role)
      const { id, key, name, role, hint, requestsPerMinute: most, createdAt, member } = await addApiKey(context, body)
      return new Answer({ status: 201, headers: { 'cache-control': 'no-store' },
        json: { id, key, name, role, member, hint, requestsPerMinute: most, createdAt, lastUsedAt: null } })
    },
  }),
  route({
    method: 'PATCH', path: '/api-keys/:id', summary: 'Say how many requests a minute a key may make; null: no limit', tag, access: 'administrator',
    params: z.object({ id: z.uuid() }), body: z.strictObject({ requestsPerMinute }), answer: apiKeyAnswer,
    async handler(context, { params, body, app }) {
      const changed = await limitApiKey(context, params.id, body.requestsPerMinute)
      context.sql.afterCommit(() => void app.auth.keys.forget(params.id).catch(error => context.log.error(error)))
      return changed
    },
  }),
  route({
    method: 'DELETE', path: '/api-keys/:id', summary: 'End a key at once', status: 204, tag, access: 'administrator',
    params: z.object({ id: z.uuid() }),
    async handler(context, { params, app }) {
      if (!await removeApiKey(context, params.id)) throw new Problem('notFound')
      context.sql.afterCommit(() => void app.auth.keys.forget(params.id).catch(error => context.log.error(error)))
      return noContent
    },
  }),
]
