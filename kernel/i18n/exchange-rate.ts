// Languages and places: exchange rates by day, as rows. A rate says what one unit of a currency is worth in the currency of
// the workspace; where that changes, the rates of the old one are kept and not used.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { recordEvents } from '../event/record-event.ts'
import { isDay } from '../field/calendar.ts'
import { countDecimals, countIntegerDigits, toApiNumber, toDecimal } from '../field/exact-number.ts'
import { Problem, refuse, type Fault } from '../http/errors.ts'
import { currency } from '../workspace/input.ts'

/** As many as one request writes. */
export const MOST_RATES = 5000
const DECIMALS = 12

/** A number or its text, above 0. */
const rate = z.union([z.number(), z.string()]).refine(isRate, { params: { code: 'rate.invalid' } })
export const rateInput = z.strictObject({ currency, date: z.string().refine(isDay, { params: { code: 'date.invalid' } }), rate })
export const rateAnswer = z.object({ currency: z.string(), date: z.string(), rate: z.union([z.number(), z.string()]) })
export type Rate = z.output<typeof rateAnswer>

export function isRate(value: unknown): boolean {
  const decimal = toDecimal(value)
  return decimal !== null && decimal !== '0' && !decimal.startsWith('-') && countDecimals(decimal) <= DECIMALS && countIntegerDigits(decimal) <= 12
}

export function ratesTable({ workspace }: Context): Sql {
  return identifier(workspace.schema, '_exchange_rate')
}

type Row = { currency: string, date: string, rate: string }
export const rateOf = ({ currency, date, rate }: Row): Rate => ({ currency, date, rate: toApiNumber(toDecimal(rate)!) })

/** By currency, the newest day first. */
export async function readRates(context: Context, { currency, limit, after }: { currency?: string, limit: number, after?: string }): Promise<{ data: Rate[], page: { next: string | null } }> {
  const from = after === undefined ? undefined : readCursor(after)
  const rows = await context.sql.query<Row>(sql`select currency, date::text, rate from ${ratesTable(context)} where base = ${context.workspace.currency}
    ${currency === undefined ? sql`` : sql`and currency = ${currency}`} ${from ? sql`and (currency > ${from[0]} or currency = ${from[0]} and date < ${from[1]}::date)` : sql``}
    order by currency, date desc limit ${limit + 1}`)
  const data = rows.slice(0, limit).map(rateOf)
  const last = data.at(-1)
  return { data, page: { next: rows.length > limit && last ? `${last.currency} ${last.date}` : null } }
}

function readCursor(cursor: string): [string, string] {
  const [currency, date] = cursor.split(' ')
  if (!/^[A-Z]{3}$/.test(currency) || !isDay(date ?? '')) throw new Problem('cursor.invalid')
  return [currency, date]
}

/** Each day's rate takes the place of the one before; what is the same is left alone. Throws with every fault. */
export async function writeRates(context: Context, rates: Rate[]): Promise<{ written: number, unchanged: number }> {
  const { currency: base } = context.workspace
  const faults: Fault[] = []
  const seen = new Set<string>()
  rates.forEach(({ currency, date }, at) => {
    if (currency === base) faults.push({ path: `rates[${at}].currency`, code: 'rate.base', parameters: { currency } })
    if (seen.size === seen.add(`${currency} ${date}`).size) faults.push({ path: `rates[${at}].date`, code: 'rate.repeated' })
  })
  if (faults.length) throw refuse(faults)
  const rows = rates.map(each => ({ ...each, id: uuid() }))
  const changed = await context.sql.query<Row & { id: string, old: string | null }>(sql`
    with m as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, currency text, date date, rate numeric(24, 12))),
    b as (select r.currency, r.date, r.rate from ${ratesTable(context)} r join m using (currency, date) where r.base = ${base}),
    w as (insert into ${ratesTable(context)} as r (id, base, currency, date, rate) select id, ${base}, currency, date, rate from m order by currency, date
      on conflict (base, currency, date) do update set rate = excluded.rate where r.rate <> excluded.rate returning id, currency, date, rate)
    select w.id, w.currency, w.date::text, w.rate, b.rate as old from w left join b using (currency, date) order by w.currency, w.date`)
  await recordEvents(context, changed.map(({ id, old, ...row }) => ({
    object: '_exchangeRate', record: id, kind: old === null ? 'created' : 'updated', before: old === null ? null : { ...rateOf({ ...row, rate: old }) }, after: { ...rateOf(row) },
  })))
  return { written: changed.length, unchanged: rates.length - changed.length }
}

/** Throws `notFound`. */
export async function removeRate(context: Context, currency: string, date: string): Promise<void> {
  const [row] = isDay(date) ? await context.sql.query<Row & { id: string }>(sql`delete from ${ratesTable(context)} where base = ${context.workspace.currency} and currency = ${currency} and date = ${date}::date
    returning id, currency, date::text, rate`) : []
  if (!row) throw new Problem('notFound')
  await recordEvents(context, [{ object: '_exchangeRate', record: row.id, kind: 'deleted', before: { ...rateOf(row) } }])
}
