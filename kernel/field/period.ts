// Field types: the argument of `last` and `next`, `{ "days": 30 }`, and what it spans in the workspace's time zone.
import { DateTime } from 'luxon'
import { InvalidValue } from './field-type.ts'

export type Unit = 'hours' | 'days' | 'weeks' | 'months'
export type Period = { [unit in Unit]?: number }

/** About a century, so that no bound leaves the calendar. */
const longest: Record<Unit, number> = { hours: 876_000, days: 36_500, weeks: 5_200, months: 1_200 }

export function parsePeriod(units: Unit[]) {
  return (input: unknown): Period => {
    if (typeof input !== 'object' || input === null || Array.isArray(input)) throw new InvalidValue('period.invalid')
    const entries = Object.entries(input)
    const [unit, count] = entries[0] ?? []
    if (entries.length !== 1 || !units.includes(unit as Unit)) throw new InvalidValue('period.invalid')
    if (!Number.isInteger(count) || count < 1 || count > longest[unit as Unit]) throw new InvalidValue('period.invalid')
    return { [unit as Unit]: count }
  }
}

/** The days from so long ago until today, or from today on; both ends belong to it. */
export function daysOfPeriod(period: Period, direction: -1 | 1, now: Date, zone: string): [string, string] {
  const today = DateTime.fromJSDate(now, { zone })
  const other = direction < 0 ? today.minus(period) : today.plus(period)
  const days: [string, string] = [other.toFormat('yyyy-MM-dd'), today.toFormat('yyyy-MM-dd')]
  return direction < 0 ? days : [days[1], days[0]]
}

/** The same in milliseconds, counted from this very instant. */
export function instantsOfPeriod(period: Period, direction: -1 | 1, now: Date, zone: string): [number, number] {
  const at = DateTime.fromJSDate(now, { zone })
  return direction < 0 ? [at.minus(period).toMillis(), at.toMillis()] : [at.toMillis(), at.plus(period).toMillis()]
}
