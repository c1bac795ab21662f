// Languages and places: a short list as a spreadsheet writes it (CSV, or pasted cells), its columns known by their headings.
import { readMoment } from '../field/date-text.ts'
import type { Fault } from '../http/errors.ts'
import { BrokenFile, CsvReader, type FileRow } from '../record/import/csv-reader.ts'
import { findDelimiter } from '../record/import/sniff.ts'

/** Characters of a whole list. */
export const LONGEST_LIST = 1_000_000

export interface ListRow<Name extends string> { line: number, cells: Partial<Record<Name, string>> }

/** The rows by the names of their columns. `headings` gives the words for each; `needed` must be there. Faults name lines. Pure. */
export function readList<Name extends string>(text: string, headings: Record<Name, string[]>, needed: NoInfer<Name>[], faults: Fault[]): ListRow<Name>[] {
  const [head, ...rows] = readRows(text, faults)
  if (!head) return []
  const words = head.cells.map(cell => cell.trim().toLowerCase())
  const columns = (Object.entries(headings) as [Name, string[]][]).map(([name, known]) => [name, words.findIndex(word => known.includes(word))] as const).filter(([, at]) => at >= 0)
  for (const name of needed) if (!columns.some(([known]) => known === name)) faults.push({ path: `line ${head.line}`, code: 'list.column', parameters: { column: headings[name].join(', ') } })
  return rows.map(({ line, cells }) => ({ line, cells: Object.fromEntries(columns.map(([name, at]) => [name, cells[at]?.trim() ?? ''])) as ListRow<Name>['cells'] }))
}

function readRows(text: string, faults: Fault[]): FileRow[] {
  const plain = text.replace(/^\uFEFF/, '')
  const reader = new CsvReader(findDelimiter(plain.slice(0, 10_000)))
  try {
    return [...reader.push(plain), ...reader.end()]
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    faults.push({ path: `line ${error.line}`, code: error.code, parameters: { line: error.line } })
    return []
  }
}

/** A day however it is written ("17/08/2026", "17 Agustus 2026", "20260817"); null: none. */
export function dayIn(text: string): string | null {
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text.trim())
  return readMoment(compact ? `${compact[1]}-${compact[2]}-${compact[3]}` : text, 'utc')?.day ?? null
}
