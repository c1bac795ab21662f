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
