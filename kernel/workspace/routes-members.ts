// Workspace room: the members of a workspace, for its administrators; everyone may see who is there.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { paged } from '../http/answer-part.ts'
import { Problem, refuse } from '../http/errors.ts'
import { flag } from '../http/query-part.ts'
import { noContent, route } from '../http/route.ts'
import { absence } from './absence.ts'
import { changeWorkspaceMember, checkManager, checkRole, findBranch, findTeam, freeMember } from './change-member.ts'
import { email, line, locale, timeZone, typed } from './input.ts'
import { invite } from './invitations.ts'
import { addMember, findMember, lockMembers, updateMember } from './members.ts'
import { byName, pageOf, pageQuery } from './page.ts'
import { memberKind, type Member } from './workspace.ts'

const tag = 'members'
const params = z.object({ id: z.uuid() })
const answer = z.object({
  id: z.string(), name: z.string(), email: z.string().nullable(), role: z.string(), team: z.string().nullable(), kind: memberKind,
  branch: z.string().nullable(), manager: z.string().nullable(),
  active: z.boolean(), invited: z.boolean(),
  absence: absence.nullable().meta({ description: 'Days on which she is away, both included' }),
  locale: locale.nullable(),
})
const newMember = z.strictObject({ email, name: line(120), role: typed, team: typed.nullish(),
  branch: typed.nullish(), manager: z.uuid().nullish(), locale: locale.nullish() })

export const memberRoutes = [
  route({
    method: 'GET', path: '/members', summary: 'The members, by name', tag,
    query: pageQuery.extend({ kind: memberKind.optional(), active: flag.optional() }),
    answer: paged(answer),
    async handler({ workspace }, { query: { kind, active, ...page } }) {
      const wanted = [...workspace.members.values()].filter(member => (kind ?? member.kind) === member.kind
        && (active ?? member.active) === member.active)
      return pageOf(wanted.map(memberBody), byName, page)
    },
  }),
  route({
    method: 'GET', path: '/members/:id', summary: 'One member', tag, params, answer,
    async handler({ workspace }, { params }) {
      const member = workspace.members.get(params.id)
      if (!member) throw new Problem('notFound')
      return memberBody(member)
    },
  }),
  route({
    method: 'POST', path: '/members', summary: 'Invite somebody: a mail with a link that works once, for seven days',
    tag, access: 'administrator', status: 201,
    body: newMember, answer,
    async handler(context, { body, app }) {
      const member = await addInvited(context, body)
      await invite(context, app.settings, member)
      return memberBody(member)
    },
  }),
  route({
    method: 'POST', path: '/members/:id/invitations', summary: 'Send an invitation again; the earlier link ends', status: 204, tag,
    access: 'administrator', params,
    async handler(context, { params, app }) {
      const member = await findMember(context, params.id)
      if (!member || member.kind !== 'person' || !member.active) throw new Problem('notFound')
      if (member.user !== null) throw new Problem('conflict.joined')
      await invite(context, app.settings, member)
      return noContent
    },
  }),
  route({
    method: 'PATCH', path: '/members/:id', summary: 'Change a member', tag, access: 'administrator', params, answer,
    body: z.strictObject({ name: line(120), role: typed, team: typed.nullable(), branch: typed.nullable(), manager: z.uuid().nullable(), locale: locale.nullable(),
      timeZone: timeZone.nullable(), active: z.boolean() }).partial(),
    async handler(context, { params, body }) {
      return memberBody(await changeWorkspaceMember(context, params.id, body))
    },
  }),
  route({
    method: 'DELETE', path: '/members/:id',
    summary: 'Deactivate a member for good; what she owns stays, her address may be invited again', status: 204, tag,
    access: 'administrator', params,
    async handler(context, { params }) {
      await freeMember(context, params.id)
      return noContent
    },
  }),
]

/** Somebody who left before comes back as the same member, with her records and her history. */
async function addInvited(asked: Context,
  { email, name, role, team, branch, manager = null, locale = null }: z.output<typeof newMember>): Promise<Member> {
  const context = await lockMembers(asked)
  checkRole(context, role)
  const place = { team: findTeam(context, team), branch: findBranch(context, branch), manager }
  const [known] = await context.sql.query<{ id: string }>(sql`select id
    from ${identifier(context.workspace.schema, '_member')} where lower(email) = ${email} and kind = 'person'`)
  const before = known && await findMember(context, known.id)
  checkManager(context, { id: before?.id ?? '', name, manager })
  if (!before) return addMember(context, { email, name, role, ...place, locale })
  if (before.active || before.user !== null) throw refuse([{ path: 'email', code: 'conflict.unique' }])
  const after = { ...before, name, role, ...place, locale, active: true, invited: true }
  await updateMember(context, before, after)
  return after
}

function memberBody({ id, name, email, role, team, branch, manager, kind, active, invited,
  absence, locale }: Member): z.output<typeof answer> {
  return { id, name, email, role, team, branch, manager, kind, active, invited, absence, locale }
}
