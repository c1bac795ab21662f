// Runs an import: reads the file through once, then writes batch by batch. Each batch and how far it got are one
// transaction, so that a process that dies loses and repeats nothing.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem } from '../../http/errors.ts'
import { defineJob, type JobRun } from '../../job/job.ts'
import { convertBatch, startRun, writeBatch } from './batch.ts'
import { BrokenFile, type FileRow } from './csv-reader.ts'
import { finish, importTable, readImport, readThrough, type ImportRow } from './import-row.ts'
import { readRows } from './rows.ts'
import { writeWaiting } from './waiting-rows.ts'

/** Rows and characters of one transaction: it stays well under a second. */
const BATCH = 1000
const BATCH_SIZE = 2_000_000
/** Tries after a fault of ours (the last after an hour or so); then the import ends as failed. */
const ATTEMPTS = 8

export const runImport = defineJob<{ import: string }>({
  name: 'record.import',
  payload: z.object({ import: z.uuid() }),
  attempts: ATTEMPTS,
  async run(context, payload, job) {
    const given = await readImport(context, payload.import)
    if (!given || given.status !== 'running') return
    try {
      if (given.options.dryRun && given.done > 0) await startOver(context, given)
      if (given.rows === null) await noteRows(context, given)
      if (await importRows(context, given, job)) await finish(atEnd(context, job), given.id, 'completed')
    } catch (error) {
      const reason = reasonOf(error) ?? (job.attempt >= ATTEMPTS && !job.signal.aborted ? { code: 'internal' } : undefined)
      if (!reason) throw error
      if (reason.code === 'internal') context.log.error({ err: error, import: given.id }, 'An import failed')
      await finish(atEnd(context, job), given.id, 'failed', reason)
    }
  },
})

/** The context's own time is when the job began. */
function atEnd(context: Context, { app }: JobRun): Context {
  return { ...context, now: app.clock.now() }
}

/** Why the import as a whole cannot go on, if that is the file's or the definitions' fault. */
function reasonOf(error: unknown): { code: string, parameters?: Problem['parameters'] } | undefined {
  if (error instanceof BrokenFile) return { code: error.code, parameters: { line: error.line } }
  if (!(error instanceof Problem)) return undefined
  return { code: error.faults[0]?.code ?? error.code, parameters: error.faults[0]?.parameters ?? error.parameters }
}

/** What a dry run has pretended died with its process. */
async function startOver(context: Context, given: ImportRow): Promise<void> {
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_import_failure')} where import = ${given.id}::uuid`)
  await context.sql.query(sql`update ${importTable(context)} set done = 0, created = 0, updated = 0, unchanged = 0, failed = 0, marked = 0, alike = 0 where id = ${given.id}::uuid`)
  given.done = 0
}

async function noteRows(context: Context, given: ImportRow): Promise<void> {
  Object.assign(given, await readThrough(context, given.file, given.object, given.columns))
  await context.sql.query(sql`update ${importTable(context)} set rows = ${given.rows}, columns = ${JSON.stringify(given.columns)}::jsonb where id = ${given.id}::uuid`)
}

/** Answers false when there was no more to do. While one batch is written the next one is read and converted. */
async function importRows(context: Context, given: ImportRow, { app, signal }: JobRun): Promise<boolean> {
  const run = startRun(app, context.workspace.slug, given)
  let writing = Promise.resolve(true)
  try {
    for await (const batch of readBatches(context, given)) {
      if (signal.aborted) throw new Error('Interrupted by the stop of this process')
      const converted = await convertBatch(run, batch)
      if (!await writing) return false
      writing = writeBatch(run, converted)
      // heard at the next turn; until then it must not end the process
      writing.catch(() => {})
    }
    return await writing && await writeWaiting(context, run)
  } finally {
    await writing.catch(() => {})
  }
}

/** The rows that are not done yet, as many at a time as one transaction takes. */
async function* readBatches(context: Context, { file, done }: ImportRow): AsyncGenerator<FileRow[]> {
  let skip = done + 1 // the heading
  let batch: FileRow[] = []
  let size = 0
  for await (const rows of readRows(context.sql, context.workspace.schema, file)) {
    for (const row of rows) {
      if (skip-- > 0) continue
      batch.push(row)
      size += row.size
      if (batch.length < BATCH && size < BATCH_SIZE) continue
      yield batch
      batch = []
      size = 0
    }
  }
  if (batch.length) yield batch
}
