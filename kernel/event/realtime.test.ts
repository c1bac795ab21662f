// Realtime through the front door: who may open a line, what it tells to whom, and how it resumes.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { Client } from '../../test/client.ts'
import { openLine } from '../../test/realtime-line.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { systemContext } from '../job/system-context.ts'
import { notifyMembers } from './notification.ts'

let w: TestWorkspace
beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const headersOf = (client: Client) => (client as unknown as { headers: Record<string, string> }).headers
const lineOf = (client: Client) => openLine(w.url, { headers: headersOf(client) })
const isReset = (message: any) => message.type === 'ready' && message.reset
const isEvent = (id?: string) => (message: any) => message.type === 'event' && (id === undefined || message.event.id === id)

async function notify(member: string, title: string, key?: string): Promise<void> {
  const workspace = (await w.app.workspaces.get('test'))!
  await w.app.database.transaction(transaction => notifyMembers(systemContext(w.app, workspace, transaction), [{ member, title, key }]))
  w.app.wake(workspace.schema)
}

test('a change is told to those who listen to its object or to the record', async () => {
  const line = lineOf(w.admin)
  await line.subscribe(['records:contact'])
  const contact = await w.admin.create('contact', { firstName: 'Ayu' })
  const created = await line.next(isEvent(contact.id))
  expect(created).toMatchObject({ topic: 'records:contact', event: { object: 'contact', kind: 'created', version: 1, way: 'api' } })
  expect(created.event.changed).toContain('firstName')
  await line.subscribe([`record:contact:${contact.id}`])
  await w.admin.create('contact', { firstName: 'Somebody else' })
  await w.admin.update('contact', contact.id, { lastName: 'Lestari' })
  const updated = await line.next(isEvent())
  expect(updated).toMatchObject({ topic: `record:contact:${contact.id}`, event: { id: contact.id, kind: 'updated', version: 2 } })
  expect(updated.event.changed).toContain('lastName')
  await w.admin.remove('contact', contact.id)
  expect((await line.next(isEvent())).event.kind).toBe('deleted')
})

test('a line that comes back hears what it missed, each event once', async () => {
  const line = lineOf(w.admin)
  await line.subscribe(['records:deal'])
  const first = await w.admin.create('deal', { name: 'One' })
  const { cursor } = await line.next(isEvent(first.id))
  line.close()
  await line.closed
  const missed = await w.admin.post('/records/deal/batch', { operations: ['Two', 'Three', 'Four'].map(name => ({ op: 'create', data: { name } })) })
  expect(missed.results ?? missed.data ?? missed).toBeTruthy()
  const second = lineOf(w.admin)
  await second.subscribe(['records:deal'], cursor)
  const told = [await second.next(isEvent()), await second.next(isEvent())]
  // cut off in the middle of one transaction's events
  second.close()
  const third = lineOf(w.admin)
  const ready = await third.subscribe(['records:deal'], told[1].cursor)
  expect(ready.reset).toBeUndefined()
  const last = await third.next(isEvent())
  expect(third.messages.filter(isEvent())).toEqual([])
  expect(new Set([first.id, ...told.map(message => message.event.id), last.event.id]).size).toBe(4)
})

test('a cursor that is none of ours, or too old to be told one by one, asks to read anew', async () => {
  for (const after of ['nonsense', '5:3:', '1:999999999999:', '1:9:8,7', `${'9'.repeat(30)}:1:`]) {
    expect(await lineOf(w.admin).subscribe(['records:deal'], after)).toMatchObject({ type: 'ready', reset: true })
  }
})

test('own and team scopes and hidden fields hold for each event', async () => {
  await w.admin.post('/roles', { name: 'own', label: { en: 'Own' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: true, fields: { occupation: 'hidden' } } } })
  const own = await w.key('own')
  const line = lineOf(own)
  await line.subscribe(['records:contact', 'records:nothing'])
  await w.admin.create('contact', { firstName: 'Not hers' })
  const mine = await own.create('contact', { firstName: 'Hers' })
  expect((await line.next(isEvent())).event.id).toBe(mine.id)
  await w.admin.update('contact', mine.id, { occupation: 'Pilot' })
  await w.admin.update('contact', mine.id, { occupation: 'Nurse', lastName: 'Now' })
  const seen = await line.next(isEvent())
  expect(seen.event.version).toBe(3)
  expect(seen.event.changed).toContain('lastName')
  expect(seen.event.changed).not.toContain('occupation')
})

test('what another owner takes out of her sight is gone for her, and no more is told of it', async () => {
  await w.admin.post('/roles', { name: 'seller', label: { en: 'Seller' }, objects: { deal: { read: 'team', create: true, update: 'team', delete: false } } })
  const keys = await Promise.all(['Siti', 'Tono', 'Umar'].map(name => w.admin.post('/api-keys', { name, role: 'seller' })))
  const [siti, tono, umar] = keys.map(each => each.member)
  await w.admin.post('/teams', { name: 'pasar', label: { en: 'Pasar' }, members: [siti, tono] })
  const line = openLine(w.url, { headers: { authorization: `Bearer ${keys[0].key}` } })
  const { id } = await w.admin.create('deal', { name: 'Jam', owner: tono })
  const strange = await w.admin.create('deal', { name: 'Tas', owner: umar })
  const topics = ['records:deal', `record:deal:${id}`]
  await line.subscribe([...topics, 'notifications'])
  const told = async () => Promise.all(topics.map(topic => line.next(message => message.topic === topic).then(message => message.event)))
  await w.admin.update('deal', id, { owner: siti })
  expect(await told()).toMatchObject(topics.map(() => ({ id, kind: 'updated', version: 2, changed: ['owner'] })))
  await w.admin.update('deal', id, { owner: umar, name: 'Rahasia' })
  expect(await told()).toMatchObject(topics.map(() => ({ id, kind: 'deleted', version: 3, actor: null, changed: [] })))
  await w.admin.update('deal', id, { name: 'Lebih rahasia' })
  await w.admin.update('deal', strange.id, { owner: null })
  await notify(siti, 'All told')
  await line.next(message => message.type === 'notification')
  expect(line.messages.filter(isEvent())).toEqual([])
})

test('a notification reaches its member alone, once for a key, and is listed until read', async () => {
  const budi = await w.person('sales')
  const [hers, others] = [lineOf(budi), lineOf(w.admin)]
  await hers.subscribe(['notifications'])
  await others.subscribe(['notifications'])
  await notify(budi.member, 'Follow up', 'step-1')
  await notify(budi.member, 'Follow up again', 'step-1')
  await notify(budi.member, 'Another')
  const told = [await hers.next(message => message.type === 'notification'), await hers.next(message => message.type === 'notification')]
  expect(told.map(message => message.notification.title)).toEqual(['Follow up', 'Another'])
  expect(told[0].notification).toMatchObject({ body: null, link: null, readAt: null, object: null, record: null })
  expect(others.messages).toEqual([])
  const list = await budi.get('/notifications?limit=1')
  expect(list).toMatchObject({ unread: 2, data: [{ title: 'Another' }] })
  const rest = await budi.get(`/notifications?after=${list.page.next}`)
  expect(rest.data.map((one: { title: string }) => one.title)).toEqual(['Follow up'])
  expect(rest.page.next).toBeNull()
  expect(await budi.post('/notifications/read', { ids: [list.data[0].id] })).toEqual({ unread: 1 })
  expect((await hers.next(message => message.topic === 'notifications')).event).toMatchObject({ kind: 'read', ids: [list.data[0].id] })
  expect(await budi.post('/notifications/read', { all: true })).toEqual({ unread: 0 })
  expect((await w.admin.get('/notifications')).data).toEqual([])
})

test('whose rights change is told to read anew, each time, also while her line is still being set up', async () => {
  await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, objects: { contact: { read: 'all' } } })
  const clerk = await w.key('clerk')
  const line = lineOf(clerk)
  await line.subscribe(['records:contact'])
  for (const read of Array.from({ length: 40 }, (_, at) => at % 2 ? 'all' : 'none')) {
    await w.admin.patch('/roles/clerk', { objects: { contact: { read } } })
    await line.next(isReset)
  }
  const early = lineOf(clerk)
  await expect.poll(() => early.open).toBe(true)
  await w.admin.patch('/roles/clerk', { objects: { contact: { read: 'none' } } })
  await line.next(isReset)
  expect(await early.subscribe(['records:contact'])).toMatchObject({ reset: true })
  expect(await early.subscribe(['records:contact', 'records:deal'])).not.toHaveProperty('reset')
})

test('who sees a colleague\'s records no more, or from now on, since she moved to another team, is told to read anew', async () => {
  await w.admin.post('/roles', { name: 'crew', label: { en: 'Crew' }, objects: { deal: { read: 'team', create: true, update: 'team' } } })
  const [vina, wati, yuni] = await Promise.all(['Vina', 'Wati', 'Yuni'].map(name => w.admin.post('/api-keys', { name, role: 'crew' })))
  await w.admin.post('/teams', { name: 'toko', label: { en: 'Toko' }, members: [vina.member, wati.member] })
  const gudang = await w.admin.post('/teams', { name: 'gudang', label: { en: 'Gudang' }, members: [yuni.member] })
  const { id } = await w.admin.create('deal', { name: 'Sepatu', owner: wati.member })
  await w.settle()
  const sees = async ({ key }: { key: string }) => (await new Client(w.url, { authorization: `Bearer ${key}` }).send('GET', `/records/deal/${id}`)).status === 200
  expect([await sees(vina), await sees(yuni)]).toEqual([true, false])
  const lines = [vina, yuni].map(({ key }) => openLine(w.url, { headers: { authorization: `Bearer ${key}` } }))
  for (const line of lines) await line.subscribe(['records:deal'])
  await w.admin.patch(`/members/${wati.member}`, { team: gudang.id })
  for (const line of lines) await line.next(isReset)
  expect([await sees(vina), await sees(yuni)]).toEqual([false, true])
})

test('all are told to read anew when the definitions change, also whose rights stay', async () => {
  const lines = [lineOf(w.admin), lineOf(await w.key('readOnly'))]
  for (const line of lines) await line.subscribe(['records:product'])
  await w.admin.post('/objects/product/fields', { name: 'finalGrading', type: 'text', label: { en: 'Final Grading' } })
  for (const line of lines) await line.next(isReset)
  await w.admin.create('product', { name: 'Daytona', finalGrading: 'New' })
  for (const line of lines) expect((await line.next(isEvent())).event.changed).toContain('finalGrading')
})

test('a ticket opens one line, once', async () => {
  const { ticket, expiresIn } = await w.admin.post('/realtime/tickets')
  expect(expiresIn).toBe(60)
  expect(await openLine(w.url, { query: `?ticket=${ticket}` }).subscribe(['records:deal'])).toMatchObject({ type: 'ready' })
  expect(await openLine(w.url, { query: `?ticket=${ticket}` }).closed).toBe(4401)
  expect(await openLine(w.url, { query: '?ticket=wrong' }).closed).toBe(4401)
})

test('a ticket of a session that has ended since opens none', async () => {
  const budi = await w.person('sales')
  const { ticket } = await budi.post('/realtime/tickets')
  await budi.delete('/session')
  const line = openLine(w.url, { query: `?ticket=${ticket}` })
  expect(await Promise.race([line.subscribe(['records:deal']), line.closed])).toBe(4401)
})

test('nobody gets a line without signing in, nor from a page of another origin', async () => {
  expect(await openLine(w.url).closed).toBe(4401)
  const budi = await w.person('sales')
  expect(await openLine(w.url, { headers: { ...headersOf(budi), origin: 'https://evil.example' } }).closed).toBe(403)
  expect((await w.admin.send('GET', '/realtime')).status).toBe(404)
})

test('what cannot be understood ends the line that sent it, and no other', async () => {
  const sound = lineOf(w.admin)
  await sound.subscribe(['records:company'])
  for (const text of ['not json', '[]', '{"type":"subscribe","topics":"all"}', JSON.stringify({ type: 'subscribe', topics: ['x'.repeat(300)] })]) {
    const line = lineOf(w.admin)
    await line.subscribe([])
    line.send(text)
    expect(await line.closed).toBe(1003)
  }
  const company = await w.admin.create('company', { name: 'Still heard' })
  expect((await sound.next(isEvent())).event.id).toBe(company.id)
})

test('a line ends when its session is revoked, its key deleted or its member deactivated', async () => {
  const budi = await w.person('sales')
  const bySession = lineOf(budi)
  await bySession.subscribe(['records:deal'])
  await budi.send('DELETE', '/session')
  expect(await bySession.closed).toBe(4401)

  const { id, key } = await w.admin.post('/api-keys', { name: 'line', role: 'sales' })
  const byKey = openLine(w.url, { headers: { authorization: `Bearer ${key}` } })
  await byKey.subscribe(['records:deal'])
  await w.admin.delete(`/api-keys/${id}`)
  expect(await byKey.closed).toBe(4401)

  const citra = await w.person('sales')
  const byMember = lineOf(citra)
  await byMember.subscribe(['records:deal'])
  await w.admin.patch(`/members/${citra.member}`, { active: false })
  expect(await byMember.closed).toBe(4401)
})

test('a line that opens while it is asked who is still here stays open', async () => {
  const [first, second] = [await w.person('sales'), await w.person('sales')]
  await first.get('/session')
  await second.get('/session')
  const early = lineOf(first)
  await early.subscribe(['records:contact'])
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  // the question stands still here
  await holder.query('begin')
  await holder.query('lock table auth.session in access exclusive mode')
  await w.admin.post('/teams', { name: 'late', label: { en: 'Late' } })
  await expect.poll(async () => (await holder.query(`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)).rowCount).toBeGreaterThan(0)
  const late = lineOf(second)
  await late.subscribe(['records:contact'])
  await holder.query('commit')
  await holder.end()
  const contact = await w.admin.create('contact', { firstName: 'Terlambat', owner: (await second.get('/session')).member.id })
  expect(await Promise.race([late.closed, late.next(isEvent(contact.id))])).toMatchObject({ type: 'event' })
})
