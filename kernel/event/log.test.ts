// The event log by the front door: searched by person, record, field, way and time, in the caller's rights, and never changed.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { identifier, sql } from '../database/sql.ts'
import { ensurePartitions } from './partitions.ts'

let w: TestWorkspace
beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w?.close())

const log = (query: Record<string, string | number>, client = w.admin) => client.get(`/events?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`)

test('says who changed what, from what to what, by which way, and is searched by each of them', async () => {
  const budi = await w.person('manager', { name: 'Budi' })
  const company = await w.admin.create('company', { name: 'PT Jejak' })
  const contact = await budi.create('contact', { firstName: 'Sari', occupation: 'Guru' })
  await w.admin.update('contact', contact.id, { occupation: 'Dokter', company: company.id })
  await w.admin.post('/records/contact/batch', { operations: [{ op: 'update', id: contact.id, data: { occupation: 'Perawat' } }] })
  const { data } = await log({ object: 'contact', record: contact.id, field: 'occupation' })
  expect(data.map((event: any) => [event.actor.name === 'Budi', event.way, event.title, event.changes.filter((change: any) => change.field === 'occupation').map((change: any) => [change.from, change.to])])).toEqual([
    [false, 'api', 'Sari', [['Dokter', 'Perawat']]], [false, 'api', 'Sari', [['Guru', 'Dokter']]], [true, 'person', 'Sari', [[null, 'Guru']]]])
  expect(data[1].changes.find((change: any) => change.field === 'company')).toMatchObject({ from: null, to: company.id, fromText: null, toText: 'PT Jejak' })
  // of what she may not read there are no words, and its id is none
  await w.admin.post('/roles', { name: 'people', label: { en: 'People' }, objects: { contact: { read: 'all' } } })
  const people = await w.key('people')
  for (const { data: [told] } of [await log({ record: contact.id, field: 'company' }, people), await people.get(`/records/contact/${contact.id}/timeline?limit=2`).then(page => ({ data: page.data.slice(1) }))]) {
    expect(told.changes.find((change: any) => change.field === 'company')).toMatchObject({ to: company.id, fromText: null, toText: null })
  }
  expect((await log({ actor: budi.member!, object: 'contact' })).data.map((event: any) => event.record)).toEqual([contact.id])
  expect((await log({ way: 'person', object: 'contact' })).data).toHaveLength(1)
  // what changes the workspace itself is in it too, for administrators
  const { data: members } = await log({ object: '_member', record: budi.member! })
  expect(members.length).toBeGreaterThan(0)
  await w.admin.patch(`/members/${budi.member}`, { role: 'sales' })
  const [promoted] = (await log({ object: '_member', record: budi.member! })).data
  expect([promoted.title, promoted.changes]).toEqual(['Budi', [expect.objectContaining({ field: 'role', from: 'manager', to: 'sales', toText: expect.stringMatching(/Penjualan|Sales/) })]])
  await w.admin.patch(`/members/${budi.member}`, { role: 'manager' })
  expect((await budi.send('GET', '/events?object=_member')).body.errors).toMatchObject([{ path: 'object', code: 'object.unknown' }])
  expect((await log({ limit: 200 }, budi)).data.every((event: any) => !event.object.startsWith('_'))).toBe(true)
})

test('one row for each write to a field, naming who and by which way: a person, a key, an import, a bulk change, a workflow', async () => {
  const budi = await w.person('manager', { name: 'Budi Riwayat' })
  const contact = await budi.create('contact', { firstName: 'Riwayat', externalId: 'H-1', occupation: 'satu' })
  const { id: workflow } = await w.admin.post('/workflows', {
    name: 'Naik', object: 'contact', enabled: true, trigger: { type: 'record', on: ['updated'], changed: ['occupation'] }, condition: { occupation: { eq: 'lima' } },
    steps: [{ id: 'set', type: 'updateRecord', data: { occupation: 'enam' } }],
  })
  await w.admin.update('contact', contact.id, { occupation: 'dua' })
  expect((await importFile(budi, { object: 'contact', mode: 'upsert', matchOn: ['externalId'], mapping: { Nomor: 'externalId', Kerja: 'occupation' } }, 'Nomor,Kerja\nH-1,tiga\n')).status).toBe('completed')
  await budi.post('/records/contact/bulk', { ids: [contact.id], change: { set: { occupation: 'empat' } } })
  await w.settle()
  await budi.update('contact', contact.id, { occupation: 'lima' })
  await w.settle()
  const { data } = await log({ record: contact.id, object: 'contact', field: 'occupation' })
  const told = data.map(({ way, actor, changes }: any) => [way, actor?.name, ...changes.filter((change: any) => change.field === 'occupation').map((change: any) => `${change.from ?? ''} ${change.to}`)])
  const ofKey = told[4][1]
  expect(told).toEqual([
    ['workflow', 'Naik', 'lima enam'], ['person', 'Budi Riwayat', 'empat lima'], ['bulk', 'Budi Riwayat', 'tiga empat'], ['import', 'Budi Riwayat', 'dua tiga'], ['api', ofKey, 'satu dua'], ['person', 'Budi Riwayat', ' satu'],
  ])
  expect([ofKey !== 'Budi Riwayat', data[0].cause.workflow]).toEqual([true, workflow])
})

test('goes page by page through all of it once, and by time', async () => {
  const all: string[] = []
  for (let after = ''; ;) {
    const { data, page } = await log({ limit: 3, ...after && { after } })
    all.push(...data.map((event: any) => event.id))
    if (page.next === null) break
    after = page.next
  }
  expect(new Set(all).size).toBe(all.length)
  expect(all.length).toBe(Number((await w.app.database.query<{ count: string }>(sql`select count(*) from ${identifier(w.schema, '_event')}`))[0].count))
  expect((await log({ from: '2100-01-01T00:00:00Z' })).data).toEqual([])
  expect((await log({ to: '2000-01-01T00:00:00+07:00' })).data).toEqual([])
  for (const query of ['after=x', 'from=x', 'from=0000-01-01T00:00:00Z', 'actor=x', 'way=x', 'object=nope', 'object=contact&field=nope', 'limit=0', 'object=%00']) {
    expect((await w.admin.send('GET', `/events?${query}`)).status, query).toBeLessThan(500)
    expect((await w.admin.send('GET', `/events?${query}`)).status, query).toBeGreaterThanOrEqual(400)
  }
})

test('shows others the rows and the fields that they may read, and no hidden one by asking for it', async () => {
  await w.admin.post('/roles', { name: 'narrow', label: { en: 'Narrow' }, objects: { contact: { read: 'own', create: true, update: 'own', fields: { occupation: 'hidden' } } } })
  const caller = await w.key('narrow')
  const own = await caller.create('contact', { firstName: 'Milik' })
  const other = await w.admin.create('contact', { firstName: 'Asing' })
  await w.admin.update('contact', own.id, { occupation: 'Rahasia' })
  await w.admin.update('contact', own.id, { occupation: 'Rahasia lagi', hobbies: ['catur'] })
  const { data } = await log({ object: 'contact' }, caller)
  expect(data.map((event: any) => [event.record, event.changes.some((change: any) => change.field === 'hobbies')])).toEqual([[own.id, true], [own.id, false]])
  expect(JSON.stringify(data)).not.toContain('Rahasia')
  expect((await log({ record: other.id }, caller)).data).toEqual([])
  expect((await caller.send('GET', '/events?object=contact&field=occupation')).body.errors).toMatchObject([{ path: 'field', code: 'field.unknown' }])
  const nothing = { data: [], page: { next: null } }
  expect(await log({ field: 'occupation', limit: 1 }, caller)).toEqual(nothing)
  await w.admin.update('contact', other.id, { occupation: 'Dua' })
  expect(await log({ record: other.id, limit: 1 }, caller)).toEqual(nothing)
  // nor is it told by whether a page goes on, asked by person, way and time
  const [{ actor }] = (await log({ record: other.id })).data
  expect(await log({ actor: actor.id, object: 'contact', way: 'api', from: '2000-01-01T00:00:00Z', limit: 1 }, caller)).toMatchObject({ data: [{ record: own.id }], page: { next: null } })
  await w.admin.post(`/records/contact/${own.id}/reveal`, { fields: ['occupation'], reason: 'Pengecekan' })
  expect((await log({ record: own.id, limit: 3 })).data.map((event: any) => event.kind)).toEqual(['revealed', 'updated', 'updated'])
  for (const path of [`/events?record=${own.id}&limit=2`, `/records/contact/${own.id}/timeline?types=change&limit=2`]) {
    const { data: told, page } = await caller.get(path)
    expect([told.map((event: any) => event.kind), page.next], path).toEqual([['updated', 'created'], null])
  }
  // a shared row has its story, and without the rule none
  const rule = await w.admin.post('/sharing-rules', { object: 'contact', label: { en: 'Shared' }, filter: { firstName: { eq: 'Asing' } }, to: { role: 'narrow' }, access: 'read' })
  expect((await log({ record: other.id }, caller)).data.map((event: any) => event.kind)).toEqual(['created'])
  await w.admin.delete(`/sharing-rules/${rule.id}`)
  expect(await log({ record: other.id, limit: 1 }, caller)).toEqual(nothing)
  expect((await caller.send('GET', '/events?object=deal')).body.errors).toMatchObject([{ path: 'object', code: 'object.unknown' }])
})

test('the reason of a change of what is written once is told to who may know that field', async () => {
  await w.admin.post('/objects/contact/fields', { name: 'serial', type: 'text', writeOnce: true, label: { en: 'Serial' } })
  const { id } = await w.admin.create('contact', { firstName: 'Sekali', serial: 'S-1' })
  await w.admin.patch(`/records/contact/${id}?overrideReason=Salah%20ketik`, { serial: 'S-2', hobbies: ['catur'] })
  const rights = (fields: object) => ({ name: `see ${Object.keys(fields).length}`.replace(' ', ''), label: { en: 'See' }, objects: { contact: { read: 'all', fields } } })
  const reasons = async (fields: object) => {
    const { name } = await w.admin.post('/roles', rights(fields))
    const client = await w.key(name)
    return [(await client.get(`/records/contact/${id}/timeline?types=change`)).data[0], (await log({ record: id }, client)).data[0]].map(entry => [entry.cause?.reason ?? null, entry.changes.some((change: any) => change.field === 'hobbies')])
  }
  expect(await reasons({})).toEqual([['Salah ketik', true], ['Salah ketik', true]])
  expect(await reasons({ serial: 'hidden' })).toEqual([[null, true], [null, true]])
})

test('is only ever added to, also by SQL, in every partition; the months still take their rows over', async () => {
  const table = identifier(w.schema, '_event')
  const before = await w.app.database.query(sql`select count(*) from ${table}`)
  await ensurePartitions(w.app.database, w.schema, new Date('2031-05-01T00:00:00Z'))
  const parts = await w.app.database.query<{ name: string }>(sql`select inhrelid::regclass::text as name from pg_inherits where inhparent = ${`${w.schema}._event`}::regclass`)
  expect(parts.length).toBeGreaterThan(3)
  for (const name of ['_event', ...parts.map(part => part.name.split('.').at(-1)!)]) {
    const each = identifier(w.schema, name)
    await expect(w.app.database.query(sql`truncate ${each}`)).rejects.toThrow('only ever added to')
    const [{ count }] = await w.app.database.query<{ count: string }>(sql`select count(*) from ${each}`)
    if (count === '0') continue
    await expect(w.app.database.query(sql`delete from ${each}`)).rejects.toThrow('only ever added to')
    await expect(w.app.database.query(sql`update ${each} set way = 'person'`)).rejects.toThrow('only ever added to')
  }
  expect(await w.app.database.query(sql`select count(*) from ${table}`)).toEqual(before)
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) expect((await w.admin.send(method, '/events', {})).status).toBeGreaterThanOrEqual(400)
})
