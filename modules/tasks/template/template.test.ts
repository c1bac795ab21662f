// Task templates through the front door.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../../test/workspace.ts'

const onboarding = {
  name: 'Serah terima B2B', object: 'deal',
  tasks: [
    { subject: 'Kirim kontrak', priority: 'high', owner: 'recordOwner', dueDays: 1, checklist: ['Cetak', 'Tanda tangan'] },
    { subject: 'Telepon pengenalan', owner: 'caller', dueDays: 3, dueTime: '14:30', description: 'Tanyakan kebutuhan' },
    { subject: 'Catat di arsip', dueDays: null },
  ],
}

test('AGL-15: a template of tasks makes the set about a record, each task with its day, owner and checklist', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-30T23:30:00+07:00')
  const [owner, caller] = [await w.person('sales', { name: 'Omi' }), await w.person('manager', { name: 'Mia' })]
  const template = await w.admin.post('/task-templates', onboarding)
  const deal = await w.admin.create('deal', { name: 'PT Maju', owner: owner.member })
  const { data } = await caller.post(`/task-templates/${template.id}/tasks`, { about: { object: 'deal', id: deal.id } })
  expect(data.map((task: any) => [task.subject, task.owner, task.dueAt && new Date(task.dueAt).toISOString(), task.priority, task.status, task.about])).toEqual([
    ['Kirim kontrak', owner.member, '2027-01-31T02:00:00.000Z', 'high', 'open', { object: 'deal', id: deal.id }],
    ['Telepon pengenalan', caller.member, '2027-02-02T07:30:00.000Z', 'normal', 'open', { object: 'deal', id: deal.id }],
    ['Catat di arsip', caller.member, null, 'normal', 'open', { object: 'deal', id: deal.id }],
  ])
  expect(data[0].checklist.map((item: any) => [item.text, item.done])).toEqual([['Cetak', false], ['Tanda tangan', false]])
  expect((await w.admin.list('task', { filter: { about: { deal: { id: { eq: deal.id } } } } })).data).toHaveLength(3)
  const from = await caller.post(`/task-templates/${template.id}/tasks`, { about: { object: 'deal', id: deal.id }, start: '2027-03-01' })
  expect(new Date(from.data[0].dueAt).toISOString()).toBe('2027-03-02T02:00:00.000Z')
  // what is made stays as it is when the template changes or goes
  await w.admin.patch(`/task-templates/${template.id}`, { name: 'Serah terima', tasks: [{ subject: 'Satu' }] })
  expect(await w.admin.get(`/task-templates/${template.id}`)).toMatchObject({ name: 'Serah terima', object: 'deal', tasks: [{ subject: 'Satu', owner: 'caller', dueDays: 0, dueTime: '09:00', checklist: [] }] })
  await w.admin.send('DELETE', `/task-templates/${template.id}`)
  expect((await w.admin.list('task')).data).toHaveLength(6)
  const log = await w.admin.get('/events?object=_taskTemplate')
  expect(log.data.map((event: any) => event.kind)).toEqual(['deleted', 'updated', 'created'])
})

test('whoever may not make tasks, or not see the record, makes no set; only administrators keep templates', async () => {
  const w = await testWorkspace()
  const { id } = await w.admin.post('/task-templates', onboarding)
  const free = await w.admin.post('/task-templates', { ...onboarding, name: 'Umum', object: null })
  const deal = await w.admin.create('deal', { name: 'PT Maju' })
  const about = { object: 'deal', id: deal.id }
  const none = { read: 'none', create: false, update: 'none', delete: false }
  await w.admin.post('/roles', { name: 'reader', label: { en: 'Reader' }, objects: { deal: { ...none, read: 'all' }, task: { ...none, read: 'all' } } })
  await w.admin.post('/roles', { name: 'apart', label: { en: 'Apart' }, objects: { deal: { ...none, read: 'own' }, task: { read: 'own', create: true, update: 'own', delete: false } } })
  await w.admin.post('/roles', { name: 'tasker', label: { en: 'Tasker' }, objects: { task: { read: 'own', create: true, update: 'own', delete: false } } })
  const [reader, apart, tasker] = [await w.key('reader'), await w.key('apart'), await w.key('tasker')]
  const status = async (client: typeof reader, body: object, template = id) => (await client.send('POST', `/task-templates/${template}/tasks`, body)).status
  expect(await status(reader, { about })).toBe(403)
  expect(await status(apart, { about })).toBe(404)
  expect([(await tasker.send('GET', `/task-templates/${id}`)).status, await status(tasker, { about }), await status(tasker, { about }, free.id), await status(tasker, {}, free.id)]).toEqual([404, 404, 404, 201])
  expect((await tasker.get('/task-templates')).data.map((each: any) => each.name)).toEqual(['Umum'])
  for (const [method, path, body] of [['POST', '/task-templates', onboarding], ['PATCH', `/task-templates/${id}`, { name: 'x' }], ['DELETE', `/task-templates/${id}`, undefined]] as const) expect((await apart.send(method, path, body)).status, method).toBe(403)
  expect((await w.admin.list('task')).data.map((task: any) => task.about)).toEqual([null, null, null])
})

test('what cannot be is refused with every fault', async () => {
  const w = await testWorkspace()
  const refused = async (change: object) => {
    const { status, body } = await w.admin.send('POST', '/task-templates', { ...onboarding, ...change })
    return [status, ...(body.errors ?? []).map((error: any) => `${error.path} ${error.code}`)]
  }
  expect(await refused({ object: 'dragon', tasks: [{ subject: 'a', owner: '0192a1b2-0000-7000-8000-000000000000', priority: 'whenever' }] })).toEqual([422, 'tasks[0].owner member.unknown', 'tasks[0].priority option.unknown', 'object object.unknown'])
  for (const change of [{ name: ' ' }, { tasks: [] }, { tasks: [{}] }, { tasks: [{ subject: 'a', dueDays: -1 }] }, { tasks: [{ subject: 'a', dueTime: '24:00' }] }, { tasks: [{ subject: 'a\0' }] }, { tasks: [{ subject: 'a', checklist: [''] }] }, { tasks: Array.from({ length: 51 }, () => ({ subject: 'a' })) }, { tasks: [{ subject: 'a', owner: 'somebody' }] }, { x: 1 }]) expect((await refused(change))[0], JSON.stringify(change)).toBe(422)
  const { id } = await w.admin.post('/task-templates', onboarding)
  const deal = await w.admin.create('deal', { name: 'PT Maju' })
  const contact = await w.admin.create('contact', { firstName: 'Budi' })
  const make = async (body: object) => {
    const reply = await w.admin.send('POST', `/task-templates/${id}/tasks`, body)
    return [reply.status, ...(reply.body.errors ?? []).map((error: any) => `${error.path} ${error.code}`)]
  }
  expect(await make({})).toEqual([422, 'about taskTemplate.object'])
  expect(await make({ about: { object: 'contact', id: contact.id } })).toEqual([422, 'about taskTemplate.object'])
  expect(await make({ about: { object: 'deal', id: contact.id } })).toEqual([404])
  expect((await make({ about: { object: 'deal', id: deal.id }, start: '2027-02-30' }))[0]).toBe(422)
  const gone = await w.person('sales')
  await w.admin.patch(`/task-templates/${id}`, { tasks: [{ subject: 'Satu' }, { subject: 'Dua', owner: gone.member }] })
  await w.admin.send('DELETE', `/members/${gone.member}`)
  // what somebody was to do who has left falls to whoever makes the set
  expect(await make({ about: { object: 'deal', id: deal.id } })).toEqual([201])
  expect((await w.admin.list('task')).data.map((task: any) => task.owner)).toEqual(Array(2).fill(deal.owner))
})
