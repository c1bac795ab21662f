// Workspace room: the days on which a member is away. She says so herself, or who leads her, or an administrator.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { dayOf, isDay } from '../field/calendar.ts'
import { Problem, refuse } from '../http/errors.ts'
import { route } from '../http/route.ts'
import { teamsSeenBy } from './actor.ts'
import { findMember, lockMembers, updateMember } from './members.ts'
import type { Member } from './workspace.ts'

const day = z.string().refine(isDay)

/** Both days belong to it. */
export const absence = z.strictObject({ from: day, to: day })
export type Absence = z.output<typeof absence>

export function isAbsent({ workspace, now }: Context, member: Member): boolean {
  const today = dayOf(now, workspace.timeZone)
  return member.absence !== null && member.absence.from <= today && today <= member.absence.to
}

/** Herself, whom she reports to (also by way of others), the manager of her team or of one above it, and administrators. */
export function mayTellAbsence({ actor, workspace }: Context, member: Member): boolean {
  if (member.id === actor.member || actor.role.administrator || actor.reports.includes(member.id)) return true
  return member.team !== null && teamsSeenBy(workspace, actor.member, null).includes(member.team)
}

/** Throws `notFound`, `permission.denied`, `absence.dates`. */
async function changeAbsence(asked: Context, id: string, wanted: Absence | null): Promise<Member> {
  const context = await lockMembers(asked)
  const before = await findMember(context, id)
  if (!before || before.kind !== 'person') throw new Problem('notFound')
  if (!mayTellAbsence(context, before)) throw new Problem('permission.denied')
  if (wanted && wanted.to < wanted.from) throw refuse([{ path: 'absence.to', code: 'absence.dates' }])
  const after = { ...before, absence: wanted }
  await updateMember(context, before, after)
  return after
}

export const absenceRoutes = [
  route({
    method: 'PUT', path: '/members/:id/absence', summary: 'Say when a member is away: herself, who leads her, or an administrator', tag: 'members',
    params: z.object({ id: z.uuid() }), body: z.strictObject({ absence: absence.nullable() }), answer: z.object({ id: z.string(), absence: absence.nullable() }),
    async handler(context, { params, body }) {
      const { id, absence } = await changeAbsence(context, params.id, body.absence)
      return { id, absence }
    },
  }),
]
