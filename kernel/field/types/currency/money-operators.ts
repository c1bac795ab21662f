// Field type currency: its operators. They compare amounts; an argument `{ amount, currency }` also asks for that currency.
import { raw, sql } from '../../../database/sql.ts'
import type { Sql } from '../../../database/sql.ts'
import { emptyOperator, operatorLabels, parseArgument, parseList, parseRange } from '../../comparison.ts'
import { compareDecimals } from '../../exact-number.ts'
import type { FieldEnvironment, Operator } from '../../field-type.ts'
import type { Money } from './money.ts'
import { parseMoney } from './money.ts'

/** Without a currency any will do. */
interface Argument { amount: number | string, currency: string | null }

type ColumnOf = (suffix?: string) => Sql

function parse(input: unknown, _field: unknown, environment: FieldEnvironment): Argument | null {
  const money = parseMoney(input, environment.currency)
  const named = typeof input === 'object' && input !== null && typeof (input as Record<string, unknown>).currency === 'string'
  return money && { amount: money.amount, currency: named ? money.currency : null }
}

function compares(value: Money | null, argument: Argument, holds: (order: number) => boolean): boolean {
  if (value === null || (argument.currency !== null && argument.currency !== value.currency)) return false
  return holds(compareDecimals(value.amount, argument.amount))
}

export function moneyOperators(suffix: string): Record<string, Operator> {
  const condition = (column: ColumnOf, sign: string, { amount, currency }: Argument) => currency === null
    ? sql`${column()} ${raw(sign)} ${amount}::numeric`
    : sql`(${column()} ${raw(sign)} ${amount}::numeric and ${column(suffix)} = ${currency}::text)`
  const order = (name: 'eq' | 'gt' | 'gte' | 'lt' | 'lte', sign: string, holds: (order: number) => boolean): Operator => ({
    label: operatorLabels[name], argument: 'value', parse: parseArgument(parse),
    toSql: (column, argument) => condition(column, sign, argument),
    test: (value, argument) => compares(value, argument, holds),
  })
  const among = (column: ColumnOf, list: Argument[]) => {
    const rows = list.map(({ amount, currency }) => ({ amount, currency }))
    return sql`exists (select from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as wanted(amount numeric, currency text) where wanted.amount = ${column()} and coalesce(wanted.currency, ${column(suffix)}) = ${column(suffix)})`
  }
  const isAmong = (value: Money | null, list: Argument[]) => list.some(argument => compares(value, argument, sign => sign === 0))
  return {
    eq: order('eq', '=', sign => sign === 0),
    ne: {
      label: operatorLabels.ne, argument: 'value', parse: parseArgument(parse),
      toSql: (column, argument) => sql`(${condition(column, '=', argument)}) is not true`,
      test: (value, argument) => !compares(value, argument, sign => sign === 0),
    },
    in: { label: operatorLabels.in, argument: 'values', parse: parseList(parse), toSql: among, test: isAmong },
    notIn: {
      label: operatorLabels.notIn, argument: 'values', parse: parseList(parse),
      toSql: (column, list) => sql`not ${among(column, list)}`,
      test: (value, list) => !isAmong(value, list),
    },
    gt: order('gt', '>', sign => sign > 0),
    gte: order('gte', '>=', sign => sign >= 0),
    lt: order('lt', '<', sign => sign < 0),
    lte: order('lte', '<=', sign => sign <= 0),
    between: {
      label: operatorLabels.between, argument: 'range', parse: parseRange(parse),
      toSql: (column, [from, to]) => sql`(${condition(column, '>=', from)} and ${condition(column, '<=', to)})`,
      test: (value, [from, to]) => compares(value, from, sign => sign >= 0) && compares(value, to, sign => sign <= 0),
    },
    empty: emptyOperator,
  }
}
