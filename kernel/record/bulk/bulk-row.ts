// Bulk room: a bulk change as its row in the database, and what the API tells of it.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import { faultAnswer, messageAnswer, moment, paged, type Row } from '../../http/answer-part.ts'
import { messageOf, Problem, type Fault, type Parameters } from '../../http/errors.ts'
import type { Narrowed } from '../../workspace/actor.ts'
import type { Page } from '../../workspace/page.ts'
import { fromCursor, toCursor } from '../cursor.ts'
import { changeAnswer } from './change.ts'

export const UNDO_DAYS = 30

/** What the API tells of one; counts are records. */
export const bulkAnswer = z.object({
  id: z.string(), object: z.string(), change: changeAnswer, member: z.string(), status: z.enum(['running', 'completed', 'failed', 'cancelled']), error: messageAnswer.nullable(),
  total: z.number(), done: z.number(), changed: z.number(), unchanged: z.number(), skipped: z.number(), failed: z.number(),
  createdAt: moment, finishedAt: moment.nullable(), undoUntil: moment,
  undo: z.object({
    status: z.enum(['running', 'completed', 'failed']), by: z.string().meta({ description: 'The member who undoes' }), at: moment, undone: z.number(),
    kept: z.number().meta({ description: 'Left as they are: changed since, or not hers to change' }), error: messageAnswer.nullable(),
  }).nullable(),
})
export const bulksAnswer = paged(bulkAnswer)
export const leftAnswer = paged(z.object({ record: z.string(), errors: z.array(faultAnswer) }))

type Told = Row<typeof bulkAnswer>

/** Putting back what a bulk change wrote. */
export interface BulkUndo extends Omit<NonNullable<Told['undo']>, 'error'> {
  /** The part that comes next, downwards. */
  part: number
  narrowed?: Narrowed
  error?: { code: string } | null
}

export interface BulkRow extends Omit<Told, 'error' | 'undo' | 'undoUntil'> {
  error: { code: string, parameters?: Parameters } | null
  /** Parts done. */
  part: number
  seqFrom: string
  undo: BulkUndo | null
  /** What the app that asked was narrowed to. */
  narrowed: Narrowed
}

export function bulkTable({ workspace }: Pick<Context, 'workspace'>): Sql {
  return identifier(workspace.schema, '_bulk')
}

export function partTable({ workspace }: Pick<Context, 'workspace'>): Sql {
  return identifier(workspace.schema, '_bulk_part')
}

export function leftTable({ workspace }: Pick<Context, 'workspace'>): Sql {
  return identifier(workspace.schema, '_bulk_left')
}

const columns = sql`id, object, change, member, status, error, total, part, done, changed, unchanged, skipped, failed, narrowed, seq_from::text as "seqFrom", undo, created_at as "createdAt", finished_at as "finishedAt"`

/** With `lock` no other worker and no cancelling changes it until the transaction ends. */
export async function readBulk(context: Pick<Context, 'workspace' | 'sql'>, id: string, lock = false): Promise<BulkRow | undefined> {
  const [row] = await context.sql.query<BulkRow>(sql`select ${columns} from ${bulkTable(context)} where id = ${id}::uuid ${lock ? sql`for update` : sql``}`)
  return row
}

/** A bulk change is its member's, and the administrators'; to others it is not there. */
export async function readOwnBulk(context: Context, id: string, lock = false): Promise<BulkRow> {
  const row = await readBulk(context, id, lock)
  if (!row || (row.member !== context.actor.member && !context.actor.role.administrator)) throw new Problem('notFound')
  return row
}

/** Until when it can be undone. */
export function undoUntil({ createdAt }: BulkRow): Date {
  return new Date(createdAt.getTime() + UNDO_DAYS * 86_400_000)
}

export function presentBulk(context: Context, row: BulkRow): Told {
  const { error, undo, part: _, seqFrom: __, narrowed: ___, ...rest } = row
  const said = (reason: { code: string, parameters?: Parameters } | null | undefined) => reason ? { code: reason.code, message: messageOf(reason.code, reason.parameters, context.locale) } : null
  return { ...rest, undoUntil: undoUntil(row), error: said(error), undo: undo && { status: undo.status, by: undo.by, at: undo.at, undone: undo.undone, kept: undo.kept, error: said(undo.error) } }
}

export async function listBulk(context: Context, limit: number, after: string | undefined): Promise<Page<Told>> {
  const list = `bulk ${context.workspace.slug} ${context.actor.member}`
  const position = after === undefined ? undefined : fromCursor(after, list)
  const mine = context.actor.role.administrator ? sql`true` : sql`member = ${context.actor.member}::uuid`
  const rows = await context.sql.query<BulkRow>(sql`select ${columns} from ${bulkTable(context)} where ${mine} and ${position ? sql`id < ${position.id}::uuid` : sql`true`} order by id desc limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  return { data: page.map(row => presentBulk(context, row)), page: { next: rows.length > limit ? toCursor({ id: page.at(-1)!.id, keys: [] }, list) : null } }
}

/** The records that were refused, or that an undoing left, with the reasons. */
export async function listLeft(context: Context, id: string, phase: 'run' | 'undo', limit: number, after: string | undefined): Promise<z.output<typeof leftAnswer>> {
  const list = `bulk ${phase} ${context.workspace.slug} ${id}`
  const position = after === undefined ? undefined : fromCursor(after, list)
  const rows = await context.sql.query<{ record: string, reasons: Fault[] }>(sql`select record, reasons from ${leftTable(context)} where bulk = ${id}::uuid and phase = ${phase}
    and ${position ? sql`record > ${position.id}::uuid` : sql`true`} order by record limit ${limit + 1}`)
  const page = rows.slice(0, limit)
  const data = page.map(({ record, reasons }) => ({ record, errors: reasons.map(({ path, code, parameters }) => ({ path, code, message: messageOf(code, parameters, context.locale) })) }))
  return { data, page: { next: rows.length > limit ? toCursor({ id: page.at(-1)!.record, keys: [] }, list) : null } }
}

export async function keepLeft(context: Context, id: string, phase: 'run' | 'undo', reasons: Map<string, Fault[]>): Promise<void> {
  if (reasons.size === 0) return
  const rows = [...reasons].map(([record, faults]) => ({ record, reasons: faults.map(({ path, code, parameters }) => ({ path, code, parameters })) }))
  await context.sql.query(sql`insert into ${leftTable(context)} (bulk, phase, record, reasons) select ${id}::uuid, ${phase}, r.record, r.reasons
    from json_to_recordset(${JSON.stringify(rows)}::json) as r(record uuid, reasons jsonb) on conflict (bulk, phase, record) do update set reasons = excluded.reasons`)
}
