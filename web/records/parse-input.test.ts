// What people type into number, date and time fields.
import { expect, test } from 'vitest'
import { instantOf, parseDate, parseDuration, parseNumber, parseTime, wallOf } from './parse-input.ts'

const id = { language: 'id' } as const
const en = { language: 'en' } as const

test('numbers as Indonesians and English readers write them', () => {
  expect(parseNumber('3.500.000', id)).toBe(3_500_000)
  expect(parseNumber('750 rb', id)).toBe(750_000)
  expect(parseNumber('1,0005 jt', id)).toBe(1_000_500)
  expect(parseNumber('12,5 %', id)).toBe(12.5)
  expect(parseNumber('1,5 jt', id)).toBe(1_500_000)
  expect(parseNumber('2 M', id)).toBe(2_000_000_000)
  expect(parseNumber('2.3M', en)).toBe(2_300_000)
  expect(parseNumber('1,234.5', en)).toBe(1234.5)
  expect(parseNumber('12.5', id)).toBe(12.5)
  expect(parseNumber('-7', id)).toBe(-7)
  expect(parseNumber('12345678901234567', id)).toBe('12345678901234567')
  expect(parseNumber('12ab', id)).toBeNull()
  expect(parseNumber('Rp 5', id)).toBeNull()
  expect(parseNumber('1.2.3', id)).toBeNull()
})

test('days by name, by number, by word; 31 February is none', () => {
  const today = '2026-11-21'
  expect(parseDate('21 Nov 2026', today)).toBe('2026-11-21')
  expect(parseDate('5 agustus', today)).toBe('2026-08-05')
  expect(parseDate('1/2/27', today)).toBe('2027-02-01')
  expect(parseDate('1-2-1985', today)).toBe('1985-02-01')
  expect(parseDate('besok', today)).toBe('2026-11-22')
  expect(parseDate('+10', today)).toBe('2026-12-01')
  expect(parseDate('31 Feb 2026', today)).toBeNull()
  expect(parseDate('soon', today)).toBeNull()
})

test('times of day and durations', () => {
  expect(parseTime('14.30')).toBe('14:30')
  expect(parseTime('2 pm')).toBe('14:00')
  expect(parseTime('25.00')).toBeNull()
  expect(parseDuration('1j 30m')).toBe(5400)
  expect(parseDuration('1:30')).toBe(5400)
  expect(parseDuration('45')).toBe(2700)
  expect(parseDuration('2 hari')).toBe(172_800)
})

test('a wall time in a zone is an instant, and back', () => {
  expect(instantOf('2026-11-21', '14:30', 'Asia/Jakarta')).toBe('2026-11-21T07:30:00.000Z')
  expect(wallOf('2026-11-21T20:00:00Z', 'Asia/Jakarta')).toEqual({ date: '2026-11-22', time: '03:00' })
  expect(instantOf('2026-07-01', '12:00', 'Europe/Berlin')).toBe('2026-07-01T10:00:00.000Z')
})
