// Sales: the forecast: what each month may bring, by closing date: amount × probability of the stage, exact, per currency.
// Lost deals bring nothing and are left out; won ones count in full by their stage's probability.
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { usedRates } from '../../kernel/i18n/base-currency.ts'
import { readableObject } from '../../kernel/record/find.ts'
import { knownField } from '../../kernel/record/group.ts'
import { allOf } from './drill.ts'
import { drillOf, filterAnswer, foldCurrencies, inStages, moneyAnswer, moneyOf, ratesBehind, readFigures, worthOf, type ReportQuery } from './report.ts'

export const forecastAnswer = z.object({
  data: z.array(z.object({
    month: z.string(), by: z.unknown(), count: z.number(), filter: filterAnswer,
    sums: z.array(z.object({ total: moneyAnswer, weighted: moneyAnswer, won: moneyAnswer })),
  })),
  rates: usedRates.optional(),
})

/** Throws `invalid` (422) for a group or amount that the caller may not read. */
export async function readForecast(context: Context, { from, to, by, filter, currency }: ReportQuery): Promise<z.output<typeof forecastAnswer>> {
  knownField(context, readableObject(context, 'deal'), 'amount', 'measure')
  const groups = by === undefined ? [] : [by]
  const open = allOf([filter, inStages(context, ['open', 'won'])])
  const expected = allOf([open, { closingDate: { between: [from, to] } }])
  const worth = worthOf(context, currency, 'closingDate')
  const rates = await ratesBehind(context, worth, expected)
  const { amount } = worth
  const rows = await readFigures(context, {
    groups: ['closingDate:month', ...groups], filter: expected, worth,
    measures: {
      count: sql`count(*)::int`, total: sql`coalesce(round(sum(${amount}), 4), 0)`, won: sql`coalesce(round(sum(${amount}) filter (where s.kind = 'won'), 4), 0)`,
      weighted: sql`coalesce(round(sum(${amount} * s.probability) / 100, 4), 0)`,
    },
  })
  const folded = foldCurrencies(rows, 1 + groups.length, row => ({ total: moneyOf(row.total, row.currency), weighted: moneyOf(row.weighted, row.currency), won: moneyOf(row.won, row.currency) }))
  const data = folded.map(({ row, count, sums }) => {
    const month = DateTime.fromISO(row.g0, { zone: 'utc' })
    const within = { closingDate: { between: [later(from, row.g0), earlier(to, month.endOf('month').toISODate()!)] } }
    return { month: month.toFormat('yyyy-MM'), by: row.g1 ?? null, count, sums, filter: drillOf(context, allOf([open, within]), groups, { g0: row.g1 }) }
  })
  return { data, ...rates && { rates } }
}

const later = (one: string, other: string) => one > other ? one : other
const earlier = (one: string, other: string) => one < other ? one : other
