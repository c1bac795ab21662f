// Tests of backups: what a database and a folder hold, looked at without the code that is tried.
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import pino from 'pino'
import { onTestFinished } from 'vitest'
import { modules, templates } from '../bin/modules.ts'
import { createApp, type AppOptions, type RunningApp } from '../kernel/app.ts'
import type { Settings } from '../kernel/settings.ts'
import { Client } from './client.ts'
import { scratchDatabase } from './scratch-database.ts'

export const secret = 'test-secret-test-secret-test-secret-test'

/** An empty database's address; it is dropped when the test ends. */
export async function emptyDatabase(): Promise<string> {
  const { database, drop } = await scratchDatabase()
  onTestFinished(drop)
  return database.url
}

export function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'hubung-backup-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A server on a database that stands; closed when the test ends, or before. */
export async function serve(databaseUrl: string, options: Partial<AppOptions> & { work?: boolean } = {}): Promise<{ app: RunningApp, client(headers?: Record<string, string>): Client, close(): Promise<void> }> {
  const settings = { port: 0, host: '127.0.0.1', dataFolder: tmpdir(), url: '', secret, clock: 'wall', role: 'all', production: false, logLevel: 'silent' } as Settings
  const app = await createApp({ settings, databaseUrl, log: pino({ level: 'silent' }), modules, templates, ...options })
  let closing: Promise<void> | undefined
  const close = () => closing ??= app.close()
  onTestFinished(close)
  const url = await app.listen()
  if (options.work) await app.work()
  return { app, client: headers => new Client(url, headers ?? { origin: url }), close }
}

export async function ask<Row = Record<string, any>>(databaseUrl: string, text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c TimeZone=UTC' })
  await client.connect()
  try {
    return (await client.query(text, values)).rows
  } finally {
    await client.end()
  }
}

const ours = `n.nspname in ('hubung', 'auth', 'graphile_worker') or n.nspname like 'ws\\_%'`

const looks: Record<string, string> = {
  columns: `select concat_ws(' ', c.oid::regclass, a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attgenerated, a.attidentity, a.attstorage, pg_get_expr(d.adbin, d.adrelid)) as line
    from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace left join pg_attrdef d on d.adrelid = c.oid and d.adnum = a.attnum where (${ours}) and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'p', 'v', 'c')`,
  relations: `select concat_ws(' ', n.nspname, c.relname, c.relkind, c.relpersistence, c.relispartition, c.relrowsecurity, c.reloptions, pg_get_expr(c.relpartbound, c.oid), obj_description(c.oid, 'pg_class')) as line from pg_class c join pg_namespace n on n.oid = c.relnamespace where (${ours})`,
  indexes: `select concat_ws(' ', pg_get_indexdef(i.indexrelid), i.indisvalid, i.indisunique, (select inhparent::regclass from pg_inherits where inhrelid = i.indexrelid)) as line from pg_index i join pg_class c on c.oid = i.indrelid join pg_namespace n on n.oid = c.relnamespace where (${ours})`,
  constraints: `select concat_ws(' ', conrelid::regclass, conname, contype, pg_get_constraintdef(k.oid), convalidated) as line from pg_constraint k join pg_namespace n on n.oid = k.connamespace where (${ours})`,
  functions: `select concat_ws(' ', p.oid::regprocedure, pg_get_functiondef(p.oid)) as line from pg_proc p join pg_namespace n on n.oid = p.pronamespace where (${ours})`,
  triggers: `select pg_get_triggerdef(t.oid) as line from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where (${ours}) and not tgisinternal`,
  sequences: `select concat_ws(' ', schemaname, sequencename, data_type, start_value, min_value, max_value, increment_by, cycle, cache_size, last_value) as line from pg_sequences n where schemaname in ('hubung', 'auth', 'graphile_worker') or schemaname like 'ws\\_%'`,
  schemas: `select concat_ws(' ', nspname, obj_description(n.oid, 'pg_namespace')) as line from pg_namespace n where (${ours})`,
}

/** The catalogue, line by line, and each table's rows as their number and hash; only those of `schema`, when given. */
export async function portrait(databaseUrl: string, schema?: string): Promise<Record<string, unknown>> {
  const result: Record<string, unknown> = {}
  const isWanted = (line: string) => schema === undefined || line.includes(schema)
  for (const [name, text] of Object.entries(looks)) result[name] = (await ask(databaseUrl, text)).map(row => row.line as string).filter(isWanted).sort()
  const tables = await ask(databaseUrl, `select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace where (${ours}) and c.relkind = 'r' order by 1`)
  for (const { name } of tables.filter(table => isWanted(table.name))) {
    const [row] = await ask(databaseUrl, `select count(*)::int as rows, md5(string_agg(line, E'\\n' order by line collate "C")) as hash from (select (select jsonb_object_agg(key, value) from jsonb_each(to_jsonb(t)))::text as line from ${name} t) lines`)
    result[name] = row
  }
  return result
}

/** Each file under the folder with its bytes as text. */
export function filesIn(folder: string): Record<string, string> {
  const paths = readdirSync(folder, { recursive: true }).map(String).filter(path => statSync(join(folder, path)).isFile())
  return Object.fromEntries(paths.sort().map(path => [path, readFileSync(join(folder, path), 'base64')]))
}
