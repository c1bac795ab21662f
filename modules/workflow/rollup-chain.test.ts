// Workflows that set each other off by way of computed values: a roll-up goes on with the chain of what moved it.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

/** Orders that gather their lines: how many, and a formula on the line that reads its order. */
async function orders(w: TestWorkspace): Promise<void> {
  const label = (en: string) => ({ en, id: en })
  await w.admin.post('/objects', { name: 'order', label: label('Order'), fields: [{ name: 'name', type: 'text', label: label('Name') }, { name: 'total', type: 'number', label: label('Total') }] })
  await w.admin.post('/objects', { name: 'line', label: label('Line'), fields: [{ name: 'name', type: 'text', label: label('Name') }, { name: 'order', type: 'relation', to: 'order', label: label('Order') }] })
  await w.admin.post('/objects/order/fields', { name: 'lines', type: 'rollup', label: label('Lines'), rollup: { object: 'line', by: 'order', measure: 'count' } })
  await w.admin.post('/objects/line/fields', { name: 'double', type: 'formula', label: label('Double'), formula: 'order.total * 2' })
}

test('a workflow that moves the roll-up which sets it off is stopped, with the chain shown', async () => {
  const w = await testWorkspace()
  await orders(w)
  const { id } = await w.admin.post('/workflows', {
    name: 'More', object: 'order', trigger: { type: 'record', on: ['updated'], changed: ['lines'], reenrol: 'every' },
    steps: [{ id: 'line', type: 'createRecord', object: 'line', data: { name: 'again', order: '{{ record.id }}' } }],
  })
  const order = await w.admin.create('order', { name: 'A' })
  await w.admin.create('line', { name: 'first', order: order.id })
  await w.settle()
  expect((await w.admin.read('order', order.id)).lines).toBe(2)
  const runs = (await w.admin.get(`/workflows/${id}/runs`)).data
  expect(runs.map((run: any) => [run.status, run.error?.code ?? null])).toEqual([['cancelled', 'workflow.loop'], ['completed', null]])
})

test('so is one that moves what a formula reads across a relation', async () => {
  const w = await testWorkspace()
  await orders(w)
  const order = await w.admin.create('order', { name: 'A', total: 1 })
  await w.admin.create('line', { name: 'first', order: order.id })
  const { id } = await w.admin.post('/workflows', {
    name: 'Dearer', object: 'line', trigger: { type: 'record', on: ['updated'], changed: ['double'], reenrol: 'every' },
    steps: [{ id: 'order', type: 'updateRecord', object: 'order', recordId: '{{ record.order.id }}', data: { total: '{{ record.order.total | plus: 1 }}' } }],
  })
  await w.admin.update('order', order.id, { total: 2 })
  await w.settle()
  expect((await w.admin.read('order', order.id)).total).toBe(3)
  const runs = (await w.admin.get(`/workflows/${id}/runs`)).data
  expect(runs.map((run: any) => [run.status, run.error?.code ?? null])).toEqual([['cancelled', 'workflow.loop'], ['completed', null]])
})

test('why a roll-up is so leads by way of the workflow that moved it to the person who set that off', async () => {
  const w = await testWorkspace()
  await orders(w)
  await w.admin.post('/workflows', {
    name: 'First line', object: 'order', trigger: { type: 'record', on: ['created'] },
    steps: [{ id: 'line', type: 'createRecord', object: 'line', data: { name: 'first', order: '{{ record.id }}' } }],
  })
  const order = await w.admin.create('order', { name: 'A' })
  await w.settle()
  const { data: [{ causes }] } = await w.admin.get(`/records/order/${order.id}/why?field=lines`)
  expect(causes.map((cause: any) => [cause.workflow?.name ?? null, cause.kind, cause.object, cause.record])).toEqual([['First line', 'updated', 'order', order.id], [null, 'created', 'order', order.id]])
  expect(causes.at(-1)).toMatchObject({ way: 'api', changed: expect.arrayContaining(['name']) })
})
