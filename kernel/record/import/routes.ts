// Imports over HTTP (API.md §6): send a file, watch it, cancel it, fetch the rows that failed.
import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import { sql } from '../../database/sql.ts'
import { idAnswer } from '../../http/answer-part.ts'
import { Problem } from '../../http/errors.ts'
import { once } from '../../http/idempotency.ts'
import { faultsOf } from '../../http/pipeline.ts'
import { limit } from '../../http/query-part.ts'
import { Answer, route } from '../../http/route.ts'
import { betterObject } from './better-object.ts'
import { errorFile } from './error-file.ts'
import { importTable, readImport } from './import-row.ts'
import { importOptions, type ImportOptions } from './mapping.ts'
import { dropFile, storeFile } from './receive.ts'
import { countReasons, reportFile } from './report.ts'
import { checkFile, importable, startImport } from './start-import.ts'
import { importAnswer, importsAnswer, leftAnswer, listImports, listLeft, present, readOwn } from './status.ts'
import { startUndo } from './undo.ts'

const tag = 'imports'
const params = z.object({ id: z.uuid() })
/** Reasons that a screen shows; the report and the error file have more. */
const SHOWN_REASONS = 5
const page = z.strictObject({ limit: limit.default(50), after: z.string().optional() })

export const importRoutes = [
  route({ method: 'POST', path: '/imports', tag, summary: 'Import a file (multipart: options, then file)', body: importOptions, multipart: true, ownTransaction: true, status: 202, answer: idAnswer,
    handler: async (context, { request, app }) => {
      try {
        return await receive(context, app, request)
      } finally {
        // what is left of a refused body must flow on, else the connection's next request waits behind it
        request.raw.unpipe().resume()
      }
    } }),

  route({ method: 'GET', path: '/imports', tag, summary: 'The imports, newest first', query: page, answer: importsAnswer,
    handler: async (context, { query }) => listImports(context, query.limit, query.after) }),

  route({ method: 'GET', path: '/imports/:id', tag, summary: 'How far an import is', params, answer: importAnswer,
    async handler(context, { params: { id } }) {
      const row = await readOwn(context, id)
      const shown = present(context, row, row.options.dryRun ? betterObject(context, row.object, row.columns.map(column => column.name)) : undefined)
      return row.failed && row.status !== 'running' ? { ...shown, reasons: await countReasons(context, id, SHOWN_REASONS) } : shown
    } }),

  route({ method: 'POST', path: '/imports/:id/run', tag, summary: 'Import the same file again with other options', params, body: importOptions, status: 202, answer: idAnswer,
    handler: async (context, { params: { id }, body }) => {
      await readOwn(context, id)
      const { file } = (await readImport(context, id))!
      return { id: await startImport(context, file.id, body, await checkFile(context, file, body)) }
    } }),

  route({ method: 'POST', path: '/imports/:id/cancel', tag, summary: 'Stop an import; what is written stays', params, answer: importAnswer,
    handler: async (context, { params: { id } }) => {
      await readOwn(context, id)
      const [row] = await context.sql.query(sql`update ${importTable(context)} set status = 'cancelled', finished_at = ${context.now} where id = ${id}::uuid and status = 'running' returning id`)
      if (!row) throw new Problem('import.running')
      return present(context, await readOwn(context, id))
    } }),

  route({ method: 'POST', path: '/imports/:id/undo', tag, summary: 'Put back what an import wrote: created records to the bin, changed ones to their values of before', params, status: 202, answer: importAnswer,
    handler: async (context, { params: { id } }) => {
      await readOwn(context, id)
      await startUndo(context, id)
      return present(context, await readOwn(context, id))
    } }),

  route({ method: 'GET', path: '/imports/:id/left', tag, summary: 'The records that undoing an import left as they are, with the reasons', params, query: page, answer: leftAnswer,
    handler: async (context, { params: { id }, query }) => {
      await readOwn(context, id)
      return listLeft(context, id, query.limit, query.after)
    } }),

  route({ method: 'GET', path: '/imports/:id/report', tag, summary: 'The reconciliation of an import: rows in, and what became of them (CSV)', params, answer: 'text/csv',
    handler: async (context, { params: { id } }) => reportFile(context, await readOwn(context, id)) }),

  route({ method: 'GET', path: '/imports/:id/errors', tag, summary: 'The rows that failed, as they came, with line and reasons (CSV)', params, answer: 'text/csv',
    handler: async (context, { params: { id } }) => errorFile(context, id, (await readOwn(context, id)).columns) }),
]

/** The parts come in order: options first, so that wrong ones are refused before the file is taken in. */
async function receive(context: Context, app: App, request: FastifyRequest): Promise<Answer> {
  if (!request.isMultipart()) throw new Problem('media.unsupported')
  let text: string | undefined
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname === 'options') text = String(part.value)
      continue
    }
    if (text === undefined) break
    const options = parseOptions(text)
    importable(context, options)
    const file = await storeFile(context, part.file, wellFormed(part.filename), options.sheet)
    if (part.file.truncated) {
      await dropFile(context, file.id)
      throw new Problem('body.tooLarge')
    }
    return begin(context, app, { key: request.headers['idempotency-key'], text, options }, file)
  }
  if (text !== undefined) parseOptions(text)
  throw new Problem('invalid', { faults: [{ path: text === undefined ? 'options' : 'file', code: 'value.required' }] })
}

/** The file stays only if its import begins: a repeat of an earlier request has its own already. */
async function begin(context: Context, app: App, { key, text, options }: { key: unknown, text: string, options: ImportOptions }, file: Awaited<ReturnType<typeof storeFile>>): Promise<Answer> {
  let used = false
  try {
    const checked = await checkFile(context, file, options)
    return await app.database.transaction(transaction => {
      const inside = { ...context, sql: transaction }
      const work = async () => {
        const id = await startImport(inside, file.id, options, checked)
        used = true
        return new Answer({ status: 202, json: { id } })
      }
      return typeof key === 'string' ? once(inside, { key, method: 'POST', path: '/imports', body: [text, file.digest] }, work) : work()
    })
  } catch (error) {
    used = false
    throw error
  } finally {
    if (!used) await dropFile(context, file.id)
  }
}

function wellFormed(name: string | undefined): string {
  return (name || 'import.csv').toWellFormed().replaceAll('\0', '').slice(-255)
}

function parseOptions(text: string): ImportOptions {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Problem('syntax.invalid', { parameters: { reason: 'options' } })
  }
  const parsed = importOptions.safeParse(json, { reportInput: true })
  if (parsed.success) return parsed.data
  throw new Problem('invalid', { faults: parsed.error.issues.flatMap(issue => faultsOf({ ...issue, path: ['options', ...issue.path] }, '')) })
}
