// Set-up from the outside: works once, says every fault, and asks whoever comes from beyond for the token.
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import pg from 'pg'
import pino from 'pino'
import { expect, inject, onTestFinished, test } from 'vitest'
import { modules, templates } from '../../bin/modules.ts'
import { Client } from '../../test/client.ts'
import { atDatabase } from '../../test/workspace.ts'
import { createApp, type RunningApp } from '../app.ts'
import type { Settings } from '../settings.ts'

const valid = {
  workspace: { slug: 'satria', name: 'SATRIAMART', locale: 'id', currency: 'IDR', timeZone: 'Asia/Jakarta' },
  admin: { name: 'Ayu', email: 'Ayu@Example.com', password: 'kuda besar baterai' }, template: 'blank',
}

/** A server as it is on its first run. */
async function freshServer(change: Partial<Settings> = {}): Promise<{ app: RunningApp, client: Client }> {
  const admin = inject('adminUrl')
  const name = `hubung_setup_${randomBytes(6).toString('hex')}`
  await statement(admin, `create database ${name} encoding 'UTF8' template template0`)
  const settings = { port: 0, host: '127.0.0.1', dataFolder: tmpdir(), url: '', secret: 's'.repeat(40), clock: 'wall',
    role: 'all', production: false, logLevel: 'silent', ...change } as Settings
  const app = await createApp({ settings, databaseUrl: atDatabase(admin, name), log: pino({ level: 'silent' }),
    modules, templates })
  onTestFinished(async () => {
    await app.close()
    await statement(admin, `drop database ${name} with (force)`)
  })
  const url = await app.listen()
  return { app, client: new Client(url.replace('0.0.0.0', '127.0.0.1')) }
}

async function statement(url: string, text: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(text).finally(() => client.end())
}

test('set-up makes the workspace once, signs its administrator in and shows a key', async () => {
  const { client } = await freshServer()
  const offered = await client.get('/setup')
  expect(offered).toMatchObject({ needed: true, tokenNeeded: false })
  expect(offered.templates.map((each: { name: string }) => each.name)).toContain('blank')
  const twins = await Promise.all([client.send('POST', '/setup', valid),
    new Client(client.url).send('POST', '/setup', { ...valid, workspace: { ...valid.workspace, slug: 'other' } })])
  expect(twins.map(each => each.status).sort()).toEqual([201, 409])
  const made = twins.find(each => each.status === 201)!
  expect(made.body).toMatchObject({ workspace: { name: 'SATRIAMART', currency: 'IDR' },
    user: { name: 'Ayu', email: 'ayu@example.com' } })
  expect(made.body.apiKey).toMatch(/^hub_[\w-]{51}$/)
  const cookie = made.headers.getSetCookie().map(each => each.split(';')[0]).join('; ')
  expect(await new Client(client.url, { cookie }).get('/session')).toMatchObject({ administrator: true,
    member: { name: 'Ayu' } })
  const byKey = new Client(client.url, { authorization: `Bearer ${made.body.apiKey}` })
  expect((await byKey.get('/members?kind=person')).data).toMatchObject([{ name: 'Ayu', role: 'administrator',
    active: true, invited: false }])
  const again = await client.send('POST', '/setup', valid)
  expect(again.body.code).toBe('conflict.setUp')
  expect(await client.get('/setup')).toMatchObject({ needed: false })
})

test('every fault is listed and nothing is left behind', async () => {
  const { app, client } = await freshServer()
  const bad = {
    workspace: { slug: 'Not A Slug', name: ' ', locale: 'fr', currency: 'XXQ', timeZone: '+07:00' },
    admin: { name: 'A\u0000', email: 'no mail', password: 'short' }, surprise: 1,
  }
  const refused = await client.send('POST', '/setup', bad)
  expect(refused.status).toBe(422)
  expect(Object.fromEntries(refused.body.errors.map((each: { path: string, code: string }) =>
    [each.path, each.code]))).toEqual({
    'workspace.slug': 'slug.invalid', 'workspace.name': 'value.required', 'workspace.locale': 'value.invalid',
      'workspace.currency': 'currency.unknown',
    'workspace.timeZone': 'timeZone.unknown', 'admin.name': 'text.invalid', 'admin.email': 'email.invalid',
      'admin.password': 'password.weak', surprise: 'field.unknown',
  })
  expect((await client.send('POST', '/setup',
    { ...valid, template: 'no-such' })).body.errors).toMatchObject([{ path: 'template', code: 'template.unknown' }])
  const { rows } = await app.database.pool.query(`select (select count(*)
    from hubung.workspace)::int as workspaces, (select count(*) from auth."user")::int as users,
    (select count(*) from pg_namespace where nspname like 'ws%')::int as schemas`)
  expect(rows).toEqual([{ workspaces: 0, users: 0, schemas: 0 }])
})

test('a set-up that fails half-way leaves neither schema nor user', async () => {
  const { app, client } = await freshServer()
  await app.database.pool.query(`create function hubung.refuse() returns trigger language plpgsql as $$ begin raise exception 'no membership today'; end $$;
    create trigger refuse before insert on hubung.membership for each row execute function hubung.refuse()`)
  expect((await client.send('POST', '/setup', valid)).status).toBe(500)
  await app.database.pool.query('drop trigger refuse on hubung.membership')
  const { rows } = await app.database.pool.query(`select (select count(*)
    from auth."user")::int as users, (select count(*) from pg_namespace where nspname like 'ws%')::int as schemas`)
  expect(rows).toEqual([{ users: 0, schemas: 0 }])
  expect((await client.send('POST', '/setup', valid)).status).toBe(201)
})

test('from behind a proxy, or on a server open to others, set-up needs the printed token', async () => {
  const { app, client } = await freshServer()
  const proxied = new Client(client.url, { 'x-forwarded-for': '203.0.113.7' })
  expect(await proxied.get('/setup')).toMatchObject({ needed: true, tokenNeeded: true })
  for (const token of [undefined, 'wrong', '']) {
    const refused = await proxied.send('POST', '/setup', { ...valid, token })
    expect(refused.status).toBe(403)
    expect(refused.body.errors).toMatchObject([{ path: 'token', code: 'setup.token' }])
  }
  expect((await proxied.send('POST', '/setup', valid, { 'x-setup-token': app.setupToken })).status).toBe(201)

  const open = await freshServer({ host: '0.0.0.0' })
  expect((await open.client.send('POST', '/setup', valid)).status).toBe(403)
  expect((await open.client.send('POST', '/setup', { ...valid, token: open.app.setupToken })).status).toBe(201)
})

test('a page of another site cannot set up a fresh server on this machine', async () => {
  const { client } = await freshServer()
  expect((await client.send('POST', '/setup', valid,
    { origin: 'http://evil.example' })).body.code).toBe('origin.foreign')
})
