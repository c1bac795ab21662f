// Workspace room: the workspaces that a process holds in memory. A change drops them here at once, elsewhere by
// notification.
import { randomUUID } from 'node:crypto'
import type { Context } from '../context.ts'
import type { Database } from '../database/database.ts'
import { Listener } from '../database/listener.ts'
import { migrateWorkspace } from '../database/migrate.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import type { Module } from '../module.ts'
import { loadWorkspace, type WorkspaceRow } from './snapshot.ts'
import type { Workspace } from './workspace.ts'

const CHANNEL = 'hubung_definitions'

/** Tells our own notices from the others'. */
const ownId = randomUUID()

/**
 * All that are open in this process (one, but for tests), so that a write can drop a snapshot with nothing but its
 * context.
 */
const open = new Set<Workspaces>()

export class Workspaces {
  readonly listener: Listener
  /** Workspaces that could not be migrated: they answer 503, the others work. */
  readonly stopped = new Map<string, Error>()
  private readonly database: Database
  private readonly snapshots = new Map<string, Promise<Workspace | undefined>>()
  private rows: Promise<WorkspaceRow[]> | undefined
  private readonly watchers = new Set<() => void>()

  constructor(database: Database, listener: Listener) {
    this.database = database
    this.listener = listener
  }

  /** The workspace as it is now, or undefined. The snapshot never changes; ask again for each request. */
  get(slug: string): Promise<Workspace | undefined> {
    let snapshot = this.snapshots.get(slug)
    if (!snapshot) {
      this.snapshots.set(slug, snapshot = this.load(slug))
      // A failure or an unknown slug is not remembered.
      const forget = () => this.snapshots.get(slug) === snapshot && this.snapshots.delete(slug)
      snapshot.then(found => found ?? forget(), forget)
    }
    return snapshot
  }

  async bySchema(schema: string): Promise<Workspace | undefined> {
    const row = (await this.list()).find(each => each.schema === schema)
    return row && this.get(row.slug)
  }

  /** Every workspace's row, oldest first, without its definitions. */
  list(): Promise<WorkspaceRow[]> {
    if (!this.rows) {
      const rows = this.rows = this.database.query<WorkspaceRow>(sql`select id, slug, name, schema, locale, currency,
        time_zone as "timeZone",
        phone_country as "phoneCountry" from hubung.workspace order by created_at, id`)
      rows.catch(() => this.rows === rows && (this.rows = undefined))
    }
    return this.rows
  }

  /** The next `get` of this process reads the workspace anew, and so do the other processes as soon as they hear it. */
  async invalidate(slug: string): Promise<void> {
    dropEverywhere(slug)
    await this.database.query(noticeOf(slug))
  }

  /** What is held of the workspace is read anew when next asked for; this process alone. */
  drop(slug: string): void {
    this.rows = undefined
    this.snapshots.delete(slug)
    this.tellChange()
  }

  /**
   * Calls `work` whenever a workspace may have changed, once what was held of it is dropped; returns what stops it. Not
   * the same as the notice: a process's own can arrive before its transaction has answered, and so before the drop.
   */
  onChange(work: () => void): () => void {
    this.watchers.add(work)
    return () => this.watchers.delete(work)
  }

  /** As it is now: for a job, whose process may not yet have heard of the change that queued it. */
  async fresh(slug: string): Promise<Workspace | undefined> {
    this.drop(slug)
    return this.get(slug)
  }

  async close(): Promise<void> {
    open.delete(this)
    await this.listener.close()
  }

  async listen(): Promise<void> {
    await this.listener.on(CHANNEL, payload => {
      if (payload === null) this.dropAll()
      else if (!payload.startsWith(ownId)) this.drop(payload.slice(ownId.length + 1))
    })
  }

  private async load(slug: string): Promise<Workspace | undefined> {
    const failure = this.stopped.get(slug)
    if (failure) throw new Problem('starting')
    const row = (await this.list()).find(each => each.slug === slug)
    return row && loadWorkspace(this.database, row)
  }

  private dropAll(): void {
    this.rows = undefined
    this.snapshots.clear()
    this.tellChange()
  }

  private tellChange(): void {
    for (const work of this.watchers) work()
  }
}

/** Opens the process's workspaces: brings each schema up to date; one that fails stops that workspace alone. */
export async function openWorkspaces(database: Database, modules: Module[]): Promise<Workspaces> {
  const workspaces = new Workspaces(database, await new Listener(database.url).open())
  open.add(workspaces)
  try {
    await workspaces.listen()
    const folders = modules.flatMap(each => each.migrations ?? [])
    for (const { slug, schema } of await workspaces.list()) {
      await migrateWorkspace(database, schema, folders).catch(error => workspaces.stopped.set(slug, error))
    }
    return workspaces
  } catch (error) {
    await workspaces.close()
    throw error
  }
}

/**
 * To be called in the transaction of every change of objects, fields, pipelines or roles: statements prepared before it
 * are not used after.
 */
export async function changeDefinitions(context: Context): Promise<void> {
  const table = identifier(context.workspace.schema, '_setting')
  await context.sql.query(sql`update ${table} set value = to_jsonb((value #>> '{}')::int + 1) where name = 'version'`)
  await changeWorkspace(context)
}

/** The same for members, teams and settings, on which no statement's shape depends. */
export async function changeWorkspace(context: Context): Promise<void> {
  const { slug } = context.workspace
  await context.sql.query(noticeOf(slug))
  context.sql.afterCommit(() => dropEverywhere(slug))
}

/** The notice for the other processes; sent in a transaction, they hear it when it commits. */
function noticeOf(slug: string): Sql {
  return sql`select pg_notify(${CHANNEL}, ${`${ownId} ${slug}`})`
}

function dropEverywhere(slug: string): void {
  for (const workspaces of open) workspaces.drop(slug)
}
