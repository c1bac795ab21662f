// Field types: days and instants. A day is "YYYY-MM-DD"; an instant's API form is what PostgreSQL prints under UTC.
import { DateTime } from 'luxon'
import { isoTime } from './iso-time.ts'

const FIRST = Date.parse('0001-01-01T00:00:00Z')
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59, 999)

/** A day that exists, years 0001 to 9999. */
export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text)
  if (!match || match[1] === '0000') return false
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])]
  return month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month)
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}

const instant = /^(\d{4}-\d\d-\d\d)(?:[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d{1,9}))?)?\s?(Z|z|[+-]\d\d(?::?\d\d)?)?)?$/

/** Milliseconds since 1970 of an ISO 8601 text; without offset by the zone, without time the day's first instant there. */
export function readInstant(text: string, zone: string): number | null {
  const match = instant.exec(text)
  if (!match || !isDay(match[1])) return null
  const [hour, minute, second] = [Number(match[2] ?? 0), Number(match[3] ?? 0), Number(match[4] ?? 0)]
  const offset = match[6] === undefined ? undefined : readOffset(match[6])
  if (hour > 23 || minute > 59 || second > 59 || offset === null) return null
  const thousandths = Number((match[5] ?? '').padEnd(3, '0').slice(0, 3))
  const inside = ((hour * 60 + minute) * 60 + second) * 1000 + thousandths
  const time = offset === undefined ? toInstant(match[1], inside, zone) : Date.parse(`${match[1]}T00:00:00Z`) + inside - offset
  return time >= FIRST && time <= LAST ? time : null
}

/** Milliseconds east of Greenwich, null when it is no offset (PostgreSQL allows up to 15:59). */
function readOffset(text: string): number | null {
  if (text === 'Z' || text === 'z') return 0
  const [hours, minutes] = [Number(text.slice(1, 3)), Number(text.slice(3).replace(':', '') || 0)]
  if (hours > 15 || minutes > 59) return null
  return (text[0] === '-' ? -1 : 1) * (hours * 60 + minutes) * 60_000
}

/** The instant at so many milliseconds of a day's clock in a zone (a skipped hour moves on by the gap). */
export function toInstant(day: string, inside: number, zone: string): number {
  const [year, month, date] = day.split('-').map(Number)
  const minutes = Math.floor(inside / 60_000)
  const rest = inside % 60_000
  return DateTime.fromObject({ year, month, day: date, hour: Math.floor(minutes / 60), minute: minutes % 60 }, { zone }).toMillis() + rest
}

export function formatInstant(time: number): string {
  return isoTime(new Date(time))
}

/** An instant as an argument of SQL, also beyond the years that values may have. */
export function toTimestamp(time: number): string {
  if (time > LAST) return 'infinity'
  return time < FIRST ? '-infinity' : formatInstant(time)
}

export function startOfDay(day: string, zone: string): number {
  return toInstant(day, 0, zone)
}

export function startOfNextDay(day: string, zone: string): number {
  const [year, month, date] = day.split('-').map(Number)
  return DateTime.fromObject({ year, month, day: date }, { zone }).plus({ days: 1 }).startOf('day').toMillis()
}

export function dayOf(time: Date | number, zone: string): string {
  return DateTime.fromMillis(Number(time), { zone }).toFormat('yyyy-MM-dd')
}
