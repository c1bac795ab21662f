// Tasks through the front door.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('AGL-02: a task is completed by the status done and by closed, with its time, and opened again without', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-01T00:00:00+00:00')
  const task = await w.admin.create('task', { subject: 'Telepon' })
  expect(task).toMatchObject({ status: 'open', priority: 'normal', completedAt: null })
  expect((await w.admin.update('task', task.id, { status: 'done' })).completedAt).toBe('2027-01-01T00:00:00+00:00')
  await w.setClock('2027-01-02T00:00:00+00:00')
  expect((await w.admin.update('task', task.id, { status: 'closed' })).completedAt).toBe('2027-01-01T00:00:00+00:00')
  expect((await w.admin.update('task', task.id, { status: 'inProgress' })).completedAt).toBe(null)
  expect((await w.admin.update('task', task.id, { status: 'closed' })).completedAt).toBe('2027-01-02T00:00:00+00:00')
  expect((await w.admin.list('task', { filter: { status: { notIn: ['done', 'closed'] } } })).data).toEqual([])
  expect((await w.admin.send('PATCH', `/records/task/${task.id}`, { completedAt: '2027-01-01' })).body.errors[0].code).toBe('field.readOnly')
})

test('a note is about one record of several kinds', async () => {
  const w = await testWorkspace()
  const deal = await w.admin.create('deal', { name: 'Tas' })
  const note = await w.admin.create('note', { body: 'Suka biru', about: { object: 'deal', id: deal.id } })
  expect(note.about).toEqual({ object: 'deal', id: deal.id })
  expect((await w.admin.list('note', { filter: { about: { deal: { name: { eq: 'Tas' } } } } })).data).toHaveLength(1)
})

test('tasks and notes are about products too: written, filtered, and told in the product\'s timeline', async () => {
  const w = await testWorkspace()
  const [watch, bag] = [await w.admin.create('product', { name: 'Submariner' }), await w.admin.create('product', { name: 'Birkin' })]
  const about = { object: 'product', id: watch.id }
  const task = await w.admin.create('task', { subject: 'Foto ulang', about })
  const note = await w.admin.create('note', { body: 'Kotaknya penyok', about })
  expect([task.about, note.about]).toEqual([about, about])
  for (const [object, record] of [['task', task], ['note', note]] as const) {
    expect((await w.admin.list(object, { filter: { about: { product: { name: { eq: 'Submariner' } } } } })).data.map(each => each.id), object).toEqual([record.id])
    expect((await w.admin.list(object, { filter: { about: { product: { id: { eq: bag.id } } } } })).data, object).toEqual([])
  }
  const { data } = await w.admin.get(`/records/product/${watch.id}/timeline?types=task,note`)
  expect(new Set(data.map((entry: any) => entry.id))).toEqual(new Set([task.id, note.id]))
  await w.admin.post('/workflows', { name: 'Habis', object: 'product', trigger: { type: 'record', to: { active: { eq: false } } }, steps: [{ type: 'addComment', body: 'Tidak dijual lagi' }] })
  await w.admin.update('product', bag.id, { active: false })
  await w.settle()
  expect((await w.admin.list('note', { filter: { about: { product: { id: { eq: bag.id } } } } })).data.map(each => each.body)).toEqual(['Tidak dijual lagi'])
})
