// Field type dateTime: its operators. Every argument is a span of time, from its first millisecond to before its last.
import { raw, sql } from '../../../database/sql.ts'
import { dayOf, isDay, readInstant, startOfDay, startOfNextDay, toTimestamp } from '../../calendar.ts'
import { emptyOperator, operatorLabels, parseArgument, parseFlag, parseList, parseRange } from '../../comparison.ts'
import type { FieldEnvironment, Operator } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import type { Period } from '../../period.ts'
import { instantsOfPeriod, parsePeriod } from '../../period.ts'
import type { Sql } from '../../../database/sql.ts'

/** Milliseconds since 1970; a value lies in it when start <= value < end. One instant is a millisecond long, as values are. */
interface Span { start: number, end: number }

function parse(input: unknown, _field: unknown, environment: FieldEnvironment): Span | null {
  if (input === null || input === undefined) return null
  if (typeof input !== 'string') throw new InvalidValue('dateTime.invalid')
  if (isDay(input)) return spanOfDay(input, environment)
  const start = readInstant(input, environment.timeZone)
  if (start === null) throw new InvalidValue('dateTime.invalid')
  return { start, end: start + 1 }
}

function spanOfDay(day: string, { timeZone }: FieldEnvironment): Span {
  return { start: startOfDay(day, timeZone), end: startOfNextDay(day, timeZone) }
}

function compare(column: Sql, sign: string, time: number): Sql {
  return sql`${column} ${raw(sign)} ${toTimestamp(time)}::timestamptz`
}

function isWithin(column: Sql, { start, end }: Span): Sql {
  return sql`(${compare(column, '>=', start)} and ${compare(column, '<', end)})`
}

function lies(value: string | null, { start, end }: Span): boolean {
  return value !== null && Date.parse(value) >= start && Date.parse(value) < end
}

function order(name: 'gt' | 'gte' | 'lt' | 'lte' | 'before' | 'after', sign: '>=' | '<', bound: keyof Span): Operator {
  return {
    label: operatorLabels[name], argument: 'value', parse: parseArgument(parse),
    toSql: (column, span: Span) => compare(column(), sign, span[bound]),
    test: (value, span: Span) => value !== null && (sign === '<' ? Date.parse(value) < span[bound] : Date.parse(value) >= span[bound]),
  }
}

function spanOperator(label: Operator['label'], argument: Operator['argument'], parseSpan: Operator['parse'], spanOf: (argument: any, environment: FieldEnvironment) => Span): Operator {
  return {
    label, argument, parse: parseSpan,
    toSql: (column, given, _field, environment) => isWithin(column(), spanOf(given, environment)),
    test: (value, given, _field, environment) => lies(value, spanOf(given, environment)),
  }
}

/** The operator holds where the other does not, empties included. */
function negate(operator: Operator, label: Operator['label']): Operator {
  return {
    ...operator, label,
    toSql: (column, argument, field, environment) => sql`(${operator.toSql(column, argument, field, environment)}) is not true`,
    test: (value, argument, field, environment) => !operator.test(value, argument, field, environment),
  }
}

const among: Operator = {
  label: operatorLabels.in, argument: 'values', parse: parseList(parse),
  toSql(column, spans: Span[]) {
    const [starts, ends] = [spans.map(span => toTimestamp(span.start)), spans.map(span => toTimestamp(span.end))]
    return sql`exists (select from unnest(${starts}::timestamptz[], ${ends}::timestamptz[]) as span(first, last) where ${column()} >= span.first and ${column()} < span.last)`
  },
  test: (value, spans: Span[]) => spans.some(span => lies(value, span)),
}

function within(direction: -1 | 1): Operator {
  const label = direction < 0 ? operatorLabels.last : operatorLabels.next
  return spanOperator(label, 'period', parsePeriod(['hours', 'days', 'weeks', 'months']), (period: Period, { now, timeZone }) => {
    const [start, last] = instantsOfPeriod(period, direction, now, timeZone)
    return { start, end: last + 1 }
  })
}

const on = spanOperator(operatorLabels.on, 'value', parseArgument(parse), span => span)
const todayOnly = spanOperator(operatorLabels.today, 'boolean', parseFlag, (_, environment) => spanOfDay(dayOf(environment.now, environment.timeZone), environment))
const notToday = negate(todayOnly, operatorLabels.today)

export const instantOperators: Record<string, Operator> = {
  eq: { ...on, label: operatorLabels.eq },
  ne: negate(on, operatorLabels.ne),
  in: among,
  notIn: negate(among, operatorLabels.notIn),
  gt: order('gt', '>=', 'end'),
  gte: order('gte', '>=', 'start'),
  lt: order('lt', '<', 'start'),
  lte: order('lte', '<', 'end'),
  between: spanOperator(operatorLabels.between, 'range', parseRange(parse), ([from, to]: Span[]) => ({ start: from.start, end: to.end })),
  on,
  before: order('before', '<', 'start'),
  after: order('after', '>=', 'end'),
  last: within(-1),
  next: within(1),
  today: {
    ...todayOnly,
    toSql: (column, wanted, field, environment) => (wanted ? todayOnly : notToday).toSql(column, wanted, field, environment),
    test: (value, wanted, field, environment) => (wanted ? todayOnly : notToday).test(value, wanted, field, environment),
  },
  empty: emptyOperator,
}
