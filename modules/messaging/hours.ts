// Messages: the sending hours: when customers may be written to, by their own clock. A setting of the workspace, and a pure
// function that says when the next message may go out.
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import type { Fault } from '../../kernel/http/errors.ts'
import { workingCalendar } from '../../kernel/i18n/holiday.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import { readSetting } from '../../kernel/workspace/setting.ts'
import { isZone } from '../workflow/index.ts'

/** `24:00` is the end of the day. */
const clock = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const span = z.strictObject({ from: clock, to: clock })

export const hoursShape = span.extend({
  days: z.partialRecord(z.enum(['1', '2', '3', '4', '5', '6', '7']), span.nullable()).meta({ description: 'Weekdays (1 is Monday) with hours of their own; null: none' }),
  onHolidays: z.boolean().meta({ description: 'Whether messages are sent on holidays and joint leave too' }),
})

export type SendingHours = z.output<typeof hoursShape>

export const HOURS = 'sendingHours'
const usual: SendingHours = { from: '08:00', to: '20:00', days: {}, onHolidays: true }

export async function readHours(context: Pick<Context, 'sql' | 'workspace'>): Promise<SendingHours> {
  return await readSetting<SendingHours>(context, HOURS) ?? usual
}

export function hoursFaults({ from, to, days }: SendingHours): Fault[] {
  const spans = [{ path: 'from', from, to }, ...Object.entries(days).flatMap(([day, own]) => own ? [{ path: `days.${day}`, ...own }] : [])]
  const faults = spans.filter(each => each.from >= each.to).map(({ path }): Fault => ({ path, code: 'message.hours' }))
  const none = Object.values(days).filter(own => own === null).length === 7
  return none ? [...faults, { path: 'days', code: 'message.noHours' }] : faults
}

/** What the next sending time goes by, read once for many. */
export interface SendingCalendar { hours: SendingHours, holidays: ReadonlySet<string> }

export async function sendingCalendar(context: Context): Promise<SendingCalendar> {
  const hours = await readHours(context)
  const holidays = hours.onHolidays ? new Set<string>() : (await workingCalendar(context, null, context.now.toISOString().slice(0, 10))).holidays
  return { hours, holidays }
}

/** The clock that a contact lives by: the workspace's where hers is none, as for dates (an option may be called `WIB`). */
export function zoneOf(contact: RecordValues, { timeZone }: Context['workspace']): string {
  return typeof contact.timeZone === 'string' && isZone(contact.timeZone) ? contact.timeZone : timeZone
}

/** Further than any run of holidays. */
const MOST_DAYS = 366

/** `now` where it lies within the hours of the zone, else the beginning of the next ones; undefined when there are none. */
export function nextSendingTime(now: Date, zone: string, { hours, holidays }: SendingCalendar): Date | undefined {
  const here = DateTime.fromJSDate(now, { zone })
  for (let ahead = 0; ahead <= MOST_DAYS; ahead++) {
    const day = here.plus({ days: ahead }).startOf('day')
    const own = hours.days[String(day.weekday) as '1']
    if (own === null || holidays.has(day.toISODate()!)) continue
    const { from, to } = own ?? hours
    const [begin, end] = [at(day, from), at(day, to)]
    if (ahead === 0 && here >= end) continue
    return (ahead === 0 && here >= begin ? here : begin).toJSDate()
  }
  return undefined
}

function at(day: DateTime, text: string): DateTime {
  const [hour, minute] = text.split(':').map(Number)
  return hour === 24 ? day.plus({ days: 1 }).startOf('day') : day.set({ hour, minute })
}
