// A workspace for a test: a real server on a real database, entered through the front door. The first test of a run
// that asks for a template sets it up; the others clone that database.
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import pg from 'pg'
import pino from 'pino'
import { inject, onTestFinished } from 'vitest'
import { modules, templates } from '../bin/modules.ts'
import { createApp, type RunningApp } from '../kernel/app.ts'
import type { Settings } from '../kernel/settings.ts'
import { Client } from './client.ts'
import { onServer } from './scratch-database.ts'
import { settle } from './settle.ts'

export const testSecret = 'test-secret-test-secret-test-secret-test'

export interface TestOptions {
  /** The business template; default `blank`. */
  template?: string
  /** The manual clock (default) or the wall's. */
  clock?: 'manual' | 'wall'
  /** false: no worker in this process. */
  work?: boolean
}

export interface TestWorkspace {
  app: RunningApp
  /** The server's address, without /api/v1. */
  url: string
  databaseUrl: string
  schema: string
  /** Signed in by the administrator's API key. */
  admin: Client
  /** A caller with a new API key of this role. */
  key(role: string): Promise<Client>
  /** A new person with this role who accepted her invitation and signed in with a session cookie. */
  person(role: string, more?: { name?: string, team?: string }): Promise<Client>
  /** Waits until events are read, jobs done and due timers fired. */
  settle(): Promise<void>
  /** Moves the manual clock. */
  setClock(now: string): Promise<void>
  close(): Promise<void>
}

/** Closed by itself when the test that made it ends; made outside a test it must be closed by `close`. */
export async function testWorkspace(options: TestOptions = {}): Promise<TestWorkspace> {
  const { template = 'blank', work = true } = options
  const admin = inject('adminUrl')
  const source = await templateDatabase(admin, template)
  const name = `hubung_test_${randomBytes(6).toString('hex')}`
  // as files: block by block through the log takes four times as long
  await onServer(admin, `create database ${name} template ${source.database} strategy file_copy`)
  const databaseUrl = atDatabase(admin, name)
  const app = await createApp({ settings: settingsFor(options.clock ?? 'manual'), databaseUrl, log: pino({ level: process.env.TEST_LOG ?? 'silent' }), modules, templates })
  const url = await app.listen()
  if (work) await app.work()
  let closed = false
  const close = async () => {
    if (closed) return
    closed = true
    await app.close()
    await onServer(admin, `drop database if exists ${name} with (force)`)
  }
  try {
    onTestFinished(close)
  } catch {
    // outside a test: whoever asked closes it
  }
  const administrator = new Client(url, { authorization: `Bearer ${source.apiKey}` })
  return {
    app, url, databaseUrl, schema: 'ws_test', admin: administrator, close,
    key: role => newKey(administrator, role),
    person: (role, more) => newPerson(administrator, url, role, more),
    settle: () => settle(app),
    setClock: async now => { await administrator.put('/clock', { now }) },
  }
}

function settingsFor(clock: 'manual' | 'wall'): Settings {
  return { port: 0, host: '127.0.0.1', dataFolder: tmpdir(), url: '', secret: testSecret, clock, role: 'all', production: false, logLevel: 'silent' } as Settings
}

async function newKey(admin: Client, role: string): Promise<Client> {
  const { key } = await admin.post('/api-keys', { name: `${role} ${randomBytes(3).toString('hex')}`, role })
  return new Client(admin.url, { authorization: `Bearer ${key}` })
}

async function newPerson(admin: Client, url: string, role: string, { name = 'Budi Santoso', team }: { name?: string, team?: string } = {}): Promise<Client> {
  const email = `${randomBytes(5).toString('hex')}@example.com`
  await admin.post('/members', { email, name, role, ...(team ? { team } : {}) })
  const token = await invitationToken(admin, email)
  const person = new Client(url, { origin: url })
  const session = await person.post(`/invitations/${token}`, { password: 'a long enough password' })
  person.member = session.member.id
  return person
}

/** The token out of the invitation mail in the development mailbox. */
async function invitationToken(admin: Client, email: string): Promise<string> {
  for (let tries = 0; tries < 600; tries++) {
    const { data } = await admin.get('/development/mailbox')
    const mail = data.find((each: { to: string }) => each.to.includes(email))
    const token = mail && /\/invitation\/([\w-]+)/.exec(mail.text)?.[1]
    if (token) return token
    await new Promise(resolve => setTimeout(resolve, 50))
  }
  throw new Error(`No invitation for ${email} arrived`)
}

/** The database of a freshly set-up workspace with this template, made once a run. */
async function templateDatabase(admin: string, template: string): Promise<{ database: string, apiKey: string }> {
  const database = `hubung_${inject('run')}_${template.replaceAll('-', '_')}`
  const client = new pg.Client({ connectionString: admin })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(hashtextextended($1, 0))`, [database])
    const { rows } = await client.query(`select shobj_description(oid, 'pg_database') as key from pg_database where datname = $1`, [database])
    if (rows[0]?.key) return { database, apiKey: rows[0].key }
    await client.query(`drop database if exists ${database} with (force)`)
    await client.query(`create database ${database} encoding 'UTF8' template template0`)
    const apiKey = await setUp(atDatabase(admin, database), template)
    await client.query(`comment on database ${database} is '${apiKey}'`)
    return { database, apiKey }
  } finally {
    await client.end()
  }
}

async function setUp(databaseUrl: string, template: string): Promise<string> {
  const app = await createApp({ settings: settingsFor('wall'), databaseUrl, log: pino({ level: process.env.TEST_LOG ?? 'silent' }), modules, templates })
  try {
    const client = new Client(await app.listen())
    const { apiKey } = await client.post('/setup', {
      workspace: { slug: 'test', name: 'SATRIAMART', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta' },
      admin: { name: 'Ayu', email: 'ayu@example.com', password: 'correct horse battery' }, template,
    })
    return apiKey
  } finally {
    await app.close()
  }
}

export function atDatabase(url: string, name: string): string {
  const at = new URL(url)
  at.pathname = `/${name}`
  return at.href
}
