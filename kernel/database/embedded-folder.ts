// Database room: the data folder on disk: what lies where in it, making the database cluster, refusing a folder that is not ours.
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { chownSync, existsSync, lstatSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { program, type Binaries } from './embedded-binaries.ts'
import { canReach, type DatabaseUser } from './embedded-user.ts'
import { explainFile, fullDisk, keepSecret, makeDataFolder } from '../data-folder.ts'
import { codeOf, Refusal } from '../refusal.ts'

/** `cluster`: PostgreSQL's own folder; `sockets`: where its Unix socket appears; `log`: its messages; `password`: the name of the file of the superuser's, used only where there are no Unix sockets. */
export type Layout = { folder: string, cluster: string, sockets: string, log: string, password: string }

// A socket's address holds 107 bytes with its name "/.s.PGSQL.5432" (unix(7)); macOS holds 103.
const longestSocketFolder = 89

/** Where everything lies. Nothing is made yet, so that a folder can still be refused untouched. */
export function layOut(folder: string): Layout {
  const at = resolve(folder)
  const inside = join(at, 'run')
  const short = Buffer.byteLength(inside) <= longestSocketFolder
  const sockets = short ? inside : join(tmpdir(), `hubung-${createHash('sha256').update(at).digest('hex').slice(0, 16)}`)
  return { folder: at, cluster: join(at, 'postgres'), sockets, log: join(at, 'postgres.log'), password: 'postgres-password' }
}

/** Makes the folders (closed to others, but open to pass for the database's user) and sees that both of us can use them. */
export function makeFolders({ folder, cluster, sockets }: Layout, user: DatabaseUser | undefined): void {
  makeDataFolder(folder)
  try {
    if (existsSync(cluster)) readdirSync(cluster)
    ownFolder(sockets, user)
  } catch (error) {
    throw explainFile(error, folder)
  }
  if (!canReach(user, folder)) {
    throw new Refusal(`The database runs as ${user!.name}, who cannot enter ${folder}: open the way to it with chmod o+x, or name another folder in HUBUNG_DATA.`)
  }
}

/** A folder that only its user may enter. In a shared place (/tmp) someone else's folder of that name is refused. */
function ownFolder(path: string, user: DatabaseUser | undefined): void {
  if (!existsSync(path)) {
    mkdirSync(path, { mode: 0o700 })
    if (user) chownSync(path, user.uid, user.gid)
  }
  const kind = lstatSync(path)
  const owner = user?.uid ?? process.getuid?.() ?? kind.uid
  if (!kind.isDirectory() || kind.uid !== owner) {
    throw new Refusal(`${path} belongs to another user: remove it, or name another data folder in HUBUNG_DATA.`)
  }
}

/** Refuses a folder that belongs to another PostgreSQL server. */
export function refuseForeign(folder: string): void {
  const version = readVersion(folder)
  if (version === undefined) return
  throw new Refusal(`${folder} is the folder of another PostgreSQL server (version ${version}): name an empty folder in HUBUNG_DATA. Nothing was changed.`)
}

/** Whether a cluster lies in the data folder; refuses one of another PostgreSQL version, and what is none of ours. */
export function checkCluster({ folder, cluster }: Layout, major: number): boolean {
  refuseForeign(folder)
  const version = readVersion(cluster)
  if (version === String(major)) return true
  if (version !== undefined) {
    throw new Refusal(`The database in ${cluster} was made by PostgreSQL ${version}, this Hubung brings PostgreSQL ${major}: `
      + 'start it with the Hubung version that made it, or name another folder in HUBUNG_DATA. Nothing was changed.')
  }
  if (existsSync(cluster) && readdirSync(cluster).length > 0) {
    throw new Refusal(`${cluster} is not empty and holds no database: move it away, or name another folder in HUBUNG_DATA. Nothing was changed.`)
  }
  return false
}

function readVersion(place: string): string | undefined {
  try {
    return readFileSync(join(place, 'PG_VERSION'), 'utf8').trim()
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes(codeOf(error))) return undefined
    throw explainFile(error, place)
  }
}

/** Makes the cluster beside its place and moves it there whole, so that a start cut short, or a twin, leaves no half of one. */
export async function makeCluster(layout: Layout, binaries: Binaries, user: DatabaseUser | undefined, sync: boolean): Promise<void> {
  for (const name of readdirSync(layout.folder)) {
    if (name.startsWith('postgres-half-')) rmSync(join(layout.folder, name), { recursive: true, force: true })
  }
  const half = join(layout.folder, `postgres-half-${process.pid}`)
  const secret = join(half, 'password')
  try {
    ownFolder(half, user)
    const cluster = join(half, 'cluster')
    const password = keepSecret(layout.folder, layout.password)
    writeFileSync(secret, password, { mode: 0o600 })
    if (user) chownSync(secret, user.uid, user.gid)
    await runInitdb(['-D', cluster, '--pwfile', secret, ...(sync ? [] : ['--no-sync'])], binaries, user, layout)
    renameSync(cluster, layout.cluster)
  } catch (error) {
    if (!['ENOTEMPTY', 'EEXIST'].includes(codeOf(error))) throw explainFile(error, layout.folder)
  } finally {
    rmSync(half, { recursive: true, force: true })
  }
}

// ICU's Indonesian rules order names as people here expect; messages stay in English, because we read them.
const initdbOptions = ['-U', 'hubung', '-E', 'UTF8', '--locale=C.UTF-8', '--locale-provider=icu', '--icu-locale=id-ID',
  '--lc-messages=C', '--auth-local=trust', '--auth-host=scram-sha-256', '--no-instructions']

async function runInitdb(options: string[], binaries: Binaries, user: DatabaseUser | undefined, layout: Layout): Promise<void> {
  const child = spawn(program(binaries, 'initdb'), [...initdbOptions, ...options], {
    ...(user && { uid: user.uid, gid: user.gid }), cwd: binaries.folder, env: databaseEnvironment(), stdio: ['ignore', 'ignore', 'pipe'], windowsHide: true,
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => { errors += text })
  const code = await new Promise<number | null>((done, fail) => child.once('error', fail).once('close', done))
  if (code === 0) return
  if (/No space left on device|Disk quota exceeded/i.test(errors)) throw new Refusal(fullDisk(layout.folder))
  const line = errors.split('\n').find((text) => /error|fatal|could not/i.test(text)) ?? errors.trim()
  throw new Refusal(`The database could not be made in ${layout.folder}: ${line || `initdb ended with ${code}`}`)
}

/** The few variables that the server needs; none of ours, which may hold secrets. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  const kept = ['PATH', 'SystemRoot', 'TEMP', 'TMP', 'TMPDIR']
  return { ...Object.fromEntries(kept.map((name) => [name, process.env[name]])), TZ: 'UTC', LC_ALL: 'C' }
}
