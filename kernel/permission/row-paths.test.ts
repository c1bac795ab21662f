// The paths besides plain record work show and change no more than the lists do:
// files, bulk changes, imports, merges, favourites, reports, calendars, timelines, leads, tasks. Cases come from the definitions.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client, Reply } from '../../test/client.ts'
import { sendImport, finished } from '../../test/import-file.ts'
import { own, routesIn } from '../../test/permission-paths.ts'
import { expected, marker, permissionWorld, places, placesIn, readableOf, statuses, type Place, type Rights, type World } from '../../test/permission-world.ts'

let world: World
let caller: Client
let admin: Client
/** Ids of a picture on each appraisal. */
let files: Record<Place, string>

const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')
const nobody = '01890000-0000-7000-8000-000000000000'
const wide = 'from=2020-01-01&to=2099-12-31'

beforeAll(async () => {
  world = await permissionWorld()
  caller = world.caller
  admin = world.w.admin
  await admin.post('/objects/appraisal/fields', { name: 'photo', type: 'image', label: { en: 'Photo' } })
  files = {} as typeof files
  for (const place of places) {
    const form = new FormData()
    form.append('file', new Blob([png]), `${place}.png`)
    files[place] = (await admin.post('/files', form)).id
  }
  const every = (object: string, data: (place: Place) => object) => admin.post(`/records/${object}/batch`, { operations: places.map(place => ({ op: 'update', id: world.living[object][place], data: data(place) })) })
  await every('appraisal', place => ({ photo: [{ id: files[place] }] }))
  await every('contact', () => ({ email: 'sama@example.com' }))
  await every('deal', () => ({ closingDate: '2027-03-03' }))
  await admin.post('/roles', { name: 'probe', label: { en: 'Probe' } })
  await world.become('probe')
}, 120_000)
afterAll(() => world?.w.close())

test('another\'s imports, exports, bulk changes, views and sessions are not there, and on no list', { timeout: 60_000 }, async () => {
  const boss = await world.w.key('administrator')
  const { id: exported } = await boss.post('/exports', { object: 'contact' })
  const imported = (await sendImport(boss, { object: 'note', dryRun: true, mapping: { Body: 'body' } }, 'Body\nx\n')).body.id
  const { id: bulk } = await boss.post('/records/note/bulk', { ids: [nobody], change: { addTags: ['x'] } })
  const { id: view } = await boss.post('/views', { object: 'contact', label: { en: 'Hers' }, visibility: 'private' })
  await world.w.settle()
  // a key has no sessions: of another's a person asks
  const [person, other] = [await world.w.person('readOnly'), await world.w.person('sales')]
  const session = (await other.get('/sessions')).data[0].id
  const ids: Record<string, string> = { imports: imported, bulk, exports: exported, views: view, sessions: session }
  for (const name of routesIn(own).filter(each => /^\S+ \/(imports|bulk|exports|views|sessions)\/:id/.test(each))) {
    const [method, path] = name.split(' ')
    const body = path.endsWith('/run') ? { object: 'note' } : {}
    const reply = await (path.startsWith('/sessions') ? person : caller).send(method, path.replace(':id', ids[path.split('/')[1]]), method === 'GET' ? undefined : body)
    expect([name, reply.status]).toEqual([name, 404])
  }
  for (const path of ['/imports', '/exports', '/bulk', '/views?object=contact', '/notifications']) {
    const text = JSON.stringify(await caller.get(path))
    for (const id of [exported, imported, bulk, view]) expect(text, path).not.toContain(id)
  }
})

/** What the caller may read and change. */
interface Sight { read: readonly Place[], update: readonly Place[] }

const scoped = (read: Rights['read'], update: Rights['update']) => ({ read, create: true, update, delete: 'none' as const })
const sightOf = (rights: Rights): Sight => ({ read: readableOf(rights), update: places.filter(place => readableOf(rights).includes(place) && readableOf({ ...rights, read: rights.update }).includes(place)) })

for (const [read, update] of [['none', 'none'], ['own', 'own'], ['team', 'own'], ['branch', 'team'], ['all', 'branch']] as const) {
  test(`read ${read}, update ${update}: no path shows or changes more`, { timeout: 300_000 }, async () => {
    await admin.patch('/roles/probe', { others: scoped(read, update) })
    await checkPaths(sightOf(scoped(read, update)))
  })
}

test('shared rows, to read and to change, count on every path, and no others do', { timeout: 300_000 }, async () => {
  await admin.patch('/roles/probe', { others: scoped('own', 'own') })
  for (const { name } of world.objects) {
    const tag = (place: Place, word: string) => ({ op: 'update', id: world.living[name][place], data: { tags: [word] } })
    await admin.post(`/records/${name}/batch`, { operations: [tag('strangers', 'look'), tag('nobodys', 'look'), tag('above', 'change')] })
    for (const [word, access] of [['look', 'read'], ['change', 'update']]) await admin.post('/sharing-rules', { object: name, label: { en: word }, filter: { tags: { hasAny: [word] } }, to: { role: 'probe' }, access })
  }
  await checkPaths({ read: ['mine', 'above', 'strangers', 'nobodys'], update: ['mine', 'above'] })
})

async function checkPaths(sight: Sight): Promise<void> {
  for (const { name } of world.objects) await checkRows(name, sight)
  await checkOneByOne(sight)
  await checkTotals(sight)
  if (sight.read.length === 0) return
  await checkImports(sight)
  await checkBulk(sight)
}

const inOrder = (of: readonly Place[]) => places.filter(place => of.includes(place))

/** The paths that every object has. */
async function checkRows(name: string, { read }: Sight): Promise<void> {
  const rows = world.living[name]
  const of = (done: number) => expected(place => read.includes(place) ? done : 404)
  const path = `/records/${name}`
  const ask = (send: (place: Place) => Promise<Reply>) => statuses(send)
  expect(await ask(place => caller.send('GET', `${path}/${rows[place]}/merges`)), `${name} merges`).toEqual(of(200))
  expect(await ask(place => caller.send('PUT', '/favourites', { object: name, id: rows[place] })), `${name} favourites`).toEqual(of(204))
  const { data: seen } = await caller.get('/favourites?limit=200')
  expect(placesIn(rows, seen.filter((each: any) => each.object === name).map((each: any) => each.id)), `${name} on her list`).toEqual(inOrder(read))
  if (read.length === 0) return
  const { data: events } = await caller.get(`/events?object=${name}&limit=200`)
  expect([...new Set(events.map((event: any) => event.record))].filter(id => Object.values(rows).includes(id as string)).every(id => read.some(place => rows[place] === id)), `${name} events`).toBe(true)
  const unread = places.find(place => !read.includes(place))
  if (unread) expect(await caller.get(`/events?record=${rows[unread]}&limit=1`), `${name} events`).toEqual({ data: [], page: { next: null } })
  const days = (await caller.get(`${path}/calendar?date=createdAt&from=${day(-1)}&to=${day(1)}&perDay=100`)).data
  expect(days.reduce((sum: number, each: any) => sum + each.count, 0), `${name} calendar`).toBe(read.length)
  expect(placesIn(rows, days.flatMap((each: any) => each.records.map((record: any) => record.id)))).toEqual(inOrder(read))
  const counts = (await caller.get(`/views/counts?object=${name}`)).data
  expect(counts.find((each: any) => each.view === null).count, `${name} counts`).toBe(read.length)
}

function day(from: number): string {
  return new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10)
}

/** What only some objects have. */
async function checkOneByOne({ read, update }: Sight): Promise<void> {
  const id = (object: string, place: Place) => world.living[object][place]
  const reading = async (send: (place: Place) => Promise<Reply>, what: string, done = 200) => expect(await statuses(send), what).toEqual(expected(place => read.includes(place) ? done : 404))
  const changing = async (send: (place: Place) => Promise<Reply>, what: string, done = 200) => expect(await statuses(send), what).toEqual(expected(place => update.includes(place) ? done : read.includes(place) ? 403 : 404))
  const other = (place: Place) => place === 'mine' ? 'above' : 'mine'
  for (const object of ['contact', 'appraisal']) {
    await reading(place => caller.send('GET', `/records/${object}/${id(object, place)}/duplicates`), `${object} duplicates`)
    expect(await statuses(place => caller.send('POST', `/records/${object}/merge/preview`, { into: id(object, other(place)), from: [id(object, place)] })), `${object} preview`)
      .toEqual(expected(place => read.includes(place) && read.includes(other(place)) ? 200 : 404))
  }
  await reading(place => caller.send('PUT', '/recents', { object: 'deal', id: id('deal', place) }), 'recents', 204)
  for (const more of ['', '/thumbnail', '/versions']) await reading(place => caller.send('GET', `/files/${files[place]}${more}`), `file${more}`)
  await reading(place => caller.send('GET', `/identities?contact=${id('contact', place)}`), 'identities')
  await reading(place => caller.send('GET', `/records/deal/${id('deal', place)}/stages`), 'stages')
  for (const more of ['conversion', 'score']) await reading(place => caller.send('GET', `/records/lead/${id('lead', place)}/${more}`), more)
  // values are revealed sixty times a minute
  if (read.length) await reading(place => caller.send('POST', `/records/contact/${id('contact', place)}/reveal`, { fields: ['externalId'] }), 'reveal')
  await changing(place => caller.send('POST', '/identities', { contact: id('contact', place), kind: 'telegram', value: `akun ${place}` }), 'identity', 201)
  await changing(place => caller.send('POST', `/records/task/${id('task', place)}/snooze`, { minutes: 5 }), 'snooze')
  await changing(place => caller.send('POST', `/records/task/${id('task', place)}/checklist`, { text: 'Cek' }), 'checklist', 201)
  for (const method of ['PATCH', 'DELETE']) {
    const items = await Promise.all(places.map(async place => (await admin.read('task', id('task', place))).checklist?.[0]?.id ?? 'x'))
    expect(await statuses(place => caller.send(method, `/records/task/${id('task', place)}/checklist/${items[places.indexOf(place)]}`, method === 'PATCH' ? { done: true } : undefined)), `item ${method}`)
      .toEqual(expected(place => items[places.indexOf(place)] === 'x' ? 404 : update.includes(place) ? 200 : read.includes(place) ? 403 : 404))
  }
  // nothing becomes of those that may be converted: the others' refusals are asked
  for (const place of places.filter(each => !update.includes(each))) {
    expect([place, (await caller.send('POST', `/records/lead/${id('lead', place)}/convert`, {})).status]).toEqual([place, read.includes(place) ? 403 : 404])
  }
}

/** Figures that are made of rows. */
async function checkTotals({ read }: Sight): Promise<void> {
  if (read.length === 0) {
    for (const path of ['forecast', 'funnel', 'conversion', 'velocity', 'reasons']) expect((await caller.send('GET', `/sales/${path}?${wide}`)).status, path).toBe(404)
    return
  }
  const sum = (rows: any[], name: string) => rows.reduce((total, row) => total + row[name], 0)
  const figures = async (path: string) => (await caller.get(`/sales/${path}?${wide}`)).data
  expect(sum(await figures('forecast'), 'count'), 'forecast').toBe(read.length)
  expect(sum(await figures('conversion'), 'entered'), 'conversion').toBe(read.length)
  const funnel = await figures('funnel')
  expect(sum(funnel, 'entered'), 'funnel').toBe(read.length)
  for (const stage of ['prospect', 'won']) {
    const { data } = await caller.get(`/sales/funnel/deals?${wide}&pipeline=sales&stage=${stage}&outcome=entered`)
    expect(placesIn(world.living.deal, data.map((deal: any) => deal.id)), stage).toEqual(inOrder(read).filter(place => (places.indexOf(place) % 2 ? 'won' : 'prospect') === stage))
  }
  expect(sum(await figures('velocity'), 'won'), 'velocity').toBe(read.filter(place => places.indexOf(place) % 2).length)
  expect(sum(await figures('reasons'), 'count'), 'reasons').toBe(0)
  const typed = (await caller.post('/records/contact/duplicates', { values: { email: 'SAMA@example.com' } })).data.map((each: any) => each.record.id)
  const found = placesIn(world.living.contact, typed)
  expect([found.every(place => read.includes(place)), found.length], 'duplicates').toEqual([true, Math.min(read.length, 10)])
  const { rows } = await caller.post('/records/appraisal/cells', { fields: ['customer'], rows: places.map(place => [`${marker} ${place}`]) })
  expect(rows.map(([cell]: unknown[]) => cell), 'cells').toEqual(places.map(place => read.includes(place) ? world.living.contact[place] : null))
}

/** An import finds no more by name, by a unique field or by what it matches on. */
async function checkImports({ read, update }: Sight): Promise<void> {
  const trial = async (options: object, text: string) => finished(caller, (await sendImport(caller, { dryRun: true, ...options }, text)).body.id)
  const lines = (of: (place: Place) => string) => places.map(of).join('\n')
  const byName = { Nama: 'name', Pelanggan: { field: 'customer', matchOn: 'fullName' } }
  expect(await trial({ object: 'appraisal', mapping: byName }, `Nama,Pelanggan\n${lines(place => `Baru,${marker} ${place}`)}\n`), 'by name').toMatchObject({ created: read.length, failed: places.length - read.length })
  const byUnique = { Nama: 'name', Pelanggan: { field: 'customer', matchOn: 'externalId' } }
  expect(await trial({ object: 'appraisal', mapping: byUnique }, `Nama,Pelanggan\n${lines(place => `Baru,${marker}-contact-${place}`)}\n`), 'by unique field').toMatchObject({ created: read.length, failed: places.length - read.length })
  const upsert = { object: 'appraisal', mode: 'upsert', matchOn: ['externalId'], mapping: { Id: 'externalId', Kode: 'code' } }
  expect(await trial(upsert, `Id,Kode\n${lines(place => `${marker}-appraisal-${place},K-${place}`)}\n`), 'upsert').toMatchObject({ updated: update.length, created: 0, failed: places.length - update.length })
}

/** All that match are those she reads; of them those are changed that she may change. */
async function checkBulk({ read, update }: Sight): Promise<void> {
  const asked = await caller.post('/records/appraisal/bulk', { filter: {}, change: { set: { code: `bulk ${read.length}` } } })
  const named = await caller.post('/records/appraisal/bulk', { ids: places.map(place => world.living.appraisal[place]), change: { set: { code: `named ${read.length}` } } })
  await expect.poll(async () => (await caller.get(`/bulk/${named.id}`)).status, { interval: 20, timeout: 20_000 }).toBe('completed')
  expect(await caller.get(`/bulk/${asked.id}`)).toMatchObject({ total: read.length, changed: update.length, skipped: read.length - update.length, failed: 0 })
  expect(await caller.get(`/bulk/${named.id}`)).toMatchObject({ total: places.length, changed: update.length, skipped: places.length - update.length, failed: 0 })
  expect((await caller.get(`/bulk/${named.id}/errors`)).data).toEqual([])
  const { data } = await admin.list('appraisal', { filter: { code: { eq: `named ${read.length}` } } })
  expect(placesIn(world.living.appraisal, data.map(record => record.id))).toEqual(inOrder(update))
}
