// Languages and places: a time zone as people call it. Pure.
import type { DateTime } from 'luxon'

/** Indonesia's zones by their official short names (Keppres 41/1987); the time-zone data knows them in Indonesian alone. */
const names: Record<string, string> = { 'Asia/Jakarta': 'WIB', 'Asia/Pontianak': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Ujung_Pandang': 'WITA', 'Asia/Jayapura': 'WIT' }

/** Of the zone that the time is in: `WIB`, else what the language has for it. */
export function zoneName(time: DateTime): string {
  return names[time.zoneName ?? ''] ?? time.offsetNameShort ?? ''
}

/** `21 Nov 2026 14.30 WIB`, in the zone and language of the time. */
export function stampOf(time: DateTime): string {
  return `${time.toFormat(time.locale?.startsWith('id') ? 'd LLL yyyy HH.mm' : 'd LLL yyyy HH:mm')} ${zoneName(time)}`
}
