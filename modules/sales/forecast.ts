// Sales: the forecast: what each month may bring, by closing date: amount × probability of the stage, exact, per currency.
// Lost deals bring nothing and are left out; won ones count in full by their stage's probability.
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { readableObject } from '../../kernel/record/find.ts'
import { knownField } from '../../kernel/record/group.ts'
import { allOf } from './drill.ts'
import { drillOf, filterAnswer, foldCurrencies, inStages, moneyAnswer, moneyOf, readFigures, type ReportQuery } from './report.ts'

export const forecastAnswer = z.object({
  data: z.array(z.object({
    month: z.string(), by: z.unknown(), count: z.number(), filter: filterAnswer,
    sums: z.array(z.object({ total: moneyAnswer, weighted: moneyAnswer, won: moneyAnswer })),
  })),
})

/** Throws `invalid` (422) for a group or amount that the caller may not read. */
export async function readForecast(context: Context, { from, to, by, filter }: ReportQuery): Promise<z.output<typeof forecastAnswer>> {
  knownField(context, readableObject(context, 'deal'), 'amount', 'measure')
  const groups = by === undefined ? [] : [by]
  const open = allOf([filter, inStages(context, ['open', 'won'])])
  const rows = await readFigures(context, {
    groups: ['closingDate:month', ...groups], filter: allOf([open, { closingDate: { between: [from, to] } }]), perCurrency: true,
    measures: {
      count: sql`count(*)::int`, total: sql`coalesce(sum(t.amount), 0)`, won: sql`coalesce(sum(t.amount) filter (where s.kind = 'won'), 0)`,
      weighted: sql`coalesce(round(sum(t.amount * s.probability) / 100, 4), 0)`,
    },
  })
  const folded = foldCurrencies(rows, 1 + groups.length, row => ({ total: moneyOf(row.total, row.currency), weighted: moneyOf(row.weighted, row.currency), won: moneyOf(row.won, row.currency) }))
  return { data: folded.map(({ row, count, sums }) => {
    const month = DateTime.fromISO(row.g0, { zone: 'utc' })
    const within = { closingDate: { between: [later(from, row.g0), earlier(to, month.endOf('month').toISODate()!)] } }
    return { month: month.toFormat('yyyy-MM'), by: row.g1 ?? null, count, sums, filter: drillOf(context, allOf([open, within]), groups, { g0: row.g1 }) }
  }) }
}

const later = (one: string, other: string) => one > other ? one : other
const earlier = (one: string, other: string) => one < other ? one : other
