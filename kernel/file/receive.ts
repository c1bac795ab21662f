// File room: takes an upload in, streamed to the store; what is over the limit or breaks off leaves nothing.
import type { Readable } from 'node:stream'
import type { FastifyRequest } from 'fastify'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { newId } from '../record/new-id.ts'
import { detectType } from './file-type.ts'
import { fileTable, type FileRow } from './file.ts'
import { cleanName } from './name.ts'
import { keyOf, storeOf } from './store.ts'

/** Bytes, where the settings say nothing. */
const FILE_LIMIT = 50 * 1024 * 1024

/** The first file of the form. Throws `file.tooLarge` (413), `file.empty`, `invalid` without a file. */
export async function receiveFile(context: Context, app: App, request: FastifyRequest): Promise<FileRow> {
  if (!request.isMultipart()) throw new Problem('media.unsupported')
  const max = app.settings.fileLimit ?? FILE_LIMIT
  for await (const part of request.parts({ limits: { fileSize: max, files: 1 } })) {
    if (part.type === 'file') return keep(context, app, part.file, part.filename, max)
  }
  throw new Problem('invalid', { faults: [{ path: 'file', code: 'value.required' }] })
}

async function keep(context: Context, app: App, stream: Readable & { truncated?: boolean }, filename: string, max: number): Promise<FileRow> {
  const store = storeOf(app)
  const [id, name] = [newId(), cleanName(filename)]
  const key = keyOf(context.workspace.schema, id)
  try {
    const { size, digest } = await store.put(key, stream)
    if (stream.truncated) throw new Problem('file.tooLarge', { parameters: { max: Math.round(max / 1024 ** 2) } })
    // mostly one that its phone or cloud drive has not fetched yet: who sends a contract would believe it to be here
    if (size === 0) throw new Problem('file.empty', { faults: [{ path: 'file', code: 'file.empty' }] })
    const type = await detectType(store, key, name)
    const [row] = await context.sql.query<FileRow>(sql`insert into ${fileTable(context)} (id, name, size, type, digest, uploaded_by, created_at)
      values (${id}::uuid, ${name}, ${size}::bigint, ${type}, ${digest}, ${context.actor.member}::uuid, ${context.now}::timestamptz)
      returning id, name, size, type, digest, uploaded_by, created_at, previous`)
    return { ...row, size }
  } catch (error) {
    await store.delete(key)
    throw error
  }
}
