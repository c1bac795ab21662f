// Imports over HTTP (API.md §6): send a file, watch it, cancel it, fetch the rows that failed.
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import { messageOf, Problem } from '../../http/errors.ts'
import { once } from '../../http/idempotency.ts'
import { Answer, route } from '../../http/route.ts'
import { addJob } from '../../job/job.ts'
import { knownObject, mayCreate } from '../../permission/rules.ts'
import { toCursor, fromCursor } from '../cursor.ts'
import { reasonsOf } from './convert.ts'
import { runImport } from './job.ts'
import { importOptions, settleMapping, type FileColumn, type ImportOptions } from './mapping.ts'
import { storeFile } from './receive.ts'
import { BrokenFile, readRows, type StoredFile } from './rows.ts'

const tag = 'imports'
const params = z.object({ id: z.uuid() })
const SAMPLES = 5

export const importRoutes = [
  route({ method: 'POST', path: '/imports', tag, summary: 'Import a file (multipart: options, then file)', multipart: true, ownTransaction: true, status: 202,
    handler: (context, { request, app }) => receive(context, app, request) }),

  route({ method: 'GET', path: '/imports', tag, summary: 'The imports, newest first', query: z.strictObject({ limit: z.coerce.number().int().min(1).max(500).default(50), after: z.string().optional() }),
    handler: async (context, { query }) => listImports(context, query.limit, query.after) }),

  route({ method: 'GET', path: '/imports/:id', tag, summary: 'How far an import is', params, handler: async (context, { params: { id } }) => readStatus(context, id) }),

  route({ method: 'POST', path: '/imports/:id/run', tag, summary: 'Import the same file again with other options', params, body: importOptions, status: 202,
    handler: async (context, { params: { id }, body }) => {
      const file = await fileOf(context, id)
      return { id: await start(context, file, body) }
    } }),

  route({ method: 'POST', path: '/imports/:id/cancel', tag, summary: 'Stop an import; what is written stays', params,
    handler: async (context, { params: { id } }) => {
      await own(context, id)
      const [row] = await context.sql.query(sql`update ${identifier(context.workspace.schema, '_import')} set status = 'cancelled', finished_at = ${context.now}
        where id = ${id}::uuid and status = 'running' returning id`)
      if (!row) throw new Problem('import.running')
      return readStatus(context, id)
    } }),

  route({ method: 'GET', path: '/imports/:id/errors', tag, summary: 'The rows that failed, as they came, with line and reasons (CSV)', params,
    handler: async (context, { params: { id } }) => errorFile(context, id) }),
]

/** The parts come in order: options first, so that the file can be judged while it streams in. */
async function receive(context: Context, app: App, request: FastifyRequest): Promise<Answer> {
  if (!request.isMultipart()) throw new Problem('media.unsupported')
  let options: ImportOptions | undefined
  let text = ''
  for await (const part of request.parts()) {
    if (part.type === 'field') {
      if (part.fieldname !== 'options') continue
      text = String(part.value)
      options = parseOptions(text)
      continue
    }
    if (!options) throw new Problem('invalid', { faults: [{ path: 'options', code: 'value.required' }] })
    const given = options
    const name = (part.filename ?? 'import.csv').slice(0, 255)
    const key = request.headers['idempotency-key']
    return app.database.transaction(async transaction => {
      const inside = { ...context, sql: transaction }
      const file = await storeFile(inside, transaction, part.file, name, given)
      const work = async () => new Answer({ status: 202, json: { id: await start(inside, file, given) } })
      if (typeof key !== 'string') return work()
      return once(inside, { key, method: 'POST', path: '/imports', body: [text, await hashOf(inside, transaction, file)] }, work)
    })
  }
  throw new Problem('invalid', { faults: [{ path: options ? 'file' : 'options', code: 'value.required' }] })
}

function parseOptions(text: string): ImportOptions {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new Problem('syntax.invalid', { parameters: { reason: 'options' } })
  }
  const parsed = importOptions.safeParse(json)
  if (parsed.success) return parsed.data
  throw new Problem('invalid', { faults: parsed.error.issues.map(issue => ({ path: ['options', ...issue.path].join('.'), code: issue.code === 'unrecognized_keys' ? 'field.unknown' : 'value.invalid' })) })
}

async function hashOf(context: Context, transaction: Transaction, file: StoredFile): Promise<string> {
  const hash = createHash('sha256')
  const rows = await transaction.query<{ digest: string }>(sql`select encode(sha256(data), 'hex') as digest from ${identifier(context.workspace.schema, '_import_piece')} where file = ${file.id}::uuid order by number`)
  for (const row of rows) hash.update(row.digest)
  return hash.digest('hex')
}

/** Checks the heading and the mapping now, so that a wrong one is refused at once; the rows are a job's. */
async function start(context: Context, file: StoredFile, options: ImportOptions): Promise<string> {
  const object = knownObject(context, options.object)
  if (!mayCreate(context, object.name)) throw new Problem('permission.denied')
  const head = await readHead(context, file)
  const mapping = settleMapping(context, object, options, head.headings)
  const columns: FileColumn[] = head.headings.map((name, at) => ({ name, target: mapping[name] ?? null, samples: head.samples.map(cells => cells[at] ?? '').filter(Boolean) }))
  const id = uuid()
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_import')} (id, file, object, options, columns, member, status, created_at)
    values (${id}::uuid, ${file.id}::uuid, ${object.name}, ${JSON.stringify(options)}::jsonb, ${JSON.stringify(columns)}::jsonb, ${context.actor.member}::uuid, 'running', ${context.now})`)
  await addJob(context, runImport, { import: id }, { queue: `import ${context.workspace.schema}` })
  return id
}

async function readHead(context: Context, file: StoredFile): Promise<{ headings: string[], samples: string[][] }> {
  const rows: string[][] = []
  try {
    for await (const row of readRows(context.sql, context.workspace.schema, file)) if (rows.push(row.cells) > SAMPLES) break
  } catch (error) {
    if (!(error instanceof BrokenFile)) throw error
    throw new Problem(error.code, { parameters: { line: error.line }, faults: [{ path: 'file', code: error.code, parameters: { line: error.line } }] })
  }
  const [headings, ...samples] = rows
  if (!headings) throw new Problem('import.empty', { faults: [{ path: 'file', code: 'import.empty' }] })
  return { headings: headings.map(heading => heading.trim()), samples }
}

/** An import is its importer's, and the administrators'. */
async function own(context: Context, id: string): Promise<void> {
  const [row] = await context.sql.query<{ member: string }>(sql`select member from ${identifier(context.workspace.schema, '_import')} where id = ${id}::uuid`)
  if (!row || (row.member !== context.actor.member && !context.actor.role.administrator)) throw new Problem('notFound')
}

async function fileOf(context: Context, id: string): Promise<StoredFile> {
  await own(context, id)
  const { schema } = context.workspace
  const [file] = await context.sql.query<StoredFile>(sql`select f.id, f.name, f.size::float8 as size, f.encoding, f.delimiter from ${identifier(schema, '_import_file')} f
    join ${identifier(schema, '_import')} i on i.file = f.id where i.id = ${id}::uuid`)
  return file
}

const columnsOfStatus = sql`i.id, i.object, i.status, i.rows, i.done, i.created, i.updated, i.unchanged, i.failed, i.marked, i.error, i.options, i.columns, i.created_at as "createdAt", i.finished_at as "finishedAt", f.name as "fileName"`

interface StatusRow { id: string, failed: number, error: { code: string, parameters?: Record<string, string | number> } | null, options: ImportOptions, [more: string]: unknown }

async function readStatus(context: Context, id: string): Promise<object> {
  await own(context, id)
  const { schema } = context.workspace
  const [row] = await context.sql.query<StatusRow>(sql`select ${columnsOfStatus} from ${identifier(schema, '_import')} i join ${identifier(schema, '_import_file')} f on f.id = i.file where i.id = ${id}::uuid`)
  return present(context, row)
}

function present(context: Context, { options, error, ...row }: StatusRow): object {
  return { ...row, mode: options.mode, dryRun: options.dryRun, errorsUrl: row.failed ? `/api/v1/imports/${row.id}/errors` : null,
    error: error && { code: error.code, message: messageOf(error.code, error.parameters, context.locale) } }
}

async function listImports(context: Context, limit: number, after: string | undefined): Promise<object> {
  const { schema, slug } = context.workspace
  const list = `imports ${slug}`
  const position = after === undefined ? undefined : fromCursor(after, list)
  const mine = context.actor.role.administrator ? sql`true` : sql`i.member = ${context.actor.member}::uuid`
  const rows = await context.sql.query<StatusRow>(sql`select ${columnsOfStatus} from ${identifier(schema, '_import')} i join ${identifier(schema, '_import_file')} f on f.id = i.file
    where ${mine} and ${position ? sql`i.id < ${position.id}::uuid` : sql`true`} order by i.id desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  return { data: page.map(row => present(context, row)), page: { next: rows.length > limit ? toCursor({ id: page.at(-1)!.id, keys: [] }, list) : null } }
}

/** CSV with the file's own columns, then line and reasons. Cells that a spreadsheet would calculate are defused. */
async function errorFile(context: Context, id: string): Promise<Answer> {
  await own(context, id)
  const { schema } = context.workspace
  const [{ columns }] = await context.sql.query<{ columns: FileColumn[] }>(sql`select columns from ${identifier(schema, '_import')} where id = ${id}::uuid`)
  const rows = await context.sql.query<{ line: number, cells: string[], reasons: { path: string, code: string, parameters?: Record<string, string | number> }[] }>(
    sql`select line, cells, reasons from ${identifier(schema, '_import_failure')} where import = ${id}::uuid order by line limit 100000`)
  const headings = [...columns.map(column => column.name), ...(context.locale === 'id' ? ['Baris', 'Alasan'] : ['Line', 'Reason'])]
  const lines = rows.map(({ line, cells, reasons }) => [...columns.map((_, at) => cells[at] ?? ''), String(line), reasonsOf(reasons, context.locale).join('; ')])
  const text = [headings, ...lines].map(cells => cells.map(toCell).join(',')).join('\r\n')
  return new Answer({ text: `\uFEFF${text}\r\n`, headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="import-errors-${id}.csv"` } })
}

export function toCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^[+-]?\d[\d .,-]*$/.test(text) ? `'${text}` : text
  return /[",\r\n;]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
