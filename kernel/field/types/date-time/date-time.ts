// Field type dateTime: an instant. Arguments that name a day only mean the whole of it, in the workspace's time zone.
import { formatInstant, readInstant } from '../../calendar.ts'
import { formatInstantLocally } from '../../date-format.ts'
import { momentToInstant, readMoment } from '../../date-text.ts'
import type { FieldEnvironment, FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import type { FieldDefinition } from '../../../object/definition.ts'
import { instantOperators } from './instant-operators.ts'

function parse(input: unknown, _field: FieldDefinition, environment: FieldEnvironment): string | null {
  if (input === null || input === undefined || input === '') return null
  const instant = typeof input === 'string' ? readInstant(input, environment.timeZone) : null
  if (instant === null) throw new InvalidValue('dateTime.invalid')
  return formatInstant(instant)
}

export const dateTime: FieldType = {
  name: 'dateTime',
  label: { en: 'Date and time', id: 'Tanggal dan waktu' },
  columns: () => [{ suffix: '', type: 'timestamp with time zone' }],
  parse,
  parseText(text, field, environment) {
    if (text.trim() === '') return null
    const moment = readMoment(text, environment.timeZone, environment)
    if (!moment) throw new InvalidValue('dateTime.invalid')
    return parse(formatInstant(momentToInstant(moment, environment.timeZone)), field, environment)
  },
  toColumns: value => [value],
  read: column => column(),
  operators: instantOperators,
  sort: { expression: column => column(), type: 'timestamp with time zone' },
  index: 'btree',
  format: (value, _field, environment) => value === null ? '' : formatInstantLocally(value, environment.timeZone, environment.locale),
  measures: ['min', 'max', 'countDistinct'],
  examples: ['2026-11-21T09:30:00+07:00', '2026-11-21T09:30:00.123Z', '2026-11-21 09:30', '2026-11-21', '0001-01-01T00:00:00Z', '9999-12-31T23:59:59.999Z'],
}
