// Field type longText: text of several lines.
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { textOperators } from '../../text-operators.ts'
import { parsePlainText } from '../../text-value.ts'

const LONGEST = 100_000

export const longText: FieldType = {
  name: 'longText',
  label: { en: 'Long text', id: 'Teks panjang' },
  columns: () => [{ suffix: '', type: 'text' }],
  checkDefinition(field) {
    if (field.max !== undefined && !(Number.isInteger(field.max) && field.max >= 1 && field.max <= LONGEST)) {
      throw new InvalidValue('definition.max', { max: LONGEST })
    }
  },
  parse: (input, field) => parsePlainText(input, Math.min(field.max ?? LONGEST, LONGEST)),
  toColumns: value => [value],
  read: column => column(),
  operators: textOperators,
  sort: null,
  index: null,
  format: value => value ?? '',
  measures: [],
  search: 'text',
  examples: ['One line', 'Several\nlines\n\tand a tab', 'x'.repeat(5000)],
}
