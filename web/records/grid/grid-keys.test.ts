// The keyboard of a grid.
import { expect, test } from 'vitest'
import { actionOf } from './grid-keys.ts'

const size = { rows: 100, columns: 5, page: 20 }
const at = { row: 10, column: 2 }
const key = (name: string, held: Partial<Record<'shiftKey' | 'ctrlKey' | 'metaKey' | 'altKey', boolean>> = {}) =>
  ({ key: name, shiftKey: false, ctrlKey: false, metaKey: false, altKey: false, ...held })

test('arrows move by a cell and stop at the edges; the header is above the first row', () => {
  expect(actionOf(key('ArrowDown'), at, size)).toEqual({ type: 'move', to: { row: 11, column: 2 }, extend: false })
  expect(actionOf(key('ArrowUp'), { row: 0, column: 0 }, size)).toMatchObject({ to: { row: -1, column: 0 } })
  expect(actionOf(key('ArrowRight'), { row: 0, column: 4 }, size)).toMatchObject({ to: { row: 0, column: 4 } })
  expect(actionOf(key('PageDown'), { row: 95, column: 0 }, size)).toMatchObject({ to: { row: 99, column: 0 } })
})

test('Shift with an arrow extends the selection, Home and End go to the edges', () => {
  expect(actionOf(key('ArrowDown', { shiftKey: true }), at, size)).toMatchObject({ extend: true })
  expect(actionOf(key('Home', { ctrlKey: true }), at, size)).toMatchObject({ to: { row: 0, column: 0 } })
  expect(actionOf(key('End'), at, size)).toMatchObject({ to: { row: 10, column: 4 } })
})

test('Enter edits, Space peeks, x selects, Escape leaves; other keys are not the grid\'s', () => {
  expect(actionOf(key('Enter'), at, size)).toEqual({ type: 'edit' })
  expect(actionOf(key(' '), at, size)).toEqual({ type: 'peek' })
  expect(actionOf(key('x'), at, size)).toEqual({ type: 'select' })
  expect(actionOf(key('Escape'), at, size)).toEqual({ type: 'escape' })
  expect(actionOf(key('k', { ctrlKey: true }), at, size)).toBeNull()
  expect(actionOf(key('q'), at, size)).toBeNull()
})
