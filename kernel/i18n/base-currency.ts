// Languages and places: amounts in the currency of the workspace, by the rate of a record's day, exact. A rate that is
// missing is said, never taken as 1.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { literal, raw, sql, type Sql } from '../database/sql.ts'
import { dayOf } from '../field/calendar.ts'
import { refuse } from '../http/errors.ts'
import { kindOf } from '../field/types/index.ts'
import type { FieldDefinition } from '../object/definition.ts'
import { columnOf } from '../record/fields.ts'
import { rateAnswer, rateOf, ratesTable, type Rate } from './exchange-rate.ts'

export const usedRates = z.array(rateAnswer).meta({ description: 'The rates that were used, the newest of each currency first; at most 100' })

/** An amount in its own currency, and the day whose rate it takes. */
export interface Priced { amount: Sql, currency: Sql, day: Sql }

const MOST_USED = 100

/** The day of a record for its rate: the field's own (of the workspace's time zone), today where it is empty or none is named. */
export function rateDay({ workspace, now }: Context, field?: FieldDefinition): Sql {
  const today = sql`${dayOf(now, workspace.timeZone)}::date`
  if (!field) return today
  const column = columnOf(field)()
  return sql`coalesce(${kindOf(field) === 'date' ? column : sql`(${column} at time zone ${literal(workspace.timeZone)})::date`}, ${today})`
}

const rateOn = (context: Context, { currency, day }: Priced) => sql`${ratesTable(context)} r where r.base = ${context.workspace.currency} and r.currency = ${currency} and r.date <= ${day} order by r.date desc limit 1`

/** The amount in the workspace's currency, unrounded: sums stay exact. Without a rate NaN, which no sum can hide; `ratesUsed` has refused before. */
export function inBase(context: Context, priced: Priced): Sql {
  const { amount, currency } = priced
  return sql`case when ${currency} = ${context.workspace.currency} then ${amount} when ${amount} is not null then coalesce(${amount} * (select r.rate from ${rateOn(context, priced)}), 'NaN') end`
}

type Used = { currency: string, date: string | null, rate: string | null, from: string, to: string, count: number }

/** The rates that amounts in other currencies take. `rows` is what follows `from`. Throws `rate.missing` for each currency that lacks one on some day. */
export async function ratesUsed(context: Context, priced: Priced, rows: Sql, path = 'currency'): Promise<Rate[]> {
  const { amount, currency, day } = priced
  const found = await context.sql.query<Used>(sql`select p.currency, u.date::text, u.rate, min(p.day)::text as from, max(p.day)::text as to, count(*)::int
    from (select ${currency} as currency, ${day} as day from ${rows} and ${amount} is not null and ${currency} <> ${context.workspace.currency}) p
    left join lateral (select r.date, r.rate from ${rateOn(context, { amount, currency: raw('p.currency'), day: raw('p.day') })}) u on true
    group by p.currency, u.date, u.rate order by u.date is not null, p.currency, u.date desc limit ${MOST_USED}`)
  const missing = found.filter(each => each.rate === null)
  if (missing.length) throw refuse(missing.map(({ currency, from, to, count }) => ({ path, code: from === to ? 'rate.missing' : 'rate.missingDays', parameters: { currency, from, to, count } })))
  return found.map(({ currency, date, rate }) => rateOf({ currency, date: date!, rate: rate! }))
}
