// Field type duration: seconds.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test.each([
  ['90', 90], ['1:30', 5400], ['0:01:30', 90], ['90m', 5400], ['1h 30m', 5400], ['2 jam 15 menit', 8100], ['1,5 jam', 5400], ['3 hari', 259_200], ['-1:00', -3600], ['', null],
  ['1:75', 'duration.invalid'], ['5 parsecs', 'duration.invalid'], ['99999999999', 'duration.invalid'], ['1:2:3', 'duration.invalid'],
] as [string, unknown][])('the text %j', (text, value) => {
  expect(readerOf('duration').text(text)).toBe(value)
})

test('whole seconds that fit', () => {
  const duration = readerOf('duration', { min: 0 })
  expect([duration.value(1.5), duration.value(2 ** 31), duration.value('90'), duration.value(-1)]).toEqual(['duration.invalid', 'duration.invalid', 'duration.invalid', 'number.tooSmall'])
})
