// Sensitive values: masked on every path for roles that mask them, shown by a request that is kept.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let masked: Client
let id: string

const secrets = { phone: '+6281234567889', email: 'budi.rahasia@rahasia.id', street: 'Jalan Rahasia 7', nik: '3174016508900001' }
const values = { firstName: 'Budi', phone: secrets.phone, email: secrets.email, mailingAddress: { street: secrets.street, city: 'Bogor' }, nik: secrets.nik }
const parts = [secrets.phone, '81234567889', 'budi.rahasia', secrets.street, secrets.nik]
const tells = (answer: unknown) => parts.filter(part => JSON.stringify(answer).includes(part))

beforeAll(async () => {
  w = await testWorkspace()
  for (const name of ['phone', 'email', 'mailingAddress']) await w.admin.patch(`/objects/contact/fields/${name}`, { sensitive: true })
  await w.admin.post('/objects/contact/fields', { name: 'nik', type: 'text', format: 'nik', label: { en: 'NIK' } })
  await w.admin.post('/objects/contact/fields', { name: 'reach', type: 'formula', formula: 'phone', label: { en: 'Reach' } })
  await w.admin.post('/roles', { name: 'careful', label: { en: 'Careful' }, others: { read: 'all', create: true, update: 'all', delete: 'all' } })
  masked = await w.key('careful')
  ;({ id } = await w.admin.create('contact', values))
  await w.admin.create('deal', { name: 'Jam', contact: id })
  await w.admin.update('contact', id, { phone: '+6281234567800' })
  await w.admin.update('contact', id, { phone: secrets.phone })
  await w.settle()
})
afterAll(() => w.close())

test('every way of reading a record shows masks', async () => {
  const record = await masked.read('contact', id)
  expect(record).toMatchObject({ firstName: 'Budi', phone: '+62 812•••••89', email: 'b•••@rahasia.id', mailingAddress: '••••', nik: '••••' })
  expect(record).not.toHaveProperty('reach')
  const answers = [
    record, await masked.get('/records/contact'), await masked.list('contact', { fields: ['phone', 'nik'] }), await masked.get('/records/deal?expand=contact'),
    await masked.get(`/records/contact/${id}/timeline`), await masked.get('/search?q=Budi'), await masked.get('/search?q=rahasia'), await masked.get('/search?q=081234567889'),
    await masked.update('contact', id, { occupation: 'Dokter' }), await masked.get(`/objects/contact`),
    await masked.post('/records/contact/batch', { operations: [{ op: 'update', id, data: { occupation: 'Guru' } }] }),
  ]
  for (const answer of answers) expect(tells(answer)).toEqual([])
  expect((await w.admin.read('contact', id)).phone).toBe(secrets.phone)
})

test('an export holds masks', async () => {
  const { id: made } = await masked.post('/exports', { object: 'contact', format: 'csv' })
  await w.settle()
  const text = (await masked.bytes(`/exports/${made}/file`)).toString()
  expect([text.includes('Budi'), text.includes('•••'), tells(text)]).toEqual([true, true, []])
})

test('a caller is looked up by her whole number; no part of it can be asked for, nor its order', async () => {
  const find = (filter: object) => masked.send('POST', '/records/contact/query', { filter })
  expect((await find({ phone: { eq: '0812 3456 7889' } })).body.data).toHaveLength(1)
  expect((await find({ nik: { in: [secrets.nik] } })).body.data).toHaveLength(1)
  expect((await find({ phone: { empty: false } })).status).toBe(200)
  for (const filter of [{ phone: { contains: '812' } }, { phone: { startsWith: '+62' } }, { email: { contains: 'a' } }, { mailingAddress: { city: { eq: 'Bogor' } } }, { nik: { gt: '3' } }, { reach: { eq: secrets.phone } }]) expect((await find(filter)).status).toBe(422)
  for (const path of ['/records/contact?sort=phone', '/records/contact/aggregate?groupBy=phone', '/records/contact/aggregate?measure=countDistinct:email', '/records/contact?sort=reach']) expect((await masked.send('GET', path)).status).toBe(422)
})

test('an upsert and an import match by the whole number, and tell no other thing of it', async () => {
  const before = await w.admin.read('contact', id)
  const { results } = await masked.post('/records/contact/upsert', { matchOn: ['phone'], records: [{ phone: '0812 3456 7889', occupation: 'Penulis' }] })
  expect([results[0].status, results[0].record.id, tells(results)]).toEqual(['updated', id, []])
  expect(await importFile(masked, { object: 'contact', mode: 'upsert', matchOn: ['phone'], mapping: { Telepon: 'phone', Kerja: 'occupation' } }, 'Telepon,Kerja\n0812-3456-7889,Pelukis\n')).toMatchObject({ updated: 1, created: 0, failed: 0 })
  expect((await masked.send('POST', '/records/contact/upsert', { matchOn: ['mailingAddress'], records: [{}] })).status).toBe(422)
  await w.admin.update('contact', id, { occupation: before.occupation })
})

test('a mask that is sent back changes nothing, and never becomes a value', async () => {
  const shown = await masked.read('contact', id)
  await masked.update('contact', id, { phone: shown.phone, email: shown.email, mailingAddress: shown.mailingAddress, occupation: 'Perawat' })
  expect(await w.admin.read('contact', id)).toMatchObject({ phone: secrets.phone, email: secrets.email, occupation: 'Perawat', mailingAddress: { street: secrets.street } })
  const refused = await masked.send('PATCH', `/records/contact/${id}`, { phone: '+62 812•••••90' })
  expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'field.masked'])
  expect((await masked.send('POST', '/records/contact', { firstName: 'Ani', nik: '••••' })).status).toBe(422)
  expect(await masked.create('contact', { firstName: 'Ani', phone: '0813 1111 2222' })).toMatchObject({ phone: '+62 813•••••22' })
  expect(await importFile(masked, { object: 'contact' }, 'firstName,phone\r\nCici,081322223333\r\n')).toMatchObject({ created: 1 })
})

test('SEC-15: masking of phone and address with reveal log', async () => {
  expect(await masked.read('contact', id)).toMatchObject({ phone: '+62 812•••••89', mailingAddress: '••••' })
  const { values: shown } = await masked.post(`/records/contact/${id}/reveal`, { fields: ['phone', 'mailingAddress'], reason: 'Pengiriman' })
  expect(shown).toMatchObject({ phone: secrets.phone, mailingAddress: { street: secrets.street } })
  const of = async (client: Client) => (await client.get(`/records/contact/${id}/timeline`)).data.filter((entry: any) => entry.kind === 'revealed')
  expect(await of(w.admin)).toMatchObject([{ revealed: { fields: ['phone', 'mailingAddress'], reason: 'Pengiriman' }, actor: { kind: 'key' } }])
  expect(await of(masked)).toEqual([])
  const log = async (client: Client) => (await client.get(`/events?record=${id}`)).data.filter((entry: any) => entry.kind === 'revealed')
  expect([(await log(w.admin)).length, (await log(masked)).length, tells(await masked.get(`/events?record=${id}`))]).toEqual([1, 0, []])
})

test('a view that others made by a part of what is masked, or in its order, tells nothing of it and stands in no other\'s way', async () => {
  await w.admin.post('/objects', { name: 'card', label: { en: 'Card' }, title: 'number', fields: [{ name: 'number', type: 'text', label: { en: 'Number' }, sensitive: true }] })
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit' }, title: 'name', fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'card', type: 'relation', to: 'card', label: { en: 'Card' } }] })
  await w.admin.create('visit', { name: 'Satu', card: (await w.admin.create('card', { number: 'RAHASIA-7' })).id })
  const view = (more: object) => w.admin.post('/views', { object: 'visit', label: { en: 'V' }, visibility: 'everyone', ...more })
  const part = await view({ filter: { card: { number: { startsWith: 'RAHASIA' } } } })
  const [whole, ordered] = [await view({ filter: { card: { number: { eq: 'RAHASIA-7' } } } }), await view({ sort: '-card,name' })]
  const { data } = await masked.get('/views?object=visit')
  expect(data.map((each: any) => [each.id, each.sort])).toEqual([[whole.id, null], [ordered.id, 'name']])
  expect((await masked.send('GET', `/views/${part.id}`)).status).toBe(404)
  expect((await masked.get('/views/counts?object=visit')).data).toEqual([null, whole.id, ordered.id].map(each => ({ view: each, count: 1 })))
  expect((await w.admin.get('/views?object=visit')).data.map((each: any) => each.sort)).toEqual([null, null, '-card,name'])
})

test('what is hidden or not there is not revealed', async () => {
  const ask = (client: Client, fields: string[], record = id) => client.send('POST', `/records/contact/${record}/reveal`, { fields })
  expect((await ask(masked, ['nope'])).status).toBe(422)
  expect((await ask(masked, ['reach'])).status).toBe(422)
  expect((await ask(masked, [])).status).toBe(422)
  expect((await ask(masked, ['phone'], '01890000-0000-7000-8000-000000000000')).status).toBe(404)
  await w.admin.post('/roles', { name: 'shut', label: { en: 'Shut' }, others: { read: 'own' }, objects: { contact: { read: 'all', fields: { nik: 'hidden' } } } })
  const shut = await w.key('shut')
  expect((await ask(shut, ['nik'])).status).toBe(422)
  expect(await shut.read('contact', id)).not.toHaveProperty('nik')
  expect(JSON.stringify(await shut.get('/objects/contact'))).not.toContain('"nik"')
})

test('LOC-12: NIK masked; NPWP checked', async () => {
  await w.admin.post('/objects/company/fields', { name: 'npwp', type: 'text', format: 'npwp', label: { en: 'NPWP' } })
  expect((await masked.read('contact', id)).nik).toBe('••••')
  expect((await w.admin.send('POST', '/records/company', { name: 'PT Salah', npwp: '01.312.167.0-091.000' })).body.errors[0]).toMatchObject({ path: 'npwp', code: 'npwp.invalid' })
  expect((await w.admin.create('company', { name: 'PT Benar', npwp: '01.312.166.0-091.000' })).npwp).toBe('013121660091000')
})

test('a role made before says nothing and shows; one made now masks, until told otherwise', async () => {
  const sales = await w.key('manager')
  expect((await sales.read('contact', id)).phone).toBe(secrets.phone)
  expect((await w.admin.get('/roles/careful')).others.sensitive).toBe('masked')
  await w.admin.patch('/roles/careful', { others: { sensitive: 'shown' } })
  expect((await masked.read('contact', id)).phone).toBe(secrets.phone)
  await w.admin.patch('/roles/careful', { others: { sensitive: 'masked' } })
  expect((await masked.read('contact', id)).phone).toBe('+62 812•••••89')
})
