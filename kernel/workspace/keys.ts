// Workspace room: API keys as rows. Each acts as a member of its own, of the kind `key`, which cannot sign in.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { moment, type Row } from '../http/answer-part.ts'
import { wallClock } from '../job/clock.ts'
import { makeKey } from './api-key.ts'
import { recordChange } from './history.ts'
import { addMember, findMember, updateMember } from './members.ts'

export const apiKeyAnswer = z.object({
  id: z.string(), name: z.string(), role: z.string(),
  member: z.string().meta({ description: 'The member that the key acts as' }),
  hint: z.string().meta({ description: 'The key\'s beginning, to tell keys apart' }),
  createdAt: moment, lastUsedAt: moment.nullable(),
})

type ApiKey = Row<typeof apiKeyAnswer>

/** Makes a key and its member in the open transaction. The key itself is returned this once and kept nowhere. */
export async function addApiKey(context: Context,
  { name, role }: { name: string, role: string }): Promise<ApiKey & { key: string }> {
  const { schema } = context.workspace
  const member = await addMember(context, { name, role, kind: 'key' })
  const { key, hash, hint } = makeKey(schema)
  const row = { id: uuid(), name, role, member: member.id, hint, createdAt: wallClock(), lastUsedAt: null }
  await context.sql.query(sql`insert into ${identifier(schema, '_api_key')} (id, name, hash, member, hint, created_at)
    values (${row.id}, ${name}, ${hash}, ${member.id}, ${hint}, ${row.createdAt})`)
  await recordChange(context, '_apiKey', row.id, null, { name, role, hint, member: member.id })
  return { ...row, key }
}

/** Newest first. */
export async function listApiKeys({ sql: queryable, workspace: { schema } }: Context): Promise<ApiKey[]> {
  return queryable.query<ApiKey>(sql`select k.id, k.name, m.role, k.member, k.hint, k.created_at as "createdAt",
    k.last_used_at as "lastUsedAt"
    from ${identifier(schema, '_api_key')} k join ${identifier(schema, '_member')} m on m.id = k.member
    order by k.id desc`)
}

/** Ends a key; its member stays for the history, inactive. The caller drops it from the cache after the commit. */
export async function removeApiKey(context: Context, id: string): Promise<boolean> {
  const [removed] = await context.sql.query<{ name: string, member: string,
    hint: string }>(sql`delete from ${identifier(context.workspace.schema, '_api_key')}
    where id = ${id} returning name, member, hint`)
  if (!removed) return false
  const member = (await findMember(context, removed.member))!
  // a command of this machine may have been acting as a person by a key of her own (lent-key.ts)
  if (member.kind === 'key') await updateMember(context, member, { ...member, active: false })
  await recordChange(context, '_apiKey', id, removed, null)
  return true
}
