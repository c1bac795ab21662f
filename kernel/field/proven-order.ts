// Field types: how a day in numbers shows by itself which of them is its month. Apart from the reader, which browsers load.
import type { DayOrder } from './field-type.ts'

/** Of "31/12/2025" the day stands first, of "12/31/2025" the month; undefined for "1/2/2025", which may be either, and for what is no such day. */
export function provenOrder(text: string): DayOrder | undefined {
  const match = /^\s*(\d{1,2})([/.-])(\d{1,2})\2(?:\d{4}|\d{2})(?!\d)/.exec(text)
  if (!match) return undefined
  const [first, second] = [Number(match[1]), Number(match[3])]
  if (Math.min(first, second) < 1 || Math.min(first, second) > 12 || Math.max(first, second) > 31) return undefined
  return first > 12 ? 'dayFirst' : second > 12 ? 'monthFirst' : undefined
}
