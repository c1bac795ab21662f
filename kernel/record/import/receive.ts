// Takes a file in: streamed into the database in pieces of text, so that any worker can read it.
import { createHash, type Hash } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem } from '../../http/errors.ts'
import type { StoredFile } from './rows.ts'
import { EncodingWatch, findDelimiter, isText } from './sniff.ts'
import { asText } from './table-text.ts'
import type { FoundSheets } from './workbook.ts'

const PIECE = 1024 * 1024
const BEGINNING = 64 * 1024

/** A file as it was received, with the SHA-256 of its bytes. */
export interface ReceivedFile extends StoredFile { digest: string }

/**
 * Stores the file, piece by piece, each on its own: a slow peer must not hold a transaction open. One that breaks off,
 * is empty or is no text leaves nothing behind; what a dying process leaves is swept away later.
 */
export async function storeFile(context: Context, stream: AsyncIterable<Buffer>, name: string, sheet?: string): Promise<ReceivedFile> {
  const id = uuid()
  try {
    return await storePieces(context, stream, { id, name, sheet })
  } catch (error) {
    await dropFile(context, id)
    throw error
  }
}

async function storePieces(context: Context, stream: AsyncIterable<Buffer>, { id, name, sheet }: { id: string, name: string, sheet?: string }): Promise<ReceivedFile> {
  const { schema } = context.workspace
  const watch = new EncodingWatch()
  const hash = createHash('sha256')
  let first: Buffer | undefined
  let book: FoundSheets | undefined
  let number = 0
  let size = 0
  await context.sql.query(sql`insert into ${identifier(schema, '_import_file')} (id, name, size, encoding, delimiter, created_at) values (${id}::uuid, ${name}, 0, '', '', ${context.now})`)
  for await (const piece of pieces(asText(hashed(stream, hash), { sheet, found: found => { book = found } }))) {
    watch.see(piece)
    first ??= piece.subarray(0, BEGINNING)
    size += piece.length
    await context.sql.query(sql`insert into ${identifier(schema, '_import_piece')} (file, number, data) values (${id}::uuid, ${number++}, ${piece})`)
  }
  if (!first) throw new Problem('import.empty', { faults: [{ path: 'file', code: 'import.empty' }] })
  const encoding = watch.decide()
  const beginning = new TextDecoder(encoding).decode(first)
  if (!isText(beginning)) throw new Problem('import.notText', { faults: [{ path: 'file', code: 'import.notText' }] })
  const delimiter = findDelimiter(beginning)
  await context.sql.query(sql`update ${identifier(schema, '_import_file')} set size = ${size}, encoding = ${encoding}, delimiter = ${delimiter},
    sheet = ${book?.sheet ?? null}, sheets = ${book?.sheets ?? []}::text[] where id = ${id}::uuid`)
  return { id, name, size, encoding, delimiter, sheet: book?.sheet ?? null, digest: hash.digest('hex') }
}

/** Takes a file away that no import uses. */
export async function dropFile(context: Context, id: string): Promise<void> {
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_import_file')} where id = ${id}::uuid`)
}

/** The bytes as they came, counted into the digest. */
async function* hashed(stream: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of stream) {
    hash.update(chunk)
    yield chunk
  }
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
