// Field type time: a time of day, to the second, without a zone.
import { compareForms, orderOperators } from '../../comparison.ts'
import { readClock } from '../../date-text.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'

function parse(input: unknown): string | null {
  if (input === null || input === undefined || input === '') return null
  const match = typeof input === 'string' ? /^([01]\d|2[0-3]):([0-5]\d)(?::([0-5]\d))?$/.exec(input) : null
  if (!match) throw new InvalidValue('time.invalid')
  return `${match[1]}:${match[2]}:${match[3] ?? '00'}`
}

export const time: FieldType = {
  name: 'time',
  label: { en: 'Time', id: 'Waktu' },
  columns: () => [{ suffix: '', type: 'time without time zone' }],
  parse,
  parseText(text) {
    if (text.trim() === '') return null
    const clock = text.length <= 40 ? readClock(text) : null
    if (!clock || clock.offset !== undefined) throw new InvalidValue('time.invalid')
    const seconds = Math.floor(clock.inside / 1000)
    return [seconds / 3600, seconds / 60 % 60, seconds % 60].map(part => String(Math.floor(part)).padStart(2, '0')).join(':')
  },
  toColumns: value => [value],
  read: column => column(),
  operators: orderOperators({ type: 'time', parse, compare: compareForms }),
  sort: { expression: column => column(), type: 'time without time zone' },
  index: 'btree',
  format: value => value === null ? '' : value.replace(/:00$/, ''),
  measures: ['min', 'max', 'countDistinct'],
  examples: ['09:30', '00:00:00', '23:59:59'],
}
