// Kernel: each setting is taken as given, has the default that the contract names, and refuses a wrong value in one sentence.
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { chooseDataFolder, systemDataFolder } from './database/embedded-user.ts'
import { Refusal } from './refusal.ts'
import { readSettings } from './settings.ts'

const isRoot = process.getuid?.() === 0
const secret = 's'.repeat(32)
let place: string

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'hubung settings-'))
  chmodSync(place, 0o755)
})

afterAll(() => rmSync(place, { recursive: true, force: true }))

const read = (args: string[] = [], more: Record<string, string> = {}) => readSettings(args, { HUBUNG_DATA: join(place, 'data'), ...more })

test('without any setting it listens on the loopback, port 3000, with the embedded database', () => {
  expect(read()).toMatchObject({ port: 3000, host: '127.0.0.1', url: 'http://127.0.0.1:3000', databaseUrl: undefined, clock: 'wall', role: 'all', demo: undefined, production: false, logLevel: 'warn' })
})

test('options win over the environment', () => {
  const settings = read(['--port', '4000', '--host', '0.0.0.0', '--role', 'web', '--demo', 'after-sales'], { HUBUNG_PORT: '5000', HUBUNG_HOST: '::1' })
  expect(settings).toMatchObject({ port: 4000, host: '0.0.0.0', role: 'web', demo: 'after-sales', url: 'http://localhost:4000' })
})

test('the environment is taken, an empty variable counts as none', () => {
  const settings = read([], { HUBUNG_PORT: '5000', HUBUNG_HOST: '::1', HUBUNG_URL: '', HUBUNG_CLOCK: 'manual', HUBUNG_LOG: 'debug' })
  expect(settings).toMatchObject({ port: 5000, host: '::1', url: 'http://[::1]:5000', clock: 'manual', logLevel: 'debug' })
  expect(read([], { HUBUNG_URL: 'https://crm.example.com/' }).url).toBe('https://crm.example.com')
})

test('--demo may stand alone, before other options too', () => {
  expect(read(['--demo']).demo).toBe('')
  expect(read(['--demo', '--port', '4000'])).toMatchObject({ demo: '', port: 4000 })
  expect(read(['--demo=blank']).demo).toBe('blank')
})

test.each<[string, string[], Record<string, string>, RegExp]>([
  ['a port that is no number', [], { HUBUNG_PORT: '3000x' }, /^HUBUNG_PORT must be a port number .* not "3000x"\.$/],
  ['a port beyond the last', ['--port', '65536'], {}, /^--port must be a port number/],
  ['a port with a sign', ['--port=-1'], {}, /^--port must be a port number/],
  ['a host with a space', [], { HUBUNG_HOST: 'my host' }, /^HUBUNG_HOST must be an address/],
  ['a host that is a URL', ['--host', 'http://a'], {}, /^--host must be an address/],
  ['a public address with a path', [], { HUBUNG_URL: 'https://example.com/crm' }, /^HUBUNG_URL must be the public address alone/],
  ['a public address of another scheme', [], { HUBUNG_URL: 'ftp://example.com' }, /^HUBUNG_URL must be/],
  ['a database that is no PostgreSQL', [], { DATABASE_URL: 'mysql://u:hidden@h/d' }, /^DATABASE_URL must look like (?!.*hidden)/],
  ['a role that does not exist', ['--role', 'both'], {}, /^--role must be all, web or worker/],
  ['a clock that does not exist', [], { HUBUNG_CLOCK: 'sun' }, /^HUBUNG_CLOCK must be wall or manual/],
  ['the manual clock in production', [], { HUBUNG_CLOCK: 'manual', NODE_ENV: 'production' }, /^HUBUNG_CLOCK=manual is for tests only/],
  ['a short secret', [], { HUBUNG_SECRET: 'short' }, /^HUBUNG_SECRET must have at least 32 characters/],
  ['several processes without a secret', ['--role', 'worker'], { DATABASE_URL: 'postgres://h/d' }, /HUBUNG_SECRET must be set/],
  ['a log level that does not exist', [], { HUBUNG_LOG: 'loud' }, /^HUBUNG_LOG must be one of/],
  ['an option that does not exist', ['--prot', '4000'], {}, /--prot.*see npm start -- --help/],
  ['an option without its value', ['--port'], {}, /--port.*see npm start -- --help/],
])('%s stops the start with a sentence', (_, args, environment, sentence) => {
  expect(() => read(args, environment)).toThrow(Refusal)
  expect(() => read(args, environment)).toThrow(sentence)
})

test('the secret is made once, kept for its owner alone, and not made when one is given', () => {
  const folder = join(place, 'first run')
  const made = read([], { HUBUNG_DATA: folder }).secret
  expect(made.length).toBeGreaterThanOrEqual(32)
  expect(read([], { HUBUNG_DATA: folder }).secret).toBe(made)
  expect(statSync(join(folder, 'secret')).mode & 0o777).toBe(0o600)
  const given = join(place, 'given')
  expect(read([], { HUBUNG_DATA: given, HUBUNG_SECRET: secret }).secret).toBe(secret)
  expect(existsSync(join(given, 'secret'))).toBe(false)
})

test('a damaged secret stops the start and is not overwritten', () => {
  const folder = join(place, 'damaged')
  mkdirSync(folder, { mode: 0o755 })
  writeFileSync(join(folder, 'secret'), 'ab')
  expect(() => read([], { HUBUNG_DATA: folder })).toThrow(/secret was damaged/)
  expect(readFileSync(join(folder, 'secret'), 'utf8')).toBe('ab')
})

test('a folder of another PostgreSQL server is refused untouched', () => {
  const folder = join(place, 'foreign')
  mkdirSync(folder, { mode: 0o755 })
  writeFileSync(join(folder, 'PG_VERSION'), '15')
  expect(() => read([], { HUBUNG_DATA: folder })).toThrow(/folder of another PostgreSQL server/)
  expect(existsSync(join(folder, 'secret'))).toBe(false)
})

test.runIf(isRoot)('as root a default folder that the database cannot reach moves, a named one stops the start', () => {
  const closed = join(place, 'closed')
  mkdirSync(closed, { mode: 0o700 })
  expect(chooseDataFolder(join(closed, 'data'), false)).toBe(systemDataFolder)
  expect(() => chooseDataFolder(join(closed, 'data'), true)).toThrow(/who cannot enter .*closed: name a folder in HUBUNG_DATA/)
  expect(() => read([], { HUBUNG_DATA: join(closed, 'data') })).toThrow(Refusal)
  expect(existsSync(join(closed, 'data'))).toBe(false)
  // A database that already lies in the default folder is never left behind for an empty one.
  mkdirSync(join(closed, 'data', 'postgres'), { recursive: true })
  expect(() => chooseDataFolder(join(closed, 'data'), false)).toThrow(/who cannot enter/)
  expect(chooseDataFolder(join(place, 'open'), true)).toBe(join(place, 'open'))
})
