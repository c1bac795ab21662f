// Faults: a process is killed (kill -9) in the middle of a piece of work. What a request asked for is undone whole, and can be
// asked for again; what a worker did goes on where it was, and each record is changed once.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import { createServer as createSocketServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import pg from 'pg'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Client } from '../client.ts'
import { testSecret, testWorkspace, type TestWorkspace } from '../workspace.ts'

vi.setConfig({ testTimeout: 120_000 })
const program = fileURLToPath(new URL('../../bin/hubung.ts', import.meta.url))
/** Three parts of a bulk change, and of what is computed anew. */
const RECORDS = 3000
const rest = () => new Promise(done => setTimeout(done, 20))

interface Process { child: ChildProcess, admin: Client }

/** A process of its own on the workspace's database. */
function spawnProcess(w: TestWorkspace, role: 'web' | 'worker', more: Record<string, string> = {}): ChildProcess {
  const folder = mkdtempSync(join(tmpdir(), 'hubung killed-'))
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, HUBUNG_DATA: folder, HUBUNG_PORT: '0', DATABASE_URL: w.databaseUrl, HUBUNG_SECRET: testSecret, HUBUNG_CLOCK: 'manual', ...more }
  const child = spawn(process.execPath, [program, 'start', '--role', role], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => {
    child.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  })
  return child
}

/** One that answers, with the same administrator. */
async function startProcess(w: TestWorkspace): Promise<Process> {
  const child = spawnProcess(w, 'web')
  let said = ''
  child.stdout!.setEncoding('utf8').on('data', (text: string) => { said += text })
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

/**
 * A worker process does what is queued until it stands before a row that is locked; once `halfWay` it is killed, and
 * another one takes over as if the half minute of its silence were over.
 */
async function killWorking(w: TestWorkspace, row: string, halfWay: () => Promise<boolean>): Promise<void> {
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query(`select from ${row} for update`)
  const child = spawnProcess(w, 'worker')
  while (!await halfWay()) {
    expect(child.exitCode).toBeNull()
    await rest()
  }
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  await holder.query('commit')
  await holder.query(`update hubung.worker set beat_at = now() - interval '1 minute'`)
  await holder.end()
  spawnProcess(w, 'worker')
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

test('a worker in the middle of a bulk change, and of computing a new roll-up and its formula anew: every record is changed once', async () => {
  const w = await testWorkspace({ work: false })
  const made = async (object: string, data: (at: number) => object) => {
    const ids: string[] = []
    for (let at = 0; at < RECORDS; at += 1000) ids.push(...(await w.admin.post(`/records/${object}/batch`, { operations: Array.from({ length: 1000 }, (_, each) => ({ op: 'create', data: data(at + each) })) })).results.map((each: any) => each.record.id))
    return ids.sort()
  }
  const events = (object: string, field: string) => one<{ events: number, records: number }>(w, `select count(*)::int as events, count(distinct record)::int as records from ${w.schema}._event where object = '${object}' and kind = 'updated' and after ? '${field}'`)
  const companies = await made('company', at => ({ name: `PT ${at}` }))
  const contacts = await made('contact', at => ({ firstName: `Nama ${at}`, company: companies[at] }))

  const { id } = await w.admin.post('/records/contact/bulk', { ids: contacts, change: { set: { occupation: 'Guru' } } })
  const state = () => w.admin.get(`/bulk/${id}`)
  await killWorking(w, `${w.schema}.contact where id = '${contacts.at(-1)}'`, async () => (await state()).done === RECORDS - 1000)
  while ((await state()).status === 'running') await rest()
  expect(await state()).toMatchObject({ status: 'completed', done: RECORDS, changed: RECORDS, failed: 0 })
  expect(await events('contact', 'occupation')).toEqual({ events: RECORDS, records: RECORDS })

  const count = async (filter: object) => (await w.admin.list('company', { filter, count: 'true', limit: 1 })).total!
  await w.settle()
  const field = (name: string, more: object) => w.admin.post('/objects/company/fields', { name, label: { en: name }, ...more })
  await field('people', { type: 'rollup', rollup: { object: 'contact', by: 'company', measure: 'count' } })
  await field('hands', { type: 'formula', formula: 'people * 2', result: 'number' })
  await killWorking(w, `${w.schema}.company where id = '${companies.at(-1)}'`, async () => await count({ hands: { eq: 2 } }) >= RECORDS - 1000)
  while (await count({ people: { eq: 1 }, hands: { eq: 2 } }) < RECORDS) await rest()
  await w.settle()
  expect(await events('company', 'hands')).toEqual({ events: RECORDS, records: RECORDS })
})

/** A program that lets the first call of each path hang, and a mail server that never says that it has taken a message. */
async function outsideThatHangs() {
  const calls: { path: string, key: unknown }[] = []
  const mails: string[] = []
  const http = createServer((request, response) => {
    calls.push({ path: request.url!, key: request.headers['idempotency-key'] })
    if (calls.filter(({ path }) => path === request.url).length > 1) response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  const smtp = createSocketServer(socket => {
    let data = false
    socket.on('error', () => {}).write('220 mail.example.com\r\n')
    socket.on('data', bytes => {
      if (data) return void (bytes.includes('\r\n.\r\n') && mails.push(bytes.toString()))
      data = /^DATA/i.test(bytes.toString())
      socket.write(data ? '354 Go\r\n' : '250 Ok\r\n')
    })
  })
  for (const server of [http, smtp]) await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  onTestFinished(() => {
    http.closeAllConnections()
    http.close()
    smtp.close()
  })
  const at = (server: { address(): unknown }) => `127.0.0.1:${(server.address() as AddressInfo).port}`
  return { calls, mails, host: at(http), smtpUrl: `smtp://${at(smtp)}` }
}

test('calls to the outside: who knows keys is asked again with the same key, a mail becomes unknown, a function goes on after what it did', async () => {
  const w = await testWorkspace({ work: false })
  const { calls, mails, host, smtpUrl } = await outsideThatHangs()
  await w.admin.put('/outside-hosts', { private: [host], functions: [host] })
  const code = `const task = await crm.create('task', { subject: 'Sekali' })\nawait http.fetch('http://${host}/function', { method: 'POST' })\nreturn task.id`
  const steps = [{ id: 'tell', type: 'httpRequest', url: `http://${host}/step`, timeout: 30 }, { id: 'mail', type: 'sendEmail', to: 'siti@example.com', subject: 'Halo', body: 'Halo' }, { id: 'run', type: 'runFunction', code }]
  const ids: string[] = []
  for (const step of steps) ids.push((await w.admin.post('/workflows', { name: step.id, object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [step] })).id)
  await w.admin.create('deal', { name: 'Jam' })
  const child = spawnProcess(w, 'worker', { HUBUNG_SMTP_URL: smtpUrl })
  while (calls.length < 2 || mails.length < 1) {
    expect(child.exitCode).toBeNull()
    await rest()
  }
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
  await w.app.database.query({ text: `update hubung.worker set beat_at = now() - interval '1 minute'`, values: [] } as never)
  spawnProcess(w, 'worker', { HUBUNG_SMTP_URL: smtpUrl })
  const runs = () => Promise.all(ids.map(async id => (await w.admin.get(`/workflows/${id}/runs`)).data[0]))
  await expect.poll(async () => (await runs()).map(run => run.status), { timeout: 60_000 }).toEqual(['completed', 'failed', 'completed'])
  const [tell, mail, run] = await runs()
  expect((await w.admin.get(`/workflow-runs/${mail.id}`)).steps).toMatchObject([{ status: 'unknown', error: { code: 'outside.unknown' } }])
  expect(calls.toSorted((one, other) => one.path < other.path ? -1 : 1)).toEqual([run, run, tell, tell].map(({ id }) => id === run.id ? { path: '/function', key: `${id}:run:2` } : { path: '/step', key: `${id}:tell` }))
  expect([mails.length, (await w.admin.list('task')).data.map(task => task.subject)]).toEqual([1, ['Sekali']])
})
