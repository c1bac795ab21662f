// Field type decimal: exact.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const decimal = readerOf('decimal')

test('a number up to 15 significant digits, a text beyond', () => {
  expect([decimal.value('123456789012345'), decimal.value('1234567890123456'), decimal.value('0.00000000000000000001'), decimal.value('1e21')])
    .toEqual([123_456_789_012_345, '1234567890123456', 1e-20, 1e21])
  expect([decimal.value('1.10'), decimal.value('-0'), decimal.value('007'), decimal.value('.5'), decimal.value('5.')]).toEqual([1.1, 0, 7, 0.5, 5])
})

test('more digits than are kept, and texts that are no decimals', () => {
  expect([decimal.value('1e41'), decimal.value('1e-21'), decimal.value('1e400')]).toEqual(['value.range', 'value.range', 'value.range'])
  for (const wrong of ['', '.', '1,5', '0x10', '1e', 'NaN', '١', '--1', '1e4000']) expect(decimal.value(wrong)).toBe(wrong === '' ? null : 'number.invalid')
})

test('compared by value, not by spelling', () => {
  expect([decimal.holds('1234567890123456.5', 'gt', '1234567890123456.4'), decimal.holds(0.1, 'eq', '0.100'), decimal.holds(-2, 'lt', '-1.99999999999999999')]).toEqual([true, true, true])
})
