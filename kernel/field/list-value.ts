// Field types: lists of texts (tags, multiSelect) in one text[] column.
import { sql } from '../database/sql.ts'
import { operatorLabels, parseFlag, parseList } from './comparison.ts'
import type { Comparison } from './comparison.ts'
import type { Operator } from './field-type.ts'
import { InvalidValue } from './field-type.ts'

const MOST = 200

/** The list without repetitions, in its order; null when nothing is left. */
export function parseTexts(input: unknown, parseOne: (item: unknown) => string | null): string[] | null {
  if (input === null || input === undefined) return null
  if (!Array.isArray(input)) throw new InvalidValue('list.expected')
  if (input.length > MOST) throw new InvalidValue('list.tooLong', { max: MOST })
  const items = [...new Set(input.map(parseOne).filter(item => item !== null))]
  return items.length > 0 ? items : null
}

export function splitTexts(text: string): string[] {
  return text.split(text.includes(';') ? ';' : ',').map(part => part.trim()).filter(Boolean)
}

/** hasAny, hasAll and empty; the wanted list has at least one item, read by `parse`. */
export function listOperators(parse: Comparison['parse']): Record<string, Operator> {
  const list = parseList(parse)
  const parseWanted: Operator['parse'] = (input, field, environment) => {
    const wanted = list(input, field, environment)
    if (wanted.length === 0) throw new InvalidValue('value.required')
    return wanted
  }
  return {
    hasAny: {
      label: operatorLabels.hasAny, argument: 'values', parse: parseWanted,
      toSql: (column, wanted) => sql`${column()} && ${wanted}::text[]`,
      test: (value, wanted: string[]) => value !== null && wanted.some(item => value.includes(item)),
    },
    hasAll: {
      label: operatorLabels.hasAll, argument: 'values', parse: parseWanted,
      toSql: (column, wanted) => sql`${column()} @> ${wanted}::text[]`,
      test: (value, wanted: string[]) => value !== null && wanted.every(item => value.includes(item)),
    },
    empty: {
      label: operatorLabels.empty, argument: 'boolean', parse: parseFlag,
      toSql: (column, wanted) => wanted ? sql`(${column()} is null or ${column()} = '{}')` : sql`${column()} <> '{}'`,
      test: (value, wanted) => (value === null || value.length === 0) === wanted,
    },
  }
}
