// `hubung backup` and `hubung restore` as an administrator types them: beside a running server, into a new data folder.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../test/client.ts'

let place: string
const running = new Set<ChildProcess>()
const program = join(import.meta.dirname, 'hubung.ts')

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'hubung backup-'))
  chmodSync(place, 0o755)
})

afterAll(async () => {
  for (const child of running) await stop(child)
  rmSync(place, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 })
})

function launch(data: string, command: string, args: string[]): { child: ChildProcess, said: () => string } {
  const environment = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: join(place, data), HUBUNG_PORT: '0' }
  const child = spawn(command, args, { cwd: place, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  running.add(child)
  child.once('exit', () => running.delete(child))
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  return { child, said: () => said }
}

/** Runs a command to its end: its exit code, and all that it said. */
async function hubung(data: string, ...args: string[]): Promise<[code: number, said: string]> {
  const { child, said } = launch(data, process.execPath, [program, ...args])
  const [code] = await once(child, 'close')
  return [code, said()]
}

async function start(data: string, ...args: string[]): Promise<{ child: ChildProcess, said: string, url: string }> {
  const { child, said } = launch(data, process.execPath, [program, 'start', ...args])
  await expect.poll(said, { timeout: 60_000, interval: 50 }).toMatch(/running at \S+/)
  return { child, said: said(), url: /running at (\S+)/.exec(said())![1] }
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = child.exitCode === null && child.signalCode === null ? once(child, 'close') : undefined
  child.kill('SIGTERM')
  await ended
}

async function countContacts(url: string, password: string): Promise<number | undefined> {
  const client = new Client(url, { origin: url })
  await client.post('/session', { email: 'demo@example.com', password })
  return (await client.list('contact', { count: 'true' })).total
}

test('a backup beside the running server becomes another installation, with its files and its secret', async () => {
  const first = await start('first', '--demo')
  const password = /password (\S+)/.exec(first.said)![1]
  mkdirSync(join(place, 'first', 'files'), { recursive: true })
  writeFileSync(join(place, 'first', 'files', 'lampiran'), 'isi')
  expect(await hubung('first', 'backup', '--to', 'one.backup')).toEqual([0, expect.stringMatching(/one\.backup: 1 workspace, \d+ rows, 1 files, [\d.]+ MB\.\n$/)])
  expect(await hubung('first', 'backup', '--to', 'one.backup')).toEqual([1, expect.stringMatching(/^The file \S.*one\.backup is there already: .*\n$/)])
  expect(await hubung('first', 'restore', 'one.backup')).toEqual([1, expect.stringMatching(/Another Hubung is running on the data folder/)])
  expect(await hubung('first', 'backup')).toEqual([0, expect.stringMatching(/first\/backups\/hubung-\S+\.backup: 1 workspace/)])

  expect(await hubung('second', 'restore', 'one.backup', '--check')).toEqual([0, expect.stringMatching(/^A backup of \S+, made by Hubung \S+: demo; \d+ rows, 1 files\.\n$/)])
  expect(readdirSync(place)).not.toContain('second')
  expect(await hubung('second', 'restore', 'one.backup')).toEqual([0, expect.stringMatching(/restored: start Hubung with npm start/)])
  expect(readFileSync(join(place, 'second', 'secret'), 'utf8')).toBe(readFileSync(join(place, 'first', 'secret'), 'utf8'))
  expect(readFileSync(join(place, 'second', 'files', 'lampiran'), 'utf8')).toBe('isi')
  const second = await start('second')
  expect(await countContacts(second.url, password)).toBe(800)
  await stop(second.child)

  expect(await hubung('second', 'restore', 'one.backup')).toEqual([1, expect.stringMatching(/holds Hubung's data already/)])
  expect(await hubung('second', 'restore', 'one.backup', '--force')).toEqual([0, expect.stringMatching(/saved first:\n.*before-restore-.*\n.*restored/)])
  expect(readdirSync(join(place, 'second', 'backups'))).toHaveLength(1)
  await stop(first.child)
}, 180_000)

test.skipIf(process.platform === 'win32')('a backup that runs out of room says so and leaves nothing', async () => {
  const server = await start('full', '--demo')
  const { child, said } = launch('full', '/bin/sh', ['-c', `ulimit -f 16; exec "$@"`, 'sh', process.execPath, program, 'backup', '--to', 'cut.backup'])
  const [code] = await once(child, 'close')
  expect([code, said()]).toEqual([1, expect.stringMatching(/^The backup cannot be written to .*cut\.backup .*\n$/)])
  expect(readdirSync(place).filter(name => name.startsWith('cut'))).toEqual([])
  await stop(server.child)
}, 120_000)

test('each command explains itself, and refuses what it does not know', async () => {
  for (const command of ['backup', 'restore']) {
    expect(await hubung('none', command, '--help')).toEqual([0, expect.stringMatching(new RegExp(`^Usage: npm run hubung -- ${command}`))])
    expect(await hubung('none', command, '--what')).toEqual([1, expect.stringMatching(/--what.*\n\nUsage/)])
  }
  expect(await hubung('none', 'restore')).toEqual([1, expect.stringMatching(/Name the one file to restore/)])
  expect(readdirSync(place)).not.toContain('none')
})
