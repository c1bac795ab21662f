// Merge room: what an undoing needs is kept for as long as it may be asked for; then only which record became which remains.
import { z } from 'zod'
import { identifier, sql } from '../../database/sql.ts'
import { defineJob } from '../../job/job.ts'
import { UNDO_DAYS } from './undo.ts'

export const sweepMerges = defineJob({
  name: 'record.sweepMerges',
  payload: z.object({}),
  async run({ sql: queryable, workspace: { schema }, now }) {
    const [merge, link] = ['_merge', '_merged_link'].map(name => identifier(schema, name))
    const over = sql`(undone_at is not null or at < ${now}::timestamptz - make_interval(days => ${UNDO_DAYS + 1}))`
    await queryable.query(sql`delete from ${link} where merge in (select id from ${merge} where ${over})`)
    await queryable.query(sql`update ${merge} set before = '{}', after = '{}', moved = '{}' where ${over} and (before, after, moved) <> ('{}'::jsonb, '{}'::jsonb, '{}'::jsonb)`)
  },
})
