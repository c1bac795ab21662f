// Search across objects, through HTTP: what is found, by whom, and where it matched.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { sql } from '../database/sql.ts'

let w: TestWorkspace
beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const find = async (q: string, client: Client = w.admin, more = '') => (await client.get(`/search?q=${encodeURIComponent(q)}${more}`)).data
const names = async (q: string, client?: Client) => (await find(q, client)).map((hit: { title: string }) => hit.title)

test('a contact with name and phone is found and opens', async () => {
  const contact = await w.admin.create('contact', { firstName: 'Wulandari', lastName: 'Kusuma', phone: '0812-3456-7001' })
  await w.settle()
  const [hit] = await find('wulan kus')
  expect(hit).toMatchObject({ object: 'contact', id: contact.id, title: 'Wulandari Kusuma' })
  expect((await w.admin.read('contact', hit.id)).phone).toBe('+6281234567001')
})

test('a phone is found in any spelling, also by its beginning', async () => {
  await w.admin.create('contact', { firstName: 'Telepon', phone: '+62 813-9988-7766' })
  await w.admin.create('contact', { firstName: 'Abroad', phone: '+1 212 555 2368' })
  await w.settle()
  for (const spelling of ['0813 9988 7766', '6281399887766', '+62 813-9988-7766', '81399887766', '(0813) 99887766', '0813998', '62813998']) {
    expect(await names(spelling)).toEqual(['Telepon'])
  }
  expect(await names('+1 (212) 555-2368')).toEqual(['Abroad'])
  expect(await names('telepon 81399')).toEqual(['Telepon'])
})

test('words are found by their beginnings, in any order and whatever stands between them', async () => {
  await w.admin.create('company', { name: 'PT Maju-Jaya (Persero) Tbk.', email: 'halo@maju-jaya.co.id' })
  await w.settle()
  for (const q of ['maju jaya', 'JAYA MAJU', 'maju-jaya', 'pers maj', 'halo@maju-jaya.co.id', "maju'); drop table"]) {
    expect(await names(q)).toEqual(q.includes('drop') ? [] : ['PT Maju-Jaya (Persero) Tbk.'])
  }
  await w.admin.create('company', { name: 'Café “Élan” – Ñusa\u00a0Dua' })
  await w.admin.create('note', { body: `${'z'.repeat(30_000)} ujung ${'y'.repeat(150)} ${'panjang '.repeat(2000)}` })
  await w.settle()
  for (const q of ['café', 'élan', 'ÉLAN ñusa', 'dua']) expect(await names(q)).toEqual(['Café “Élan” – Ñusa\u00a0Dua'])
  for (const q of ['ujung', 'y'.repeat(90), 'y'.repeat(150)]) expect(await find(q)).toHaveLength(1)
  const [hit] = await find('pers')
  expect(hit.highlights).toEqual([{ field: 'name', text: 'PT Maju-Jaya (Persero) Tbk.', ranges: [[14, 18]] }])
})

test('what is changed, deleted or restored is found as it is now', async () => {
  const company = await w.admin.create('company', { name: 'Sebelum' })
  await w.settle()
  await w.admin.update('company', company.id, { name: 'Sesudah' })
  await w.settle()
  expect(await names('sebelum')).toEqual([])
  expect(await names('sesudah')).toEqual(['Sesudah'])
  await w.admin.remove('company', company.id)
  await w.settle()
  expect(await names('sesudah')).toEqual([])
  const [{ rows }] = await w.app.database.query(sql`select count(*)::int as rows from ws_test._search where record = ${company.id}`)
  expect(rows).toBe(0)
  await w.admin.post(`/records/company/${company.id}/restore`)
  await w.settle()
  expect(await names('sesudah')).toEqual(['Sesudah'])
})

test('a member finds what she owns or her team does, and never by a field that is hidden from her', async () => {
  await w.admin.post('/roles', { name: 'narrow', label: { en: 'Narrow' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: false, fields: { occupation: 'hidden' } }, company: { read: 'none', create: false, update: 'none', delete: false, fields: {} } } })
  const narrow = await w.key('narrow')
  const mine = await narrow.create('contact', { firstName: 'Rahasia', lastName: 'Sendiri' })
  await w.admin.create('contact', { firstName: 'Rahasia', lastName: 'Lain' })
  await w.admin.update('contact', mine.id, { occupation: 'Pilot' })
  await w.admin.create('company', { name: 'Rahasia Perusahaan' })
  await w.settle()
  expect((await names('rahasia')).sort()).toEqual(['Rahasia Lain', 'Rahasia Perusahaan', 'Rahasia Sendiri'])
  expect(await names('rahasia', narrow)).toEqual(['Rahasia Sendiri'])
  expect(await names('pilot')).toEqual(['Rahasia Sendiri'])
  expect(await names('pilot', narrow)).toEqual([])
  expect(await names('rahasia pilot', narrow)).toEqual([])
  const refused = await narrow.send('GET', '/search?q=rahasia&objects=company')
  expect(refused.status).toBe(422)
  expect(refused.body.errors[0].code).toBe('object.unknown')
})

test('the title that is asked for comes first; objects and limit narrow the answer', async () => {
  await w.admin.create('contact', { firstName: 'Lintang', lastName: 'Pertiwi' })
  await w.admin.create('company', { name: 'Lintang' })
  await w.admin.create('deal', { name: 'Kontrak untuk Lintang' })
  await w.settle()
  expect((await names('lintang'))[0]).toBe('Lintang')
  expect((await find('lintang', w.admin, '&objects=deal')).map((hit: { object: string }) => hit.object)).toEqual(['deal'])
  expect(await find('lintang', w.admin, '&limit=2')).toHaveLength(2)
})

test('whatever is asked, the answer is no failure', async () => {
  for (const q of ['', ' ', '\'', '"&|!<->:*()', '\u0000', '\ud800', '👍', '%', '\\', 'a:b & !c', 'x'.repeat(500), '+', '+999', '0', '000000', '١٢٣٤', 'ı İ ß', 'e\u0301'.repeat(40)]) {
    const { status, body } = await w.admin.send('GET', `/search?q=${encodeURIComponent(q.toWellFormed())}`)
    expect([status, Array.isArray(body.data)]).toEqual([200, true])
  }
  expect((await w.admin.send('GET', '/search')).status).toBe(422)
  expect((await w.admin.send('GET', `/search?q=${'x'.repeat(501)}`)).status).toBe(422)
  expect((await w.admin.send('GET', '/search?q=a&limit=0')).status).toBe(422)
})
