// Team chat: what bots post: workflows, users' functions. Each notice is written once (its key), carries its time with the
// zone's name, and says which record it is about; who may not see the record finds nothing behind the link.
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { sql } from '../../kernel/database/sql.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { messageTable } from './channel.ts'
import { lockPlaces, writePosts, type NewPost } from './post.ts'
import { stampOf } from './stamp.ts'
import { conversationsWith, resolveTargets, type Target } from './target.ts'

export interface Notice {
  /** A channel's name or id, `@Budi`, a member's id, `role:x`, `team:x`. */
  channel: string
  text: string
  /** The same on every retry. */
  key: string
  /** The name that it is posted under. */
  bot?: string
  record?: { object: string, id: string } | null
  /** A path of the web app, where it leads elsewhere than to a record. */
  link?: string | null
  /** What a thread of notices is about: the first one begins it, the others join it. */
  thread?: string | null
}

const botName = 'Hubung'
const LONGEST = 10_000

/**
 * Posts many at once, in the context's transaction: they are there if and only if it commits, each once for its key.
 * Answers the ids of each notice's messages; a repeated one has none. Throws 422 `chat.noChannel`, `chat.nobody`, `chat.archived`.
 */
export async function postMessages(context: Context, notices: Notice[]): Promise<string[][]> {
  const targets = await resolveTargets(context, notices.map(notice => notice.channel))
  const aimed = notices.flatMap((notice, at) => aim(notice, at, targets.get(notice.channel)!))
  const conversations = await conversationsWith(context, aimed.flatMap(({ bot, member }) => member === undefined ? [] : [{ member, bot }]))
  const stamp = stampOf(context.now, context.workspace)
  const posts = aimed.map(each => ({ at: each.at, thread: each.notice.thread ?? undefined, post: postOf(each, each.channel ?? conversations.get(`${each.bot} ${each.member}`)!, stamp) }))
  const written = new Set(await writeInThreads(context, posts))
  return notices.map((_, at) => posts.filter(each => each.at === at && written.has(each.post.id)).map(each => each.post.id))
}

interface Aimed { at: number, notice: Notice, bot: string, key: string, channel?: string, member?: string }

/** One post for a channel, one for each member. */
function aim(notice: Notice, at: number, { channel, members = [] }: Target): Aimed[] {
  const { key, bot: given } = notice
  const bot = cutText(given ?? botName, 80)
  return channel ? [{ at, notice, bot, key, channel }] : members.map(member => ({ at, notice, bot, key: `${key} ${member}`, member }))
}

function postOf({ notice, bot, key }: Aimed, channel: string, stamp: string): NewPost {
  const { text, record, link } = notice
  return { id: newId(), channel, bot, text: cutText(text, LONGEST), object: record?.object ?? null, record: record?.id ?? null, link: link ?? null, stamp, key }
}

interface Threaded { thread?: string, post: NewPost }

/** First what stands by itself or begins a thread, then what joins one. */
async function writeInThreads(context: Context, posts: Threaded[]): Promise<string[]> {
  if (posts.length === 0) return []
  const subjects = posts.filter(each => each.thread)
  // what another transaction begins meanwhile is then either there or still to come
  await lockPlaces(context, posts.map(({ post }) => post))
  const heads = await headsOf(context, subjects)
  const beginning = new Set<Threaded>()
  for (const each of subjects) {
    const place = placeOf(each)
    if (!heads.has(place)) {
      heads.set(place, each.post.id)
      beginning.add(each)
    }
  }
  const first = posts.filter(each => !each.thread || beginning.has(each)).map(each => beginning.has(each) ? { ...each.post, subject: each.thread } : each.post)
  const joining = subjects.filter(each => !beginning.has(each)).map(each => ({ ...each.post, thread: heads.get(placeOf(each)) }))
  const written = await writePosts(context, first)
  return [...written, ...await writePosts(context, joining)].map(post => post.id)
}

const placeOf = ({ thread, post }: Threaded): string => `${post.channel} ${thread}`

async function headsOf(context: Context, posts: Threaded[]): Promise<Map<string, string>> {
  if (posts.length === 0) return new Map()
  const rows = await context.sql.query<{ id: string, channel: string, subject: string }>(sql`select t.id, t.channel, t.subject from ${messageTable(context)} t
    join (select distinct channel, subject from jsonb_to_recordset(${JSON.stringify(posts.map(({ thread, post }) => ({ channel: post.channel, subject: thread })))}::jsonb) as r(channel uuid, subject text)) r on r.channel = t.channel and r.subject = t.subject`)
  return new Map(rows.map(row => [`${row.channel} ${row.subject}`, row.id]))
}
