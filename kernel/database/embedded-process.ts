// Database room: the server's process: reading its pid file, starting, watching, stopping it.
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, fchownSync, openSync, readFileSync, readlinkSync, realpathSync, renameSync, rmSync, statSync } from 'node:fs'
import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { program, type Binaries } from './embedded-binaries.ts'
import { databaseEnvironment, type Layout } from './embedded-folder.ts'
import type { DatabaseUser } from './embedded-user.ts'

/** What `postmaster.pid` says: line 1 the pid, 4 the port, 5 the socket's folder, 8 the state. */
export type Postmaster = { pid: number, port: number, sockets: string, state: 'starting' | 'ready' | 'stopping' }

/** The living server of this cluster, or `undefined`. A file left by a dead one is taken away. */
export function readPostmaster(cluster: string): Postmaster | undefined {
  const file = join(cluster, 'postmaster.pid')
  let lines: string[]
  try {
    lines = readFileSync(file, 'utf8').split('\n')
  } catch {
    return undefined
  }
  const pid = Number(lines[0])
  if (!Number.isInteger(pid) || pid <= 0) return { pid: 0, port: 0, sockets: '', state: 'starting' }
  if (!isServer(pid, cluster)) {
    rmSync(file, { force: true })
    return undefined
  }
  const state = (lines[7] ?? '').trim()
  return { pid, port: Number(lines[3]) || 0, sockets: lines[4] ?? '', state: state === 'ready' || state === 'stopping' ? state : 'starting' }
}

/**
 * Whether that process is the server of this cluster. After a crash or a container's restart the number may belong to
 * another program, or to a zombie that nobody has collected: PostgreSQL itself would take either for a living server.
 */
function isServer(pid: number, cluster: string): boolean {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ESRCH') return false
  }
  if (process.platform === 'win32') return true
  if (process.platform !== 'linux') return spawnSync('ps', ['-p', String(pid), '-o', 'comm='], { encoding: 'utf8' }).stdout.includes('postgres')
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    if (['Z', 'X'].includes(stat.slice(stat.lastIndexOf(')') + 2)[0])) return false
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(cluster)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT'
  }
}

export type Tuning = Record<string, string | number>

/** For a small machine: little memory at rest, room for an import's write-ahead log, no personal data in the server's log. */
function tune(layout: Layout, tuning: Tuning, port: number | undefined): string[] {
  const memory = Math.floor(totalmem() / 2 ** 20)
  const settings: Tuning = {
    listen_addresses: port ? '127.0.0.1' : '',
    port: port ?? 5432,
    unix_socket_directories: port ? '' : `"${layout.sockets.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: 60,
    shared_buffers: `${Math.min(256, Math.max(128, Math.floor(memory / 32)))}MB`, // filled only as there are rows to hold, but what describes each place of it is memory at rest
    effective_cache_size: `${Math.max(256, Math.floor(memory / 2))}MB`,
    work_mem: '8MB',
    maintenance_work_mem: `${Math.min(256, Math.max(64, Math.floor(memory / 16)))}MB`,
    max_locks_per_transaction: 256, // a schema per workspace, partitions by month
    random_page_cost: 1.1,
    jit: 'off',
    io_method: 'sync', // three I/O workers would cost memory at rest
    max_parallel_workers_per_gather: 1,
    max_logical_replication_workers: 0,
    wal_compression: 'on',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',
    wal_buffers: '16MB',
    TimeZone: 'UTC',
    log_timezone: 'UTC',
    // Errors and their statements hold customers' data and reach us as errors anyway: only what concerns the server is kept.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_checkpoints: 'off',
    ...tuning,
  }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}

/** A server that was just spawned; `ended` gives its last words once it has ended. */
export type Child = { pid: number, ended: () => string | undefined }

/** Starts the server in a process group of its own, so that Ctrl+C reaches us and not it. */
export function spawnServer(layout: Layout, binaries: Binaries, user: DatabaseUser | undefined, tuning: Tuning, port?: number): Child {
  const start = rotateLog(layout.log)
  const log = openSync(layout.log, 'a', 0o600)
  if (user) fchownSync(log, user.uid, user.gid)
  const child = spawn(program(binaries, 'postgres'), ['-D', layout.cluster, ...tune(layout, tuning, port)], {
    ...(user && { uid: user.uid, gid: user.gid }), cwd: layout.cluster, env: databaseEnvironment(), detached: true, windowsHide: true, stdio: ['ignore', log, log],
  })
  closeSync(log)
  let end: string | undefined
  child.once('error', (error) => { end = error.message })
  child.once('exit', (code, signal) => { end = `it ended with ${signal ?? code}` })
  child.unref()
  return { pid: child.pid ?? 0, ended: () => end && (readFrom(layout.log, start) || end) }
}

function readFrom(file: string, start: number): string {
  try {
    return readFileSync(file).subarray(start).toString().trim()
  } catch {
    return ''
  }
}

/** Keeps the log below 5 MB and one old one beside it; returns where the new server's messages begin. */
function rotateLog(file: string): number {
  try {
    const { size } = statSync(file)
    if (size < 5 * 2 ** 20) return size
    renameSync(file, `${file}.old`)
  } catch {
    // No log yet.
  }
  return 0
}

/** Asks the server to stop at once but in order; after `patience` milliseconds it is cut off, and the next start recovers. */
export async function stopServer(layout: Layout, binaries: Binaries, pid: number, patience: number): Promise<void> {
  const alive = () => isServer(pid, layout.cluster)
  if (process.platform === 'win32') {
    spawnSync(program(binaries, 'pg_ctl'), ['stop', '-D', layout.cluster, '-m', 'fast', '-w', '-t', String(Math.ceil(patience / 1000))], { stdio: 'ignore' })
    return
  }
  for (const [signal, longest] of [['SIGINT', patience], ['SIGQUIT', 1000]] as const) {
    if (alive()) sendSignal(pid, signal)
    for (const start = performance.now(); alive() && performance.now() - start < longest;) await pause(5)
  }
}

function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended between the look and the signal.
  }
}

/** A port of the loopback address that nobody listens on at this moment. */
export async function findFreePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
