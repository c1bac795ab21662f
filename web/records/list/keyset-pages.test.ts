// The paging model: what is loaded, where a row is, and what happens when rows move between pages.
import { expect, test } from 'vitest'
import { noteLoaded, openPages, pagesFor, pageStarts, placeOf, rowCount } from './keyset-pages.ts'

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
  expect(pagesFor(pages, pageStarts(pages), 10, 40, 30)).toEqual([0])
  expect(pagesFor(pages, pageStarts(pages), 10, 80, 30)).toEqual([0, 1])
  expect(pagesFor(pages, pageStarts(pages), 210, 239, 30)).toEqual([2])
})

test('the same answer changes nothing, another cursor replaces the old one', () => {
  const pages = loaded()
  expect(noteLoaded(pages, 1, 100, 'b')).toBe(pages)
  expect(noteLoaded(pages, 0, 100, 'x').cursors).toEqual([null, 'x', 'b'])
})

test('a list that became shorter forgets the pages behind its end', () => {
  expect(noteLoaded(loaded(), 0, 30, null)).toEqual({ cursors: [null], counts: [30], ended: true })
})
