// Field type url: a web address, http or https.
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { keptAsText } from '../../text-operators.ts'
import { LONGEST_UNIQUE, parsePlainText } from '../../text-value.ts'

const LONGEST = 2000

export const url: FieldType = {
  name: 'url',
  label: { en: 'Web address', id: 'Alamat web' },
  ...keptAsText,
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
  examples: ['https://example.com', 'http://contoh.co.id/a?b=1&c=%20#d'],
}
