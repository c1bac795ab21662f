// Conversion of leads through the front door.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../../test/workspace.ts'

const full = { firstName: 'Rina', lastName: 'Wijaya', companyName: 'PT Sinar', email: 'rina@sinar.id', phone: '0812-3456-7890', customerType: 'b2b', source: 'exhibition', tags: ['pameran'] }

test('PLT-06: converting a lead creates contact, company and deal once; a second click returns the same three ids', async () => {
  const w = await testWorkspace()
  const lead = await w.admin.create('lead', full)
  const path = `/records/lead/${lead.id}/convert`
  const clicks = await Promise.all([1, 2, 3].map(at => w.admin.post(path, { deal: { amount: 5_000_000 } }, { 'idempotency-key': `click ${at}` })))
  clicks.push(await w.admin.post(path), await (await w.key('administrator')).post(path, {}))
  expect(new Set(clicks.map(each => JSON.stringify(each))).size).toBe(1)
  const [{ contact, company, deal }] = clicks
  expect(await w.admin.read('contact', contact)).toMatchObject({ fullName: 'Rina Wijaya', email: 'rina@sinar.id', phone: '+6281234567890', company, customerType: 'b2b', source: 'exhibition', tags: ['pameran'] })
  expect(await w.admin.read('company', company)).toMatchObject({ name: 'PT Sinar', customerType: 'b2b' })
  expect(await w.admin.read('deal', deal)).toMatchObject({ name: 'PT Sinar', contact, company, source: 'exhibition', amount: { amount: 5_000_000 } })
  for (const object of ['contact', 'company', 'deal']) expect((await w.admin.list(object, { count: 'true' })).total).toBe(1)
  expect(await w.admin.read('lead', lead.id)).toMatchObject({ status: 'converted' })
})

test('whoever is known by phone or company is reused and completed, also by two leads converted at once', async () => {
  const w = await testWorkspace()
  const known = await w.admin.create('contact', { firstName: 'Rina', phone: '+62 812 3456 7890' })
  const leads = [await w.admin.create('lead', full), await w.admin.create('lead', { ...full, email: 'lain@sinar.id' })]
  const offered = await w.admin.get(`/records/lead/${leads[0].id}/conversion`)
  expect(offered.contacts[0].record.id).toBe(known.id)
  const [one, other] = await Promise.all(leads.map(lead => w.admin.post(`/records/lead/${lead.id}/convert`)))
  expect([one.contact, other.contact, one.company]).toEqual([known.id, known.id, other.company])
  expect(await w.admin.read('contact', known.id)).toMatchObject({ firstName: 'Rina', company: one.company, lastName: 'Wijaya' })
  const third = await w.admin.create('lead', { firstName: 'Tono' })
  expect(await w.admin.post(`/records/lead/${third.id}/convert`, { contact: known.id, company: null, deal: null })).toEqual({ contact: known.id, company: null, deal: null })
})

test('a masked value goes over unseen where the caller sees masks too, and nowhere else; a shared lead is converted by who may change it', async () => {
  const w = await testWorkspace()
  for (const name of ['email', 'phone']) await w.admin.patch(`/objects/lead/fields/${name}`, { sensitive: true })
  await w.admin.patch('/objects/contact/fields/email', { sensitive: true })
  await w.admin.post('/roles', { name: 'careful', label: { en: 'Careful' }, others: { read: 'all', create: true, update: 'all', delete: 'none', sensitive: 'masked' }, objects: { lead: { read: 'none', create: false, update: 'none', delete: 'none', sensitive: 'masked' } } })
  const careful = await w.key('careful')
  const [known] = [await w.admin.create('contact', { firstName: 'Lama', email: 'lama@sinar.id' })]
  const leads = [await w.admin.create('lead', { firstName: 'Rina', email: 'rina@sinar.id', phone: '081234567890', tags: ['bagi'] }), await w.admin.create('lead', { email: 'lama@sinar.id', tags: ['bagi'] }), await w.admin.create('lead', { firstName: 'Lihat', tags: ['lihat'] })]
  for (const [word, access] of [['bagi', 'update'], ['lihat', 'read']]) await w.admin.post('/sharing-rules', { object: 'lead', label: { en: word }, filter: { tags: { hasAny: [word] } }, to: { role: 'careful' }, access })
  const { contact } = await careful.post(`/records/lead/${leads[0].id}/convert`, { deal: null })
  expect(await w.admin.read('contact', contact)).toMatchObject({ firstName: 'Rina', email: 'rina@sinar.id', phone: null })
  expect((await careful.post(`/records/lead/${leads[1].id}/convert`, { deal: null })).contact).toBe(known.id)
  expect((await careful.send('POST', `/records/lead/${leads[2].id}/convert`, {})).status).toBe(403)
})

test('notes and tasks go over: open tasks to the deal, the rest to the contact', async () => {
  const w = await testWorkspace()
  const lead = await w.admin.create('lead', full)
  const about = { object: 'lead', id: lead.id }
  const note = await w.admin.create('note', { body: 'Suka biru', about })
  const open = await w.admin.create('task', { subject: 'Telepon', about })
  const done = await w.admin.create('task', { subject: 'Kirim brosur', about, status: 'done' })
  const { contact, deal } = await w.admin.post(`/records/lead/${lead.id}/convert`)
  expect((await w.admin.read('note', note.id)).about).toEqual({ object: 'contact', id: contact })
  expect(await w.admin.read('task', open.id)).toMatchObject({ about: { object: 'deal', id: deal }, contact })
  expect(await w.admin.read('task', done.id)).toMatchObject({ about: { object: 'contact', id: contact }, contact })
})

test('rights for all three objects are needed, else nothing is made', async () => {
  const w = await testWorkspace()
  const lead = await w.admin.create('lead', full)
  const all = { read: 'all', create: true, update: 'all', delete: false }
  for (const without of ['contact', 'company', 'deal', 'lead']) {
    const objects = Object.fromEntries(['contact', 'company', 'deal', 'lead'].map(object => [object, object === without ? { ...all, create: false, update: 'none' } : all]))
    await w.admin.post('/roles', { name: `no${without}`, label: { en: without }, objects })
    expect((await (await w.key(`no${without}`)).send('POST', `/records/lead/${lead.id}/convert`)).status).toBe(403)
  }
  await w.admin.post('/roles', { name: 'stranger', label: { en: 'x' }, objects: { lead: { ...all, read: 'own' } } })
  expect((await (await w.key('stranger')).send('POST', `/records/lead/${lead.id}/convert`)).status).toBe(404)
  for (const object of ['contact', 'company', 'deal']) expect((await w.admin.list(object)).data).toEqual([])
  expect((await w.admin.send('POST', `/records/lead/${lead.id}/convert`, { deal: { amount: 'much', nothing: 1 } })).body.errors.map((each: any) => each.path).sort()).toEqual(['deal.amount', 'deal.nothing'])
  expect((await w.admin.send('POST', `/records/lead/${lead.id}/convert`, { contact: lead.id })).body.errors[0]).toMatchObject({ path: 'contact', code: 'relation.unknown' })
  expect((await w.admin.list('company')).data).toEqual([])
})

test('a converted lead is changed by administrators alone, and a merged contact is still the answer', async () => {
  const w = await testWorkspace()
  const sales = await w.person('sales')
  const lead = await sales.create('lead', full)
  const made = await sales.post(`/records/lead/${lead.id}/convert`)
  expect((await sales.send('PATCH', `/records/lead/${lead.id}`, { status: 'new' })).body.code).toBe('lead.converted')
  expect((await w.admin.update('lead', lead.id, { interest: 'Meja' })).interest).toBe('Meja')
  const survivor = await w.admin.create('contact', { firstName: 'Rina W' })
  await w.admin.post('/records/contact/merge', { into: survivor.id, from: [made.contact] })
  expect(await sales.post(`/records/lead/${lead.id}/convert`)).toEqual({ ...made, contact: survivor.id })
})

test('fields that the company added go to the field of the same name, or where the settings say', async () => {
  const w = await testWorkspace()
  const text = (name: string) => ({ name, label: { en: name }, type: 'text' })
  for (const [object, name] of [['lead', 'budget'], ['deal', 'budget'], ['lead', 'hobby'], ['contact', 'pastime'], ['lead', 'secret'], ['contact', 'secret']]) await w.admin.post(`/objects/${object}/fields`, text(name))
  expect((await w.admin.send('PUT', '/lead-conversion', { fields: { hobby: { object: 'contact', field: 'nowhere' }, gone: null } })).body.errors.map((each: any) => each.path)).toEqual(['hobby.field', 'gone'])
  await w.admin.put('/lead-conversion', { fields: { hobby: { object: 'contact', field: 'pastime' }, secret: null } })
  const lead = await w.admin.create('lead', { ...full, budget: '10 juta', hobby: 'Catur', secret: 'x' })
  const { contact, deal } = await w.admin.post(`/records/lead/${lead.id}/convert`)
  expect(await w.admin.read('deal', deal)).toMatchObject({ budget: '10 juta' })
  expect(await w.admin.read('contact', contact)).toMatchObject({ pastime: 'Catur', secret: null })
})

test('the source of a lead can be made a must by the settings of its field', async () => {
  const w = await testWorkspace()
  expect((await w.admin.send('POST', '/records/lead', { firstName: 'A' })).status).toBe(201)
  await w.admin.patch('/objects/lead/fields/source', { required: true })
  expect((await w.admin.send('POST', '/records/lead', { firstName: 'B' })).body.errors).toMatchObject([{ path: 'source', code: 'value.required' }])
})
