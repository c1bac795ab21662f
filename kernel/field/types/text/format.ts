// Field type text: values of a fixed form. A pattern has one sign for each sign of the value, so that checking it takes
// one look at each; NIK and NPWP are the numbers of Indonesian persons and taxpayers.
import { InvalidValue } from '../../field-type.ts'

const LONGEST_PATTERN = 100
const signs: Record<string, RegExp> = { '0': /^\p{Nd}$/u, A: /^\p{L}$/u, '*': /^[\p{L}\p{Nd}]$/u }

export function isPattern(pattern: string): boolean {
  return pattern.trim() === pattern && pattern.length <= LONGEST_PATTERN && [...pattern].some(sign => sign in signs)
}

/** "AA-0000": 0 a digit, A a letter, * either; every other sign is itself. */
export function fitsPattern(text: string, pattern: string): boolean {
  const [given, wanted] = [[...text], [...pattern]]
  return given.length === wanted.length && given.every((sign, at) => signs[wanted[at]]?.test(sign) ?? sign === wanted[at])
}

/** The digits alone, however they were grouped. Throws `nik.invalid` or `npwp.invalid`. */
export function toDigits(text: string, format: 'nik' | 'npwp'): string {
  const digits = text.replace(/[\s.\-/]/g, '')
  const valid = /^[0-9]+$/.test(digits) && (format === 'nik' ? isNik(digits) : isNpwp(digits))
  if (!valid) throw new InvalidValue(`${format}.invalid`)
  return digits
}

/** Province, regency and district (2 digits each), date of birth as DDMMYY (a woman's day plus 40), a running number. */
function isNik(digits: string): boolean {
  if (digits.length !== 16 || Number(digits.slice(0, 2)) < 11 || digits.endsWith('0000')) return false
  const [day, month, year] = [6, 8, 10].map(at => Number(digits.slice(at, at + 2)))
  const date = new Date(Date.UTC(2000 + year, month - 1, day > 40 ? day - 40 : day))
  // 29 February of 1900 alone is judged by the year 2000
  return day !== 0 && day !== 40 && date.getUTCMonth() === month - 1 && date.getUTCDate() === (day > 40 ? day - 40 : day)
}

/**
 * 15 digits: Luhn's sum over the first nine, of which the ninth is the check digit (so Business::ID::NPWP and python-stdnum
 * from known numbers; the tax office publishes no rule). Since 2024 16: 0 before the 15; others, a person's NIK among
 * them, are checked in their form alone.
 */
function isNpwp(digits: string): boolean {
  if (digits.length === 16) return !digits.startsWith('0') || isNpwp(digits.slice(1))
  return digits.length === 15 && luhn(digits.slice(0, 9)) % 10 === 0
}

function luhn(digits: string): number {
  return [...digits].reverse().reduce((sum, digit, at) => {
    const value = Number(digit) * (at % 2 ? 2 : 1)
    return sum + (value > 9 ? value - 9 : value)
  }, 0)
}
