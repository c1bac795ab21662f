// Apps: what members let apps do. A grant ends at once, everywhere, with all its tokens.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Queryable } from '../../database/database.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import { moment, type Row } from '../../http/answer-part.ts'
import { wallClock } from '../../job/clock.ts'
import { recordChange } from '../history.ts'
import { appTable, type Client } from './app.ts'
import { appScopes, type AppScope } from './scope.ts'
import { hashOf, makeSecret } from './secret.ts'

/** A code goes through the member's browser: it is good for a minute (RFC 6749 §4.1.2 allows ten). */
const CODE_MS = 60_000

export const grantAnswer = z.object({
  id: z.string(), app: z.object({ id: z.string(), name: z.string() }), scope: z.enum(appScopes), createdAt: moment, lastUsedAt: moment.nullable(),
})

type Grant = Row<typeof grantAnswer>

export function grantTable(schema: string): Sql {
  return identifier(schema, '_app_grant')
}

export function tokenTable(schema: string): Sql {
  return identifier(schema, '_app_token')
}

const alive = (schema: string, kinds: string[]): Sql => sql`exists (select from ${tokenTable(schema)} t where t."grant" = g.id and t.kind = any(${kinds}) and t.spent_at is null and t.expires_at > ${wallClock()})`

/** The member's own, newest first, that still hold. */
export async function listGrants({ sql: queryable, workspace: { schema }, actor }: Context): Promise<Grant[]> {
  return queryable.query<Grant>(sql`select g.id, json_build_object('id', a.id, 'name', a.name) as app, g.scope, g.created_at as "createdAt", g.last_used_at as "lastUsedAt"
    from ${grantTable(schema)} g join ${appTable(schema)} a on a.id = g.app
    where g.member = ${actor.member}::uuid and ${alive(schema, ['access', 'refresh'])} order by g.id desc`)
}

/** Writes down what the caller allows, and returns the code that the app exchanges for its tokens. */
export async function addGrant(context: Context, client: Client, { scope, redirect, challenge }: { scope: AppScope, redirect: string, challenge: string }): Promise<string> {
  const { sql: queryable, workspace: { schema }, actor: { member } } = context
  const id = uuid()
  const now = wallClock()
  await queryable.query(sql`delete from ${grantTable(schema)} g where g.member = ${member}::uuid and not ${alive(schema, ['code', 'access', 'refresh'])}`)
  await queryable.query(sql`insert into ${grantTable(schema)} (id, app, member, scope, created_at) values (${id}, ${client.id}, ${member}, ${scope}, ${now})`)
  const code = makeSecret('code', schema)
  await queryable.query(sql`insert into ${tokenTable(schema)} (hash, "grant", kind, scope, expires_at, redirect, challenge)
    values (${hashOf(code)}, ${id}, 'code', ${scope}, ${new Date(now.getTime() + CODE_MS)}, ${redirect}, ${challenge})`)
  await recordChange(context, '_appGrant', id, null, { app: client.name, member, scope })
  return code
}

/** Ends one of the caller's own; false when there is none of that id. The caller drops it from the cache after the commit. */
export async function endGrant(context: Context, id: string): Promise<boolean> {
  const { schema } = context.workspace
  const [ended] = await context.sql.query<{ app: string, member: string, scope: string }>(sql`delete from ${grantTable(schema)} g using ${appTable(schema)} a
    where g.id = ${id}::uuid and g.member = ${context.actor.member}::uuid and a.id = g.app returning a.name as app, g.member, g.scope`)
  if (ended) await recordChange(context, '_appGrant', id, ended, null)
  return ended !== undefined
}

/** Of these grants those that still hold: for what is open longer than one request. */
export async function heldGrants(queryable: Queryable, schema: string, grants: string[]): Promise<string[]> {
  const rows = await queryable.query<{ id: string }>(sql`select g.id from ${grantTable(schema)} g where g.id = any(${grants}::uuid[]) and ${alive(schema, ['access', 'refresh'])}`)
  return rows.map(row => row.id)
}
