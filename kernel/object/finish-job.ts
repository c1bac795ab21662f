// Kernel, objects: the job that finishes a big table after its definition changed: indexes built beside the running
// work, foreign keys checked without a lock that anybody waits for.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { defineJob } from '../job/job.ts'
import { readDefinitions } from './definitions.ts'
import { completeObject } from './normalise.ts'
import { buildIndex, tableIndexes } from './table.ts'
import { readTables } from './table-state.ts'

export const finishTable = defineJob<{ object: string }>({
  name: 'object.finish',
  payload: z.object({ object: z.string() }),
  async run(context, { object }) {
    await buildIndexes(context, object)
    await validateReferences(context, object)
  },
})

/** CONCURRENTLY knows no transaction: `context.sql` is the pool, and each statement stands alone. */
async function buildIndexes(context: Context, name: string): Promise<void> {
  const { schema } = context.workspace
  // read anew: this process may not yet have heard of the change
  const stored = (await readDefinitions(context.sql, schema)).objects.get(name)
  const object = stored && completeObject(stored)
  const state = (await readTables(context.sql, schema, [name])).get(name)
  if (!object || !state) return
  let built = false
  for (const index of tableIndexes(object)) {
    const present = state.indexes.find(each => each.name === index.name)
    if (present?.valid) continue
    // what an interrupted build left behind
    if (present) await context.sql.query(sql`drop index concurrently if exists ${identifier(schema, index.name)}`)
    for (const statement of buildIndex(schema, name, index, 'concurrently')) await context.sql.query(statement)
    built = true
  }
  // of a new column PostgreSQL knows nothing: it would take it for filled, and sort the table by it for a page
  if (built) await context.sql.query(sql`analyze ${identifier(schema, name)}`)
}

async function validateReferences(context: Context, name: string): Promise<void> {
  const { schema } = context.workspace
  const state = (await readTables(context.sql, schema, [name])).get(name)
  for (const reference of state?.references ?? []) {
    if (!reference.valid) await context.sql.query(sql`alter table ${identifier(schema, name)} validate constraint ${identifier(reference.name)}`)
  }
}
