// Export room: rows as CSV: UTF-8 with a byte order mark, for Excel; commas, CRLF, formulas defused.
import { notThousands } from '../../field/exact-number.ts'
import { toCell } from './csv-cell.ts'
import type { Cell, Column } from './columns.ts'

export type Rows = AsyncIterable<(Cell | null)[][]>

/** The file's bytes, page by page. */
export async function* writeCsv(columns: Column[], rows: Rows): AsyncGenerator<Buffer> {
  yield Buffer.from(`\uFEFF${line(columns.map(column => toCell(column.heading)))}`)
  for await (const page of rows) yield Buffer.from(page.map(cells => line(cells.map(cellText))).join(''))
}

function cellText(cell: Cell | null): string {
  if (!cell) return ''
  if (cell.kind === 'text') return toCell(cell.text.replaceAll('\0', ''))
  if (cell.kind === 'number') return notThousands(cell.text)
  return cell.kind === 'dateTime' ? cell.text.replace('T', ' ') : cell.text
}

function line(cells: string[]): string {
  return `${cells.join(',')}\r\n`
}
