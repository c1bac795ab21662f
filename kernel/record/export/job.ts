// Export room: writes the file. The list's order is read at once, its records page by page, in the asker's rights as they are
// now; the file goes into the database piece by piece, so that memory stays flat. A run that its process left begins anew.
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import { sql } from '../../database/sql.ts'
import { recordEvents } from '../../event/record-event.ts'
import { Problem, type Parameters } from '../../http/errors.ts'
import { defineJob, type JobRun } from '../../job/job.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { actorOf } from '../../workspace/actor.ts'
import { chosenFields, shownFields } from '../fields.ts'
import { findRecords, readableObject, readOrder } from '../find.ts'
import { titlesOf } from '../title.ts'
import { columnsOf, type Cell, type Column } from './columns.ts'
import { writeCsv } from './csv-file.ts'
import { exportRights, exportTable, pieceTable, readExport, type ExportRow } from './export-row.ts'
import { writeXlsx } from './xlsx-file.ts'

const PAGE = 500
const PIECE = 1024 * 1024
const ATTEMPTS = 5
const KEPT_HOURS = 24

export const runExport = defineJob<{ export: string }>({
  name: 'record.export',
  payload: z.object({ export: z.uuid() }),
  attempts: ATTEMPTS,
  async run(context, payload, job) {
    const given = await readExport(context, payload.export)
    if (given?.status !== 'running') return
    try {
      await writeFile(context, given, job)
    } catch (error) {
      const reason = reasonOf(error) ?? (job.attempt >= ATTEMPTS && !job.signal.aborted ? { code: 'internal' } : undefined)
      if (!reason) throw error
      if (reason.code === 'internal') context.log.error({ err: error, export: given.id }, 'An export failed')
      await fail({ ...context, now: job.app.clock.now() }, given.id, reason)
    }
  },
})

/** Why it cannot be, if that lies in the rights or definitions as they are now. */
function reasonOf(error: unknown): { code: string, parameters?: Parameters } | undefined {
  if (!(error instanceof Problem)) return undefined
  return { code: error.faults[0]?.code ?? error.code, parameters: error.faults[0]?.parameters ?? error.parameters }
}

async function fail(context: Context, id: string, reason: object): Promise<void> {
  await context.sql.query(sql`delete from ${pieceTable(context)} where export = ${id}::uuid`)
  await context.sql.query(sql`update ${exportTable(context)} set status = 'failed', error = ${JSON.stringify(reason)}::jsonb, finished_at = ${context.now} where id = ${id}::uuid and status = 'running'`)
}

/** Who asked, with her rights as they are at this moment: one who may not sign in any more exports nothing. */
async function askerContext(app: App, slug: string, { member, way, locale }: ExportRow): Promise<Context> {
  const workspace = await app.workspaces.get(slug)
  const actor = workspace && actorOf(workspace, member, way)
  if (!workspace || !actor) throw new Problem('permission.denied')
  return { workspace, actor, sql: app.database, now: app.clock.now(), log: app.log, locale }
}

interface Run { app: App, slug: string, given: ExportRow, run: string, rows: number, signal: AbortSignal }

async function writeFile(system: Context, given: ExportRow, { app, signal }: JobRun): Promise<void> {
  const run: Run = { app, slug: system.workspace.slug, given, run: randomUUID(), rows: 0, signal }
  const context = await askerContext(app, run.slug, given)
  const object = readableObject(context, given.object)
  // a field that is hidden by now is left out; hidden or gone in the middle it ends the export
  const wanted = given.options.fields && new Set(given.options.fields)
  const fields = wanted ? [...wanted].flatMap(name => shownFields(context, object).filter(field => field.name === name)) : shownFields(context, object)
  if (fields.length === 0) throw new Problem('permission.denied')
  const order = await readOrder(context, object.name, given.options)
  if (!await begin(context, run, order.length)) return
  const columns = columnsOf(context, fields, given.options.labels)
  const rows = readRows(run, order, fields.map(field => field.name), columns)
  const name = object.pluralLabel ?? object.label
  const bytes = given.options.format === 'csv' ? writeCsv(columns, rows) : writeXlsx(columns, rows, name[given.locale] ?? object.name, context.now)
  if (await keepPieces(context, run, bytes)) await finish(run, object, fields)
}

/** Makes this run the one that counts, whatever another left. */
async function begin(context: Context, { given, run }: Run, total: number): Promise<boolean> {
  const [row] = await context.sql.query(sql`update ${exportTable(context)} set run = ${run}::uuid, total = ${total}, rows = 0, size = 0, rights = ${exportRights(context, given)} where id = ${given.id}::uuid and status = 'running' returning id`)
  if (row) await context.sql.query(sql`delete from ${pieceTable(context)} where export = ${given.id}::uuid`)
  return Boolean(row)
}

/** Page by page, each in the rights and definitions of its moment; what is deleted or out of her sight by then is left out. */
async function* readRows(run: Run, order: string[], names: string[], columns: Column[]): AsyncGenerator<(Cell | null)[][]> {
  const { labels } = run.given.options
  for (let from = 0; from === 0 || from < order.length; from += PAGE) {
    if (run.signal.aborted) throw new Error('Interrupted by the stop of this process')
    const context = await askerContext(run.app, run.slug, run.given)
    const ids = order.slice(from, from + PAGE)
    const { data } = await findRecords(context, run.given.object, { filter: { id: { in: ids } }, fields: [...new Set(['id', ...names])], limit: PAGE })
    const fields = chosenFields(context, readableObject(context, run.given.object), names)
    const titles = labels ? await titlesOf(context, fields, data) : new Map<string, string>()
    const byId = new Map(data.map(record => [record.id, record]))
    yield ids.flatMap(id => byId.get(id) ?? []).map(record => columns.map(column => column.cell(record, titles)))
    run.rows += data.length
  }
}

/** Answers false when the export was cancelled, or another run has taken over. */
async function keepPieces(context: Context, run: Run, bytes: AsyncGenerator<Buffer>): Promise<boolean> {
  let parts: Buffer[] = []
  let length = 0
  let number = 0
  const flush = async () => {
    const data = Buffer.concat(parts)
    parts = []
    length = 0
    return keepPiece(context, run, number++, data)
  }
  for await (const part of bytes) {
    parts.push(part)
    length += part.length
    if (length >= PIECE && !await flush()) return false
  }
  return length === 0 || flush()
}

async function keepPiece(context: Context, { given, run, rows }: Run, number: number, data: Buffer): Promise<boolean> {
  const [kept] = await context.sql.query(sql`with mine as (update ${exportTable(context)} set rows = ${rows}, size = size + ${data.length} where id = ${given.id}::uuid and status = 'running' and run = ${run}::uuid returning id)
    insert into ${pieceTable(context)} (export, number, data) select id, ${number}::int, ${data}::bytea from mine returning number`)
  return Boolean(kept)
}

/** The end and its note in the event log are one: who took out what, how much of it, by which filter. */
async function finish({ app, slug, given, run, rows }: Run, object: ObjectDefinition, fields: FieldDefinition[]): Promise<void> {
  const context = await askerContext(app, slug, given)
  const { filter = null, sort = null, format } = given.options
  await app.database.transaction(async transaction => {
    const [row] = await transaction.query(sql`update ${exportTable(context)} set status = 'completed', rows = ${rows}, total = ${rows}, finished_at = ${context.now},
      expires_at = ${context.now}::timestamptz + make_interval(hours => ${KEPT_HOURS}) where id = ${given.id}::uuid and status = 'running' and run = ${run}::uuid returning id`)
    const after = { object: object.name, format, filter, sort, fields: fields.map(field => field.name), rows }
    if (row) await recordEvents({ ...context, sql: transaction }, [{ object: '_export', record: given.id, kind: 'exported', after }])
  })
  app.wake(context.workspace.schema)
}
