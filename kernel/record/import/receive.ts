// Takes a file in: streamed into the database in pieces, so that any worker can read it; text only.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem } from '../../http/errors.ts'
import type { ImportOptions } from './mapping.ts'
import type { StoredFile } from './rows.ts'
import { EncodingWatch, findDelimiter } from './sniff.ts'

const PIECE = 1024 * 1024

/** Stores the file; refuses an empty one and what is no text. The caller's transaction keeps it or not. */
export async function storeFile(context: Context, transaction: Transaction, stream: AsyncIterable<Buffer>, name: string, options: ImportOptions): Promise<StoredFile> {
  const { schema } = context.workspace
  const id = uuid()
  const watch = new EncodingWatch()
  let first: Buffer | undefined
  let number = 0
  let size = 0
  await transaction.query(sql`insert into ${identifier(schema, '_import_file')} (id, name, size, encoding, delimiter, created_at) values (${id}::uuid, ${name}, 0, '', '', ${context.now})`)
  for await (const piece of pieces(stream)) {
    watch.see(piece)
    first ??= piece
    size += piece.length
    await transaction.query(sql`insert into ${identifier(schema, '_import_piece')} (file, number, data) values (${id}::uuid, ${number++}, ${piece})`)
  }
  if (!first) throw new Problem('import.empty', { faults: [{ path: 'file', code: 'import.empty' }] })
  const encoding = watch.decide(options.encoding)
  const delimiter = options.delimiter ?? findDelimiter(new TextDecoder(encoding).decode(first.subarray(0, 64 * 1024)))
  await transaction.query(sql`update ${identifier(schema, '_import_file')} set size = ${size}, encoding = ${encoding}, delimiter = ${delimiter} where id = ${id}::uuid`)
  return { id, name, size, encoding, delimiter }
}

/** The stream cut into pieces of one size. */
async function* pieces(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let parts: Buffer[] = []
  let length = 0
  for await (const part of stream) {
    parts.push(part)
    length += part.length
    if (length < PIECE) continue
    yield Buffer.concat(parts)
    parts = []
    length = 0
  }
  if (length) yield Buffer.concat(parts)
}
