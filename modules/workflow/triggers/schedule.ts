// Trigger schedule: at times of the clock that no record knows: each Monday at eight. There is no record; steps find what
// they are about.
import { Cron } from 'croner'
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import { isZone } from './date.ts'
import { graceSpan } from './span.ts'

export const scheduleTrigger = z.strictObject({
  type: z.literal('schedule'),
  /** Minute, hour, day, month, weekday, such as `0 8 * * 1`; once a minute is the most there is. */
  cron: z.string().trim().min(1).max(100),
  /** IANA name; the workspace's by default. */
  timeZone: z.string().max(60).optional(),
  /** What is later than this is missed; 7 days by default, 24 hours where customers are written to. Without it only the last of several that fell due is run. */
  grace: graceSpan.optional(),
})

export type ScheduleTrigger = z.output<typeof scheduleTrigger>

/** Times that are looked back at, when several fell due. */
const MOST = 100

function read({ cron, timeZone }: ScheduleTrigger, zone: string): Cron {
  return new Cron(cron, { mode: '5-part', timezone: timeZone ?? zone, paused: true })
}

export function scheduleFaults(trigger: ScheduleTrigger, zone: string, now: Date): Fault[] {
  if (trigger.timeZone !== undefined && !isZone(trigger.timeZone)) return [{ path: 'trigger.timeZone', code: 'value.invalid' }]
  try {
    return read(trigger, zone).nextRun(now) ? [] : [{ path: 'trigger.cron', code: 'workflow.neverDue' }]
  } catch {
    return [{ path: 'trigger.cron', code: 'workflow.cron' }]
  }
}

/** The first time after `time`; null when there is none. */
export function nextTime(trigger: ScheduleTrigger, zone: string, time: Date): Date | null {
  return read(trigger, zone).nextRun(time)
}

/** The times after `from` up to `to`, oldest first: the last hundred of them. */
export function timesUntil(trigger: ScheduleTrigger, zone: string, from: Date, to: Date): Date[] {
  // a time of `to` itself counts, and the look back begins a second later
  const found = read(trigger, zone).previousRuns(MOST, new Date(to.getTime() + 1000))
  return found.filter(time => time > from && time <= to).sort((one, other) => one.getTime() - other.getTime())
}
