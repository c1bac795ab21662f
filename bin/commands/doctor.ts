// `hubung doctor`: looks at everything a start needs and says, line by line, what is well and what to do.
import { existsSync, statfsSync } from 'node:fs'
import { createServer } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { Database } from '../../kernel/database/database.ts'
import { openServer } from '../../kernel/database/open-server.ts'
import { sql } from '../../kernel/database/sql.ts'
import { codeOf, messageOf, Refusal } from '../../kernel/refusal.ts'
import { readSettings, type Settings } from '../../kernel/settings.ts'

export const help = `Usage: npm run hubung -- doctor

Checks Node, the settings, the data folder, the disk, the database, the built web app and the port, and says what to do.
It may run beside a running server. The exit code is 1 when something must be done.`

/** A check answers with a line about what is well; it throws what is not. */
type Check = [name: string, check: () => string | Promise<string>]

const leastRoom = 500 * 2 ** 20 // bytes: an import's write-ahead log fits

export async function run(args: string[]): Promise<number> {
  if (args.length > 0) throw new Refusal(help)
  let settings: Settings | undefined
  const first = await examine([
    ['Node', () => `${process.version} on ${process.platform}-${process.arch}`],
    ['Settings', () => {
      settings = readSettings()
      return `${settings.url}, ${settings.databaseUrl ? 'external' : 'embedded'} database, ${settings.clock} clock`
    }],
  ])
  const rest = settings ? await examine(checksOf(settings)) : 0
  console.log(first + rest === 0 ? 'All is well.' : `${first + rest} of these must be put right.`)
  return first + rest === 0 ? 0 : 1
}

function checksOf(settings: Settings): Check[] {
  return [
    ['Data folder', () => settings.dataFolder],
    ['Disk', () => checkRoom(settings.dataFolder)],
    ['Web app', checkWeb],
    ['Database', () => checkDatabase(settings)],
    ['Port', () => checkPort(settings)],
  ]
}

async function examine(checks: Check[]): Promise<number> {
  let faults = 0
  for (const [name, check] of checks) {
    try {
      console.log(`ok     ${name}: ${await check()}`)
    } catch (error) {
      faults++
      console.log(`FAULT  ${name}: ${messageOf(error)}`)
    }
  }
  return faults
}

function checkRoom(folder: string): string {
  const { bavail, bsize } = statfsSync(folder)
  const room = bavail * bsize
  if (room < leastRoom) throw new Refusal(`only ${Math.floor(room / 2 ** 20)} MB are free on the disk that holds ${folder}: free some space.`)
  return `${(room / 2 ** 30).toFixed(1)} GB free`
}

function checkWeb(): string {
  const page = join(import.meta.dirname, '..', '..', 'dist', 'web', 'index.html')
  if (!existsSync(page)) throw new Refusal('it is not built: run npm start, which builds it.')
  return 'built'
}

async function checkDatabase(settings: Settings): Promise<string> {
  const quiet = { info: () => {}, warn: () => {}, error: () => {} }
  const server = await openServer(settings, quiet, true)
  const database = new Database(server.url, 1)
  try {
    const [row] = await database.query<{ version: string, size: string }>(sql`select current_setting('server_version') as version, pg_size_pretty(pg_database_size(current_database())) as size`)
    return `PostgreSQL ${row.version}, ${row.size}`
  } finally {
    await database.end()
    await server.stop()
  }
}

async function checkPort({ port, host }: Settings): Promise<string> {
  const server = createServer().listen(port, host)
  try {
    await once(server, 'listening')
    return `${host}:${port} is free`
  } catch (error) {
    if (codeOf(error) === 'EADDRINUSE') return `${host}:${port} is in use, by a running Hubung or another program`
    throw error
  } finally {
    server.close()
  }
}
