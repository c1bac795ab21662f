// Field type currency: an exact amount of money with its ISO 4217 code, to 4 decimals.
import { checkBounds, checkBoundsDefinition } from '../../bounds.ts'
import { sql } from '../../../database/sql.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { formatMoney, parseMoney, readMoney } from './money.ts'
import { moneyOperators } from './money-operators.ts'

const CURRENCY = 'Currency'

export const currency: FieldType = {
  name: 'currency',
  label: { en: 'Currency', id: 'Mata uang' },
  columns: () => [{ suffix: '', type: 'numeric(24,4)' }, { suffix: CURRENCY, type: 'text' }],
  checkDefinition: checkBoundsDefinition,
  parse(input, field, environment) {
    const money = parseMoney(input, environment.currency)
    if (money) checkBounds(money.amount, field)
    return money
  },
  parseText(text, field, environment) {
    if (text.trim() === '') return null
    const money = readMoney(text, environment.speech, environment.numbers)
    if (!money) throw new InvalidValue('number.invalid')
    return currency.parse({ amount: money.amount, currency: money.currency ?? environment.currency }, field, environment)
  },
  toColumns: value => value === null ? [null, null] : [value.amount, value.currency],
  read: column => sql`case when ${column()} is not null then json_build_object('amount', case when abs(${column()}) < 1e11 or length(btrim(replace(abs(${column()})::text, '.', ''), '0')) <= 15 then to_json(trim_scale(${column()})) else to_json(trim_scale(${column()})::text) end, 'currency', ${column(CURRENCY)}) end`,
  operators: moneyOperators(CURRENCY),
  sort: { expression: column => column(), type: 'numeric' },
  index: 'btree',
  format: (value, _field, environment) => formatMoney(value, environment.locale),
  measures: ['sum', 'avg', 'min', 'max', 'countDistinct'],
  examples: [
    3_500_000, '22700.5', 0, { amount: -1.2345, currency: 'USD' }, { amount: '12345678901234567890.1234', currency: 'idr' },
    { amount: 99_999_999_999.9999, currency: 'IDR' }, { amount: 150_000_000, currency: 'IDR' }, '1e19',
  ],
}
