// The bin keeps deleted records for 60 days (API.md §5); then they are gone, with nothing left but their events. So are the
// notes and documents about them (`leaving` of a module), which stood on its page: about nothing, a document would be everybody's.
import { z } from 'zod'
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { defineJob } from '../job/job.ts'
import { targetsOf } from '../object/normalise.ts'
import { writeRecords } from './write.ts'

export const BIN_DAYS = 60
/** Rows of one statement: foreign keys are looked up for each. */
const CHUNK = 1000
/** Records of one transaction. */
const FEW = 200

export const purgeBin = defineJob({
  name: 'record.purgeBin',
  payload: z.object({}),
  async run(context, _, { app }) {
    for (const { name } of context.workspace.objects.values()) {
      const table = identifier(context.workspace.schema, name)
      const expired = sql`select "id" from ${table} where "_deletedAt" < ${context.now}::timestamptz - make_interval(days => ${BIN_DAYS})`
      await purgeAbout(context, app, name, expired)
      for (let gone = CHUNK; gone === CHUNK;) {
        const rows = await context.sql.query(sql`delete from ${table} where "id" in (${expired} limit ${CHUNK}) returning 1`)
        gone = rows.length
      }
    }
  },
})

/** Those that somebody decides about are left. */
async function purgeAbout(context: Context, app: App, name: string, expired: Sql): Promise<void> {
  const { schema, objects } = context.workspace
  for (const { object, keep } of app.modules.flatMap(module => module.leaving ?? [])) {
    const fields = keep ? [] : objects.get(object)?.fields.filter(field => field.toCustom && targetsOf(field).includes(name)) ?? []
    for (const field of fields) {
      for (let gone = FEW; gone === FEW;) {
        gone = await app.database.transaction(async transaction => {
          const rows = await transaction.query<{ id: string, living: boolean }>(sql`select id, "_deletedAt" is null as living from ${identifier(schema, object)}
            where ${identifier(`${field.name}_${name}`)} in (${expired}) and "_held" is null limit ${FEW}`)
          const living = rows.filter(row => row.living).map(({ id }) => ({ op: 'delete' as const, id }))
          await writeRecords({ ...context, sql: transaction }, object, living, { unbounded: true, workflows: false })
          await transaction.query(sql`delete from ${identifier(schema, object)} where id = any(${rows.map(row => row.id)}::uuid[])`)
          return rows.length
        })
      }
    }
  }
}
