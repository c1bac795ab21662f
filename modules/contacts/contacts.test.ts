// Contacts through the front door.
import { expect, test } from 'vitest'
import { importFile, errorRows } from '../../test/import-file.ts'
import { testWorkspace } from '../../test/workspace.ts'

test('PLT-03: setting a second contact as primary clears the flag on the first in the same transaction', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju Jaya' })
  const other = await w.admin.create('company', { name: 'PT Lain' })
  const first = await w.admin.create('contact', { firstName: 'Siti', company: company.id, isPrimary: true })
  const elsewhere = await w.admin.create('contact', { firstName: 'Dewi', company: other.id, isPrimary: true })
  const second = await w.admin.create('contact', { firstName: 'Budi', company: company.id })
  await w.admin.update('contact', second.id, { isPrimary: true })
  expect((await w.admin.read('contact', first.id)).isPrimary).toBe(false)
  expect((await w.admin.read('contact', second.id)).isPrimary).toBe(true)
  expect((await w.admin.read('contact', elsewhere.id)).isPrimary).toBe(true)
  const events = await w.app.database.query({ text: `select xid::text from ${w.schema}._event where record = any($1) and version = 2`, values: [[first.id, second.id]] } as never)
  expect(new Set(events.map(event => event.xid)).size).toBe(1)
})

test('of several primaries written at once one stays', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju Jaya' })
  const names = ['Ani', 'Budi', 'Cici']
  await w.admin.post('/records/contact/batch', { operations: names.map(firstName => ({ op: 'create', data: { firstName, company: company.id, isPrimary: true } })) })
  await Promise.all(names.map(firstName => w.admin.create('contact', { firstName, company: company.id, isPrimary: true })))
  expect((await w.admin.list('contact', { filter: { isPrimary: { eq: true } } })).data).toHaveLength(1)
})

test('PLT-04: creating a contact without a company is accepted only for customer type B2C', async () => {
  const w = await testWorkspace()
  expect((await w.admin.create('contact', { firstName: 'Siti' })).customerType).toBe('b2c')
  const refused = await w.admin.send('POST', '/records/contact', { firstName: 'Budi', customerType: 'b2b' })
  expect([refused.status, refused.body.errors[0]]).toMatchObject([422, { path: 'company', code: 'b2b.company' }])
  const company = await w.admin.create('company', { name: 'PT Maju' })
  const contact = await w.admin.create('contact', { firstName: 'Budi', customerType: 'b2b', company: company.id })
  expect((await w.admin.send('PATCH', `/records/contact/${contact.id}`, { company: null })).status).toBe(422)
  const batch = await w.admin.send('POST', '/records/contact/batch', { operations: [{ op: 'create', data: { firstName: 'Ani', customerType: 'b2b' } }] })
  expect([batch.status, batch.body.errors[0].path]).toEqual([422, 'operations[0].data.company'])
  const upsert = await w.admin.send('POST', '/records/contact/upsert', { matchOn: ['email'], records: [{ firstName: 'Ani', email: 'ani@example.com', customerType: 'b2b' }] })
  expect(upsert.status).toBe(422)
  const done = await importFile(w.admin, { object: 'contact' }, 'firstName,customerType,company\nDewi,b2b,\nEka,b2c,\nFajar,b2b,PT Maju\n')
  expect(done).toMatchObject({ rows: 3, created: 2, failed: 1 })
  expect((await errorRows(w.admin, done.id))[1].slice(0, 4)).toEqual(['Dewi', 'b2b', '', '2'])
  const { data } = await w.admin.list('contact', { filter: { customerType: { eq: 'b2b' } }, expand: 'company', sort: 'firstName' })
  expect(data.map(each => [each.firstName, each.company.name])).toEqual([['Budi', 'PT Maju'], ['Fajar', 'PT Maju']])
})

test('PLT-45: one contact is buyer, seller, property agent, technician, affiliate, bank and developer at the same time', async () => {
  const w = await testWorkspace()
  const all = ['buyer', 'seller', 'propertyAgent', 'technician', 'affiliate', 'bank', 'developer']
  const one = await w.admin.create('contact', { firstName: 'Siti', partyTypes: all })
  await w.admin.create('contact', { firstName: 'Budi', partyTypes: ['buyer'] })
  expect((await w.admin.read('contact', one.id)).partyTypes).toEqual(all)
  for (const kind of all.slice(1)) expect((await w.admin.list('contact', { filter: { partyTypes: { hasAny: [kind] } } })).data.map(each => each.id), kind).toEqual([one.id])
  expect((await w.admin.list('contact', { filter: { partyTypes: { hasAll: ['bank', 'seller'] } } })).data).toHaveLength(1)
  expect((await w.admin.update('contact', one.id, { partyTypes: ['bank'] })).partyTypes).toEqual(['bank'])
  expect((await w.admin.send('PATCH', `/records/contact/${one.id}`, { partyTypes: ['landlord'] })).status).toBe(422)
})

test('agents in 35 cities: filtered by city, counted by city, within the rights of whoever asks', async () => {
  const w = await testWorkspace()
  const cities = Array.from({ length: 35 }, (_, at) => `Kota ${at + 10}`)
  const agents = cities.flatMap((city, at) => Array.from({ length: at % 3 + 1 }, () => ({ op: 'create', data: { firstName: 'Agen', partyTypes: ['propertyAgent', 'buyer'], mailingAddress: { city } } })))
  await w.admin.post('/records/contact/batch', { operations: [...agents, { op: 'create', data: { firstName: 'Pembeli', partyTypes: ['buyer'], mailingAddress: { city: 'Kota 10' } } }] })
  const filter = { partyTypes: { hasAny: ['propertyAgent'] } }
  const perCity = async (client = w.admin, more = {}) => (await client.get(`/records/contact/aggregate?groupBy=mailingAddress.city&filter=${encodeURIComponent(JSON.stringify({ ...filter, ...more }))}`)).data
  expect(await perCity()).toEqual(cities.map((city, at) => ({ 'mailingAddress.city': city, 'count': at % 3 + 1 })))
  expect(await perCity(w.admin, { mailingAddress: { city: { in: ['Kota 11', 'Kota 12'] } } })).toEqual([{ 'mailingAddress.city': 'Kota 11', 'count': 2 }, { 'mailingAddress.city': 'Kota 12', 'count': 3 }])
  await w.admin.post('/roles', { name: 'own', label: { en: 'Own' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: 'none' } } })
  expect(await perCity(await w.key('own'))).toEqual([])
})

test('LOC-09: a name may be one word, in either field; nobody needs a last name', async () => {
  const w = await testWorkspace()
  expect(await w.admin.create('contact', { salutation: 'Ibu', firstName: 'Suharti' })).toMatchObject({ fullName: 'Suharti', lastName: null, salutation: 'Ibu' })
  expect((await w.admin.create('contact', { lastName: 'Tucker' })).fullName).toBe('Tucker')
  const both = await w.admin.create('contact', { firstName: 'Joko', lastName: 'Widodo' })
  expect(both.fullName).toBe('Joko Widodo')
  expect((await w.admin.update('contact', both.id, { lastName: null })).fullName).toBe('Joko')
  expect((await w.admin.send('POST', '/records/contact', { jobTitle: 'Director' })).body.errors).toMatchObject([{ path: 'firstName', code: 'value.required' }])
})

test('PLT-02: a company holds name, type, segment, tier, when it was made and its last activity, which moves by itself when an activity is logged', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju', customerType: 'b2b', segment: 'Retail', tier: 'Gold' })
  expect(company).toMatchObject({ name: 'PT Maju', customerType: 'b2b', segment: 'Retail', tier: 'Gold', createdAt: expect.stringMatching(/^\d{4}-/) })
  expect((await w.admin.send('PATCH', `/records/company/${company.id}`, { lastActivityAt: '2020-01-01T00:00:00Z' })).status).toBe(403)
  const lastActivity = async () => (await w.admin.read('company', company.id)).lastActivityAt
  expect(await lastActivity()).toBe(null)
  const contact = await w.admin.create('contact', { firstName: 'Siti', company: company.id })
  expect(await lastActivity()).not.toBe(null)
  const steps: [string, () => Promise<unknown>][] = [
    ['2027-01-01T00:00:00+00:00', () => w.admin.create('deal', { name: 'Tas', company: company.id })],
    ['2027-01-02T00:00:00+00:00', () => w.admin.create('task', { subject: 'Telepon', contact: contact.id })],
    ['2027-01-03T00:00:00+00:00', () => w.admin.create('note', { body: 'Suka biru', about: { object: 'contact', id: contact.id } })],
    ['2027-01-04T00:00:00+00:00', () => w.admin.create('note', { body: 'Janji', about: { object: 'company', id: company.id } })],
  ]
  for (const [now, write] of steps) {
    await w.setClock(now)
    await write()
    expect(await lastActivity()).toBe(now)
  }
  expect((await w.admin.read('company', company.id)).version).toBe(1)
})

test('PLT-05: every list, report and automation filters by the customer type', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju', customerType: 'b2b' })
  const [b2b, b2c] = [await w.admin.create('contact', { firstName: 'Budi', customerType: 'b2b', company: company.id }), await w.admin.create('contact', { firstName: 'Siti' })]
  for (const contact of [b2b, b2c]) {
    await w.admin.create('deal', { name: contact.firstName, contact: contact.id, amount: 1_000_000 })
    await w.admin.create('task', { subject: contact.firstName, contact: contact.id })
    await w.admin.create('lead', { firstName: contact.firstName, customerType: contact.customerType })
    await w.admin.create('note', { body: contact.firstName, about: { object: 'contact', id: contact.id } })
  }
  await w.admin.create('company', { name: 'Toko Siti', customerType: 'b2c' })
  const own = { customerType: { eq: 'b2b' } }
  const filters: Record<string, object> = { contact: own, company: own, lead: own, deal: { contact: own }, task: { contact: own }, note: { about: { contact: own } } }
  for (const [object, filter] of Object.entries(filters)) {
    expect((await w.admin.list(object, { filter })).data, object).toHaveLength(1)
    expect((await w.admin.get(`/records/${object}/aggregate?measure=count&filter=${encodeURIComponent(JSON.stringify(filter))}`)).data, object).toEqual([{ count: 1 }])
    expect((await w.admin.send('POST', '/views', { object, kind: 'table', label: { en: 'B2B' }, visibility: 'private', filter })).status, object).toBe(201)
  }
  expect((await w.admin.get('/records/deal/aggregate?groupBy=contact.customerType&measure=sum:amount')).data.map((row: any) => row['contact.customerType'])).toEqual(['b2b', 'b2c'])
  const rule = (object: string, condition: object) => w.admin.post('/workflows', { name: `B2B ${object}`, object, enabled: true, trigger: { type: 'record', on: ['updated'] }, condition, steps: [{ type: 'addTag', tag: 'Bisnis' }] })
  for (const [object, filter] of Object.entries(filters).filter(([name]) => name !== 'note')) await rule(object, filter)
  for (const object of ['contact', 'company', 'lead', 'deal', 'task']) {
    const { data } = await w.admin.list(object)
    await w.admin.post(`/records/${object}/batch`, { operations: data.map(({ id }) => ({ op: 'update', id, data: { externalId: id } })) })
  }
  await w.settle()
  for (const object of ['contact', 'company', 'lead', 'deal', 'task']) {
    const { data } = await w.admin.list(object, { filter: { tags: { hasAny: ['Bisnis'] } } })
    expect(data, object).toHaveLength(1)
    expect((await w.admin.list(object, { filter: filters[object] })).data[0].id).toBe(data[0].id)
  }
})
