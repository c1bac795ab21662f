// What a member lent an app bounds it on every path, and her own role bounds it further; what has ended stops at once.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modules, templates } from '../../../bin/modules.ts'
import { Client } from '../../../test/client.ts'
import { importFile, sendImport } from '../../../test/import-file.ts'
import { letIn, registerApp, renew } from '../../../test/outside-app.ts'
import { openLine } from '../../../test/realtime-line.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'
import { createApp } from '../../app.ts'
import { allRoutes } from '../../http/routes.ts'
import { covers, neededFor, type AppScope } from './scope.ts'

let w: TestWorkspace
let boss: Client
let sales: Client

beforeAll(async () => {
  w = await testWorkspace()
  boss = await w.person('administrator')
  sales = await w.person('sales')
})

afterAll(() => w.close())

const routes = allRoutes({ modules }).filter(each => each.access !== 'public')
/** Any value in place of a parameter: what the scope does not hold is refused before it is looked at. */
const addressOf = (path: string) => path.replace(/:(id|delivery|merge)\b/g, '01890000-0000-7000-8000-000000000000').replace(/:\w+/g, 'contact')

test.each(['read', 'write', 'admin'] as AppScope[])('of an administrator, an app with the scope "%s" is refused every route that it does not hold, and no other', async scope => {
  const { program } = await letIn(w, await registerApp(w), boss, scope)
  for (const route of routes) {
    const needed = neededFor(route)
    const isHeld = needed !== undefined && covers(scope, needed)
    if (isHeld && route.method !== 'GET') continue
    const { body, headers } = await program.send(route.method, addressOf(route.path), route.method === 'GET' ? undefined : {})
    const expected = isHeld ? 'asked' : needed === undefined ? 'scope.people' : 'scope.missing'
    expect([route.method, route.path, String(body?.code).startsWith('scope.') ? body.code : 'asked']).toEqual([route.method, route.path, expected])
    if (expected === 'scope.missing') expect(headers.get('www-authenticate')).toBe(`Bearer error="insufficient_scope", scope="${needed}"`)
  }
  // an open route that asks who comes
  const { status } = await program.send('PUT', '/clock', { now: '2000-01-01T00:00:00Z' })
  expect(status).toBe(scope === 'admin' ? 409 : 403)
})

test('her role bounds an app whatever it was allowed, as it is at that moment', async () => {
  const person = await w.person('administrator')
  const { program, tokens } = await letIn(w, await registerApp(w), person, 'admin')
  expect(tokens.scope).toBe('read write admin')
  await program.get('/api-keys')
  await w.admin.patch(`/members/${person.member}`, { role: 'readOnly' })
  expect((await program.send('GET', '/api-keys')).body.code).toBe('permission.denied')
  expect((await program.send('POST', '/records/contact', { lastName: 'X' })).body.code).toBe('permission.denied')
  const { program: hers } = await letIn(w, await registerApp(w), sales, 'write')
  const foreign = await w.admin.create('deal', { name: 'Not hers' })
  expect((await hers.send('GET', `/records/deal/${foreign.id}`)).status).toBe(404)
})

test('without "admin" an administrator\'s app is no administrator, not in what she asks nor in the jobs that do it', async () => {
  await w.admin.post('/objects/contact/fields', { name: 'certificate', type: 'text', writeOnce: true, label: { en: 'Certificate' } })
  const { id } = await w.admin.create('contact', { lastName: 'Sekali', certificate: 'C-1', externalId: 'once' })
  const { program } = await letIn(w, await registerApp(w), boss, 'write')
  expect((await program.get('/session')).administrator).toBe(false)
  expect((await program.send('PATCH', `/records/contact/${id}?overrideReason=Why`, { certificate: null })).body.code).toBe('field.writeOnce')
  const bulk = await program.post('/records/contact/bulk', { ids: [id], change: { set: { certificate: null } } })
  await expect.poll(async () => (await program.get(`/bulk/${bulk.id}`)).status).toBe('completed')
  expect(await program.get(`/bulk/${bulk.id}`)).toMatchObject({ changed: 0, failed: 1 })
  const done = await importFile(program, { object: 'contact', mode: 'upsert', matchOn: ['externalId'], createOptions: true, mapping: { id: 'externalId', last: 'lastName', source: 'source' } }, 'id,last,source\nonce,Sekali,brandNew\n')
  expect(done).toMatchObject({ updated: 0, failed: 1 })
  expect(JSON.stringify(await w.admin.get('/objects/contact'))).not.toContain('brandNew')
  expect((await w.admin.read('contact', id)).certificate).toBe('C-1')
  // she herself clears it
  expect((await boss.send('PATCH', `/records/contact/${id}`, { certificate: null })).status).toBe(200)
})

test('an app that may only read also exports and listens, and changes nothing by any way', async () => {
  const app = await registerApp(w)
  const { program } = await letIn(w, app, sales, 'read')
  const mine = await sales.create('contact', { lastName: 'Terbaca' })
  expect((await program.list('contact', { filter: { lastName: { eq: 'Terbaca' } } })).data.map(each => each.id)).toEqual([mine.id])
  const { id } = await program.post('/exports', { object: 'contact', format: 'csv', filter: { lastName: { eq: 'Terbaca' } }, fields: ['lastName'] })
  await expect.poll(async () => (await program.get(`/exports/${id}`)).status).toBe('completed')
  expect(String(await program.bytes(`/exports/${id}/file`))).toContain('Terbaca')
  expect((await sendImport(program, { object: 'contact' }, 'lastName\nX\n')).body.code).toBe('scope.missing')
  expect((await program.send('POST', '/records/contact/batch', { operations: [{ op: 'delete', id: mine.id }] })).body.code).toBe('scope.missing')
  const form = new FormData()
  form.append('file', new Blob(['x']), 'x.txt')
  expect((await program.send('POST', '/files', form)).body.code).toBe('scope.missing')
  const { ticket } = await program.post('/realtime/tickets')
  const line = openLine(w.url, { query: `?ticket=${ticket}` })
  await line.subscribe(['records:contact'])
  const heard = await sales.create('contact', { lastName: 'Terdengar' })
  expect((await line.next(message => message.type === 'event')).event.id).toBe(heard.id)
  const direct = openLine(w.url, { headers: { authorization: (program as unknown as { headers: { authorization: string } }).headers.authorization } })
  await direct.subscribe(['records:contact'])
  const { ticket: unused } = await program.post('/realtime/tickets')
  // she lets it do nothing any more: the next request is refused, and its lines are closed
  const { data: [grant] } = await sales.get('/granted-apps')
  expect(grant).toMatchObject({ app: { id: app.id }, scope: 'read' })
  await sales.delete(`/granted-apps/${grant.id}`)
  expect((await program.send('GET', '/members')).status).toBe(401)
  expect([await line.closed, await direct.closed]).toEqual([4401, 4401])
  const late = openLine(w.url, { query: `?ticket=${unused}` })
  expect(await late.closed).toBe(4401)
})

test('what she lets apps do is hers to see and to end; an administrator ends an app for all, or narrows it', async () => {
  const app = await registerApp(w, { name: 'Zapier' })
  const other = await w.person('sales')
  const [first, second] = [await letIn(w, app, sales, 'write'), await letIn(w, app, other, 'write')]
  expect(await w.admin.get(`/apps/${app.id}`)).toMatchObject({ name: 'Zapier', members: 2, public: false })
  const { data: [own] } = await sales.get('/granted-apps')
  expect((await other.send('DELETE', `/granted-apps/${own.id}`)).status).toBe(404)
  await w.admin.patch(`/apps/${app.id}`, { scope: 'read' })
  expect((await first.program.send('POST', '/records/contact', { lastName: 'X' })).body.code).toBe('scope.missing')
  expect((await renew(w, app, first.tokens.refresh_token)).body.scope).toBe('read')
  await w.admin.delete(`/apps/${app.id}`)
  for (const { program } of [first, second]) expect((await program.send('GET', '/members')).status).toBe(401)
  expect((await renew(w, app, first.tokens.refresh_token)).body.error).toBe('invalid_client')
  const kept = (await w.admin.get('/events?object=_app')).data
  expect(kept.map((event: any) => event.kind)).toEqual(expect.arrayContaining(['created', 'updated', 'deleted']))
  expect(JSON.stringify([kept, (await w.admin.get('/events?object=_appGrant')).data])).not.toMatch(/hub[crst]_/)
})

test('API-02: keys and apps have limits of their own; over the limit each gets 429 with the time to wait, in whichever process and with whichever token', async () => {
  const other = await createApp({ settings: w.app.settings, databaseUrl: w.databaseUrl, log: w.app.log, modules, templates })
  try {
    const elsewhere = await other.listen()
    const app = await registerApp(w, { requestsPerMinute: 3 })
    const programs = [(await letIn(w, app, sales, 'read')).program, (await letIn(w, app, boss, 'write')).program]
    const { key } = await w.admin.post('/api-keys', { name: 'limited', role: 'readOnly', requestsPerMinute: 3 })
    const byKey = { authorization: `Bearer ${key}` }
    const byToken = (at: number) => ({ authorization: (programs[at] as unknown as { headers: { authorization: string } }).headers.authorization })
    for (const callers of [[new Client(w.url, byKey), new Client(elsewhere, byKey)], [programs[0], new Client(elsewhere, byToken(1))]]) {
      const replies = []
      for (const at of [0, 1, 0, 1, 0]) replies.push(await callers[at].send('GET', '/records/contact'))
      expect(replies.map(reply => reply.status)).toEqual([200, 200, 200, 429, 429])
      expect(replies.slice(3).map(reply => [reply.body.code, Number(reply.headers.get('retry-after')) >= 1, Number(reply.headers.get('retry-after')) <= 60])).toEqual([['limit.exceeded', true, true], ['limit.exceeded', true, true]])
    }
    // others are not touched by it
    await sales.get('/members')
    // what ends here ends there
    const free = await registerApp(w)
    const { program } = await letIn(w, free, sales, 'read')
    const there = new Client(elsewhere, { authorization: (program as unknown as { headers: { authorization: string } }).headers.authorization })
    await there.get('/members')
    const grant = (await sales.get('/granted-apps')).data.find((each: any) => each.app.id === free.id)
    await sales.delete(`/granted-apps/${grant.id}`)
    await expect.poll(async () => (await there.send('GET', '/members')).status, { timeout: 10_000 }).toBe(401)
  } finally {
    await other.close()
  }
})

test('nobody but a person before the page allows an app anything: not an app, not a key, not a page of another site', async () => {
  const app = await registerApp(w)
  const { program } = await letIn(w, app, boss, 'admin')
  const asked = { client_id: app.clientId, redirect_uri: 'https://n8n.example.com/rest/oauth2-credential/callback', response_type: 'code', code_challenge: 'x'.repeat(43), code_challenge_method: 'S256', allow: true }
  expect((await program.send('POST', '/oauth/authorize', asked)).body.code).toBe('scope.people')
  expect((await w.admin.send('POST', '/oauth/authorize', asked)).body.code).toBe('permission.denied')
  expect((await boss.send('POST', '/oauth/authorize', asked, { origin: 'https://evil.example.com' })).body.code).toBe('origin.foreign')
  expect((await new Client(w.url).send('POST', '/oauth/authorize', asked)).status).toBe(401)
})
