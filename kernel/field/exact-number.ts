// Field types: decimal numbers kept exact. Inside they are plain decimal texts ("-12.5"), outside numbers where those are safe.
// Pure: the web app uses it too.

/** Any decimal of so many digits survives the way through a double; longer ones go out as text. */
const SAFE_DIGITS = 15
const LONGEST = 200

/** A plain decimal text (no exponent, no needless zeros, no minus zero) of a finite number or its text; else null. */
export function toDecimal(input: unknown): string | null {
  if (typeof input === 'number') return Number.isFinite(input) ? expand(String(input)) : null
  return typeof input === 'string' && input.length <= LONGEST ? expand(input.trim()) : null
}

function expand(text: string): string | null {
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:e([+-]?\d{1,3}))?$/i.exec(text)
  if (!match || !(match[2] || match[3])) return null
  const [, sign, whole, fraction = '', exponent = '0'] = match
  const digits = whole + fraction
  const point = whole.length + Number(exponent)
  const padded = point <= 0 ? '0'.repeat(1 - point) + digits : digits.padEnd(point, '0')
  const at = Math.max(point, 1)
  const left = padded.slice(0, at).replace(/^0+(?=\d)/, '')
  const right = padded.slice(at).replace(/0+$/, '')
  const plain = right ? `${left}.${right}` : left
  return sign === '-' && plain !== '0' ? `-${plain}` : plain
}

export function countDecimals(decimal: string): number {
  const point = decimal.indexOf('.')
  return point < 0 ? 0 : decimal.length - point - 1
}

export function countIntegerDigits(decimal: string): number {
  return decimal.replace('-', '').split('.')[0].length
}

/** The API form of a plain decimal: a number up to 15 significant digits, else the text itself. */
export function toApiNumber(decimal: string): number | string {
  const digits = decimal.replace(/[-.]/g, '').replace(/^0+|0+$/g, '')
  return digits.length <= SAFE_DIGITS ? Number(decimal) : decimal
}

/** Compares two numbers in API form (or plain decimals). */
export function compareDecimals(a: number | string, b: number | string): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  const [x, y] = [toDecimal(a) ?? '0', toDecimal(b) ?? '0']
  const scale = Math.max(countDecimals(x), countDecimals(y))
  const difference = toInteger(x, scale) - toInteger(y, scale)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function toInteger(decimal: string, scale: number): bigint {
  return BigInt(decimal.replace('.', '') + '0'.repeat(scale - countDecimals(decimal)))
}

/** A decimal text for files: where three digits after the point would read as thousands ("1.234") a nought follows. */
export function notThousands(decimal: string): string {
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(decimal) ? `${decimal}0` : decimal
}
