// Team chat: the time of a notice as people say it, with the zone's name. Pure functions.
import { DateTime } from 'luxon'
import type { Locale } from '../../kernel/context.ts'

/** Indonesia's zones by their official short names (Keppres 41/1987); the time-zone data knows them in Indonesian alone. */
const zones: Record<string, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Pontianak': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Ujung_Pandang': 'WITA', 'Asia/Jayapura': 'WIT' }

/** `21 Nov 2026 14.30 WIB` */
export function stampOf(moment: Date, { timeZone, locale }: { timeZone: string, locale: Locale }): string {
  const time = DateTime.fromJSDate(moment, { zone: timeZone }).setLocale(locale)
  return `${time.toFormat(locale === 'id' ? 'd LLL yyyy HH.mm' : 'd LLL yyyy HH:mm')} ${zones[timeZone] ?? time.offsetNameShort}`
}
