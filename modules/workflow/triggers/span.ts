// The workflow room: lengths of time as definitions write them: `{ "days": 3 }`, for a grace also `"24h"`.
import { z } from 'zod'

export const units = ['minutes', 'hours', 'days', 'weeks', 'months', 'years'] as const
export type Unit = typeof units[number]
export type Span = Partial<Record<Unit, number>>

const milliseconds: Record<Unit, number> = { minutes: 60_000, hours: 3_600_000, days: 86_400_000, weeks: 604_800_000, months: 2_678_400_000, years: 31_622_400_000 }
const short: Record<string, Unit> = { m: 'minutes', h: 'hours', d: 'days', w: 'weeks' }

/** A century, which no date of ours is further from the end of PostgreSQL's calendar. */
const most: Record<Unit, number> = { minutes: 52_560_000, hours: 876_000, days: 36_500, weeks: 5_200, months: 1_200, years: 100 }

function spanOf(sign: 0 | -1) {
  const amount = (unit: Unit) => z.int().min(sign * most[unit]).max(most[unit])
  return z.strictObject({ minutes: amount('minutes'), hours: amount('hours'), days: amount('days'), weeks: amount('weeks'), months: amount('months'), years: amount('years') }).partial()
}

/** After, or before where a number is negative. */
export const offsetSpan = spanOf(-1)

/** How long after its time something may still happen. Months and years count at their longest. */
export const graceSpan = z.union([spanOf(0), z.string().regex(/^\d{1,5} ?[mhdw]$/).transform((text): Span => ({ [short[text.at(-1)!]]: Number.parseInt(text, 10) }))])

export function lengthOf(span: Span): number {
  return units.reduce((sum, unit) => sum + (span[unit] ?? 0) * milliseconds[unit], 0)
}

/** By default what is late by a week is missed. */
export const usualGrace = lengthOf({ days: 7 })
/** Of messages to customers: nobody is greeted a day late (API.md §7). */
export const customerGrace = lengthOf({ hours: 24 })
