// Recurring tasks through the front door: the next one is made once, whoever completes the one before it, and how.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../../test/workspace.ts'

const open = { filter: { status: { notIn: ['done', 'closed'] } }, sort: 'dueAt' }

test('completing makes the next task once, with checklist and relations, also when two complete it at once', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  const contact = await w.admin.create('contact', { firstName: 'Budi' })
  const deal = await w.admin.create('deal', { name: 'Tas' })
  const task = await w.admin.create('task', {
    subject: 'Laporan', dueAt: '2027-01-04T09:00:00+07:00', recurrence: 'FREQ=WEEKLY', priority: 'high', tags: ['rutin'], remindBefore: ['30'],
    contact: contact.id, about: { object: 'deal', id: deal.id }, checklist: ['Kumpulkan', { text: 'Kirim', done: true }],
  })
  expect(task.recurrence).toBe('FREQ=WEEKLY;BYDAY=MO')
  const replies = await Promise.all([1, 2, 3].map(() => w.admin.send('PATCH', `/records/task/${task.id}`, { status: 'done' })))
  expect(replies.map(reply => reply.status)).toEqual([200, 200, 200])
  await w.admin.update('task', task.id, { status: 'closed' })
  const { data } = await w.admin.list('task', open)
  expect(data).toHaveLength(1)
  expect(data[0]).toMatchObject({
    subject: 'Laporan', dueAt: '2027-01-11T02:00:00+00:00', status: 'open', priority: 'high', tags: ['rutin'], remindBefore: ['30'], contact: contact.id, about: { object: 'deal', id: deal.id },
    owner: task.owner, completedAt: null, recurrence: 'FREQ=WEEKLY;BYDAY=MO', series: { id: task.id, number: 2 },
  })
  expect(data[0].checklist.map((item: any) => [item.text, item.done, item.doneBy])).toEqual([['Kumpulkan', false, null], ['Kirim', false, null]])
})

test('in bulk each series goes on by itself, and what ended makes no more', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  const make = (recurrence: string | null) => w.admin.create('task', { subject: recurrence ?? 'once', dueAt: '2027-01-04T09:00:00+07:00', recurrence })
  const tasks = [await make('FREQ=DAILY'), await make('FREQ=MONTHLY;BYDAY=1MO'), await make('FREQ=DAILY;COUNT=1'), await make(null)]
  await w.admin.post('/records/task/batch', { operations: tasks.map(task => ({ op: 'update', id: task.id, data: { status: 'closed' } })) })
  expect((await w.admin.list('task', open)).data.map(task => [task.subject, task.dueAt])).toEqual([['FREQ=DAILY', '2027-01-05T02:00:00+00:00'], ['FREQ=MONTHLY;BYDAY=1MO', '2027-02-01T02:00:00+00:00']])
})

test('a stopped or deleted task has no next; a reopened one takes back a next that nobody touched', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  const make = () => w.admin.create('task', { subject: 'Cek', dueAt: '2027-01-04T09:00:00+07:00', recurrence: 'FREQ=DAILY' })
  const [stopped, deleted] = [await make(), await make()]
  await w.admin.update('task', stopped.id, { recurrence: null })
  await w.admin.update('task', stopped.id, { status: 'done' })
  await w.admin.remove('task', deleted.id)
  expect((await w.admin.list('task', open)).data).toEqual([])
  const task = await make()
  for (const status of ['done', 'open', 'done']) await w.admin.update('task', task.id, { status })
  const { data } = await w.admin.list('task', open)
  expect(data).toHaveLength(1)
  await w.admin.update('task', data[0].id, { priority: 'high' })
  await w.admin.update('task', task.id, { status: 'open' })
  await w.admin.update('task', task.id, { status: 'closed' })
  expect((await w.admin.list('task', open)).data.map(each => each.id)).toEqual([data[0].id])
})

test('a related record in the bin does not keep a task from being completed', async () => {
  const w = await testWorkspace()
  const deal = await w.admin.create('deal', { name: 'Tas' })
  const task = await w.admin.create('task', { subject: 'Cek', dueAt: '2027-01-04T09:00:00+07:00', recurrence: 'FREQ=DAILY', about: { object: 'deal', id: deal.id } })
  await w.admin.remove('deal', deal.id)
  await w.admin.update('task', task.id, { status: 'done' })
  expect((await w.admin.list('task', open)).data).toMatchObject([{ about: null }])
})

test('what is no rule, or recurs without a date, is refused by name; the series is not for callers to write', async () => {
  const w = await testWorkspace()
  const codes = async (data: object) => (await w.admin.send('POST', '/records/task', { subject: 'x', ...data })).body.errors.map((each: any) => `${each.path} ${each.code}`)
  expect(await codes({ recurrence: 'sometimes', dueAt: '2027-01-01' })).toEqual(['recurrence task.recurrence'])
  expect(await codes({ recurrence: 'FREQ=DAILY' })).toEqual(['dueAt value.required'])
  expect(await codes({ series: { number: 1 } })).toEqual(['series field.readOnly'])
})

test('whoever may not see a hidden rule still makes the next task by completing', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, objects: { task: { read: 'all', create: false, update: 'all', delete: false, fields: { recurrence: 'hidden', series: 'hidden' } } } })
  const clerk = await w.key('clerk')
  const task = await w.admin.create('task', { subject: 'Cek', dueAt: '2027-01-04T09:00:00+07:00', recurrence: 'FREQ=DAILY' })
  expect(await clerk.update('task', task.id, { status: 'done' })).not.toHaveProperty('recurrence')
  expect((await w.admin.list('task', open)).data).toMatchObject([{ dueAt: '2027-01-05T02:00:00+00:00', recurrence: 'FREQ=DAILY' }])
})
