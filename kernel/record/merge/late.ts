// Merge room: a write that was under way during a merge had found the merged record alive; its link moves a little later.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { wallClock } from '../../job/clock.ts'
import { addJob, defineJob } from '../../job/job.ts'
import { actingContext } from '../bulk/job.ts'
import { tableOf } from '../fields.ts'
import { moveLinks } from './links.ts'
import { survivorOf } from './pointer.ts'

/** Milliseconds after which no write is left that saw the records as they were: writes stay under a second. */
const LAST_WRITES = 10_000

export const moveLateLinks = defineJob<{ merge: string, object: string, from: string[] }>({
  name: 'record.moveLateLinks',
  payload: z.object({ merge: z.uuid(), object: z.string(), from: z.array(z.uuid()) }),
  async run(context, { merge, object, from }, { app }) {
    const workspace = await app.workspaces.fresh(context.workspace.slug)
    if (!workspace?.objects.has(object)) return
    await app.database.transaction(async transaction => {
      const [lasting] = await transaction.query<{ member: string }>(sql`select actor as member from ${identifier(workspace.schema, '_merge')} where id = ${merge}::uuid and undone_at is null for update`)
      if (!lasting) return
      const inside = actingContext(app, { workspace, sql: transaction }, lasting, context.cause)
      // the survivor may have been merged too meanwhile, or lie in the bin
      const into = await survivorOf(inside, object, from[0])
      const [living] = into === undefined ? [] : await transaction.query(sql`select 1 from ${tableOf(inside, object)} where "id" = ${into}::uuid and "_deletedAt" is null`)
      if (living) await moveLinks(inside, merge, object, into!, from)
    })
  },
})

export async function queueLateLinks(context: Context, merge: string, object: string, from: string[]): Promise<void> {
  await addJob(context, moveLateLinks, { merge, object, from }, { runAt: new Date(wallClock().getTime() + LAST_WRITES) })
}
