// Languages and places: a list of exchange rates as text: date, currency and rate, perhaps for how many units. Pure.
import { isCurrency } from '../field/types/currency/money.ts'
import type { Locale } from '../context.ts'
import { toDecimal } from '../field/exact-number.ts'
import { readNumber } from '../field/number-text.ts'
import type { Fault } from '../http/errors.ts'
import { dayIn, readList } from './dated-list.ts'
import { isRate, type Rate } from './exchange-rate.ts'

const headings = { date: ['date', 'tanggal'], currency: ['currency', 'mata uang'], rate: ['rate', 'kurs', 'exchange rate'], unit: ['unit', 'units', 'nilai', 'satuan'] }

/** What one unit is worth: lists give some currencies by the hundred. Faults name lines, in a file as in what is pasted. */
export function readRateList(text: string, speech: Locale): { rates: Rate[], faults: Fault[] } {
  const faults: Fault[] = []
  const rates = readList(text, headings, ['date', 'currency', 'rate'], faults).flatMap(({ line, cells }) => {
    if (faults.some(fault => fault.code === 'list.column')) return []
    const fault = (code: string) => void faults.push({ path: `line ${line}`, code })
    const [date, currency, rate] = [dayIn(cells.date ?? ''), (cells.currency ?? '').toUpperCase(), rateIn(cells.rate ?? '', cells.unit, speech)]
    if (date === null) fault('date.invalid')
    if (!isCurrency(currency)) fault('currency.unknown')
    if (rate === null) fault('rate.invalid')
    return date !== null && isCurrency(currency) && rate !== null ? [{ date, currency, rate }] : []
  })
  return { rates, faults }
}

/** By powers of ten alone, which stay exact. */
function rateIn(text: string, unit: string | undefined, speech: Locale): string | null {
  const read = readNumber(text, speech)
  const zeros = /^10{0,4}$/.exec(unit || '1')
  if (!read || read.words.length || !zeros) return null
  const rate = toDecimal(`${read.decimal}e-${zeros[0].length - 1}`)
  return rate !== null && isRate(rate) ? rate : null
}
