// Identities through the front door.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

const verify = (w: TestWorkspace, contact: string, value: string, kind = 'phone') => w.admin.send('POST', '/identities', { contact, kind, value, verified: true })

test('two open contacts never have one verified identity, whichever channel and spelling, and of two at once one wins', async () => {
  const w = await testWorkspace()
  const one = await w.admin.create('contact', { firstName: 'A' })
  const other = await w.admin.create('contact', { firstName: 'B' })
  const replies = await Promise.all([verify(w, one.id, '0812-3456-7890', 'whatsapp'), verify(w, other.id, '+6281234567890')])
  expect(replies.map(reply => reply.status).sort()).toEqual([201, 409])
  expect(replies.find(reply => reply.status === 409)!.body.errors).toMatchObject([{ path: 'value', code: 'conflict.unique' }])
  expect((await verify(w, one.id, 'A@Example.com', 'email')).body).toMatchObject({ value: 'a@example.com', verified: true })
  expect((await verify(w, other.id, 'a@example.com', 'email')).status).toBe(409)
})

test('a phone or email that another contact has verified is refused on every write, with its field', async () => {
  const w = await testWorkspace()
  const one = await w.admin.create('contact', { firstName: 'A' })
  const other = await w.admin.create('contact', { firstName: 'B', phone: '081111111111' })
  await verify(w, one.id, '081234567890')
  const create = (data: object) => w.admin.send('POST', '/records/contact', data)
  expect(await create({ firstName: 'C', phone: '0812 3456 7890' })).toMatchObject({ status: 409, body: { errors: [{ path: 'phone', code: 'conflict.unique' }] } })
  expect((await w.admin.send('PATCH', `/records/contact/${other.id}`, { phone: '081234567890' })).status).toBe(409)
  expect((await w.admin.send('PATCH', `/records/contact/${one.id}`, { phone: '081234567890' })).status).toBe(200)
  await w.admin.remove('contact', one.id)
  const heir = await create({ firstName: 'C', phone: '081234567890' })
  expect(heir.status).toBe(201)
  expect((await verify(w, heir.body.id, '081234567890')).status).toBe(201)
  expect(await w.admin.send('POST', `/records/contact/${one.id}/restore`, {})).toMatchObject({ status: 409, body: { errors: [{ path: 'phone' }] } })
})

test('identities follow the phone, the merge and its undo', async () => {
  const w = await testWorkspace()
  const one = await w.admin.create('contact', { firstName: 'A', phone: '081234567890' })
  const other = await w.admin.create('contact', { firstName: 'B', phone: '081111111111' })
  await verify(w, other.id, '081111111111')
  const known = async (id: string) => (await w.admin.get(`/identities?contact=${id}`)).data.map((each: any) => `${each.value} ${each.verified}`).sort()
  for (const take of [{}, { phone: other.id }]) {
    await w.admin.post('/records/contact/merge', { into: one.id, from: [other.id], take })
    expect(await known(one.id)).toEqual(['+6281111111111 true', '+6281234567890 false'])
    expect((await w.admin.post('/records/contact/duplicates', { values: { phone: '0811-1111-111-1' } })).data).toMatchObject([{ record: { id: one.id } }])
    const { data: [{ merge }] } = await w.admin.get(`/records/contact/${one.id}/merges`)
    await w.admin.post(`/records/contact/merge/${merge.id}/undo`)
    expect([await known(one.id), await known(other.id)]).toEqual([['+6281234567890 false'], ['+6281111111111 true']])
  }
  await w.admin.update('contact', other.id, { phone: '082222222222' })
  expect(await known(other.id)).toEqual(['+6282222222222 false'])
})

test('whoever may not know a phone knows no identity of it, and bad input is refused', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { contact: { read: 'all', create: true, update: 'all', delete: 'none', fields: { phone: 'hidden' } } } })
  const one = await w.admin.create('contact', { firstName: 'A', phone: '081234567890', email: 'a@example.com' })
  const { body: { id } } = await verify(w, one.id, '081234567890')
  const blind = await w.key('blind')
  // WhatsApp's own ids hold the number
  const chat = await w.admin.post('/identities', { contact: one.id, kind: 'whatsapp', value: '6281234567890@s.whatsapp.net' })
  expect((await w.admin.get(`/identities?contact=${one.id}`)).data).toContainEqual(chat)
  expect((await blind.get(`/identities?contact=${one.id}`)).data).toMatchObject([{ kind: 'email' }])
  expect((await blind.send('DELETE', `/identities/${chat.id}`)).status).toBe(403)
  for (const kind of ['phone', 'whatsapp']) expect((await blind.send('POST', '/identities', { contact: one.id, kind, value: '081111111111' })).status).toBe(403)
  expect((await blind.send('DELETE', `/identities/${id}`)).status).toBe(403)
  for (const body of [{}, { contact: 'x', kind: 'phone', value: '1' }, { contact: one.id, kind: 'phone', value: 'abc' }, { contact: one.id, kind: 'email', value: 'abc' }, { contact: one.id, kind: 'X y', value: 'a' }]) expect((await w.admin.send('POST', '/identities', body)).status).toBe(422)
  expect((await w.admin.send('DELETE', `/identities/${id}`)).status).toBe(204)
  expect((await w.admin.send('DELETE', `/identities/${id}`)).status).toBe(404)
})
