// Apps: as an administrator registers them. A public one (a page, a phone app) keeps no secret.
import { randomBytes } from 'node:crypto'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Queryable } from '../../database/database.ts'
import { lockRow } from '../../database/lock-row.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import { moment, type Row } from '../../http/answer-part.ts'
import { Problem } from '../../http/errors.ts'
import { wallClock } from '../../job/clock.ts'
import { tagOf } from '../api-key.ts'
import { recordChange } from '../history.ts'
import { line } from '../input.ts'
import { forgetUse } from '../key-limit.ts'
import { requestsPerMinute } from '../keys.ts'
import { isRedirect } from './redirect.ts'
import { appScopes, type AppScope } from './scope.ts'
import { hashOf, makeSecret } from './secret.ts'

const redirect = z.string().refine(isRedirect, { params: { code: 'app.redirect' } })

export const appInput = z.strictObject({
  name: line(120),
  redirects: z.array(redirect).min(1).max(20).meta({ description: 'Where members are sent back to; compared letter by letter' }),
  scope: z.enum(appScopes).meta({ description: 'The most that it may ask for' }),
  requestsPerMinute,
})

export const appAnswer = appInput.extend({
  id: z.string(), clientId: z.string(), public: z.boolean().meta({ description: 'It keeps no secret' }),
  members: z.number().meta({ description: 'Who let it act for them' }), createdAt: moment,
})

export type OutsideApp = Row<typeof appAnswer>

export function appTable(schema: string): Sql {
  return identifier(schema, '_app')
}

/** By name; or the one that is named. */
export async function listApps({ sql: queryable, workspace: { schema } }: Pick<Context, 'sql' | 'workspace'>, id?: string): Promise<OutsideApp[]> {
  return queryable.query<OutsideApp>(sql`select a.id, a.name, a.redirects, a.scope, a.requests_per_minute as "requestsPerMinute", a.client as "clientId",
    a.secret is null as public, a.created_at as "createdAt",
    (select count(distinct g.member)::int from ${identifier(schema, '_app_grant')} g where g.app = a.id) as members
    from ${appTable(schema)} a ${id === undefined ? sql`` : sql`where a.id = ${id}::uuid`} order by lower(a.name), a.id`)
}

/** Throws `notFound`. */
export async function readApp(context: Context, id: string): Promise<OutsideApp> {
  const [app] = await listApps(context, id)
  if (!app) throw new Problem('notFound')
  return app
}

/** The same, locked: it is to be changed. */
async function lockApp(context: Context, id: string): Promise<OutsideApp> {
  await lockRow(context.sql, appTable(context.workspace.schema), id)
  return readApp(context, id)
}

type Given = z.output<typeof appInput>

/** The secret is returned this once; null for a public app. */
export async function addApp(context: Context, { public: isPublic, ...given }: Given & { public: boolean }): Promise<OutsideApp & { secret: string | null }> {
  const { schema } = context.workspace
  const secret = isPublic ? null : makeSecret('secret', schema)
  const app = { id: uuid(), clientId: `hubapp_${tagOf(schema)}${randomBytes(12).toString('base64url')}`, createdAt: wallClock() }
  await context.sql.query(sql`insert into ${appTable(schema)} (id, name, client, secret, redirects, scope, requests_per_minute, created_at)
    values (${app.id}, ${given.name}, ${app.clientId}, ${secret && hashOf(secret)}, ${given.redirects}, ${given.scope}, ${given.requestsPerMinute}, ${app.createdAt})`)
  await recordChange(context, '_app', app.id, null, { ...given, public: isPublic })
  return { ...app, ...given, public: isPublic, members: 0, secret }
}

/** The caller drops it from the cache after the commit. Throws `notFound`. */
export async function changeApp(context: Context, id: string, given: Partial<Given>): Promise<OutsideApp> {
  const before = await lockApp(context, id)
  const next = { ...before, ...given }
  await context.sql.query(sql`update ${appTable(context.workspace.schema)} set name = ${next.name}, redirects = ${next.redirects}, scope = ${next.scope},
    requests_per_minute = ${next.requestsPerMinute} where id = ${id}::uuid`)
  await recordChange(context, '_app', id, told(before), told(next))
  return next
}

function told({ name, redirects, scope, requestsPerMinute: most }: OutsideApp): object {
  return { name, redirects, scope, requestsPerMinute: most }
}

/** Another secret; the one before ends at once. Throws `notFound`, `app.public` (422). */
export async function renewSecret(context: Context, id: string): Promise<string> {
  const app = await lockApp(context, id)
  if (app.public) throw new Problem('app.public')
  const secret = makeSecret('secret', context.workspace.schema)
  await context.sql.query(sql`update ${appTable(context.workspace.schema)} set secret = ${hashOf(secret)} where id = ${id}::uuid`)
  await recordChange(context, '_app', id, { secret: 'before' }, { secret: 'renewed' })
  return secret
}

/** With all that members let it do. The caller drops it from the cache after the commit. Throws `notFound`. */
export async function removeApp(context: Context, id: string): Promise<void> {
  const before = await lockApp(context, id)
  await context.sql.query(sql`delete from ${appTable(context.workspace.schema)} where id = ${id}::uuid`)
  await forgetUse(context.sql, id)
  await recordChange(context, '_app', id, told(before), null)
}

/** As the protocol sees it. */
export interface Client { id: string, name: string, secret: Buffer | null, redirects: string[], scope: AppScope }

export async function findClient(queryable: Queryable, schema: string, client: string): Promise<Client | undefined> {
  if (client.length > 100 || client.includes('\0')) return undefined
  const [found] = await queryable.query<Client>(sql`select id, name, secret, redirects, scope from ${appTable(schema)} where client = ${client}`)
  return found
}
