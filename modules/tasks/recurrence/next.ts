// Tasks: when a recurring task is due next. Rules are reckoned on the wall clock of the workspace's zone, so that nine
// o'clock stays nine o'clock. Pure.
import { DateTime } from 'luxon'
// oxlint-disable-next-line import/default -- Node reads the package's CommonJS part, whose names stand in its default
import rrule from 'rrule'
import { isoTime } from '../../../kernel/field/iso-time.ts'
import { completeRule, parseRule, printRule, type Day, type Rule } from './rule.ts'

/** Where a task stands in its series; its times are in API form. */
export interface Series {
  /** The first task of the series. */
  id: string
  /** The date that the rule gave this task, whatever it was moved to. */
  slot: string
  /** When the rule began. */
  start: string
  /** 1 for the first. */
  number: number
}

export interface Recurring {
  recurrence: string
  /** `completion`: counted from when it was done; else from the due date. */
  recurrenceFrom: string | null
  dueAt: string
  completedAt: string | null
  series: Series
}

/** The wall clock's time as if it were UTC, which is how rules are reckoned. */
function wallOf(time: string | Date, zone: string): Date {
  const moment = typeof time === 'string' ? DateTime.fromISO(time, { zone }) : DateTime.fromJSDate(time, { zone })
  return moment.setZone('utc', { keepLocalTime: true }).toJSDate()
}

function instantOf(wall: Date, zone: string): Date {
  return DateTime.fromJSDate(wall, { zone: 'utc' }).setZone(zone, { keepLocalTime: true }).toJSDate()
}

function dayOf(wall: Date): Day {
  return { month: wall.getUTCMonth() + 1, day: wall.getUTCDate(), weekday: (wall.getUTCDay() + 6) % 7 }
}

const endOfDay = (wall: Date): Date => new Date(Math.floor(wall.getTime() / 86_400_000) * 86_400_000 + 86_399_999)

/** What is kept of a rule that begins at `start`: counted from the due date it names its days; undefined when it is no rule. */
export function keptRule(text: string, from: string | null, start: string, zone: string): string | undefined {
  const rule = parseRule(text)
  return rule && printRule(from === 'completion' ? rule : completeRule(rule, dayOf(wallOf(start, zone))))
}

/** The dates after this one that the rule gives, at most so many, before `before` (wall clock). */
function datesAfter(rule: Rule, start: Date, after: Date, before: Date, most: number): Date[] {
  const { count: _, until: __, ...endless } = rule
  const dates: Date[] = []
  new rrule.RRule({ ...rrule.RRule.parseString(printRule(completeRule(endless, dayOf(start)))), dtstart: start, wkst: rrule.RRule.MO }).between(after, before, false, (date, length) => {
    if (length >= most) return false
    dates.push(date)
    return dates.length < most
  })
  return dates
}

/** 999 years is the longest interval; dates end in 9999. */
const LAST = Date.UTC(9999, 11, 31)

function isPast({ until }: Rule, wall: Date, zone: string): boolean {
  if (!until) return false
  const text = wall.toISOString().replace(/[-:]/g, '')
  return until.length === 8 ? text.slice(0, 8) > until : DateTime.fromJSDate(instantOf(wall, zone), { zone: 'utc' }).toFormat("yyyyMMdd'T'HHmmss'Z'") > until
}

/**
 * The due time of the task that follows, in API form; null when the series ends with this one. From the due date it is the
 * rule's next date after this task's, however late it was done; from completion it is reckoned from the day of that.
 */
export function nextDue(task: Recurring, zone: string): string | null {
  const rule = parseRule(task.recurrence)
  if (!rule || (rule.count !== undefined && task.series.number >= rule.count)) return null
  const [next] = task.recurrenceFrom === 'completion' ? fromCompletion(rule, task, zone) : fromDue(rule, task, zone, new Date(LAST), 1)
  return next && !isPast(rule, next, zone) ? isoTime(instantOf(next, zone)) : null
}

function fromCompletion(rule: Rule, { completedAt, dueAt, series }: Recurring, zone: string): Date[] {
  const done = wallOf(completedAt ?? dueAt, zone)
  const clock = wallOf(series.start, zone).getTime() % 86_400_000
  const start = new Date(Math.floor(done.getTime() / 86_400_000) * 86_400_000 + clock)
  return datesAfter(rule, start, endOfDay(start), new Date(LAST), 1)
}

function fromDue(rule: Rule, { dueAt, series }: Recurring, zone: string, before: Date, most: number): Date[] {
  const [due, slot] = [wallOf(dueAt, zone), wallOf(series.slot, zone)]
  return datesAfter(rule, wallOf(series.start, zone), endOfDay(due > slot ? due : slot), before, most)
}

/** The times after this task's at which the series is due as far as can be told, until `before`; none when it is counted from completion. */
export function dueDates(task: Recurring, zone: string, before: Date, most: number): Date[] {
  const rule = parseRule(task.recurrence)
  if (!rule || task.recurrenceFrom === 'completion') return []
  const left = rule.count === undefined ? most : Math.min(most, rule.count - task.series.number)
  if (left <= 0) return []
  return fromDue(rule, task, zone, wallOf(before, zone), left).filter(wall => !isPast(rule, wall, zone)).map(wall => instantOf(wall, zone))
}
