// Which element a row is drawn in.
import { expect, test } from 'vitest'
import { placeRows } from './use-virtual-rows.ts'

test('a row that comes into sight takes the element of one that left, and no element moves', () => {
  const before = placeRows(0, 5, 6)
  const after = placeRows(2, 7, 6)
  expect(before.map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4, 5])
  expect(after.map(({ slot }) => slot)).toEqual([0, 1, 2, 3, 4, 5])
  expect(after.map(({ row }) => row)).toEqual([6, 7, 2, 3, 4, 5])
})

test('rows without others that left have elements of their own', () => {
  expect(placeRows(0, -1, 6)).toEqual([])
  expect(placeRows(7, 9, 6)).toEqual([{ row: 7, slot: 1 }, { row: 8, slot: 2 }, { row: 9, slot: 3 }])
  expect(new Set(placeRows(3, 12, 6).map(({ slot }) => slot)).size).toBe(10)
})
