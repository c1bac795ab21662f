// Sales insight: a report as a CSV for a spreadsheet: bare numbers, an amount in a column per currency. Pure.
import { toCell } from '../../../kernel/record/export/csv-cell.ts'

type Money = { amount: number | string; currency: string }
export type CsvValue = string | number | null | undefined | Money[]
export type CsvColumn<Row> = { label: string; csv: (row: Row) => CsvValue }

const textOf = (value: CsvValue): string => (typeof value === 'string' ? toCell(value.replaceAll('\0', '')) : typeof value === 'number' ? String(value) : '')
const amountIn = (value: CsvValue, currency: string): string => String((Array.isArray(value) ? value.find((sum) => sum.currency === currency)?.amount : undefined) ?? '')

/** UTF-8 with a byte order mark, commas, CRLF, formulas defused: as the export of records writes it. */
export function writeReport<Row>(columns: CsvColumn<Row>[], rows: Row[]): string {
  const single = columns.flatMap(({ label, csv }) => {
    const currencies = [...new Set(rows.map(csv).flatMap((value) => (Array.isArray(value) ? value : [])).map((sum) => sum.currency))]
    if (currencies.length === 0) return [{ label, text: (row: Row) => textOf(csv(row)) }]
    return currencies.map((currency) => ({ label: `${label} (${currency})`, text: (row: Row) => amountIn(csv(row), currency) }))
  })
  const line = (cells: string[]) => `${cells.join(',')}\r\n`
  return `\uFEFF${line(single.map(({ label }) => toCell(label)))}${rows.map((row) => line(single.map(({ text }) => text(row)))).join('')}`
}
