// Languages and places over HTTP: exchange rates and holidays. Every member may read them: her figures and days stand on them.
import { z } from 'zod'
import { paged } from '../http/answer-part.ts'
import { refuse, type Fault } from '../http/errors.ts'
import { flag, limit } from '../http/query-part.ts'
import { noContent, route } from '../http/route.ts'
import { branchNamed } from '../workspace/branches.ts'
import { isKept, typed } from '../workspace/input.ts'
import { LONGEST_LIST } from './dated-list.ts'
import { MOST_RATES, rateAnswer, rateInput, readRates, removeRate, writeRates } from './exchange-rate.ts'
import { day, holidayInput, holidaysAnswer, MOST_HOLIDAYS, readHolidays, removeHoliday, workingCalendar, writeHolidays } from './holiday.ts'
import { readHolidayList } from './holiday-list.ts'
import { readRateList } from './rate-list.ts'
import { addWorkingDays, isWorkingDay } from './working-day.ts'

const tag = 'settings'
const access = 'administrator'
const after = z.string().max(100).refine(isKept).optional()
const list = z.strictObject({ text: z.string().max(LONGEST_LIST).refine(isKept, { params: { code: 'text.invalid' } }) })
const written = z.object({ written: z.number(), unchanged: z.number() })

export const placeRoutes = [
  route({ method: 'GET', path: '/exchange-rates', tag, summary: 'What one unit of each currency is worth in the workspace\'s, by day, the newest first',
    query: z.strictObject({ currency: typed.optional(), limit: limit.default(100), after }), answer: paged(rateAnswer),
    handler: (context, { query }) => readRates(context, query) }),

  route({ method: 'PUT', path: '/exchange-rates', tag, access, summary: 'Write rates; a day\'s rate takes the place of the one before', body: z.strictObject({ rates: z.array(rateInput).min(1).max(MOST_RATES) }), answer: written,
    handler: (context, { body }) => writeRates(context, body.rates) }),

  route({ method: 'POST', path: '/exchange-rates/import', tag, access, summary: 'Write the rates of a list (CSV or pasted cells with the columns date, currency, rate and perhaps unit), all or none', body: list, answer: written,
    async handler(context, { body }) {
      const { rates, faults } = readRateList(body.text, context.locale)
      checkList(rates, faults, MOST_RATES)
      return writeRates(context, rates)
    } }),

  route({ method: 'DELETE', path: '/exchange-rates/:currency/:date', tag, access, status: 204, summary: 'Remove the rate of a day', params: z.object({ currency: typed, date: typed }),
    async handler(context, { params }) {
      await removeRate(context, params.currency, params.date)
      return noContent
    } }),

  route({ method: 'GET', path: '/holidays', tag, summary: 'Public holidays and joint leave, by day; `own`: those of the company and of the caller\'s branch',
    query: z.strictObject({ from: day.optional(), to: day.optional(), own: flag.optional(), limit: limit.default(100), after }), answer: holidaysAnswer,
    handler: (context, { query }) => readHolidays(context, query) }),

  route({ method: 'PUT', path: '/holidays', tag, access, summary: 'Write holidays, one for each day, kind and branch', body: z.strictObject({ holidays: z.array(holidayInput).min(1).max(MOST_HOLIDAYS) }), answer: written,
    handler: (context, { body }) => writeHolidays(context, body.holidays) }),

  route({ method: 'POST', path: '/holidays/import', tag, access, summary: 'Write the holidays of a list (CSV or pasted cells with date and name, or an iCalendar file), all or none', body: list.extend({ branch: typed.nullable().default(null) }), answer: written,
    async handler(context, { body }) {
      const { holidays, faults } = readHolidayList(body.text, context.locale)
      checkList(holidays, faults, MOST_HOLIDAYS)
      return writeHolidays(context, holidays.map(each => ({ ...each, branch: body.branch })))
    } }),

  route({ method: 'DELETE', path: '/holidays/:id', tag, access, status: 204, summary: 'Remove a holiday', params: z.object({ id: z.uuid() }),
    async handler(context, { params }) {
      await removeHoliday(context, params.id)
      return noContent
    } }),

  route({ method: 'GET', path: '/working-days', tag, summary: 'Whether a day is worked, in the company or a branch, and which day lies so many working days from it',
    query: z.strictObject({ day, add: z.coerce.number().int().min(-1000).max(1000).default(0), branch: typed.optional() }), answer: z.object({ working: z.boolean(), day: z.string().nullable() }),
    async handler(context, { query }) {
      const branch = query.branch === undefined ? null : branchNamed(context, query.branch).id
      const calendar = await workingCalendar(context, branch, query.day)
      return { working: isWorkingDay(query.day, calendar), day: addWorkingDays(query.day, query.add, calendar) }
    } }),
]

function checkList(rows: unknown[], faults: Fault[], max: number): void {
  if (faults.length) throw refuse(faults.slice(0, 100))
  if (rows.length === 0) throw refuse([{ path: 'text', code: 'import.empty' }])
  if (rows.length > max) throw refuse([{ path: 'text', code: 'list.tooLong', parameters: { max } }])
}
