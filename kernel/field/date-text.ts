// Field types: days and times as people and other programs write them ("15 Apr, 2021 00:02:00", "31/12/2020", "5 Mei 2024").
import { DateTime } from 'luxon'
import { isDay, readInstant, toInstant } from './calendar.ts'
import type { DayOrder } from './field-type.ts'

/** What a text says: a day, perhaps the milliseconds since its start, perhaps the instant itself (when it names a zone). */
export interface Moment { day: string, inside?: number, instant?: number }

const months: Record<string, number> = {
  jan: 1, feb: 2, mar: 3, apr: 4, mei: 5, may: 5, jun: 6, jul: 7, agu: 8, agt: 8, ags: 8, aug: 8, sep: 9, okt: 10, oct: 10, nov: 11, nop: 11, des: 12, dec: 12,
}
/** Indonesia's zones by the names that its people write, in hours east. */
const zones: Record<string, number> = { z: 0, utc: 0, gmt: 0, wib: 7, wita: 8, wit: 9 }

/** Two-digit years up to 60 are of this century. */
const CUTOFF = 60

export interface Spelling { dateFormat?: string, dayOrder?: DayOrder }

/** By the tokens of a format (luxon's, "M/d/yyyy") when given, else by ISO and the usual spellings, the day first unless it is said. Null: none fits. */
export function readMoment(text: string, zone: string, { dateFormat, dayOrder }: Spelling = {}): Moment | null {
  const trimmed = text.trim()
  if (trimmed.length > 60) return null
  return readIso(trimmed, zone) ?? (dateFormat ? readFormat(trimmed, zone, dateFormat) : guessMoment(trimmed, dayOrder))
}

export function momentToInstant(moment: Moment, zone: string): number {
  return moment.instant ?? toInstant(moment.day, moment.inside ?? 0, zone)
}

function readIso(text: string, zone: string): Moment | null {
  if (isDay(text)) return { day: text }
  const instant = readInstant(text, zone)
  return instant === null ? null : { day: text.slice(0, 10), instant }
}

/** Whether a day written by these tokens is read back in its month at least. */
export function isDateFormat(format: string): boolean {
  const day = DateTime.utc(2003, 5, 21)
  try {
    const read = DateTime.fromFormat(day.toFormat(format), format, { zone: 'utc' })
    return read.isValid && read.hasSame(day, 'month')
  } catch {
    // tokens that contradict each other
    return false
  }
}

/** The format alone, or followed by a time of day. */
function readFormat(text: string, zone: string, format: string): Moment | null {
  for (const tokens of [format, `${format} H:mm`, `${format} H:mm:ss`, `${format} h:mm a`, `${format} h:mm:ss a`]) {
    for (const locale of ['en', 'id']) {
      const parsed = DateTime.fromFormat(text, tokens, { zone, locale })
      if (parsed.isValid) return checked({ day: parsed.toFormat('yyyy-MM-dd'), instant: parsed.toMillis() })
    }
  }
  return null
}

function guessMoment(text: string, order?: DayOrder): Moment | null {
  const lower = text.toLowerCase().replace(/^\p{L}{3,9}\.?,\s*/u, '')
  const numeric = /^(\d{1,4})([/.-])(\d{1,2})\2(\d{1,4})(?:[ ,t]+(.+))?$/.exec(lower)
  if (numeric) return build(orderNumbers([numeric[1], numeric[3], numeric[4]], order), numeric[5])
  const dayFirst = /^(\d{1,2})[ .-]+(\p{L}{3,9})\.?[ ,.-]+(\d{2,4})(?:[ ,t]+(.+))?$/u.exec(lower)
  if (dayFirst) return build([dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]], dayFirst[4])
  const monthFirst = /^(\p{L}{3,9})\.? +(\d{1,2})(?:st|nd|rd|th)?[ ,]+(\d{2,4})(?:[ ,t]+(.+))?$/u.exec(lower)
  return monthFirst ? build([monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]], monthFirst[4]) : null
}

/** Day first, as in Indonesia, unless only the other order makes a date or is known; a first number of four digits is the year. */
function orderNumbers([first, second, third]: [string, string, string], order?: DayOrder): [string, number, string] {
  if (first.length > 2) return [first, Number(second), third]
  return Number(second) > 12 || (order === 'monthFirst' && Number(first) <= 12) ? [third, Number(first), second] : [third, Number(second), first]
}

function monthOf(word: string): number {
  const key = word.slice(0, 3)
  return Object.hasOwn(months, key) ? months[key] : 0
}

function build([yearText, month, dayText]: [string, number, string], timeText: string | undefined): Moment | null {
  const year = yearText.length === 2 ? Number(yearText) + (Number(yearText) > CUTOFF ? 1900 : 2000) : Number(yearText)
  if (dayText.length > 2 || ![2, 4].includes(yearText.length)) return null
  const day = `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${dayText.padStart(2, '0')}`
  if (timeText === undefined) return checked({ day })
  const time = readClock(timeText)
  if (!time || !isDay(day)) return null
  if (time.offset === undefined) return { day, inside: time.inside }
  return checked({ day, instant: Date.parse(`${day}T00:00:00Z`) + time.inside - time.offset })
}

function checked(moment: Moment): Moment | null {
  return isDay(moment.day) ? moment : null
}

/** Milliseconds since midnight of "9:30 pm", "09.30.00", "14:05 WIB"; the offset in milliseconds when the text names one. */
export function readClock(text: string): { inside: number, offset?: number } | null {
  const match = /^(?:pukul |jam )?(\d{1,2})(?:[:.](\d{2})(?:[:.](\d{2})(?:[.,](\d{1,9}))?)?)?\s*([ap]\.?m\.?)?\s*([a-z]{1,4}|[+-]\d\d:?\d\d)?$/.exec(text.trim().toLowerCase())
  if (!match || (match[2] === undefined && match[5] === undefined)) return null
  const half = match[5]?.[0]
  const [hour, minute, second] = [Number(match[1]), Number(match[2] ?? 0), Number(match[3] ?? 0)]
  if (hour > (half ? 12 : 23) || (half && hour === 0) || minute > 59 || second > 59) return null
  const hours = half ? hour % 12 + (half === 'p' ? 12 : 0) : hour
  const inside = ((hours * 60 + minute) * 60 + second) * 1000 + Number((match[4] ?? '').padEnd(3, '0').slice(0, 3))
  if (match[6] === undefined) return { inside }
  if (!/^[+-]/.test(match[6])) return Object.hasOwn(zones, match[6]) ? { inside, offset: zones[match[6]] * 3_600_000 } : null
  const size = (Number(match[6].slice(1, 3)) * 60 + Number(match[6].slice(-2))) * 60_000
  return { inside, offset: match[6][0] === '-' ? -size : size }
}
