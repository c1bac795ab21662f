// Team chat: writes messages, many at once. A channel's row is locked while its messages get their places, so that places
// are in the order of the commits and nobody reads past a message that comes late.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { recordEvents } from '../../kernel/event/record-event.ts'
import type { FileValue } from '../../kernel/file/hang.ts'
import { answerQuestions } from './ask-answer.ts'
import { CHAT, channelTable, memberTable, messageTable } from './channel.ts'
import { notifyMentioned } from './mention.ts'
import { queueForOutside } from './outside/queue.ts'
import { mentionsIn } from './people.ts'

export interface NewPost {
  id: string
  channel: string
  thread?: string | null
  /** Who wrote it, or the name of the bot that speaks. */
  author?: string
  bot?: string
  text: string
  object?: string | null
  record?: string | null
  link?: string | null
  stamp?: string
  files?: FileValue[]
  /** The same on every retry: it is written once. */
  key?: string
  subject?: string
}

export interface Posted extends NewPost { seq: number }

/** Answers those that were written: a post whose key is known is there already. In the context's transaction. */
export async function writePosts(context: Context, posts: NewPost[]): Promise<Posted[]> {
  if (posts.length === 0) return []
  await lockPlaces(context, posts)
  const written = new Map((await insert(context, posts)).map(row => [row.id, row.seq]))
  const posted = posts.flatMap(post => written.has(post.id) ? [{ ...post, seq: Number(written.get(post.id)) }] : [])
  await recordEvents(context, posted.map(({ id, channel, thread, seq }) => ({ object: CHAT, record: channel, kind: 'posted', after: { message: id, thread: thread ?? null, seq } })))
  await notifyMentioned(context, posted)
  await answerQuestions(context, posted)
  await queueForOutside(context, posted)
  return posted
}

/** In the order of ids, so that writers do not wait for each other in a circle: channels, then the heads of threads. */
export async function lockPlaces(context: Context, posts: Pick<NewPost, 'channel' | 'thread'>[]): Promise<void> {
  const channels = [...new Set(posts.map(post => post.channel))]
  const threads = [...new Set(posts.flatMap(post => post.thread ?? []))]
  await context.sql.query(sql`select id from ${channelTable(context)} where id = any(${channels}::uuid[]) order by id for update`)
  if (threads.length) await context.sql.query(sql`select id from ${messageTable(context)} where id = any(${threads}::uuid[]) order by id for update`)
}

/** One statement: the messages with their places, the counters of channels and threads, and how far their authors have read. */
function insert(context: Context, posts: NewPost[]): Promise<{ id: string, seq: string }[]> {
  const rows = posts.map(post => ({ ...post, files: post.files ?? [], mentions: mentionsIn(context.workspace, post.text).members }))
  const [messages, channels, members] = [messageTable(context), channelTable(context), memberTable(context)]
  return context.sql.query<{ id: string, seq: string }>(sql`with p as (
      select p.*, row_number() over (partition by coalesce(p.thread, p.channel) order by p.position) as place
      from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as (id uuid, channel uuid, thread uuid, author uuid, bot text, text text, object text, record uuid, link text, stamp text, files jsonb, mentions jsonb, key text, subject text))
        with ordinality as p (id, channel, thread, author, bot, text, object, record, link, stamp, files, mentions, key, subject, position)
      where p.key is null or not exists (select from ${messages} k where k.key = p.key)),
    i as (insert into ${messages} (id, channel, thread, seq, author, bot, text, mentions, object, record, link, stamp, files, key, subject, created_at)
      select p.id, p.channel, p.thread, p.place + case when p.thread is null then c.last_seq else (select h.replies from ${messages} h where h.id = p.thread) end,
        p.author, p.bot, p.text, array(select jsonb_array_elements_text(p.mentions)::uuid), p.object, p.record, p.link, p.stamp, p.files, p.key, p.subject, ${context.now}::timestamptz
      from p join ${channels} c on c.id = p.channel
      on conflict (key) where key is not null do nothing returning id, channel, thread, seq, author),
    c as (update ${channels} c set last_seq = n.last, last_at = ${context.now}::timestamptz from (select channel, max(seq) as last from i where thread is null group by 1) n where c.id = n.channel),
    t as (update ${messages} h set replies = n.last, last_reply_at = ${context.now}::timestamptz from (select thread, max(seq) as last from i where thread is not null group by 1) n where h.id = n.thread),
    r as (update ${members} m set read_seq = greatest(read_seq, n.last) from (select channel, author, max(seq) as last from i where thread is null and author is not null group by 1, 2) n
      where m.channel = n.channel and m.member = n.author)
    select id, seq from i`)
}
