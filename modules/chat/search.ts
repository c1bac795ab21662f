// Team chat: search by words, the last one perhaps still being typed, in what the caller may read.
import type { Context } from '../../kernel/context.ts'
import { empty, sql } from '../../kernel/database/sql.ts'
import { readMessages, type Message } from './message.ts'

const MOST_WORDS = 10

export interface SearchQuery { q: string, channel?: string, after?: string, limit: number }

export async function searchMessages(context: Context, { q, channel, after, limit }: SearchQuery): Promise<{ data: Message[], page: { next: string | null } }> {
  // letters and digits only: nothing of the language of queries is left in them
  const words = q.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, MOST_WORDS)
  if (words.length === 0) return { data: [], page: { next: null } }
  const query = words.map(word => `${word}:*`).join(' & ')
  const rows = await readMessages(context, sql`t.deleted_at is null and to_tsvector('simple', t.text) @@ to_tsquery('simple', ${query})
    ${channel ? sql`and t.channel = ${channel}::uuid` : empty} ${after ? sql`and t.id < ${after}::uuid` : empty}`, limit + 1)
  return { data: rows.slice(0, limit), page: { next: rows.length > limit ? rows[limit - 1].id : null } }
}
