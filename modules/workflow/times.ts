// The workflow room: arithmetic on dates and times in templates. A date is `2026-11-21`, a time is ISO 8601 with an
// offset; what comes out has the form of what went in. Pure functions.
import { DateTime } from 'luxon'

export type Unit = 'minutes' | 'hours' | 'days' | 'weeks' | 'months' | 'years'

/** Some 270 years in minutes: beyond it a value is no date any more. */
const MOST = 150_000_000

export function dateOnly(value: unknown): value is string {
  return typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
}

function read(value: unknown, timeZone: string): DateTime | undefined {
  if (typeof value !== 'string') return undefined
  const time = DateTime.fromISO(value, { zone: timeZone })
  return time.isValid ? time : undefined
}

/** The time in ISO form with the zone's offset; null when it lies beyond the calendar. */
function isoIn(time: DateTime): string | null {
  return time.isValid && time.year >= 1 && time.year <= 9999 ? time.toISO({ suppressMilliseconds: true }) : null
}

/** `plusDays: 3` and its kin; hours and minutes on a date count from its first moment. Null when `value` is no time. */
export function addToTime(value: unknown, unit: Unit, amount: unknown, timeZone: string): string | null {
  const time = read(value, timeZone)
  const number = Number(amount)
  if (!time || !Number.isFinite(number) || Math.abs(number) > MOST) return null
  const moved = time.plus({ [unit]: number })
  return dateOnly(value) && unit !== 'hours' && unit !== 'minutes' ? (isoIn(moved) && moved.toISODate()) : isoIn(moved)
}

/** `at: "09:00"`: the same day at that time of the zone. */
export function atTime(value: unknown, clock: unknown, timeZone: string): string | null {
  const time = read(value, timeZone)
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(String(clock)) ?? []
  if (!time || hour === undefined || Number(hour) > 23 || Number(minute) > 59) return null
  return isoIn(time.set({ hour: Number(hour), minute: Number(minute), second: 0, millisecond: 0 }))
}

/** `now` and `today` of a run. */
export function timeNames(now: Date, timeZone: string): { now: string, today: string } {
  const time = DateTime.fromJSDate(now, { zone: timeZone })
  return { now: isoIn(time)!, today: time.toISODate()! }
}
