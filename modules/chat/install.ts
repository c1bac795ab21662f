// Team chat: channels that a template brings, open to everyone. One that a customer archived or renamed does not come back.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { channelTable } from './channel.ts'

/** `key` tells it apart for good; name and topic are in the workspace's language already. */
interface Brought { key: string, name: string, topic?: string }

export async function installChannels(context: Context, channels: unknown[], from: string): Promise<void> {
  for (const { key, name, topic = '' } of channels as Brought[]) {
    const [isNew] = await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_installed')} (source, kind, name, value) values (${from}, 'channel', ${key}, ${JSON.stringify({ name, topic })}::jsonb)
      on conflict (source, kind, name) do nothing returning name`)
    if (!isNew) continue
    await context.sql.query(sql`insert into ${channelTable(context)} (id, kind, name, topic, created_at) select ${newId()}::uuid, 'public', ${name}, ${topic}, ${context.now}::timestamptz
      where not exists (select from ${channelTable(context)} where kind <> 'direct' and lower(name) = lower(${name}))`)
  }
}
