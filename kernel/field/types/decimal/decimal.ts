// Field type decimal: an exact number, out as a JSON number up to 15 significant digits and as text beyond.
import type { Sql } from '../../../database/sql.ts'
import { sql } from '../../../database/sql.ts'
import type { FieldDefinition } from '../../../object/definition.ts'
import { checkBounds, checkBoundsDefinition } from '../../bounds.ts'
import { orderOperators } from '../../comparison.ts'
import { compareDecimals, countDecimals, countIntegerDigits, toApiNumber, toDecimal } from '../../exact-number.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { readNumber } from '../../number-text.ts'

const INTEGER_DIGITS = 40
const DECIMALS = 20

/** A JSON number or a decimal text, in API form. */
function parseDecimal(input: unknown): number | string | null {
  if (input === null || input === undefined || input === '') return null
  const decimal = toDecimal(input)
  if (decimal === null) throw new InvalidValue('number.invalid')
  if (countIntegerDigits(decimal) > INTEGER_DIGITS || countDecimals(decimal) > DECIMALS) {
    throw new InvalidValue('value.range')
  }
  return toApiNumber(decimal)
}

function parseBounded(input: unknown, field: FieldDefinition): number | string | null {
  const number = parseDecimal(input)
  if (number !== null) checkBounds(number, field)
  return number
}

export const decimal: FieldType = {
  name: 'decimal',
  label: { en: 'Decimal', id: 'Desimal' },
  columns: () => [{ suffix: '', type: 'numeric' }],
  checkDefinition: checkBoundsDefinition,
  parse: parseBounded,
  parseText(text, field, environment) {
    if (text.trim() === '') return null
    const read = readNumber(text, environment.numbers ?? environment.locale, environment.speech)
    if (!read || read.words.length > 0) throw new InvalidValue('number.invalid')
    return parseBounded(read.decimal, field)
  },
  toColumns: value => [value],
  read: column => exactJson(column()),
  operators: orderOperators({ type: 'numeric', parse: parseDecimal, compare: compareDecimals }),
  sort: { expression: column => column(), type: 'numeric' },
  index: 'btree',
  format: (value, _field, environment) => formatDecimal(value, environment.locale),
  measures: ['sum', 'avg', 'min', 'max', 'countDistinct'],
  examples: [0, 1.5, '-0.00000000000000000001', '1234567890123456789012345678901234567890.5', '1e21', 0.1, '0.10', 99999999999.9999],
}

/** Grouped and with the language's decimal sign, exact. */
export function formatDecimal(value: number | string | null, locale: string): string {
  if (value === null) return ''
  return new Intl.NumberFormat(locale, { maximumFractionDigits: DECIMALS }).format((toDecimal(value) ?? '0') as `${number}`)
}

/** A numeric expression in API form, as JSON. The first branch serves nearly every number at little cost. */
export function exactJson(number: Sql): Sql {
  return sql`case when abs(${number}) < 1e11 and scale(${number}) <= 4 or length(btrim(replace(abs(${number})::text, '.', ''), '0')) <= 15 then to_json(trim_scale(${number})) else to_json(trim_scale(${number})::text) end`
}
