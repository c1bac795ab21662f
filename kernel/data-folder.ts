// Kernel: the data folder: made with the right modes, its faults told in a sentence, and the secret that is kept in it.
import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, chownSync, closeSync, constants, existsSync, fsyncSync, linkSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statfsSync, statSync, writeSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { codeOf, messageOf, Refusal } from './refusal.ts'

/**
 * Like `mkdir -p`, with a mode that no umask narrows. As root the folder stays closed to lookers but open to pass (0711),
 * because the database runs as another user; else it is ours alone (0700). An existing folder keeps its mode.
 */
export function makeDataFolder(folder: string): void {
  try {
    makeFolders(folder, process.getuid?.() === 0 ? 0o711 : 0o700)
    readdirSync(folder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
  } catch (error) {
    // places such as /proc take no folders
    if (codeOf(error) === 'ENOENT') throw new Refusal(`The data folder ${folder} cannot be made there: name another one in HUBUNG_DATA.`, { cause: error })
    throw explainFile(error, folder)
  }
}

function makeFolders(path: string, mode: number): void {
  if (existsSync(path)) return
  makeFolders(dirname(path), 0o755)
  try {
    mkdirSync(path)
    chmodSync(path, mode)
  } catch (error) {
    if (codeOf(error) !== 'EEXIST' || !statSync(path).isDirectory()) throw error
  }
}

/** The sentence for what the file system said while the data folder was in use. */
export function explainFile(error: unknown, folder: string): Error {
  if (error instanceof Refusal) return error
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM') {
    return new Refusal(`Hubung may not use the data folder ${folder}: start it as the user who owns the folder, `
      + 'give the folder to this user (chown -R), or name another one in HUBUNG_DATA.', { cause: error })
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refusal(fullDisk(folder), { cause: error })
  if (code === 'EROFS') return new Refusal(`The data folder ${folder} is on a read-only disk: name another one in HUBUNG_DATA.`, { cause: error })
  if (code === 'ENOTDIR' || code === 'EEXIST') return new Refusal(`The data folder ${folder} is not a folder: name another one in HUBUNG_DATA.`, { cause: error })
  return error instanceof Error ? error : new Error(messageOf(error))
}

/** The sentence for a disk without room. */
export function fullDisk(folder: string): string {
  return `The disk that holds ${folder} is full: free some space (at least 200 MB) and start again; nothing that was saved is lost.`
}

/** Whether there is less room than one segment of the write-ahead log takes (16 MB): then the server cannot even say why it stopped. */
export function isDiskFull(folder: string): boolean {
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize < 16 * 2 ** 20
}

/** A random text kept in a file of the data folder that only its owner reads; made whole or not at all, the same for twins. */
export function keepSecret(folder: string, name: string): string {
  const file = join(folder, name)
  try {
    if (!existsSync(file)) writeSecret(file, statSync(folder))
    const secret = readFileSync(file, 'utf8').trim()
    if (secret.length < 32) throw new Refusal(`The file ${file} was damaged: put back the secret it held from a back-up, or remove it (everybody must then sign in again).`)
    return secret
  } catch (error) {
    throw explainFile(error, folder)
  }
}

function writeSecret(file: string, owner: { uid: number, gid: number }): void {
  const half = `${file}.${process.pid}`
  try {
    const handle = openSync(half, 'w', 0o600)
    writeSync(handle, randomBytes(32).toString('base64url'))
    fsyncSync(handle)
    closeSync(handle)
    // A folder of an ordinary user that root starts once must still serve that user afterwards.
    if (process.getuid?.() === 0) chownSync(half, owner.uid, owner.gid)
    publish(half, file)
  } finally {
    rmSync(half, { force: true })
  }
}

/** A link never replaces a twin's file; a disk that knows no links (exFAT, some network disks) gets a rename. */
function publish(half: string, file: string): void {
  try {
    linkSync(half, file)
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return
    renameSync(half, file)
  }
}
