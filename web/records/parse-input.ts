// What people type into number, date and time fields, understood. Pure functions; null means "not understood".
import { toApiNumber } from '../../kernel/field/exact-number.ts'
import { readNumber } from '../../kernel/field/number-text.ts'
import { dateFormat } from '../formatters.ts'
import type { Region } from '../i18n.tsx'

/** "3.500.000", "1,5 jt", "2 M" in Indonesian; "3,500,000", "1.5M" in English. A string keeps digits that a number would lose. */
export function parseNumber(text: string, { language }: Pick<Region, 'language'>): number | string | null {
  const read = readNumber(text, language, language)
  return read && read.words.every((word) => word === '%') ? toApiNumber(read.decimal) : null
}

const months = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const indonesian: Record<string, string> = {
  mei: 'may', agu: 'aug', agt: 'aug', okt: 'oct', des: 'dec', peb: 'feb', nop: 'nov',
}
const words: Record<string, number> = {
  today: 0, 'hari ini': 0, tomorrow: 1, besok: 1, lusa: 2, yesterday: -1, kemarin: -1,
}

const pad = (value: number, length = 2) => String(value).padStart(length, '0')

/** A calendar day as `YYYY-MM-DD`, or null where there is no such day (31 Feb). */
function dayOf(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day))
  const real = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real ? `${pad(year, 4)}-${pad(month)}-${pad(day)}` : null
}

export function plusDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** "21 Nov 2026", "21/11/26", "2026-11-21", "besok", "+3"; the day comes before the month. `today` is `YYYY-MM-DD`. */
export function parseDate(text: string, today: string): string | null {
  const typed = text.trim().toLowerCase().replace(/^[a-z]{3,6},\s*/, '')
  if (typed in words) return plusDays(today, words[typed])
  const offset = /^([+-]\d{1,4})$/.exec(typed)
  if (offset) return plusDays(today, Number(offset[1]))
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(typed)
  if (iso) return dayOf(Number(iso[1]), Number(iso[2]), Number(iso[3]))
  const named = /^(\d{1,2})[\s.-]+([a-z]{3,})[\s.,-]*(\d{2}|\d{4})?$/.exec(typed)
  if (named) {
    const short = named[2].slice(0, 3)
    const month = months.indexOf(indonesian[short] ?? short) + 1
    return month ? dayOf(fullYear(named[3], today), month, Number(named[1])) : null
  }
  const numbers = /^(\d{1,2})[/.\s-](\d{1,2})(?:[/.\s-](\d{2}|\d{4}))?$/.exec(typed)
  return numbers ? dayOf(fullYear(numbers[3], today), Number(numbers[2]), Number(numbers[1])) : null
}

function fullYear(text: string | undefined, today: string): number {
  const now = Number(today.slice(0, 4))
  if (!text) return now
  if (text.length === 4) return Number(text)
  const near = Math.floor(now / 100) * 100 + Number(text)
  return near > now + 20 ? near - 100 : near
}

/** "14.30", "14:30", "9", "2 pm" as `HH:MM`. */
export function parseTime(text: string): string | null {
  const match = /^(\d{1,2})(?:[.:](\d{2}))?\s*(am|pm)?$/.exec(text.trim().toLowerCase())
  if (!match) return null
  const hour = match[3] ? (Number(match[1]) % 12) + (match[3] === 'pm' ? 12 : 0) : Number(match[1])
  const minute = Number(match[2] ?? 0)
  return hour < 24 && minute < 60 ? `${pad(hour)}:${pad(minute)}` : null
}

/** A day and a time of day in a time zone as an instant (ISO 8601, UTC). */
export function instantOf(date: string, time: string, timeZone: string): string {
  const wall = Date.parse(`${date}T${time}:00Z`)
  // Twice, because the first guess may lie on the other side of a clock change.
  let at = wall - offsetAt(wall, timeZone)
  at = wall - offsetAt(at, timeZone)
  return new Date(at).toISOString()
}

/** The day and time of day of an instant in a time zone. */
export function wallOf(instant: string, timeZone: string): { date: string; time: string } {
  const at = Date.parse(instant)
  const wall = new Date(at + offsetAt(at, timeZone)).toISOString()
  return { date: wall.slice(0, 10), time: wall.slice(11, 16) }
}

/** Milliseconds by which the zone is ahead of UTC at that instant. */
function offsetAt(at: number, timeZone: string): number {
  const parts = dateFormat('en-US', {
    timeZone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
    second: '2-digit',
  }).formatToParts(new Date(at))
  const get = (type: string) => Number(parts.find((part) => part.type === type)?.value)
  const wall = Date.UTC(get('year'), get('month') - 1, get('day'), get('hour'), get('minute'), get('second'))
  return wall - Math.floor(at / 1000) * 1000
}

/** Minutes or hours as people write them ("90", "1:30", "1j 30m", "2 jam") as seconds. */
export function parseDuration(text: string): number | null {
  const typed = text.trim().toLowerCase()
  if (/^\d+$/.test(typed)) return Number(typed) * 60
  const clock = /^(\d+)[:.](\d{2})$/.exec(typed)
  if (clock) return Number(clock[1]) * 3600 + Number(clock[2]) * 60
  const units = /^(?:(\d+)\s*(?:d|days?|hari))?\s*(?:(\d+)\s*(?:j|jam|h|hours?|hrs?))?\s*(?:(\d+)\s*(?:m|mnt|menit|min|minutes?))?$/.exec(typed)
  if (!typed || !units) return null
  return Number(units[1] ?? 0) * 86_400 + Number(units[2] ?? 0) * 3600 + Number(units[3] ?? 0) * 60
}
