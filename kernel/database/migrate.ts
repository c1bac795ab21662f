// Numbered migrations: plain SQL, forward only, each in a transaction, safe when several processes start at once.
import { readdirSync, readFileSync } from 'node:fs'
import type { Database, Transaction } from './database.ts'
import { identifier, join, quote, raw, sql } from './sql.ts'

export interface MigrationFolder {
  /** The room whose migrations these are; a migration is known as `<room>/<file>`. */
  room: string
  folder: URL
}

const shared: MigrationFolder = { room: 'kernel', folder: new URL('./migrations/shared/', import.meta.url) }
const workspace: MigrationFolder = { room: 'kernel', folder: new URL('./migrations/workspace/', import.meta.url) }

/** Brings the shared schema up to date. A second process waits and then finds nothing to do. */
export async function migrateShared(database: Database): Promise<void> {
  await database.transaction(async transaction => {
    await lockSchema(transaction, 'hubung')
    await transaction.query(sql`create schema if not exists hubung`)
    await migrate(transaction, 'hubung', [shared])
  })
}

/** Brings one workspace's schema up to date, with the migrations that modules bring. Throws without leaving a trace. */
export async function migrateWorkspace(database: Database, schema: string, modules: MigrationFolder[]): Promise<void> {
  await database.transaction(transaction => migrateWorkspaceIn(transaction, schema, modules))
}

/** The same within an open transaction: a new workspace is made whole or not at all. */
export async function migrateWorkspaceIn(transaction: Transaction, schema: string, modules: MigrationFolder[]): Promise<void> {
  await lockSchema(transaction, schema)
  await transaction.query(sql`create schema if not exists ${identifier(schema)}`)
  await migrate(transaction, schema, [workspace, ...modules])
}

async function lockSchema(transaction: Transaction, schema: string): Promise<void> {
  await transaction.query(sql`select pg_advisory_xact_lock(hashtextextended(${`migrate ${schema}`}, 0))`)
}

async function migrate(transaction: Transaction, schema: string, folders: MigrationFolder[]): Promise<void> {
  const table = identifier(schema, '_migration')
  await transaction.query(sql`create table if not exists ${table} (name text primary key, applied_at timestamptz not null default now())`)
  const done = new Set((await transaction.query<{ name: string }>(sql`select name from ${table}`)).map(row => row.name))
  for (const { room, folder } of folders) {
    for (const file of readdirSync(folder).filter(name => name.endsWith('.sql')).sort()) {
      const name = `${room}/${file.replace('.sql', '')}`
      if (done.has(name)) continue
      const text = readFileSync(new URL(file, folder), 'utf8').replaceAll("':schema", `'${quote(schema)}`).replaceAll(':schema', quote(schema))
      await transaction.query(join([raw(text)])).catch(error => { throw named(error, name) })
      await transaction.query(sql`insert into ${table} (name) values (${name})`)
    }
  }
}

/** The database's error as it is, whose code tells what may be tried again, with the migration in its message. */
function named(error: Error, migration: string): Error {
  error.message = `the migration ${migration} failed: ${error.message}`
  return error
}
