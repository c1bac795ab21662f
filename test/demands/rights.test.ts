// What users of the peers report of rights, as tests of the failing case: rows of others, fields behind groups, hard roles.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../client.ts'
import { openLine } from '../realtime-line.ts'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'

let w: TestWorkspace
beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const role = (name: string, objects: object) => w.admin.post('/roles', { name, label: { en: name }, objects })
const own = { read: 'own', create: true, update: 'own', delete: 'own' }

// chatwoot/chatwoot#3272, #8274: the list is narrowed while the link, the search or a count still show what is others'
test('demand 21: whoever sees only her own knows of no other record on any path', async () => {
  await role('agent21', { contact: own })
  const agent = await w.person('agent21', { name: 'Nia' })
  const line = openLine(w.url, { headers: (agent as unknown as { headers: Record<string, string> }).headers })
  await line.subscribe(['records:contact'])
  const mine = await agent.create('contact', { firstName: 'Rahasia', lastName: 'Milikku' })
  const theirs = await w.admin.create('contact', { firstName: 'Rahasia', lastName: 'Orang lain', email: 'lain@example.com' })
  const last = await agent.create('contact', { firstName: 'Terakhir' })
  // events come in their order: with the last one the one between was passed over
  const told = [await line.next(each => each.type === 'event'), await line.next(each => each.type === 'event')]
  expect(told.map(each => each.event.id)).toEqual([mine.id, last.id])
  await agent.remove('contact', last.id)
  await w.settle()
  const ids = (page: any) => page.data.map((each: any) => each.id)
  expect(ids(await agent.list('contact', { filter: { firstName: { eq: 'Rahasia' } } }))).toEqual([mine.id])
  expect(ids(await agent.list('contact', { filter: { id: { eq: theirs.id } } }))).toEqual([])
  expect((await agent.get('/records/contact?count=true')).total).toBe(1)
  expect((await agent.get('/records/contact/aggregate?measure=count&groupBy=lastName')).data).toEqual([{ lastName: 'Milikku', count: 1 }])
  expect(ids(await agent.get('/search?q=rahasia'))).toEqual([mine.id])
  expect((await agent.post('/records/contact/duplicates', { values: { email: 'lain@example.com' } })).data).toEqual([])
  expect((await agent.get('/events?object=contact')).data.map((each: any) => each.record)).not.toContain(theirs.id)
  const path = `/records/contact/${theirs.id}`
  const asked: [string, string, object?][] = [['GET', path], ['GET', `${path}/timeline`], ['PATCH', path, { firstName: 'X' }], ['DELETE', path], ['GET', `${path}/merges`],
    ['POST', '/records/contact/merge', { into: mine.id, from: [theirs.id] }], ['POST', '/records/contact/merge/preview', { into: mine.id, from: [theirs.id] }]]
  for (const [method, address, body] of asked) expect((await agent.send(method, address, body)).status, `${method} ${address}`).toBe(404)
  for (const op of [{ op: 'update', id: theirs.id, data: { firstName: 'X' } }, { op: 'delete', id: theirs.id }]) expect((await agent.post('/records/contact/batch', { atomic: false, operations: [op] })).results[0].status).toBe(404)
  const bulk = await agent.post('/records/contact/bulk', { filter: { firstName: { eq: 'Rahasia' } }, change: { set: { occupation: 'Guru' } } })
  const { id: file } = await agent.post('/exports', { object: 'contact', format: 'csv' })
  await w.settle()
  expect(await agent.get(`/bulk/${bulk.id}`)).toMatchObject({ total: 1, changed: 1 })
  expect((await agent.bytes(`/exports/${file}/file`)).toString()).not.toContain('Orang lain')
  expect(await w.admin.read('contact', theirs.id)).toMatchObject({ version: 1, firstName: 'Rahasia' })
})

// twentyhq/twenty#25911: a hidden field's values come out of a group-by; #22873: out of a stored view's filter
test('demand 22: a hidden field is told by no group, measure, filter, sort, view, search or export', async () => {
  await role('clerk22', { contact: { read: 'all', create: true, update: 'all', delete: 'none', fields: { occupation: 'hidden' } } })
  const clerk = await w.key('clerk22')
  const { id } = await w.admin.create('contact', { firstName: 'Sri', occupation: 'Notaris' })
  const view = await w.admin.post('/views', { object: 'contact', label: { en: 'Notaries' }, filter: { occupation: { eq: 'Notaris' } }, sort: 'occupation', columns: ['firstName', 'occupation'] })
  await w.settle()
  const none = JSON.stringify({ occupation: { eq: 'nobody has this' } })
  const some = JSON.stringify({ occupation: { eq: 'Notaris' } })
  for (const query of ['aggregate?groupBy=occupation&measure=count', 'aggregate?measure=countDistinct:occupation', `aggregate?measure=count&filter=${some}`, `aggregate?measure=count&filter=${none}`]) {
    expect((await clerk.send('GET', `/records/contact/${query}`)).status, query).toBe(422)
  }
  for (const query of [`filter=${some}`, `filter=${none}`, 'sort=occupation', 'fields=occupation']) expect((await clerk.send('GET', `/records/contact?${query}`)).status, query).toBe(422)
  for (const path of [`/records/contact/${id}`, `/records/contact/${id}/timeline`, '/views?object=contact', `/views/${view.id}`, '/search?q=notaris', '/events?object=contact', '/objects/contact', '/openapi.json']) {
    const { status, body } = await clerk.send('GET', path)
    expect(JSON.stringify(body), `${status} ${path}`).not.toMatch(/Notaris|"occupation"/)
  }
  expect((await clerk.send('POST', '/exports', { object: 'contact', format: 'csv', fields: ['firstName', 'occupation'] })).status).toBe(422)
})

// frappe/crm#2885: the product asks for roles by their names; frappe/frappe#26970: rights only field by field
test('demand 23: a role of any name, given in one line for each object, is all that a member needs; the given roles may change', async () => {
  const all = { read: 'all', create: true, update: 'all', delete: 'all' }
  await role('juruBayar', { contact: all, deal: { ...all, fields: { amount: 'read' } } })
  const cashier: Client = await w.person('juruBayar', { name: 'Tuti' })
  const contact = await cashier.create('contact', { firstName: 'Wahyu', occupation: 'Guru' })
  expect(await cashier.update('contact', contact.id, { hobbies: ['catur'] })).toMatchObject({ occupation: 'Guru', hobbies: ['catur'] })
  // a field that comes later needs no right of its own
  await w.admin.post('/objects/contact/fields', { name: 'shoeSize', label: { en: 'Shoe size' }, type: 'number' })
  expect(await cashier.update('contact', contact.id, { shoeSize: 42 })).toMatchObject({ shoeSize: 42 })
  expect((await cashier.send('POST', '/records/deal', { name: 'Tas', amount: 5 })).body.errors).toMatchObject([{ path: 'amount', code: 'field.readOnly' }])
  expect((await cashier.send('GET', '/records/task')).status).toBe(404)
  const sales = await w.admin.get('/roles/sales')
  await w.admin.patch('/roles/sales', { objects: { ...sales.objects, contact: { ...all, read: 'none', create: false, update: 'none', delete: 'none' } } })
  expect((await (await w.key('sales')).send('GET', '/records/contact')).status).toBe(404)
})
