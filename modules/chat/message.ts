// Team chat: messages as they are read: pages of a channel or a thread, newest first, by place.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { moment, paged, type Row } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { messageTable, readableChannels } from './channel.ts'

const askAnswer = z.object({
  id: z.string(), asker: z.string(), asked: z.string(), hours: z.number(), state: z.enum(['waiting', 'pinged', 'escalated', 'answered', 'ended']),
  askedAt: moment, pingedAt: moment.nullable(), escalatedAt: moment.nullable(), supervisor: z.string().nullable(), answeredAt: moment.nullable(),
})

export const messageAnswer = z.object({
  id: z.string(), channel: z.string(), thread: z.string().nullable(), seq: z.number().meta({ description: 'Its place in the channel, or in its thread' }),
  author: z.string().nullable(), bot: z.string().nullable(), text: z.string().meta({ description: 'Members stand in it as `<@id>`' }), mentions: z.array(z.string()),
  object: z.string().nullable(), record: z.string().nullable(), link: z.string().nullable(), stamp: z.string().nullable().meta({ description: 'A notice\'s time with its zone' }),
  files: z.array(z.object({ id: z.string(), name: z.string().optional(), size: z.number().optional(), type: z.string().optional() })),
  reactions: z.record(z.string(), z.array(z.string())).meta({ description: 'By sign, the members' }),
  replies: z.number(), lastReplyAt: moment.nullable(), task: z.string().nullable(), ask: askAnswer.nullable(), createdAt: moment, editedAt: moment.nullable(), deletedAt: moment.nullable(),
})
export const messagePage = paged(messageAnswer)

export type Message = Row<typeof messageAnswer>

const askTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_chat_ask')

/** Of what was deleted only that there was something; a task in the bin is none. */
function columns({ workspace }: Context): Sql {
  const shown = (column: string, gone: string) => sql`case when t.deleted_at is null then t.${identifier(column)} else ${gone === 'null' ? sql`null` : sql`${gone}`} end as ${identifier(column)}`
  return sql`t.id, t.channel, t.thread, t.seq::int as seq, t.author, t.bot, ${shown('text', '')}, t.mentions, t.object, t.record, ${shown('link', 'null')}, t.stamp,
    case when t.deleted_at is null then t.files else '[]' end as files, t.reactions, t.replies, t.last_reply_at as "lastReplyAt",
    (select k.id from ${identifier(workspace.schema, 'task')} k where k.id = t.task and k."_deletedAt" is null) as task,
    case when a.id is not null then json_build_object('id', a.id, 'asker', a.asker, 'asked', a.asked, 'hours', a.hours, 'state', a.state, 'askedAt', a.asked_at, 'pingedAt', a.pinged_at,
      'escalatedAt', a.escalated_at, 'supervisor', a.supervisor, 'answeredAt', a.answered_at) end as ask,
    t.created_at as "createdAt", t.edited_at as "editedAt", t.deleted_at as "deletedAt"`
}

const source = (context: Context): Sql => sql`${messageTable(context)} t left join ${askTable(context)} a on a.message = t.id`

export interface MessageQuery { thread?: string, before?: number, after?: number, limit: number }

/** Of a channel that the caller may read. With `after`, the page next to that place; both ways the newest stands first. */
export async function listMessages(context: Context, channel: string, { thread, before, after, limit }: MessageQuery): Promise<z.output<typeof messagePage>> {
  const where = thread === undefined ? sql`t.channel = ${channel}::uuid and t.thread is null` : sql`t.channel = ${channel}::uuid and t.thread = ${thread}::uuid`
  const range = sql`${before === undefined ? empty : sql` and t.seq < ${before}`}${after === undefined ? empty : sql` and t.seq > ${after}`}`
  const upwards = after !== undefined && before === undefined
  const rows = await context.sql.query<Message>(sql`select ${columns(context)} from ${source(context)} where ${where}${range} order by t.seq ${upwards ? sql`asc` : sql`desc`} limit ${limit + 1}`)
  const data = rows.slice(0, limit)
  const next = rows.length > limit ? String(data.at(-1)!.seq) : null
  return { data: upwards ? data.toReversed() : data, page: { next } } as unknown as z.output<typeof messagePage>
}

/** Throws `notFound` for what the caller may not read. */
export async function readMessage(context: Context, id: string): Promise<Message> {
  const [message] = await readMessages(context, sql`t.id = ${id}::uuid`, 1)
  if (!message) throw new Problem('notFound')
  return message
}

/** Messages that fit the condition on `t` in channels that the caller may read, newest first. */
export function readMessages(context: Context, condition: Sql, limit: number): Promise<Message[]> {
  return context.sql.query<Message>(sql`select ${columns(context)} from ${source(context)} where ${condition} and t.channel in (${readableChannels(context)}) order by t.id desc limit ${limit}`)
}

/** Locked until the transaction ends. */
export async function lockMessage(context: Context, id: string): Promise<Message> {
  const message = await readMessage(context, id)
  await context.sql.query(sql`select id from ${messageTable(context)} where id = ${id}::uuid for update`)
  return readMessage(context, message.id)
}
