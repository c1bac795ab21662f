// Tasks: the rule of a recurring task, a part of RFC 5545's RRULE: every so many days, weeks on days, months on a day or an
// nth weekday, years; with an end by date or count. Pure, for server and screens. Every rule that is accepted has a next date.

const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const
export const weekdays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type Frequency = (typeof frequencies)[number]
export type Weekday = (typeof weekdays)[number]

export interface Rule {
  freq: Frequency
  /** 1 to 999. */
  interval: number
  /** `nth` (1 to 4, -1 the last) within the month, for monthly and yearly rules. */
  byDay: { day: Weekday, nth?: number }[]
  byMonthDay: number[]
  /** Yearly rules alone: 1 to 12. */
  byMonth?: number
  /** Which of the days that match within a month: 1 to 4, or -1 for the last. */
  bySetPos?: number
  /** How many times in all, the first one included. */
  count?: number
  /** `YYYYMMDD`, the last day that counts; or with a time in UTC, `YYYYMMDDTHHMMSSZ`. */
  until?: string
}

/** A day of a calendar: `weekday` 0 is Monday. */
export interface Day { month: number, day: number, weekday: number }

const within = (text: string | undefined, least: number, most: number): number | undefined => {
  const number = Number(text)
  return text !== undefined && /^[+-]?\d{1,4}$/.test(text) && number >= least && number <= most && number !== 0 ? number : undefined
}

/** The parts by name; undefined when one is written twice, or is none that we know. */
function partsOf(text: string): Map<string, string> | undefined {
  const parts = new Map<string, string>()
  for (const part of text.trim().toUpperCase().replace(/^RRULE:/, '').replace(/;$/, '').split(';')) {
    const [, name, value] = /^(FREQ|INTERVAL|BYDAY|BYMONTHDAY|BYMONTH|BYSETPOS|COUNT|UNTIL|WKST)=([\w,+-]+)$/.exec(part) ?? []
    if (!name || parts.has(name)) return undefined
    parts.set(name, value)
  }
  return parts
}

function readDays(text: string): Rule['byDay'] | undefined {
  const days = text.split(',').map(each => {
    const [, nth, day] = /^([+-]?\d)?(MO|TU|WE|TH|FR|SA|SU)$/.exec(each) ?? []
    if (!day || (nth !== undefined && Number(nth) !== -1 && !within(nth, 1, 4))) return undefined
    return { day: day as Weekday, ...nth === undefined ? {} : { nth: Number(nth) } }
  })
  return days.every(each => each !== undefined) && new Set(days.map(each => JSON.stringify(each))).size === days.length ? days : undefined
}

/** The rule that a text writes; undefined when it is none, or one that we do not keep. */
export function parseRule(text: string): Rule | undefined {
  const parts = partsOf(text)
  const freq = parts?.get('FREQ') as Frequency
  if (!parts || !frequencies.includes(freq) || (parts.has('COUNT') && parts.has('UNTIL')) || (parts.has('WKST') && parts.get('WKST') !== 'MO')) return undefined
  const numbers = { interval: parts.has('INTERVAL') ? within(parts.get('INTERVAL'), 1, 999) : 1, byMonth: within(parts.get('BYMONTH'), 1, 12), bySetPos: within(parts.get('BYSETPOS'), -1, 4), count: within(parts.get('COUNT'), 1, 9999) }
  const byDay = parts.has('BYDAY') ? readDays(parts.get('BYDAY')!) : []
  const byMonthDay = parts.get('BYMONTHDAY')?.split(',').map(each => within(each, -1, 31)) ?? []
  const until = parts.get('UNTIL')
  if (numbers.interval === undefined || !byDay || byMonthDay.includes(undefined) || (until !== undefined && !isUntil(until))) return undefined
  if ((parts.has('BYMONTH') && !numbers.byMonth) || (parts.has('BYSETPOS') && !numbers.bySetPos) || (parts.has('COUNT') && !numbers.count)) return undefined
  const { interval, byMonth, bySetPos, count } = numbers
  const rule: Rule = { freq, interval, byDay, byMonthDay: byMonthDay as number[], ...byMonth && { byMonth }, ...bySetPos && { bySetPos }, ...count && { count }, ...until && { until } }
  return isKept(rule) ? rule : undefined
}

function isUntil(text: string): boolean {
  const [, year, month, day] = /^(\d{4})(\d\d)(\d\d)(?:T([01]\d|2[0-3])[0-5]\d[0-5]\dZ)?$/.exec(text) ?? []
  const date = year && new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)))
  return Boolean(date) && (date as Date).getUTCMonth() === Number(month) - 1 && Number(year) >= 1970
}

/** What each kind of rule may say, such that dates never run out. */
function isKept({ freq, byDay, byMonthDay, byMonth, bySetPos }: Rule): boolean {
  const numbered = byDay.some(each => each.nth !== undefined)
  if (freq === 'DAILY') return !byDay.length && !byMonthDay.length && !byMonth && !bySetPos
  if (freq === 'WEEKLY') return !numbered && !byMonthDay.length && !byMonth && !bySetPos
  if (byDay.length && byMonthDay.length) return false
  if ((byMonth !== undefined && freq !== 'YEARLY') || (freq === 'YEARLY' && byDay.length > 0 && !byMonth)) return false
  if (byDay.length && !bySetPos && !byDay.every(each => each.nth !== undefined)) return false
  if (bySetPos && (numbered || !(byDay.length || byMonthDay.length))) return false
  if (byMonthDay.length && bySetPos && bySetPos !== -1 && bySetPos !== 1) return false
  return byMonthDay.length < 2 || byMonthDay.some(day => day <= 28)
}

export function printRule({ freq, interval, byDay, byMonthDay, byMonth, bySetPos, count, until }: Rule): string {
  return [`FREQ=${freq}`, interval > 1 && `INTERVAL=${interval}`, byMonth && `BYMONTH=${byMonth}`, byDay.length > 0 && `BYDAY=${byDay.map(each => `${each.nth ?? ''}${each.day}`).join(',')}`,
    byMonthDay.length > 0 && `BYMONTHDAY=${byMonthDay.join(',')}`, bySetPos && `BYSETPOS=${bySetPos}`, count && `COUNT=${count}`, until && `UNTIL=${until}`].filter(Boolean).join(';')
}

/** The rule with what it leaves to its first date said: on which day. A day that a month lacks falls on its last one (BYSETPOS). */
export function completeRule(rule: Rule, { month, day, weekday }: Day): Rule {
  const { freq, byDay, byMonthDay, byMonth } = rule
  if (freq === 'DAILY') return rule
  if (freq === 'WEEKLY') return byDay.length ? rule : { ...rule, byDay: [{ day: weekdays[weekday] }] }
  const yearly = freq === 'YEARLY' ? { byMonth: byMonth ?? month } : {}
  if (byDay.length) return { ...rule, ...yearly }
  return { ...rule, ...yearly, ...clamped(byMonthDay.length ? byMonthDay : [day], rule.bySetPos) }
}

/** The 31st as "the last of 28, 29, 30 and 31", which every calendar understands. */
function clamped(days: number[], bySetPos: number | undefined): Pick<Rule, 'byMonthDay' | 'bySetPos'> {
  if (days.length > 1 || days[0] <= 28) return { byMonthDay: days, ...bySetPos && { bySetPos } }
  return { byMonthDay: Array.from({ length: days[0] - 27 }, (_, at) => at + 28), bySetPos: -1 }
}

/** The one day of the month that a rule is for, as people say it: 31 for the last of 28 to 31. */
export function dayOfMonth({ byMonthDay, bySetPos }: Rule): number | undefined {
  return bySetPos === -1 ? Math.max(...byMonthDay) : byMonthDay[0]
}
