// Imports through the front door, with small files of our own.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { errorRows, finished, importFile, importForm, sendImport } from '../../../test/import-file.ts'
import type { Reply } from '../../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const fixture = (name: string) => readFileSync(new URL(`fixtures/${name}`, import.meta.url))
const only = async (object: string, filter: object, more: object = {}) => {
  const { data } = await w.admin.list(object, { filter, ...more })
  expect(data).toHaveLength(1)
  return data[0]
}
const refusedPaths = ({ status, body }: Reply) => [status, ...body.errors.map((error: any) => error.path)]
const total = async (object: string, filter?: object) => (await w.admin.list(object, { count: 'true', limit: 1, ...(filter ? { filter } : {}) })).total

describe('exports of other programs', () => {
  test('Zoho CRM: headers without help, ids kept, lookups by them, its words for our stages', async () => {
    for (const [object, file, rows] of [['company', 'accounts', 3], ['contact', 'contacts', 4], ['deal', 'deals', 3]] as const) {
      expect(await importFile(w.admin, { object, mode: 'upsert' }, fixture(`zoho-${file}.csv`))).toMatchObject({ status: 'completed', rows, created: rows, failed: 0, errorsUrl: null })
    }
    expect(await only('company', { externalId: { eq: '71002' } })).toMatchObject({ name: 'CV Melati, Bandung', industry: 'Retail', billingAddress: { city: 'Bandung' } })
    expect(await only('contact', { externalId: { eq: '81001' } }, { expand: 'company' })).toMatchObject({ lastName: 'Wijaya', phone: '+6281234567890', company: { name: 'PT Sinar Kencana' } })
    expect(await only('contact', { externalId: { eq: '81003' } })).toMatchObject({ phone: '805-247-8982', source: 'partner' })
    expect(await only('deal', { externalId: { eq: '91001' } }, { expand: 'company,contact' })).toMatchObject({ stage: 'won', closingDate: '2021-04-16', amount: { amount: 22700, currency: 'USD' }, company: { externalId: '71001' }, contact: { externalId: '81001' } })
    expect(await only('deal', { externalId: { eq: '91002' } })).toMatchObject({ stage: 'consultation', amount: { amount: 3500000, currency: 'IDR' }, source: 'website' })
    expect((await only('deal', { externalId: { eq: '91003' } })).stage).toBe('initialOffer')
  })

  test('a second time nothing changes: no version, no event', async () => {
    for (const [object, file, rows] of [['company', 'accounts', 3], ['contact', 'contacts', 4], ['deal', 'deals', 3]] as const) {
      expect(await importFile(w.admin, { object, mode: 'upsert' }, fixture(`zoho-${file}.csv`))).toMatchObject({ created: 0, updated: 0, unchanged: rows, failed: 0 })
      expect(await total(object, { version: { gt: 1 } })).toBe(0)
    }
  })

  test('HubSpot: one company for its names in any case', async () => {
    expect(await importFile(w.admin, { object: 'contact' }, fixture('hubspot-contacts.csv'))).toMatchObject({ created: 2, failed: 0 })
    const first = await only('contact', { externalId: { eq: '501' } }, { expand: 'company' })
    expect(first).toMatchObject({ fullName: 'Budi Santoso', jobTitle: 'Direktur', source: 'referral', mailingAddress: { city: 'Jakarta' }, company: { name: 'PT Maju Jaya' } })
    expect((await only('contact', { externalId: { eq: '502' } })).company).toBe(first.company.id)
    // deals stand in its one pipeline and name all their contacts in one cell
    const deals = 'Record ID,Deal Name,Deal Stage,Pipeline,Amount,Close Date,Associated Contact IDs\n601,Meja,Contract Sent,Sales Pipeline,"1,250,000.50",2025-06-30 00:00,501;502\n602,Kursi,Closed Won,Sales Pipeline,500,2025-07-01 00:00,502\n'
    expect(await importFile(w.admin, { object: 'deal' }, deals)).toMatchObject({ created: 2, failed: 0 })
    expect(await only('deal', { externalId: { eq: '601' } })).toMatchObject({ pipeline: 'sales', stage: 'negotiation', amount: { amount: 1250000.5 }, contact: first.id, closingDate: '2025-06-30' })
  })

  test('Google Contacts', async () => {
    expect(await importFile(w.admin, { object: 'contact' }, fixture('google-contacts.csv'))).toMatchObject({ created: 1, failed: 0 })
    expect(await only('contact', { email: { eq: 'rina@example.com' } }, { expand: 'company' })).toMatchObject({
      firstName: 'Rina', jobTitle: 'Pemilik', tags: ['VIP'], dateOfBirth: '1990-04-15', phone: '+6281277770001', mailingAddress: { city: 'Denpasar', postalCode: '80111' }, company: { name: 'Toko Bunga' } })
    // as it exports now: all that has one label in one cell, and birthdays of no year
    const file = 'First Name,Last Name,Organization Name,Birthday,E-mail 1 - Label,E-mail 1 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - City\nSari,Gugel,PT Satu ::: PT Dua, --04-12,* Work,sari@example.com ::: s2@example.com,Mobile,+62 812-7777-0002 ::: 0812-7777-0003,Solo ::: Klaten\n'
    expect(await importFile(w.admin, { object: 'contact' }, file)).toMatchObject({ created: 1, failed: 0, marked: 0 })
    expect(await only('contact', { lastName: { eq: 'Gugel' } }, { expand: 'company' })).toMatchObject({ email: 'sari@example.com', phone: '+6281277770002', dateOfBirth: null, mailingAddress: { city: 'Solo' }, company: { name: 'PT Satu' } })
    // and as it did: the whole name before its parts
    await importFile(w.admin, { object: 'contact' }, 'Name,Given Name,Family Name,E-mail 1 - Value\nJoko Lawas,Joko,Lawas,joko@example.com\n')
    expect(await only('contact', { email: { eq: 'joko@example.com' } })).toMatchObject({ firstName: 'Joko', lastName: 'Lawas', fullName: 'Joko Lawas' })
    await importFile(w.admin, { object: 'contact' }, 'First Name,Labels,E-mail 1 - Value\nTono,* myContacts,tono@example.com\n')
    expect((await only('contact', { email: { eq: 'tono@example.com' } })).tags).toBeNull()
  })

  test('who has a mobile or a second address alone keeps it, whatever stands in its column fails no row, and a mapping may ask for the same', async () => {
    const file = 'First Name,Mobile,Home Phone,Phone,Secondary Email,Email\nDua,0812-7777-1001,,0812-7777-1002,dua.lain@example.com,dua@example.com\nHp,0812-7777-1003,0812-7777-1004,,hp@example.com,\nRumah,,021-7777100,,bukan alamat,\n'
    const { columns, ...told } = await importFile(w.admin, { object: 'contact' }, file)
    expect(told).toMatchObject({ created: 3, failed: 0 })
    expect(columns.map((column: any) => [column.target.field, column.target.spare ?? false])).toEqual([['firstName', false], ['phone', true], ['phone', true], ['phone', false], ['email', true], ['email', false]])
    const known = async (firstName: string) => {
      const { phone, email } = await only('contact', { firstName: { eq: firstName } })
      return [phone, email]
    }
    expect(await Promise.all(['Dua', 'Hp', 'Rumah'].map(known))).toEqual([['+6281277771002', 'dua@example.com'], ['+6281277771003', 'hp@example.com'], ['+62217777100', null]])
    const mapping = { 'First Name': 'firstName', 'Mobile': 'phone', 'Home Phone': { field: 'phone', spare: true }, 'Phone': null }
    await importFile(w.admin, { object: 'contact', mapping }, file.replaceAll(/^(Dua|Hp|Rumah)/gm, '$1 lagi'))
    expect(await Promise.all(['Dua lagi', 'Hp lagi', 'Rumah lagi'].map(known))).toEqual([['+6281277771001', null], ['+6281277771003', null], ['+62217777100', null]])
  })
})

test('which options a file adds is told with its columns, before they are there too, and why rows are wrong', async () => {
  const text = 'firstName,email,source\nAni,tambah.ani@example.com,Pamerann\nBudi,bukan,Pamerann\nCici,juga bukan,Referral\n'
  const added = ({ columns }: any) => columns.map((column: any) => column.added ?? null)
  const options = async () => (await w.admin.get('/objects/contact')).fields.find((field: any) => field.name === 'source').options.map((option: any) => option.label.id)
  const trial = await importFile(w.admin, { object: 'contact', dryRun: true }, text)
  expect(trial).toMatchObject({ created: 1, failed: 2, reasons: [{ message: expect.stringMatching(/^email: /), rows: 2 }] })
  expect(added(trial)).toEqual([null, null, ['Pamerann']])
  expect(await options()).not.toContain('Pamerann')
  // who may not change definitions adds nothing: her row is wrong
  const sales = await importFile(await w.key('sales'), { object: 'contact', dryRun: true }, text)
  expect(sales).toMatchObject({ created: 0, failed: 3 })
  expect(sales.reasons.map(({ message }: any) => message.split(':')[0])).toEqual(expect.arrayContaining(['email', 'source']))
  expect(added(sales)).toEqual([null, null, null])
  const done = await importFile(w.admin, { object: 'contact' }, text)
  expect(added(done)).toEqual([null, null, ['Pamerann']])
  expect(await options()).toContain('Pamerann')
  expect(added(await importFile(w.admin, { object: 'contact', dryRun: true }, text))).toEqual([null, null, null])
  expect((await w.admin.get('/imports')).data[0].reasons).toBeUndefined()
  // what the file has no column for is told by its label
  const nameless = await importFile(w.admin, { object: 'deal', dryRun: true }, 'Amount\n1000\n')
  expect(nameless.reasons).toEqual([{ message: 'Nama: Wajib diisi', rows: 1 }])
})

describe('a mapping', () => {
  test('names members by name or email; a name that nobody has fails its row', async () => {
    const mapping = { nama: 'firstName', surel: 'email', telepon: 'phone', pemilik: 'owner', kota: { field: 'mailingAddress', part: 'city' } }
    const done = await importFile(w.admin, { object: 'contact', mapping }, fixture('members.csv'))
    expect(done).toMatchObject({ created: 2, failed: 1 })
    const { owner } = await only('contact', { email: { eq: 'ani@example.com' } }, { expand: 'owner' })
    expect(owner.name).toBe('Ayu')
    expect(await errorRows(w.admin, done.id)).toEqual([['nama', 'surel', 'telepon', 'pemilik', 'kota', 'Baris', 'Alasan'], ['Cici', 'cici@example.com', '081211110003', 'Siapa', 'Solo', '4', 'pemilik: Anggota ini tidak ada']])
  })

  test('of parts of an address leaves the other parts as they are', async () => {
    const mapping = { id: 'externalId', kota: { field: 'mailingAddress', part: 'city' }, jalan: { field: 'mailingAddress', part: 'street' }, nama: 'firstName' }
    await importFile(w.admin, { object: 'contact', mapping }, 'id,kota,jalan,nama\nP-1,Solo,Jl. Slamet 1,Ani')
    expect(await importFile(w.admin, { object: 'contact', mode: 'upsert', mapping }, 'id,kota,jalan,nama\nP-1,Klaten,,Ani')).toMatchObject({ updated: 1 })
    expect((await only('contact', { externalId: { eq: 'P-1' } })).mailingAddress).toEqual({ city: 'Klaten', street: 'Jl. Slamet 1' })
  })

  test('refused in every part that is wrong', async () => {
    const mapping = { nope: 'email', nama: 'nope', surel: 'fullName', telepon: { field: 'phone', part: 'city' }, pemilik: { field: 'owner', matchOn: 'phone' }, kota: { field: 'customerType', values: { Solo: 'x' } } }
    const { status, body } = await sendImport(w.admin, { object: 'contact', mapping }, fixture('members.csv'))
    expect(status).toBe(422)
    expect(body.errors.map((error: any) => `${error.path} ${error.code}`).sort()).toEqual([
      'options.mapping.kota.values.Solo option.unknown', 'options.mapping.nama field.unknown', 'options.mapping.nope import.columnUnknown',
      'options.mapping.pemilik.matchOn field.unknown', 'options.mapping.surel field.readOnly', 'options.mapping.telepon.part field.unknown'])
  })

  test('by a date format or a country that is none is refused', async () => {
    for (const dateFormat of ['garbage', 'HH:mm', 'kkkk MM', '']) expect(refusedPaths(await sendImport(w.admin, { object: 'contact', dateFormat }, 'First Name\nA\n'))).toEqual([422, 'options.dateFormat'])
    expect(refusedPaths(await sendImport(w.admin, { object: 'contact', phoneCountry: 'XX' }, 'First Name\nA\n'))).toEqual([422, 'options.phoneCountry'])
    for (const dateFormat of ['M/d/yyyy', 'dd.MM.yy', 'd LLLL yyyy', 'MM/yyyy']) expect((await sendImport(w.admin, { object: 'contact', dateFormat, dryRun: true }, 'First Name\nA\n')).status).toBe(202)
  })

  test('to nothing at all is refused, and so is a key that no column fills', async () => {
    expect((await sendImport(w.admin, { object: 'contact', mapping: { nama: null } }, 'nama\nAni')).body.errors).toMatchObject([{ path: 'options.mapping', code: 'import.noColumn' }])
    expect((await sendImport(w.admin, { object: 'contact' }, 'x,y\n1,2')).body.errors).toMatchObject([{ path: 'options.mapping', code: 'import.noColumn' }])
    expect((await sendImport(w.admin, { object: 'contact', mode: 'upsert', matchOn: ['email'] }, 'nama\nAni')).body.errors).toMatchObject([{ path: 'options.matchOn[0]', code: 'import.columnUnknown' }])
    expect((await sendImport(w.admin, { object: 'contact', mode: 'upsert' }, 'nama\nAni')).body.errors).toMatchObject([{ path: 'options.matchOn', code: 'value.required' }])
  })

  test('of a file that means nothing is asked for: what it has and what that might be is said, and nothing is written', async () => {
    const file = 'Surel utama,No. kontak,Hobi favorit,Kode\nmaya@example.com,0812-7777-8888,Menari,Z9\n'
    const refused = await sendImport(w.admin, { object: 'contact' }, file, { 'accept-language': 'id' })
    expect(refused.status).toBe(422)
    expect(refused.body.errors.map((error: any) => [error.path, error.message])).toEqual([
      ['options.mapping', 'Tidak ada kolom berkas yang cocok. Yang ada: Surel utama, No. kontak, Hobi favorit, Kode. Pilih tujuan untuk setidaknya satu di antaranya'],
      ['options.mapping.Surel utama', '"Surel utama" mungkin Email'], ['options.mapping.No. kontak', '"No. kontak" mungkin Telepon'], ['options.mapping.Hobi favorit', '"Hobi favorit" mungkin Hobi'],
    ])
    // a trial tells the same, so that the columns can be mapped by hand
    const trial = await importFile(w.admin, { object: 'contact', mode: 'upsert', dryRun: true }, file)
    expect(trial).toMatchObject({ status: 'failed', created: 0, error: { code: 'import.noColumn' }, columns: [{ target: null, guess: { field: 'email' } }, { guess: { field: 'phone' } }, { guess: { field: 'hobbies' } }, { target: null }] })
    const found = async () => (await w.admin.list('contact', { filter: { email: { eq: 'maya@example.com' } } })).data
    expect(await found()).toEqual([])
    const { id } = await w.admin.post(`/imports/${trial.id}/run`, { object: 'contact', mapping: { 'Surel utama': 'email', 'No. kontak': 'phone', 'Kode': 'firstName' } })
    expect(await finished(w.admin, id)).toMatchObject({ status: 'completed', created: 1 })
    expect(await found()).toMatchObject([{ firstName: 'Z9', phone: '+6281277778888' }])
  })

  test('may not name what the caller may not know or write', async () => {
    await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, objects: { contact: { read: 'all', create: true, update: 'all', delete: false, fields: { occupation: 'hidden', jobTitle: 'read' } } } })
    const clerk = await w.key('clerk')
    const refused = await sendImport(clerk, { object: 'contact', mapping: { a: 'firstName', b: 'occupation', c: 'jobTitle' } }, 'a,b,c\n1,2,3')
    expect(refused.body.errors.map((error: any) => `${error.path} ${error.code}`)).toEqual(['options.mapping.b field.unknown', 'options.mapping.c field.readOnly'])
    expect(await importFile(clerk, { object: 'contact' }, 'firstName,occupation,jobTitle\nDedi,Dokter,Kepala')).toMatchObject({ created: 1, failed: 0 })
    expect(await only('contact', { firstName: { eq: 'Dedi' } })).toMatchObject({ occupation: null, jobTitle: null })
    const reader = await w.key('readOnly')
    expect((await sendImport(reader, { object: 'contact' }, 'firstName\nX')).status).toBe(403)
    expect((await sendImport(clerk, { object: 'deal' }, 'name\nX')).status).toBe(422)
  })
})

describe('an upsert', () => {
  test('meets what earlier rows of the same file have made, however far apart', async () => {
    const rows = Array.from({ length: 2500 }, (_, at) => `T-${at % 1250},Nama ${at % 1250},${at < 1250 ? '' : 'Dokter'}`)
    const text = `externalId,firstName,occupation\n${rows.join('\n')}\nT-1,Nama 1,Dokter`
    const options = { object: 'contact', mode: 'upsert' }
    expect(await importFile(w.admin, { ...options, dryRun: true }, text)).toMatchObject({ created: 1250, updated: 1250, unchanged: 1, failed: 0 })
    expect(await total('contact', { externalId: { startsWith: 'T-' } })).toBe(0)
    expect(await importFile(w.admin, options, text)).toMatchObject({ created: 1250, updated: 1250, unchanged: 1, failed: 0 })
    expect(await total('contact', { occupation: { eq: 'Dokter' } })).toBe(1250)
  })

  test('matches on the named fields; several matches fail the row', async () => {
    for (const firstName of ['Eko', 'Eko']) await w.admin.create('contact', { firstName, email: 'dua@example.com' })
    await w.admin.create('contact', { firstName: 'Fitri', email: 'Fitri@example.com', phone: '081233334444' })
    const done = await importFile(w.admin, { object: 'contact', mode: 'upsert', matchOn: ['email'] }, 'firstName,email,phone\nEko,dua@example.com,\nFitri,fitri@EXAMPLE.com,0812 3333 5555\nGita,,0812 3333 6666')
    expect(done).toMatchObject({ created: 1, updated: 1, failed: 1 })
    expect(await only('contact', { email: { eq: 'fitri@example.com' } })).toMatchObject({ phone: '+6281233335555' })
    expect((await errorRows(w.admin, done.id))[1].slice(-2)).toEqual(['2', 'email: Beberapa catatan cocok'])
  })
})

describe('a dry run', () => {
  test('counts what the real run then does, and writes nothing', async () => {
    await w.admin.create('contact', { firstName: 'Lama', externalId: 'D-1', email: 'lama@example.com' })
    const text = ['externalId,firstName,email,company,source', 'D-1,Lama,lama@example.com,,', 'D-1,Lama,lama@example.com,PT Baru Sekali,', 'D-2,Baru,baru@example.com,pt baru sekali,Pameran Jakarta',
      'D-3,Salah,no mail,,', 'D-2,Baru,baru@example.com,PT BARU SEKALI,pameran jakarta', 'D-4,,,,', 'D-2,Baru,baru@example.com,PT Baru Sekali,Arisan'].join('\n')
    for (const mode of ['upsert', 'create'] as const) {
      const options = { object: 'contact', mode }
      const before = [await total('contact'), await total('company'), JSON.stringify((await w.admin.get('/objects/contact')).fields)]
      const dry = await importFile(w.admin, { ...options, dryRun: true }, text)
      expect([await total('contact'), await total('company'), JSON.stringify((await w.admin.get('/objects/contact')).fields)]).toEqual(before)
      const { id } = await w.admin.post(`/imports/${dry.id}/run`, options)
      const real = await finished(w.admin, id)
      const counts = ({ created, updated, unchanged, failed, marked }: any) => ({ created, updated, unchanged, failed, marked })
      expect(counts(dry)).toEqual(counts(real))
      expect((await errorRows(w.admin, dry.id)).slice(1)).toEqual((await errorRows(w.admin, id)).slice(1))
      if (mode === 'upsert') expect(counts(real)).toEqual({ created: 1, updated: 2, unchanged: 2, failed: 2, marked: 0 })
    }
  })

  test('of a mapped stage and of unique values too', async () => {
    await w.admin.post('/objects/product/fields', { name: 'barcode', label: { en: 'Barcode' }, type: 'text', unique: true })
    const text = `name,barcode\n${Array.from({ length: 1500 }, (_, at) => `Jam ${at},B-${at % 1400}`).join('\n')}`
    expect(await importFile(w.admin, { object: 'product', dryRun: true }, text)).toMatchObject({ created: 1400, failed: 100 })
    expect(await importFile(w.admin, { object: 'product' }, text)).toMatchObject({ created: 1400, failed: 100 })
    const stages = 'name,stage\nSatu,Tahap Baru\nDua,Menang\nTiga,Tahap Baru'
    const dry = await importFile(w.admin, { object: 'deal', dryRun: true }, stages)
    expect(dry).toMatchObject({ created: 3, failed: 0 })
    expect(await importFile(w.admin, { object: 'deal' }, stages)).toMatchObject({ created: 3, failed: 0 })
  })
})

describe('a request', () => {
  test('with an Idempotency-Key is one import however often it is sent; with another file it is refused', async () => {
    const headers = { 'idempotency-key': 'impor-1' }
    const [first, again] = [await sendImport(w.admin, { object: 'contact' }, 'firstName\nIdem', headers), await sendImport(w.admin, { object: 'contact' }, 'firstName\nIdem', headers)]
    expect([first.status, again.status, again.body]).toEqual([202, 202, first.body])
    await finished(w.admin, first.body.id)
    expect(await total('contact', { firstName: { eq: 'Idem' } })).toBe(1)
    expect((await sendImport(w.admin, { object: 'contact' }, 'firstName\nOther', headers)).status).toBe(409)
    expect((await sendImport(w.admin, { object: 'contact', mode: 'upsert', matchOn: ['firstName'] }, 'firstName\nIdem', headers)).status).toBe(409)
    const [{ files }] = await w.app.database.query<{ files: number }>({ text: `select count(*)::int as files from ${w.schema}._import_file f where not exists (select from ${w.schema}._import i where i.file = f.id)`, values: [] } as never)
    expect(files).toBe(0)
  })

  test('shows its imports to the importer and to administrators alone, newest first', async () => {
    const [manager, other] = [await w.key('manager'), await w.key('manager')]
    const done = await importFile(manager, { object: 'company' }, 'name\nPT Satu')
    expect((await manager.get('/imports')).data.map((each: any) => each.id)).toEqual([done.id])
    for (const path of ['', '/errors']) expect((await other.send('GET', `/imports/${done.id}${path}`)).status).toBe(404)
    expect((await w.admin.get('/imports?limit=1')).data[0].id).toBe(done.id)
    const { page } = await w.admin.get('/imports?limit=1')
    expect((await w.admin.get(`/imports?limit=1&after=${encodeURIComponent(page.next)}`)).data[0].id).not.toBe(done.id)
  })

  test('says in the timeline that a change came by an import', async () => {
    const done = await importFile(w.admin, { object: 'company' }, 'name\nPT Jejak')
    const { id } = await only('company', { name: { eq: 'PT Jejak' } })
    const { data } = await w.admin.get(`/records/company/${id}/timeline`)
    expect(data[0]).toMatchObject({ way: 'import' })
    expect(JSON.stringify(data[0])).toContain(done.id)
  })
})

test('a file that is sent with its parts in the wrong order, or with one missing, is refused', async () => {
  const form = new FormData()
  form.append('file', new Blob(['firstName\nX']), 'x.csv')
  form.append('options', '{"object":"contact"}')
  expect((await w.admin.send('POST', '/imports', form)).body.errors).toMatchObject([{ path: 'options', code: 'value.required' }])
  const alone = importForm({ object: 'contact' }, '')
  alone.delete('file')
  expect((await w.admin.send('POST', '/imports', alone)).body.errors).toMatchObject([{ path: 'file', code: 'value.required' }])
})

test('a file is kept for a week to be imported again; what is told of the import stays', async () => {
  const own = await testWorkspace()
  const done = await importFile(own.admin, { object: 'contact', dryRun: true }, 'firstName\nAni')
  const again = () => own.admin.send('POST', `/imports/${done.id}/run`, { object: 'contact' })
  const after = async (days: number) => {
    await own.setClock(new Date(Date.now() + days * 86_400_000).toISOString())
    await own.settle()
  }
  await after(6)
  await finished(own.admin, (await again()).body.id)
  await after(14)
  expect((await again()).body.errors).toMatchObject([{ path: 'file', code: 'import.empty' }])
  expect((await own.admin.get(`/imports/${done.id}`)).created).toBe(1)
})

test('the OpenAPI document tells the form and its options', async () => {
  const { paths } = await w.admin.get('/openapi.json')
  const { schema } = paths['/imports'].post.requestBody.content['multipart/form-data']
  expect(schema.required).toEqual(['options', 'file'])
  expect(Object.keys(schema.properties.options.properties)).toContain('matchOn')
})

test('PLT-31: a 100,000-row file gives a preview of create, update and skip counts before writing, and a downloadable error file after', async () => {
  const line = (at: number) => `T-${at},Barang ${at},${at % 2000 === 999 ? 'mahal' : 10_000 + at}`
  const lines = Array.from({ length: 100_000 }, (_, at) => line(at))
  const upsert = { object: 'product', mode: 'upsert', matchOn: ['externalId'], mapping: { kode: 'externalId', nama: 'name', harga: 'price' } }
  const there = [...lines.slice(0, 300), ...lines.slice(300, 500).map(each => each.replace('Barang', 'Lama'))]
  expect(await importFile(w.admin, upsert, `kode,nama,harga\n${there.join('\n')}`)).toMatchObject({ created: 500 })
  const counts = { status: 'completed', rows: 100_000, created: 99_450, updated: 200, unchanged: 300, failed: 50 }
  const total = async () => (await w.admin.list('product', { filter: { externalId: { startsWith: 'T-' } }, count: 'true', limit: 1 })).total
  const preview = await importFile(w.admin, { ...upsert, dryRun: true }, `kode,nama,harga\n${lines.join('\n')}`)
  expect(preview).toMatchObject(counts)
  expect(await total()).toBe(500)
  const { id } = await w.admin.post(`/imports/${preview.id}/run`, upsert)
  const done = await finished(w.admin, id)
  expect(done).toMatchObject(counts)
  expect(await total()).toBe(99_950)
  expect(done.errorsUrl).toBe(`/api/v1/imports/${id}/errors`)
  const wrong = await errorRows(w.admin, id)
  expect(wrong).toHaveLength(51)
  expect(wrong.slice(0, 2)).toEqual([['kode', 'nama', 'harga', 'Baris', 'Alasan'], ['T-999', 'Barang 999', 'mahal', '1001', expect.stringMatching(/^harga: /)]])
}, 180_000)

test('related records are found and made by phone in any spelling, each once', async () => {
  const w = await testWorkspace()
  const known = await w.admin.create('contact', { firstName: 'Kenal', phone: '081234500001' })
  const mapping = { name: 'name', hp: { field: 'contact', matchOn: 'phone', create: true } }
  const rows = ['A,0812-3450-0001', 'B,+62 812 3450 0001', 'C,0812 3450 0002', 'D,6281234500002', 'E,12ab']
  expect(await importFile(w.admin, { object: 'deal', mapping }, `name,hp\n${rows.join('\n')}`)).toMatchObject({ created: 4, failed: 1 })
  const [a, b, c, d] = (await w.admin.list('deal', { sort: 'name' })).data.map(deal => deal.contact)
  expect([a, b]).toEqual([known.id, known.id])
  expect(c).toBe(d)
  expect((await w.admin.list('contact', { sort: 'phone' })).data.map(contact => contact.phone)).toEqual(['+6281234500001', '+6281234500002'])
})

test('of a number that is taken its own row fails, and no other that holds its digits', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects/contact/fields', { name: 'card', type: 'number', unique: true, label: { en: 'Card' } })
  await w.admin.create('contact', { firstName: 'Lama', card: 5 })
  const done = await importFile(w.admin, { object: 'contact' }, 'firstName,card\nA,5\nB,50\nC,15\nD,50\nE,51')
  expect(done).toMatchObject({ created: 3, failed: 2 })
  expect((await errorRows(w.admin, done.id)).slice(1).map(([name]) => name)).toEqual(['A', 'D'])
})

test('a lone dot or comma before three digits means what it means in the rest of its column', async () => {
  await w.admin.post('/objects', { name: 'sale', label: { en: 'Sale' }, fields: [['item', 'text'], ['amount', 'currency'], ['weight', 'decimal'], ['share', 'percent'], ['pieces', 'number'], ['other', 'currency']].map(([name, type]) => ({ name, type, label: { en: name } })) })
  const file = 'item,amount/currency,amount,weight,share,pieces,other\nA,USD,22.368,"1,234","0,5","1,500",2.500\nB,USD,957.5775,"12,5","1.234,5","1,500,000",1.250\nC,USD,"1,234",1.234,,12.5,"3,5 jt"\n'
  const done = await importFile(w.admin, { object: 'sale' }, file)
  expect(done).toMatchObject({ rows: 3, created: 3, failed: 0 })
  expect(done.columns.map((column: any) => column.decimalSign ?? null)).toEqual([null, null, '.', ',', ',', '.', null])
  const { data } = await w.admin.list('sale', { sort: 'item', fields: 'item,amount,weight,share,pieces,other' })
  const idr = (amount: number) => ({ amount, currency: 'IDR' })
  expect(data).toMatchObject([{ amount: { amount: 22.368, currency: 'USD' }, weight: 1.234, share: 0.5, pieces: 1500, other: idr(2500) },
    { amount: { amount: 957.5775 }, weight: 12.5, share: 1234.5, pieces: 1_500_000, other: idr(1250) },
    { amount: { amount: 1234 }, weight: 1234, share: null, pieces: 12.5, other: idr(3_500_000) }])
  // both signs before decimals in one column tell nothing: each cell is read by itself
  await importFile(w.admin, { object: 'sale' }, 'item,amount\nD,1.5\nE,"1,5"\nF,2.500\n')
  expect((await only('sale', { item: { eq: 'F' } })).amount).toEqual(idr(2500))
})

test('a sign behind a number, a plus, words for yes and no, and phones with what their programs copy along', async () => {
  await w.admin.post('/objects', { name: 'entry', label: { en: 'Entry' }, fields: [['item', 'text'], ['sum', 'currency'], ['gain', 'number'], ['open', 'boolean'], ['call', 'phone']].map(([name, type]) => ({ name, type, label: { en: name } })) })
  const file = "item,sum,gain,open,call\nA,\"1.500,50-\",+5,Iya,\u202a+62 812-3456-7890\u202c\nB,\"Rp 5.000,-\",-5,Tidak Aktif,'0812 3456 7891\nC,Rp 5.000-,+1,tdk,\n"
  expect(await importFile(w.admin, { object: 'entry' }, file)).toMatchObject({ created: 3, failed: 0, marked: 0 })
  const { data } = await w.admin.list('entry', { sort: 'item' })
  expect(data).toMatchObject([{ sum: { amount: -1500.5 }, gain: 5, open: true, call: '+6281234567890' }, { sum: { amount: 5000 }, gain: -5, open: false, call: '+6281234567891' }, { sum: { amount: 5000 }, gain: 1, open: false }])
})

test('rows that name one another are written in whatever order they stand, in the trial too; one that names nobody fails', async () => {
  await w.admin.post('/objects', { name: 'employee', label: { en: 'Employee' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'manager', type: 'relation', to: 'employee', label: { en: 'Manager' } }] })
  const options = { object: 'employee', mode: 'upsert', matchOn: ['externalId'], mapping: { id: 'externalId', name: 'name', boss: { field: 'manager', matchOn: 'externalId' } } }
  // Northwind's employees in their order, a chain that stands upside down, more rows than a batch that name the last, one that leads nowhere
  const chain = ['k1,K1,k2', 'k2,K2,k3', 'k3,K3,k4', 'k4,K4,']
  const file = ['id,name,boss', '1,Davolio,2', '2,Fuller,', '3,Leverling,2', '6,Suyama,5', '5,Buchanan,2', 'x,Hilang,tidak ada', ...chain, ...Array.from({ length: 1100 }, (_, at) => `f${at},F${at},last`), 'last,Terakhir,1'].join('\n')
  const trial = await importFile(w.admin, { ...options, dryRun: true }, file)
  const done = await importFile(w.admin, options, file)
  expect(done).toMatchObject({ status: 'completed', failed: 1, created: done.rows - 1, done: done.rows, reasons: [{ message: expect.stringMatching(/^boss: /), rows: 1 }] })
  expect(trial).toMatchObject({ created: done.created, failed: 1 })
  expect(await total('employee', { manager: { externalId: { eq: 'last' } } })).toBe(1100)
  expect(await total('employee', { manager: { externalId: { eq: '2' } } })).toBe(3)
  expect(await total('employee', { manager: { manager: { manager: { externalId: { eq: 'k4' } } } } })).toBe(1)
  expect((await errorRows(w.admin, done.id)).slice(1).map(([id]) => id)).toEqual(['x'])
  expect(await importFile(w.admin, options, file)).toMatchObject({ unchanged: done.created, failed: 1 })
})
