// Field type date: a day of the calendar, without a time zone.
import { sql } from '../../../database/sql.ts'
import { dayOf, isDay } from '../../calendar.ts'
import { compareForms, inequality, operatorLabels, orderOperators, parseArgument, parseFlag } from '../../comparison.ts'
import { readMoment } from '../../date-text.ts'
import { formatDay } from '../../date-format.ts'
import type { FieldEnvironment, FieldType, Operator } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import type { Period } from '../../period.ts'
import { daysOfPeriod, parsePeriod } from '../../period.ts'

function parse(input: unknown): string | null {
  if (input === null || input === undefined || input === '') return null
  if (typeof input !== 'string' || !isDay(input)) throw new InvalidValue('date.invalid')
  return input
}

function within(direction: -1 | 1): Operator {
  const days = (period: Period, environment: FieldEnvironment) => daysOfPeriod(period, direction, environment.now, environment.timeZone)
  return {
    label: direction < 0 ? operatorLabels.last : operatorLabels.next, argument: 'period', parse: parsePeriod(['days', 'weeks', 'months']),
    toSql(column, period, _field, environment) {
      const [from, to] = days(period, environment)
      return sql`(${column()} >= ${from}::date and ${column()} <= ${to}::date)`
    },
    test(value, period, _field, environment) {
      const [from, to] = days(period, environment)
      return value !== null && value >= from && value <= to
    },
  }
}

const order = orderOperators({ type: 'date', parse, compare: compareForms })

const today: Operator = {
  label: operatorLabels.today, argument: 'boolean', parse: parseFlag,
  toSql(column, wanted, _field, environment) {
    const day = dayOf(environment.now, environment.timeZone)
    return wanted ? sql`${column()} = ${day}::date` : sql`${column()} is distinct from ${day}::date`
  },
  test: (value, wanted, _field, environment) => (value === dayOf(environment.now, environment.timeZone)) === wanted,
}

export const date: FieldType = {
  name: 'date',
  label: { en: 'Date', id: 'Tanggal' },
  columns: () => [{ suffix: '', type: 'date' }],
  parse,
  parseText(text, _field, environment) {
    if (text.trim() === '') return null
    const moment = readMoment(text, environment.timeZone, environment)
    if (!moment) throw new InvalidValue('date.invalid')
    return moment.day
  },
  toColumns: value => [value],
  read: column => column(),
  operators: {
    ...order,
    on: { ...order.eq, label: operatorLabels.on, parse: parseArgument(parse) },
    before: inequality('before', '<', 'date', parse, (value, day) => value < day),
    after: inequality('after', '>', 'date', parse, (value, day) => value > day),
    last: within(-1),
    next: within(1),
    today,
  },
  sort: { expression: column => column(), type: 'date' },
  index: 'btree',
  format: (value, _field, environment) => value === null ? '' : formatDay(value, environment.locale),
  measures: ['min', 'max', 'countDistinct'],
  examples: ['2026-11-21', '0001-01-01', '9999-12-31', '2024-02-29'],
}
