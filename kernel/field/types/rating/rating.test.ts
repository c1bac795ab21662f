// Field type rating.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('whole stars within the bounds', () => {
  const rating = readerOf('rating')
  expect([rating.value(5), rating.value(0), rating.value(6), rating.value(2.5)]).toEqual([5, 'number.tooSmall', 'number.tooLarge', 'number.invalid'])
  expect([rating.text('★★★'), rating.text('4'), rating.text('4,0'), rating.text('many')]).toEqual([3, 4, 4, 'number.invalid'])
  expect(readerOf('rating', { min: 0, max: 10 }).value(10)).toBe(10)
  expect(readerOf('rating', { max: 1 }).definition()).toBe('definition.bounds')
})
