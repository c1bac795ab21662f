// Field type boolean: yes, no, or not said.
import { emptyOperator, equalityOperators } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'

const words = new Map<string, boolean>([
  ...['true', 'yes', 'y', 'ya', '1', 'x', '✓', 'iya', 'benar', 'aktif', 'active', 'on'].map(word => [word, true] as const),
  ...['false', 'no', 'n', 'tidak', 't', 'tdk', '0', 'salah', 'nonaktif', 'tidak aktif', 'inactive', 'off'].map(word => [word, false] as const),
])

function parse(input: unknown): boolean | null {
  if (input === null || input === undefined) return null
  if (typeof input !== 'boolean') throw new InvalidValue('boolean.invalid')
  return input
}

const { eq, ne } = equalityOperators({ type: 'boolean', parse, compare: (a, b) => Number(a) - Number(b) })

export const boolean: FieldType = {
  name: 'boolean',
  label: { en: 'Yes or no', id: 'Ya atau tidak' },
  columns: () => [{ suffix: '', type: 'boolean' }],
  parse,
  parseText(text) {
    if (text.trim() === '') return null
    return words.get(text.trim().toLowerCase()) ?? parse(text)
  },
  toColumns: value => [value],
  read: column => column(),
  operators: { eq, ne, empty: emptyOperator },
  sort: { expression: column => column(), type: 'boolean' },
  index: 'btree',
  format: (value, _field, environment) => value === null ? '' : formats[environment.locale][value ? 0 : 1],
  measures: ['countDistinct'],
  examples: [true, false],
}

const formats = { en: ['Yes', 'No'], id: ['Ya', 'Tidak'] }
