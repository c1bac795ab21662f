// Field types: the operators of text. `eq` is exact, `contains` and `startsWith` ignore case.
import { sql } from '../database/sql.ts'
import type { FieldDefinition } from '../object/definition.ts'
import { compareForms, emptyOperator, equalityOperators, operatorLabels } from './comparison.ts'
import type { FieldEnvironment, FieldType, Operator } from './field-type.ts'
import { InvalidValue } from './field-type.ts'
import { checkText, fold, likePattern, parsePlainText, sortKey } from './text-value.ts'

const LONGEST_ARGUMENT = 1000

/** Untrimmed, since a space may be what is looked for. */
function parsePart(input: unknown): string {
  const text = checkText(input, LONGEST_ARGUMENT)
  if (text === '') throw new InvalidValue('value.required')
  return text.toLowerCase()
}

export const partOperators: Record<string, Operator> = {
  contains: {
    label: operatorLabels.contains, argument: 'text', parse: parsePart,
    toSql: (column, part) => sql`${fold(column())} like ${`%${likePattern(part)}%`}`,
    test: (value, part) => value !== null && value.toLowerCase().includes(part),
  },
  startsWith: {
    label: operatorLabels.startsWith, argument: 'text', parse: parsePart,
    toSql: (column, part) => sql`${fold(column())} like ${`${likePattern(part)}%`}`,
    test: (value, part) => value !== null && value.toLowerCase().startsWith(part),
  },
}

const plain = equalityOperators({ type: 'text', parse: input => parsePlainText(input, 100_000), compare: compareForms })

/** eq, ne, in, notIn, contains, startsWith, empty over text as it is. */
export const textOperators: Record<string, Operator> = { ...plain, ...partOperators }

/**
 * The same for types that sort by `sortKey`. Their index holds that expression, so an exact match on an indexed field names
 * it as well, else it would read the whole table. Elsewhere it would cost each row, and mislead the planner: two
 * conditions that say the same look to it like far fewer rows.
 */
const sortedTextOperators: Record<string, Operator> = {
  ...textOperators,
  eq: {
    ...plain.eq,
    toSql: (column, text, field, environment) =>
      !field.index ? plain.eq.toSql(column, text, field, environment) : sql`(${plain.eq.toSql(column, text, field, environment)} and ${sortKey(column())} = ${sortKey(sql`${text}::text`)})`,
  },
  in: {
    ...plain.in,
    toSql: (column, list, field, environment) => {
      if (!field.index) return plain.in.toSql(column, list, field, environment)
      const keys = sql`array(select ${sortKey(sql`item`)} from unnest(${list}::text[]) item)`
      return sql`(${plain.in.toSql(column, list, field, environment)} and ${sortKey(column())} = any(${keys}))`
    },
  },
}

/** A type whose values are texts in a column of their own: how they are kept, found, sorted, shown and searched. */
export const keptAsText = {
  columns: () => [{ suffix: '', type: 'text' }],
  toColumns: value => [value],
  read: column => column(),
  operators: sortedTextOperators,
  sort: { expression: column => sortKey(column()), type: 'text' },
  index: 'btree',
  format: value => value ?? '',
  measures: ['countDistinct'],
  search: 'text',
} satisfies Partial<FieldType>

/** The same over text that is equal without regard to case; `parse` checks an argument. */
export function foldedOperators(parse: (input: unknown, field: FieldDefinition, environment: FieldEnvironment) => string | null): Record<string, Operator> {
  const folded = equalityOperators({
    type: 'text',
    parse: (input, field, environment) => parse(input, field, environment)?.toLowerCase() ?? null,
    compare: (value, argument) => compareForms(value.toLowerCase(), argument),
  })
  const operators: Record<string, Operator> = {}
  for (const [name, operator] of Object.entries(folded)) {
    operators[name] = { ...operator, toSql: (column, argument, field, environment) => operator.toSql(suffix => fold(column(suffix)), argument, field, environment) }
  }
  return { ...operators, empty: emptyOperator, ...partOperators }
}
