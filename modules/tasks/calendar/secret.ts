// Tasks: the secret address of a member's calendar feed. It is shown once; only its hash is kept. Whoever guesses is stopped.
import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { App } from '../../../kernel/app.ts'
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { Problem } from '../../../kernel/http/errors.ts'
import { wallClock } from '../../../kernel/job/clock.ts'
import type { Workspace } from '../../../kernel/workspace/workspace.ts'

const KEY_LENGTH = 12
const MINUTES = 10
const WRONG_ALLOWED = 20
const MOST_ADDRESSES = 10_000

const tableOf = ({ schema }: Pick<Workspace, 'schema'>) => identifier(schema, '_calendar_feed')
const hashOf = (secret: string) => createHash('sha256').update(secret).digest()

/** `<workspace>.<43 characters>`: 256 bits of chance. A former address of the member ends. */
export async function makeSecret(context: Context): Promise<string> {
  const random = randomBytes(32).toString('base64url')
  const secret = `${context.workspace.slug}.${random}`
  await context.sql.query(sql`insert into ${tableOf(context.workspace)} (member, key, hash, created_at) values (${context.actor.member}::uuid, ${random.slice(0, KEY_LENGTH)}, ${hashOf(secret)}, ${context.now}::timestamptz)
    on conflict (member) do update set key = excluded.key, hash = excluded.hash, created_at = excluded.created_at`)
  return secret
}

export async function dropSecret(context: Context): Promise<void> {
  await context.sql.query(sql`delete from ${tableOf(context.workspace)} where member = ${context.actor.member}::uuid`)
}

/** When the member's address was made; undefined where there is none. */
export async function secretSince(context: Context): Promise<Date | undefined> {
  const [row] = await context.sql.query<{ since: Date }>(sql`select created_at as since from ${tableOf(context.workspace)} where member = ${context.actor.member}::uuid`)
  return row?.since
}

/** Wrong tries by address, in this process: whoever keeps on guessing waits. */
const wrong = new WeakMap<App, Map<string, { count: number, until: number }>>()

function checkTries(app: App, ip: string, now: number): void {
  const tries = wrong.get(app)?.get(ip)
  if (tries && tries.until > now && tries.count >= WRONG_ALLOWED) throw new Problem('limit.exceeded', { retryAfter: Math.ceil((tries.until - now) / 1000) })
}

function noteWrong(app: App, ip: string, now: number): void {
  const known = wrong.get(app) ?? new Map<string, { count: number, until: number }>()
  wrong.set(app, known)
  const tries = known.get(ip)
  if (known.size >= MOST_ADDRESSES && !tries) known.delete(known.keys().next().value!)
  if (tries && tries.until > now) tries.count++
  else known.set(ip, { count: 1, until: now + MINUTES * 60_000 })
}

/** The member whose secret this is. Throws `notFound`, and `limit.exceeded` for who has been wrong too often. */
export async function memberOfSecret(app: App, ip: string, secret: string): Promise<{ workspace: Workspace, member: string }> {
  const now = wallClock().getTime()
  checkTries(app, ip, now)
  const [, slug, random] = /^([a-z][a-z0-9-]{0,39})\.([\w-]{43})$/.exec(secret) ?? []
  const workspace = slug ? await app.workspaces.get(slug) : undefined
  const [row] = workspace ? await app.database.query<{ member: string, hash: Buffer }>(sql`select member, hash from ${tableOf(workspace)} where key = ${random.slice(0, KEY_LENGTH)}`) : []
  if (workspace && row && timingSafeEqual(row.hash, hashOf(secret))) return { workspace, member: row.member }
  noteWrong(app, ip, now)
  throw new Problem('notFound')
}
