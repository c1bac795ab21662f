// Imported files are kept for a week, so that they can be imported again with other options; then only what is told of the
// import remains. A file that no import came to use, because its process died, goes after a day.
import { z } from 'zod'
import { identifier, sql } from '../../database/sql.ts'
import { defineJob } from '../../job/job.ts'

const KEPT_DAYS = 7

export const sweepFiles = defineJob({
  name: 'record.sweepImportFiles',
  payload: z.object({}),
  async run({ sql: queryable, workspace: { schema }, now }) {
    const [file, piece, run] = ['_import_file', '_import_piece', '_import'].map(name => identifier(schema, name))
    await queryable.query(sql`delete from ${piece} where file in (select f.id from ${file} f where f.created_at < ${now}::timestamptz - interval '1 day'
      and not exists (select from ${run} i where i.file = f.id and (i.status = 'running' or i.finished_at > ${now}::timestamptz - make_interval(days => ${KEPT_DAYS}))))`)
    await queryable.query(sql`delete from ${file} f where f.created_at < ${now}::timestamptz - interval '1 day' and not exists (select from ${run} i where i.file = f.id)`)
  },
})
