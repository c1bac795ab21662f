// Field types: days and instants in words that read the same way everywhere ("21 Nov 2026"), and that imports read back.
import { DateTime } from 'luxon'
import type { Locale } from '../context.ts'

export function formatDay(day: string, locale: Locale): string {
  return DateTime.fromISO(day, { zone: 'utc' }).setLocale(locale).toFormat('d LLL yyyy')
}

export function formatInstantLocally(instant: string, zone: string, locale: Locale): string {
  const moment = DateTime.fromISO(instant, { zone })
  return moment.setLocale(locale).toFormat(moment.millisecond ? 'd LLL yyyy HH:mm:ss.SSS' : 'd LLL yyyy HH:mm:ss')
}
