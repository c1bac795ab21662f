// One person in several workspaces, several processes on one database, and an upgrade at the start.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import pino from 'pino'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { modules, templates } from '../../bin/modules.ts'
import { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { createApp } from '../app.ts'
import type { Settings } from '../settings.ts'
import { createWorkspace } from './create-workspace.ts'
import { listUsers, setPassword } from './user.ts'

const ayu = { email: 'ayu@example.com', password: 'correct horse battery' }
const settings = { port: 0, host: '127.0.0.1', dataFolder: tmpdir(), url: '',
  secret: 'test-secret-test-secret-test-secret-test', clock: 'wall',
  role: 'all', production: false, logLevel: 'silent' } as Settings

let w: TestWorkspace
let second: { apiKey: string, member: string }

beforeAll(async () => {
  w = await testWorkspace()
  second = await createWorkspace(w.app,
    { slug: 'kedua', name: 'Kedua', locale: 'en', currency: 'USD', timeZone: 'UTC',
    admin: { name: 'Ayu K.', ...ayu, password: 'never used, she is known' } })
})
afterAll(() => w.close())

/** Another process on the same database. */
async function anotherProcess(databaseUrl = w.databaseUrl): Promise<string> {
  const app = await createApp({ settings, databaseUrl, log: pino({ level: 'silent' }), modules,
    templates })
  onTestFinished(() => app.close())
  return app.listen()
}

test('a session in several workspaces names the one that is meant', async () => {
  const client = new Client(w.url, { origin: w.url })
  const session = await client.post('/session', ayu)
  expect(session.workspaces).toEqual([{ slug: 'test', name: 'SATRIAMART' }, { slug: 'kedua', name: 'Kedua' }])
  expect(session.workspace.slug).toBe('test')
  const unnamed = await client.send('GET', '/members')
  expect([unnamed.status, unnamed.body.code]).toEqual([400, 'workspace.missing'])
  const inSecond = await client.send('GET', '/members', undefined, { 'x-workspace': 'kedua' })
  expect(inSecond.body.data.find((each: { id: string }) => each.id === second.member)).toMatchObject({ name: 'Ayu K.' })
  expect((await client.send('GET', '/session', undefined,
    { 'x-workspace': 'kedua' })).body).toMatchObject({ workspace: { slug: 'kedua', currency: 'USD' }, member: { name: 'Ayu K.' } })
  expect((await client.send('GET', '/members', undefined, { 'x-workspace': 'nowhere' })).status).toBe(401)
})

test('a key of one workspace opens no other', async () => {
  const byKey = new Client(w.url, { authorization: `Bearer ${second.apiKey}` })
  expect((await byKey.send('GET', '/session', undefined, { 'x-workspace': 'test' })).body.workspace.slug).toBe('kedua')
})

test('whoever is a user already joins with the password that she has', async () => {
  const guest = await w.person('sales', { name: 'Gita' })
  const { email } = await w.admin.get(`/members/${guest.member}`)
  const admin = new Client(w.url, { authorization: `Bearer ${second.apiKey}` })
  await admin.post('/members', { email, name: 'Gita', role: 'sales' })
  await w.settle()
  const { data } = await admin.get('/development/mailbox')
  const token = /\/invitation\/([\w-]+)/.exec(data[0].text)![1]
  const visitor = new Client(w.url, { origin: w.url })
  expect((await visitor.get(`/invitations/${token}`)).existing).toBe(true)
  expect((await visitor.send('POST', `/invitations/${token}`,
    { password: 'the inviter chose this' })).body.errors).toMatchObject([{ path: 'password', code: 'password.wrong' }])
  const session = await visitor.post(`/invitations/${token}`, { password: 'a long enough password' })
  expect([session.workspace.slug, session.workspaces.length]).toEqual(['kedua', 2])
  // The mailbox of one workspace shows no reset of somebody who is in another one too.
  await visitor.send('POST', '/password-resets', { email })
  await w.settle()
  for (const client of [admin, w.admin]) {
    expect(JSON.stringify((await client.get('/development/mailbox')).data)).not.toContain('/reset/')
  }
})

test('another process hears of a deleted key, a deactivated member and a changed role', async () => {
  const url = await anotherProcess()
  const { id, key } = await w.admin.post('/api-keys', { name: 'shared', role: 'sales' })
  const there = new Client(url, { authorization: `Bearer ${key}` })
  expect((await there.get('/session')).member.role).toBe('sales')
  await w.admin.patch('/roles/sales', { label: { en: 'Sellers' } })
  await expect.poll(async () => (await there.get('/roles/sales')).label.en).toBe('Sellers')
  const person = await w.person('agent')
  const { data } = await w.admin.get('/api-keys')
  await w.admin.patch(`/members/${person.member}`, { active: false })
  await expect.poll(async () => (await there.get(`/members/${person.member}`)).active).toBe(false)
  await w.admin.delete(`/api-keys/${id}`)
  await expect.poll(async () => (await there.send('GET', '/session')).status).toBe(401)
  expect(data.some((each: { id: string }) => each.id === id)).toBe(true)
})

test('a process whose line was dropped without a word hears again of what changes', async () => {
  const network = await droppingNetwork()
  const { key } = await w.admin.post('/api-keys', { name: 'behind the network', role: 'agent' })
  const there = new Client(await anotherProcess(network.url), { authorization: `Bearer ${key}` })
  await there.get('/roles/agent')
  network.drop()
  // by a process of its own, as it were: what ours changes, ours drops without a notice
  await w.app.database.pool.query(`update "${w.schema}"._role set definition = jsonb_set(definition, '{label,en}', '"Helpers"') where name = 'agent'`)
  await w.app.database.pool.query(`select pg_notify('hubung_definitions', gen_random_uuid() || ' test')`)
  await expect.poll(async () => (await there.get('/roles/agent')).label.en, { timeout: 40_000, interval: 500 }).toBe('Helpers')
})

/** The way to the database through a network; `drop`: the listening lines that are open then take and bring nothing more, and neither end is told. */
async function droppingNetwork(): Promise<{ url: string, drop(): void }> {
  const database = new URL(w.databaseUrl)
  const sockets = database.searchParams.get('host')
  const open = new Set<Socket>()
  let dropped = 0
  const network = createServer(near => {
    const age = dropped
    const far = sockets ? connect(`${sockets}/.s.PGSQL.${database.searchParams.get('port')}`) : connect(Number(database.port), database.hostname)
    let listens = false
    const passes = () => !listens || age === dropped
    near.on('data', (bytes: Buffer) => {
      listens ||= bytes.includes('hubung listen')
      if (passes()) far.write(bytes)
    })
    far.on('data', (bytes: Buffer) => passes() && near.write(bytes))
    for (const [one, other] of [[near, far], [far, near]]) {
      open.add(one)
      one.on('error', () => {}).on('close', () => other.destroy())
    }
  })
  await once(network.listen(0, '127.0.0.1'), 'listening')
  onTestFinished(() => {
    network.close()
    for (const socket of open) socket.destroy()
  })
  const url = new URL(database)
  url.search = ''
  url.hostname = '127.0.0.1'
  url.port = String((network.address() as AddressInfo).port)
  return { url: url.href, drop: () => void dropped++ }
}

test('starting again changes no definition', async () => {
  const versions = async () => (await w.app.database.pool.query(`select value from "${w.schema}"._setting
    where name = 'version'`)).rows
  const before = await versions()
  await anotherProcess()
  expect(await versions()).toEqual(before)
})

test('the command line lists users and sets a password', async () => {
  const users = await listUsers(w.app.database)
  expect(users.find(user => user.email === ayu.email)?.workspaces).toEqual(['kedua', 'test'])
  await expect(setPassword(w.app.database, settings, ayu.email, 'short')).rejects.toThrow('at least 10')
  await expect(setPassword(w.app.database, settings, 'nobody@example.com',
    'kata sandi yang baru')).rejects.toThrow('no user')
  await setPassword(w.app.database, settings, ayu.email, 'kata sandi yang baru')
  await new Client(w.url, { origin: w.url }).post('/session', { ...ayu, password: 'kata sandi yang baru' })
})
