// Languages and places over HTTP: the exchange rates. Every member may read them: her figures stand on them.
import { z } from 'zod'
import { paged } from '../http/answer-part.ts'
import { refuse } from '../http/errors.ts'
import { limit } from '../http/query-part.ts'
import { noContent, route } from '../http/route.ts'
import { isKept, typed } from '../workspace/input.ts'
import { LONGEST_LIST } from './dated-list.ts'
import { MOST_RATES, rateAnswer, rateInput, readRates, removeRate, writeRates } from './exchange-rate.ts'
import { readRateList } from './rate-list.ts'

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
      if (faults.length) throw refuse(faults.slice(0, 100))
      if (rates.length === 0) throw refuse([{ path: 'text', code: 'import.empty' }])
      if (rates.length > MOST_RATES) throw refuse([{ path: 'text', code: 'list.tooLong', parameters: { max: MOST_RATES } }])
      return writeRates(context, rates)
    } }),

  route({ method: 'DELETE', path: '/exchange-rates/:currency/:date', tag, access, status: 204, summary: 'Remove the rate of a day', params: z.object({ currency: typed, date: typed }),
    async handler(context, { params }) {
      await removeRate(context, params.currency, params.date)
      return noContent
    } }),
]
