// Tests: Debian's PostgreSQL 15, where it is installed: the oldest that an installation may bring along.
import { spawnSync } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { quickFolder } from './quick-folder.ts'

const programs = '/usr/lib/postgresql/15/bin'

/** The rooms whose SQL is most their own; the whole suite runs on the embedded server. */
export const roomsOnDebian = ['kernel/record/records.test.ts', 'kernel/record/lists.test.ts', 'kernel/record/search.test.ts', 'kernel/event', 'kernel/object', 'test/install.test.ts', 'kernel/filter']

/** Starts a server of its own in a temporary folder; undefined where Debian's 15 is not installed. */
export function startDebianPostgres(): { url: string, stop(): void } | undefined {
  if (!existsSync(join(programs, 'postgres'))) return undefined
  const user = process.getuid?.() === 0 ? userOf('postgres') : {}
  if (!user) return undefined
  const folder = mkdtempSync(join(quickFolder(), 'hubung-pg15-'))
  if (user.uid !== undefined) chownSync(folder, user.uid, user.gid!)
  const data = join(folder, 'data')
  const run = (program: string, ...args: string[]) => {
    const { status, stderr } = spawnSync(join(programs, program), args, { ...user, cwd: folder, encoding: 'utf8' })
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`)
  }
  run('initdb', '-D', data, '-U', 'hubung', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8')
  run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-o', `-k ${folder} -c listen_addresses='' -c fsync=off -c max_connections=200`, 'start')
  return {
    url: `postgresql://hubung@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop() {
      run('pg_ctl', '-D', data, '-m', 'immediate', 'stop')
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function userOf(name: string): { uid?: number, gid?: number } | undefined {
  const line = readFileSync('/etc/passwd', 'utf8').split('\n').find(each => each.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return line ? { uid: Number(uid), gid: Number(gid) } : undefined
}
