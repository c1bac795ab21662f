// Field type rating: whole stars from `min` (1) to `max` (5).
import type { FieldDefinition } from '../../../object/definition.ts'
import { checkBounds } from '../../bounds.ts'
import { compareNumbers, orderOperators } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'

const MOST = 100

function parseStars(input: unknown): number | null {
  if (input === null || input === undefined) return null
  if (typeof input !== 'number' || !Number.isInteger(input) || Math.abs(input) > MOST) throw new InvalidValue('number.invalid')
  return input === 0 ? 0 : input
}

function boundsOf(field: FieldDefinition): [number, number] {
  return [field.min ?? 1, field.max ?? 5]
}

export const rating: FieldType = {
  name: 'rating',
  label: { en: 'Rating', id: 'Penilaian' },
  columns: () => [{ suffix: '', type: 'smallint' }],
  checkDefinition(field) {
    const [min, max] = boundsOf(field)
    if (!Number.isInteger(min) || !Number.isInteger(max) || min < 0 || max <= min || max > MOST) throw new InvalidValue('definition.bounds')
  },
  parse(input, field) {
    const stars = parseStars(input)
    const [min, max] = boundsOf(field)
    if (stars !== null) checkBounds(stars, { ...field, min, max })
    return stars
  },
  parseText(text, field, environment) {
    const trimmed = text.trim()
    if (trimmed === '') return null
    if (/^[★⭐*]+$/u.test(trimmed)) return rating.parse([...trimmed].length, field, environment)
    return rating.parse(/^\d{1,3}(?:[.,]0+)?$/.test(trimmed) ? Number.parseInt(trimmed, 10) : trimmed, field, environment)
  },
  toColumns: value => [value],
  read: column => column(),
  operators: orderOperators({ type: 'smallint', parse: parseStars, compare: compareNumbers }),
  sort: { expression: column => column(), type: 'smallint' },
  index: 'btree',
  format: value => value === null ? '' : String(value),
  measures: ['avg', 'min', 'max', 'countDistinct'],
  examples: [1, 3, 5],
}
