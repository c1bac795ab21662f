// Team chat: the time of a notice as people say it, with the zone's name. Pure functions.
import { DateTime } from 'luxon'
import type { Locale } from '../../kernel/context.ts'
import { stampOf as stamp } from '../../kernel/i18n/zone-name.ts'

/** `21 Nov 2026 14.30 WIB` */
export function stampOf(moment: Date, { timeZone, locale }: { timeZone: string, locale: Locale }): string {
  return stamp(DateTime.fromJSDate(moment, { zone: timeZone }).setLocale(locale))
}
