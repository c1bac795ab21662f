// Field types: numbers as people write them, "Rp 3.500.000", "1,234.56", "3,5 jt", "(500)".
import type { Locale } from '../context.ts'
import { toDecimal } from './exact-number.ts'

export const multipliers: Record<string, number> = { k: 3, rb: 3, ribu: 3, jt: 6, juta: 6, mio: 6, miliar: 9, milyar: 9, triliun: 12 }
/** "M" is a thousand million (miliar) in Indonesian, a million in English. */
export const spoken: Record<Locale, Record<string, number>> = { id: { m: 9, t: 12 }, en: { m: 6, b: 9, bn: 9, t: 12 } }

export const LONGEST = 200

/** What one lone separator before exactly three digits means, as in "1.234". */
type Lone = 'group' | Locale

/**
 * The number as a plain decimal and the words around it ("rp", "usd", "%"), in lower case; null when there is none.
 * `speech` is the language of whoever writes; without it (nobody knows which one a file speaks) "M" is left a word.
 */
export function readNumber(text: string, lone: Lone, speech?: Locale): { decimal: string, words: string[] } | null {
  if (text.length > LONGEST) return null
  const clean = cleaned(text)
  const found = digitsOf.exec(clean)
  if (!found) return null
  const before = clean.slice(0, found.index)
  const around = `${before} ${clean.slice(found.index + found[0].length)}`.toLowerCase()
  const number = readDigits(found[0], lone)
  if (number === null || /\d/.test(around)) return null
  // SAP and others put the sign behind; behind rupiah a dash stands for the decimals
  const negative = /^\s*[-−]|[-−]\s*$/.test(before) || /^\(.*\)$/.test(clean) || (/\d[-−]$/.test(clean) && !/\b(?:rp|idr)\b/i.test(before))
  const words = around.replace(/[()−+-]/g, ' ').split(/\s+/).filter(Boolean)
  const known = new Map(Object.entries({ ...multipliers, ...(speech && spoken[speech]) }))
  const exponent = words.reduce((sum, word) => sum + (known.get(word) ?? 0), 0)
  const decimal = toDecimal(`${negative ? '-' : ''}${number}e${exponent}`)
  return decimal === null ? null : { decimal, words: words.filter(word => !known.has(word)) }
}

export const digitsOf = /[.,]?\d(?:[\d.,\s'’]*\d)?/

export function cleaned(text: string): string {
  return text.trim().replace(/^([-(]?\s*)rp\.?/i, '$1rp ').replace(/[.,][-=]+$/, '')
}

function readDigits(text: string, lone: Lone): string | null {
  const digits = text.replace(/[\s'’]/g, '')
  const point = findPoint(digits, lone)
  const whole = point < 0 ? digits : digits.slice(0, point)
  const fraction = point < 0 ? '' : digits.slice(point + 1)
  if (/[.,]/.test(fraction) || !/^\d*$|^\d{1,3}(?:\.\d{3})+$|^\d{1,3}(?:,\d{3})+$/.test(whole)) return null
  return `${whole.replace(/[.,]/g, '') || '0'}.${fraction || '0'}`
}

/** Where the decimal point stands: the last separator when both kinds occur; a repeated one only groups. */
export function findPoint(digits: string, lone: Lone): number {
  const last = Math.max(digits.lastIndexOf('.'), digits.lastIndexOf(','))
  if (last < 0) return -1
  const sign = digits[last]
  if (digits.includes(sign === '.' ? ',' : '.')) return digits.indexOf(sign) === last ? last : -1
  if (digits.indexOf(sign) !== last) return -1
  if (!/^[1-9]\d{0,2}[.,]\d{3}$/.test(digits)) return last
  const groups = lone === 'group' || (lone === 'id' ? sign === '.' : sign === ',')
  return groups ? -1 : last
}
