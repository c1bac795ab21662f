// Team chat, outside: what was posted in a connected channel is put in line for its outside chat, in the post's transaction.
import type { Context } from '../../../kernel/context.ts'
import { sql } from '../../../kernel/database/sql.ts'
import { wallClock } from '../../../kernel/job/clock.ts'
import { addJob } from '../../../kernel/job/job.ts'
import { newId } from '../../../kernel/record/new-id.ts'
import type { NewPost } from '../post.ts'
import { sendToOutside } from './send-job.ts'
import { deliveryTable, outsideTable } from './outside.ts'

export async function queueForOutside(context: Context, posts: NewPost[]): Promise<void> {
  if (posts.length === 0) return
  const rows = posts.map(({ id, channel, bot }) => ({ id: newId(), message: id, channel, bot: bot !== undefined }))
  const queued = await context.sql.query<{ channel: string }>(sql`insert into ${deliveryTable(context)} (id, channel, message, created_at)
    select r.id, o.channel, r.message, ${wallClock()}::timestamptz from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (id uuid, message uuid, channel uuid, bot boolean)) with ordinality as r(id, message, channel, bot, position)
    join ${outsideTable(context)} o on o.channel = r.channel and o.enabled and (r.bot or o.posts = 'all') order by r.position returning channel`)
  for (const channel of new Set(queued.map(row => row.channel))) await resumeOutside(context, channel)
}

/** One job at a time for a channel, so that its messages go out in their order. */
export function resumeOutside(context: Context, channel: string, runAt?: Date): Promise<void> {
  const queue = `chat ${context.workspace.slug} ${channel}`
  return addJob(context, sendToOutside, { channel }, { queue, ...runAt ? { key: `${queue} later`, runAt } : {} })
}
