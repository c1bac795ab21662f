// Who still is who: keys, members, roles and workspaces, as they are at the next request and on open lines; and that every
// statement names the schema of its workspace.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { modules, templates } from '../../bin/modules.ts'
import { Client } from '../../test/client.ts'
import { openLine } from '../../test/realtime-line.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { createApp } from '../app.ts'
import { createWorkspace } from '../workspace/create-workspace.ts'

const ayu = { email: 'ayu@example.com', password: 'correct horse battery' }

let w: TestWorkspace
let second: Client
let secondKey: string
beforeAll(async () => {
  w = await testWorkspace()
  const created = await createWorkspace(w.app, { slug: 'kedua', name: 'Kedua', locale: 'en', currency: 'USD', timeZone: 'UTC', admin: { name: 'Ayu', ...ayu } })
  secondKey = created.apiKey
  second = new Client(w.url, { authorization: `Bearer ${secondKey}` })
})
afterAll(() => w?.close())

async function newKey(role: string): Promise<{ id: string, member: string, client: Client, headers: Record<string, string> }> {
  const { id, key, member } = await w.admin.post('/api-keys', { name: `for ${role}`, role })
  const headers = { authorization: `Bearer ${key}` }
  return { id, member, headers, client: new Client(w.url, headers) }
}

test('a deleted key, a deactivated member and a changed role count at the very next request', async () => {
  const deal = await w.admin.create('deal', { name: 'Hers to see' })
  const { id, member, client } = await newKey('manager')
  expect((await client.send('PATCH', `/records/deal/${deal.id}`, { name: 'Seen' })).status).toBe(200)
  await w.admin.patch(`/members/${member}`, { role: 'readOnly' })
  expect((await client.send('PATCH', `/records/deal/${deal.id}`, { name: 'Not changed' })).status).toBe(403)
  await w.admin.patch(`/members/${member}`, { role: 'sales' })
  expect((await client.send('GET', `/records/deal/${deal.id}`)).status).toBe(404)
  await w.admin.patch('/roles/sales', { others: { read: 'all' } })
  expect((await client.send('GET', `/records/deal/${deal.id}`)).status).toBe(200)
  await w.admin.patch('/roles/sales', { others: { read: 'team' } })
  await w.admin.patch(`/members/${member}`, { active: false })
  expect((await client.send('GET', '/records/deal')).status).toBe(401)
  await w.admin.patch(`/members/${member}`, { active: true })
  expect((await client.send('GET', '/records/deal')).status).toBe(200)
  await w.admin.delete(`/api-keys/${id}`)
  expect((await client.send('GET', '/records/deal')).status).toBe(401)
})

test('a key with a limit is refused beyond it with the time to wait, counted by all processes together; without one it is not', async () => {
  const { id, key, requestsPerMinute } = await w.admin.post('/api-keys', { name: 'limited', role: 'readOnly', requestsPerMinute: 3 })
  expect(requestsPerMinute).toBe(3)
  const headers = { authorization: `Bearer ${key}` }
  const other = await createApp({ settings: w.app.settings, databaseUrl: w.databaseUrl, log: w.app.log, modules, templates })
  try {
    const clients = [new Client(w.url, headers), new Client(await other.listen(), headers)]
    const statuses = []
    for (const at of [0, 1, 0, 1, 0]) statuses.push((await clients[at].send('GET', '/records/deal')).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    const refused = await clients[1].send('POST', '/records/deal', {})
    expect([refused.status, refused.body.code, refused.headers.get('content-type')]).toEqual([429, 'limit.exceeded', 'application/problem+json; charset=utf-8'])
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThanOrEqual(1)
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60)
    expect(await w.admin.patch(`/api-keys/${id}`, { requestsPerMinute: null })).toMatchObject({ id, requestsPerMinute: null })
    for (const client of clients) await expect.poll(async () => (await client.send('GET', '/records/deal')).status, { timeout: 10_000 }).toBe(200)
  } finally {
    await other.close()
  }
  const faults = await w.admin.send('PATCH', `/api-keys/${id}`, { requestsPerMinute: 0 })
  expect([faults.status, faults.body.errors]).toMatchObject([422, [{ path: 'requestsPerMinute', code: 'value.range' }]])
  expect((await (await w.key('manager')).send('PATCH', `/api-keys/${id}`, { requestsPerMinute: 5 })).status).toBe(403)
  expect((await w.admin.get('/api-keys')).data.find((each: any) => each.id === id).requestsPerMinute).toBe(null)
})

test('a line ends with its key and with its member; a changed role tells it to read anew, and counts for the next event', async () => {
  const [deleted, inactive, changed] = [await newKey('manager'), await newKey('manager'), await newKey('manager')]
  const lines = [deleted, inactive, changed].map(({ headers }) => openLine(w.url, { headers }))
  for (const line of lines) await line.subscribe(['records:deal'])
  await w.admin.delete(`/api-keys/${deleted.id}`)
  expect(await lines[0].closed).toBe(4401)
  await w.admin.patch(`/members/${inactive.member}`, { active: false })
  expect(await lines[1].closed).toBe(4401)
  await w.admin.patch(`/members/${changed.member}`, { role: 'sales' })
  await lines[2].next(message => message.type === 'ready' && message.reset)
  const [others, own] = [await w.admin.create('deal', { name: 'Not for her' }), await changed.client.create('deal', { name: 'Hers' })]
  expect((await lines[2].next(message => message.type === 'event')).event.id).toBe(own.id)
  expect(lines[2].messages.filter(message => message.event?.id === others.id)).toEqual([])
})

test('a member of two workspaces sees in each the rows of that one alone', async () => {
  const [first, other] = [await w.admin.create('contact', { firstName: 'Pertama' }), await second.create('contact', { firstName: 'Kedua' })]
  const session = new Client(w.url, { origin: w.url })
  await session.post('/session', ayu)
  const within = (slug: string, method: string, path: string, body?: unknown) => session.send(method, path, body, { 'x-workspace': slug })
  for (const [slug, here, there] of [['test', first, other], ['kedua', other, first]] as const) {
    const list = await within(slug, 'GET', '/records/contact?limit=500')
    expect(list.body.data.map((record: any) => record.id)).toContain(here.id)
    expect(list.body.data.map((record: any) => record.id)).not.toContain(there.id)
    for (const path of ['', '/timeline']) expect((await within(slug, 'GET', `/records/contact/${there.id}${path}`)).status).toBe(404)
    expect((await within(slug, 'PATCH', `/records/contact/${there.id}`, { lastName: 'x' })).status).toBe(404)
    expect((await within(slug, 'POST', '/records/deal', { name: 'Across', contact: there.id })).body.errors).toMatchObject([{ path: 'contact', code: 'relation.unknown' }])
    await w.settle()
    expect((await within(slug, 'GET', `/search?q=${there.firstName}`)).body.data).toEqual([])
    // a page of one workspace cannot be gone on with in the other
    const { body: { page } } = await within(slug, 'GET', '/members?limit=1')
    expect(page).toBeDefined()
  }
  const line = openLine(w.url, { headers: { authorization: `Bearer ${secondKey}` } })
  await line.subscribe(['records:contact', `record:contact:${first.id}`])
  await w.admin.update('contact', first.id, { lastName: 'Diam' })
  await second.update('contact', other.id, { lastName: 'Terdengar' })
  expect((await line.next(message => message.type === 'event')).event.id).toBe(other.id)
  expect((await within('nowhere', 'GET', '/records/contact')).status).toBe(401)
  // who is a member of the one only is nobody in the other
  const budi = await w.person('manager')
  expect((await budi.send('GET', '/records/contact', undefined, { 'x-workspace': 'kedua' })).status).toBe(401)
  const { body } = await new Client(w.url, { authorization: `Bearer ${secondKey}` }).send('GET', '/records/contact?limit=500', undefined, { 'x-workspace': 'test' })
  expect(body.data.map((record: any) => record.id)).not.toContain(first.id)
})

test('a key owns what it makes, and is who "@me" means', async () => {
  const [one, other] = [await newKey('manager'), await newKey('manager')]
  const made = await one.client.create('task', { subject: 'Mine' })
  expect(made).toMatchObject({ owner: one.member, createdBy: one.member, updatedBy: one.member })
  await other.client.create('task', { subject: 'Hers' })
  const mine = await one.client.list('task', { filter: { owner: { eq: '@me' } }, count: true })
  expect([mine.data.map(record => record.id), mine.total]).toEqual([[made.id], 1])
  expect((await one.client.update('task', made.id, { owner: other.member })).owner).toBe(other.member)
  expect((await other.client.list('task', { filter: { owner: { in: ['@me'] } } })).data).toHaveLength(2)
  expect((await other.client.list('task', { filter: { createdBy: { eq: '@me' } } })).data).toHaveLength(1)
})

test('every statement names the schema of its tables, and none sets a search path', async () => {
  const sent = await recordStatements(async () => {
    const contact = await w.admin.create('contact', { firstName: 'Jejak', company: (await w.admin.create('company', { name: 'PT Jejak' })).id })
    const deal = await w.admin.create('deal', { name: 'Jejak', contact: contact.id, amount: 1 })
    await w.admin.update('deal', deal.id, { stage: 'won' })
    await w.admin.get('/records/deal?expand=contact,owner&sort=contact&count=true')
    await w.admin.list('deal', { filter: { contact: { company: { name: { contains: 'jejak' } } } }, sort: '-amount' })
    await w.admin.get('/records/deal/aggregate?groupBy=stage&measure=count,sum:amount')
    await w.admin.get(`/records/deal/${deal.id}/timeline`)
    await w.admin.post('/records/company/upsert', { matchOn: ['name'], records: [{ name: 'PT Jejak', industry: 'x' }] })
    await w.admin.post('/views', { object: 'deal', label: { en: 'Trace' } })
    await w.settle()
    await w.admin.get('/search?q=jejak')
    await w.admin.remove('deal', deal.id)
    await w.admin.post(`/records/deal/${deal.id}/restore`)
    await w.admin.get('/members')
    await w.settle()
  })
  expect(sent.length).toBeGreaterThan(30)
  expect(sent.filter(text => /search_path/i.test(text))).toEqual([])
  const { rows } = await w.app.database.pool.query(`select tablename from pg_tables where schemaname = 'ws_test'`)
  const tables: string[] = rows.map((row: { tablename: string }) => row.tablename)
  expect(tables).toEqual(expect.arrayContaining(['deal', '_event', '_search', '_member']))
  const bare = new RegExp(`\\b(?:from|join|into|update)\\s+(?:only\\s+)?(?:"(?:${tables.join('|')})"|(?:${tables.join('|')})\\b)(?!\\s*\\.)`, 'i')
  for (const text of ['select 1 from "deal" t', 'update deal set name = null', 'insert into _event (at)']) expect(text).toMatch(bare)
  expect(sent.filter(text => bare.test(text.replace(/'[^']*'/g, "''").replace(/for (?:no key )?update[^)]*/gi, '')))).toEqual([])
  // nothing but the workspace that was asked
  expect(sent.filter(text => /"ws_kedua"/.test(text) && /"(?:contact|deal|company)"/.test(text))).toEqual([])
})

/** The texts of all statements that go through the pool meanwhile. */
async function recordStatements(work: () => Promise<void>): Promise<string[]> {
  const texts: string[] = []
  const { pool } = w.app.database
  const hooked = new Map<any, any>()
  const hook = (client: any) => {
    if (hooked.has(client)) return
    const query = client.query
    hooked.set(client, query)
    client.query = function (first: any, ...rest: any[]) {
      texts.push(typeof first === 'string' ? first : String(first?.text ?? ''))
      return query.call(this, first, ...rest)
    }
  }
  pool.on('acquire', hook)
  try {
    await work()
  } finally {
    pool.off('acquire', hook)
    for (const [client, query] of hooked) client.query = query
  }
  return texts
}
