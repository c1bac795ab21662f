// The served process as its user meets it: started from the command line on a data folder of its own, stopped, killed, refused.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { onServer } from '../test/scratch-database.ts'
import { atDatabase } from '../test/workspace.ts'

let place: string
let environment: NodeJS.ProcessEnv
const running = new Set<ChildProcess>()

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'hubung start-'))
  chmodSync(place, 0o755)
  environment = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: join(place, 'data'), HUBUNG_PORT: '0' }
})

afterAll(async () => {
  for (const child of running) await end(child, 'SIGKILL')
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

type Started = { child: ChildProcess, said: () => string, address: string }

/** Runs the program until `pattern` is said or it ends; `address` is what it prints, '' for none. */
async function run(args: string[], more: NodeJS.ProcessEnv = {}, pattern = /running at (\S+)/): Promise<Started> {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hubung.ts'), ...args], { env: { ...environment, ...more }, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  const ended = once(child, 'close')
  while (!pattern.test(said) && child.exitCode === null && child.signalCode === null) await pause(10)
  if (!pattern.test(said)) await ended
  return { child, said: () => said, address: said.match(pattern)?.[1] ?? '' }
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'exit') : undefined
  child.kill(signal)
  await ended
  return child.exitCode
}

const isReady = async (address: string) => (await fetch(`${address}/api/v1/health/ready`).catch(() => undefined))?.status === 200

const serverPid = (folder = 'data') => Number(readFileSync(join(place, folder, 'postgres/postmaster.pid'), 'utf8').split('\n')[0])

test('it prints its address and that set-up waits there, answers, and stops in order however often it is asked', async () => {
  const { child, said, address } = await run(['start'])
  expect(await isReady(address)).toBe(true)
  expect(said()).toMatch(/Set-up is waiting there/)
  child.kill('SIGTERM')
  child.kill('SIGINT')
  expect(await end(child, 'SIGTERM')).toBe(0)
  expect(() => serverPid()).toThrow(/ENOENT/)
})

test('a port in use stops the start with a sentence, and the database with it', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  await once(other, 'listening')
  const { port } = other.address() as AddressInfo
  const { child, said } = await run(['start', '--port', String(port)])
  expect(said()).toBe(`Port ${port} on 127.0.0.1 is taken by another program: stop that one, or choose another port (npm start -- --port ${port + 1}).\n`)
  expect(child.exitCode).toBe(1)
  expect(() => serverPid()).toThrow(/ENOENT/)
  other.close()
})

test('a second one on the same data folder is refused and leaves the first alone', async () => {
  const first = await run(['start'])
  const second = await run(['start'])
  expect(second.said()).toMatch(/^Another Hubung is running on the data folder .*\n$/)
  expect(second.child.exitCode).toBe(1)
  expect(await isReady(first.address)).toBe(true)
  expect((await run(['workspace', 'list'])).said()).toBe('There is no workspace yet: start the server and open its address.\n')
  expect(await end(first.child, 'SIGTERM')).toBe(0)
})

test('after a kill -9 it starts again on the database that was left running', async () => {
  const first = await run(['start'])
  const pid = serverPid()
  await end(first.child, 'SIGKILL')
  const second = await run(['start'])
  expect(serverPid()).toBe(pid)
  expect(await isReady(second.address)).toBe(true)
  expect(await end(second.child, 'SIGTERM')).toBe(0)
})

test('when the database is killed under it, it brings it back and goes on answering', async () => {
  const { child, said, address } = await run(['start'])
  process.kill(serverPid(), 'SIGKILL')
  while (!said().includes('The database is back.') && child.exitCode === null) await pause(20)
  for (let tries = 0; tries < 250 && !await isReady(address); tries++) await pause(20)
  expect(await isReady(address)).toBe(true)
  expect(await end(child, 'SIGTERM')).toBe(0)
})

test('a wrong setting, a command that does not exist and a foreign folder end with their sentence and not with 0', async () => {
  const wrong = await run(['start'], { HUBUNG_PORT: 'many' })
  expect([wrong.said(), wrong.child.exitCode]).toEqual(['HUBUNG_PORT must be a port number from 1 to 65535 (0 for any free one), not "many".\n', 1])
  expect((await run(['strat'])).child.exitCode).toBe(2)
  mkdirSync(join(place, 'old/postgres'), { recursive: true })
  writeFileSync(join(place, 'old/postgres/PG_VERSION'), '17\n')
  const old = await run(['start'], { HUBUNG_DATA: join(place, 'old') })
  expect(old.said()).toMatch(/^The database in .* was made by PostgreSQL 17, .*\n$/)
  expect(old.child.exitCode).toBe(1)
})

test('a data folder that is a file or cannot be made, a template that is none, and a password that nobody types end with their sentence', async () => {
  writeFileSync(join(place, 'file'), '')
  const ends = async (args: string[], data = 'data') => {
    const { said, child } = await run(args, { HUBUNG_DATA: join(place, data) }, /(?!)/)
    return [child.exitCode, said()]
  }
  expect(await ends(['start'], 'file')).toEqual([1, expect.stringMatching(/^The data folder .* is not a folder: .*\n$/)])
  expect(await ends(['start'], 'file/below')).toEqual([1, expect.stringMatching(/^The data folder .* is not a folder: .*\n$/)])
  if (process.platform === 'linux') expect((await run(['start'], { HUBUNG_DATA: '/proc/hubung' }, /(?!)/)).said()).toMatch(/^The data folder \/proc\/hubung cannot be made there: .*\n$/)
  expect(await ends(['start', '--demo', 'nope'])).toEqual([1, 'There is no template "nope" for the demo: name one of blank, after-sales, luxury-marketplace.\n'])
  expect(await ends(['user', 'password', 'ayu@example.com'])).toEqual([1, 'The password needs at least 10 characters.\n'])
  expect(await ends(['doctor', 'now'])).toEqual([1, expect.stringMatching(/^Usage: npm run hubung -- doctor\n/)])
})

test('each command explains itself', async () => {
  for (const [args, pattern] of [[['--help'], /doctor/], [['start', '--help'], /HUBUNG_DATA/], [['doctor', '--help'], /exit code/], [['workspace', '--help'], /list/]] as const) {
    const { said, child } = await run([...args], {}, /(?!)/)
    expect(said()).toMatch(pattern)
    expect(child.exitCode).toBe(0)
  }
})

test('a start that fails in the middle closes what it opened, and ends', async () => {
  const name = `half_${process.pid}`
  await onServer(inject('adminUrl'), `create database ${name}`)
  const url = atDatabase(inject('adminUrl'), name)
  await onServer(url, 'create schema auth')
  await onServer(url, 'create view auth."user" as select 1 as id')
  const { child, said } = await run(['start'], { DATABASE_URL: url, HUBUNG_DATA: join(place, 'half') }, /(?!)/)
  expect([child.exitCode, said()]).toEqual([1, expect.stringContaining('user')])
  await onServer(inject('adminUrl'), `drop database ${name}`)
}, 30_000)

test('an external PostgreSQL is served by a web and a worker process with one secret; a wrong address is told without its password', async () => {
  const name = `start_${process.pid}`
  await onServer(inject('adminUrl'), `create database ${name}`)
  const more = { DATABASE_URL: atDatabase(inject('adminUrl'), name), HUBUNG_SECRET: 's'.repeat(40) }
  const [web, worker] = await Promise.all([run(['start', '--role', 'web'], more), run(['start', '--role', 'worker'], more, /The worker is at (work)/)])
  expect(await isReady(web.address)).toBe(true)
  expect(worker.said()).not.toMatch(/running at/)
  expect(await Promise.all([end(web.child, 'SIGTERM'), end(worker.child, 'SIGTERM')])).toEqual([0, 0])
  await onServer(inject('adminUrl'), `drop database ${name} with (force)`)
  const gone = await run(['start'], more)
  expect(gone.said()).toMatch(/does not have this database/)
  const wrong = await run(['start'], { DATABASE_URL: 'postgres://u:hidden@127.0.0.1:1/d' })
  expect(wrong.said()).toBe('The PostgreSQL server 127.0.0.1 does not listen there: start it, or correct the host and port in DATABASE_URL.\n')
  expect([gone.child.exitCode, wrong.child.exitCode]).toEqual([1, 1])
})
