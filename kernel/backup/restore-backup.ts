// Backup room: a backup becomes a database again: all of it in one transaction, so that a restore that breaks off, by
// whatever cause, has not been.
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { from as copyFrom } from 'pg-copy-streams'
import { Database, type Transaction } from '../database/database.ts'
import { identifier, join as joinSql, quote, raw, sql } from '../database/sql.ts'
import { rebaseCursors } from '../event/rebase.ts'
import { version } from '../http/version.ts'
import { codeOf, messageOf, Refusal } from '../refusal.ts'
import { checkArchive, readSection } from './archive.ts'
import { FolderChange } from './folder-change.ts'
import type { Manifest, SavedTable } from './manifest.ts'
import { filesFolder, isConnectionLost, sharedSchemas, type Place } from './write-backup.ts'

export interface RestoreOptions {
  /** Replaces what is there; to be called after a backup of it. */
  replace?: boolean
  /** false: the secret is the environment's, and the data folder keeps none. Default true. */
  keepSecret?: boolean
}

/** Reads the file through and answers what it holds; refuses one that cannot be restored by this version. */
export async function checkBackup(file: string): Promise<Manifest> {
  const manifest = await checkArchive(file)
  if (isNewer(manifest.version, version)) throw new Refusal(`The backup ${file} was made by Hubung ${manifest.version}, this is ${version}: restore it with that version or a newer one. Nothing was changed.`)
  return manifest
}

function isNewer(one: string, other: string): boolean {
  return one.localeCompare(other, 'en', { numeric: true }) > 0
}

/** The schemas of Hubung that stand in the database; empty for one that may be restored into. */
export async function listStanding(database: Database): Promise<string[]> {
  const rows = await database.query<{ name: string }>(sql`select nspname as name from pg_namespace where nspname = any(${sharedSchemas}::text[]) order by 1`)
  const standing = rows.map(row => row.name)
  if (standing.length === 0) return []
  const [{ isOurs }] = await database.query<{ isOurs: boolean }>(sql`select to_regclass('hubung.workspace') is not null as "isOurs"`)
  if (!isOurs) throw new Refusal(`This database holds the schema ${standing[0]} of another program, which Hubung needs for itself: name another database in DATABASE_URL. Nothing was changed.`)
  const own = await database.query<{ name: string }>(sql`select nspname as name from pg_namespace where nspname in (select schema from hubung.workspace) order by 1`)
  return [...standing, ...own.map(row => row.name)]
}

/**
 * Restores a file that `checkBackup` found whole. Refuses a database or a folder of attachments that is not empty, unless
 * it is to be replaced, and a database that a running Hubung uses.
 */
export async function restoreBackup({ databaseUrl, dataFolder }: Omit<Place, 'secret'>, file: string, manifest: Manifest, { replace = false, keepSecret = true }: RestoreOptions = {}): Promise<void> {
  const database = new Database(databaseUrl, 1)
  const folder = new FolderChange(dataFolder)
  try {
    await refuseUsed(database)
    const standing = await listStanding(database)
    if (!replace && standing.length) throw new Refusal(`This database holds Hubung's data already (${standing.slice(0, 3).join(', ')} …): restore into an empty one, or replace it with --force. Nothing was changed.`)
    if (!replace && folder.hasFiles()) throw new Refusal(`There are files in ${join(dataFolder, filesFolder)} already: move them away, or replace them with --force. Nothing was changed.`)
    await folder.prepare(file, manifest, keepSecret ? manifest.secret : null)
    await database.transaction(async transaction => {
      await fill(transaction, file, manifest, standing)
      folder.swap()
    })
    folder.settle()
    for (const { schema, name } of manifest.tables) await database.query(sql`analyze ${identifier(schema, name)}`).catch(() => {})
  } catch (error) {
    folder.undo()
    throw explain(error)
  } finally {
    await database.end()
  }
}

async function refuseUsed(database: Database): Promise<void> {
  const [{ others }] = await database.query<{ others: number }>(sql`select count(*)::int as others from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid() and application_name = 'hubung'`)
  if (others) throw new Refusal('A Hubung is running on this database: stop every process of it first. Nothing was changed.')
}

async function fill(transaction: Transaction, file: string, manifest: Manifest, standing: string[]): Promise<void> {
  await transaction.query(sql`set local statement_timeout = 0`)
  await transaction.query(sql`set local lock_timeout = '10s'`)
  await transaction.query(sql`set local check_function_bodies = off`)
  if (standing.length) await transaction.query(sql`drop schema ${joinSql(standing.map(name => identifier(name)))} cascade`)
  await runAll(transaction, manifest.before)
  for (const table of manifest.tables) await loadTable(transaction, file, table)
  for (const { schema, name, value, called } of manifest.sequences) await transaction.query(sql`select setval(${quote(schema, name)}::regclass, ${value}::bigint, ${called}::boolean)`)
  await runAll(transaction, manifest.after)
  for (const { schema } of manifest.workspaces) await rebaseCursors(transaction, schema)
}

async function runAll(transaction: Transaction, statements: string[]): Promise<void> {
  // As they were read: every name carries its schema, so none is looked for elsewhere.
  await transaction.query(sql`set local search_path = ''`)
  for (const statement of statements) await transaction.query(joinSql([raw(statement)]))
  await transaction.query(sql`set local search_path to default`)
}

async function loadTable(transaction: Transaction, file: string, table: SavedTable): Promise<void> {
  const { schema, name, columns, rows } = table
  const client = await transaction.connection()
  const target = client.query(copyFrom(`copy ${quote(schema, name)} (${columns.map(column => quote(column)).join(', ')}) from stdin`))
  await pipeline(...readSection(file, table), target)
  if (target.rowCount !== rows) throw new Refusal(`The table ${schema}.${name} took ${target.rowCount} of ${rows} rows: nothing was restored.`)
}

function explain(error: unknown): unknown {
  const code = codeOf(error)
  if (code === '53200') return new Refusal('The database server has too little room for locks: raise its max_locks_per_transaction. Nothing was restored.', { cause: error })
  if (code === '53100' || code === 'ENOSPC' || code === 'EDQUOT') return new Refusal('The disk is full: free some space and restore again. Nothing was restored.', { cause: error })
  if (code === '55P03') return new Refusal('Another program holds a table of this database: stop it first. Nothing was changed.', { cause: error })
  if (isConnectionLost(error)) return new Refusal('The database went away in the middle: start it and restore again. Nothing was restored.', { cause: error })
  if (/^[0-9A-Z]{5}$/.test(code)) return new Refusal(`The database refused the backup (${messageOf(error)}): nothing was restored.`, { cause: error })
  return error
}
