// Team chat: questions to a colleague end when she says something: in the thread, in the conversation of the two, by a
// sign on the message, or by the press of "answered".
import type { Context } from '../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { notifyMembers } from '../../kernel/event/notification.ts'
import { cancelTimers } from '../../kernel/job/timer.ts'
import { channelTable, tellChanged } from './channel.ts'
import { messageLink } from './mention.ts'
import type { NewPost } from './post.ts'
import { chatTexts as texts } from './texts.ts'

/** The kind of the timers that wait for answers; their subject is the question. */
export const ASK = 'chat.ask'

export const askTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_chat_ask')

interface Ended { id: string, message: string, channel: string, thread: string, asker: string, asked: string }

/** In a thread whatever the asked one writes; in a conversation anything that she writes after the question. */
export async function answerQuestions(context: Context, posts: NewPost[]): Promise<void> {
  const said = posts.flatMap(({ id, author, channel, thread }) => author === undefined ? [] : [{ id, author, channel, thread: thread ?? null }])
  if (said.length === 0) return
  await endQuestions(context, sql`exists (select from jsonb_to_recordset(${JSON.stringify(said)}::jsonb) as p(id uuid, author uuid, channel uuid, thread uuid)
    where p.author = a.asked and p.channel = a.channel and p.id > a.message
      and (p.thread = a.thread or (p.thread is null and exists (select from ${channelTable(context)} c where c.id = p.channel and c.kind = 'direct'))))`)
}

/** Ends the open questions that fit the condition on `a`, and tells who asked. */
export async function endQuestions(context: Context, condition: Sql): Promise<void> {
  const ended = await context.sql.query<Ended>(sql`update ${askTable(context)} a set state = 'answered', answered_at = ${context.now}::timestamptz
    where a.state in ('waiting', 'pinged', 'escalated') and ${condition} returning a.id, a.message, a.channel, a.thread, a.asker, a.asked`)
  if (ended.length === 0) return
  await cancelTimers(context, ASK, ended.map(ask => ask.id), 'answered')
  await notifyMembers(context, ended.map(ask => {
    const { members, locale } = context.workspace
    const title = texts.answered[members.get(ask.asker)?.locale ?? locale].replace('{asked}', () => members.get(ask.asked)?.name ?? '–')
    return { member: ask.asker, title, link: messageLink({ id: ask.message, channel: ask.channel, thread: ask.thread === ask.message ? null : ask.thread }), key: `${ASK} ${ask.id} answered` }
  }))
  await tellChanged(context, ended)
}
