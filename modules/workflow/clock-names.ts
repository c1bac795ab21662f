// The workflow room: the company's clock and calendar as names: `clock.workday`, `clock.hour`, by which a step asks for business hours,
// and `clock.nextWorkday`, until which a run waits. Working days are those of the whole company (kernel/i18n/holiday.ts).
import { DateTime } from 'luxon'
import type { Context } from '../../kernel/context.ts'
import { workingCalendar } from '../../kernel/i18n/holiday.ts'
import { addWorkingDays, isWorkingDay } from '../../kernel/i18n/working-day.ts'

/** Weekdays as ISO counts them, 1 for Monday. */
export async function clockNames(context: Context): Promise<object> {
  const here = DateTime.fromJSDate(context.now, { zone: context.workspace.timeZone })
  const today = here.toISODate()!
  const calendar = await workingCalendar(context, null, today)
  return { weekday: here.weekday, hour: here.hour, workday: isWorkingDay(today, calendar), nextWorkday: addWorkingDays(today, 1, calendar) }
}

/** Whether any of these names asks for it: it costs a query. */
export const asksClock = (paths: unknown[][]): boolean => paths.some(([root]) => root === 'clock')
