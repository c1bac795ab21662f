// Database room: the PostgreSQL that comes with Hubung: started, found running, watched, brought back after a crash, stopped.
import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { findBinaries, placeBinaries, type Binaries } from './embedded-binaries.ts'
import { checkCluster, layOut, makeCluster, makeFolders, type Layout } from './embedded-folder.ts'
import { holdLock, isOurs, makeDatabase, type Lock } from './embedded-lock.ts'
import { findFreePort, readPostmaster, spawnServer, stopServer, type Child, type Postmaster, type Tuning } from './embedded-process.ts'
import { findDatabaseUser, type DatabaseUser } from './embedded-user.ts'
import { fullDisk, isDiskFull, keepSecret } from '../data-folder.ts'
import { messageOf, Refusal } from '../refusal.ts'

export type Log = { info(message: string): void, warn(message: string): void, error(message: string): void }

export type EmbeddedOptions = {
  /** The data folder; it is made when missing. */
  folder: string
  log: Log
  /** Server settings over ours, as tests need (`{ fsync: 'off' }`). */
  tuning?: Tuning
  /** `false`: a cluster that need not survive a power cut. */
  sync?: boolean
  /** `true`: use the server of a running Hubung beside it (command line); `false`: refuse then. */
  share?: boolean
  /** Loopback with a password where there are no Unix sockets (Windows). */
  transport?: 'socket' | 'tcp'
}

export type Embedded = {
  /** For node-postgres; stays the same when the server is brought back after a crash. */
  url: string
  /** The server's process. */
  pid(): number
  /** Stops the server in order, within `patience` milliseconds (3000), else cuts it off; it recovers at the next start. */
  stop(patience?: number): Promise<void>
  /** Called with the reason when the server died and could not be brought back. */
  onExit(listener: (reason: Error) => void): void
}

type State = {
  layout: Layout, binaries: Binaries, user: DatabaseUser | undefined, options: EmbeddedOptions
  port?: number, child?: Child, lock?: Lock, pid: number, stopping: boolean
  reviving?: Promise<void>, revivals: number[], listeners: ((reason: Error) => void)[]
}

/** Starts or adopts the server of the data folder. Refuses (`Refusal`) what would do harm, in one sentence. */
export async function startEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const user = findDatabaseUser(join(options.folder, 'postgres'))
  const found = findBinaries()
  const layout = layOut(options.folder)
  const isThere = checkCluster(layout, found.major)
  makeFolders(layout, user)
  const binaries = placeBinaries(found, layout.folder, user)
  if (!isThere) await makeCluster(layout, binaries, user, options.sync ?? true)
  const state: State = { layout, binaries, user, options, pid: 0, stopping: false, revivals: [], listeners: [] }
  await raise(state)
  const url = addressOf(state, 'hubung')
  if (!state.lock) return { url, pid: () => state.pid, stop: async () => {}, onExit: () => {} }
  return {
    url,
    pid: () => state.pid,
    stop: (patience = 3000) => stop(state, patience),
    onExit: (listener) => { state.listeners.push(listener) },
  }
}

async function stop(state: State, patience: number): Promise<void> {
  state.stopping = true
  await state.reviving?.catch(() => {})
  await state.lock?.release()
  await stopServer(state.layout, state.binaries, state.pid, patience)
}

/** Brings the server up, whether it runs, starts, stops or is dead, and takes the data folder for this process. */
async function raise(state: State): Promise<void> {
  const server = await reachServer(state)
  state.pid = server.pid
  state.port = state.port ?? (server.sockets ? undefined : server.port)
  const url = addressOf(state, 'postgres')
  if (!await isOurs(url, state.layout.cluster)) {
    throw new Refusal(`The PostgreSQL server at ${server.sockets || `port ${server.port}`} is not that of ${state.layout.cluster}: stop it (process ${server.pid}) and start again.`)
  }
  state.lock = await holdLock(url, state.options.share ? 0 : 2000, () => revive(state))
  if (!state.lock && !state.options.share) {
    throw new Refusal(`Another Hubung is running on the data folder ${state.layout.folder}: stop it first, or name another folder in HUBUNG_DATA.`)
  }
  await makeDatabase(url, 'hubung')
}

function addressOf(state: State, database: string): string {
  if (state.port) return `postgresql://hubung:${keepSecret(state.layout.folder, state.layout.password)}@127.0.0.1:${state.port}/${database}`
  return `postgresql://hubung@localhost/${database}?host=${encodeURIComponent(state.layout.sockets)}&port=5432`
}

// How long (ms) a dead server's last backends may hold its shared memory, and how long an unanswered sign of life is believed.
const patienceForBackends = 30_000
const patienceForSilence = 15_000

async function reachServer(state: State): Promise<Postmaster> {
  const started = performance.now()
  let toldAt = started
  for (;;) {
    const server = readPostmaster(state.layout.cluster)
    if (server?.state === 'ready' && await answers(state, server)) return server
    const waited = performance.now() - started
    if (server?.pid === 0 && waited > 2000) rmSync(join(state.layout.cluster, 'postmaster.pid'), { force: true })
    if (server?.state === 'ready' && waited > patienceForSilence) {
      throw new Refusal(`The database server of ${state.layout.cluster} (process ${server.pid}) does not answer: stop it with kill ${server.pid} and start again.`)
    }
    const ended = state.child?.ended()
    if (ended !== undefined) {
      state.child = undefined
      await judgeEnd(state, ended, waited)
    } else if (!server && !state.child) {
      const tcp = (state.options.transport ?? (process.platform === 'win32' ? 'tcp' : 'socket')) === 'tcp'
      if (tcp) state.port ??= await findFreePort()
      state.child = spawnServer(state.layout, state.binaries, state.user, state.options.tuning ?? {}, state.port)
    }
    if (performance.now() - toldAt > 5000) {
      toldAt = performance.now()
      state.options.log.info(server?.state === 'stopping' ? 'Waiting for the database to finish stopping.' : 'The database is recovering; this may take some minutes.')
    }
    await pause(5)
  }
}

/** A connection is possible: during recovery the server lives but says no. */
async function answers(state: State, server: Postmaster): Promise<boolean> {
  const port = state.port ?? (server.sockets ? undefined : server.port)
  const client = new pg.Client({ connectionString: addressOf({ ...state, port }, 'postgres'), connectionTimeoutMillis: 5000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch (error) {
    if (/ENOENT|ECONNREFUSED|EPIPE|the database system is|timeout|ECONNRESET|terminated/i.test(`${(error as NodeJS.ErrnoException).code} ${messageOf(error)}`)) return false
    throw error
  } finally {
    await client.end().catch(() => {})
  }
}

/** The server ended while starting: either it is worth another try, or its last words become a sentence. */
async function judgeEnd(state: State, words: string, waited: number): Promise<void> {
  const folder = state.layout.folder
  if (/still in use|lock file .* already exists/i.test(words) && waited < patienceForBackends) return pause(250)
  if (/could not bind|Address already in use/i.test(words) && state.port && waited < patienceForSilence) {
    state.port = undefined
    return
  }
  if (/No space left on device|Disk quota exceeded/i.test(words) || isDiskFull(folder)) throw new Refusal(fullDisk(folder))
  if (/Permission denied/i.test(words)) {
    throw new Refusal(`The database may not use its files in ${folder}: give ${state.layout.cluster} back to the user who owned it (chown -R), and start again.`)
  }
  const last = words.trim().split('\n').findLast((line) => /FATAL|PANIC|error/i.test(line)) ?? words.trim().split('\n').at(-1)
  throw new Refusal(`The database in ${folder} did not start: ${last?.replace(/^.*?(FATAL|PANIC):\s*/, '')} (more in ${state.layout.log}).`)
}

/** The lock's connection broke: the server died, or started over after one of its processes crashed. */
function revive(state: State): void {
  if (state.stopping || state.reviving) return
  const { log } = state.options
  log.warn('The database stopped unexpectedly; starting it again.')
  state.reviving = raiseAgain(state)
    .then(() => { if (!state.stopping) log.info('The database is back.') })
    .catch((error: Error) => {
      if (!state.stopping) for (const listener of state.listeners) listener(error)
    })
    .finally(() => { state.reviving = undefined })
}

/** At most five times a minute; a sentence (full disk, another Hubung) ends it at once. */
async function raiseAgain(state: State): Promise<void> {
  for (;;) {
    const now = performance.now()
    state.revivals = [...state.revivals.filter((at) => now - at < 60_000), now]
    if (state.revivals.length > 5) throw new Refusal(`The database in ${state.layout.folder} keeps stopping: see ${state.layout.log}.`)
    state.child = undefined
    try {
      await raise(state)
      // it may have died once more between the lock and here: of that, while it is being raised, nobody takes notice
      if (!state.lock || state.lock.isHeld()) return
    } catch (error) {
      if (error instanceof Refusal || state.stopping) throw error
    }
    await pause(200)
  }
}
