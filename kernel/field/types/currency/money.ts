// Field type currency: amounts of money as values.
import type { Locale } from '../../../context.ts'
import { countDecimals, countIntegerDigits, toApiNumber, toDecimal } from '../../exact-number.ts'
import { InvalidValue } from '../../field-type.ts'
import { readNumber } from '../../number-text.ts'

/** In API form: a number up to 15 significant digits, a decimal text beyond. */
export interface Money { amount: number | string, currency: string }

const INTEGER_DIGITS = 20
const DECIMALS = 4
const codes = new Set(Intl.supportedValuesOf('currency'))

/** Signs that people write before or after an amount, in lower case. */
const symbols = new Map(Object.entries({
  rp: 'IDR', 'rp.': 'IDR', rupiah: 'IDR', $: 'USD', us$: 'USD', s$: 'SGD', a$: 'AUD', hk$: 'HKD', '€': 'EUR', '£': 'GBP', '¥': 'JPY', rm: 'MYR',
}))

export function isCurrency(code: unknown): code is string {
  return typeof code === 'string' && codes.has(code)
}

/** `{ amount, currency }`, or an amount alone in the workspace's currency. */
export function parseMoney(input: unknown, workspaceCurrency: string): Money | null {
  if (input === null || input === undefined || input === '') return null
  if (typeof input !== 'object') return { amount: parseAmount(input), currency: workspaceCurrency }
  const { amount, currency, ...others } = input as Record<string, unknown>
  if (Array.isArray(input) || Object.keys(others).length > 0) throw new InvalidValue('currency.invalid')
  if (amount === null || amount === undefined || amount === '') return null
  const code = currency === null || currency === undefined ? workspaceCurrency : String(currency).toUpperCase()
  if (typeof (currency ?? '') !== 'string' || !isCurrency(code)) throw new InvalidValue('currency.unknown')
  return { amount: parseAmount(amount), currency: code }
}

/**
 * An amount as people write it: "3,5 jt", "Rp 3.500.000", "US$ 20". `currency` is what they call it, perhaps no real one, null
 * when they name none; null when it is no amount, or one of several currencies. Pure: the web app's inputs read by it too.
 */
export function readMoney(text: string, speech?: Locale, numbers?: Locale): { amount: string, currency: string | null } | null {
  const read = readNumber(text, numbers ?? 'group', speech)
  const named = read?.words.map(word => symbols.get(word) ?? word.toUpperCase()) ?? []
  return read && named.length <= 1 ? { amount: read.decimal, currency: named[0] ?? null } : null
}

function parseAmount(input: unknown): number | string {
  const decimal = toDecimal(input)
  if (decimal === null) throw new InvalidValue('number.invalid')
  if (countDecimals(decimal) > DECIMALS) throw new InvalidValue('value.scale', { max: DECIMALS })
  if (countIntegerDigits(decimal) > INTEGER_DIGITS) throw new InvalidValue('value.range')
  return toApiNumber(decimal)
}

/** "Rp 3.500.000" in Indonesian, "$22,700.50" or "IDR 3,500,000" in English; decimals only where there are any. */
export function formatMoney(money: Money | null, locale: Locale): string {
  if (money === null) return ''
  const decimal = toDecimal(money.amount) ?? '0'
  const usual = new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency }).resolvedOptions().maximumFractionDigits ?? 2
  const decimals = countDecimals(decimal) === 0 ? 0 : Math.max(countDecimals(decimal), usual)
  return new Intl.NumberFormat(locale, { style: 'currency', currency: money.currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals })
    .format(decimal as `${number}`)
}
