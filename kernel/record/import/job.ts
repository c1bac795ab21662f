// Runs an import: reads the file through once, then writes batch by batch. Each batch and how far it got are one
// transaction, so that a process that dies loses and repeats nothing.
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import { defineJob, type JobRun } from '../../job/job.ts'
import { actorOf } from '../../workspace/actor.ts'
import { convertRow, startConversion, type ConvertedRow } from './convert.ts'
import { resolveLinks, type FoundLinks } from './links.ts'
import { matchFields, type FileColumn, type ImportOptions } from './mapping.ts'
import type { Mapping } from './headings.ts'
import { addOptions, findNewOptions } from './new-options.ts'
import { BrokenFile, readRows, type FileRow, type StoredFile } from './rows.ts'
import { writeRows, type BatchResult } from './write-rows.ts'

/** Rows of one transaction: it stays well under a second. */
const BATCH = 500

export interface ImportRow {
  id: string
  object: string
  options: ImportOptions
  columns: FileColumn[]
  member: string
  status: string
  rows: number | null
  done: number
  file: StoredFile
}

export const runImport = defineJob<{ import: string }>({
  name: 'record.import',
  payload: z.object({ import: z.uuid() }),
  attempts: 25,
  async run(context, payload, run) {
    const given = await readImport(context, payload.import)
    if (!given || given.status !== 'running') return
    try {
      if (given.rows === null) await countRows(context, given)
      await importRows(context, given, run)
    } catch (error) {
      if (error instanceof BrokenFile) await finish(context, given, 'failed', { code: error.code, parameters: { line: error.line } })
      else if (error instanceof Problem) await finish(context, given, 'failed', { code: error.faults[0]?.code ?? error.code, parameters: error.parameters })
      else throw error
    }
  },
})

async function readImport(context: Context, id: string): Promise<ImportRow | undefined> {
  const { schema } = context.workspace
  const [row] = await context.sql.query<ImportRow>(sql`select i.id, i.object, i.options, i.columns, i.member, i.status, i.rows, i.done,
    json_build_object('id', f.id, 'name', f.name, 'size', f.size, 'encoding', f.encoding, 'delimiter', f.delimiter) as file
    from ${identifier(schema, '_import')} i join ${identifier(schema, '_import_file')} f on f.id = i.file where i.id = ${id}::uuid`)
  return row
}

/** Reads the whole file before anything is written: a broken one leaves no half behind, and progress has an end. */
async function countRows(context: Context, given: ImportRow): Promise<void> {
  let rows = -1
  for await (const _ of readRows(context.sql, context.workspace.schema, given.file)) rows++
  given.rows = Math.max(rows, 0)
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_import')} set rows = ${given.rows} where id = ${given.id}::uuid`)
}

async function importRows(context: Context, given: ImportRow, { app, signal }: JobRun): Promise<void> {
  const found: FoundLinks = new Map()
  let headings: string[] | undefined
  let batch: FileRow[] = []
  let seen = 0
  for await (const row of readRows(context.sql, context.workspace.schema, given.file)) {
    if (!headings) {
      headings = row.cells.map(cell => cell.trim())
      continue
    }
    if (++seen <= given.done) continue
    batch.push(row)
    if (batch.length < BATCH) continue
    if (signal?.aborted) throw new Error('Interrupted by the stop of this process')
    if (!await importBatch(app, context.workspace.slug, given, headings, batch, found)) return
    batch = []
  }
  if (batch.length && headings && !await importBatch(app, context.workspace.slug, given, headings, batch, found)) return
  await finish(context, given, 'completed')
}

/** The importer acts: with her rights as they are now, in definitions as they are now. */
async function actingContext(app: App, slug: string, given: ImportRow): Promise<Context> {
  const workspace = await app.workspaces.get(slug)
  const actor = workspace && actorOf(workspace, given.member, 'import')
  if (!workspace || !actor) throw new Problem('permission.denied')
  return { workspace, actor, sql: app.database, now: app.clock.now(), log: app.log, locale: workspace.members.get(given.member)?.locale ?? workspace.locale, cause: { import: given.id, depth: 0 } }
}

/** Answers false when the import was cancelled meanwhile. */
async function importBatch(app: App, slug: string, given: ImportRow, headings: string[], batch: FileRow[], found: FoundLinks): Promise<boolean> {
  let context = await actingContext(app, slug, given)
  const mapping: Mapping = Object.fromEntries(given.columns.map(column => [column.name, column.target]))
  const conversionOf = () => startConversion(context, context.workspace.objects.get(given.object)!, given.options, headings, mapping)
  if (!context.workspace.objects.has(given.object)) throw new Problem('object.unknown')
  if (given.options.createOptions && !given.options.dryRun && context.actor.role.administrator) {
    const fresh = findNewOptions(conversionOf(), batch)
    if (fresh.size) {
      await addOptions(context, app.database, context.workspace.objects.get(given.object)!, fresh)
      context = await actingContext(app, slug, given)
    }
  }
  const conversion = conversionOf()
  const rows = batch.map(row => convertRow(conversion, row))
  const going = await app.database.transaction(transaction => writeBatchRows({ ...context, sql: transaction }, given, rows, found))
  app.wake(context.workspace.schema)
  return going
}

async function writeBatchRows(context: Context, given: ImportRow, rows: ConvertedRow[], found: FoundLinks): Promise<boolean> {
  const table = identifier(context.workspace.schema, '_import')
  // the row lock keeps a second worker, which believes this one dead, from doing the same batch
  const [state] = await context.sql.query<{ status: string, done: number }>(sql`select status, done from ${table} where id = ${given.id}::uuid for update`)
  if (state.status !== 'running' || state.done !== given.done) return false
  const { dryRun, runWorkflows, mode } = given.options
  await resolveLinks(context, rows, found, dryRun)
  const mapping: Mapping = Object.fromEntries(given.columns.map(column => [column.name, column.target]))
  const matchOn = mode === 'upsert' ? matchFields(given.options, mapping) : []
  const result = await writeRows(context, context.workspace.objects.get(given.object)!, rows, { matchOn, write: { lenient: true, parsed: true, dryRun, workflows: runWorkflows } })
  await keepFailures(context, given, result)
  await context.sql.query(sql`update ${table} set done = done + ${rows.length}, created = created + ${result.created}, updated = updated + ${result.updated},
    unchanged = unchanged + ${result.unchanged}, failed = failed + ${result.failures.length}, marked = marked + ${result.marked} where id = ${given.id}::uuid`)
  given.done += rows.length
  return true
}

async function keepFailures(context: Context, given: ImportRow, { failures }: BatchResult): Promise<void> {
  if (failures.length === 0) return
  const rows = failures.map(({ row, faults }) => ({ line: row.row.line, cells: row.row.cells, reasons: headed(given, faults).map(({ path, code, parameters }) => ({ path, code, parameters })) }))
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_import_failure')} (import, line, cells, reasons)
    select ${given.id}::uuid, f.line, f.cells, f.reasons from json_to_recordset(${JSON.stringify(rows)}::json) as f(line int, cells jsonb, reasons jsonb) on conflict do nothing`)
}

/** Faults of the write path name fields; a person looks for the column. */
function headed(given: ImportRow, faults: Fault[]): Fault[] {
  return faults.map(fault => ({ ...fault, path: given.columns.find(column => column.target?.field === fault.path)?.name ?? fault.path }))
}

async function finish(context: Context, given: ImportRow, status: 'completed' | 'failed', error?: object): Promise<void> {
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_import')} set status = ${status}, error = ${error ? JSON.stringify(error) : null}::jsonb, finished_at = ${context.now}
    where id = ${given.id}::uuid and status = 'running'`)
}
