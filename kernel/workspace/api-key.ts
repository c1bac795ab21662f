// Workspace room: API keys: how they are made, and whose a presented one is. Only their SHA-256 is kept: 256 random
// bits need no slow hash.
import { createHash, hash, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Database } from '../database/database.ts'
import type { Listener } from '../database/listener.ts'
import { identifier, sql } from '../database/sql.ts'
import { wallClock } from '../job/clock.ts'
import type { WorkspaceRow } from './snapshot.ts'

const CHANNEL = 'hubung_keys'
/** `hub_`, eight characters that tell the workspace, 43 that are secret. */
const FORM = /^hub_([\w-]{8})([\w-]{43})$/
const HELD_MS = 60_000
const NOTE_USE_EVERY_MS = 30_000

/** `requestsPerMinute`: null for no limit. */
export interface KeyOwner { id: string, slug: string, schema: string, member: string, requestsPerMinute: number | null }

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
      ?? await this.look(digest, (await workspaces()).filter(({ schema }) => tagOf(schema) === form[1]))
    if (owner) this.noteUse(owner)
    return owner
  }

  /** To be called after the commit of a key's deletion, or of another limit. */
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

  private async look(digest: string, workspaces: WorkspaceRow[]): Promise<KeyOwner | undefined> {
    const before = this.deletions
    for (const { slug, schema } of workspaces) {
      const [found] = await this.database.query<Pick<KeyOwner, 'id' | 'member' | 'requestsPerMinute'>>(sql`select id, member,
        requests_per_minute as "requestsPerMinute" from ${identifier(schema, '_api_key')}
        where hash = ${Buffer.from(digest, 'base64url')}`)
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
      if (id === null || owner.id === id) this.held.delete(digest)
    }
    this.dropped()
  }

  /** `last_used_at` is written for all used keys together, now and then. */
  private noteUse(owner: KeyOwner): void {
    this.used.set(owner.id, owner)
    this.timer ??= setTimeout(() => void this.saveUse().catch(() => {}), NOTE_USE_EVERY_MS).unref()
  }

  private async saveUse(): Promise<void> {
    clearTimeout(this.timer)
    this.timer = undefined
    const bySchema = Map.groupBy(this.used.values(), owner => owner.schema)
    this.used.clear()
    for (const [schema, owners] of bySchema) {
      await this.database.query(sql`update ${identifier(schema, '_api_key')} set last_used_at = ${wallClock()}
        where id = any(${owners.map(each => each.id)}::uuid[])`)
    }
  }
}

/** Tells which workspace's keys to look among, and nothing about it. */
export function tagOf(schema: string): string {
  return createHash('sha256').update(schema).digest('base64url').slice(0, 8)
}
