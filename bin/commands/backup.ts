// `hubung backup`: everything into one file, while the system runs.
import { mkdirSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { parseArgs } from 'node:util'
import { writeBackup, type Written } from '../../kernel/backup/write-backup.ts'
import { openServer } from '../../kernel/database/open-server.ts'
import { wallClock } from '../../kernel/job/clock.ts'
import { messageOf, Refusal } from '../../kernel/refusal.ts'
import { readSettings } from '../../kernel/settings.ts'
import { typedPath } from '../command.ts'
import { awaitEnd } from '../ending.ts'

export const help = `Usage: npm run hubung -- backup [--to <file>]

Writes all workspaces, sign-ins, queued work, attachments and the installation's secret into one file, as of one moment.
It may run beside a running server. Without --to the file goes to the folder "backups" of the data folder.

The file opens every door of this installation: keep it as you keep a password, and keep a copy on another machine.
A file that is there already is never overwritten. To read one back: npm run hubung -- restore <file>`

const quiet = { info: () => {}, warn: console.warn, error: console.error }

export async function run(args: string[]): Promise<number> {
  const to = readTarget(args)
  const settings = readSettings()
  const file = to === undefined ? nextBackup(settings.dataFolder) : typedPath(to)
  const end = awaitEnd()
  const server = await openServer(settings, quiet, true)
  try {
    const stop = new AbortController()
    end.reached.then(() => stop.abort(), () => stop.abort())
    const work = writeBackup({ databaseUrl: server.url, dataFolder: settings.dataFolder, secret: settings.secret }, file, stop.signal)
    say(await work.catch(error => { throw stop.signal.aborted ? new Refusal('Interrupted: no backup was written.') : error }))
    return 0
  } finally {
    await server.stop()
  }
}

function readTarget(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { to: { type: 'string' } }, strict: true }).values.to
  } catch (error) {
    throw new Refusal(`${messageOf(error)}\n\n${help}`)
  }
}

/** In the data folder, under the time it is made at. */
export function nextBackup(dataFolder: string, word = 'hubung'): string {
  const file = join(dataFolder, 'backups', `${word}-${wallClock().toISOString().slice(0, 19).replaceAll(':', '-')}.backup`)
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  } catch (error) {
    throw new Refusal(`The folder ${dirname(file)} cannot be made (${messageOf(error)}): name a file with --to.`)
  }
  return file
}

export function say({ file, size, rows, files, workspaces }: Written): void {
  console.log(`${file}: ${workspaces} workspace${workspaces === 1 ? '' : 's'}, ${rows} rows, ${files} files, ${(size / 2 ** 20).toFixed(1)} MB.`)
}
