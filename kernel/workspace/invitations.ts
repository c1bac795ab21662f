// Workspace room: links that work once: an invitation, a password reset. The token is only in the mail, its hash here.
import { createHash, randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { wallClock } from '../job/clock.ts'
import { tagOf } from './api-key.ts'
import { queueMail } from './mail.ts'
import { say, workspaceTexts as t } from './texts.ts'
import type { Member, Workspace } from './workspace.ts'

const INVITATION_DAYS = 7
const RESET_MINUTES = 60
/** A second mail is not sent while the first is so young. */
const RESET_PAUSE_SECONDS = 60

export interface Link { workspace: Workspace, member: Member, expiresAt: Date }

/** Sends the member her invitation; earlier links of hers end. */
export async function invite(context: Context, settings: App['settings'], member: Member): Promise<void> {
  const token = await addLink(context, member.id, INVITATION_DAYS * 86_400)
  const locale = member.locale ?? context.workspace.locale
  const inviter = context.workspace.members.get(context.actor.member)?.name ?? context.workspace.name
  const values = { name: member.name, workspace: context.workspace.name, inviter, days: INVITATION_DAYS,
    link: `${settings.url}/invitation/${token}` }
  await queueMail(context, { to: member.email!, subject: say(t.invitationSubject, locale, values),
    text: say(t.invitationBody, locale, values) })
}

/** Sends a reset link, unless one went out within the last minute. */
export async function sendReset(context: Context, settings: App['settings'], member: Member,
  shared: boolean): Promise<void> {
  const young = new Date(wallClock().getTime() - RESET_PAUSE_SECONDS * 1000)
  const [recent] = await context.sql.query(sql`select 1 from ${identifier(context.workspace.schema, '_invitation')}
    where member = ${member.id} and created_at > ${young}`)
  if (recent) return
  const token = await addLink(context, member.id, RESET_MINUTES * 60)
  const locale = member.locale ?? context.workspace.locale
  const values = { name: member.name, minutes: RESET_MINUTES, link: `${settings.url}/reset/${token}` }
  await queueMail(context, { to: member.email!, subject: say(t.resetSubject, locale, values),
    text: say(t.resetBody, locale, values), shared })
}

/**
 * What a token opens: an `invitation` for a member without a user yet, a `reset` for one with. Throws `notFound` for
 * what was never sent, was used, has expired, or belongs to somebody who is not active any more.
 */
export async function findLink(app: App, queryable: Queryable, token: string,
  kind: 'invitation' | 'reset'): Promise<Link> {
  for (const row of await app.workspaces.list()) {
    if (tagOf(row.schema) !== token.slice(0, 8) || app.workspaces.stopped.has(row.slug)) continue
    const [found] = await queryable.query<{ member: string,
      expiresAt: Date }>(sql`select member, expires_at as "expiresAt"
      from ${identifier(row.schema, '_invitation')}
      where hash = ${hashOf(token)} and expires_at > ${wallClock()} for update`)
    const workspace = found && await app.workspaces.get(row.slug)
    const member = workspace?.members.get(found.member)
    if (member?.active && (member.user === null) === (kind === 'invitation')) return { workspace: workspace!, member,
      expiresAt: found.expiresAt }
  }
  throw new Problem('notFound')
}

/** Ends all links of a member. */
export async function endLinks(context: Context, member: string): Promise<void> {
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_invitation')}
    where member = ${member}`)
}

async function addLink(context: Context, member: string, seconds: number): Promise<string> {
  await endLinks(context, member)
  const token = `${tagOf(context.workspace.schema)}${randomBytes(32).toString('base64url')}`
  const now = wallClock()
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_invitation')} (id, member, hash,
    expires_at, created_at)
    values (${uuid()}, ${member}, ${hashOf(token)}, ${new Date(now.getTime() + seconds * 1000)}, ${now})`)
  return token
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
