// Field type text: one line of text, trimmed.
import type { FieldDefinition } from '../../../object/definition.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { keptAsText } from '../../text-operators.ts'
import { fitsPattern, isPattern, toDigits } from './format.ts'
import { LONGEST_UNIQUE, parsePlainText } from '../../text-value.ts'

const LONGEST = 1000

/** A unique text is kept in an index whole, so it is shorter. */
function longestOf(field: FieldDefinition): number {
  return Math.min(field.max ?? LONGEST, field.unique ? LONGEST_UNIQUE : LONGEST)
}

function parse(input: unknown, field: FieldDefinition): string | null {
  const value = parsePlainText(input, longestOf(field))
  if (value === null) return null
  if (field.pattern !== undefined && !fitsPattern(value, field.pattern)) throw new InvalidValue('text.format', { pattern: field.pattern })
  return field.format ? toDigits(value, field.format) : value
}

export const text: FieldType = {
  name: 'text',
  label: { en: 'Text', id: 'Teks' },
  ...keptAsText,
  checkDefinition(field) {
    if (field.max !== undefined && !(Number.isInteger(field.max) && field.max >= 1 && field.max <= LONGEST)) {
      throw new InvalidValue('definition.max', { max: LONGEST })
    }
    if (field.pattern !== undefined && !isPattern(field.pattern)) throw new InvalidValue('definition.textPattern')
  },
  // a number of a person is hers to keep
  complete: field => field.format && field.sensitive === undefined ? { sensitive: true } : {},
  parse,
  examples: ['Budi', 'PT Maju Jaya, Tbk. — 100% "asli" _x_', 'Ünïcödé 日本 🙂', "'; drop table contact; --", 'back\\slash'],
}
