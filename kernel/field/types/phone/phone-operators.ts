// Field type phone: its operators. Arguments are normalised like values; what cannot be is compared as it came.
import { sql } from '../../../database/sql.ts'
import type { Sql } from '../../../database/sql.ts'
import { compareForms, equalityOperators, operatorLabels, parseFlag } from '../../comparison.ts'
import type { FieldEnvironment, Operator } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { checkText, likePattern, parsePlainText } from '../../text-value.ts'
import { callingCode, normalisePhone } from './normalise.ts'

const LONGEST = 100

function parse(input: unknown, _field: unknown, environment: FieldEnvironment): string | null {
  const text = parsePlainText(input, LONGEST)
  if (text === null) return null
  return normalisePhone(text, environment.phoneCountry) ?? (text.replace(/^[+\s]+/, '') || null)
}

/** Digits in the spellings that a stored number may have: "0812" is also "62812". */
function parseDigits(input: unknown, environment: FieldEnvironment): string[] {
  const digits = checkText(input, LONGEST).replace(/\D/g, '')
  if (digits === '') throw new InvalidValue('phone.digits')
  return digits.startsWith('0') && digits.length > 1 ? [digits, callingCode(environment.phoneCountry) + digits.slice(1)] : [digits]
}

/** "812" and "0812" also begin what is stored as "+62812…". */
function parseStart(input: unknown, _field: unknown, environment: FieldEnvironment): string[] {
  const text = checkText(input, LONGEST)
  const code = callingCode(environment.phoneCountry)
  const digits = parseDigits(text, environment)
  if (text.trim().startsWith('+')) return [digits[0]]
  return [...new Set([...digits, ...digits.map(start => code + start)])]
}

function digitsOf(column: Sql): Sql {
  return sql`regexp_replace(${column}, '[^0-9]', '', 'g')`
}

export const phoneOperators: Record<string, Operator> = {
  ...equalityOperators({ type: 'text', parse, compare: compareForms }),
  contains: {
    label: operatorLabels.contains, argument: 'text',
    parse: (input, _field, environment) => parseDigits(input, environment),
    toSql: (column, spellings: string[]) => sql`${digitsOf(column())} like any(${spellings.map(digits => `%${likePattern(digits)}%`)}::text[])`,
    test: (value, spellings: string[]) => value !== null && spellings.some(digits => value.replace(/[^0-9]/g, '').includes(digits)),
  },
  startsWith: {
    label: operatorLabels.startsWith, argument: 'text',
    parse: parseStart,
    toSql: (column, starts: string[]) => sql`${digitsOf(column())} like any(${starts.map(digits => `${likePattern(digits)}%`)}::text[])`,
    test: (value, starts: string[]) => value !== null && starts.some(digits => value.replace(/[^0-9]/g, '').startsWith(digits)),
  },
  marked: {
    label: operatorLabels.marked, argument: 'boolean',
    parse: parseFlag,
    toSql: (column, wanted) => wanted ? sql`${column()} not like '+%'` : sql`(${column()} is null or ${column()} like '+%')`,
    test: (value, wanted) => (value !== null && !value.startsWith('+')) === wanted,
  },
}
