// The load of a team through the front door: each figure lists exactly what it counts, for those whose tasks one may read.
import { expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace } from '../../test/workspace.ts'

const counted = async (client: Client, filter: object) => (await client.list('task', { filter, count: 'true' })).total

test('the open tasks of each member by when they are due, what is done, and the time it takes; each figure lists its tasks', async () => {
  const w = await testWorkspace()
  const ayu = (await w.admin.get('/members')).data.find((each: any) => each.email === 'ayu@example.com').id
  const sari = await w.person('sales', { name: 'Sari' })
  const budi = await w.person('sales', { name: 'Budi' })
  await w.admin.post('/teams', { name: 'barat', manager: sari.member, members: [sari.member, budi.member] })
  // a Thursday
  await w.setClock('2027-01-07T10:00:00+07:00')
  const task = (owner: string | null, day: string | null, more: object = {}) => w.admin.create('task', { subject: `Telepon ${day}`, owner, dueAt: day && `2027-01-${day}+07:00`, ...more })
  await task(budi.member, '06T09:00:00', { estimate: 3600 })
  await task(budi.member, '07T09:59:59', { estimate: 1800 })
  await task(budi.member, '07T23:59:59')
  for (const day of ['08T00:00:00', '10T23:00:00']) await task(budi.member, day)
  await task(budi.member, '11T00:00:00')
  await task(budi.member, null, { status: 'inProgress' })
  for (const status of ['done', 'closed']) await task(budi.member, '05T09:00:00', { status, estimate: 60 })
  await task(ayu, '20T09:00:00')
  await task(null, '06T09:00:00')
  const mine = await w.admin.create('task', { subject: 'Dari program' })
  const { data, unattended, page } = await w.admin.get('/tasks/load')
  expect(page.next).toBeNull()
  expect(data.map((row: any) => row.name)).toEqual(['Ayu', 'Budi', 'Sari'])
  const row = data[1]
  expect(row).toMatchObject({ member: budi.member, counts: { open: 7, overdue: 2, today: 1, week: 2, later: 1, undated: 1, done: 2 }, seconds: 5400, unestimated: 5 })
  for (const [bucket, filter] of Object.entries(row.filters)) expect(await counted(w.admin, filter as object), bucket).toBe(row.counts[bucket])
  expect(data[2].counts).toEqual({ open: 0, overdue: 0, today: 0, week: 0, later: 0, undated: 0, done: 0 })
  expect(unattended.counts).toMatchObject({ open: 2, overdue: 1, undated: 1 })
  expect((await w.admin.list('task', { filter: unattended.filters.undated })).data.map(each => each.id)).toEqual([mine.id])
  // what is done stays a week
  await w.setClock('2027-01-14T10:00:01+07:00')
  expect((await w.admin.get('/tasks/load')).data[1].counts).toMatchObject({ overdue: 6, done: 0 })
})

test('a manager sees her team and who reports to her, page by page, and gives their tasks to others', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'leader', label: { en: 'Leader' }, objects: { task: { read: 'team', create: true, update: 'team', delete: 'own' } } })
  await w.admin.post('/roles', { name: 'alone', label: { en: 'Alone' }, objects: { task: { read: 'own', create: true, update: 'own', delete: 'own' } } })
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { task: { read: 'all', create: true, update: 'own', delete: 'own', fields: { estimate: 'hidden' } }, contact: { read: 'all', create: false, update: 'none', delete: 'none' } } })
  const lead = await w.person('leader', { name: 'Sari' })
  const budi = await w.person('alone', { name: 'Budi' })
  const citra = await w.person('alone', { name: 'Citra' })
  await w.person('alone', { name: 'Dewi' })
  const { id: team } = await w.admin.post('/teams', { name: 'barat', manager: lead.member, members: [budi.member] })
  await w.admin.patch(`/members/${citra.member}`, { manager: lead.member })
  for (const each of [budi, citra]) await each.create('task', { subject: 'Kunjungi', estimate: 7200 })
  const first = await lead.get('/tasks/load?limit=2')
  expect(first.data.map((row: any) => [row.name, row.counts.open])).toEqual([['Budi', 1], ['Citra', 1]])
  expect((await lead.get(`/tasks/load?limit=2&after=${first.page.next}`)).data.map((row: any) => row.name)).toEqual(['Sari'])
  expect((await budi.get('/tasks/load')).data.map((row: any) => row.name)).toEqual(['Budi'])
  expect((await w.admin.get(`/tasks/load?team=${team}`)).data.map((row: any) => row.name)).toEqual(['Budi'])
  expect((await w.admin.send('GET', '/tasks/load?team=timur')).status).toBe(422)
  expect((await (await w.key('blind')).get('/tasks/load')).data.find((row: any) => row.name === 'Budi')).toMatchObject({ seconds: null, unestimated: null, counts: { open: 1 } })
  await lead.post('/records/task/bulk', { filter: first.data[0].filters.open, change: { set: { owner: citra.member } } })
  await w.settle()
  expect((await lead.get('/tasks/load')).data.map((row: any) => row.counts.open)).toEqual([0, 2, 0])
  // who left keeps her tasks until somebody takes them
  await w.admin.delete(`/members/${citra.member}`)
  const after = await lead.get('/tasks/load')
  expect([after.data.map((row: any) => row.name), after.unattended.counts.open]).toEqual([['Budi', 'Sari'], 2])
})
