// Team chat: what a member says, edits, takes back and reacts to.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { hangUp, takeDown } from '../../kernel/file/keeper.ts'
import { Problem, refuse } from '../../kernel/http/errors.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { endQuestions } from './ask-answer.ts'
import { addMembers, messageTable, readChannel, tellChanged, writableChannel } from './channel.ts'
import { lockMessage, readMessage, type Message } from './message.ts'
import { notifyMentioned } from './mention.ts'
import { mentionsIn } from './people.ts'
import { writePosts } from './post.ts'

/** Where the files of messages hang. */
export const FILES = '_chatMessage'

export interface Said { text: string, thread?: string, files: string[] }

/** Whoever speaks in a public channel is in it. Throws `notFound`, `chat.archived`, 422. */
export async function say(context: Context, given: string, { text, thread, files }: Said): Promise<Message> {
  const channel = await writableChannel(context, given)
  if (text === '' && files.length === 0) throw refuse([{ path: 'text', code: 'chat.empty' }])
  if (thread) await checkHead(context, channel.id, thread)
  if (!channel.joined) await addMembers(context, channel.id, [context.actor.member])
  const id = newId()
  const kept = await hangUp(context, FILES, id, files)
  await writePosts(context, [{ id, channel: channel.id, thread, author: context.actor.member, text, files: kept }])
  return readMessage(context, id)
}

/** A thread hangs on a message of the channel itself, not on an answer. */
async function checkHead(context: Context, channel: string, thread: string): Promise<void> {
  const [head] = await context.sql.query(sql`select 1 from ${messageTable(context)} where id = ${thread}::uuid and channel = ${channel}::uuid and thread is null and deleted_at is null`)
  if (!head) throw refuse([{ path: 'thread', code: 'chat.thread' }])
}

/** Whom an edit names anew is told. */
export async function edit(context: Context, id: string, text: string): Promise<Message> {
  const message = await own(context, id)
  if (text === '' && message.files.length === 0) throw refuse([{ path: 'text', code: 'chat.empty' }])
  await context.sql.query(sql`update ${messageTable(context)} set text = ${text}, mentions = ${mentionsIn(context.workspace, text).members}::uuid[], edited_at = ${context.now}::timestamptz where id = ${id}::uuid`)
  await notifyMentioned(context, [{ id, channel: message.channel, thread: message.thread, author: context.actor.member, text }], false)
  await tellChanged(context, [{ channel: message.channel, message: id, thread: message.thread }])
  return readMessage(context, id)
}

/** The place stays, with its answers; text and files are gone. */
export async function takeAway(context: Context, id: string): Promise<void> {
  const message = await own(context, id, true)
  await takeDown(context, FILES, id)
  await context.sql.query(sql`update ${messageTable(context)} set text = '', files = '[]', mentions = '{}', reactions = '{}', deleted_at = ${context.now}::timestamptz where id = ${id}::uuid`)
  await tellChanged(context, [{ channel: message.channel, message: id, thread: message.thread }])
}

/** Hers; whoever opened the channel and administrators who see it may also take away. */
async function own(context: Context, id: string, moderating = false): Promise<Message> {
  const message = await lockMessage(context, id)
  const channel = await readChannel(context, message.channel)
  if (message.deletedAt) throw new Problem('notFound')
  if (message.author !== context.actor.member && !(moderating && channel.mine)) throw new Problem('permission.denied')
  if (channel.archivedAt) throw new Problem('chat.archived')
  return message
}

/** A sign of hers on a message, or none any more. Of who was asked it is an answer. */
export async function react(context: Context, id: string, sign: string, on: boolean): Promise<Message> {
  const message = await lockMessage(context, id)
  await writableChannel(context, message.channel)
  const others = (message.reactions[sign] ?? []).filter(member => member !== context.actor.member)
  const members = on ? [...others, context.actor.member] : others
  const { [sign]: _, ...rest } = message.reactions
  const reactions = members.length ? { ...message.reactions, [sign]: members } : rest
  await context.sql.query(sql`update ${messageTable(context)} set reactions = ${JSON.stringify(reactions)}::jsonb where id = ${id}::uuid and deleted_at is null`)
  if (on) await endQuestions(context, sql`a.message = ${id}::uuid and a.asked = ${context.actor.member}::uuid`)
  await tellChanged(context, [{ channel: message.channel, message: id, thread: message.thread }])
  return readMessage(context, id)
}
