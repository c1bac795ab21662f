// The rows of a stored file, streamed: pieces → text → cells, each with its line number.
import { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import type { Queryable } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import type { Encoding } from './sniff.ts'

export interface StoredFile { id: string, name: string, size: number, encoding: Encoding, delimiter: string }

export interface FileRow {
  /** The number of the line that the row ends on, counted from 1 with the heading. */
  line: number
  cells: string[]
}

/** Characters of one row; a cell of 10 MB is refused, not kept in memory. */
const LONGEST_ROW = 1_000_000

/** What is wrong with the file as a whole. */
export class BrokenFile extends Error {
  readonly code: string
  readonly line: number
  constructor(code: string, line: number) {
    super(code)
    this.code = code
    this.line = line
  }
}

/** Yields the heading first, then every row that is not empty. Throws BrokenFile. */
export async function* readRows(queryable: Queryable, schema: string, file: StoredFile): AsyncGenerator<FileRow> {
  const parser = parse({ delimiter: file.delimiter, bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: true, info: true, max_record_size: LONGEST_ROW })
  const text = Readable.from(decode(readPieces(queryable, schema, file.id), file.encoding))
  text.on('error', error => parser.destroy(error))
  text.pipe(parser)
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[], info: { lines: number } }>) {
      if (record.some(cell => cell !== '')) yield { line: info.lines, cells: record }
    }
  } catch (error) {
    throw error instanceof CsvError ? new BrokenFile(codeOf(error), Number(error.lines ?? 0)) : error
  } finally {
    text.destroy()
  }
}

function codeOf(error: CsvError): string {
  if (error.code === 'CSV_MAX_RECORD_SIZE') return 'import.rowTooLong'
  return error.code === 'CSV_QUOTE_NOT_CLOSED' ? 'import.quoteOpen' : 'import.broken'
}

async function* readPieces(queryable: Queryable, schema: string, file: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const [piece] = await queryable.query<{ data: Buffer }>(sql`select data from ${identifier(schema, '_import_piece')} where file = ${file}::uuid and number = ${number}`)
    if (!piece) return
    yield piece.data
  }
}

async function* decode(pieces: AsyncGenerator<Buffer>, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const piece of pieces) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}
