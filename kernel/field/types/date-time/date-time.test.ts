// Field type dateTime: instants, local where no offset says otherwise.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const dateTime = readerOf('dateTime')

test('one form comes out', () => {
  expect(dateTime.value('2026-11-21T09:30:00.120+07:00')).toBe('2026-11-21T02:30:00.12+00:00')
  expect(dateTime.value('2026-11-21T09:30')).toBe('2026-11-21T02:30:00+00:00')
  expect(dateTime.value('2026-11-21')).toBe('2026-11-20T17:00:00+00:00')
  for (const wrong of ['2026-02-31T00:00:00Z', '2026-11-21T24:00:00Z', '2026-11-21T09:60:00Z', '0000-12-31T23:00:00Z', '9999-12-31T23:59:59-01:00', '1732156200', 'now', 1_732_156_200]) {
    expect(dateTime.value(wrong)).toBe('dateTime.invalid')
  }
})

test('texts of other programs', () => {
  expect(dateTime.text('15 Apr, 2021 00:02:00')).toBe('2021-04-14T17:02:00+00:00')
  expect(dateTime.text('21 Nov 2026 14:05 WIB')).toBe('2026-11-21T07:05:00+00:00')
  expect(dateTime.text('21 Nov 2026 14:05 WIT')).toBe('2026-11-21T05:05:00+00:00')
  expect(dateTime.text('Sep 3, 2020 3:05 PM')).toBe('2020-09-03T08:05:00+00:00')
  expect(dateTime.text('1/2/2021 09.30')).toBe('2021-02-01T02:30:00+00:00')
  expect(readerOf('dateTime', {}, { dateFormat: 'M/d/yyyy h:mm a' }).text('4/5/2021 1:05 PM')).toBe('2021-04-05T06:05:00+00:00')
  expect(readerOf('dateTime', {}, { dateFormat: 'M/d/yyyy' }).text('4/5/2021 13:00')).toBe('2021-04-05T06:00:00+00:00')
})

test('an argument that names a day means the whole of it, in the workspace', () => {
  const [midnight, last] = ['2026-11-20T17:00:00+00:00', '2026-11-21T16:59:59.999+00:00']
  for (const value of [midnight, last]) {
    expect(['eq', 'on', 'gte', 'lte'].map(operator => dateTime.holds(value, operator, '2026-11-21'))).toEqual([true, true, true, true])
    expect(['gt', 'lt', 'before', 'after'].map(operator => dateTime.holds(value, operator, '2026-11-21'))).toEqual([false, false, false, false])
  }
  expect(dateTime.holds(last, 'between', ['2026-11-01', '2026-11-21'])).toBe(true)
})

test('periods count back and on from this very instant, months by the calendar', () => {
  const now = readerOf('dateTime', {}, { now: new Date('2026-03-31T03:00:00Z') })
  expect([now.holds('2026-02-28T03:00:00+00:00', 'last', { months: 1 }), now.holds('2026-02-28T02:59:59.999+00:00', 'last', { months: 1 })]).toEqual([true, false])
  expect([now.holds('2026-03-31T05:00:00+00:00', 'next', { hours: 2 }), now.holds('2026-03-31T05:00:00.001+00:00', 'next', { hours: 2 })]).toEqual([true, false])
  expect([now.holds('2026-03-30T17:00:00+00:00', 'today', true), now.holds('2026-03-31T17:00:00+00:00', 'today', true)]).toEqual([true, false])
})

test('a day with a change of the clock has its own length', () => {
  const berlin = readerOf('dateTime', {}, { timeZone: 'Europe/Berlin' })
  expect(berlin.holds('2026-10-25T22:59:59+00:00', 'on', '2026-10-25')).toBe(true)
  expect(berlin.holds('2026-10-25T23:00:00+00:00', 'on', '2026-10-25')).toBe(false)
  expect(berlin.value('2026-03-29T02:30:00')).toBe('2026-03-29T01:30:00+00:00')
})
