// Time zones and currencies to choose from: Indonesia's first, then all that the browser knows.
import type { ComboOption } from './ui/combobox.tsx'

const indonesian = [
  { value: 'Asia/Jakarta', label: 'WIB', hint: 'Jakarta, Bandung, Surabaya, Medan' },
  { value: 'Asia/Makassar', label: 'WITA', hint: 'Makassar, Denpasar, Balikpapan' },
  { value: 'Asia/Jayapura', label: 'WIT', hint: 'Jayapura, Ambon, Sorong' },
]

export function zoneOptions(): ComboOption[] {
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !indonesian.some((one) => one.value === zone))
  return [...indonesian, ...others.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))]
}

const first = ['IDR', 'USD', 'SGD', 'MYR', 'EUR', 'AUD', 'JPY', 'CNY']

/** `IDR` with its name in the viewer's language. */
export function currencyOptions(language: string): ComboOption[] {
  const names = new Intl.DisplayNames([language], { type: 'currency' })
  const all = Intl.supportedValuesOf('currency').filter((code) => !first.includes(code))
  return [...first, ...all].map((code) => ({ value: code, label: code, hint: names.of(code) }))
}
