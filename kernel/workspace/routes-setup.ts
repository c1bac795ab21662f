// Workspace room: the first workspace of an installation (API.md §3). Open to whoever sits at this machine, or has the
// token that was printed at the start.
import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../app.ts'
import { labelAnswer } from '../http/answer-part.ts'
import { Problem, refuse } from '../http/errors.ts'
import { route } from '../http/route.ts'
import { createWorkspace, templatesOf } from './create-workspace.ts'
import { country, currency, email, line, locale, newPassword, slug, timeZone, typed } from './input.ts'
import { checkOrigin, isLocalHost } from './origin.ts'
import { callerOf, setCookies, workspaceAnswer, workspaceBody } from './session-body.ts'

const tag = 'setup'
const body = z.strictObject({
  workspace: z.strictObject({ slug, name: line(120), locale, currency, timeZone, phoneCountry: country.optional() }),
  admin: z.strictObject({ name: line(120), email, password: newPassword }),
  template: typed.default('blank'),
  token: typed.optional(),
})

export const setupRoutes = [
  route({
    method: 'GET', path: '/setup', summary: 'Whether set-up is still to be done, and the business templates on offer',
    tag, access: 'public',
    answer: z.object({ needed: z.boolean(), tokenNeeded: z.boolean(),
      templates: z.array(z.object({ name: z.string(), label: labelAnswer, description: labelAnswer })) }),
    async handler(_, { app, request }) {
      const needed = (await app.workspaces.list()).length === 0
      const templates = needed ? templatesOf(app).map(({ name, label, description }) => ({ name, label, description }))
        : []
      return { needed, tokenNeeded: needed && isFromBeyond(app, request), templates }
    },
  }),
  route({
    method: 'POST', path: '/setup', summary: 'Make the first workspace with its administrator; works once', tag,
    access: 'public', limit: 60, ownTransaction: true, status: 201, body,
    answer: z.object({
      workspace: workspaceAnswer,
      user: z.object({ id: z.string(), name: z.string(), email: z.string() }), apiKey: z.string(),
    }),
    async handler(_, { body: { workspace, admin, template, token }, app, request, reply }) {
      checkOrigin(app.settings, request)
      if ((await app.workspaces.list()).length > 0) throw new Problem('conflict.setUp')
      checkToken(app, request, token)
      const created = await createWorkspace(app, { ...workspace, template, admin }, true)
      setCookies(reply, (await app.auth.signIn(admin.email, admin.password, callerOf(request))).cookies)
      return { workspace: workspaceBody(created.workspace), user: created.user, apiKey: created.apiKey }
    },
  }),
]

function checkToken(app: App, request: FastifyRequest, token: string | undefined): void {
  if (!isFromBeyond(app, request)) return
  const given = Buffer.from(String(request.headers['x-setup-token'] ?? token ?? ''))
  const right = Buffer.from(app.setupToken)
  if (given.length !== right.length
    || !timingSafeEqual(given, right)) throw refuse([{ path: 'token', code: 'setup.token' }])
}

/** Anything that shows that the request may not come from this very machine, or that others could reach us as well. */
function isFromBeyond({ settings }: App, { headers, socket }: FastifyRequest): boolean {
  const proxied = headers['x-forwarded-for'] !== undefined || headers.forwarded !== undefined
    || headers['x-real-ip'] !== undefined
  const published = URL.canParse(settings.url) && !isLocalHost(new URL(settings.url).host)
  return proxied || published || !isLocalHost(bracketed(settings.host)) || !isLocalHost(headers.host)
    || !isLoopback(socket.remoteAddress)
}

function isLoopback(address = ''): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address)
}

function bracketed(host: string): string {
  return isIP(host) === 6 ? `[${host}]` : host
}
