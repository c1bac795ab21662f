// What is written once stays, by the ways that a program or a rule takes beside those of test/journeys/rules.test.ts.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from './client.ts'
import { testWorkspace, type TestWorkspace } from './workspace.ts'

let w: TestWorkspace
let manager: Client

beforeAll(async () => {
  w = await testWorkspace()
  manager = await w.key('manager')
  await w.admin.post('/objects/contact/fields', { name: 'certificate', type: 'text', writeOnce: true, label: { en: 'Certificate' } })
})

afterAll(() => w.close())

const filled = async (externalId: string): Promise<string> => (await w.admin.create('contact', { lastName: externalId, externalId, certificate: 'C-1' })).id

test('an empty one is filled, by whoever may write it; the same value again is no second write', async () => {
  const { id } = await manager.create('contact', { lastName: 'Kosong' })
  const { certificate, version } = await manager.update('contact', id, { certificate: 'C-9' })
  expect([certificate, (await manager.update('contact', id, { certificate: 'C-9' })).version]).toEqual(['C-9', version])
})

test('an upsert and a batch that is not atomic are refused it too, also of an administrator', async () => {
  const id = await filled('api')
  for (const client of [manager, w.admin]) {
    const { results } = await client.post('/records/contact/batch', { atomic: false, operations: [{ op: 'update', id, data: { certificate: 'C-2' } }] })
    expect(results[0].errors.map((each: { code: string }) => each.code)).toEqual(['field.writeOnce'])
    expect(JSON.stringify((await client.send('POST', '/records/contact/upsert', { matchOn: ['externalId'], records: [{ externalId: 'api', certificate: 'C-2' }] })).body)).toContain('field.writeOnce')
  }
  expect((await manager.send('PATCH', `/records/contact/${id}`, { certificate: null })).body.code).toBe('field.writeOnce')
  expect((await w.admin.read('contact', id)).certificate).toBe('C-1')
})

test('a rule in the transaction that would write it again, with an administrator\'s role, refuses the whole change', async () => {
  await w.admin.post('/workflows', { name: 'At once', object: 'contact', role: 'administrator', enabled: true, inTransaction: true, trigger: { type: 'record', on: ['updated'], changed: ['jobTitle'], reenrol: 'every' }, steps: [{ id: 'write', type: 'updateRecord', data: { certificate: 'C-2' } }] })
  const id = await filled('rule')
  expect((await w.admin.send('PATCH', `/records/contact/${id}`, { jobTitle: 'Now' })).status).toBe(422)
  expect(await w.admin.read('contact', id)).toMatchObject({ certificate: 'C-1', jobTitle: null })
})

test('that an administrator emptied it is kept, with her name and what it was', async () => {
  const id = await filled('cleared')
  await w.admin.patch(`/records/contact/${id}?overrideReason=Salah%20orang`, { certificate: null })
  const { data: [event] } = await w.admin.get(`/events?object=contact&record=${id}&field=certificate`)
  expect([event.cause.reason, event.changes]).toMatchObject(['Salah orang', [{ field: 'certificate', from: 'C-1', to: null }]])
})
