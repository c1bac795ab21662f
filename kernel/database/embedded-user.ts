// Database room: under which user the embedded PostgreSQL runs (it refuses to run as root), and what that user can reach.
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { Refusal } from '../refusal.ts'

/** The user that the server process is given; `undefined` wherever a function takes one means "we ourselves". */
export type DatabaseUser = { name: string, uid: number, gid: number }

const candidates = ['postgres', '_postgres', 'nobody']

/** As root: the owner of an existing cluster, else `postgres`, else `nobody`. As an ordinary user: `undefined`. */
export function findDatabaseUser(clusterFolder: string): DatabaseUser | undefined {
  if (process.getuid?.() !== 0) return undefined
  const owner = existsSync(clusterFolder) ? statSync(clusterFolder) : undefined
  if (owner && owner.uid !== 0) return { name: `user ${owner.uid}`, uid: owner.uid, gid: owner.gid }
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n').map((line) => line.split(':'))
  for (const name of candidates) {
    const line = lines.find((parts) => parts[0] === name)
    if (line && Number(line[2]) > 0) return { name, uid: Number(line[2]), gid: Number(line[3]) }
  }
  throw new Refusal('The database may not run as root, and this system has neither a user "postgres" nor "nobody": '
    + 'create one (useradd --system postgres), start Hubung as an ordinary user, or set DATABASE_URL.')
}

/** Whether the user may enter (folder) or run (program) the path. Asks the system itself, so that ACLs and mounts count. */
export function canReach(user: DatabaseUser | undefined, path: string): boolean {
  if (!user) return true
  const test = spawnSync('/bin/sh', ['-c', 'test -x "$1"', 'sh', path], { uid: user.uid, gid: user.gid, cwd: '/', stdio: 'ignore' })
  return test.status === 0
}

/** The nearest ancestor of the path (or itself) that exists. */
function nearestExisting(path: string): string {
  let at = resolve(path)
  while (!existsSync(at) && dirname(at) !== at) at = dirname(at)
  return at
}

/** Where the default data folder goes when the database's user cannot reach it, as under root's closed home. */
export const systemDataFolder = '/var/lib/hubung'

/**
 * The data folder to use with the embedded database. One that was named is never moved: the start refuses instead.
 * The default one moves to /var/lib/hubung, unless a database already lies in it.
 */
export function chooseDataFolder(folder: string, named: boolean): string {
  const user = findDatabaseUser(join(folder, 'postgres'))
  const there = nearestExisting(folder)
  // a file in the way is told of by whoever makes the folder
  if (!statSync(there).isDirectory() || canReach(user, there)) return folder
  if (!named && !existsSync(join(folder, 'postgres'))) return systemDataFolder
  throw new Refusal(`The database runs as ${user!.name}, who cannot enter ${there}: `
    + `name a folder in HUBUNG_DATA that every user may pass through (for example ${systemDataFolder}), or open the way to this one with chmod o+x.`)
}
