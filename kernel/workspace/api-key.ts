// Workspace room: API keys: how they are made, and whose a presented one is. Only their SHA-256 is kept: 256 random
// bits need no slow hash.
import { createHash, hash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Database } from '../database/database.ts'
import type { Listener } from '../database/listener.ts'
import { identifier, sql } from '../database/sql.ts'
import { wallClock } from '../job/clock.ts'
import { lesser, type AppScope } from './apps/scope.ts'
import type { WorkspaceRow } from './snapshot.ts'

const CHANNEL = 'hubung_keys'
/** `hub_` (or `hubt_`, an app's access token), eight characters that tell the workspace, 43 that are secret. */
const FORM = /^hub(t?)_([\w-]{8})[\w-]{43}$/
const HELD_MS = 60_000
const NOTE_USE_EVERY_MS = 30_000

/** What a member let an app do; `until` is when its access token ends. */
export interface HeldGrant { id: string, scope: AppScope, app: string, until: number }

/** Whose key it is, or whose app's token: `id` is the key's or the app's, whose requests count together; `requestsPerMinute` null for no limit. */
export interface KeyOwner { id: string, slug: string, schema: string, member: string, requestsPerMinute: number | null, grant?: HeldGrant }

/** `schema` is the workspace's, which never changes. */
export function makeKey(schema: string): { key: string, hash: Buffer, hint: string } {
  const key = `hub_${tagOf(schema)}${randomBytes(32).toString('base64url')}`
  return { key, hash: createHash('sha256').update(key).digest(), hint: `${key.slice(0, 16)}…` }
}

/**
 * Keys found lately, so that a request by key asks the database nothing. A deleted key is dropped at once, here and
 * elsewhere.
 */
export class KeyCache {
  private readonly database: Database
  private readonly dropped: () => void
  private readonly held = new LRUCache<string, KeyOwner>({ max: 10_000, ttl: HELD_MS })
  private readonly used = new Map<string, KeyOwner>()
  private deletions = 0
  private timer: NodeJS.Timeout | undefined

  /** `dropped` is called whenever a key has ended. */
  constructor(database: Database, dropped: () => void) {
    this.database = database
    this.dropped = dropped
  }

  /** The key's owner, or undefined when there is no such key. `workspaces` are asked only for a key not seen lately. */
  async find(key: string, workspaces: () => Promise<WorkspaceRow[]>): Promise<KeyOwner | undefined> {
    const form = FORM.exec(key)
    if (!form) return undefined
    const digest = hash('sha256', key, 'base64url')
    const owner = this.held.get(digest)
      ?? await this.look(digest, form[1] === 't', (await workspaces()).filter(({ schema }) => tagOf(schema) === form[2]))
    if (!owner || (owner.grant && owner.grant.until <= wallClock().getTime())) return undefined
    this.noteUse(owner)
    return owner
  }

  /** To be called after the commit of the end of a key, an app or what a member let it do, or of another limit. */
  async forget(id: string): Promise<void> {
    this.drop(id)
    await this.database.query(sql`select pg_notify(${CHANNEL}, ${id})`)
  }

  async listen(listener: Listener): Promise<void> {
    await listener.on(CHANNEL, id => this.drop(id))
  }

  async close(): Promise<void> {
    await this.saveUse().catch(() => {})
  }

  private async look(digest: string, isToken: boolean, workspaces: WorkspaceRow[]): Promise<KeyOwner | undefined> {
    const before = this.deletions
    for (const { slug, schema } of workspaces) {
      const found = await (isToken ? findToken : findKey)(this.database, schema, Buffer.from(digest, 'base64url'))
      if (!found) continue
      const owner = { ...found, slug, schema }
      if (before === this.deletions) this.held.set(digest, owner)
      return owner
    }
    return undefined
  }

  private drop(id: string | null): void {
    this.deletions++
    for (const [digest, owner] of this.held.entries()) {
      if (id === null || owner.id === id || owner.grant?.id === id) this.held.delete(digest)
    }
    this.dropped()
  }

  /** `last_used_at` is written for all used keys together, now and then. */
  private noteUse(owner: KeyOwner): void {
    this.used.set(owner.grant?.id ?? owner.id, owner)
    this.timer ??= setTimeout(() => void this.saveUse().catch(() => {}), NOTE_USE_EVERY_MS).unref()
  }

  private async saveUse(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const used = Map.groupBy(this.used, ([, { schema, grant }]) => JSON.stringify([schema, grant ? '_app_grant' : '_api_key']))
    this.used.clear()
    for (const [place, owners] of used) {
      const [schema, table] = JSON.parse(place) as [string, string]
      await this.database.query(sql`update ${identifier(schema, table)} set last_used_at = ${wallClock()}
        where id = any(${owners.map(([id]) => id)}::uuid[])`)
    }
  }
}

type Found = Omit<KeyOwner, 'slug' | 'schema'>

async function findKey(database: Database, schema: string, digest: Buffer): Promise<Found | undefined> {
  const [found] = await database.query<Found>(sql`select id, member, requests_per_minute as "requestsPerMinute" from ${identifier(schema, '_api_key')}
    where hash = ${digest}`)
  return found
}

async function findToken(database: Database, schema: string, digest: Buffer): Promise<Found | undefined> {
  const [found] = await database.query<Found & { grant: HeldGrant, most: AppScope }>(sql`select a.id, g.member, a.scope as most, a.requests_per_minute as "requestsPerMinute",
    json_build_object('id', g.id, 'scope', t.scope, 'app', a.name, 'until', (extract(epoch from t.expires_at) * 1000)::float8) as grant
    from ${identifier(schema, '_app_token')} t join ${identifier(schema, '_app_grant')} g on g.id = t."grant" join ${identifier(schema, '_app')} a on a.id = g.app
    where t.hash = ${digest} and t.kind = 'access' and t.expires_at > ${wallClock()}`)
  if (!found) return undefined
  const { most, grant, ...rest } = found
  return { ...rest, grant: { ...grant, scope: lesser(grant.scope, most) } }
}

/** Tells which workspace's keys to look among, and nothing about it. */
export function tagOf(schema: string): string {
  return createHash('sha256').update(schema).digest('base64url').slice(0, 8)
}
