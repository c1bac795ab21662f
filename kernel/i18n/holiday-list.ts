// Languages and places: a year's holidays as text: CSV or pasted cells with a date and a name, or an iCalendar file (RFC 5545).
// What its name calls joint leave is joint leave. Pure.
import type { Locale } from '../context.ts'
import type { Fault } from '../http/errors.ts'
import { dayIn, readList } from './dated-list.ts'
import type { NewHoliday } from './holiday.ts'

const headings = {
  date: ['date', 'tanggal'], name: ['name', 'holiday', 'nama', 'nama libur', 'hari libur', 'keterangan'], english: ['name (en)', 'english'], indonesian: ['name (id)', 'indonesia', 'bahasa indonesia'],
  kind: ['kind', 'type', 'jenis'],
}
const jointLeave = /cuti\s*bersama|joint\s*(leave|holiday)/i
const LONGEST_NAME = 120
/** A holiday of several days is no longer than this. */
const MOST_DAYS = 31

type Found = Omit<NewHoliday, 'branch'>

/** Two on one day and of one kind become one of both names. Faults name lines. */
export function readHolidayList(text: string, speech: Locale): { holidays: Found[], faults: Fault[] } {
  const faults: Fault[] = []
  const found = /^\uFEFF?\s*BEGIN:VCALENDAR/i.test(text) ? readCalendar(text, speech, faults) : readTable(text, speech, faults)
  const joined = new Map<string, Found>()
  for (const each of found) {
    const key = `${each.date} ${each.kind}`
    const before = joined.get(key)
    joined.set(key, before ? { ...each, name: joinNames(before.name, each.name) } : each)
  }
  return { holidays: [...joined.values()], faults }
}

function joinNames(one: Found['name'], other: Found['name']): Found['name'] {
  const join = (language: Locale) => [...new Set([one[language], other[language]])].filter(Boolean).join(' / ').slice(0, LONGEST_NAME) || undefined
  return { en: join('en'), id: join('id') }
}

function holidayOf(date: string, names: { en?: string, id?: string }, kind = ''): Found {
  const name = Object.fromEntries(Object.entries(names).filter(([, text]) => text))
  return { date, name, kind: jointLeave.test([kind, names.en, names.id].join(' ')) || kind === 'jointLeave' ? 'jointLeave' : 'holiday' }
}

const isName = (text: string | undefined): boolean => Boolean(text) && text!.length <= LONGEST_NAME && !/\p{Cc}/u.test(text!)

function readTable(text: string, speech: Locale, faults: Fault[]): Found[] {
  return readList(text, headings, ['date'], faults).flatMap(({ line, cells }) => {
    const date = dayIn(cells.date ?? '')
    const names = { en: cells.english, id: cells.indonesian, ...(cells.name && { [speech]: cells.name }) }
    const given = Object.values(names).filter(Boolean)
    if (date === null) faults.push({ path: `line ${line}`, code: 'date.invalid' })
    if (given.length === 0) faults.push({ path: `line ${line}`, code: 'value.required' })
    else if (!given.every(isName)) faults.push({ path: `line ${line}`, code: 'text.invalid' })
    return date !== null && given.length > 0 ? [holidayOf(date, names, cells.kind)] : []
  })
}

interface Line { at: number, name: string, value: string }

/** Long lines go on in the next one behind a space. */
function unfold(text: string): Line[] {
  const lines: { at: number, text: string }[] = []
  text.split(/\r\n|\n|\r/).forEach((line, index) => {
    const last = lines.at(-1)
    if (/^[ \t]/.test(line) && last) last.text += line.slice(1)
    else lines.push({ at: index + 1, text: line })
  })
  return lines.map(({ at, text: line }) => {
    const [, name = '', value = ''] = /^([A-Za-z-]+)(?:;(?:"[^"]*"|[^":])*)?:(.*)$/.exec(line) ?? []
    return { at, name: name.toUpperCase(), value }
  })
}

function readCalendar(text: string, speech: Locale, faults: Fault[]): Found[] {
  const found: Found[] = []
  let event: Map<string, string> | null = null
  for (const { at, name, value } of unfold(text)) {
    if (name === 'BEGIN' && value.toUpperCase() === 'VEVENT') event = new Map()
    else if (name === 'END' && value.toUpperCase() === 'VEVENT' && event) {
      found.push(...readEvent(event, speech, at, faults))
      event = null
    } else if (event && !event.has(name)) event.set(name, value)
  }
  return found
}

/** An event of whole days; its end is the day after the last one. */
function readEvent(event: Map<string, string>, speech: Locale, line: number, faults: Fault[]): Found[] {
  const from = dayIn((event.get('DTSTART') ?? '').slice(0, 8))
  const until = dayIn((event.get('DTEND') ?? '').slice(0, 8))
  const name = (event.get('SUMMARY') ?? '').replace(/\\n/gi, ' ').replace(/\\([\\;,])/g, '$1').trim()
  if (from === null) faults.push({ path: `line ${line}`, code: 'date.invalid' })
  if (event.has('RRULE')) faults.push({ path: `line ${line}`, code: 'holiday.repeats' })
  if (!isName(name)) faults.push({ path: `line ${line}`, code: name ? 'text.invalid' : 'value.required' })
  if (from === null || !isName(name)) return []
  const start = Date.parse(`${from}T00:00:00Z`)
  const days = until === null ? 1 : Math.round((Date.parse(`${until}T00:00:00Z`) - start) / 86_400_000)
  if (days > MOST_DAYS) faults.push({ path: `line ${line}`, code: 'holiday.long', parameters: { max: MOST_DAYS } })
  return Array.from({ length: Math.min(Math.max(days, 1), MOST_DAYS) }, (_, at) => holidayOf(new Date(start + at * 86_400_000).toISOString().slice(0, 10), { [speech]: name }))
}
