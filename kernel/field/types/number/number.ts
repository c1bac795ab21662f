// Field type number: any finite number, double precision.
import type { Locale } from '../../../context.ts'
import type { Sql } from '../../../database/sql.ts'
import { sql } from '../../../database/sql.ts'
import type { FieldDefinition } from '../../../object/definition.ts'
import { compareNumbers, orderOperators } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { checkBounds, checkBoundsDefinition } from '../../bounds.ts'
import { readNumber } from '../../number-text.ts'

function parse(input: unknown): number | null {
  if (input === null || input === undefined) return null
  if (typeof input !== 'number' || !Number.isFinite(input)) throw new InvalidValue('number.invalid')
  return input === 0 ? 0 : input
}

function parseBounded(input: unknown, field: FieldDefinition): number | null {
  const number = parse(input)
  if (number !== null) checkBounds(number, field)
  return number
}

export const number: FieldType = {
  name: 'number',
  label: { en: 'Number', id: 'Angka' },
  columns: () => [{ suffix: '', type: 'double precision' }],
  checkDefinition: checkBoundsDefinition,
  parse: parseBounded,
  parseText(text, field, environment) {
    if (text.trim() === '') return null
    if (/^[+-]?\d+(?:\.\d+)?e[+-]?\d+$/i.test(text.trim())) return parseBounded(Number(text), field)
    const read = readNumber(text, environment.numbers ?? environment.locale, environment.speech)
    if (!read || read.words.length > 0) throw new InvalidValue('number.invalid')
    return parseBounded(Number(read.decimal), field)
  },
  toColumns: value => [value],
  read: column => column(),
  operators: orderOperators({ type: 'double precision', parse, compare: compareNumbers }),
  sort: { expression: column => column(), type: 'double precision' },
  index: 'btree',
  format: (value, _field, environment) => value === null ? '' : formatNumber(value, environment.locale),
  measures: ['sum', 'avg', 'min', 'max', 'countDistinct'],
  examples: [0, 1, -2.5, 0.1, 1e300, 5e-324, -1.7976931348623157e308, 123456789012345680000],
}

/** Grouped, or with an exponent where the digits would be too many to read (as JavaScript decides). */
function formatNumber(value: number, locale: Locale): string {
  const plain = String(value)
  return plain.includes('e') ? plain : new Intl.NumberFormat(locale, { maximumFractionDigits: 20 }).format(plain as `${number}`)
}

/** What doubles add up to, to the 15 digits that they hold for certain: 0.1 and 0.2 are 0.3, not 0.30000000000000004. */
export function withoutNoise(total: Sql): Sql {
  return sql`case when abs(${total}) < 1e15 then ${total}::numeric::float8 else ${total} end`
}
