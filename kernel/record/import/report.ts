// The reconciliation report of an import: what came in, and what became of it, so that the books can be closed over it (CSV).
import type { Context, Locale } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import type { Fault } from '../../http/errors.ts'
import { Answer } from '../../http/route.ts'
import { toCell } from '../export/csv-cell.ts'
import { reasonsOf } from './convert.ts'
import type { StatusRow } from './status.ts'

const words: Record<string, Record<Locale, string>> = {
  file: { en: 'File', id: 'Berkas' }, object: { en: 'Kind', id: 'Jenis' }, by: { en: 'Imported by', id: 'Diimpor oleh' }, begun: { en: 'Begun', id: 'Mulai' }, ended: { en: 'Ended', id: 'Selesai' },
  status: { en: 'Status', id: 'Status' }, trial: { en: 'Trial', id: 'Percobaan' }, rows: { en: 'Rows in the file', id: 'Baris di berkas' }, created: { en: 'Created', id: 'Dibuat' }, alike: { en: 'Of these, perhaps here already', id: 'Di antaranya mungkin sudah ada' }, updated: { en: 'Updated', id: 'Diperbarui' },
  unchanged: { en: 'Unchanged', id: 'Tidak berubah' }, failed: { en: 'Failed', id: 'Gagal' }, open: { en: 'Not done', id: 'Belum dikerjakan' }, sum: { en: 'Sum', id: 'Jumlah' },
  undone: { en: 'Records put back', id: 'Catatan yang dikembalikan' }, left: { en: 'Records left as they are', id: 'Catatan yang dibiarkan' }, reason: { en: 'Reason of failure', id: 'Alasan gagal' }, column: { en: 'Column', id: 'Kolom' }, field: { en: 'Goes to', id: 'Masuk ke' },
}

/** Reasons that a report lists, the commonest first; the error file has them all, row by row. */
const MOST_REASONS = 100

/** Why rows failed, and how many of them for each reason, the commonest first: a row with two faults counts for both. */
export async function countReasons(context: Context, id: string, limit: number): Promise<{ message: string, rows: number }[]> {
  const rows = await context.sql.query<{ fault: Fault, rows: number }>(sql`select reason as fault, count(distinct f.line)::int as rows
    from ${identifier(context.workspace.schema, '_import_failure')} f, jsonb_array_elements(f.reasons) reason where f.import = ${id}::uuid group by reason order by 2 desc, reason limit ${limit}`)
  return rows.map(row => ({ message: reasonsOf([row.fault], context.locale)[0], rows: row.rows }))
}

/** Rows in = created + updated + unchanged + failed + not done (of one that was stopped); then why rows failed, and where each column went. */
export async function reportFile(context: Context, it: StatusRow): Promise<Answer> {
  const { workspace, locale } = context
  const object = workspace.objects.get(it.object)
  const done = it.created + it.updated + it.unchanged + it.failed
  const time = (moment: string | Date | null) => moment === null ? '' : new Date(moment).toISOString()
  const lines: [string, string | number][] = [
    ['file', it.fileName], ['object', object?.label[locale] ?? it.object], ['by', workspace.members.get(it.member)?.name ?? it.member], ['begun', time(it.createdAt)], ['ended', time(it.finishedAt)],
    ['status', it.status], ['trial', String(it.options.dryRun)], ['rows', it.rows ?? ''], ['created', it.created], ...it.alike ? [['alike', it.alike]] as [string, number][] : [], ['updated', it.updated], ['unchanged', it.unchanged], ['failed', it.failed],
    ['open', it.rows === null ? '' : it.rows - done], ['sum', it.rows ?? done], ...it.undo ? [['undone', it.undo.undone], ['left', it.undo.left]] as [string, number][] : [],
  ]
  const columns = it.columns.map(({ name, target }) => [name, target ? [target.field, target.part ?? target.matchOn].filter(Boolean).join('/') : ''])
  const reasons = it.failed ? [[], [words.reason[locale], words.failed[locale]], ...(await countReasons(context, it.id, MOST_REASONS)).map(({ message, rows }) => [message, String(rows)])] : []
  const text = [...lines.map(([word, value]) => [words[word][locale], String(value)]), ...reasons, [], [words.column[locale], words.field[locale]], ...columns].map(cells => `${cells.map(toCell).join(',')}\r\n`).join('')
  return new Answer({ text: `\uFEFF${text}`, headers: { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': `attachment; filename="import-report-${it.id}.csv"` } })
}
