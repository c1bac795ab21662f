// The after-sales business as a user meets it: a delivered deal is followed up once, and closing the task marks it.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

async function deliver(w: TestWorkspace) {
  const sales = await w.person('sales', { name: 'Budi Santoso' })
  const contact = await sales.create('contact', { firstName: 'Siti', lastName: 'Rahma' })
  const deal = await sales.create('deal', { name: 'Tas kulit', stage: 'won', contact: contact.id, amount: 25_000_000 })
  await w.admin.update('deal', deal.id, { stage: 'delivered' })
  await w.settle()
  return { sales, contact, deal }
}

test('AUT-11: a delivered deal gives its owner one task with a due date, linked to deal and contact, and a notification whose link opens it', async () => {
  const w = await testWorkspace({ template: 'after-sales' })
  await w.setClock('2027-03-01T10:00:00+07:00')
  const { sales, contact, deal } = await deliver(w)
  const { data: tasks } = await sales.list('task')
  expect(tasks).toHaveLength(1)
  expect(tasks[0]).toMatchObject({
    subject: 'Tindak lanjut Tas kulit', status: 'open', owner: sales.member, contact: contact.id, about: { object: 'deal', id: deal.id }, dueAt: '2027-03-04T02:00:00+00:00',
  })
  const { data: notices } = await sales.get('/notifications')
  expect(notices).toHaveLength(1)
  expect(notices[0]).toMatchObject({ title: 'Diterima: tindak lanjuti Tas kulit', link: `/o/task/${tasks[0].id}` })
  expect((await sales.read('task', notices[0].link.split('/')[3])).subject).toBe('Tindak lanjut Tas kulit')
})

test('AUT-12: closing the task marks the after-sales of its deal as done, with its time', async () => {
  const w = await testWorkspace({ template: 'after-sales' })
  await w.setClock('2027-03-01T10:00:00+07:00')
  for (const status of ['done', 'closed']) {
    const { sales, deal } = await deliver(w)
    const { data: [task] } = await sales.list('task', { filter: { about: { deal: { id: { eq: deal.id } } } } })
    await sales.update('task', task.id, { status })
    await w.settle()
    expect((await sales.read('deal', deal.id)).afterSalesDoneAt).toBe('2027-03-01T03:00:00+00:00')
  }
})

test('AUT-13: Delivered, back, Delivered yields one task, with a note of the second entry', async () => {
  const w = await testWorkspace({ template: 'after-sales' })
  const { sales, deal } = await deliver(w)
  await w.admin.update('deal', deal.id, { stage: 'negotiation' })
  await w.admin.update('deal', deal.id, { stage: 'delivered' })
  await w.settle()
  expect((await sales.list('task')).data).toHaveLength(1)
  expect((await sales.get('/notifications')).data).toHaveLength(1)
  const { data: notes } = await sales.list('note')
  expect(notes).toHaveLength(1)
  expect(notes[0]).toMatchObject({ about: { object: 'deal', id: deal.id }, body: 'Masuk tahap Diterima lagi (kali ke-2); tugas pertama tetap berlaku.' })
})
