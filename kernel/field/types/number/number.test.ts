// Field type number: finite, and read as the language writes it.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('one lone separator before three digits is read by the language', () => {
  const [indonesian, english] = [readerOf('number'), readerOf('number', {}, { locale: 'en' })]
  expect([indonesian.text('1.500'), english.text('1.500')]).toEqual([1500, 1.5])
  expect([indonesian.text('1,500'), english.text('1,500')]).toEqual([1.5, 1500])
  expect([indonesian.text('1,5'), english.text('1,5'), indonesian.text('0.125'), indonesian.text('1.234.567,8'), indonesian.text('2e3')]).toEqual([1.5, 1.5, 0.125, 1_234_567.8, 2000])
})

test('beyond the range, not a number, or no number at all', () => {
  const number = readerOf('number', { min: 0, max: 10 })
  expect([number.value(Infinity), number.value(Number.NaN), number.value('5'), number.value(true), number.value(-1), number.value(11)])
    .toEqual(['number.invalid', 'number.invalid', 'number.invalid', 'number.invalid', 'number.tooSmall', 'number.tooLarge'])
  expect(readerOf('number').text('1e400')).toBe('number.invalid')
  expect(readerOf('number', { min: 5, max: 1 }).definition()).toBe('definition.bounds')
})
