// Bulk changes through the front door: the set is fixed at the start, rights hold for each row, one batch to cancel and undo.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const rest = () => new Promise(done => setTimeout(done, 15))

async function until(client: Client, id: string, holds: (status: any) => boolean): Promise<any> {
  for (;;) {
    const status = await client.get(`/bulk/${id}`)
    if (holds(status)) return status
    await rest()
  }
}

async function bulk(client: Client, object: string, body: object): Promise<any> {
  const { id } = await client.post(`/records/${object}/bulk`, body)
  return until(client, id, status => status.status !== 'running')
}

async function undone(client: Client, id: string): Promise<any> {
  expect((await client.send('POST', `/bulk/${id}/undo`)).status).toBe(202)
  return (await until(client, id, ({ undo }) => undo.status !== 'running')).undo
}

async function make(lastName: string, count: number, more: (at: number) => object = () => ({})): Promise<string[]> {
  const ids: string[] = []
  for (let at = 0; at < count; at += 1000) {
    const operations = Array.from({ length: Math.min(1000, count - at) }, (_, each) => ({ op: 'create', data: { firstName: `N${at + each}`, lastName, ...more(at + each) } }))
    ids.push(...(await w.admin.post('/records/contact/batch', { operations })).results.map((each: any) => each.record.id))
  }
  return ids
}

const countOf = async (filter: object) => (await w.admin.list('contact', { filter, count: 'true', limit: 1 })).total

test('PLT-34: Updating 5,000 rows shows progress, can be cancelled, and is one undoable batch', async () => {
  const ids = await make('Ribuan', 5000, at => ({ occupation: at % 2 ? 'Guru' : 'Dokter' }))
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  // another writer holds one record, so that the change stands still in the middle for us to look at
  await holder.query('begin')
  await holder.query(`select from ${w.schema}.contact where id = $1 for update`, [ids[2750]])
  const { id } = await w.admin.post('/records/contact/bulk', { ids, change: { set: { occupation: 'Petani' }, addTags: ['massal'] } })
  const half = await until(w.admin, id, status => status.done === 2000)
  expect(half).toMatchObject({ status: 'running', total: 5000, done: 2000, changed: 2000, failed: 0 })
  expect((await w.admin.send('POST', `/bulk/${id}/undo`)).body.code).toBe('bulk.running')
  const cancelling = w.admin.post(`/bulk/${id}/cancel`)
  await until(w.admin, id, () => true)
  await holder.query('commit')
  await holder.end()
  const { done } = await cancelling
  const stopped = await w.admin.get(`/bulk/${id}`)
  expect(stopped).toMatchObject({ status: 'cancelled', done, changed: done })
  expect(done).toBeLessThan(5000)
  await w.settle()
  expect(await countOf({ occupation: { eq: 'Petani' }, tags: { hasAny: ['massal'] } })).toBe(done)
  expect((await w.admin.send('POST', `/bulk/${id}/cancel`)).body.code).toBe('bulk.ended')
  expect(await undone(w.admin, id)).toMatchObject({ status: 'completed', undone: done, kept: 0 })
  expect(await countOf({ lastName: { eq: 'Ribuan' }, occupation: { eq: 'Guru' } })).toBe(2500)
  expect(await countOf({ lastName: { eq: 'Ribuan' }, occupation: { eq: 'Dokter' } })).toBe(2500)
  expect(await countOf({ tags: { hasAny: ['massal'] } })).toBe(0)
}, 60_000)

test('a filter that the change falsifies still reaches every row, and no row that comes to match later', async () => {
  await make('Kota', 1200, () => ({ occupation: 'Lama' }))
  const status = await bulk(w.admin, 'contact', { filter: { lastName: { eq: 'Kota' }, occupation: { eq: 'Lama' } }, change: { set: { occupation: 'Baru', lastName: 'Desa' } } })
  expect(status).toMatchObject({ status: 'completed', total: 1200, done: 1200, changed: 1200, unchanged: 0, skipped: 0, failed: 0 })
  const again = await bulk(w.admin, 'contact', { filter: { lastName: { eq: 'Desa' } }, change: { set: { occupation: 'Baru' } } })
  expect(again).toMatchObject({ changed: 0, unchanged: 1200 })
  const [one] = (await w.admin.list('contact', { filter: { lastName: { eq: 'Desa' } }, limit: 1 })).data
  const { data } = await w.admin.get(`/records/contact/${one.id}/timeline`)
  expect(data[0]).toMatchObject({ kind: 'updated', way: 'bulk', cause: { bulk: status.id }, version: 2 })
  expect(data.filter((entry: any) => entry.kind === 'updated')).toHaveLength(1)
})

test('rows that she may not change are skipped, hidden and read-only fields are refused at once', async () => {
  await w.admin.post('/roles', { name: 'ownOnly', label: { en: 'Own' }, objects: { contact: { read: 'all', create: true, update: 'own', delete: 'none', fields: { occupation: 'hidden', jobTitle: 'read' } } } })
  const mine = await w.key('ownOnly')
  await make('Hak', 3)
  for (const firstName of ['A', 'B']) await mine.create('contact', { firstName, lastName: 'Hak' })
  const status = await bulk(mine, 'contact', { filter: { lastName: { eq: 'Hak' } }, change: { set: { firstName: 'Milik' } } })
  expect(status).toMatchObject({ total: 5, changed: 2, skipped: 3, failed: 0 })
  expect(await countOf({ lastName: { eq: 'Hak' }, firstName: { eq: 'Milik' } })).toBe(2)
  const refused = async (change: object, filter: object = {}) => (await mine.send('POST', '/records/contact/bulk', { filter, change }))
  expect(await refused({ set: { occupation: 'X' } })).toMatchObject({ status: 422, body: { errors: [{ path: 'change.set.occupation', code: 'field.unknown' }] } })
  expect(await refused({ set: { jobTitle: 'X' } })).toMatchObject({ status: 403, body: { code: 'field.readOnly' } })
  expect(await refused({ delete: true })).toMatchObject({ status: 403 })
  expect(await refused({ set: { firstName: 'X' } }, { occupation: { eq: 'Guru' } })).toMatchObject({ status: 422 })
  expect((await w.key('ownOnly').then(other => other.send('GET', `/bulk/${status.id}`))).status).toBe(404)
  expect((await mine.get('/bulk')).data.map((each: any) => each.id)).toEqual([status.id])
  expect((await w.admin.get('/bulk?limit=1')).data[0].id).toBe(status.id)
})

test('a permission taken away meanwhile stops it', async () => {
  await w.admin.post('/roles', { name: 'shortly', label: { en: 'Shortly' }, objects: { contact: { read: 'all', create: true, update: 'all', delete: 'none' } } })
  const editor = await w.key('shortly')
  const ids = await make('Sebentar', 3000)
  const holder = new pg.Client({ connectionString: w.databaseUrl })
  await holder.connect()
  await holder.query('begin')
  await holder.query(`select from ${w.schema}.contact where id = $1 for update`, [ids[1500]])
  const { id } = await editor.post('/records/contact/bulk', { ids, change: { set: { occupation: 'X' } } })
  await until(editor, id, ({ done }) => done === 1000)
  await w.admin.patch('/roles/shortly', { objects: { contact: { read: 'all', create: true, update: 'none', delete: 'none' } } })
  await holder.query('commit')
  await holder.end()
  const status = await until(editor, id, each => each.status !== 'running')
  expect(status).toMatchObject({ status: 'failed', error: { code: 'permission.denied' } })
  expect(status.done).toBeLessThan(3000)
})

test('values that one row refuses are listed with its reason, the others are written', async () => {
  const ids = await make('Satu', 4)
  await w.admin.patch(`/records/contact/${ids[1]}`, { customerType: 'b2c' })
  const company = await w.admin.create('company', { name: 'PT Satu' })
  await w.admin.update('contact', ids[0], { company: company.id })
  const status = await bulk(w.admin, 'contact', { ids: [...ids, ids[0], '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a'], change: { set: { customerType: 'b2b' } } })
  expect(status).toMatchObject({ status: 'completed', total: 5, changed: 1, failed: 3, skipped: 1 })
  const first = await w.admin.get(`/bulk/${status.id}/errors?limit=2`)
  const second = await w.admin.get(`/bulk/${status.id}/errors?limit=2&after=${first.page.next}`)
  expect([...first.data, ...second.data].map(each => each.record).sort()).toEqual(ids.slice(1).sort())
  expect(first.data[0].errors[0]).toMatchObject({ path: 'company', code: 'b2b.company' })
})

test('undoing leaves what was changed since, restores the deleted, and has its 30 days', async () => {
  const ids = await make('Sejak', 3, () => ({ tags: ['lama'] }))
  const edited = await bulk(w.admin, 'contact', { ids, change: { addTags: ['baru'], removeTags: ['lama'], set: { occupation: 'Guru' } } })
  await w.admin.update('contact', ids[0], { occupation: 'Dokter' })
  await w.admin.update('contact', ids[1], { jobTitle: 'Kepala' })
  expect(await undone(w.admin, edited.id)).toMatchObject({ undone: 2, kept: 1 })
  expect((await w.admin.get(`/bulk/${edited.id}/kept`)).data).toMatchObject([{ record: ids[0], errors: [{ code: 'bulk.changedSince' }] }])
  expect(await w.admin.read('contact', ids[0])).toMatchObject({ occupation: 'Dokter', tags: ['baru'] })
  expect(await w.admin.read('contact', ids[1])).toMatchObject({ occupation: null, tags: ['lama'], jobTitle: 'Kepala' })
  const deleted = await bulk(w.admin, 'contact', { ids, change: { delete: true } })
  expect(deleted).toMatchObject({ changed: 3 })
  expect(await countOf({ lastName: { eq: 'Sejak' } })).toBe(0)
  await w.admin.post(`/records/contact/${ids[2]}/restore`)
  await w.admin.remove('contact', ids[2])
  expect(await undone(w.admin, deleted.id)).toMatchObject({ undone: 2, kept: 1 })
  expect(await countOf({ lastName: { eq: 'Sejak' } })).toBe(2)
  expect(await undone(w.admin, deleted.id)).toMatchObject({ undone: 2 })
})

test('what is asked wrongly is refused at once', async () => {
  await make('Salah', 2)
  const send = async (body: object, object = 'contact') => w.admin.send('POST', `/records/${object}/bulk`, body)
  const change = { set: { occupation: 'X' } }
  for (const body of [{ change }, { ids: [], change }, { ids: ['x'], change }, { filter: {}, ids: ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a'], change }, { filter: {}, change: {} }, { filter: {}, change: { set: {} } },
    { filter: {}, change: { delete: true, set: { occupation: 'X' } } }, { filter: { nowhere: { eq: 1 } }, change }, { filter: {}, change: { set: { email: 'no' } } }, { filter: {}, change: { set: { id: 'x' } } },
    { filter: {}, change: { set: { company: '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a' } } }, { filter: {}, change: { set: { tags: ['a'] }, addTags: ['b'] } }, { filter: {}, change: { addTags: ['a\u0000'] } }, { filter: {}, change: { set: { __proto__: 1, constructor: 1 } } }]) {
    const { status } = await send(body)
    expect(status, JSON.stringify(body)).toBeGreaterThanOrEqual(400)
    expect(status, JSON.stringify(body)).toBeLessThan(500)
  }
  expect(await send({ filter: {}, change: { set: { name: null } } }, 'company')).toMatchObject({ status: 422, body: { errors: [{ path: 'change.set.name', code: 'value.required' }] } })
  const { id } = await bulk(w.admin, 'contact', { filter: {}, change })
  await w.setClock(new Date(Date.now() + 31 * 86_400_000).toISOString())
  expect((await w.admin.send('POST', `/bulk/${id}/undo`)).body.code).toBe('bulk.expired')
  expect((await send({ filter: {}, change }, 'nowhere')).status).toBe(404)
  expect(await send({ filter: {}, change: { set: { externalId: 'twice' } } })).toMatchObject({ status: 409, body: { code: 'conflict.unique' } })
})

