// Workspace room: signing in and out, what a session is, and the list of one's own sessions (SEC-01).
import { z } from 'zod'
import type { Context } from '../context.ts'
import { moment, paged } from '../http/answer-part.ts'
import { Problem, refuse } from '../http/errors.ts'
import { noContent, route } from '../http/route.ts'
import { changeWorkspaceMember } from './change-member.ts'
import { line, locale, newPassword, timeZone, typed } from './input.ts'
import { checkOrigin } from './origin.ts'
import { pageInOrder, pageQuery } from './page.ts'
import { callerOf, describeSession, ownMemberAnswer, sessionAnswer, setCookies, withCookies } from './session-body.ts'
import type { Member } from './workspace.ts'

const tag = 'session'

const ownSessionAnswer = z.object({
  id: z.string(), createdAt: moment, expiresAt: moment, ipAddress: z.string().nullable(), userAgent: z.string().nullable(),
  current: z.boolean().meta({ description: 'The one that asks' }),
})

export const sessionRoutes = [
  route({
    method: 'POST', path: '/session', summary: 'Sign in with email and password; sets the session cookie', tag,
    access: 'public', limit: 300, ownTransaction: true,
    body: z.strictObject({ email: typed, password: typed }), answer: sessionAnswer,
    async handler(_, { body, app, request, reply }) {
      checkOrigin(app.settings, request)
      const { cookies } = await app.auth.signIn(body.email.trim(), body.password, callerOf(request))
      const signedIn = withCookies(request, cookies)
      // Somebody who belongs to no workspace (any more) is told no more than one with a wrong password.
      const session = await describeSession(app, signedIn).catch(async error => {
        await app.auth.signOut({ ip: request.ip, headers: signedIn.headers })
        throw (error as Problem).code === 'session.missing' ? new Problem('session.refused') : error
      })
      setCookies(reply, cookies)
      return session
    },
  }),
  route({
    method: 'GET', path: '/session', summary: 'Who is signed in, where, and as what', tag, access: 'public',
    answer: sessionAnswer,
    async handler(_, { app, request, reply }) {
      const session = await describeSession(app, request)
      if (session.user) setCookies(reply, await app.auth.prolong(callerOf(request)))
      return session
    },
  }),
  route({
    method: 'DELETE', path: '/session', summary: 'Sign out', status: 204, tag, access: 'public', ownTransaction: true,
    async handler(_, { app, request, reply }) {
      checkOrigin(app.settings, request)
      setCookies(reply, await app.auth.signOut(callerOf(request)))
      return noContent
    },
  }),
  route({
    method: 'PATCH', path: '/session/member', apps: 'never',
    summary: 'Change one\'s own name, language and time zone in the workspace', tag,
    body: z.strictObject({ name: line(120), locale: locale.nullable(), timeZone: timeZone.nullable() }).partial(), answer: ownMemberAnswer,
    async handler(context, { body }) {
      const { id } = personOf(context)
      const { name, role, team, locale, timeZone, kind } = await changeWorkspaceMember(context, id, body)
      return { id, name, role, team, locale, timeZone, kind }
    },
  }),
  route({
    method: 'POST', path: '/session/password', apps: 'never', summary: 'Change one\'s own password; ends all other sessions', status: 204, tag,
    limit: 20, ownTransaction: true,
    body: z.strictObject({ current: typed, password: newPassword }),
    async handler(context, { body, app, request }) {
      const { user, email } = personOf(context)
      const own = await app.auth.session(request)
      const right = await app.auth.checkPassword(email!, body.current, callerOf(request))
      if (!right) throw refuse([{ path: 'current', code: 'password.wrong' }])
      await app.auth.setPassword(user!, body.password)
      await app.auth.revokeAll(user!, own?.sessionId)
      return noContent
    },
  }),
  route({
    method: 'GET', path: '/sessions', apps: 'never', summary: 'One\'s own sessions, newest first', tag, query: pageQuery, answer: paged(ownSessionAnswer),
    async handler(context, { query, app, request }) {
      const own = await app.auth.session(request)
      const rows = await app.auth.sessionsOf(personOf(context).user!)
      return pageInOrder(rows.map(row => ({ ...row, current: row.id === own?.sessionId })), query)
    },
  }),
  route({
    method: 'DELETE', path: '/sessions/:id', apps: 'never', summary: 'End one of one\'s own sessions', status: 204, tag,
    params: z.object({ id: typed }), ownTransaction: true,
    async handler(context, { params, app }) {
      if (!await app.auth.revoke(personOf(context).user!, params.id)) throw new Problem('notFound')
      return noContent
    },
  }),
]

/** The caller as a person with sessions; an API key has none. */
function personOf({ workspace, actor }: Context): Member {
  const member = workspace.members.get(actor.member)
  if (!member?.user) throw new Problem('permission.denied')
  return member
}
