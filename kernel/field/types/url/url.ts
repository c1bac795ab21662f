// Field type url: a web address, http or https.
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { sortedTextOperators } from '../../text-operators.ts'
import { LONGEST_UNIQUE, parsePlainText, sortKey } from '../../text-value.ts'

const LONGEST = 2000

export const url: FieldType = {
  name: 'url',
  label: { en: 'Web address', id: 'Alamat web' },
  columns: () => [{ suffix: '', type: 'text' }],
  parse(input, field) {
    const text = parsePlainText(input, field.unique ? LONGEST_UNIQUE : LONGEST)
    if (text !== null && (!/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text))) throw new InvalidValue('url.invalid')
    return text
  },
  parseText(text, field, environment) {
    const trimmed = text.trim()
    const whole = trimmed === '' || /^[a-z][a-z0-9+.-]*:/i.test(trimmed) ? trimmed : `https://${trimmed}`
    return url.parse(whole, field, environment)
  },
  toColumns: value => [value],
  read: column => column(),
  operators: sortedTextOperators,
  sort: { expression: column => sortKey(column()), type: 'text' },
  index: 'btree',
  format: value => value ?? '',
  measures: ['countDistinct'],
  search: 'text',
  examples: ['https://example.com', 'http://contoh.co.id/a?b=1&c=%20#d'],
}
