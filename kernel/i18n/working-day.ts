// Languages and places: working days. Pure; days are `YYYY-MM-DD`.
export interface WorkingCalendar {
  holidays: ReadonlySet<string>
  /** ISO weekdays, 1 for Monday to 7 for Sunday. */
  weekend: ReadonlySet<number>
}

const DAY = 86_400_000

const plus = (day: string, days: number): string => new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)

export function isWorkingDay(day: string, { holidays, weekend }: WorkingCalendar): boolean {
  return !holidays.has(day) && !weekend.has(new Date(`${day}T00:00:00Z`).getUTCDay() || 7)
}

/** The working day so many after `day` (before it, where negative); with 0 the day itself, or the next one that is worked. Null: there is none. */
export function addWorkingDays(day: string, count: number, calendar: WorkingCalendar): string | null {
  if (calendar.weekend.size >= 7) return null
  const step = count < 0 ? -1 : 1
  let left = Math.abs(count)
  let at = day
  while (left > 0 || !isWorkingDay(at, calendar)) {
    at = plus(at, step)
    if (at < '0001-01-02' || at > '9999-12-30') return null
    if (left > 0 && isWorkingDay(at, calendar)) left--
  }
  return at
}
