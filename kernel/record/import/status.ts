// How imports stand, as the API tells it.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import { messageAnswer, moment, paged } from '../../http/answer-part.ts'
import { messageOf, Problem, type Parameters } from '../../http/errors.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { importTable } from './import-row.ts'
import { fileColumnAnswer, importOptions, type FileColumn, type ImportOptions } from './mapping.ts'
import { readLeft, type Undo } from './undo.ts'

const counts = { rows: z.number().nullable(), done: z.number(), created: z.number(), updated: z.number(), unchanged: z.number(), failed: z.number(), marked: z.number(), alike: z.number().meta({ description: 'Of the created ones: those that may be a record that was there already, as far as the caller may know' }) }

export const importAnswer = z.object({
  id: z.string(), object: z.string(), member: z.string(), status: z.enum(['running', 'completed', 'failed', 'cancelled']), fileName: z.string(),
  /** Of a workbook: the sheets that it shows, and the one that was read. */
  sheets: z.array(z.string()), sheet: z.string().nullable(), ...counts,
  columns: z.array(fileColumnAnswer), mode: importOptions.shape.mode.unwrap(), dryRun: z.boolean(), createdAt: moment, finishedAt: moment.nullable(),
  /** Of a trial that is read by itself: another kind of record that clearly more columns fit. */
  better: z.object({ object: z.string(), columns: z.number() }).nullable(),
  reasons: z.array(z.object({ message: z.string(), rows: z.number() })).optional().meta({ description: 'Of one that is over, asked for by itself: why rows failed, the commonest reasons first' }),
  errorsUrl: z.string().nullable(), reportUrl: z.string(), error: messageAnswer.nullable(),
  undo: z.object({ status: z.enum(['running', 'completed', 'failed']), by: z.string(), at: moment, undone: z.number(), left: z.number(),
    leftUrl: z.string().nullable(), error: messageAnswer.nullable() }).nullable(),
})
export const importsAnswer = paged(importAnswer)
export const leftAnswer = paged(z.object({ object: z.string(), record: z.string(), ...messageAnswer.shape }))

type ImportInfo = z.output<typeof importAnswer>

export interface StatusRow {
  id: string
  object: string
  member: string
  status: ImportInfo['status']
  fileName: string
  sheets: string[]
  sheet: string | null
  rows: number | null
  done: number
  created: number
  updated: number
  unchanged: number
  failed: number
  marked: number
  alike: number
  createdAt: string
  finishedAt: string | null
  options: ImportOptions
  columns: FileColumn[]
  error: { code: string, parameters?: Parameters } | null
  undo: Undo | null
}

function select(context: Context): Sql {
  return sql`select i.id, i.object, i.member, i.status, i.rows, i.done, i.created, i.updated, i.unchanged, i.failed, i.marked, i.alike, i.error, i.options, i.columns, i.undo,
    i.created_at as "createdAt", i.finished_at as "finishedAt", f.name as "fileName", f.sheets, f.sheet
    from ${importTable(context)} i join ${identifier(context.workspace.schema, '_import_file')} f on f.id = i.file`
}

/** An import is its importer's, and the administrators'; to others it is not there. */
export async function readOwn(context: Context, id: string): Promise<StatusRow> {
  const [row] = await context.sql.query<StatusRow>(sql`${select(context)} where i.id = ${id}::uuid`)
  if (!row || (row.member !== context.actor.member && !context.actor.role.administrator)) throw new Problem('notFound')
  return row
}

export function present(context: Context, { options, error, undo, ...row }: StatusRow, better: ImportInfo['better'] = null): ImportInfo {
  return { ...row, better, mode: options.mode, dryRun: options.dryRun, errorsUrl: row.failed ? `/api/v1/imports/${row.id}/errors` : null, reportUrl: `/api/v1/imports/${row.id}/report`,
    error: error && { code: error.code, message: messageOf(error.code, error.parameters, context.locale) }, undo: undo && presentUndo(context, row.id, undo) }
}

function presentUndo(context: Context, id: string, { status, by, at, undone, left, error }: Undo): ImportInfo['undo'] {
  return { status, by, at, undone, left, leftUrl: left ? `/api/v1/imports/${id}/left` : null, error: !error ? null : { code: error.code, message: messageOf(error.code, {}, context.locale) } }
}

/** The records that an undoing left as they are, with the reasons. */
export async function listLeft(context: Context, id: string, limit: number, after: string | undefined): Promise<z.output<typeof leftAnswer>> {
  const list = `left ${context.workspace.slug} ${id}`
  const position = after === undefined ? undefined : fromCursor(after, list)
  const rows = await readLeft(context, id, position && [position.keys[0]!, position.id], limit + 1)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { data: page.map(({ reason, ...row }) => ({ ...row, code: reason, message: messageOf(reason, {}, context.locale) })), page: { next: rows.length > limit ? toCursor({ id: last!.record, keys: [last!.object] }, list) : null } }
}

export async function listImports(context: Context, limit: number, after: string | undefined): Promise<z.output<typeof importsAnswer>> {
  const list = `imports ${context.workspace.slug}`
  const position = after === undefined ? undefined : fromCursor(after, list)
  const mine = context.actor.role.administrator ? sql`true` : sql`i.member = ${context.actor.member}::uuid`
  const rows = await context.sql.query<StatusRow>(sql`${select(context)} where ${mine} and ${position ? sql`i.id < ${position.id}::uuid` : sql`true`} order by i.id desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  return { data: page.map(row => present(context, row)), page: { next: rows.length > limit ? toCursor({ id: page.at(-1)!.id, keys: [] }, list) : null } }
}
