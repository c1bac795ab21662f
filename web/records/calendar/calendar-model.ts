// A calendar's windows of days and what moving a record to another day writes. Pure; days are `YYYY-MM-DD`.
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { isStage } from '../options.ts'
import { instantOf, plusDays, wallOf } from '../parse-input.ts'
import type { RecordRow } from '../field-web.ts'

export type Span = 'month' | 'week' | 'day'
export const spans: Span[] = ['month', 'week', 'day']
/** As the server tells it: how many records a day holds, and the first of them. */
export type CalendarDay = { date: string; count: number; capped?: boolean; records: RecordRow[] }

/** Fields by which a calendar can be laid out: the object's own before the kernel's. */
export const dateFields = (object: ObjectInfo): FieldInfo[] =>
  object.fields.filter((field) => field.type === 'date' || field.type === 'dateTime').sort((one, other) => Number(one.standard ?? false) - Number(other.standard ?? false))

/** Fields whose options can colour records: the stage first. */
export const colourFields = (object: ObjectInfo): FieldInfo[] =>
  object.fields.filter((field) => field.type === 'select').sort((one, other) => Number(isStage(other)) - Number(isStage(one)))

/** 0 for Monday: weeks begin with it. */
export const weekdayOf = (day: string): number => (new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7

const firstOfMonth = (day: string): string => `${day.slice(0, 8)}01`

/** `day` in the month `step` months away, or its last day where it has no such day. */
export function plusMonths(day: string, step: number): string {
  const [year, month, date] = day.split('-').map(Number)
  const last = new Date(Date.UTC(year, month + step, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + step, Math.min(date, last))).toISOString().slice(0, 10)
}

/** The days on the screen: whole weeks around a month, a week, or the day alone. */
export function daysOf(span: Span, day: string): string[] {
  if (span === 'day') return [day]
  const start = span === 'week' ? day : firstOfMonth(day)
  const first = plusDays(start, -weekdayOf(start))
  const end = span === 'week' ? plusDays(first, 6) : plusDays(firstOfMonth(plusMonths(day, 1)), -1)
  const last = plusDays(end, 6 - weekdayOf(end))
  return daysBetween(first, last)
}

/** The days of the month alone, for a list of them. */
export const monthOf = (day: string): string[] => daysBetween(firstOfMonth(day), plusDays(firstOfMonth(plusMonths(day, 1)), -1))

function daysBetween(first: string, last: string): string[] {
  const days = []
  for (let day = first; day <= last; day = plusDays(day, 1)) days.push(day)
  return days
}

export const shift = (span: Span, day: string, step: 1 | -1): string =>
  (span === 'month' ? plusMonths(day, step) : plusDays(day, span === 'week' ? 7 * step : step))

/** The day that a value stands on in a time zone; a day without a time belongs to no zone. */
export const dayOf = (value: unknown, timeZone: string): string | undefined =>
  (typeof value !== 'string' ? undefined : value.length === 10 ? value : wallOf(value, timeZone).date)

/** What the field becomes on another day: the time of day stays; a record without one begins at nine. */
export function valueOn(field: FieldInfo, value: unknown, day: string, timeZone: string): string {
  if (field.type === 'date') return day
  return instantOf(day, typeof value === 'string' && value.length > 10 ? wallOf(value, timeZone).time : '09:00', timeZone)
}

/** The days after a record went to another one; what the server counts replaces them. */
export function moveRecord(days: CalendarDay[], record: RecordRow, from: string | undefined, to: string, field: string, value: string): CalendarDay[] {
  if (from === to) return days
  const moved = { ...record, [field]: value }
  const left = days.map((day) => (day.date === from ? { ...day, count: Math.max(0, day.count - 1), records: day.records.filter((one) => one.id !== record.id) } : day))
  const target = left.find((day) => day.date === to) ?? { date: to, count: 0, records: [] }
  const at = target.records.findIndex((one) => String(one[field]) > value)
  const records = at < 0 ? [...target.records, moved] : target.records.toSpliced(at, 0, moved)
  return [...left.filter((day) => day.date !== to), { ...target, count: target.count + 1, records }]
}

/** The filter of one day, for the list of all that it holds. */
export function dayFilter(field: FieldInfo, day: string, timeZone: string): Record<string, unknown> {
  if (field.type === 'date') return { [field.name]: { eq: day } }
  return { [field.name]: { gte: instantOf(day, '00:00', timeZone), lt: instantOf(plusDays(day, 1), '00:00', timeZone) } }
}
