// Export room: an export as its row in the database, and what the API tells of it.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { Context, Locale, Way } from '../../context.ts'
import type { Queryable } from '../../database/database.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import { messageAnswer, moment, paged } from '../../http/answer-part.ts'
import { messageOf, Problem, type Parameters } from '../../http/errors.ts'
import { Answer } from '../../http/route.ts'
import { actorOf } from '../../workspace/actor.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { formats, type ExportOptions } from './options.ts'

export const exportAnswer = z.object({
  id: z.string(), object: z.string(), status: z.enum(['running', 'completed', 'failed', 'cancelled']), error: messageAnswer.nullable(),
  total: z.number().nullable().meta({ description: 'Null until the rows have been counted' }), rows: z.number(), size: z.number().meta({ description: 'Bytes' }),
  createdAt: moment, finishedAt: moment.nullable(), expiresAt: moment.nullable(),
  format: z.enum(['csv', 'xlsx']), labels: z.boolean(), fileName: z.string(), fileUrl: z.string().nullable(), expired: z.boolean(),
})
export const exportsAnswer = paged(exportAnswer)

export interface ExportRow {
  id: string
  object: string
  options: ExportOptions
  member: string
  way: Way
  locale: Locale
  status: z.output<typeof exportAnswer>['status']
  error: { code: string, parameters?: Parameters } | null
  /** Null until the rows have been counted. */
  total: number | null
  rows: number
  /** Bytes. */
  size: number
  createdAt: string
  finishedAt: string | null
  expiresAt: string | null
  /** What the asker was allowed when the rows were read, see `exportRights`; null before. */
  rights: string | null
}

export function exportTable({ workspace }: Pick<Context, 'workspace'>): Sql {
  return identifier(workspace.schema, '_export')
}

export function pieceTable({ workspace }: Pick<Context, 'workspace'>): Sql {
  return identifier(workspace.schema, '_export_piece')
}

const columns = sql`id, object, options, member, way, locale, status, error, total, rows, size::float8 as size,
  created_at as "createdAt", finished_at as "finishedAt", expires_at as "expiresAt", rights`

export async function readExport(context: Context, id: string): Promise<ExportRow | undefined> {
  const [row] = await context.sql.query<ExportRow>(sql`select ${columns} from ${exportTable(context)} where id = ${id}::uuid`)
  return row
}

/** An export is of what one person may see: to all others, administrators too, it is not there. */
export async function readOwnExport(context: Context, id: string): Promise<ExportRow> {
  const row = await readExport(context, id)
  if (row?.member !== context.actor.member) throw new Problem('notFound')
  return row
}

export function presentExport(context: Context, row: ExportRow): z.output<typeof exportAnswer> {
  const { options, error, member: _, way: __, locale: ___, rights: ____, ...rest } = row
  const ready = isReady(context, row)
  return { ...rest, format: options.format, labels: options.labels, fileName: fileName(row.object, row.createdAt, options), fileUrl: ready ? `/api/v1/exports/${row.id}/file` : null,
    expired: row.status === 'completed' && !ready, error: error && { code: error.code, message: messageOf(error.code, error.parameters, context.locale) } }
}

/** A file that was written in other rights than its asker has now may hold what was taken from her since: she exports anew. */
function isReady(context: Context, row: ExportRow): boolean {
  const { status, expiresAt } = row
  return status === 'completed' && expiresAt !== null && new Date(expiresAt) > context.now && row.rights === exportRights(context, row)
}

/** All that decides which rows and fields the asker sees, as one short text to compare. */
export function exportRights({ workspace }: Pick<Context, 'workspace'>, { member, way }: Pick<ExportRow, 'member' | 'way'>): string | null {
  const actor = actorOf(workspace, member, way)
  if (!actor) return null
  const { role: { administrator, objects, others }, teams, reports, mates, shares } = actor
  return createHash('sha256').update(JSON.stringify(administrator || [objects, others, teams, reports, mates, shares])).digest('hex')
}

function fileName(object: string, createdAt: string, { format }: ExportOptions): string {
  return `${object}-${new Date(createdAt).toISOString().slice(0, 10)}.${formats[format].ending}`
}

export async function listExports(context: Context, limit: number, after: string | undefined): Promise<z.output<typeof exportsAnswer>> {
  const list = `exports ${context.workspace.slug} ${context.actor.member}`
  const position = after === undefined ? undefined : fromCursor(after, list)
  const rows = await context.sql.query<ExportRow>(sql`select ${columns} from ${exportTable(context)}
    where member = ${context.actor.member}::uuid and ${position ? sql`id < ${position.id}::uuid` : sql`true`} order by id desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  return { data: page.map(row => presentExport(context, row)), page: { next: rows.length > limit ? toCursor({ id: page.at(-1)!.id, keys: [] }, list) : null } }
}

/** The file, streamed from its pieces. Throws 409 while there is none yet, 404 when it is there no more. */
export function exportFile(context: Context, row: ExportRow): Answer {
  if (row.status === 'running') throw new Problem('export.running')
  if (!isReady(context, row)) throw new Problem('export.gone')
  const headers = { 'content-type': formats[row.options.format].type, 'content-disposition': `attachment; filename="${fileName(row.object, row.createdAt, row.options)}"`,
    'content-length': String(row.size), 'cache-control': 'private, no-store' }
  return new Answer({ stream: Readable.from(pieces(context.sql, context, row.id), { objectMode: false }), headers })
}

async function* pieces(queryable: Queryable, context: Context, id: string): AsyncGenerator<Buffer> {
  for (let number = 0; ; number++) {
    const [piece] = await queryable.query<{ data: Buffer }>(sql`select data from ${pieceTable(context)} where export = ${id}::uuid and number = ${number}`)
    if (!piece) return
    yield piece.data
  }
}
