// Field type date: days that exist, in the spellings of people and programs.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const date = readerOf('date')

test.each([
  ['2021-04-15', '2021-04-15'], ['15 Apr, 2021 00:02:00', '2021-04-15'], ['31/12/2020', '2020-12-31'], ['03/04/2021', '2021-04-03'], ['4/15/2021', '2021-04-15'], ['5 Mei 2024', '2024-05-05'],
  ['17 Agustus 1945', '1945-08-17'], ['Apr 15, 2021', '2021-04-15'], ['Monday, 3 August 2020', '2020-08-03'], ['Jumat, 1 Mei 2026', '2026-05-01'], ['3-Jan-21', '2021-01-03'], ['3-Jan-75', '1975-01-03'],
  ['2021/3/4', '2021-03-04'], ['1.2.2021', '2021-02-01'], ['2021-04-15T23:30:00Z', '2021-04-15'], ['', null], ['31/02/2021', 'date.invalid'], ['2021', 'date.invalid'], ['15 Foo 2021', 'date.invalid'],
  ['32/1/2021', 'date.invalid'], ['13/13/2021', 'date.invalid'], ['1/2/021', 'date.invalid'],
])('the text %j', (text, value) => {
  expect(date.text(text)).toBe(value)
})

test('a given format decides', () => {
  const american = readerOf('date', {}, { dateFormat: 'M/d/yyyy' })
  expect([american.text('4/5/2021'), american.text('13/5/2021'), american.text('2021-05-04')]).toEqual(['2021-04-05', 'date.invalid', '2021-05-04'])
  expect(readerOf('date', {}, { dateFormat: 'd MMMM yyyy' }).text('5 Agustus 2021')).toBe('2021-08-05')
})

test('JSON has one spelling', () => {
  expect([date.value('2024-02-29'), date.value('2023-02-29'), date.value('0000-01-01'), date.value('2024-2-9'), date.value('2024-02-29T00:00:00Z'), date.value(20240229)])
    .toEqual(['2024-02-29', 'date.invalid', 'date.invalid', 'date.invalid', 'date.invalid', 'date.invalid'])
})

test('today is the day of the workspace: 23:30 in UTC is tomorrow in Jakarta', () => {
  const late = readerOf('date', {}, { now: new Date('2026-11-21T23:30:00Z') })
  expect([late.holds('2026-11-22', 'today', true), late.holds('2026-11-21', 'today', true), late.holds(null, 'today', false)]).toEqual([true, false, true])
  expect([late.holds('2026-11-21', 'last', { days: 1 }), late.holds('2026-11-22', 'last', { days: 1 }), late.holds('2026-11-20', 'last', { days: 1 })]).toEqual([true, true, false])
  expect([late.holds('2026-12-22', 'next', { months: 1 }), late.holds('2026-12-23', 'next', { months: 1 }), late.holds('2026-11-21', 'next', { months: 1 })]).toEqual([true, false, false])
  expect([late.holds('2026-11-22', 'last', { hours: 1 }), late.holds('2026-11-22', 'last', { days: 0 }), late.holds('2026-11-22', 'last', {})]).toEqual(['period.invalid', 'period.invalid', 'period.invalid'])
})
