// What a hidden field might be guessed by: conflicts, what is required, the order of related records, activities, views,
// roles; and write-once fields on every path.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { asUnknown } from '../../test/field-world.ts'
import { importFile, sendImport } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let admin: Client
let caller: Client
beforeAll(async () => {
  w = await testWorkspace()
  admin = w.admin
  const text = { type: 'text', label: { en: 'Text' } }
  await admin.post('/objects', { name: 'vault', label: { en: 'Vault' }, title: 'name', fields: [
    { name: 'name', ...text }, { name: 'code', ...text, unique: true }, { name: 'serial', ...text, writeOnce: true, track: false },
    { name: 'deposit', ...text, default: 'taken', unique: true }, { name: 'contact', type: 'relation', to: 'contact', label: { en: 'Contact' } }] })
  await admin.post('/objects', { name: 'form', label: { en: 'Form' }, title: 'name', fields: [{ name: 'name', ...text }, { name: 'must', ...text, required: true }] })
  await admin.post('/roles', { name: 'probe', label: { en: 'Probe' }, others: { read: 'all', create: true, update: 'all', delete: 'all' } })
  caller = await w.key('probe')
})
afterAll(() => w?.close())

const hide = (object: string, fields: string[], more: object = {}) => admin.patch('/roles/probe', { objects: { [object]: { fields: Object.fromEntries(fields.map(field => [field, 'hidden'])), ...more } } })
const faults = (reply: any) => (reply.body ?? reply).errors.map((error: any) => [error.path, error.code])

test('a conflict on a hidden unique field is a refusal that names nothing', async () => {
  const old = await admin.create('vault', { name: 'Old', code: 'C-1', deposit: 'one' })
  await admin.remove('vault', old.id)
  await admin.create('vault', { name: 'New', code: 'C-1', deposit: 'taken' })
  expect(faults(await admin.send('POST', `/records/vault/${old.id}/restore`))).toEqual([['code', 'conflict.unique']])
  await hide('vault', ['code', 'deposit'])
  const replies = [await caller.send('POST', `/records/vault/${old.id}/restore`), await caller.send('POST', '/records/vault', { name: 'Third' })]
  for (const { status, body } of replies) {
    expect([status, faults(body)]).toEqual([403, [['', 'permission.denied']]])
    expect(JSON.stringify(body)).not.toMatch(/code\b.*C-1|deposit|taken/)
  }
  await hide('vault', [])
})

test('a field that must be filled and is hidden is not named either', async () => {
  await hide('form', ['must'])
  const refused = await caller.send('POST', '/records/form', { name: 'Without' })
  expect([refused.status, faults(refused)]).toEqual([403, [['', 'permission.denied']]])
  const batch = await caller.post('/records/form/batch', { atomic: false, operations: [{ op: 'create', data: { name: 'Without' } }] })
  expect(batch.results[0]).toMatchObject({ status: 403, errors: [{ path: 'operations[0]', code: 'permission.denied' }] })
  await hide('contact', ['company', 'firstName'])
  for (const data of [{ email: 'b2b@example.com', customerType: 'b2b' }, { jobTitle: 'Nobody' }]) {
    expect(faults(await caller.send('POST', '/records/contact', data))).toEqual([['', 'permission.denied']])
  }
  await hide('contact', [])
})

test('what repeats a hidden field is hidden with it', async () => {
  const { id } = await admin.create('contact', { firstName: 'Rahasia', lastName: 'Terbuka', email: 'terbuka@example.com' })
  await hide('contact', ['firstName'])
  expect(JSON.stringify(await caller.read('contact', id))).not.toContain('Rahasia')
  expect(Object.keys(await caller.read('contact', id))).not.toContain('fullName')
  await w.settle()
  expect((await caller.get('/search?q=rahasia')).data).toEqual([])
  const [hit] = (await caller.get('/search?q=terbuka')).data
  expect(hit).toMatchObject({ id, title: null })
  expect(JSON.stringify(hit)).not.toContain('Rahasia')
  await hide('contact', [])
})

test('what is computed from what repeats a hidden field is hidden too', async () => {
  await admin.post('/objects/contact/fields', { name: 'greeting', type: 'formula', formula: '"Yth. " + fullName', label: { en: 'Greeting' } })
  await admin.post('/objects/company/fields', { name: 'firstFriend', type: 'rollup', rollup: { object: 'contact', by: 'company', measure: 'first', of: 'fullName' }, label: { en: 'First friend' } })
  const company = await admin.create('company', { name: 'PT Sapa' })
  const { id } = await admin.create('contact', { firstName: 'Tersembunyi', company: company.id })
  expect([(await admin.read('contact', id)).greeting, (await admin.read('company', company.id)).firstFriend]).toEqual(['Yth. Tersembunyi', 'Tersembunyi'])
  expect(await caller.read('company', company.id)).toHaveProperty('firstFriend')
  await hide('contact', ['firstName'])
  expect(await caller.read('contact', id)).not.toHaveProperty('greeting')
  expect(await caller.read('company', company.id)).not.toHaveProperty('firstFriend')
  await hide('contact', [])
})

test('the completeness tells nobody whether a field that is hidden from her is filled', async () => {
  const text = { type: 'text', label: { en: 'Text' } }
  await admin.post('/objects', { name: 'dossier', label: { en: 'Dossier' }, title: 'name', fields: [
    { name: 'name', ...text, weight: 40 }, { name: 'hobby', ...text }, { name: 'secret', ...text, weight: 60, sensitive: true }, { name: 'company', type: 'relation', to: 'company', label: { en: 'Company' } }] })
  await admin.post('/objects/company/fields', { name: 'filled', type: 'rollup', rollup: { object: 'dossier', by: 'company', measure: 'avg', of: 'completeness' }, label: { en: 'Filled' } })
  const company = await admin.create('company', { name: 'PT Berkas' })
  const [full, half] = await Promise.all([{ secret: 'x' }, {}].map(more => admin.create('dossier', { name: 'Berkas', company: company.id, ...more })))
  expect([full.completeness, half.completeness]).toEqual([100, 40])
  const path = '/records/dossier'
  const filter = (field: string) => encodeURIComponent(JSON.stringify({ [field]: { eq: 100 } }))
  const asks = [
    (field: string) => caller.send('GET', `${path}?fields=${field}`), (field: string) => caller.send('GET', `${path}?sort=-${field}`), (field: string) => caller.send('GET', `${path}?filter=${filter(field)}`),
    (field: string) => caller.send('GET', `${path}/aggregate?groupBy=${field}`), (field: string) => caller.send('GET', `${path}/aggregate?measure=avg:${field}`), (field: string) => caller.send('GET', `${path}/aggregate?filter=${filter(field)}`),
    (field: string) => caller.send('POST', '/views', { object: 'dossier', label: { en: 'V' }, filter: { [field]: { eq: 100 } } }),
  ]
  // what does not count may be hidden, and masks tell as much
  await hide('dossier', ['hobby'])
  expect(await caller.read('dossier', full.id)).toMatchObject({ completeness: 100 })
  await hide('dossier', [], { sensitive: 'masked' })
  expect(await caller.read('dossier', full.id)).toMatchObject({ secret: '••••', completeness: 100 })
  await hide('dossier', ['secret'])
  for (const { id } of [full, half]) expect(await caller.read('dossier', id)).not.toHaveProperty('completeness')
  expect(await caller.create('dossier', { name: 'Baru' })).not.toHaveProperty('completeness')
  for (const ask of asks) {
    const [hidden, unknown] = await asUnknown('completeness', ask)
    expect(hidden).toEqual(unknown)
    expect(hidden).toMatchObject({ status: 422 })
  }
  expect((await caller.get('/objects/dossier')).fields.map((field: any) => field.name)).not.toContain('completeness')
  expect(await caller.read('company', company.id)).not.toHaveProperty('filled')
  await hide('dossier', [])
  expect([(await caller.read('dossier', half.id)).completeness, await caller.read('company', company.id)]).toMatchObject([40, { filled: expect.anything() }])
})

test('the order of a list and its cursor tell no title that may not be read', async () => {
  const names = ['Anton', 'Zaenal', 'Mirna']
  const contacts = await Promise.all(names.map(firstName => admin.create('contact', { firstName })))
  const mine = await caller.create('contact', { firstName: 'Nana' })
  const ids: string[] = []
  for (const contact of [contacts[1], mine, contacts[0], contacts[2]]) ids.push((await admin.create('vault', { name: 'V', deposit: `d${ids.length}`, contact: contact.id, tags: ['sorted'] })).id)
  const page = async (after?: string) => caller.list('vault', { filter: { tags: { hasAny: ['sorted'] } }, sort: 'contact', limit: 1, ...after && { after } })
  const walk = async () => {
    const found: string[] = []
    const cursors: string[] = []
    for (let next: string | null | undefined; next !== null;) {
      const { data, page: { next: following } } = await page(next)
      found.push(...data.map(record => record.id))
      if (following) cursors.push(Buffer.from(following.split('.')[0], 'base64url').toString())
      next = following
    }
    return { found, cursors }
  }
  expect((await walk()).found).toEqual([ids[2], ids[3], ids[1], ids[0]])
  await hide('contact', [], { read: 'own' })
  const { found, cursors } = await walk()
  expect(found[0]).toBe(ids[1])
  expect(found.slice(1)).toEqual([ids[0], ids[2], ids[3]])
  expect(cursors[0]).toContain('nana')
  for (const cursor of cursors) for (const name of names) expect(cursor.toLowerCase()).not.toContain(name.toLowerCase())
  // another member with the same role has her own order
  const other = await w.key('probe')
  expect((await other.list('vault', { filter: { tags: { hasAny: ['sorted'] } }, sort: 'contact', limit: 1 })).data[0].id).toBe(ids[0])
  await hide('contact', ['fullName'], { read: 'all' })
  expect(faults(await caller.send('GET', '/records/vault?sort=contact'))).toEqual([['sort.contact', 'sort.unknown']])
  await hide('contact', [])
})

test('what an activity is about is told by no timeline while it is hidden, and nobody links to what she may not read', async () => {
  const contact = await admin.create('contact', { firstName: 'Subyek' })
  const note = await admin.create('note', { body: 'Isi', about: { object: 'contact', id: contact.id } })
  const activities = async () => (await caller.get(`/records/contact/${contact.id}/timeline?types=note`)).data.map((entry: any) => entry.id)
  expect(await activities()).toEqual([note.id])
  await hide('note', ['about'])
  expect(await activities()).toEqual([])
  await hide('note', [])
  await hide('contact', [], { read: 'own' })
  expect(faults(await caller.send('POST', '/records/vault', { deposit: 'link', contact: contact.id }))).toEqual([['contact', 'relation.unknown']])
  expect((await caller.send('PATCH', `/records/note/${note.id}`, { about: { object: 'contact', id: contact.id }, body: 'x' })).status).toBe(200)
  await hide('contact', [], { read: 'all' })
})

test('views, roles and pipelines name no hidden field', async () => {
  const view = (more: object) => admin.post('/views', { object: 'deal', label: { en: 'V' }, visibility: 'everyone', ...more })
  const [filtered, columned, board] = [await view({ filter: { lostReason: { contains: 'mahal' } } }), await view({ columns: ['name', 'lostReason'], sort: '-lostReason,name' }), await view({ kind: 'board', groupBy: 'stage' })]
  await hide('deal', ['lostReason', 'stage'])
  const { data } = await caller.get('/views?object=deal')
  expect(JSON.stringify(data)).not.toMatch(/lostReason|mahal|"stage"/)
  for (const { id } of [filtered, board]) expect((await caller.send('GET', `/views/${id}`)).status).toBe(404)
  expect(await caller.get(`/views/${columned.id}`)).toMatchObject({ columns: ['name'], sort: 'name' })
  expect(await admin.get(`/views/${columned.id}`)).toMatchObject({ columns: ['name', 'lostReason'], sort: '-lostReason,name' })
  const roles = await caller.get('/roles')
  expect(roles.data.find((role: any) => role.name === 'probe')).toEqual({ name: 'probe', label: { en: 'Probe' }, administrator: false })
  expect(JSON.stringify([roles, await caller.get('/roles/probe')])).not.toContain('lostReason')
  expect((await caller.get('/pipelines')).data.filter((pipeline: any) => pipeline.object === 'deal')).toEqual([])
  await hide('deal', [])
  // an object that is not there for her is as one that is nowhere
  await hide('vault', [], { read: 'none', create: false })
  for (const [method, path, body] of [['POST', '', { name: 'x' }], ['POST', '/batch', { operations: [{ op: 'create', data: {} }] }], ['POST', '/batch', { operations: [] }], ['GET', '', undefined]] as const) {
    const [hidden, nowhere] = [await caller.send(method, `/records/vault${path}`, body), await caller.send(method, `/records/qqq${path}`, body)]
    expect([hidden.status, hidden.body.code], `${method} ${path}`).toEqual([nowhere.status, nowhere.body.code])
  }
  expect(JSON.stringify((await caller.get('/objects')).data.map((object: any) => object.name))).not.toContain('vault')
  await hide('vault', [], { read: 'all', create: true })
})

test('what the kernel keeps of each record cannot be hidden', async () => {
  for (const field of ['id', 'version', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy']) {
    const refused = await admin.send('PATCH', '/roles/probe', { objects: { note: { fields: { [field]: 'hidden' } } } })
    expect([refused.status, faults(refused)]).toEqual([422, [[`objects.note.fields.${field}`, 'value.invalid']]])
  }
})

test('the version of an answer is the record\'s own, whatever is expanded or kept in it', async () => {
  const contact = await admin.create('contact', { firstName: 'Versi' })
  const { id } = await admin.create('vault', { name: 'V', deposit: 'etag', contact: contact.id })
  for (const name of ['Dua', 'Tiga']) await admin.update('vault', id, { name })
  expect((await admin.send('GET', `/records/vault/${id}?expand=contact`)).headers.get('etag')).toBe('"3"')
})

test('a write-once field is filled once on every path; only an administrator clears it, which is recorded', async () => {
  const { id } = await caller.create('vault', { name: 'W', deposit: 'w', externalId: 'W-1' })
  await caller.update('vault', id, { serial: 'S-1' })
  const path = '/records/vault'
  for (const client of [caller, admin]) {
    const op = { op: 'update', id, data: { serial: 'S-2' } }
    const one = await client.send('PATCH', `${path}/${id}`, { serial: 'S-2' })
    expect([one.status, faults(one)]).toEqual([403, [['serial', 'field.writeOnce']]])
    expect(faults(await client.send('POST', `${path}/batch`, { operations: [op] }))).toEqual([['operations[0].data.serial', 'field.writeOnce']])
    expect((await client.post(`${path}/batch`, { atomic: false, operations: [op] })).results[0]).toMatchObject({ status: 403, errors: [{ code: 'field.writeOnce' }] })
    expect((await client.send('POST', `${path}/upsert`, { matchOn: ['externalId'], records: [{ externalId: 'W-1', serial: 'S-2' }] })).status).toBe(403)
    expect(await importFile(client, { object: 'vault', mode: 'upsert', matchOn: ['externalId'], mapping: { id: 'externalId', serial: 'serial' } }, 'id,serial\nW-1,S-2\n')).toMatchObject({ updated: 0, failed: 1 })
    // the same value is no change
    expect((await client.send('PATCH', `${path}/${id}`, { serial: 'S-1' })).status).toBe(200)
  }
  expect(faults(await caller.send('PATCH', `${path}/${id}`, { serial: null }))).toEqual([['serial', 'field.writeOnce']])
  expect((await admin.update('vault', id, { serial: null })).serial).toBeNull()
  const [last] = (await admin.get(`${path}/${id}/timeline?types=change`)).data
  expect(last).toMatchObject({ kind: 'updated', changes: [{ field: 'serial', from: 'S-1', to: null }] })
  expect((await caller.update('vault', id, { serial: 'S-3' })).serial).toBe('S-3')
})

test('an import by a role with hidden fields matches no heading of theirs', async () => {
  await hide('contact', ['occupation'])
  expect(faults(await sendImport(caller, { object: 'contact' }, 'Occupation\nPilot\n'))).toEqual([['options.mapping', 'import.noColumn']])
  await hide('contact', [])
})
