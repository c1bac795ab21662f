// Database room: the faults an embedded server meets: killed processes, taken, foreign, closed and full folders.
import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, chownSync, cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findBinaries, placeBinaries, program } from './embedded-binaries.ts'
import { startEmbedded, type Embedded } from './embedded.ts'
import { canReach, findDatabaseUser } from './embedded-user.ts'

const isRoot = process.getuid?.() === 0
const log = { info: () => {}, warn: () => {}, error: () => {} }
const nobody = { name: 'nobody', uid: 65_534, gid: 65_534 }

let place: string
/** A folder with a space in its name, whose cluster most tests share. */
let folder: string

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'hubung faults-'))
  chmodSync(place, 0o755)
  folder = join(place, 'data folder')
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

const start = (at = folder, more = {}) => startEmbedded({ folder: at, log, sync: false, ...more })

async function query(url: string, text: string): Promise<any[]> {
  const client = new pg.Client({ connectionString: url })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Another Hubung: a process of its own that starts the server, says so with the server's pid, and stays. */
async function startElsewhere(at: string, user?: { uid: number, gid: number }): Promise<{ child: ChildProcess, said: string }> {
  const code = `
    const { startEmbedded } = await import(${JSON.stringify(join(import.meta.dirname, 'embedded.ts'))})
    const log = { info() {}, warn() {}, error() {} }
    try {
      const server = await startEmbedded({ folder: process.argv[1], log, sync: false })
      process.on('SIGTERM', async () => { await server.stop(); process.exit(0) })
      console.log('pid ' + server.pid())
      setInterval(() => {}, 1000)
    } catch (error) { console.log(error.name + ': ' + error.message) }`
  const child = spawn(process.execPath, ['--input-type=module', '-e', code, at], { stdio: ['ignore', 'pipe', 'inherit'], ...user })
  const [said] = await once(child.stdout!.setEncoding('utf8'), 'data') as [string]
  return { child, said: said.trim() }
}

async function endElsewhere(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  child.kill(signal)
  await once(child, 'exit')
}

test('what was written is there after a stop and a start', async () => {
  const first = await start()
  await query(first.url, 'create table kept (value int); insert into kept values (7)')
  await first.stop()
  const second = await start()
  expect(await query(second.url, 'select value from kept')).toEqual([{ value: 7 }])
  expect((await query(second.url, 'show listen_addresses'))[0].listen_addresses).toBe('')
  await second.stop()
})

test('two data folders have two servers side by side', async () => {
  const [one, other] = await Promise.all([start(), start(join(place, 'other'))])
  await query(other.url, 'create table only_here ()')
  expect((await query(one.url, `select to_regclass('only_here') as found`))[0].found).toBeNull()
  await Promise.all([one.stop(), other.stop()])
})

test('a folder that a living Hubung uses is refused, but a short command may share its server', async () => {
  const owner = await start()
  const second = await startElsewhere(folder)
  expect(second.said).toMatch(/^Refusal: Another Hubung is running on the data folder/)
  const guest = await start(folder, { share: true })
  expect(guest.pid()).toBe(owner.pid())
  await guest.stop()
  expect(await query(owner.url, 'select 1 as still')).toEqual([{ still: 1 }])
  await owner.stop()
})

test('after a kill -9 of Node the running server is taken over', async () => {
  const { child, said } = await startElsewhere(folder)
  await endElsewhere(child, 'SIGKILL')
  const heir = await start()
  expect(`pid ${heir.pid()}`).toBe(said)
  await heir.stop()
})

test('after a kill -9 of both, Node and server, the next start recovers what was committed', async () => {
  const { child, said } = await startElsewhere(folder)
  const guest = await start(folder, { share: true })
  await query(guest.url, 'insert into kept values (8)')
  await endElsewhere(child, 'SIGKILL')
  process.kill(Number(said.slice(4)), 'SIGKILL')
  const next = await start()
  expect(await query(next.url, 'select value from kept order by 1')).toEqual([{ value: 7 }, { value: 8 }])
  await next.stop()
})

async function untilBack(server: Embedded, oldPid: number): Promise<void> {
  for (let tries = 0; tries < 1000 && server.pid() === oldPid; tries++) await pause(20)
}

test('a server that is killed under us comes back at the same address, also while a statement held its memory', async () => {
  const server = await start()
  const busy = query(server.url, 'insert into kept values (9); select pg_sleep(30)').catch(() => 'cut off')
  await pause(100)
  const before = server.pid()
  process.kill(before, 'SIGKILL')
  await untilBack(server, before)
  expect(await busy).toBe('cut off')
  expect(await query(server.url, 'select value from kept order by 1')).toEqual([{ value: 7 }, { value: 8 }])
  expect((await startElsewhere(folder)).said).toMatch(/Another Hubung/)
  await server.stop()
})

test('a server that was taken over and then killed comes back as well', async () => {
  const { child } = await startElsewhere(folder)
  await endElsewhere(child, 'SIGKILL')
  const heir = await start()
  const before = heir.pid()
  process.kill(before, 'SIGKILL')
  await untilBack(heir, before)
  expect(await query(heir.url, 'select 1 as back')).toEqual([{ back: 1 }])
  await heir.stop()
})

function leavePidFile(pid: number): void {
  const file = join(folder, 'postgres', 'postmaster.pid')
  writeFileSync(file, `${pid}\n${join(folder, 'postgres')}\n1\n5432\n${join(folder, 'run')}\n\n\nready\n`, { mode: 0o600 })
}

test('a pid file left by a crash whose number now belongs to another program does not stop the start', async () => {
  leavePidFile(process.pid)
  const server = await start()
  expect(server.pid()).not.toBe(process.pid)
  await server.stop()
})

test.runIf(process.platform === 'linux')('a killed server that nobody has collected (a zombie) does not stop the start', async () => {
  const keeper = spawn('/bin/sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const zombie = Number((await once(keeper.stdout.setEncoding('utf8'), 'data'))[0])
  while (!/\) Z /.test(readFileSync(`/proc/${zombie}/stat`, 'utf8'))) await pause(5)
  leavePidFile(zombie)
  const server = await start()
  expect(await query(server.url, 'select 1 as fine')).toEqual([{ fine: 1 }])
  await server.stop()
  await endElsewhere(keeper, 'SIGKILL')
})

test('a cluster of another PostgreSQL version is refused and left alone', async () => {
  const old = join(place, 'old')
  mkdirSync(join(old, 'postgres'), { recursive: true })
  writeFileSync(join(old, 'postgres', 'PG_VERSION'), '15\n')
  await expect(start(old)).rejects.toThrow(/made by PostgreSQL 15, this Hubung brings PostgreSQL 18: .*Nothing was changed/)
  await expect(start(join(old, 'postgres'))).rejects.toThrow(/folder of another PostgreSQL server \(version 15\)/)
  expect(readdirSync(old, { recursive: true }).toSorted()).toEqual(['postgres', 'postgres/PG_VERSION'])
})

test('a first start that was cut short in the middle leaves nothing that the next one trips over', async () => {
  const half = join(place, 'half')
  mkdirSync(join(half, 'postgres-half-1', 'cluster'), { recursive: true })
  chmodSync(half, 0o755)
  const server = await start(half)
  expect(readdirSync(half).filter((name) => name.includes('half'))).toEqual([])
  await server.stop()
})

test('a path too long for a socket gets one elsewhere, closed to others', async () => {
  const server = await start(join(place, 'a'.repeat(60), 'b'.repeat(60)))
  expect(await query(server.url, 'select 1 as fine')).toEqual([{ fine: 1 }])
  const sockets = decodeURIComponent(new URL(server.url).search.match(/host=([^&]*)/)![1])
  expect(sockets.startsWith(tmpdir())).toBe(true)
  await server.stop()
  rmSync(sockets, { recursive: true })
})

test('without sockets it listens on the loopback alone and asks for the password', async () => {
  const server = await start(join(place, 'tcp'), { transport: 'tcp' })
  expect((await query(server.url, 'show listen_addresses'))[0].listen_addresses).toBe('127.0.0.1')
  const wrong = new URL(server.url)
  wrong.password = 'guess'
  await expect(query(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  await server.stop()
})

test('a path that is a file is refused', async () => {
  writeFileSync(join(place, 'file'), '')
  await expect(start(join(place, 'file'))).rejects.toThrow(/is not a folder/)
  await expect(start(join(place, 'file', 'data'))).rejects.toThrow(/is not a folder/)
})

test.each([0, 4, 8, 12])('a server that dies again %i ms after it is back, while it is being raised, is brought back all the same', async (delay) => {
  const server = await start()
  const first = server.pid()
  process.kill(first, 'SIGKILL')
  while (server.pid() === first) await pause(1)
  await pause(delay)
  process.kill(server.pid(), 'SIGKILL')
  await expect.poll(() => query(server.url, 'select 1 as one').catch(() => null)).toEqual([{ one: 1 }])
  await server.stop()
})

test.runIf(isRoot)('as root the server runs as another user; a folder closed to that user is refused', async () => {
  const server = await start()
  const status = readFileSync(`/proc/${server.pid()}/status`, 'utf8')
  expect(status).toMatch(new RegExp(`^Uid:\\s+${findDatabaseUser(join(folder, 'postgres'))!.uid}\\b`, 'm'))
  await server.stop()
  const closed = join(place, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  await expect(start(join(closed, 'data'))).rejects.toThrow(/who cannot enter .*closed\/data: open the way to it with chmod o\+x/)
})

test.runIf(isRoot)('as root, programs in a closed place are copied once to where their user can run them', () => {
  const closed = join(place, 'closed programs')
  const found = findBinaries()
  cpSync(found.folder, closed, { recursive: true, verbatimSymlinks: true })
  chmodSync(closed, 0o700)
  const target = join(place, 'copies')
  mkdirSync(target, { mode: 0o755 })
  mkdirSync(join(target, 'postgres-binaries-of-before'))
  const placed = placeBinaries({ ...found, folder: closed }, target, nobody)
  expect(readdirSync(target)).toEqual([`postgres-binaries-${found.version}`])
  const run = spawnSync(program(placed, 'postgres'), ['--version'], { uid: nobody.uid, gid: nobody.gid, encoding: 'utf8' })
  expect(run.stdout).toContain('PostgreSQL) 18')
  expect(placeBinaries({ ...found, folder: closed }, target, nobody)).toEqual(placed)
})

test.runIf(isRoot && canReach(nobody, import.meta.dirname) && canReach(nobody, process.execPath))('an ordinary user starts it too, and is told of a folder that is not theirs', async () => {
  const own = join(place, 'own')
  mkdirSync(own)
  chownSync(own, nobody.uid, nobody.gid)
  const { child, said } = await startElsewhere(join(own, 'data'), nobody)
  expect(said).toMatch(/^pid \d+/)
  await endElsewhere(child, 'SIGTERM')
  // Root may start it once in between; the user is not locked out by that.
  await (await start(join(own, 'data'))).stop()
  const again = await startElsewhere(join(own, 'data'), nobody)
  expect(again.said).toMatch(/^pid \d+/)
  await endElsewhere(again.child, 'SIGTERM')
  expect((await startElsewhere(join(place, 'not mine'), nobody)).said).toMatch(/^Refusal: Hubung may not use the data folder .*not mine/)
  expect((await startElsewhere(folder, nobody)).said).toMatch(/^Refusal: Hubung may not use the data folder/)
})

/** A disk of its own, where we may mount one. */
function mount(at: string, size: string): boolean {
  mkdirSync(at, { recursive: true })
  return isRoot && process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', at]).status === 0
}

test('a full disk stops the start with a sentence, on the first start and on later ones, and loses nothing', async (context) => {
  const disk = join(place, 'disk')
  if (!mount(disk, '20m')) return context.skip('no disk can be mounted here')
  try {
    await expect(start(join(disk, 'data'))).rejects.toThrow(/The disk that holds .* is full: free some space/)
    spawnSync('mount', ['-o', 'remount,size=150m', disk])
    const server = await start(join(disk, 'data'))
    await query(server.url, 'create table kept (value int); insert into kept values (1)')
    await server.stop()
    spawnSync('dd', ['if=/dev/zero', `of=${join(disk, 'filler')}`, 'bs=1M'])
    await expect(start(join(disk, 'data'))).rejects.toThrow(/The disk that holds .* is full: free some space/)
    rmSync(join(disk, 'filler'))
    const again = await start(join(disk, 'data'))
    expect(await query(again.url, 'select value from kept')).toEqual([{ value: 1 }])
    await again.stop()
  } finally {
    spawnSync('umount', [disk])
  }
})
