// `hubung restore`: a backup becomes the installation again, whole or not at all.
import { parseArgs } from 'node:util'
import type { Manifest } from '../../kernel/backup/manifest.ts'
import { checkBackup, listStanding, restoreBackup } from '../../kernel/backup/restore-backup.ts'
import { writeBackup } from '../../kernel/backup/write-backup.ts'
import { Database } from '../../kernel/database/database.ts'
import { openServer } from '../../kernel/database/open-server.ts'
import { messageOf, Refusal } from '../../kernel/refusal.ts'
import { readSettings, type Settings } from '../../kernel/settings.ts'
import { typedPath } from '../command.ts'
import { nextBackup, say } from './backup.ts'

export const help = `Usage: npm run hubung -- restore <file> [options]

  --force     replace what is there; a backup of it is written first
  --check     read the file through and say what it holds; change nothing

Restores into an empty data folder (HUBUNG_DATA) or an empty database (DATABASE_URL); the server must not be running.
The file is read through before anything is written. When the restore breaks off, nothing of it is left.`

const quiet = { info: () => {}, warn: console.warn, error: console.error }

export async function run(args: string[]): Promise<number> {
  const { file, force, check } = readFlags(args)
  const manifest = await checkBackup(file)
  console.log(tell(manifest))
  if (check) return 0
  const settings = readSettings()
  const given = process.env.HUBUNG_SECRET?.trim()
  if (given && given !== manifest.secret) throw new Refusal('HUBUNG_SECRET is not the secret of the backup, which signs its sessions and opens its stored secrets: set that one, or unset it so that the data folder keeps it. Nothing was changed.')
  const server = await openServer(settings, quiet)
  try {
    if (force) await saveStanding(server.url, settings)
    await restoreBackup({ databaseUrl: server.url, dataFolder: settings.dataFolder }, file, manifest, { replace: force, keepSecret: !given })
    console.log('The backup is restored: start Hubung with npm start.')
    return 0
  } finally {
    await server.stop()
  }
}

function readFlags(args: string[]): { file: string, force: boolean, check: boolean } {
  try {
    const { values, positionals } = parseArgs({ args, options: { force: { type: 'boolean' }, check: { type: 'boolean' } }, allowPositionals: true, strict: true })
    if (positionals.length !== 1) throw new Error('Name the one file to restore.')
    return { file: typedPath(positionals[0]), force: values.force ?? false, check: values.check ?? false }
  } catch (error) {
    throw new Refusal(`${messageOf(error)}\n\n${help}`)
  }
}

function tell({ version, createdAt, workspaces, tables, files }: Manifest): string {
  const rows = tables.reduce((sum, table) => sum + table.rows, 0)
  return `A backup of ${createdAt}, made by Hubung ${version}: ${workspaces.map(workspace => workspace.slug).join(', ') || 'no workspace'}; ${rows} rows, ${files?.count ?? 0} files.`
}

async function saveStanding(databaseUrl: string, { dataFolder, secret }: Settings): Promise<void> {
  const database = new Database(databaseUrl, 1)
  const standing = await listStanding(database).finally(() => database.end())
  if (standing.length === 0) return
  console.log('What is there is saved first:')
  say(await writeBackup({ databaseUrl, dataFolder, secret }, nextBackup(dataFolder, 'before-restore')))
}
