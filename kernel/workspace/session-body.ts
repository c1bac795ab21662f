// Workspace room: what the web app learns of its session, the same from sign-in, an invitation and GET /session.
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../app.ts'
import { Problem } from '../http/errors.ts'
import { authenticate, workspacesOf, type Asking, type Authenticated } from './authenticate.ts'
import type { Caller } from './auth.ts'
import { locale } from './input.ts'
import { memberKind, type Workspace } from './workspace.ts'

export const workspaceAnswer = z.object({ slug: z.string(), name: z.string(), locale, currency: z.string(), timeZone: z.string() })

export const ownMemberAnswer = z.object({
  id: z.string(), name: z.string(), role: z.string(), team: z.string().nullable(), locale: locale.nullable(),
  timeZone: z.string().nullable(), kind: memberKind,
})

export const sessionAnswer = z.object({
  user: z.object({ id: z.string(), name: z.string(), email: z.string().nullable() }).nullable(),
  workspace: workspaceAnswer,
  member: ownMemberAnswer,
  workspaces: z.array(z.object({ slug: z.string(), name: z.string() })),
  administrator: z.boolean(),
})

type SessionBody = z.output<typeof sessionAnswer>

export function workspaceBody({ slug, name, locale, currency, timeZone }: Workspace) {
  return { slug, name, locale, currency, timeZone }
}

/** The caller's session in the workspace that she names, or else in her first. Throws `session.missing`. */
export async function describeSession(app: App, request: Asking): Promise<SessionBody> {
  const session = request.headers.authorization === undefined ? await app.auth.session(request) : null
  const own = session ? await workspacesOf(app, session.user.id) : []
  const named = request.headers['x-workspace']
  // A workspace that is not hers (any more) must not lock her out of the others.
  const slug = own.some(each => each.slug === named) ? named : own[0]?.slug
  const caller = await authenticate(app,
    { method: 'GET', headers: slug ? { ...request.headers, 'x-workspace': slug } : request.headers })
  if (!caller) throw new Problem('session.missing')
  return bodyOf(caller, own.map(({ slug, name }) => ({ slug, name })))
}

function bodyOf({ workspace, actor, session }: Authenticated,
  workspaces: { slug: string, name: string }[]): SessionBody {
  const { id, name, role, team, locale, timeZone, kind } = workspace.members.get(actor.member)!
  return {
    user: session ? { id: session.user.id, name, email: session.user.email } : null,
    workspace: workspaceBody(workspace),
    member: { id, name, role, team, locale, timeZone, kind },
    workspaces: workspaces.length ? workspaces : [{ slug: workspace.slug, name: workspace.name }],
    administrator: actor.role.administrator,
  }
}

export function callerOf({ ip, headers }: FastifyRequest): Caller {
  return { ip, headers: { cookie: headers.cookie, 'user-agent': headers['user-agent'] } }
}

export function setCookies(reply: FastifyReply, cookies: string[]): void {
  if (cookies.length) reply.header('set-cookie', cookies)
}

/** The request as the browser's next one will be, with the cookie just given. */
export function withCookies(request: FastifyRequest, cookies: string[]): Asking {
  const { authorization: _, ...headers } = request.headers
  return { method: 'GET', headers: { ...headers, cookie: cookies.map(each => each.split(';')[0]).join('; ') } }
}
