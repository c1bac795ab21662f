// `hubung import` as its user meets it: beside a running server, by key and as a member, and with no server at all.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { run as runImport } from './commands/import.ts'
import { testWorkspace, type TestWorkspace } from '../test/workspace.ts'

let w: TestWorkspace
let place: string
let file: string

beforeAll(async () => {
  w = await testWorkspace({ clock: 'wall' })
  place = mkdtempSync(join(tmpdir(), 'hubung import-'))
  file = join(place, 'pelanggan.csv')
  writeFileSync(file, 'Kode,Nama,Surel\nK-1,Ani,ani@example.com\nK-2,Budi,salah\nK-3,Cici,cici@example.com\n')
  writeFileSync(join(place, 'map.json'), '{ "Kode": "externalId", "Nama": "firstName", "Surel": "email" }')
})

afterAll(async () => {
  await w.close()
  rmSync(place, { recursive: true, force: true })
})

async function run(args: string[], more: NodeJS.ProcessEnv = {}): Promise<{ code: number | null, said: string }> {
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: join(place, 'data'), DATABASE_URL: w.databaseUrl, HUBUNG_PORT: new URL(w.url).port, HUBUNG_SECRET: 's'.repeat(40), ...more }
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hubung.ts'), 'import', ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => { said += text })
  const [code] = await once(child, 'close')
  return { code, said }
}

const wanted = () => ['--object', 'contact', '--file', file, '--mapping', join(place, 'map.json'), '--mode', 'upsert']

test('it explains itself, and says what is missing', async () => {
  expect(await run(['--help'])).toMatchObject({ code: 0, said: expect.stringContaining('--match-on') })
  expect(await run(wanted())).toMatchObject({ code: 1, said: expect.stringMatching(/^Say who imports: .*\n$/) })
  await expect(runImport(['--object', 'contact'])).rejects.toThrow(/^Say what to import/)
  await expect(runImport([...wanted(), '--nope'])).rejects.toThrow(/--nope/)
  await expect(runImport(['--object', 'contact', '--file', join(place, 'nope.csv')])).rejects.toThrow(/nope\.csv cannot be read/)
  await expect(runImport(['--object', 'contact', '--file', file, '--mapping', file])).rejects.toThrow(/^The mapping .* cannot be read/)
})

test('beside a running server as a member: dry run, import, the rows that failed; the key it used is gone', async () => {
  const dry = await run([...wanted(), '--member', 'ayu@example.com', '--dry-run'])
  expect(dry).toMatchObject({ code: 1, said: expect.stringContaining('Dry run, nothing written: 3 rows: 2 created, 0 updated, 0 unchanged, 1 failed.') })
  const keys = (await w.admin.get('/api-keys')).data.length
  const done = await run([...wanted(), '--member', 'Ayu@example.com', '--workspace', 'test', '--errors', join(place, 'wrong.csv')])
  expect(done).toMatchObject({ code: 1, said: expect.stringContaining('3 rows: 2 created, 0 updated, 0 unchanged, 1 failed.') })
  expect(readFileSync(join(place, 'wrong.csv'), 'utf8')).toContain('K-2,Budi,salah,3,')
  expect((await w.admin.get('/api-keys')).data).toHaveLength(keys)
  const { data } = await w.admin.list('contact', { filter: { externalId: { eq: 'K-1' } }, expand: 'owner' })
  expect(data).toMatchObject([{ firstName: 'Ani', owner: { name: 'Ayu' } }])
  expect(await run([...wanted(), '--member', 'nobody@example.com'])).toMatchObject({ code: 1, said: 'No active member of the workspace has the address nobody@example.com.\n' })
})

test('by an API key at an address; the refusal of a wrong mapping is told', async () => {
  const { key } = await w.admin.post('/api-keys', { name: 'import', role: 'manager' })
  const by = ['--url', w.url, '--key', key]
  expect(await run([...wanted(), ...by])).toMatchObject({ code: 1, said: expect.stringContaining('0 created, 0 updated, 2 unchanged, 1 failed') })
  expect(await run(['--object', 'nope', '--file', file, ...by])).toMatchObject({ code: 1, said: expect.stringContaining('options.object: There is no such object') })
  expect(await run([...wanted(), '--url', 'http://127.0.0.1:1', '--key', key])).toMatchObject({ code: 1, said: expect.stringMatching(/^No Hubung answers at/) })
})

test('where no server answers it starts one for as long as it takes', async () => {
  writeFileSync(join(place, 'more.csv'), 'externalId,firstName\nK-9,Zaki\n')
  // npm names the folder in which its caller stands
  const done = await run(['--object', 'contact', '--file', 'more.csv', '--member', 'ayu@example.com'], { HUBUNG_PORT: '1', INIT_CWD: place })
  expect(done).toEqual({ code: 0, said: expect.stringContaining('1 rows: 1 created, 0 updated, 0 unchanged, 0 failed.') })
  expect((await w.admin.list('contact', { filter: { externalId: { eq: 'K-9' } } })).data).toMatchObject([{ firstName: 'Zaki' }])
})
