// Numbers, money, dates and phones as LOOK.md asks for them.
import { expect, test } from 'vitest'
import { formatCompact, formatDate, formatDateTime, formatMoney, formatPercent, formatPhone, formatTime, todayIn } from './format.ts'
import { translate, type Region } from './i18n.tsx'

const id: Region = { language: 'id', timeZone: 'Asia/Jakarta', currency: 'IDR' }
const en: Region = { ...id, language: 'en' }
const plain = (text: string) => text.replaceAll('\u00a0', ' ')

test('rupiah has no decimals, other money two where there are any', () => {
  expect(plain(formatMoney(id, 3_500_000))).toBe('Rp 3.500.000')
  expect(plain(formatMoney(en, 3_500_000))).toBe('Rp 3,500,000')
  expect(plain(formatMoney(id, { amount: '150000000', currency: 'IDR' }))).toBe('Rp 150.000.000')
  expect(plain(formatMoney(id, { amount: 12.5, currency: 'USD' }))).toBe('US$ 12,50')
  expect(plain(formatMoney(id, -2_000))).toBe('−Rp 2.000')
})

test('tight places say 1,5 jt and 2,3 M, in English 1.5M and 2.3B', () => {
  expect(plain(formatMoney(id, 1_500_000, true))).toBe('Rp 1,5 jt')
  expect(plain(formatMoney(id, 2_300_000_000, true))).toBe('Rp 2,3 M')
  expect(plain(formatMoney(en, 1_500_000, true))).toBe('Rp 1.5M')
  expect(plain(formatCompact(en, 2_300_000_000))).toBe('2.3B')
  expect(plain(formatCompact(id, 950))).toBe('950')
  expect(plain(formatCompact(id, 999_999))).toBe('1 jt')
  expect(plain(formatCompact(id, 0))).toBe('0')
})

test('times are in the zone of the viewer, with its Indonesian name', () => {
  const at = '2026-11-21T07:30:00Z'
  expect(plain(formatDateTime(id, at))).toBe('21 Nov 2026 14.30 WIB')
  expect(plain(formatDateTime({ ...id, timeZone: 'Asia/Makassar' }, at))).toBe('21 Nov 2026 15.30 WITA')
  expect(plain(formatDateTime({ ...en, timeZone: 'Asia/Jayapura' }, at))).toBe('21 Nov 2026 16:30 WIT')
  expect(formatTime(id, '09:05')).toBe('09.05')
  expect(todayIn({ ...id, timeZone: 'Asia/Jayapura' }, new Date('2026-11-21T16:00:00Z'))).toBe('2026-11-22')
})

test('a date without time belongs to no zone', () => {
  expect(formatDate({ ...id, timeZone: 'America/New_York' }, '2026-08-17')).toBe('17 Agu 2026')
  expect(formatDate(en, '2026-08-17', { year: false })).toBe('17 Aug')
})

test('phones are shown as people write them', () => {
  expect(formatPhone('+6281234567890')).toBe('0812-3456-7890')
  expect(formatPhone('+62215551234')).toBe('021-5551234')
  expect(formatPhone('+6565551234')).toBe('+6565551234')
  expect(formatPhone('ext. 12')).toBe('ext. 12')
})

test('percent', () => {
  expect(plain(formatPercent(id, 37.5))).toBe('37,5 %')
  expect(formatPercent(en, 37.5)).toBe('37.5%')
})

test('texts fill in values, choose by number, and fall back to the language there is', () => {
  const deals = { en: '{count} {count|deal|deals}', id: '{count} transaksi' }
  expect(translate(deals, 'en', { count: 1 })).toBe('1 deal')
  expect(translate(deals, 'en', { count: 1200 })).toBe('1,200 deals')
  expect(translate(deals, 'id', { count: 1200 })).toBe('1.200 transaksi')
  expect(translate({ en: 'Hello {name}', id: 'Halo {name}' }, 'id', { name: null })).toBe('Halo –')
  expect(translate({ en: 'Only English' }, 'id')).toBe('Only English')
  expect(translate('As it came', 'id')).toBe('As it came')
})
