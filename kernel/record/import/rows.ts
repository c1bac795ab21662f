// The rows of a stored file, streamed: pieces → text → rows with their line numbers.
import type { Queryable } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import { fromCell } from '../export/csv-cell.ts'
import { CsvReader, type FileRow } from './csv-reader.ts'
import type { Encoding } from './sniff.ts'
import { MARK } from './workbook-cell.ts'

/** `sheet`: that of a workbook which it was read from. */
export interface StoredFile { id: string, name: string, size: number, encoding: Encoding, delimiter: string, sheet: string | null }

/** What the file says of itself before its heading, as spreadsheets write and read it. */
const note = /^sep=.?$/i

/** Lines of a title above the heading. */
const MOST_TITLES = 5

/** Yields some rows at a time, those without any text left out; the very first one is the heading. Throws BrokenFile. */
export async function* readRows(queryable: Queryable, schema: string, file: StoredFile): AsyncGenerator<FileRow[]> {
  const reader = new CsvReader(file.delimiter)
  let first = true
  const head = new Head(file)
  for await (const text of decode(readPieces(queryable, schema, file.id), file.encoding)) {
    const rows = text === null ? reader.end() : reader.push(text)
    if (rows.length === 0) continue
    // a workbook's text needs no apostrophe to be one
    if (file.sheet === null) for (const row of rows) if (row.cells.some(cell => cell.startsWith("'"))) row.cells = row.cells.map(fromCell)
    if (file.sheet !== null) for (const row of rows) if (row.cells.some(cell => cell.includes(MARK))) takeMarks(row)
    const found = head.behind(first && note.test(rows[0].cells[0]) ? rows.slice(1) : rows)
    if (found.length) yield found
    first = false
  }
  if (head.held.length) yield head.held
}

/**
 * Leaves out what a table is titled with: rows of one filled cell above the heading, which has more. In a CSV they have empty
 * cells behind that one, as spreadsheets write them; without these it is a list of one column.
 */
class Head {
  held: FileRow[] = []
  private done = false
  private readonly fewest: number

  constructor({ sheet }: StoredFile) {
    this.fewest = sheet === null ? 2 : 1
  }

  behind(rows: FileRow[]): FileRow[] {
    if (this.done) return rows
    for (const [at, row] of rows.entries()) {
      if (row.cells.length >= this.fewest && this.held.length < MOST_TITLES && countFilled(row) === 1) this.held.push(row)
      else {
        this.done = true
        const titles = this.held.splice(0)
        return countFilled(row) > 1 ? rows.slice(at) : [...titles, ...rows.slice(at)]
      }
    }
    return []
  }
}

function countFilled({ cells }: FileRow): number {
  return cells.filter(cell => cell.trim() !== '').length
}

function takeMarks(row: FileRow): void {
  const marks = row.marks = new Map<number, string>()
  row.cells = row.cells.map((cell, at) => {
    const [text, mark] = cell.split(MARK)
    if (mark !== undefined) marks.set(at, mark)
    return text
  })
}

async function* readPieces(queryable: Queryable, schema: string, file: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const [piece] = await queryable.query<{ data: Buffer }>(sql`select data from ${identifier(schema, '_import_piece')} where file = ${file}::uuid and number = ${number}`)
    if (!piece) return
    yield piece.data
  }
}

/** Bytes read at a time: rows should be written and forgotten before the next ones are made, while they are cheap to forget. */
const AT_A_TIME = 64 * 1024

/** The pieces as text, and null at the end. */
async function* decode(pieces: AsyncGenerator<Buffer>, encoding: Encoding): AsyncGenerator<string | null> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of pieces) {
    for (let at = 0; at < piece.length; at += AT_A_TIME) yield decoder.decode(piece.subarray(at, at + AT_A_TIME), { stream: true })
  }
  yield decoder.decode()
  yield null
}

/** Every column has a name of its own: a repeated heading gets a number, an empty one is called by its place. */
export function nameColumns(cells: string[]): string[] {
  const taken = new Set<string>()
  return cells.map((cell, at) => {
    const heading = cell.trim() || `#${at + 1}`
    let name = heading
    for (let number = 2; taken.has(name); number++) name = `${heading} (${number})`
    taken.add(name)
    return name
  })
}
