// Team chat: whom a notice names: a channel by its name or id, members by name, id, role or team. A private channel is named
// by its id, which only its members are told.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { newId } from '../../kernel/record/new-id.ts'
import { membersOf } from '../workflow/index.ts'
import { channelTable, memberTable } from './channel.ts'
import { memberCalled } from './people.ts'

/** One channel, or the members who each hear it in a conversation of their own. */
export interface Target { channel?: string, members?: string[] }

const isId = (text: string) => /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(text)

/** For many names at once. Throws 422 for the first that names nothing. */
export async function resolveTargets(context: Context, names: string[]): Promise<Map<string, Target>> {
  const { workspace } = context
  const targets = new Map<string, Target>()
  const channels: string[] = []
  for (const name of new Set(names)) {
    const members = name.startsWith('@') ? [memberCalled(workspace, name)].filter(id => id !== undefined) : /^(role|team):/.test(name) || workspace.members.has(name) ? membersOf(workspace, name) : undefined
    if (!members) channels.push(name)
    else if (members.length) targets.set(name, { members })
    else throw new Problem('chat.nobody', { parameters: { name } })
  }
  for (const [name, channel] of await findChannels(context, channels)) targets.set(name, { channel })
  return targets
}

async function findChannels(context: Context, names: string[]): Promise<Map<string, string>> {
  if (names.length === 0) return new Map()
  const wanted = names.map(name => ({ name, id: isId(name) ? name : null, called: name.replace(/^#/, '').trim().toLowerCase() }))
  const rows = await context.sql.query<{ name: string, id: string, archived: boolean }>(sql`select w.name, c.id, c.archived_at is not null as archived from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as w(name text, id uuid, called text)
    join ${channelTable(context)} c on c.kind <> 'direct' and (c.id = w.id or (c.kind = 'public' and lower(c.name) = w.called))`)
  const found = new Map(rows.map(row => [row.name, row]))
  for (const name of names) if (!found.has(name)) throw new Problem('chat.noChannel', { parameters: { name: name.slice(0, 80) } })
  if (rows.some(row => row.archived)) throw new Problem('chat.archived')
  return new Map(rows.map(row => [row.name, row.id]))
}

/** A bot has one conversation with each member. By `<bot> <member>`. */
export async function conversationsWith(context: Context, wanted: { bot: string, member: string }[]): Promise<Map<string, string>> {
  if (wanted.length === 0) return new Map()
  const keyOf = ({ bot, member }: { bot: string, member: string }) => `bot:${encodeURIComponent(bot.toLowerCase())} ${member}`
  const rows = [...new Map(wanted.map(each => [keyOf(each), { id: newId(), key: keyOf(each), ...each }])).values()].toSorted((one, other) => one.key < other.key ? -1 : 1)
  const given = sql`jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(id uuid, key text, bot text, member uuid)`
  await context.sql.query(sql`insert into ${channelTable(context)} (id, kind, name, people, created_at) select r.id, 'direct', r.bot, r.key, ${context.now}::timestamptz from ${given} order by r.key on conflict (people) do nothing`)
  const found = await context.sql.query<{ id: string, key: string }>(sql`with f as (select c.id, r.key, r.member from ${given} join ${channelTable(context)} c on c.people = r.key),
    m as (insert into ${memberTable(context)} (channel, member, joined_at) select f.id, f.member, ${context.now}::timestamptz from f on conflict do nothing)
    select id, key from f`)
  const ids = new Map(found.map(row => [row.key, row.id]))
  return new Map(wanted.map(each => [`${each.bot} ${each.member}`, ids.get(keyOf(each))!]))
}
