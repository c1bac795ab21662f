// Working days between weekends and holidays.
import { expect, test } from 'vitest'
import { addWorkingDays, isWorkingDay } from './working-day.ts'

// Friday 20 March 2026 and the Monday after it are free
const calendar = { holidays: new Set(['2026-03-20', '2026-03-23']), weekend: new Set([6, 7]) }

test.each([['2026-03-19', true], ['2026-03-20', false], ['2026-03-21', false], ['2026-03-22', false], ['2026-03-23', false], ['2026-03-24', true]])('%s', (day, works) => {
  expect(isWorkingDay(day, calendar)).toBe(works)
})

test.each([
  ['2026-03-19', 0, '2026-03-19'], ['2026-03-19', 1, '2026-03-24'], ['2026-03-19', 2, '2026-03-25'], ['2026-03-21', 0, '2026-03-24'], ['2026-03-21', 1, '2026-03-24'],
  ['2026-03-24', -1, '2026-03-19'], ['2026-03-22', -2, '2026-03-18'], ['2026-03-16', 5, '2026-03-25'], ['2026-12-31', 1, '2027-01-01'],
])('%s and %i working days', (day, count, then) => {
  expect(addWorkingDays(day, count, calendar)).toBe(then)
})

test('where nobody ever works there is no working day', () => {
  expect(addWorkingDays('2026-03-19', 1, { holidays: new Set(), weekend: new Set([1, 2, 3, 4, 5, 6, 7]) })).toBeNull()
  expect(addWorkingDays('9999-12-30', 5, calendar)).toBeNull()
})
