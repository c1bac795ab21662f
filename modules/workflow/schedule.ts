// The workflow room: workflows that the clock sets off: one timer each, for the next time.
import { DateTime } from 'luxon'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { cancelTimers, defineTimer, finishTimers, setTimers, type Timer } from '../../kernel/job/timer.ts'
import { activeWorkflows, compile, type Stored } from './catalogue.ts'
import { enrolCall } from './enrol-call.ts'
import { ordinaryGrace, type Program } from './program.ts'
import { nextTime, timesUntil, type ScheduleTrigger } from './triggers/schedule.ts'
import { lengthOf, usualGrace } from './triggers/span.ts'

export const SCHEDULE_TIMER = 'workflow.schedule'

/** Sets the timer of the first time after `time`, instead of the one that waits. */
export async function setSchedule(context: Context, id: string, trigger: ScheduleTrigger, time: Date): Promise<void> {
  const dueAt = nextTime(trigger, context.workspace.timeZone, time)
  await cancelTimers(context, SCHEDULE_TIMER, id, 'schedule', dueAt?.toISOString())
  if (dueAt) await setTimers(context, [{ kind: SCHEDULE_TIMER, subject: id, occurrence: dueAt.toISOString(), dueAt, scope: id }])
}

/** The workspace's zone was another: what waits is due when the new clock says so. A time that has passed by it just now keeps its own, and is not left out. */
export async function shiftSchedule(context: Context, id: string, from: string): Promise<void> {
  const stored = (await activeWorkflows(context, [id])).get(id)
  if (stored?.definition.trigger.type !== 'schedule' || stored.definition.trigger.timeZone !== undefined) return
  const [waiting] = await context.sql.query<{ dueAt: Date }>(sql`select due_at as "dueAt" from ${identifier(context.workspace.schema, '_timer')} where kind = ${SCHEDULE_TIMER} and subject = ${id} and state = 'waiting' for update`)
  const here = waiting && DateTime.fromJSDate(waiting.dueAt, { zone: from }).setZone(context.workspace.timeZone, { keepLocalTime: true }).toJSDate()
  if (here && here > context.now) await setSchedule(context, id, stored.definition.trigger, context.now)
}

export async function endSchedule(context: Context, id: string): Promise<void> {
  await cancelTimers(context, SCHEDULE_TIMER, id, 'trigger')
}

export const fireSchedules = defineTimer({
  name: SCHEDULE_TIMER,
  async fire(context, timers) {
    const active = await activeWorkflows(context, timers.map(timer => timer.subject))
    for (const timer of timers) {
      const stored = active.get(timer.subject)
      if (stored?.definition.trigger.type === 'schedule') await fireOne(context, stored, stored.definition.trigger, timer)
      else await finishTimers(context, [timer.id], 'cancelled', 'off')
    }
  },
})

/** Of several times that fell due while nothing ran, the last is run, or all where the trigger names a grace; none that is later than its grace. */
async function fireOne(context: Context, stored: Stored, trigger: ScheduleTrigger, timer: Timer): Promise<void> {
  const times = [timer.dueAt, ...timesUntil(trigger, context.workspace.timeZone, timer.dueAt, context.now)]
  const grace = trigger.grace ? lengthOf(trigger.grace) : graceOf(compile(context, stored))
  for (const [at, time] of times.entries()) {
    const missed = context.now.getTime() - time.getTime() > grace || (!trigger.grace && at < times.length - 1)
    await enrolCall(context, stored, { dueAt: isoTime(time) }, `time:${time.toISOString()}`, missed)
  }
  await setSchedule(context, stored.id, trigger, context.now)
}

/** One that needs correction is enrolled: its runs fail with the reason, and can be tried again. */
function graceOf(program: Program | Problem): number {
  return program instanceof Problem ? usualGrace : ordinaryGrace(program.steps)
}
