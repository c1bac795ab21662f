// Field type currency: amounts as people write them, exact and with their currency.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const rupiah = readerOf('currency')
const idr = (amount: number | string) => ({ amount, currency: 'IDR' })

test.each([
  ['Rp 3.500.000', idr(3_500_000)], ['Rp3.500.000,50', idr(3_500_000.5)], ['Rp. 5000', idr(5000)], ['-Rp 100', idr(-100)], ['3.500.000,-', idr(3_500_000)], ['3,5 jt', idr(3_500_000)],
  ['250rb', idr(250_000)], ['1,2 miliar', idr(1_200_000_000)], ['22700', idr(22_700)], ['1.234,56', idr(1234.56)], ['1,234.56', idr(1234.56)], ['22.700', idr(22_700)], ['(500)', idr(-500)],
  ['1 234 567', idr(1_234_567)], ['0.125', idr(0.125)], ['$22,700.00', { amount: 22_700, currency: 'USD' }], ['USD 1,5', { amount: 1.5, currency: 'USD' }], ['S$ 20', { amount: 20, currency: 'SGD' }],
  ['', null], ['Rp', 'number.invalid'], ['abc', 'number.invalid'], ['£5 EUR', 'number.invalid'], ['5 apples', 'currency.unknown'], ['1.23.456', 'number.invalid'], ['3,5 M', 'currency.unknown'],
])('the text %j', (text, value) => {
  expect(rupiah.text(text)).toEqual(value)
})

test('"M" is read in the language of the person who writes it, and left alone in a file', () => {
  const [indonesian, english] = [readerOf('currency', {}, { speech: 'id' }), readerOf('currency', {}, { speech: 'en' })]
  expect([indonesian.text('Rp 2,3 M'), english.text('Rp 2.3M'), indonesian.text('0,1234567 jt'), english.text('$1.5bn')]).toEqual([idr(2_300_000_000), idr(2_300_000), idr(123_456.7), { amount: 1_500_000_000, currency: 'USD' }])
  expect([indonesian.text('2 T'), indonesian.text('2 B'), readerOf('number', {}, { speech: 'id' }).text('2 M'), readerOf('number').text('2 M')]).toEqual([idr(2e12), 'currency.unknown', 2e9, 'number.invalid'])
})

test('amounts are exact to four decimals, and beyond 15 digits they are texts', () => {
  expect(rupiah.value('12345678901234567890.1234')).toEqual(idr('12345678901234567890.1234'))
  expect(rupiah.value(123456789012.345)).toEqual(idr(123456789012.345))
  expect(rupiah.value({ amount: '0.10', currency: 'usd' })).toEqual({ amount: 0.1, currency: 'USD' })
  expect(rupiah.value(0.1 + 0.2)).toBe('value.scale')
  expect(rupiah.value('123456789012345678901')).toBe('value.range')
  expect(rupiah.value({ amount: 1, currency: 'XXY' })).toBe('currency.unknown')
  expect(rupiah.value({ amount: 1, value: 2 })).toBe('currency.invalid')
})

test('a comparison asks for the currency only when it is named', () => {
  const dollars = { amount: 5, currency: 'USD' }
  expect([rupiah.holds(dollars, 'gte', 5), rupiah.holds(dollars, 'gte', idr(5)), rupiah.holds(dollars, 'eq', dollars)]).toEqual([true, false, true])
  expect(rupiah.holds(idr('12345678901234567890.1234'), 'gt', '12345678901234567890.1233')).toBe(true)
})

test('bounds hold for the amount', () => {
  expect(readerOf('currency', { min: 0 }).value(-1)).toBe('number.tooSmall')
})

test('in the words of each language', () => {
  expect(rupiah.format(idr(3_500_000))).toBe('Rp 3.500.000')
  expect(readerOf('currency', {}, { locale: 'en' }).format({ amount: 22_700.5, currency: 'USD' })).toBe('$22,700.50')
})
