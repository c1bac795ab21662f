// The formatters of web/format.ts bound to the viewer's language, time zone and currency.
import { useMemo } from 'react'
import * as format from './format.ts'
import { useRegion } from './i18n.tsx'

type Instant = string | number | Date

export function useFormat() {
  const { language, timeZone, currency } = useRegion()
  return useMemo(() => {
    const region = { language, timeZone, currency }
    return {
      region,
      number: (value: number, digits?: number) => format.formatNumber(region, value, digits),
      compact: (value: number) => format.formatCompact(region, value),
      money: (value: format.Money | number | string) => format.formatMoney(region, value),
      moneyCompact: (value: format.Money | number | string) => format.formatMoney(region, value, true),
      percent: (value: number, digits?: number) => format.formatPercent(region, value, digits),
      date: (value: Instant, options?: format.DateOptions) => format.formatDate(region, value, options),
      time: (value: Instant) => format.formatTime(region, value),
      dateTime: (value: Instant, zone?: boolean) => format.formatDateTime(region, value, zone),
      ago: (value: Instant) => format.formatAgo(region, value),
      phone: format.formatPhone,
      today: () => format.todayIn(region),
    }
  }, [language, timeZone, currency])
}
