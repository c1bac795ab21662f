// Field type percent.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('with and without its sign', () => {
  const percent = readerOf('percent')
  expect([percent.text('12,5%'), percent.text('12.5 %'), percent.text('7 persen'), percent.text('8'), percent.text('5 kg')]).toEqual([12.5, 12.5, 7, 8, 'number.invalid'])
  expect(percent.format(12.5)).toBe('12,5%')
})
