// Field type percent: an exact number of hundredths; 12.5 means 12.5 %.
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { readNumber } from '../../number-text.ts'
import { decimal, formatDecimal } from '../decimal/decimal.ts'

export const percent: FieldType = {
  ...decimal,
  name: 'percent',
  label: { en: 'Percent', id: 'Persen' },
  parseText(text, field, environment) {
    if (text.trim() === '') return null
    const read = readNumber(text, environment.numbers ?? environment.locale, environment.speech)
    if (!read || read.words.some(word => word !== '%' && word !== 'persen')) throw new InvalidValue('number.invalid')
    return decimal.parse(read.decimal, field, environment)
  },
  format: (value, _field, environment) => value === null ? '' : `${formatDecimal(value, environment.locale)}%`,
  measures: ['avg', 'min', 'max', 'countDistinct'],
  examples: [0, 12.5, 100, '33.3333', -5],
}
