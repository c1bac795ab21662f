// Tasks: the calendar feed over HTTP: a member's secret address, and the feed behind it for any calendar program.
import { createHash } from 'node:crypto'
import { z } from 'zod'
import { moment } from '../../../kernel/http/answer-part.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import { Answer, noContent, route } from '../../../kernel/http/route.ts'
import { actorOf } from '../../../kernel/workspace/actor.ts'
import { writeFeed } from './feed.ts'
import { dropSecret, makeSecret, memberOfSecret, secretSince } from './secret.ts'

const tag = 'tasks'

export const calendarRoutes = [
  route({ method: 'GET', path: '/session/calendar', tag, summary: 'Whether the caller\'s tasks have a calendar address, and since when', answer: z.object({ createdAt: moment.nullable() }),
    handler: async context => ({ createdAt: await secretSince(context) ?? null }) }),

  route({ method: 'POST', path: '/session/calendar', tag, apps: 'never', summary: 'Make a secret calendar address for the caller\'s tasks, shown this once: /calendar/{secret}.ics; a former one ends', status: 201, answer: z.object({ secret: z.string(), createdAt: moment }),
    handler: async context => ({ secret: await makeSecret(context), createdAt: context.now }) }),

  route({ method: 'DELETE', path: '/session/calendar', tag, apps: 'never', summary: 'End the calendar address', status: 204,
    async handler(context) {
      await dropSecret(context)
      return noContent
    } }),

  route({ method: 'GET', path: '/calendar/:file', tag, access: 'public', summary: 'A member\'s tasks as a calendar: {secret}.ics', params: z.object({ file: z.string().max(100) }), limit: 120, answer: 'text/calendar',
    async handler(context, { params: { file }, request, app }) {
      const { workspace, member } = await memberOfSecret(app, request.ip, file.replace(/\.ics$/, ''))
      const actor = actorOf(workspace, member, 'api')
      const person = workspace.members.get(member)
      if (!actor || !person) throw new Problem('notFound')
      const text = await writeFeed({ ...context, workspace, actor, locale: person.locale ?? workspace.locale }, person.name, app.settings.url ?? '')
      const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`
      const headers = { etag, 'cache-control': 'private, no-cache' }
      if (request.headers['if-none-match']?.includes(etag)) return new Answer({ status: 304, headers })
      return new Answer({ text, headers: { ...headers, 'content-type': 'text/calendar; charset=utf-8', 'content-disposition': 'inline; filename="hubung.ics"' } })
    } }),
]
