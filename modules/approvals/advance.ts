// Approvals: what follows in the same transaction: levels open, or the request ends, its run wakes and its record is released.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { recordEvents } from '../../kernel/event/record-event.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { cancelTimers, setTimers } from '../../kernel/job/timer.ts'
import { markHeld } from '../../kernel/record/held.ts'
import { wakeRuns, type Woken } from '../workflow/index.ts'
import { insertRequests, insertSeats, saveStates, tables, type Level, type Request, type Seat, type State } from './request.ts'
import { readStandIns, seatsAt } from './seats.ts'
import { tellEnds, tellSeats, tellStuck } from './tell.ts'

/** The event log knows requests under this name. */
export const APPROVAL = '_approval'
export const TIMER = 'approval.due'
const HOUR_MS = 3_600_000

/** Asks for all of them. Throws `approval.nobody` when a level that opens now has nobody who may decide. */
export async function makeRequests(context: Context, requests: Request[]): Promise<void> {
  const held = requests.filter(each => each.locks && each.record !== null)
  // the rows first: whoever releases the same record meanwhile is waited for, or waits
  for (const [object, group] of Map.groupBy(held, each => each.object!)) await markHeld(context, object, group.map(each => each.record!), true)
  await insertRequests(context, requests)
  const stuck = await openLevels(context, requests)
  if (stuck.length) throw new Problem('approval.nobody', { parameters: { level: stuck[0].level.level }, faults: stuck.map(({ level }) => ({ path: `approvers[${level.level - 1}].to`, code: 'approval.nobody', parameters: { level: level.level } })) })
  await saveStates(context, requests)
  await setTimers(context, requests.flatMap(({ id, settings: { expireAfter } }) => expireAfter ? [{ kind: TIMER, subject: id, occurrence: 'expire', dueAt: later(context, expireAfter.hours), payload: { what: 'expire' } }] : []))
  await recordEvents(context, requests.map(({ id, title, object, record, requester }) => ({ object: APPROVAL, record: id, kind: 'created', after: { title, object, record, requester } })))
}

export function later({ now }: Context, hours: number): Date {
  return new Date(now.getTime() + hours * HOUR_MS)
}

/** The levels whose turn it is, with their seats, timers and notices; answers those at which nobody can sit. */
async function openLevels(context: Context, requests: Request[]): Promise<{ request: Request, level: Level }[]> {
  const due = requests.flatMap(request => turnOf(request).map(level => ({ request, level })))
  const standIns = due.length ? await readStandIns(context) : new Map<string, string>()
  const stuck: typeof due = []
  const seated: { request: Request, seats: Seat[] }[] = []
  for (const { request, level } of due) {
    const seats = seatsAt(context, request, level, standIns)
    level.state = 'open'
    request.seats.push(...seats)
    if (seats.length) seated.push({ request, seats })
    else stuck.push({ request, level })
  }
  await insertSeats(context, seated.flatMap(({ request, seats }) => seats.map(seat => ({ ...seat, request: request.id }))))
  await tellSeats(context, seated, 'asked')
  await setTimers(context, due.flatMap(({ request: { id, settings: { remindAfter, escalateAfter } }, level: { level } }) => [
    ...remindAfter ? [{ kind: TIMER, subject: id, occurrence: `remind ${level} 1`, dueAt: later(context, remindAfter.hours), payload: { what: 'remind', level, time: 1 } }] : [],
    ...escalateAfter ? [{ kind: TIMER, subject: id, occurrence: `escalate ${level}`, dueAt: later(context, escalateAfter.hours), payload: { what: 'escalate', level } }] : [],
  ]))
  return stuck
}

function turnOf({ state, parallel, levels }: Request): Level[] {
  const waiting = levels.filter(level => level.state === 'waiting')
  if (state !== 'pending' || parallel) return state === 'pending' ? waiting : []
  return levels.some(level => level.state === 'open') ? [] : waiting.slice(0, 1)
}

/** Whether the level is through: by one, by all, or by whoever it was escalated to. */
function isThrough({ seats }: Request, { level, need }: Level): boolean {
  const own = seats.filter(seat => seat.level === level && seat.decision !== 'delegated')
  const approved = own.filter(seat => seat.decision === 'approved')
  if (need === 'any' || approved.some(seat => seat.via === 'escalated')) return approved.length > 0
  const asked = own.filter(seat => seat.via !== 'escalated')
  return asked.length > 0 && asked.every(seat => seat.decision === 'approved')
}

/** Called when a seat of it has just approved: closes the level, opens the next, or ends the request. */
export async function goOn(context: Context, request: Request, by: string, comment: string | null): Promise<void> {
  for (const level of request.levels) if (level.state === 'open' && isThrough(request, level)) level.state = 'approved'
  if (request.levels.every(level => level.state === 'approved')) return endRequests(context, [request], 'approved', by, comment)
  const stuck = await openLevels(context, [request])
  if (stuck.length) await tellStuck(context, [request])
  await saveStates(context, [request])
}

/** Ends them: the outcome, the waking of what waits, the release of the records and all notices in one transaction. */
export async function endRequests(context: Context, requests: Request[], state: Exclude<State, 'pending'>, by: string | null, comment: string | null): Promise<void> {
  if (requests.length === 0) return
  const at = isoTime(context.now)
  for (const request of requests) Object.assign(request, { state, decidedBy: by, comment, decidedAt: at })
  await saveStates(context, requests)
  const ids = requests.map(({ id }) => id)
  await context.sql.query(sql`delete from ${tables(context).link} l using ${tables(context).seat} s where s.id = l.seat and s.request = any(${ids}::uuid[])`)
  await cancelTimers(context, TIMER, ids, 'decided')
  await releaseRecords(context, requests)
  await wakeRuns(context, requests.flatMap(({ id, run, step, iteration }): Woken[] => run === null ? [] : [{ run, step: step!, iteration: iteration ?? '', output: { outcome: state, by, comment, at, request: id } }]))
  await recordEvents(context, requests.map(({ id }) => ({ object: APPROVAL, record: id, kind: 'updated', before: { state: 'pending' }, after: { state, by, comment } })))
  await tellEnds(context, requests)
}

/** Those that no other request holds. The rows are locked before it is asked who else holds them. */
async function releaseRecords(context: Context, requests: Request[]): Promise<void> {
  for (const [object, group] of Map.groupBy(requests.filter(each => each.locks && each.record !== null), each => each.object!)) {
    if (!context.workspace.objects.has(object)) continue
    const records = group.map(each => each.record!)
    await markHeld(context, object, records, true)
    const others = await context.sql.query<{ record: string }>(sql`select distinct record from ${tables(context).request} where record = any(${records}::uuid[]) and state = 'pending' and locks`)
    const still = new Set(others.map(row => row.record))
    await markHeld(context, object, records.filter(record => !still.has(record)), false)
  }
}
