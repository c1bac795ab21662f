// Contacts through the front door.
import { expect, test } from 'vitest'
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

test('a company\'s last activity moves when a contact, deal, task or note of it is written, without an event of the company', async () => {
  const w = await testWorkspace()
  const company = await w.admin.create('company', { name: 'PT Maju' })
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
