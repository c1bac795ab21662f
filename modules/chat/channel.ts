// Team chat: channels and conversations, and who sees which. What a member is not in does not exist for her, unless it is
// public; administrators are no exception.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { recordEvents } from '../../kernel/event/record-event.ts'
import { moment, type Row } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'

/** The object under which the event log knows what happens here; the event's record is the channel. */
export const CHAT = '_chat'

export const channelTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_chat_channel')
export const memberTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_chat_member')
export const messageTable = ({ workspace }: Context): Sql => identifier(workspace.schema, '_chat_message')

export const channelAnswer = z.object({
  id: z.string(), kind: z.enum(['public', 'private', 'direct']), name: z.string().nullable(), topic: z.string(),
  people: z.array(z.string()).meta({ description: 'Of a conversation: the members in it' }),
  joined: z.boolean(), muted: z.boolean(), mine: z.boolean().meta({ description: 'The caller may rename and archive it' }),
  members: z.number(), lastSeq: z.number().meta({ description: 'The place of the newest message' }), readSeq: z.number(), unread: z.number(),
  lastAt: moment.nullable(), archivedAt: moment.nullable(), createdAt: moment, createdBy: z.string().nullable(),
})

export type Channel = Row<typeof channelAnswer>

/** The conversation of a set of members has one key, whoever begins it. */
export const peopleKey = (members: string[]): string => [...new Set(members)].toSorted().join(' ')

/** `m` is the caller's membership, which there may not be. */
function columns({ actor }: Context): Sql {
  return sql`c.id, c.kind, c.name, c.topic, case when c.kind = 'direct' then regexp_split_to_array(regexp_replace(c.people, '^bot:[^ ]* ', ''), ' ') else '{}' end as people,
    m.member is not null as joined, coalesce(m.muted, false) as muted, (c.kind <> 'direct' and (c.created_by is not distinct from ${actor.member}::uuid or ${actor.role.administrator ?? false})) as mine,
    c.last_seq::int as "lastSeq", coalesce(m.read_seq, c.last_seq)::int as "readSeq", case when m.member is null then 0 else (c.last_seq - m.read_seq)::int end as unread,
    c.last_at as "lastAt", c.archived_at as "archivedAt", c.created_at as "createdAt", c.created_by as "createdBy"`
}

const countMembers = (context: Context): Sql => sql`(select count(*)::int from ${memberTable(context)} n where n.channel = c.id) as members`

/** The channels of the caller and, when asked for, the other public ones: a company has hundreds at most. */
export async function listChannels(context: Context, { all, archived }: { all: boolean, archived: boolean }): Promise<Channel[]> {
  const seen = all ? sql`(m.member is not null or c.kind = 'public')` : sql`m.member is not null`
  return context.sql.query<Channel>(sql`select ${columns(context)}, ${countMembers(context)} from ${channelTable(context)} c
    ${all ? sql`left` : empty} join ${memberTable(context)} m on m.channel = c.id and m.member = ${context.actor.member}::uuid
    where ${seen} and c.archived_at is ${archived ? sql`not` : empty} null order by c.last_at desc nulls last, c.id desc`)
}

/** Throws `notFound` for what the caller may not see, as for what there is not. */
export async function readChannel(context: Context, id: string): Promise<Channel> {
  const [channel] = await context.sql.query<Channel>(sql`select ${columns(context)}, ${countMembers(context)} from ${channelTable(context)} c
    left join ${memberTable(context)} m on m.channel = c.id and m.member = ${context.actor.member}::uuid
    where c.id = ${id}::uuid and (m.member is not null or c.kind = 'public')`)
  if (!channel) throw new Problem('notFound')
  return channel
}

/** For writing: the channel takes messages. */
export async function writableChannel(context: Context, id: string): Promise<Channel> {
  const channel = await readChannel(context, id)
  if (channel.archivedAt) throw new Problem('chat.archived')
  return channel
}

/** Whether a row of `_chat_channel` (or what names one) is the caller's to read, as a condition on its id. */
export function readableChannels(context: Context): Sql {
  return sql`select c.id from ${channelTable(context)} c left join ${memberTable(context)} m on m.channel = c.id and m.member = ${context.actor.member}::uuid where m.member is not null or c.kind = 'public'`
}

/** Adds members who are not there yet; what was said before counts as read. Answers those who are new. */
export async function addMembers(context: Context, channel: string, members: string[]): Promise<string[]> {
  const rows = await context.sql.query<{ member: string }>(sql`insert into ${memberTable(context)} (channel, member, joined_at, read_seq)
    select c.id, n.member, ${context.now}::timestamptz, c.last_seq from ${channelTable(context)} c, unnest(${members}::uuid[]) as n(member) where c.id = ${channel}::uuid
    on conflict do nothing returning member`)
  await tell(context, channel, 'members')
  return rows.map(row => row.member)
}

/** Wakes the open lines of those who are in the channel: they read anew what this names. `to`: one member's lines alone. */
export async function tell(context: Context, channel: string, kind: string, more: { message?: string, thread?: string | null, seq?: number, to?: string } = {}): Promise<void> {
  await recordEvents(context, [{ object: CHAT, record: channel, kind, after: more }])
}

/** Messages that are read anew: edited, answered, reacted to. */
export async function tellChanged(context: Context, messages: { channel: string, message: string, thread?: string | null }[]): Promise<void> {
  await recordEvents(context, messages.map(({ channel, message, thread = null }) => ({ object: CHAT, record: channel, kind: 'changed', after: { message, thread } })))
}
