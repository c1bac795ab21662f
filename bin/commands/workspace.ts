// `hubung workspace list`: the workspaces of this installation.
import { parseArgs } from 'node:util'
import { Database } from '../../kernel/database/database.ts'
import { openServer } from '../../kernel/database/open-server.ts'
import { sql } from '../../kernel/database/sql.ts'
import { Refusal } from '../../kernel/refusal.ts'
import { readSettings } from '../../kernel/settings.ts'

export const help = `Usage: npm run hubung -- workspace list [--json]

Lists the workspaces with their language, currency and time zone. It may run beside a running server.`

type Row = { slug: string, name: string, locale: string, currency: string, timeZone: string, createdAt: Date }

export async function run(args: string[]): Promise<number> {
  const { json } = readOptions(args)
  const quiet = { info: () => {}, warn: console.warn, error: console.error }
  const server = await openServer(readSettings(), quiet, true)
  const database = new Database(server.url, 1)
  try {
    const rows = await listWorkspaces(database)
    console.log(json ? JSON.stringify(rows, null, 2) : rows.length ? toTable(rows) : 'There is no workspace yet: start the server and open its address.')
    return 0
  } finally {
    await database.end()
    await server.stop()
  }
}

function readOptions(args: string[]): { json?: boolean } {
  try {
    const { values, positionals } = parseArgs({ args, options: { json: { type: 'boolean' } }, allowPositionals: true })
    if (positionals.join(' ') === 'list') return values
  } catch {
    // Answered below, with the usage.
  }
  throw new Refusal(help)
}

async function listWorkspaces(database: Database): Promise<Row[]> {
  const [{ exists }] = await database.query<{ exists: boolean }>(sql`select to_regclass('hubung.workspace') is not null as exists`)
  if (!exists) return []
  return database.query<Row>(sql`select slug, name, locale, currency, time_zone as "timeZone", created_at as "createdAt"
    from hubung.workspace order by created_at, id`)
}

function toTable(rows: Row[]): string {
  const lines = [['slug', 'name', 'language', 'currency', 'time zone', 'since'],
    ...rows.map((row) => [row.slug, row.name, row.locale, row.currency, row.timeZone, row.createdAt.toISOString().slice(0, 10)])]
  const widths = lines[0].map((_, column) => Math.max(...lines.map((line) => line[column].length)))
  return lines.map((line) => line.map((text, column) => text.padEnd(widths[column])).join('  ').trimEnd()).join('\n')
}
