// Apps: registered by administrators; what a member let them do is hers to see and to end.
import { z } from 'zod'
import { paged } from '../../http/answer-part.ts'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import { Problem } from '../../http/errors.ts'
import { Answer, noContent, route } from '../../http/route.ts'
import { pageInOrder, pageQuery } from '../page.ts'
import { addApp, appAnswer, appInput, changeApp, listApps, readApp, removeApp, renewSecret } from './app.ts'
import { endGrant, grantAnswer, listGrants } from './grant.ts'

const tag = 'apps'
const params = z.object({ id: z.uuid() })
const secret = z.string().meta({ description: 'Shown this once' })

/** After the commit, here and in every other process. */
function forgetLater(context: Context, app: App, id: string): void {
  context.sql.afterCommit(() => void app.auth.keys.forget(id).catch(error => context.log.error(error)))
}

export const appRoutes = [
  route({
    method: 'GET', path: '/apps', summary: 'The apps that may ask members, by name', tag, access: 'administrator', query: pageQuery, answer: paged(appAnswer),
    handler: async (context, { query }) => pageInOrder(await listApps(context), query),
  }),
  route({
    method: 'POST', path: '/apps', summary: 'Register an app; its secret is shown this once, a public one has none', tag, access: 'administrator', status: 201,
    body: appInput.extend({ scope: appInput.shape.scope.default('write'), requestsPerMinute: appInput.shape.requestsPerMinute.default(null), public: z.boolean().default(false) }),
    answer: appAnswer.extend({ secret: secret.nullable() }),
    handler: async (context, { body }) => new Answer({ status: 201, headers: { 'cache-control': 'no-store' }, json: await addApp(context, body) }),
  }),
  route({
    method: 'GET', path: '/apps/:id', summary: 'One app', tag, access: 'administrator', params, answer: appAnswer,
    handler: (context, { params: { id } }) => readApp(context, id),
  }),
  route({
    method: 'PATCH', path: '/apps/:id', summary: 'Change an app; a narrower scope holds at once, also for what members allowed before', tag, access: 'administrator', params, body: appInput.partial(), answer: appAnswer,
    async handler(context, { params: { id }, body, app }) {
      const changed = await changeApp(context, id, body)
      forgetLater(context, app, id)
      return changed
    },
  }),
  route({
    method: 'POST', path: '/apps/:id/secret', summary: 'Another secret; the one before ends at once', tag, access: 'administrator', status: 201, params, answer: z.object({ secret }),
    handler: async (context, { params: { id } }) => new Answer({ status: 201, headers: { 'cache-control': 'no-store' }, json: { secret: await renewSecret(context, id) } }),
  }),
  route({
    method: 'DELETE', path: '/apps/:id', summary: 'Remove an app, and end what members let it do at once', tag, access: 'administrator', status: 204, params,
    async handler(context, { params: { id }, app }) {
      await removeApp(context, id)
      forgetLater(context, app, id)
      return noContent
    },
  }),
  route({
    method: 'GET', path: '/granted-apps', summary: 'What apps may do for the caller, newest first', tag, apps: 'never', query: pageQuery, answer: paged(grantAnswer),
    handler: async (context, { query }) => pageInOrder(await listGrants(context), query),
  }),
  route({
    method: 'DELETE', path: '/granted-apps/:id', summary: 'Let an app act for the caller no longer, at once', tag, apps: 'never', status: 204, params,
    async handler(context, { params: { id }, app }) {
      if (!await endGrant(context, id)) throw new Problem('notFound')
      forgetLater(context, app, id)
      return noContent
    },
  }),
]
