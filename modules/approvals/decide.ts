// Approvals: what an approver, and who asked, does with a request. The request's row is locked first: of two who decide at
// once the second finds what the first has left.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { recordEvents } from '../../kernel/event/record-event.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { APPROVAL, endRequests, goOn } from './advance.ts'
import { endLinks } from './link.ts'
import { mayKnow } from './list.ts'
import { insertSeats, newSeat, openSeats, readRequests, tables, type Decision, type Request, type Seat } from './request.ts'
import { readStandIns, successorOf } from './seats.ts'
import { tellSeats, tellStuck } from './tell.ts'

/** The request, locked, if the caller may know of it. */
async function lockRequest(context: Context, id: string): Promise<Request> {
  const [request] = await readRequests(context, sql`a.id = ${id}::uuid and ${mayKnow(context)}`, { lock: true })
  if (!request) throw new Problem('notFound')
  return request
}

/** The caller's own place at an open level; of several the one where fewest others sit. Throws `approval.over`, `approval.notYours`. */
function ownSeat({ actor }: Context, request: Request): Seat {
  const [seat] = openSeats(request).filter(each => each.member === actor.member).toSorted((one, other) => othersAt(request, one).length - othersAt(request, other).length)
  if (seat) return seat
  const decided = request.seats.some(each => each.member === actor.member)
  throw new Problem(request.state !== 'pending' || decided ? 'approval.over' : 'approval.notYours')
}

export async function decideRequest(context: Context, id: string, decision: 'approved' | 'rejected', comment: string | null): Promise<void> {
  const request = await lockRequest(context, id)
  await decideSeat(context, request, ownSeat(context, request), decision, comment)
}

/** One no ends it, whatever the others said. */
export async function decideSeat(context: Context, request: Request, seat: Seat, decision: 'approved' | 'rejected', comment: string | null): Promise<void> {
  await markSeat(context, request, seat, decision, comment)
  if (decision === 'rejected') await endRequests(context, [request], 'rejected', seat.member, comment)
  else {
    await leaveOtherLevels(context, request, seat.member)
    await goOn(context, request, seat.member, comment)
  }
}

/** Others who decide the seat's level, or have. */
function othersAt({ seats }: Request, { level, member }: Seat): Seat[] {
  return seats.filter(each => each.level === level && each.member !== member && each.decision !== 'delegated')
}

/** Nobody decides at two levels that are open at once: elsewhere she leaves it to those who sit there, or hands her place on where nobody does. */
async function leaveOtherLevels(context: Context, request: Request, member: string): Promise<void> {
  for (const seat of openSeats(request).filter(each => each.member === member)) {
    const next = othersAt(request, seat).length ? undefined : successorOf(context, request, member, await readStandIns(context), new Set([member]))
    if (next) await passOn(context, request, seat, next, null)
    else await markSeat(context, request, seat, 'delegated', null)
    if (!othersAt(request, seat).length) await tellStuck(context, [request])
  }
}

async function markSeat(context: Context, { id }: Request, seat: Seat, decision: Decision, comment: string | null): Promise<void> {
  Object.assign(seat, { decision, comment, decidedAt: isoTime(context.now) })
  await context.sql.query(sql`update ${tables(context).seat} set decision = ${decision}, comment = ${comment}, decided_at = ${context.now}::timestamptz where id = ${seat.id}::uuid`)
  await endLinks(context, [seat.id])
  await recordEvents(context, [{ object: APPROVAL, record: id, kind: 'updated', after: { decision, level: seat.level, by: seat.member, standsFor: seat.standsFor, comment } }])
}

/** Another one decides in her place. */
export async function delegateRequest(context: Context, id: string, to: string, comment: string | null): Promise<void> {
  const request = await lockRequest(context, id)
  const seat = ownSeat(context, request)
  const member = context.workspace.members.get(to)
  if (!member?.active || member.kind !== 'person') throw new Problem('invalid', { faults: [{ path: 'to', code: 'member.unknown' }] })
  if (request.seats.some(each => each.member === to) || (to === request.requester && !request.own)) throw new Problem('invalid', { faults: [{ path: 'to', code: 'approval.seated' }] })
  await passOn(context, request, seat, to, comment)
}

/** The seat becomes another member's. */
export async function passOn(context: Context, request: Request, seat: Seat, to: string, comment: string | null): Promise<void> {
  await markSeat(context, request, seat, 'delegated', comment)
  const next = newSeat(seat.level, to, seat.via === 'escalated' ? 'escalated' : 'delegated', seat.member)
  request.seats.push(next)
  await insertSeats(context, [{ ...next, request: request.id }])
  await tellSeats(context, [{ request, seats: [next] }], 'delegated')
}

/** Who asked takes it back, or an administrator does. */
export async function withdrawRequest(context: Context, id: string, comment: string | null): Promise<void> {
  const request = await lockRequest(context, id)
  const { member, role } = context.actor
  if (request.requester !== member && !role.administrator) throw new Problem('permission.denied')
  if (request.state !== 'pending') throw new Problem('approval.over')
  await endRequests(context, [request], 'withdrawn', member, comment)
}
