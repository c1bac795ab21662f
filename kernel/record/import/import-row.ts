// An import as its row in the database: what is asked, how far it is, how it ended.
import type { Context } from '../../context.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import type { Parameters } from '../../http/errors.ts'
import type { Narrowed } from '../../workspace/actor.ts'
import { DayOrders } from './day-order.ts'
import { DecimalSigns } from './decimal-sign.ts'
import type { FileColumn, ImportOptions } from './mapping.ts'
import { readRows, type StoredFile } from './rows.ts'
import { encodings } from './sniff.ts'

export interface ImportRow {
  id: string
  object: string
  options: ImportOptions
  columns: FileColumn[]
  member: string
  /** What the app that asked was narrowed to. */
  narrowed: Narrowed
  status: string
  /** Null until the file has been read through once. */
  rows: number | null
  done: number
  file: StoredFile
}

export function importTable(context: Context): Sql {
  return identifier(context.workspace.schema, '_import')
}

export async function readImport(context: Context, id: string): Promise<ImportRow | undefined> {
  const [row] = await context.sql.query<ImportRow>(sql`select i.id, i.object, i.options, i.columns, i.member, i.narrowed, i.status, i.rows, i.done,
    json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'encoding', f.encoding, 'delimiter', f.delimiter, 'sheet', f.sheet) as file
    from ${importTable(context)} i join ${identifier(context.workspace.schema, '_import_file')} f on f.id = i.file where i.id = ${id}::uuid`)
  return row && { ...row, file: asAsked(row.file, row.options) }
}

/** The file, read as the caller says rather than as it looks. */
export function asAsked(file: StoredFile, { encoding, delimiter }: ImportOptions): StoredFile {
  return { ...file, encoding: encoding === undefined ? file.encoding : encodings.get(encoding)!, delimiter: delimiter ?? file.delimiter }
}

/**
 * Reads the whole file before anything is written: a broken one (BrokenFile) leaves no half behind, progress has an end, and
 * columns of numbers and days tell how they are written.
 */
export async function readThrough(context: Context, file: StoredFile, object: string, columns: FileColumn[]): Promise<{ rows: number, columns: FileColumn[] }> {
  const definition = context.workspace.objects.get(object)
  const [signs, orders] = [new DecimalSigns(definition, columns), new DayOrders(definition, columns)]
  let rows = -1
  for await (const some of readRows(context.sql, context.workspace.schema, file)) {
    for (const row of some) {
      if (rows++ < 0) continue
      signs.see(row)
      orders.see(row)
    }
  }
  return { rows: Math.max(rows, 0), columns: orders.decide(signs.decide(columns)) }
}

/** What is added to the definitions is told with the columns that bring it; noted first, so that nothing is added untold. */
export async function noteAdded(context: Context, given: ImportRow, fresh: Map<string, string[]>): Promise<void> {
  given.columns = given.columns.map(column => {
    const words = column.target && fresh.get(column.target.field)
    return words ? { ...column, added: [...new Set([...column.added ?? [], ...words])] } : column
  })
  await context.sql.query(sql`update ${importTable(context)} set columns = ${JSON.stringify(given.columns)}::jsonb where id = ${given.id}::uuid`)
}

export async function finish(context: Context, id: string, status: 'completed' | 'failed', error?: { code: string, parameters?: Parameters }): Promise<void> {
  await context.sql.query(sql`update ${importTable(context)} set status = ${status}, error = ${error ? JSON.stringify(error) : null}::jsonb, finished_at = ${context.now}
    where id = ${id}::uuid and status = 'running'`)
}
