// The calendar's windows and moves, in time zones whose clocks change too.
import { expect, test } from 'vitest'
import type { FieldInfo } from '../../queries.ts'
import { dayFilter, dayOf, daysOf, moveRecord, plusMonths, shift, valueOn } from './calendar-model.ts'

const due = { name: 'dueAt', type: 'dateTime' } as FieldInfo

test('a month is whole weeks from Monday, and a step goes to the same day or the last there is', () => {
  const days = daysOf('month', '2026-11-21')
  expect([days[0], days.at(-1), days.length]).toEqual(['2026-10-26', '2026-12-06', 42])
  expect(daysOf('month', '2027-02-14')).toHaveLength(28)
  expect(daysOf('week', '2026-11-22')).toEqual(['2026-11-16', '2026-11-17', '2026-11-18', '2026-11-19', '2026-11-20', '2026-11-21', '2026-11-22'])
  expect([plusMonths('2026-01-31', 1), plusMonths('2026-03-31', -1), plusMonths('2026-12-31', 2)]).toEqual(['2026-02-28', '2026-02-28', '2027-02-28'])
  expect([shift('week', '2026-12-30', 1), shift('day', '2027-01-01', -1)]).toEqual(['2027-01-06', '2026-12-31'])
})

test('a move keeps the time of day, across a change of the clock as well', () => {
  expect(valueOn(due, '2026-11-21T02:30:00+00:00', '2026-11-25', 'Asia/Jakarta')).toBe('2026-11-25T02:30:00.000Z')
  expect(valueOn(due, '2026-10-24T07:00:00+00:00', '2026-10-26', 'Europe/Berlin')).toBe('2026-10-26T08:00:00.000Z')
  expect(valueOn(due, null, '2026-11-25', 'Asia/Jakarta')).toBe('2026-11-25T02:00:00.000Z')
  expect(dayOf('2026-11-20T17:00:00+00:00', 'Asia/Jakarta')).toBe('2026-11-21')
  expect(dayFilter(due, '2026-10-25', 'Europe/Berlin')).toEqual({ dueAt: { gte: '2026-10-24T22:00:00.000Z', lt: '2026-10-25T23:00:00.000Z' } })
})

test('counts and order follow a moved record', () => {
  const record = { id: 'a', version: 1, dueAt: '2026-11-21T02:00:00Z' }
  const other = { id: 'b', version: 1, dueAt: '2026-11-22T01:00:00Z' }
  const days = [{ date: '2026-11-21', count: 9, records: [record] }, { date: '2026-11-22', count: 1, records: [other] }]
  expect(moveRecord(days, record, '2026-11-21', '2026-11-22', 'dueAt', '2026-11-22T02:00:00Z')).toEqual([
    { date: '2026-11-21', count: 8, records: [] }, { date: '2026-11-22', count: 2, records: [other, { ...record, dueAt: '2026-11-22T02:00:00Z' }] },
  ])
})
