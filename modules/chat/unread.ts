// Team chat: how far a member has read. What is unread is a difference of two numbers, so counting reads no messages.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { channelTable, memberTable, readChannel, tell } from './channel.ts'

export const unreadAnswer = z.object({
  total: z.number().meta({ description: 'Muted channels left out' }),
  direct: z.number().meta({ description: 'Of them in conversations' }),
  channels: z.array(z.object({ channel: z.string(), unread: z.number() })).meta({ description: 'Those with anything unread, the muted too' }),
})

export async function readUnread(context: Context): Promise<z.output<typeof unreadAnswer>> {
  const rows = await context.sql.query<{ channel: string, unread: number, muted: boolean, kind: string }>(sql`select c.id as channel, (c.last_seq - m.read_seq)::int as unread, m.muted, c.kind
    from ${memberTable(context)} m join ${channelTable(context)} c on c.id = m.channel where m.member = ${context.actor.member}::uuid and c.last_seq > m.read_seq and c.archived_at is null`)
  const sum = (counted: typeof rows) => counted.reduce((total, row) => total + row.unread, 0)
  const heard = rows.filter(row => !row.muted)
  return { total: sum(heard), direct: sum(heard.filter(row => row.kind === 'direct')), channels: rows.map(({ channel, unread }) => ({ channel, unread })) }
}

/** Only onwards: another window may have read further. Her other windows hear it. */
export async function markRead(context: Context, channel: string, seq: number): Promise<z.output<typeof unreadAnswer>> {
  await readChannel(context, channel)
  const moved = await context.sql.query(sql`update ${memberTable(context)} m set read_seq = least(${seq}::bigint, c.last_seq) from ${channelTable(context)} c
    where c.id = m.channel and m.channel = ${channel}::uuid and m.member = ${context.actor.member}::uuid and m.read_seq < least(${seq}::bigint, c.last_seq) returning 1`)
  if (moved.length) await tell(context, channel, 'read', { seq, to: context.actor.member })
  return readUnread(context)
}
