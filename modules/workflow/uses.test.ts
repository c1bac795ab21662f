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
