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

test('a conversion is undone once and as a whole: what it made goes to the bin, what it moved and filled in goes back, in the timeline of all', async () => {
  const w = await testWorkspace()
  const known = await w.admin.create('contact', { firstName: 'Rina', phone: '+62 812 3456 7890' })
  const sales = await w.person('manager')
  const lead = await sales.create('lead', { ...full, status: 'qualified' })
  const about = { object: 'lead', id: lead.id }
  const note = await sales.create('note', { body: 'Suka biru', about })
  const task = await sales.create('task', { subject: 'Telepon', about })
  const made = await sales.post(`/records/lead/${lead.id}/convert`)
  expect((await sales.get(`/records/lead/${lead.id}/conversion`)).converted.undoableUntil).not.toBeNull()
  const undo = `/records/lead/${lead.id}/conversion/undo`
  const replies = await Promise.all([1, 2, 3].map(() => sales.send('POST', undo)))
  expect(replies.map(reply => reply.status).sort()).toEqual([200, 409, 409])
  expect(replies.find(reply => reply.status === 200)!.body).toEqual({ lead: lead.id, removed: [{ object: 'company', id: made.company }, { object: 'deal', id: made.deal }] })
  for (const object of ['company', 'deal']) expect((await w.admin.send('GET', `/records/${object}/${made[object]}`)).status).toBe(404)
  expect(await w.admin.read('lead', lead.id)).toMatchObject({ status: 'qualified', convertedAt: null })
  expect(await w.admin.read('contact', known.id)).toMatchObject({ firstName: 'Rina', lastName: null, company: null, email: null, tags: known.tags })
  expect((await w.admin.read('note', note.id)).about).toEqual(about)
  expect(await w.admin.read('task', task.id)).toMatchObject({ about, contact: null })
  for (const [object, id] of [['lead', lead.id], ['contact', known.id], ['company', made.company], ['deal', made.deal]]) {
    const { data } = await w.admin.get(`/records/${object}/${id}/timeline?limit=100`)
    expect(data.filter((entry: any) => entry.type === 'conversion').map((entry: any) => entry.undone).sort(), object).toEqual([false, true])
  }
  // the lead is open, and can be converted anew
  const again = await sales.post(`/records/lead/${lead.id}/convert`)
  expect([again.contact, again.deal === made.deal]).toEqual([known.id, false])
})

test('a conversion is not undone once somebody worked on what it made, after 30 days, or without the rights', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  const convert = async (phone: string) => {
    const lead = await w.admin.create('lead', { ...full, phone, email: null, companyName: `PT ${phone}` })
    return { ...await w.admin.post(`/records/lead/${lead.id}/convert`), lead: lead.id, undo: `/records/lead/${lead.id}/conversion/undo` }
  }
  const reasons = async (undo: string) => (await w.admin.send('POST', undo)).body
  const worked = await convert('081234567801')
  await w.admin.update('deal', worked.deal, { amount: 7 })
  await w.admin.create('note', { body: 'Sudah bertemu', about: { object: 'contact', id: worked.contact } })
  const refused = await reasons(worked.undo)
  expect([refused.status, refused.code, refused.errors.map((each: any) => `${each.path} ${each.code}`)]).toEqual([409, 'lead.workedOn', ['contact lead.linkedSince', 'deal lead.changedSince']])
  expect(await w.admin.read('lead', worked.lead)).toMatchObject({ status: 'converted' })
  const merged = await convert('081234567802')
  const other = await w.admin.create('contact', { firstName: 'Lain' })
  await w.admin.post('/records/contact/merge', { into: other.id, from: [merged.contact] })
  expect((await reasons(merged.undo)).errors.map((each: any) => each.code)).toContain('lead.mergedSince')
  const old = await convert('081234567803')
  const sales = await w.person('sales')
  expect((await sales.send('POST', old.undo)).status).toBe(404)
  expect((await (await w.key('readOnly')).send('POST', old.undo)).status).toBe(403)
  // what a workflow did by itself is no work
  await w.admin.post('/workflows', { name: 'Tag', object: 'deal', enabled: true, trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'tag', type: 'addTag', tag: 'baru' }, { id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Sapa', about: { object: 'deal', id: '{{ record.id }}' } } }] })
  const tagged = await convert('081234567804')
  await w.settle()
  expect((await w.admin.read('deal', tagged.deal)).tags).toContain('baru')
  expect((await w.admin.send('POST', tagged.undo)).status).toBe(200)
  // her phone is free again
  expect((await w.admin.post(`/records/lead/${tagged.lead}/convert`)).contact).not.toBe(tagged.contact)
  await w.setClock('2027-02-04T08:00:00+07:00')
  expect((await reasons(old.undo)).code).toBe('lead.undoExpired')
  expect((await w.admin.get(`/records/lead/${old.lead}/conversion`)).converted.undoableUntil).toBeNull()
})
