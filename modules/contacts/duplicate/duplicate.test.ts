// Duplicates through the front door: while typing, of a record, and the nightly list.
import { expect, test } from 'vitest'
import { importFile } from '../../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'
import { LIKE, nameLikeness } from './likeness.ts'

test('names are alike whatever order, legal form or small slip; others are not', () => {
  for (const [one, other] of [['Budi Santoso', 'santoso budi'], ['PT Maju Jaya Tbk', 'Maju Jaya, PT'], ['Budi Santoso', 'Budi Santosa'], ['Siti Nurhaliza', 'Siti Nurhalizah']]) expect(nameLikeness(one, other), `${one} ${other}`).toBeGreaterThanOrEqual(LIKE)
  for (const [one, other] of [['Budi Santoso', 'Budi Hartono'], ['Budi', 'Rudi Hartono'], ['PT', 'CV'], ['', 'Budi']]) expect(nameLikeness(one, other), `${one} ${other}`).toBeLessThan(LIKE)
})

const typing = async (client: TestWorkspace['admin'], values: object, object = 'contact') => (await client.post(`/records/${object}/duplicates`, { values })).data

test('while typing: the same phone in another spelling, the email in another case, a like name in the same company', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju Jaya' })
  const budi = await w.admin.create('contact', { firstName: 'Budi', lastName: 'Santoso', company: company.id, phone: '0812-3456-7890', email: 'Budi@Example.com' })
  await w.admin.create('contact', { firstName: 'Budi', lastName: 'Hartono' })
  expect(await typing(w.admin, { phone: '+62 812 3456 7890' })).toMatchObject([{ record: { id: budi.id, fullName: 'Budi Santoso' }, reasons: ['phone'], score: 90 }])
  expect(await typing(w.admin, { email: 'budi@EXAMPLE.com' })).toMatchObject([{ reasons: ['email'] }])
  expect(await typing(w.admin, { firstName: 'Budi', lastName: 'Santosa', company: company.id })).toMatchObject([{ reasons: ['fullName'], score: 60 }])
  expect(await typing(w.admin, { firstName: 'Budi', lastName: 'Santoso' })).toEqual([])
  expect(await typing(w.admin, { phone: '08', email: 'budi@', company: 'x' })).toEqual([])
  expect(await typing(w.admin, { phone: '0812-3456-7890', email: 'budi@example.com', firstName: 'Santoso', lastName: 'Budi', company: company.id })).toMatchObject([{ score: 100, reasons: expect.arrayContaining(['email', 'phone', 'fullName']) }])
  await w.settle()
  expect(await typing(w.admin, { name: 'Maju Jaya PT' }, 'company')).toMatchObject([{ record: { id: company.id }, reasons: ['name'] }])
  expect((await w.admin.get(`/records/contact/${budi.id}/duplicates`)).data).toEqual([])
})

test('while typing: a name with accents, however it is composed, and one that was written down without', async () => {
  const w = await testWorkspace()
  for (const name of ['PT Café Déco', 'Café Deco']) await w.admin.create('company', { name })
  await w.admin.create('lead', { firstName: 'Renée', lastName: 'Müller', companyName: 'Café Zoë' })
  await w.settle()
  for (const name of ['Café Déco, PT', 'Café Déco'.normalize('NFD')]) expect((await typing(w.admin, { name }, 'company')).map(({ record }: any) => record.name)).toEqual(['PT Café Déco', 'Café Deco'])
  expect(await typing(w.admin, { firstName: 'Renée', lastName: 'Müller', companyName: 'Café Zoë' }, 'lead')).toHaveLength(1)
  // no sign breaks the question
  for (const name of ['＇', '＼', "a'b\\c", '｜ & !', 'é', '\u0301', '字'.repeat(900)]) expect(await typing(w.admin, { name }, 'company')).toEqual([])
})

test('only records and fields that the caller may read are told', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'alone', label: { en: 'Alone' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: 'own' } } })
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { contact: { read: 'all', create: true, update: 'all', delete: 'none', fields: { phone: 'hidden' } } } })
  const one = await w.admin.create('contact', { firstName: 'A', phone: '081234567890' })
  const other = await w.admin.create('contact', { firstName: 'B', phone: '081234567890' })
  const alone = await w.key('alone')
  const blind = await w.key('blind')
  expect(await typing(alone, { phone: '081234567890' })).toEqual([])
  expect((await blind.send('POST', '/records/contact/duplicates', { values: { phone: '081234567890' } })).body.errors).toMatchObject([{ path: 'values.phone', code: 'field.unknown' }])
  expect((await blind.get(`/records/contact/${one.id}/duplicates`)).data).toEqual([])
  expect((await alone.send('GET', `/records/contact/${one.id}/duplicates`)).status).toBe(404)
  await nextNight(w)
  expect((await w.admin.get('/duplicates?object=contact')).data).toHaveLength(1)
  expect((await blind.get('/duplicates?object=contact')).data).toEqual([])
  expect((await alone.get('/duplicates?object=contact')).data).toEqual([])
  expect((await alone.send('POST', '/duplicates/dismiss', { object: 'contact', ids: [one.id, other.id] })).status).toBe(404)
})

async function nextNight(w: TestWorkspace): Promise<void> {
  const { now } = await w.admin.get('/clock')
  await w.setClock(new Date(Date.parse(now) + 25 * 3_600_000).toISOString())
  await w.settle()
}

test('the nightly list is paged, forgets what agrees no more, and remembers what is no duplicate', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju Jaya' })
  const [a, b, c] = await Promise.all(['a', 'b', 'c'].map(firstName => w.admin.create('contact', { firstName, phone: '081234567890' })))
  const d = await w.admin.create('contact', { firstName: 'Siti', lastName: 'Aminah', company: company.id, email: 's@example.com' })
  const e = await w.admin.create('contact', { firstName: 'aminah', lastName: 'siti', company: company.id, email: 'S@example.com' })
  await nextNight(w)
  const all = (await w.admin.get('/duplicates?object=contact')).data
  expect(all).toHaveLength(3)
  expect(all[0]).toMatchObject({ records: [{ id: d.id }, { id: e.id }], reasons: ['email', 'fullName'], score: 96 })
  const first = await w.admin.get('/duplicates?object=contact&limit=2')
  const second = await w.admin.get(`/duplicates?object=contact&limit=2&after=${first.page.next}`)
  expect([...first.data, ...second.data]).toEqual(all)
  expect(second.page.next).toBe(null)
  const [oldest] = [a.id, b.id, c.id].sort()
  const [, middle] = [a.id, b.id, c.id].sort()
  await w.admin.post('/duplicates/dismiss', { object: 'contact', ids: [middle, oldest] })
  expect((await w.admin.get(`/records/contact/${oldest}/duplicates`)).data).toHaveLength(1)
  await w.admin.update('contact', e.id, { email: 'e@example.com', firstName: 'Rina' })
  await nextNight(w)
  expect((await w.admin.get('/duplicates?object=contact')).data).toHaveLength(1)
  expect((await w.admin.send('GET', '/duplicates?object=nonsense')).status).toBe(404)
  expect((await w.admin.send('GET', '/duplicates?object=contact&after=x')).status).toBe(400)
})

test('an import tells what may be there already, in its trial and with what it makes, as far as whoever imports may know', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju Jaya' })
  const budi = await w.admin.create('contact', { firstName: 'Budi', phone: '0812-3456-7890' })
  const siti = await w.admin.create('contact', { firstName: 'Siti', lastName: 'Aminah', company: company.id })
  const rows = ['B,X,+62 812 3456 7890,,', 'siti,AMINAH,,,PT Maju Jaya', 'Rudi,,081300001111,rudi@example.com,', 'Rudy,,,RUDI@example.com,', 'Siti,Aminah,,,']
  const file = `firstName,lastName,phone,email,company\n${rows.join('\n')}`
  expect(await importFile(w.admin, { object: 'contact', dryRun: true }, file)).toMatchObject({ created: 5, alike: 3 })
  expect((await w.admin.get('/duplicates?object=contact')).data).toEqual([])
  await w.admin.post('/roles', { name: 'entry', label: { en: 'Entry' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: 'own' } } })
  expect(await importFile(await w.key('entry'), { object: 'contact', dryRun: true }, file.replaceAll(',PT Maju Jaya', ','))).toMatchObject({ created: 5, alike: 1 })
  expect(await importFile(w.admin, { object: 'contact' }, file)).toMatchObject({ created: 5, alike: 3 })
  const pairs = (await w.admin.get('/duplicates?object=contact')).data
  expect(pairs.map(({ records, reasons }: any) => [records[0].fullName, records[1].fullName, reasons])).toEqual([['Rudi', 'Rudy', ['email']], ['Siti Aminah', 'siti AMINAH', ['fullName']], ['Budi', 'B X', ['phone']]])
  expect(pairs.map(({ records }: any) => records[0].id).slice(1)).toEqual([siti.id, budi.id])
  expect(await importFile(w.admin, { object: 'contact', mode: 'upsert', matchOn: ['email'] }, 'firstName,email\nRudi,rudi@example.com')).toMatchObject({ failed: 1, alike: 0 })
  expect(await importFile(w.admin, { object: 'company' }, 'name\npt maju jaya\nPT Lain')).toMatchObject({ created: 2, alike: 1 })
  await nextNight(w)
  expect((await w.admin.get('/duplicates?object=contact')).data).toHaveLength(3)
})
