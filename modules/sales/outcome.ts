// Sales: how deals end: of those that began in a time, what became of them (conversion by source); of those that were
// closed in it, how many were won, in how many days (velocity), and why the others were lost.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { usedRates } from '../../kernel/i18n/base-currency.ts'
import { canRead } from '../../kernel/permission/rules.ts'
import { readableObject } from '../../kernel/record/find.ts'
import { knownField } from '../../kernel/record/group.ts'
import { allOf, type Filter } from './drill.ts'
import { drillOf, filterAnswer, foldCurrencies, inStages, moneyAnswer, moneyOf, ratesBehind, readFigures, worthOf, type Money, type ReportQuery } from './report.ts'

const rate = z.number().nullable()
const filters = z.object({ entered: filterAnswer, advanced: filterAnswer, lost: filterAnswer, remaining: filterAnswer })

export const conversionAnswer = z.object({
  data: z.array(z.object({ by: z.unknown(), entered: z.number(), advanced: z.number(), lost: z.number(), remaining: z.number(), percentage: rate, filters })),
})

export const velocityAnswer = z.object({
  data: z.array(z.object({
    by: z.unknown(), won: z.number(), lost: z.number(), winRate: rate, timed: z.number(), medianDays: rate, p90Days: rate, averageDays: rate,
    filters: z.object({ won: filterAnswer, lost: filterAnswer, timed: filterAnswer }),
  })),
})

export const reasonsAnswer = z.object({
  data: z.array(z.object({ reason: z.string().nullable(), count: z.number(), share: z.number(), sums: z.array(moneyAnswer), filter: filterAnswer })),
  rates: usedRates.optional(),
})

const count = (kind: string) => sql`count(*) filter (where s.kind = ${kind})::int`

/** Of so many, in percent with one decimal; null of none. */
export function percentage(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round(part * 1000 / whole) / 10
}

/** The deals that were opened in the time, by any group: won, lost and still open. */
export async function readConversionBy(context: Context, { from, to, by = 'source', filter }: ReportQuery): Promise<z.output<typeof conversionAnswer>> {
  const opened = allOf([filter, { openedAt: { between: [from, to] } }])
  const rows = await readFigures(context, { groups: [by], filter: opened, measures: { entered: sql`count(*)::int`, advanced: count('won'), lost: count('lost'), remaining: count('open') } })
  return { data: rows.map(({ g0, entered, advanced, lost, remaining }) => {
    const of = (...kinds: ('won' | 'lost' | 'open')[]) => drillOf(context, allOf([opened, inStages(context, kinds)]), [by], { g0 })
    return { by: g0, entered, advanced, lost, remaining, percentage: percentage(advanced, entered), filters: { entered: of('won', 'lost', 'open'), advanced: of('won'), lost: of('lost'), remaining: of('open') } }
  }) }
}

/** From opening to closing, in days; deals of which an import did not tell when they began are not measured. */
export async function readVelocity(context: Context, { from, to, by, filter }: ReportQuery): Promise<z.output<typeof velocityAnswer>> {
  // who may not know when deals began learns no durations
  knownField(context, readableObject(context, 'deal'), 'openedAt', 'measure')
  const groups = by === undefined ? [] : [by]
  const closed = allOf([filter, { closedAt: { between: [from, to] } }])
  const known = { openedAt: { empty: false } }
  const days = sql`extract(epoch from t."closedAt" - t."openedAt") / 86400`
  const won = sql`filter (where s.kind = 'won' and t."openedAt" is not null)`
  const rows = await readFigures(context, {
    groups, filter: allOf([closed, inStages(context, ['won', 'lost'])]),
    measures: {
      won: count('won'), lost: count('lost'), timed: sql`count(*) ${won}::int`, averageDays: sql`(avg(${days}) ${won})::float8`,
      medianDays: sql`percentile_cont(0.5) within group (order by ${days}) ${won}`, p90Days: sql`percentile_cont(0.9) within group (order by ${days}) ${won}`,
    },
  })
  return { data: rows.filter(row => row.won + row.lost > 0).map(row => {
    const of = (kind: 'won' | 'lost', more: Filter = {}) => drillOf(context, allOf([closed, inStages(context, [kind]), more]), groups, row)
    return {
      by: row.g0 ?? null, won: row.won, lost: row.lost, winRate: percentage(row.won, row.won + row.lost), timed: row.timed,
      medianDays: inDays(row.medianDays), p90Days: inDays(row.p90Days), averageDays: inDays(row.averageDays), filters: { won: of('won'), lost: of('lost'), timed: of('won', known) },
    }
  }) }
}

/** Three decimals of a day are a minute and a half. */
const inDays = (value: number | null) => value === null ? null : Math.round(Number(value) * 1000) / 1000

/** Why the deals that were closed in the time were lost, the most frequent reason first. */
export async function readReasons(context: Context, { from, to, filter, currency }: ReportQuery): Promise<z.output<typeof reasonsAnswer>> {
  const lost = allOf([filter, { closedAt: { between: [from, to] } }, inStages(context, ['lost'])])
  const priced = canRead(context, 'deal', 'amount')
  const worth = priced ? worthOf(context, currency, 'closedAt') : undefined
  const rates = worth && await ratesBehind(context, worth, lost)
  const rows = await readFigures(context, { groups: ['lostReason'], filter: lost, worth, measures: { count: sql`count(*)::int`, ...(worth && { amount: sql`coalesce(round(sum(${worth.amount}), 4), 0)` }) } })
  const folded = priced ? foldCurrencies<Record<string, any>, Money>(rows, 1, row => moneyOf(row.amount, row.currency)) : rows.map(row => ({ row, count: row.count as number, sums: [] }))
  const all = folded.reduce((sum, each) => sum + each.count, 0)
  const data = folded.map(({ row, count: found, sums }) => ({ reason: row.g0 as string | null, count: found, share: percentage(found, all) ?? 0, sums, filter: drillOf(context, lost, ['lostReason'], row) }))
  const largest = (sums: Money[]) => Math.max(0, ...sums.map(sum => Number(sum.amount)))
  return { data: data.sort((one, other) => other.count - one.count || largest(other.sums) - largest(one.sums)), ...rates && { rates } }
}
