// File room: takes away, day by day, what hangs nowhere: uploads that no record came to hold within a day, files that
// were taken off, and those of records that are gone for good.
import { z } from 'zod'
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { defineJob } from '../job/job.ts'
import { tableOf } from '../record/fields.ts'
import { fileTable, placeTable } from './file.ts'
import { keyOf, storeOf } from './store.ts'
import { thumbnailSizes } from './thumbnail.ts'

const CHUNK = 500

export const sweepFiles = defineJob({
  name: 'file.sweep',
  payload: z.object({}),
  async run(context, _, { app, signal }) {
    for (const { name } of context.workspace.objects.values()) await dropPlaces(context, name)
    for (let gone = CHUNK; gone === CHUNK;) {
      signal.throwIfAborted()
      const ids = await app.database.transaction(transaction => dropFiles({ ...context, sql: transaction }))
      // a crash here leaves bytes that nobody reaches, never a file without bytes
      for (const id of ids) for (const size of [undefined, ...thumbnailSizes]) await storeOf(app).delete(keyOf(context.workspace.schema, id, size))
      gone = ids.length
    }
  },
})

async function dropPlaces(context: Context, object: string): Promise<void> {
  await context.sql.query(sql`delete from ${placeTable(context)} p where p.object = ${object} and not exists (select from ${tableOf(context, object)} t where t."id" = p.record)`)
}

/**
 * Two statements: the first locks, so that nobody hangs these files up meanwhile, the second sees what was hung up before
 * the lock was had.
 */
async function dropFiles(context: Context & { sql: Transaction }): Promise<string[]> {
  const free = sql`not exists (select from ${placeTable(context)} p where p.file = f.id)`
  const locked = await context.sql.query<{ id: string }>(sql`select f.id from ${fileTable(context)} f where f.created_at < ${context.now}::timestamptz - interval '1 day' and ${free}
    order by f.id limit ${CHUNK} for update skip locked`)
  const rows = await context.sql.query<{ id: string }>(sql`delete from ${fileTable(context)} f where f.id = any(${locked.map(row => row.id)}::uuid[]) and ${free} returning f.id`)
  return rows.map(row => row.id)
}
