// Team chat over HTTP: channels, who is in them, conversations.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { lockRow } from '../../kernel/database/lock-row.ts'
import { sql } from '../../kernel/database/sql.ts'
import { paged } from '../../kernel/http/answer-part.ts'
import { Problem, refuse } from '../../kernel/http/errors.ts'
import { flag } from '../../kernel/http/query-part.ts'
import { noContent, route } from '../../kernel/http/route.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { pageInOrder, pageQuery } from '../../kernel/workspace/page.ts'
import { addMembers, channelAnswer, channelTable, listChannels, memberTable, peopleKey, readChannel, tell, type Channel } from './channel.ts'
import { checkPeople } from './people.ts'

const tag = 'chat'
const id = z.uuid().transform(text => text.toLowerCase())
const params = z.object({ id })
const clean = (max: number) => z.string().trim().max(max).refine(text => text.isWellFormed() && !/[\u0000-\u001f]/.test(text))
/** As people type it after a hash: no hash, no space at the ends. */
const name = clean(80).transform(text => text.replace(/^#+\s*/, '')).refine(text => text !== '')
const topic = clean(500)
const people = z.array(id).min(1).max(500)
const memberRow = z.object({ member: z.string(), muted: z.boolean() })

export const channelRoutes = [
  route({ method: 'GET', path: '/chat/channels', tag, summary: 'Your channels and conversations, the liveliest first', answer: paged(channelAnswer),
    query: pageQuery.extend({ all: flag.optional().meta({ description: 'Also public channels that you have not joined' }), archived: flag.optional() }),
    handler: async (context, { query: { all, archived, ...query } }) => pageInOrder(await listChannels(context, { all: all ?? false, archived: archived ?? false }), query) }),

  route({ method: 'POST', path: '/chat/channels', tag, summary: 'Open a channel', status: 201, answer: channelAnswer,
    body: z.strictObject({ name, topic: topic.default(''), kind: z.enum(['public', 'private']).default('public'), members: people.optional() }),
    async handler(context, { body: { name, topic, kind, members = [] } }) {
      checkPeople(context, members, 'members')
      await checkName(context, kind, name)
      const channel = newId()
      await context.sql.query(sql`insert into ${channelTable(context)} (id, kind, name, topic, created_at, created_by) values (${channel}::uuid, ${kind}, ${name}, ${topic}, ${context.now}::timestamptz, ${context.actor.member}::uuid)`)
      await addMembers(context, channel, [...new Set([context.actor.member, ...members])])
      return readChannel(context, channel)
    } }),

  route({ method: 'POST', path: '/chat/direct', tag, summary: 'The conversation with these members: the one there is, or a new one', answer: channelAnswer,
    body: z.strictObject({ members: z.array(id).min(1).max(9) }),
    async handler(context, { body: { members } }) {
      checkPeople(context, members, 'members')
      return readChannel(context, await openConversation(context, [context.actor.member, ...members]))
    } }),

  route({ method: 'GET', path: '/chat/channels/:id', tag, summary: 'One channel', params, answer: channelAnswer, handler: (context, { params }) => readChannel(context, params.id) }),

  route({ method: 'PATCH', path: '/chat/channels/:id', tag, summary: 'Rename a channel, change its topic, archive it or open it again: who opened it, or an administrator who is in it', params, answer: channelAnswer,
    body: z.strictObject({ name: name.optional(), topic: topic.optional(), archived: z.boolean().optional() }),
    async handler(context, { params, body }) {
      await lockRow(context.sql, channelTable(context), params.id)
      const channel = await changeable(context, params.id)
      if (!channel.mine) throw new Problem('permission.denied')
      if (body.name !== undefined && body.name !== channel.name) await checkName(context, channel.kind, body.name, channel.id)
      const archivedAt = body.archived === undefined ? channel.archivedAt : body.archived ? channel.archivedAt ?? context.now : null
      await context.sql.query(sql`update ${channelTable(context)} set name = ${body.name ?? channel.name}, topic = ${body.topic ?? channel.topic}, archived_at = ${archivedAt}::timestamptz where id = ${channel.id}::uuid`)
      await tell(context, channel.id, 'channel')
      return readChannel(context, channel.id)
    } }),

  route({ method: 'GET', path: '/chat/channels/:id/members', tag, summary: 'Who is in it', params, query: pageQuery, answer: paged(memberRow),
    async handler(context, { params, query }) {
      await readChannel(context, params.id)
      // muting is nobody else's business
      return pageInOrder(await context.sql.query(sql`select member, muted and member = ${context.actor.member}::uuid as muted from ${memberTable(context)} where channel = ${params.id}::uuid order by joined_at, member`), query)
    } }),

  route({ method: 'POST', path: '/chat/channels/:id/members', tag, summary: 'Join a public channel, or bring others into yours', params, answer: channelAnswer,
    body: z.strictObject({ members: people.optional().meta({ description: 'Without it: you' }) }),
    async handler(context, { params, body: { members = [context.actor.member] } }) {
      const channel = await changeable(context, params.id)
      checkPeople(context, members.filter(member => member !== context.actor.member), 'members')
      await addMembers(context, channel.id, members)
      return readChannel(context, channel.id)
    } }),

  route({ method: 'PATCH', path: '/chat/channels/:id/members/:member', tag, summary: 'Mute a channel for yourself, or hear of it again', params: z.object({ id, member: id }), body: z.strictObject({ muted: z.boolean() }), answer: channelAnswer,
    async handler(context, { params: { id: channel, member }, body: { muted } }) {
      await readChannel(context, channel)
      if (member !== context.actor.member) throw new Problem('notFound')
      await context.sql.query(sql`update ${memberTable(context)} set muted = ${muted} where channel = ${channel}::uuid and member = ${member}::uuid`)
      await tell(context, channel, 'members', { to: member })
      return readChannel(context, channel)
    } }),

  route({ method: 'DELETE', path: '/chat/channels/:id/members/:member', tag, summary: 'Leave a channel, or take somebody out of one that you opened', params: z.object({ id, member: id }), status: 204,
    async handler(context, { params: { id: given, member } }) {
      const channel = await changeable(context, given)
      if (member !== context.actor.member && !channel.mine) throw new Problem('permission.denied')
      await context.sql.query(sql`delete from ${memberTable(context)} where channel = ${channel.id}::uuid and member = ${member}::uuid`)
      await tell(context, channel.id, 'members')
      await tell(context, channel.id, 'members', { to: member })
      return noContent
    } }),
]

/** A conversation is who is in it. */
async function changeable(context: Context, id: string): Promise<Channel> {
  const channel = await readChannel(context, id)
  if (channel.kind === 'direct') throw new Problem('chat.direct')
  return channel
}

/** Public names are unique. Private ones are not asked: the answer would tell that there is such a channel. */
async function checkName(context: Context, kind: string, name: string, own?: string): Promise<void> {
  if (kind !== 'public') return
  const [taken] = await context.sql.query<{ id: string }>(sql`select id from ${channelTable(context)} where lower(name) = lower(${name}) and kind = 'public'`)
  if (taken && taken.id !== own) throw refuse([{ path: 'name', code: 'chat.name' }])
}

/** With herself alone it is a place for notes. */
async function openConversation(context: Context, members: string[]): Promise<string> {
  const key = peopleKey(members)
  const made = newId()
  await context.sql.query(sql`insert into ${channelTable(context)} (id, kind, people, created_at, created_by) values (${made}::uuid, 'direct', ${key}, ${context.now}::timestamptz, ${context.actor.member}::uuid) on conflict (people) do nothing`)
  const [{ id }] = await context.sql.query<{ id: string }>(sql`select id from ${channelTable(context)} where people = ${key}`)
  if (id === made) await addMembers(context, id, key.split(' '))
  return id
}
