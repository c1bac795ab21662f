// The paging model: what is loaded, where a row is, and what happens when rows move between pages.
import { expect, test } from 'vitest'
import { moveSpan, noteLoaded, openPages, openSpan, pagesFor, pageStarts, placeOf, rowCount } from './keyset-pages.ts'

const loaded = () => noteLoaded(noteLoaded(noteLoaded(openPages(), 0, 100, 'a'), 1, 100, 'b'), 2, 40, null)

test('pages are chained by their cursors until one has no next', () => {
  expect(loaded()).toEqual({ cursors: [null, 'a', 'b'], counts: [100, 100, 40], ended: true })
  expect(rowCount(loaded())).toBe(240)
})

test('a row is found in its page, and one beyond the end asks for the next page', () => {
  const starts = pageStarts(noteLoaded(openPages(), 0, 100, 'a'))
  expect(placeOf(starts, 99)).toEqual({ page: 0, offset: 99 })
  expect(placeOf(starts, 100)).toEqual({ page: 1, offset: 0 })
})

test('only the pages on the screen are held, with the next when its edge is near', () => {
  const pages = loaded()
  const held = (first: number, last: number, speed = 0) => pagesFor(pages, pageStarts(pages), { first, last, speed })
  expect(held(10, 39)).toEqual([0])
  expect(held(10, 40)).toEqual([0, 1])
  expect(held(210, 239)).toEqual([2])
})

test('a list that is scrolled fast holds what will soon be passed, in the direction in which it moves', () => {
  const pages = loaded()
  const held = (first: number, last: number, speed: number) => pagesFor(pages, pageStarts(pages), { first, last, speed })
  expect(held(10, 30, 100)).toEqual([0, 1, 2])
  expect(held(210, 239, -100)).toEqual([0, 1, 2])
  expect(held(210, 239, 100)).toEqual([2])
})

test('the speed is that of the rows that pass, and nothing once they stand still', () => {
  const at = (first: number, moving = true) => ({ first, last: first + 20, moving })
  const begun = moveSpan(moveSpan(openSpan, at(0, false), 1_000), at(40), 1_040)
  expect(begun).toEqual({ first: 40, last: 60, at: 1_040, speed: 500 })
  expect(moveSpan(begun, at(40), 1_050)).toBe(begun)
  expect(moveSpan(begun, at(80), 1_080).speed).toBe(750)
  expect(moveSpan(begun, at(0), 1_080).speed).toBe(-250)
  const still = moveSpan(begun, at(40, false), 2_000)
  expect(still.speed).toBe(0)
  expect(moveSpan(still, at(40, false), 3_000)).toBe(still)
})

test('the same answer changes nothing, another cursor replaces the old one', () => {
  const pages = loaded()
  expect(noteLoaded(pages, 1, 100, 'b')).toBe(pages)
  expect(noteLoaded(pages, 0, 100, 'x').cursors).toEqual([null, 'x', 'b'])
})

test('a list that became shorter forgets the pages behind its end', () => {
  expect(noteLoaded(loaded(), 0, 30, null)).toEqual({ cursors: [null], counts: [30], ended: true })
})
