// Workspace room: API keys as rows. Each acts as a member of its own, of the kind `key`, which cannot sign in.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { moment, type Row } from '../http/answer-part.ts'
import { wallClock } from '../job/clock.ts'
import { Problem } from '../http/errors.ts'
import { makeKey } from './api-key.ts'
import { forgetUse } from './key-limit.ts'
import { recordChange } from './history.ts'
import { addMember, findMember, updateMember } from './members.ts'

export const requestsPerMinute = z.number().int().min(1).max(1_000_000).nullable()

export const apiKeyAnswer = z.object({
  id: z.string(), name: z.string(), role: z.string(),
  member: z.string().meta({ description: 'The member that the key acts as' }),
  hint: z.string().meta({ description: 'The key\'s beginning, to tell keys apart' }),
  requestsPerMinute: requestsPerMinute.meta({ description: 'More are refused with 429; null: no limit' }),
  createdAt: moment, lastUsedAt: moment.nullable(),
})

type ApiKey = Row<typeof apiKeyAnswer>

/** Makes a key and its member in the open transaction. The key itself is returned this once and kept nowhere. */
export async function addApiKey(context: Context,
  { name, role, requestsPerMinute: most = null }: { name: string, role: string, requestsPerMinute?: number | null }): Promise<ApiKey & { key: string }> {
  const { schema } = context.workspace
  const member = await addMember(context, { name, role, kind: 'key' })
  const { key, hash, hint } = makeKey(schema)
  const row = { id: uuid(), name, role, member: member.id, hint, requestsPerMinute: most, createdAt: wallClock(), lastUsedAt: null }
  await context.sql.query(sql`insert into ${identifier(schema, '_api_key')} (id, name, hash, member, hint, requests_per_minute, created_at)
    values (${row.id}, ${name}, ${hash}, ${member.id}, ${hint}, ${most}, ${row.createdAt})`)
  await recordChange(context, '_apiKey', row.id, null, { name, role, hint, member: member.id, requestsPerMinute: most })
  return { ...row, key }
}

/** Newest first; or the one that is named. */
export async function listApiKeys({ sql: queryable, workspace: { schema } }: Context, id?: string): Promise<ApiKey[]> {
  return queryable.query<ApiKey>(sql`select k.id, k.name, m.role, k.member, k.hint, k.requests_per_minute as "requestsPerMinute", k.created_at as "createdAt",
    k.last_used_at as "lastUsedAt"
    from ${identifier(schema, '_api_key')} k join ${identifier(schema, '_member')} m on m.id = k.member
    ${id === undefined ? sql`` : sql`where k.id = ${id}::uuid`} order by k.id desc`)
}

/** Gives the key another limit. The caller drops it from the cache after the commit. Throws `notFound`. */
export async function limitApiKey(context: Context, id: string, most: number | null): Promise<ApiKey> {
  const [before] = await listApiKeys(context, id)
  if (!before) throw new Problem('notFound')
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_api_key')} set requests_per_minute = ${most} where id = ${id}::uuid`)
  await recordChange(context, '_apiKey', id, { requestsPerMinute: before.requestsPerMinute }, { requestsPerMinute: most })
  return { ...before, requestsPerMinute: most }
}

/** Ends a key; its member stays for the history, inactive. The caller drops it from the cache after the commit. */
export async function removeApiKey(context: Context, id: string): Promise<boolean> {
  const [removed] = await context.sql.query<{ name: string, member: string,
    hint: string }>(sql`delete from ${identifier(context.workspace.schema, '_api_key')}
    where id = ${id} returning name, member, hint`)
  if (!removed) return false
  await forgetUse(context.sql, id)
  const member = (await findMember(context, removed.member))!
  // a command of this machine may have been acting as a person by a key of her own (lent-key.ts)
  if (member.kind === 'key') await updateMember(context, member, { ...member, active: false })
  await recordChange(context, '_apiKey', id, removed, null)
  return true
}
