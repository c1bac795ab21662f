// Workspace room: what the links in mails open: joining a workspace, choosing a new password.
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'
import { refuse } from '../http/errors.ts'
import { noContent, route } from '../http/route.ts'
import { systemContext } from '../job/system-context.ts'
import { actorOf, memberOfUser } from './actor.ts'
import { workspacesOf } from './authenticate.ts'
import type { Caller } from './auth.ts'
import { email, isKept, line, locale, newPassword } from './input.ts'
import { endLinks, findLink, sendReset, type Link } from './invitations.ts'
import { forgiveAccount } from './lock-out.ts'
import { findMember, updateMember } from './members.ts'
import { checkOrigin } from './origin.ts'
import { callerOf, describeSession, sessionAnswer, setCookies, withCookies } from './session-body.ts'

const tag = 'invitations'
/** Whether an address is known must not show in the time that the answer takes. Milliseconds. */
const RESET_ANSWER_MS = 200

const params = z.object({ token: z.string().max(200).refine(isKept) })

export const invitationRoutes = [
  route({
    method: 'GET', path: '/invitations/:token', summary: 'What an invitation is for', tag, access: 'public', limit: 60,
    params,
    answer: z.object({ email: z.string(), name: z.string(),
      workspace: z.object({ slug: z.string(), name: z.string(), locale: z.string() }), existing: z.boolean(),
      expiresAt: z.iso.datetime() }),
    async handler(context, { params, app }) {
      const { workspace, member, expiresAt } = await findLink(app, context.sql, params.token, 'invitation')
      const existing = await findJoined(app, member.email!) !== undefined
      return { email: member.email, name: member.name,
        workspace: { slug: workspace.slug, name: workspace.name, locale: workspace.locale }, existing, expiresAt }
    },
  }),
  route({
    method: 'POST', path: '/invitations/:token',
    summary: 'Join: choose a password (or give the one you have) and be signed in', tag, access: 'public', limit: 60,
    params,
    body: z.strictObject({ password: newPassword, name: line(120).optional(), locale: locale.optional() }),
      ownTransaction: true, answer: sessionAnswer,
    async handler(_, { params, body: { password, ...change }, app, request, reply }) {
      checkOrigin(app.settings, request)
      const { workspace, member } = await join(app, params.token, password, change, callerOf(request))
      app.wake(workspace.schema)
      const { cookies } = await app.auth.signIn(member.email!, password, callerOf(request))
      setCookies(reply, cookies)
      const signedIn = withCookies(request, cookies)
      return describeSession(app, { ...signedIn, headers: { ...signedIn.headers, 'x-workspace': workspace.slug } })
    },
  }),
  route({
    method: 'POST', path: '/password-resets',
    summary: 'Ask for a link to choose a new password; the answer is the same for an unknown address', status: 204, tag,
    access: 'public', limit: 10,
    body: z.strictObject({ email }), ownTransaction: true,
    async handler(_, { body, app, request }) {
      checkOrigin(app.settings, request)
      await Promise.all([askReset(app, body.email), new Promise(resolve => setTimeout(resolve, RESET_ANSWER_MS))])
      return noContent
    },
  }),
  route({
    method: 'POST', path: '/password-resets/:token', summary: 'Choose a new password; ends all sessions', status: 204, tag,
    access: 'public', limit: 20, params,
    body: z.strictObject({ password: newPassword }), ownTransaction: true,
    async handler(_, { params, body, app, request }) {
      checkOrigin(app.settings, request)
      const { member } = await app.database.transaction(async transaction => {
        const link = await findLink(app, transaction, params.token, 'reset')
        await endLinks(systemContext(app, link.workspace, transaction), link.member.id)
        await app.auth.setPassword(link.member.user!, body.password)
        return link
      })
      await app.auth.revokeAll(member.user!)
      await forgiveAccount(app.database, member.email!)
      return noContent
    },
  }),
]

/** Makes the invited member's user, or takes the one that she is elsewhere, if the password is hers. */
async function join(app: App, token: string, password: string, change: { name?: string, locale?: 'id' | 'en' },
  caller: Caller): Promise<Link> {
  return app.database.transaction(async transaction => {
    const link = await findLink(app, transaction, token, 'invitation')
    const { workspace, member } = link
    const context: Context = { ...systemContext(app, workspace, transaction),
      actor: actorOf(workspace, member.id, 'person')! }
    const before = (await findMember(context, member.id))!
    const name = change.name ?? before.name
    const user = await userFor(app, member.email!, name, password, caller)
    await endLinks(context, member.id)
    await updateMember(context, before,
      { ...before, name, locale: change.locale ?? before.locale, user, invited: false })
    return link
  })
}

async function userFor(app: App, email: string, name: string, password: string, caller: Caller): Promise<string> {
  const joined = await findJoined(app, email)
  if (joined) {
    if (await app.auth.checkPassword(email, password, caller)) return joined
    throw refuse([{ path: 'password', code: 'password.wrong' }])
  }
  const left = await app.auth.findUser(email)
  if (left) await app.auth.setPassword(left.id, password)
  return left?.id ?? (await app.auth.createUser(name, email, password)).id
}

/** The user of this address, if she belongs to a workspace: then her password is not ours to set. */
async function findJoined(app: App, email: string): Promise<string | undefined> {
  const user = await app.auth.findUser(email)
  const memberships = user ? await app.database.query(sql`select 1 from hubung.membership
    where user_id = ${user.id} limit 1`) : []
  return memberships.length ? user?.id : undefined
}

async function askReset(app: App, email: string): Promise<void> {
  const user = await app.auth.findUser(email)
  const own = user ? await workspacesOf(app, user.id) : []
  const workspace = own.length ? await app.workspaces.get(own[0].slug) : undefined
  const member = workspace?.members.get(memberOfUser(workspace, user!.id)!)
  if (!workspace || !member) return
  await app.database.transaction(transaction =>
    sendReset(systemContext(app, workspace, transaction), app.settings, member, own.length > 1))
}
