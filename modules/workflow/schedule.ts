// The workflow room: workflows that the clock sets off: one timer each, for the next time.
import type { Context } from '../../kernel/context.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { cancelTimers, defineTimer, finishTimers, setTimers, type Timer } from '../../kernel/job/timer.ts'
import { activeWorkflows, type Stored } from './catalogue.ts'
import { enrolCall } from './enrol-call.ts'
import { nextTime, timesUntil, type ScheduleTrigger } from './triggers/schedule.ts'
import { lengthOf } from './triggers/span.ts'

export const SCHEDULE_TIMER = 'workflow.schedule'

/** Sets the timer of the first time after `time`, instead of the one that waits. */
export async function setSchedule(context: Context, id: string, trigger: ScheduleTrigger, time: Date): Promise<void> {
  const dueAt = nextTime(trigger, context.workspace.timeZone, time)
  await cancelTimers(context, SCHEDULE_TIMER, id, 'schedule', dueAt?.toISOString())
  if (dueAt) await setTimers(context, [{ kind: SCHEDULE_TIMER, subject: id, occurrence: dueAt.toISOString(), dueAt, scope: id }])
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

/** Of several times that fell due while nothing ran, the last is run, or all that are within the grace that the trigger names. */
async function fireOne(context: Context, stored: Stored, trigger: ScheduleTrigger, timer: Timer): Promise<void> {
  const times = [timer.dueAt, ...timesUntil(trigger, context.workspace.timeZone, timer.dueAt, context.now)]
  for (const [at, time] of times.entries()) {
    const missed = trigger.grace ? context.now.getTime() - time.getTime() > lengthOf(trigger.grace) : at < times.length - 1
    await enrolCall(context, stored, { dueAt: isoTime(time) }, `time:${time.toISOString()}`, missed)
  }
  await setSchedule(context, stored.id, trigger, context.now)
}
