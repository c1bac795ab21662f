// Team chat: search by words, the last one perhaps still being typed, in what the caller may read, newest first.
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { empty, sql, type Sql } from '../../kernel/database/sql.ts'
import { messageTable, readableChannels } from './channel.ts'
import { readMessages, type Message } from './message.ts'

const MOST_WORDS = 10
/** Newest messages that are looked at before the index is asked: a common word is found among them at once, while the index would gather all its messages first. */
const NEWEST = 3000

export interface SearchQuery { q: string, channel?: string, after?: string, limit: number }

export async function searchMessages(context: Context, { database }: Pick<App, 'database'>, { q, channel, after, limit }: SearchQuery): Promise<{ data: Message[], page: { next: string | null } }> {
  // letters and digits only: nothing of the language of queries is left in them
  const words = q.toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean).slice(0, MOST_WORDS)
  if (words.length === 0) return { data: [], page: { next: null } }
  const query = words.map(word => `${word}:*`).join(' & ')
  const range = sql`${channel ? sql`and m.channel = ${channel}::uuid` : empty} ${after ? sql`and m.id < ${after}::uuid` : empty}`
  const matching = sql`m.words @@ to_tsquery('simple', ${query})`
  const readable = sql`m.channel in (${readableChannels(context)})`
  const table = messageTable(context)
  const read = (within: Context, ids: Sql) => readMessages(within, sql`t.id = any(array(${ids}))`, limit + 1)
  let rows = await read(context, sql`select m.id from (select id, channel, words from ${table} m where ${readable} ${range} order by id desc limit ${NEWEST}) m where ${matching}`)
  if (rows.length <= limit) {
    // by the index alone: a walk over all messages, which a planner might take for cheap, is ruled out
    rows = await database.transaction(async transaction => {
      await transaction.query(sql`select set_config('enable_seqscan', 'off', true), set_config('enable_indexscan', 'off', true)`)
      return read({ ...context, sql: transaction }, sql`select m.id from ${table} m where ${matching} and ${readable} ${range} order by m.id desc limit ${limit + 1}`)
    })
  }
  return { data: rows.slice(0, limit), page: { next: rows.length > limit ? rows[limit - 1].id : null } }
}
