// Reminders through the front door, by the manual clock.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

async function reminded() {
  const w = await testWorkspace()
  const person = await w.person('sales', { name: 'Sari' })
  await w.setClock('2027-01-04T08:00:00+07:00')
  const titles = async () => {
    await w.settle()
    return (await person.get('/notifications')).data.filter((each: any) => each.title.startsWith('Pengingat')).map((each: any) => each.title)
  }
  return { w, person, titles }
}

test('a task reminds its owner before it is due and at a time of her choice, each once', async () => {
  const { w, person, titles } = await reminded()
  const task = await w.admin.create('task', { subject: 'Telepon', owner: person.member, dueAt: '2027-01-04T10:00:00+07:00', remindBefore: ['30', '60'], remindAt: '2027-01-04T08:30:00+07:00' })
  expect(await titles()).toEqual([])
  await w.setClock('2027-01-04T08:30:00+07:00')
  expect(await titles()).toHaveLength(1)
  await w.setClock('2027-01-04T09:05:00+07:00')
  expect(await titles()).toHaveLength(2)
  await w.setClock('2027-01-04T12:00:00+07:00')
  expect(await titles()).toEqual(['Pengingat: Telepon', 'Pengingat: Telepon', 'Pengingat: Telepon'])
  const { data: [first] } = await person.get('/notifications')
  expect(first).toMatchObject({ link: `/o/task/${task.id}`, body: 'Jatuh tempo 4 Jan 2027 10.00' })
})

test('it moves with the due date, and ends when the task is done or deleted; a moved date back counts again', async () => {
  const { w, person, titles } = await reminded()
  const make = () => w.admin.create('task', { subject: 'Telepon', owner: person.member, dueAt: '2027-01-04T10:00:00+07:00', remindBefore: ['30'] })
  const [moved, done, deleted, back] = [await make(), await make(), await make(), await make()]
  await w.admin.update('task', moved.id, { dueAt: '2027-01-05T10:00:00+07:00' })
  await w.admin.update('task', done.id, { status: 'done' })
  await w.admin.remove('task', deleted.id)
  await w.admin.update('task', back.id, { dueAt: '2027-01-06T10:00:00+07:00' })
  await w.admin.update('task', back.id, { dueAt: '2027-01-04T10:00:00+07:00' })
  await w.setClock('2027-01-04T11:00:00+07:00')
  expect(await titles()).toHaveLength(1)
  await w.setClock('2027-01-05T09:30:00+07:00')
  expect(await titles()).toHaveLength(2)
  await w.setClock('2027-01-07T09:30:00+07:00')
  expect(await titles()).toHaveLength(2)
})

test('it tells its owner what any list would show her: hidden fields not, and a shared task though her role sees none', async () => {
  const { w, person, titles } = await reminded()
  const none = { read: 'none', create: false, update: 'none', delete: 'none' }
  const make = (subject: string, minute: number) => w.admin.create('task', { subject, owner: person.member, remindAt: `2027-01-04T08:${minute}:00+07:00` })
  await make('Terbuka', 40)
  await make('Tertutup', 40)
  await w.admin.patch('/roles/sales', { objects: { task: none } })
  await w.admin.post('/sharing-rules', { object: 'task', label: { en: 'Open' }, filter: { subject: { eq: 'Terbuka' } }, to: { role: 'sales' }, access: 'read' })
  await w.setClock('2027-01-04T08:41:00+07:00')
  expect(await titles()).toEqual(['Pengingat: Terbuka'])
  await w.admin.patch('/roles/sales', { objects: { task: { ...none, fields: { subject: 'hidden', dueAt: 'hidden' } } } })
  await make('Terbuka', 50)
  await w.setClock('2027-01-04T08:51:00+07:00')
  expect(await titles()).toEqual(['Pengingat: Tugas', 'Pengingat: Terbuka'])
})

test('snoozed, it reminds again later; times that have passed are refused', async () => {
  const { w, person, titles } = await reminded()
  const task = await person.create('task', { subject: 'Telepon', dueAt: '2027-01-04T09:00:00+07:00', remindBefore: ['0'] })
  await w.setClock('2027-01-04T09:00:00+07:00')
  expect(await titles()).toHaveLength(1)
  expect((await person.post(`/records/task/${task.id}/snooze`, { minutes: 15 })).remindAt).toBe('2027-01-04T02:15:00+00:00')
  await w.setClock('2027-01-04T09:20:00+07:00')
  expect(await titles()).toHaveLength(2)
  for (const body of [{}, { minutes: 5, until: '2028-01-01T00:00:00Z' }, { until: '2026-01-01T00:00:00Z' }, { until: '9999999-01-01' }, { minutes: -1 }]) {
    expect((await person.send('POST', `/records/task/${task.id}/snooze`, body)).status).toBe(422)
  }
})
