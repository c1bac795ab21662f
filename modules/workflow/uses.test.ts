// What a workflow names is not taken away under it, wherever it names it.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('a field that only a date trigger, a loop, an order, a lock or a clock names is not removed either', async () => {
  const w = await testWorkspace()
  const number = (name: string) => ({ name, label: { en: name }, type: 'number' })
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit' }, fields: [{ name: 'name', label: { en: 'Name' }, type: 'text' }, { name: 'day', label: { en: 'Day' }, type: 'date' }, { name: 'guest', label: { en: 'Guest' }, type: 'relation', to: 'contact' }, number('floor'), number('room'), number('price'), number('unused')] })
  const make = async (name: string, more: object) => (await w.admin.post('/workflows', { name, object: 'visit', trigger: { type: 'button' }, steps: [{ id: 'tag', type: 'addTag', tag: 'x' }], ...more })).id as string
  const dated = await make('Dated', { trigger: { type: 'date', field: 'day', timeZone: 'contact' } })
  const looped = await make('Looped', { steps: [
    { id: 'find', type: 'findRecords', object: 'visit', sort: '-floor' },
    { id: 'each', type: 'forEach', items: '{{ steps.find.records }}', steps: [{ id: 'tell', type: 'notify', to: 'role:sales', title: 'Room {{ item.room }}' }] }] })
  const locked = await make('Locked', { steps: [{ id: 'ask', type: 'requestApproval', title: 'x', approvers: [{ to: 'role:manager' }], lockExcept: ['price'] }] })
  const usesOf = async (field: string) => (await w.admin.get(`/objects/visit/fields/${field}/uses`)).data.map((use: any) => use.path)
  expect(await Promise.all(['day', 'guest', 'floor', 'room', 'price', 'unused'].map(usesOf))).toEqual([[dated], [dated], [looped], [looped], [locked], []].map(list => list.map(id => `workflows.${id}`)))
  for (const field of ['day', 'guest', 'floor', 'room', 'price']) expect((await w.admin.send('DELETE', `/objects/visit/fields/${field}`)).body.code).toBe('conflict.inUse')
  await w.admin.delete('/objects/visit/fields/unused')
  for (const id of [dated, looped, locked]) expect((await w.admin.get(`/workflows/${id}`)).faults).toEqual([])
})

test('what only an older version names is kept as long as a run is on that version, also while the workflow is switched off; the refusal names the version', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const text = (name: string) => ({ name, label: { en: name }, type: 'text' })
  await w.admin.post('/objects', { name: 'room', label: { en: 'Room' }, fields: [text('name')] })
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit' }, fields: [text('name'), text('floor'), { name: 'kind', label: { en: 'Kind' }, type: 'select', options: ['usual', 'vip'].map(value => ({ value, label: { en: value } })) }] })
  const rest = { id: 'rest', type: 'wait', for: { days: 1 } }
  const { id } = await w.admin.post('/workflows', { name: 'Guest', object: 'visit', trigger: { type: 'record', on: ['created'] }, steps: [rest,
    { id: 'tag', type: 'addTag', tag: '{{ record.floor }}' }, { id: 'make', type: 'createRecord', object: 'room', if: { kind: { eq: 'vip' } }, data: { name: 'x' } }] })
  const wait = async (name: string, more: object = {}) => {
    const { id: visit } = await w.admin.create('visit', { name, ...more })
    await w.settle()
    return visit as string
  }
  await wait('Ani', { floor: '2' })
  const steps = [rest, { id: 'tag', type: 'addTag', tag: 'x' }]
  await w.admin.patch(`/workflows/${id}`, { steps })
  await wait('Budi')
  await w.admin.patch(`/workflows/${id}`, { enabled: false })
  const field = '/objects/visit/fields/floor'
  const use = { path: `workflows.${id}.versions.1`, text: 'alur kerja Guest (versi 1, yang masih diikuti proses yang berjalan)' }
  expect((await w.admin.get(`${field}/uses`)).data).toEqual([use])
  expect((await w.admin.send('GET', `${field}/uses`, undefined, { 'accept-language': 'en' })).body.data).toEqual([{ ...use, text: 'workflow Guest (version 1, which runs under way still follow)' }])
  const refusals = await Promise.all([w.admin.send('DELETE', field), w.admin.send('DELETE', '/objects/room'), w.admin.send('PATCH', '/objects/visit/fields/kind', { options: [{ value: 'usual', label: { en: 'usual' } }] })])
  expect(refusals.map(({ status, body }) => [status, body.code, body.errors.map((fault: any) => fault.path)])).toEqual(Array.from({ length: 3 }, () => [409, 'conflict.inUse', [use.path]]))
  expect(refusals[0].body.detail).toContain(use.text)
  // the object itself is named by both versions
  expect((await w.admin.get('/objects/visit/uses')).data.map((each: any) => each.path)).toEqual([use.path, `workflows.${id}`])
  await w.admin.patch(`/workflows/${id}`, { enabled: true })
  await w.setClock('2027-03-02T10:00:00+07:00')
  await w.settle()
  expect((await w.admin.get(`/workflows/${id}/runs`)).data.map((run: any) => run.status)).toEqual(['completed', 'completed'])
  await w.admin.delete(field)
  // runs of a removed workflow go nowhere
  await w.admin.patch(`/workflows/${id}`, { steps: [rest, { id: 'make', type: 'createRecord', object: 'room', data: { name: 'x' } }] })
  await wait('Citra')
  await w.admin.patch(`/workflows/${id}`, { steps })
  expect((await w.admin.send('DELETE', '/objects/room')).status).toBe(409)
  await w.admin.delete(`/workflows/${id}`)
  expect((await w.admin.send('DELETE', '/objects/room')).status).toBe(204)
})

test('a workflow whose role lost a right keeps all that it names until it is corrected or the right is given back', async () => {
  const w = await testWorkspace()
  const text = (name: string) => ({ name, label: { en: name }, type: 'text' })
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit' }, fields: [text('name'), text('floor'), text('price')] })
  const rights = (fields: object) => ({ objects: { visit: { read: 'all', update: 'all', fields } } })
  await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, ...rights({}) })
  const { id } = await w.admin.post('/workflows', { name: 'Mark', object: 'visit', role: 'clerk', trigger: { type: 'button' }, condition: { price: { empty: false } }, steps: [{ id: 'tag', type: 'addTag', tag: '{{ record.floor }}' }] })
  await w.admin.patch('/roles/clerk', rights({ price: 'hidden' }))
  expect((await w.admin.get(`/workflows/${id}`)).faults).toMatchObject([{ path: 'condition.price', code: 'field.unknown' }])
  for (const field of ['price', 'floor']) {
    const { status, body } = await w.admin.send('DELETE', `/objects/visit/fields/${field}`)
    expect([status, body.errors.map((fault: any) => fault.path)]).toEqual([409, [`workflows.${id}`]])
  }
  await w.admin.patch('/roles/clerk', rights({}))
  expect((await w.admin.get(`/workflows/${id}`)).faults).toEqual([])
})
