// Time zones and currencies to choose from: Indonesia's first, then all that the browser knows.
import type { ComboOption } from './ui/combobox.tsx'

export const indonesianZones = [
  { value: 'Asia/Jakarta', label: 'WIB – Jakarta', hint: 'Bandung, Surabaya, Medan, Pontianak' },
  { value: 'Asia/Makassar', label: 'WITA – Makassar', hint: 'Denpasar, Balikpapan, Kupang' },
  { value: 'Asia/Jayapura', label: 'WIT – Jayapura', hint: 'Ambon, Sorong, Ternate' },
]

export function zoneOptions(): ComboOption[] {
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !indonesianZones.some((one) => one.value === zone))
  return [...indonesianZones, ...others.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))]
}

const first = ['IDR', 'USD', 'SGD', 'MYR', 'EUR', 'AUD', 'JPY', 'CNY']

/** `IDR` with its name in the viewer's language. */
export function currencyOptions(language: string): ComboOption[] {
  const names = new Intl.DisplayNames([language], { type: 'currency' })
  const all = Intl.supportedValuesOf('currency').filter((code) => !first.includes(code))
  return [...first, ...all].map((code) => ({ value: code, label: `${code} – ${names.of(code)}` }))
}

const neighbours = ['ID', 'SG', 'MY', 'PH', 'TH', 'VN', 'AU', 'CN', 'JP', 'IN', 'US', 'GB', 'NL']

/** Countries by their ISO code, named in the viewer's language; every two letters that the browser has a name for. */
export function countryOptions(language: string): ComboOption[] {
  const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  const rest = letters.flatMap((one) => letters.map((other) => one + other)).filter((code) => !neighbours.includes(code) && !/^(X|Z|Q|E[UZ]|UN)/.test(code))
  return [...neighbours, ...rest].map((code) => ({ value: code, label: names.of(code) ?? '', hint: code })).filter((one) => one.label)
}
