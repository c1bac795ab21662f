// Team chat: who hears of what happens in a channel on her open line, and who sees its files.
import type { Audience, Hearers } from '../../kernel/event/audience.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import type { FileKeeper } from '../../kernel/file/keeper.ts'
import { CHAT, messageTable, readableChannels } from './channel.ts'
import { FILES } from './say.ts'

/** Of a public channel everyone: who has not joined may have it open. */
export const chatAudience: Audience = {
  object: CHAT,
  async hearers(queryable, schema, channels) {
    const rows = await queryable.query<{ id: string, kind: string, members: string[] | null }>(sql`select c.id, c.kind,
        case when c.kind <> 'public' then (select array_agg(m.member) from ${identifier(schema, '_chat_member')} m where m.channel = c.id) end as members
      from ${identifier(schema, '_chat_channel')} c where c.id = any(${channels}::uuid[])`)
    return new Map<string, Hearers>(rows.map(({ id, kind, members }) => [id, kind === 'public' ? 'everyone' : new Set(members)]))
  },
}

export const chatFiles: FileKeeper = {
  object: FILES,
  async maySeeAny(context, ids) {
    const rows = await context.sql.query(sql`select 1 from ${messageTable(context)} t where t.id = any(${ids}::uuid[]) and t.deleted_at is null and t.channel in (${readableChannels(context)}) limit 1`)
    return rows.length > 0
  },
}
