// Checklists through the front door.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('two people who tick at once lose nothing; who and when is kept, also in the history', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  const task = await w.admin.create('task', { subject: 'Siapkan', checklist: Array.from({ length: 12 }, (_, at) => `Butir ${at}`) })
  const sales = await w.person('manager')
  await Promise.all(task.checklist.map((item: any, at: number) => (at % 2 ? w.admin : sales).patch(`/records/task/${task.id}/checklist/${item.id}`, { done: true })))
  const after = await w.admin.read('task', task.id)
  expect(after.checklist.map((item: any) => item.done)).toEqual(Array(12).fill(true))
  expect(after.checklist[0]).toMatchObject({ text: 'Butir 0', doneBy: sales.member, doneAt: '2027-01-04T01:00:00+00:00' })
  expect(after.version).toBe(13)
  await w.settle()
  const { data } = await w.admin.get(`/records/task/${task.id}/timeline?limit=100`)
  expect(data.filter((each: any) => JSON.stringify(each).includes('checklist')).length).toBeGreaterThanOrEqual(12)
})

test('items are added, moved, renamed and taken off one by one', async () => {
  const w = await testWorkspace()
  const task = await w.admin.create('task', { subject: 'Siapkan' })
  const path = `/records/task/${task.id}/checklist`
  const texts = async () => (await w.admin.read('task', task.id)).checklist?.map((item: any) => item.text) ?? null
  for (const text of ['a', 'b', 'c']) await w.admin.post(path, { text })
  const { checklist: [a, b, c] } = await w.admin.read('task', task.id)
  await w.admin.patch(`${path}/${c.id}`, { position: 0 })
  await w.admin.patch(`${path}/${b.id}`, { text: 'B' })
  expect(await texts()).toEqual(['c', 'a', 'B'])
  await w.admin.delete(`${path}/${a.id}`)
  await w.admin.delete(`${path}/${b.id}`)
  await w.admin.delete(`${path}/${c.id}`)
  expect(await texts()).toBe(null)
})

test('ticks cannot be forged, bad items are named, and rights hold', async () => {
  const w = await testWorkspace()
  const task = await w.admin.create('task', { subject: 'x', checklist: [{ id: 'one', text: 'a', done: true, doneBy: 'Budi', doneAt: '2001-01-01' }] })
  expect(task.checklist[0].doneBy).toBe(task.owner)
  const refused = await w.admin.send('PATCH', `/records/task/${task.id}`, { checklist: [{ id: 'one', text: 'a' }, { id: 'one', text: 'b' }, { text: 5 }, 'x'.repeat(501)] })
  expect(refused.body.errors.map((each: any) => each.path)).toEqual(['checklist[1]', 'checklist[2]', 'checklist[3]'])
  expect((await w.admin.send('PATCH', `/records/task/${task.id}`, { checklist: { text: 'a' } })).body.errors[0].code).toBe('list.expected')
  const path = `/records/task/${task.id}/checklist`
  expect((await w.admin.send('PATCH', `${path}/none`, { done: true })).status).toBe(404)
  const roles = { reader: { read: 'all', create: false, update: 'none', delete: false }, stranger: { read: 'own', create: true, update: 'own', delete: false }, blind: { read: 'all', create: true, update: 'all', delete: false, fields: { checklist: 'hidden' } } }
  const status = async (name: keyof typeof roles) => {
    await w.admin.post('/roles', { name, label: { en: name }, objects: { task: roles[name] } })
    return (await (await w.key(name)).send('PATCH', `${path}/one`, { done: false })).status
  }
  expect([await status('reader'), await status('stranger'), await status('blind')]).toEqual([403, 404, 404])
})
