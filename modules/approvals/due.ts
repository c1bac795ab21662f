// Approvals: what time brings: reminders, the escalation of a late level, the end of what nobody decided. By the product's clock.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { defineTimer, setTimers, type Timer } from '../../kernel/job/timer.ts'
import { endRequests, later, TIMER } from './advance.ts'
import { insertSeats, openSeats, readRequests, type Request } from './request.ts'
import { escalationSeats } from './seats.ts'
import { tellSeats } from './tell.ts'

const MOST_REMINDERS = 5

interface Due { what: 'remind' | 'escalate' | 'expire', level: number, time: number }

export const approvalDue = defineTimer({
  name: TIMER,
  async fire(context, timers) {
    const ids = timers.map(timer => timer.subject)
    const requests = new Map((await readRequests(context, sql`a.id = any(${ids}::uuid[]) and a.state = 'pending'`, { lock: true })).map(each => [each.id, each]))
    const due = (what: Due['what']) => timers.flatMap(timer => {
      const request = requests.get(timer.subject)
      return request && (timer.payload as Due).what === what ? [{ request, timer }] : []
    })
    await escalate(context, due('escalate'))
    await remind(context, due('remind'))
    await expire(context, due('expire').map(({ request }) => request))
  },
})

type Fired = { request: Request, timer: Timer }[]

async function remind(context: Context, fired: Fired): Promise<void> {
  for (const { request, timer } of fired) {
    const { level, time } = timer.payload as Due
    const seats = openSeats(request).filter(seat => seat.level === level)
    await tellSeats(context, [{ request, seats }], 'reminded', String(time))
    if (seats.length && time < MOST_REMINDERS) await setTimers(context, [{ kind: TIMER, subject: request.id, occurrence: `remind ${level} ${time + 1}`, dueAt: later(context, request.settings.remindAfter!.hours), payload: { what: 'remind', level, time: time + 1 } }])
  }
}

async function escalate(context: Context, fired: Fired): Promise<void> {
  const added = fired.flatMap(({ request, timer }) => {
    const level = request.levels.find(each => each.level === (timer.payload as Due).level && each.state === 'open')
    const seats = level ? escalationSeats(context, request, level) : []
    request.seats.push(...seats)
    return seats.length ? [{ request, seats }] : []
  })
  await insertSeats(context, added.flatMap(({ request, seats }) => seats.map(seat => ({ ...seat, request: request.id }))))
  await tellSeats(context, added, 'escalated')
}

async function expire(context: Context, requests: Request[]): Promise<void> {
  for (const [outcome, group] of Map.groupBy(requests, each => each.settings.expireAfter?.outcome ?? 'expired')) await endRequests(context, group, outcome, null, null)
}
