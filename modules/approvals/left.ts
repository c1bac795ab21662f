// Approvals: an approver who leaves the company is waited for by nobody: her place becomes another's.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { defineSubscriber } from '../../kernel/event/subscriber.ts'
import { passOn } from './decide.ts'
import { openSeats, readRequests, tables, type Request } from './request.ts'
import { readStandIns, successorOf, type StandIns } from './seats.ts'
import { tellStuck } from './tell.ts'

export const passOnSeats = defineSubscriber({
  name: 'approvals.passOn',
  events: ['updated:_member'],
  async run(context, events) {
    const left = await thoseWhoLeft(context, events.filter(({ after }) => after?.active === false).map(({ record }) => record))
    if (left.size === 0) return
    const requests = await readRequests(context, sql`a.state = 'pending' and a.id in (select s.request from ${tables(context).seat} s where s.decision is null and s.member = any(${[...left]}::uuid[]))`, { lock: true })
    const standIns = requests.length ? await readStandIns(context) : new Map<string, string>()
    for (const request of requests) await passOnAll(context, request, left, standIns)
  },
})

/** She may be back by now. */
async function thoseWhoLeft({ sql: query, workspace }: Context, members: string[]): Promise<Set<string>> {
  const rows = members.length ? await query.query<{ id: string }>(sql`select id from ${identifier(workspace.schema, '_member')} where id = any(${members}::uuid[]) and not active`) : []
  return new Set(rows.map(row => row.id))
}

/** Where any of them may decide and another is there, nobody is missing. */
async function passOnAll(context: Context, request: Request, left: ReadonlySet<string>, standIns: StandIns): Promise<void> {
  for (const seat of openSeats(request).filter(({ member }) => left.has(member))) {
    const { need } = request.levels.find(({ level }) => level === seat.level)!
    if (need === 'any' && openSeats(request).some(({ level, member }) => level === seat.level && !left.has(member) && context.workspace.members.get(member)?.active)) continue
    const to = successorOf(context, request, seat.member, standIns, left)
    if (to) await passOn(context, request, seat, to, null)
    else await tellStuck(context, [request])
  }
}
