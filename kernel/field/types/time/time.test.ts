// Field type time.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const time = readerOf('time')

test.each([['9:30 pm', '21:30:00'], ['12 am', '00:00:00'], ['09.30', '09:30:00'], ['pukul 14.05', '14:05:00'], ['23:59:59', '23:59:59'], ['25:00', 'time.invalid'], ['9', 'time.invalid'], ['13 pm', 'time.invalid']])('the text %j', (text, value) => {
  expect(time.text(text)).toBe(value)
})

test('JSON has hours and minutes with two digits', () => {
  expect([time.value('09:30'), time.value('9:30'), time.value('24:00'), time.value(930)]).toEqual(['09:30:00', 'time.invalid', 'time.invalid', 'time.invalid'])
})
