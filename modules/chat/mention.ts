// Team chat: tells whom a message names, and in a thread those who take part in it; once for each message, not who has
// muted the channel, and nobody who could not read it.
import type { Context } from '../../kernel/context.ts'
import { cutText } from '../../kernel/cut-text.ts'
import { sql } from '../../kernel/database/sql.ts'
import { notifyMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { channelTable, memberTable, messageTable } from './channel.ts'
import { isHere, mentionsIn, plainText } from './people.ts'
import type { NewPost } from './post.ts'
import { chatTexts as texts } from './texts.ts'

interface Place { id: string, kind: string, name: string | null }
interface Membership { channel: string, member: string, muted: boolean }

const LONGEST = 300

/** The address of a message in the web app: an answer opens its thread. */
export const messageLink = ({ id, channel, thread }: Pick<NewPost, 'id' | 'channel' | 'thread'>): string => `/chat/${channel}?message=${thread ?? id}${thread ? `&thread=${thread}` : ''}`

/** `answers`: also who takes part in the thread, who has heard of an answer that is only edited. */
export async function notifyMentioned(context: Context, posts: NewPost[], answers = true): Promise<void> {
  const named = posts.map(post => ({ post, ...mentionsIn(context.workspace, post.text) }))
  const telling = named.filter(({ post, members, everyone }) => members.length || everyone || (answers && post.thread))
  if (telling.length === 0) return
  const channels = [...new Set(telling.map(({ post }) => post.channel))]
  const places = new Map((await context.sql.query<Place>(sql`select id, kind, name from ${channelTable(context)} where id = any(${channels}::uuid[])`)).map(place => [place.id, place]))
  const memberships = Map.groupBy(await context.sql.query<Membership>(sql`select channel, member, muted from ${memberTable(context)} where channel = any(${channels}::uuid[])`), row => row.channel)
  const parts = await participants(context, answers ? telling.flatMap(({ post }) => post.thread ?? []) : [])
  const notices = telling.flatMap(({ post, members, everyone }) => {
    const place = places.get(post.channel)!
    const here = new Map((memberships.get(post.channel) ?? []).map(row => [row.member, row.muted]))
    const told = new Set(everyone ? [...here.keys(), ...members] : members)
    const mayHear = (member: string) => member !== post.author && isHere(context.workspace.members.get(member)) && here.get(member) !== true && (place.kind === 'public' || here.has(member))
    const answering = (parts.get(post.thread ?? '') ?? []).filter(member => !told.has(member))
    return [...[...told].filter(mayHear).map(member => noticeOf(context, post, place, member, 'mentioned')), ...answering.filter(mayHear).map(member => noticeOf(context, post, place, member, 'replied'))]
  })
  await notifyMembers(context, notices)
}

/** Who has written in these threads. */
async function participants(context: Context, threads: string[]): Promise<Map<string, string[]>> {
  if (threads.length === 0) return new Map()
  const rows = await context.sql.query<{ thread: string, author: string }>(sql`select distinct coalesce(thread, id) as thread, author from ${messageTable(context)}
    where author is not null and (id = any(${threads}::uuid[]) or thread = any(${threads}::uuid[]))`)
  return new Map([...Map.groupBy(rows, row => row.thread)].map(([thread, found]) => [thread, found.map(row => row.author)]))
}

function noticeOf(context: Context, post: NewPost, place: Place, member: string, how: 'mentioned' | 'replied'): NewNotification {
  const { workspace } = context
  const locale = workspace.members.get(member)?.locale ?? workspace.locale
  const name = post.bot ?? workspace.members.get(post.author ?? '')?.name ?? '–'
  const where = place.kind === 'direct' ? texts.direct[locale] : `#${place.name}`
  const title = texts[how][locale].replace('{name}', () => name).replace('{place}', () => where)
  return { member, title, body: cutText(plainText(workspace, post.text), LONGEST), link: messageLink(post), key: `chat ${post.id} ${member}` }
}
