// What a cell of a workbook shows: its value and its style together (ECMA-376 part 1, 18.8.30 and 18.17.4).
import { notThousands, toDecimal } from '../../field/exact-number.ts'
import { isCurrency, readMoney } from '../../field/types/currency/money.ts'
import type { XmlPart } from './workbook-xml.ts'

/** `zeros:5`: as many digits at least ("00123"), as codes and postal codes are kept. */
export type Style = 'plain' | 'date' | 'time' | 'elapsed' | 'percent' | `zeros:${number}` | `money:${string}`

/** Behind a number that would read as thousands, and before the currency that one is shown in; no text of a workbook can hold it (XML 1.0). */
export const MARK = '\uffff'

export interface Look {
  /** Texts that cells share, by number. */
  texts: string[]
  /** By the cell's style. */
  styles: Style[]
  /** Days are counted from 1904 instead of 1900. */
  date1904: boolean
}

const DAY = 86_400_000

export async function readStyles(parts: AsyncIterable<XmlPart>): Promise<Style[]> {
  const own = new Map<number, string>()
  const styles: Style[] = []
  let within = false
  for await (const part of parts) {
    if (part.kind === 'text') continue
    if (part.name === 'cellXfs') within = part.kind === 'open'
    if (part.kind === 'close') continue
    if (part.name === 'numFmt') own.set(Number(part.attributes.numFmtId), part.attributes.formatCode ?? '')
    if (part.name === 'xf' && within) styles.push(styleOf(Number(part.attributes.numFmtId ?? 0), own))
  }
  return styles
}

function styleOf(format: number, own: Map<number, string>): Style {
  const code = own.get(format)
  if (code !== undefined) {
    if (/^0{2,30}(;.*)?$/.test(code)) return `zeros:${code.split(';')[0].length}`
    const bare = code.split(';')[0].replace(/"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, '')
    return bare.includes('%') ? 'percent' : /\[[hms]+\]/i.test(bare) ? 'elapsed' : /[ymdhs]/i.test(bare) && !/general/i.test(bare) ? /[yd]/i.test(bare) || !/[hs]/i.test(bare) ? 'date' : 'time' : moneyStyle(code.split(';')[0])
  }
  const isDate = (format >= 14 && format <= 22) || (format >= 27 && format <= 36) || (format >= 50 && format <= 58)
  const isTime = (format >= 18 && format <= 21) || format === 45 || format === 47
  return format === 46 ? 'elapsed' : isTime ? 'time' : isDate ? 'date' : format === 9 || format === 10 ? 'percent' : 'plain'
}

/** Of `"$"#,##0` and `[$Rp-421]#,##0` the currency. */
function moneyStyle(code: string): Style {
  const signs = [...code.matchAll(/\[\$([^\]-]+)[^\]]*\]|"([^"]+)"|([$€£¥])/g)].map(([, named, quoted, bare]) => named ?? quoted ?? bare)
  const currency = signs.map(sign => readMoney(`${sign} 1`)?.currency).find(isCurrency)
  return currency ? `money:${currency}` : 'plain'
}

export function cellText({ type, style, text }: { type: string, style: number, text: string }, look: Look): string {
  if (type === 's') return look.texts[Number(text)] ?? ''
  if (type === 'str' || type === 'inlineStr') return unescaped(text)
  if (type === 'b') return text === '' ? '' : text === '1' ? 'true' : 'false'
  if (type !== 'n' || text.trim() === '') return text
  const number = Number(text)
  if (!Number.isFinite(number)) return text
  const kind = look.styles[style] ?? 'plain'
  if (kind === 'elapsed') return elapsedText(number)
  if (kind === 'time' && number >= 0 && number < 1) return timeText(number)
  if (kind === 'date' || kind === 'time') return dateText(number, look.date1904) ?? plainNumber(number)
  if (kind.startsWith('zeros:') && Number.isInteger(number) && number >= 0) return plainNumber(number).padStart(Number(kind.slice(6)), '0')
  if (kind.startsWith('money:')) return `${digitsOf(number)}${MARK}${kind.slice(6)}`
  return kind === 'percent' ? plainNumber(number * 100, '%') : plainNumber(number)
}

/** The fifteen digits that a spreadsheet keeps, without an exponent. */
function digitsOf(number: number): string {
  return toDecimal(String(Number(number.toPrecision(15)))) ?? String(number)
}

function plainNumber(number: number, sign = ''): string {
  const digits = digitsOf(number)
  return `${digits}${sign}${notThousands(digits) === digits ? '' : MARK}`
}

/** A marked cell as a number that no one takes for thousands. */
export function asNumber(cell: string): string {
  return cell.endsWith('%') ? `${notThousands(cell.slice(0, -1))}%` : notThousands(cell)
}

/** Signs that XML does not hold, a carriage return most of all, are written by their number (22.9.2.19). */
export function unescaped(text: string): string {
  return text.includes('_x') ? text.replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))) : text
}

/** A time of day; midnight too, which is no date. */
function timeText(serial: number): string {
  return new Date(Math.round(serial * 86_400) % 86_400 * 1000).toISOString().slice(11, 19)
}

/** Hours beyond a day as they are shown: "36:00:00". */
function elapsedText(serial: number): string {
  const seconds = Math.round(Math.abs(serial) * 86_400)
  const two = (number: number) => String(number).padStart(2, '0')
  return `${serial < 0 ? '-' : ''}${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`
}

/** A day, a day with its time, or a time alone; undefined for what is no date. 1900 has a 29 February in spreadsheets. */
function dateText(serial: number, date1904: boolean): string | undefined {
  if (serial < 0 || serial >= 2_958_466) return undefined
  const seconds = Math.round(serial * 86_400)
  const origin = date1904 ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, serial < 60 ? 31 : 30)
  const iso = new Date(origin + Math.floor(seconds / 86_400) * DAY + seconds % 86_400 * 1000).toISOString()
  if (serial < 1 && serial > 0) return iso.slice(11, 19)
  return seconds % 86_400 === 0 ? iso.slice(0, 10) : iso.slice(0, 19).replace('T', ' ')
}
