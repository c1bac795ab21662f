// Backup room: everything that a workspace lives by, as of one moment, into one file, while the system goes on working.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { to as copyTo } from 'pg-copy-streams'
import { quote } from '../database/sql.ts'
import { version } from '../http/version.ts'
import { wallClock } from '../job/clock.ts'
import { codeOf, messageOf, Refusal } from '../refusal.ts'
import { createArchive, type NewArchive } from './archive.ts'
import { packFolder } from './files.ts'
import type { Manifest, SavedSequence } from './manifest.ts'
import { readStructure, type Structure } from './structure.ts'

/** What is backed up, or restored: a database and the folder beside it. */
export interface Place {
  databaseUrl: string
  dataFolder: string
  /** At least 32 characters; it opens what is stored sealed. */
  secret: string
}

export interface Written { file: string, size: number, rows: number, files: number, workspaces: number }

/** The attachments' folder within the data folder. */
export const filesFolder = 'files'

/** Those that all workspaces share; the others are in `hubung.workspace`. */
export const sharedSchemas = ['hubung', 'auth', 'graphile_worker']
/** How often it begins anew when tables are made or dropped in the moment before it holds them. */
const TRIES = 20

/**
 * Writes the backup; refuses in one sentence, leaving nothing, what cannot be read or written. Needs the memory of some
 * buffers, whatever the number of rows. `signal` breaks it off.
 */
export async function writeBackup(place: Place, file: string, signal?: AbortSignal): Promise<Written> {
  const client = await connect(place.databaseUrl)
  const archive = await createArchive(file, signal).catch(async error => {
    await client.end()
    throw error
  })
  try {
    const manifest = await readInto(archive, client, place)
    const { size } = await archive.finish(manifest)
    return { file, size, rows: manifest.tables.reduce((sum, table) => sum + table.rows, 0), files: manifest.files?.count ?? 0, workspaces: manifest.workspaces.length }
  } catch (error) {
    throw explain(error)
  } finally {
    await archive.discard()
    await client.end().catch(() => {})
  }
}

function explain(error: unknown): unknown {
  if (codeOf(error) === '53200') return new Refusal('The database server has too little room for locks: raise its max_locks_per_transaction. No backup was written.', { cause: error })
  if (codeOf(error) === '42501') return new Refusal(`The user of DATABASE_URL may not read everything (${messageOf(error)}): back up as the user that Hubung runs with. No backup was written.`, { cause: error })
  return isConnectionLost(error) ? new Refusal('The database went away in the middle: start it and make the backup again. No backup was written.', { cause: error }) : error
}

/** 57P: the server stops, or ended this connection. */
export function isConnectionLost(error: unknown): boolean {
  return /^(57P|08)/.test(codeOf(error)) || codeOf(error) === 'ECONNRESET' || /Connection terminated|not queryable/.test(messageOf(error))
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({ connectionString, application_name: 'hubung backup', options: '-c TimeZone=UTC -c DateStyle=ISO -c statement_timeout=0 -c idle_in_transaction_session_timeout=0' })
  client.on('error', () => {})
  await client.connect()
  return client
}

async function readInto(archive: NewArchive, client: pg.Client, { dataFolder, secret }: Place): Promise<Manifest> {
  const createdAt = wallClock().toISOString()
  const structure = await holdStill(client)
  const { rows: workspaces } = await client.query('select slug, name, schema from hubung.workspace order by created_at, id')
  const { rows: [{ postgres }] } = await client.query(`select current_setting('server_version_num')::int / 10000 as postgres`)
  const tables = []
  for (const table of structure.tables) tables.push({ ...table, ...await saveTable(archive, client, table) })
  // After the rows: a sequence knows no snapshot, and may be ahead of them but not behind.
  const sequences: SavedSequence[] = []
  for (const sequence of structure.sequences) {
    const { rows: [row] } = await client.query(`select last_value::text as value, is_called as called from ${quote(sequence.schema, sequence.name)}`)
    sequences.push({ ...sequence, ...row })
  }
  await client.query('commit')
  // After the rows too: a file is there before the row that names it.
  const files = await saveFiles(archive, join(dataFolder, filesFolder))
  return { version, createdAt, postgres, workspaces, before: structure.before, after: structure.after, tables, sequences, files, secret }
}

/**
 * Opens the transaction whose one snapshot everything is read with. Its tables are locked against changes of their form
 * first, since a table that is rewritten shows an older snapshot no rows.
 */
async function holdStill(client: pg.Client): Promise<Structure> {
  for (let attempt = 1; ; attempt++) {
    const known = await listTables(client)
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query(`set local search_path = ''`)
    // LOCK takes no snapshot: the first select after it does.
    const isHeld = await client.query(known.length ? `lock table ${known.join(', ')} in access share mode` : 'select').then(() => true, error => {
      // a table or schema that went meanwhile; a change of tables that waits for us as we for it
      if (!['42P01', '3F000', '40P01'].includes(codeOf(error))) throw error
      return false
    })
    if (isHeld && String(await listTables(client)) === String(known)) {
      if (known.length === 0) throw new Refusal('There is nothing to back up yet: this database holds no Hubung.')
      return readStructure(client, await listSchemas(client))
    }
    await client.query('rollback')
    if (attempt === TRIES) throw new Refusal('Tables were made or removed all the while: make the backup again in a quiet moment.')
  }
}

async function listTables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query(`select format('%I.%I', n.nspname, c.relname) as name from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = any($1::text[]) and c.relkind in ('r', 'p') order by 1`, [await listSchemas(client)])
  return rows.map(row => row.name)
}

/** Ours that there are: the shared ones and each workspace's. */
async function listSchemas(client: pg.Client): Promise<string[]> {
  const { rows: [{ isMade }] } = await client.query(`select to_regclass('hubung.workspace') is not null as "isMade"`)
  if (!isMade) return []
  const { rows } = await client.query(`select nspname as name from pg_catalog.pg_namespace where nspname = any($1::text[]) or nspname in (select schema from hubung.workspace) order by nspname collate "C"`, [sharedSchemas])
  return rows.map(row => row.name)
}

async function saveTable(archive: NewArchive, client: pg.Client, { schema, name, columns }: Structure['tables'][number]): Promise<{ offset: number, length: number, rows: number }> {
  const stream = client.query(copyTo(`copy ${quote(schema, name)} (${columns.map(column => quote(column)).join(', ')}) to stdout`))
  return { ...await archive.add(stream), rows: stream.rowCount }
}

async function saveFiles(archive: NewArchive, folder: string): Promise<Manifest['files']> {
  if (!existsSync(folder)) return null
  const passed = { count: 0, bytes: 0 }
  return { ...await archive.add(packFolder(folder, passed)), ...passed }
}
