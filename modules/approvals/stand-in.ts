// Approvals: who decides for a member while she is absent; she says so herself.
import { z } from 'zod'
import { sql } from '../../kernel/database/sql.ts'
import { refuse } from '../../kernel/http/errors.ts'
import { route, type Route } from '../../kernel/http/route.ts'
import { recordChange } from '../../kernel/workspace/history.ts'
import { readStandIns } from './seats.ts'
import { tables } from './request.ts'

const tag = 'approvals'
const standIn = z.object({ delegate: z.string().nullable() })

export const standInRoutes: Route[] = [
  route({ method: 'GET', path: '/approvals/stand-in', tag, summary: 'Who decides for the caller while she is absent', answer: standIn,
    handler: async context => ({ delegate: (await readStandIns(context)).get(context.actor.member) ?? null }) }),
  route({ method: 'PUT', path: '/approvals/stand-in', tag, summary: 'Name who decides for the caller while she is absent, or nobody', body: z.strictObject({ delegate: z.uuid().nullable() }), answer: standIn,
    async handler(context, { body: { delegate } }) {
      const { actor: { member }, workspace } = context
      const to = delegate === null ? undefined : workspace.members.get(delegate)
      if (delegate === member) throw refuse([{ path: 'delegate', code: 'approval.circle' }])
      if (delegate !== null && (to?.kind !== 'person' || !to.active)) throw refuse([{ path: 'delegate', code: 'member.unknown' }])
      const before = (await readStandIns(context)).get(member) ?? null
      const { standIn: table } = tables(context)
      await context.sql.query(delegate === null ? sql`delete from ${table} where member = ${member}::uuid`
        : sql`insert into ${table} (member, delegate) values (${member}::uuid, ${delegate}::uuid) on conflict (member) do update set delegate = excluded.delegate`)
      await recordChange(context, '_member', member, { standIn: before }, { standIn: delegate })
      return { delegate }
    } }),
]
