// The rows that failed, as they came, with line and reasons: a CSV to mend and import again.
import { Readable } from 'node:stream'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import type { Fault } from '../../http/errors.ts'
import { Answer } from '../../http/route.ts'
import { toCell } from '../export/csv-cell.ts'
import { reasonsOf } from './convert.ts'
import type { FileColumn } from './mapping.ts'

const PAGE = 1000
const extra = { en: ['Line', 'Reason'], id: ['Baris', 'Alasan'] }

interface Failure { line: number, cells: string[], reasons: Fault[] }

export function errorFile(context: Context, id: string, columns: FileColumn[]): Answer {
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="import-errors-${id}.csv"` }
  return new Answer({ stream: Readable.from(lines(context, id, columns), { objectMode: false }), headers })
}

/** The file page by page. A row that had more cells than there are columns keeps them, behind the reasons. */
async function* lines(context: Context, id: string, columns: FileColumn[]): AsyncGenerator<string> {
  const width = columns.length
  yield `\uFEFF${toLine([...columns.map(column => column.name), ...extra[context.locale]])}`
  for (let after = 0; ;) {
    const rows = await readFailures(context, id, after, PAGE)
    if (rows.length === 0) return
    yield rows.map(({ line, cells, reasons }) => toLine([
      ...columns.map((_, at) => cells[at] ?? ''), String(line), reasonsOf(reasons, context.locale).join('; '), ...cells.slice(width)])).join('')
    after = rows.at(-1)!.line
  }
}

/** Failed rows in the order of the file, those after a line. */
function readFailures(context: Context, id: string, after: number, limit: number): Promise<Failure[]> {
  return context.sql.query<Failure>(sql`select line, cells, reasons from ${identifier(context.workspace.schema, '_import_failure')}
    where import = ${id}::uuid and line > ${after} order by line limit ${limit}`)
}

function toLine(cells: string[]): string {
  return `${cells.map(toCell).join(',')}\r\n`
}
