// Numbers, money, dates and phones as Indonesians and English readers expect them (LOOK.md, Language). Pure functions.
import { dateFormat, numberFormat, relativeFormat } from './formatters.ts'
import type { Region } from './i18n.tsx'

/** As the API writes it (API.md §4): a number up to 15 digits, a string beyond. */
export type Money = { amount: number | string; currency: string }
type Instant = string | number | Date
export type DateOptions = { weekday?: boolean; year?: boolean; long?: boolean }

const space = '\u00a0'
const localeOf = (region: Region) => (region.language === 'id' ? 'id-ID' : 'en-GB')
const symbols: Record<string, string> = { IDR: 'Rp', USD: 'US$', SGD: 'S$', MYR: 'RM', EUR: '€', GBP: '£', JPY: '¥', AUD: 'A$' }
const steps = {
  id: [[1e12, 'T'], [1e9, 'M'], [1e6, 'jt'], [1e3, 'rb']],
  en: [[1e12, 'T'], [1e9, 'B'], [1e6, 'M'], [1e3, 'K']],
} as const

export function formatNumber(region: Region, value: number, digits?: number): string {
  return numberFormat(localeOf(region), { maximumFractionDigits: digits ?? 4, minimumFractionDigits: 0 }).format(value)
}

/** 1,5 jt and 2,3 M in Indonesian; 1.5M and 2.3B in English. */
export function formatCompact(region: Region, value: number): string {
  const size = Math.abs(value)
  const step = steps[region.language].find(([from]) => size >= from * 0.99995)
  if (!step) return formatNumber(region, value, size < 100 ? 1 : 0)
  const scaled = value / step[0]
  const text = formatNumber(region, scaled, Math.abs(scaled) < 100 ? 1 : 0)
  return region.language === 'id' ? `${text}${space}${step[1]}` : `${text}${step[1]}`
}

/** Rp 3.500.000: no decimals for rupiah and yen, else as many as are needed and at least two. */
export function formatMoney(region: Region, value: Money | number | string, compact = false): string {
  const money = typeof value === 'object' ? value : { amount: value, currency: region.currency }
  const amount = Number(money.amount)
  const sign = amount < 0 ? '−' : ''
  const symbol = symbols[money.currency] ?? money.currency
  const whole = money.currency === 'IDR' || money.currency === 'JPY'
  const digits = numberFormat(localeOf(region), {
    minimumFractionDigits: whole || Number.isInteger(amount) ? 0 : 2, maximumFractionDigits: whole ? 0 : 4,
  })
  return `${sign}${symbol}${space}${compact ? formatCompact(region, Math.abs(amount)) : digits.format(Math.abs(amount))}`
}

export function formatPercent(region: Region, value: number, digits = 1): string {
  return `${formatNumber(region, value, digits)}${region.language === 'id' ? space : ''}%`
}

const zones: Record<string, string> = {
  'Asia/Jakarta': 'WIB', 'Asia/Pontianak': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Ujung_Pandang': 'WITA', 'Asia/Jayapura': 'WIT',
}

/** WIB, WITA and WIT; elsewhere what the browser calls the zone. */
export function zoneName(region: Region, at: Date): string {
  if (zones[region.timeZone]) return zones[region.timeZone]
  const parts = dateFormat('en-US', { timeZone: region.timeZone, timeZoneName: 'short' }).formatToParts(at)
  return parts.find((part) => part.type === 'timeZoneName')?.value ?? ''
}

function dateParts(region: Region, at: Date, timeZone: string, weekday = false, long = false) {
  const locale = region.language === 'id' ? 'id-ID' : 'en-US'
  const parts = dateFormat(locale, {
    timeZone, day: 'numeric', month: long ? 'long' : 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
    ...(weekday && { weekday: long ? 'long' : 'short' }),
  }).formatToParts(at)
  const get = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { day: get('day'), month: get('month'), year: get('year'), hour: get('hour'), minute: get('minute'), weekday: get('weekday') }
}

/** 21 Nov 2026; `long` is for headings: 21 November 2026. A date without time (`YYYY-MM-DD`) belongs to no zone and is never moved by one. */
export function formatDate(region: Region, value: Instant, options: DateOptions = {}): string {
  const plain = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const at = new Date(plain ? `${value}T00:00:00Z` : value)
  if (Number.isNaN(at.getTime())) return String(value)
  const { day, month, year, weekday } = dateParts(region, at, plain ? 'UTC' : region.timeZone, options.weekday, options.long)
  return `${options.weekday ? `${weekday}, ` : ''}${day} ${month}${options.year === false ? '' : ` ${year}`}`
}

const markOf = (region: Region) => (region.language === 'id' ? '.' : ':')

/** 14.30 in Indonesian, 14:30 in English. */
export function formatTime(region: Region, value: Instant): string {
  const plain = typeof value === 'string' && /^\d{2}:\d{2}/.exec(value)
  const mark = markOf(region)
  if (plain) return String(value).slice(0, 5).replace(':', mark)
  const { hour, minute } = dateParts(region, new Date(value), region.timeZone)
  return `${hour}${mark}${minute}`
}

/** 21 Nov 2026 14.30 WIB */
export function formatDateTime(region: Region, value: Instant, zone = true): string {
  const at = new Date(value)
  if (Number.isNaN(at.getTime())) return String(value)
  const { day, month, year, hour, minute } = dateParts(region, at, region.timeZone)
  return `${day} ${month} ${year} ${hour}${markOf(region)}${minute}${zone ? ` ${zoneName(region, at)}` : ''}`
}

/** 5 menit yang lalu; beyond a week the date itself. */
export function formatAgo(region: Region, value: Instant, now: number = Date.now()): string {
  const seconds = (new Date(value).getTime() - now) / 1000
  const relative = relativeFormat(region.language, { numeric: 'auto', style: 'short' })
  const size = Math.abs(seconds)
  if (size < 45) return relative.format(0, 'second')
  if (size < 3_570) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 84_600) return relative.format(Math.round(seconds / 3_600), 'hour')
  if (size < 7 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day')
  return formatDate(region, value)
}

const areaCodes = /^(21|22|24|31|61)/

/** +6281234567890 → 0812-3456-7890; a foreign number and one that was kept as it came stay as they are. */
export function formatPhone(value: string): string {
  const match = /^\+62(\d{7,13})$/.exec(value)
  if (!match) return value
  const rest = match[1]
  if (!rest.startsWith('8')) {
    const area = areaCodes.test(rest) ? 2 : 3
    return `0${rest.slice(0, area)}-${rest.slice(area)}`
  }
  return `0${rest.slice(0, 3)}-${rest.slice(3, 7)}-${rest.slice(7)}`.replace(/-$/, '')
}

/** Today as `YYYY-MM-DD` in the region's time zone. */
export function todayIn(region: Region, now: Date = new Date()): string {
  return dateFormat('en-CA', { timeZone: region.timeZone }).format(now)
}
