// Which records a pasted table or a filled range reaches, with heads of groups and rows that have not been fetched in between.
import { expect, test } from 'vitest'
import type { GroupHead } from '../list/use-record-pages.ts'
import { placesFrom, rangeOf } from './cell-range.ts'

/** `#` is the head of a group, `?` a row on its way, a letter a record. */
const pagesOf = (rows: string) => ({
  rowAt: (at: number) => (/[a-z]/.test(rows[at] ?? '') ? { id: rows[at], version: 1 } : undefined),
  groupAt: (at: number) => (rows[at] === '#' ? {} as GroupHead : undefined),
})
const ids = (rows: string, ...[top, most, bottom]: [number, number, number?]) => placesFrom(pagesOf(rows), top, most, bottom).map(({ record }) => record.id).join('')

test('heads of groups are passed over, and take nothing from what is pasted', () => {
  expect(ids('#ab#cd', 1, 4)).toBe('abcd')
  expect(ids('#ab##cd', 0, 3)).toBe('abc')
  expect(placesFrom(pagesOf('#ab#cd'), 2, 2).map(({ row }) => row)).toEqual([2, 4])
})

test('a range ends at its bottom, the list at its end, and both at a row that is not there yet', () => {
  expect(ids('#ab#cd', 1, 100, 4)).toBe('abc')
  expect(ids('abc', 1, 100)).toBe('bc')
  expect(ids('ab?cd', 0, 5)).toBe('ab')
  expect(ids('#?#c', 0, 5)).toBe('')
  expect(ids('##', 0, 5, 1)).toBe('')
})

test('a range has its corners wherever it was begun', () => {
  expect(rangeOf({ row: 5, column: 1 }, { row: 2, column: 3 })).toEqual({ top: 2, bottom: 5, left: 1, right: 3 })
  expect(rangeOf(null, { row: -1, column: 0 })).toEqual({ top: 0, bottom: 0, left: 0, right: 0 })
})
