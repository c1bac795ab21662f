// Faults: a server process is killed (kill -9) in the middle of a piece of work: all of it is undone, and it can be asked for again.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Client } from '../client.ts'
import { testSecret, testWorkspace, type TestWorkspace } from '../workspace.ts'

vi.setConfig({ testTimeout: 120_000 })
const program = fileURLToPath(new URL('../../bin/hubung.ts', import.meta.url))
const rest = () => new Promise(done => setTimeout(done, 20))

interface Process { child: ChildProcess, admin: Client }

/** A process of its own on the workspace's database, with the same administrator. */
async function startProcess(w: TestWorkspace): Promise<Process> {
  const folder = mkdtempSync(join(tmpdir(), 'hubung killed-'))
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: folder, HUBUNG_PORT: '0', DATABASE_URL: w.databaseUrl, HUBUNG_SECRET: testSecret, HUBUNG_CLOCK: 'manual' }
  const child = spawn(process.execPath, [program, 'start', '--role', 'web'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => { said += text })
  const ready = /running at (\S+)/
  while (!ready.test(said)) {
    expect(child.exitCode).toBeNull()
    await rest()
  }
  return { child, admin: new Client(ready.exec(said)![1], (w.admin as unknown as { headers: Record<string, string> }).headers) }
}

/** Holds `statement`'s locks, so that the work stands still there; kills the process that waits for them, and lets go. */
async function killWaiting(w: TestWorkspace, { child }: Process, statement: string, work?: () => Promise<unknown>): Promise<void> {
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query(statement)
  const asked = work?.().catch(() => undefined)
  const waiting = async () => (await holder.query<{ pid: number }>(`select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rows.map(row => row.pid)
  let pids: number[] = []
  while ((pids = await waiting()).length === 0) await rest()
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  await asked
  await holder.query('commit')
  while ((await holder.query('select from pg_stat_activity where pid = any($1)', [pids])).rowCount) await rest()
  await holder.end()
}

async function one<Row>(w: TestWorkspace, text: string): Promise<Row> {
  const [row] = await w.app.database.query<Row & Record<string, unknown>>({ text, values: [] } as never)
  return row
}

const totals = async (w: TestWorkspace, objects: string[]) => Promise.all(objects.map(async object => (await w.admin.list(object, { count: 'true', limit: 1 })).total))

test('converting a lead: nothing of it is there, and asked again with the same key it is done once', async () => {
  const w = await testWorkspace()
  const lead = await w.admin.create('lead', { firstName: 'Rina', companyName: 'PT Sinar', email: 'rina@sinar.id' })
  const convert = (admin: Client) => admin.post(`/records/lead/${lead.id}/convert`, {}, { 'idempotency-key': 'once' })
  const other = await startProcess(w)
  await killWaiting(w, other, `lock table ${w.schema}.deal in share row exclusive mode`, () => convert(other.admin))
  expect(await totals(w, ['contact', 'company', 'deal'])).toEqual([0, 0, 0])
  expect((await w.admin.read('lead', lead.id)).status).toBe('new')
  const made = await convert(w.admin)
  expect(await convert(w.admin)).toEqual(made)
  expect(await totals(w, ['contact', 'company', 'deal'])).toEqual([1, 1, 1])
})

test('a merge: both records and their links are as before, and it can be asked for again', async () => {
  const w = await testWorkspace()
  const [into, from] = [await w.admin.create('contact', { firstName: 'Budi' }), await w.admin.create('contact', { firstName: 'Budi S', email: 'budi@example.com' })]
  const deals = await Promise.all([1, 2, 3].map(at => w.admin.create('deal', { name: `Tas ${at}`, contact: from.id })))
  const note = await w.admin.create('note', { body: 'Suka biru', about: { object: 'contact', id: from.id } })
  const merge = (admin: Client) => admin.post('/records/contact/merge', { into: into.id, from: [from.id] })
  const other = await startProcess(w)
  await killWaiting(w, other, `select from ${w.schema}.note where id = '${note.id}' for update`, () => merge(other.admin))
  expect([await w.admin.read('contact', into.id), await w.admin.read('contact', from.id)]).toMatchObject([{ email: null, version: 1 }, { email: 'budi@example.com', version: 1 }])
  for (const { id } of deals) expect(await w.admin.read('deal', id)).toMatchObject({ contact: from.id, version: 1 })
  expect((await w.admin.get(`/records/contact/${into.id}/merges`)).data).toEqual([])
  expect(await merge(w.admin)).toMatchObject({ id: into.id, email: 'budi@example.com' })
  expect((await w.admin.list('deal', { filter: { contact: { id: { eq: into.id } } } })).data).toHaveLength(3)
  expect((await w.admin.read('note', note.id)).about.id).toBe(into.id)
})

test('a change of options: definition, views and records are all as before, then all changed', async () => {
  const w = await testWorkspace()
  const options = (...values: string[]) => values.map(value => ({ value, label: { en: value } }))
  await w.admin.post('/objects/product/fields', { name: 'grade', label: { en: 'Grade' }, type: 'select', options: options('old', 'worn') })
  const view = await w.admin.post('/views', { object: 'product', label: { en: 'Old' }, filter: { grade: { eq: 'old' } } })
  const products = await Promise.all([1, 2, 3, 4].map(at => w.admin.create('product', { name: `Jam ${at}`, grade: 'old' })))
  const change = (admin: Client) => admin.post('/objects/product/fields/grade/options/change', { options: options('vintage', 'worn'), moveTo: { old: 'vintage' } })
  const state = async () => [(await w.admin.get('/objects/product')).fields.find((field: { name: string }) => field.name === 'grade').options[0].value, (await w.admin.get(`/views/${view.id}`)).filter.grade.eq,
    ...(await w.admin.list('product')).data.map(each => each.grade)]
  const other = await startProcess(w)
  await killWaiting(w, other, `select from ${w.schema}.product where id = '${products[2].id}' for update`, () => change(other.admin))
  expect(await state()).toEqual(Array(6).fill('old'))
  expect((await change(w.admin)).moved).toBe(4)
  expect(await state()).toEqual(Array(6).fill('vintage'))
  expect(await one(w, `select count(*)::int as count from ${w.schema}._event where object = 'product' and kind = 'updated'`)).toEqual({ count: 4 })
})
