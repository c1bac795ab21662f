// Template luxury-marketplace: the chain of the item, the deal and the customer, row by row.
import { expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const open = () => testWorkspace({ template: 'luxury-marketplace' })

interface Cast { w: TestWorkspace, sales: Client, service: Client, inventory: Client, admin: Client, contact: any, deal: any }

async function enter(): Promise<Cast> {
  const w = await open()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const [sales, service, inventory, admin] = [await w.person('sales', { name: 'Sari' }), await w.key('service'), await w.key('inventory'), await w.key('admin')]
  const contact = await w.admin.create('contact', { firstName: 'Ratna', phone: '0812 3456 7890', dateOfBirth: '1990-05-05', owner: sales.member })
  const deal = await sales.create('deal', { name: 'Nautilus 5711', contact: contact.id, amount: 1_500_000_000 })
  return { w, sales, service, inventory, admin, contact, deal }
}

let serials = 0
const item = (caller: Client, more: object = {}) => caller.create('opsInventory', { name: 'Nautilus', brand: 'Patek Philippe', serial: `S-${++serials}`, newGrading: 'new', ...more })
const codesOf = (reply: any) => [reply.status, ...(reply.body.errors ?? []).map((fault: any) => `${fault.path} ${fault.code}`)]
const patch = (caller: Client, id: string, values: object) => caller.send('PATCH', `/records/opsInventory/${id}`, values)

async function postsOf(w: TestWorkspace, caller: Client, channel: string): Promise<any[]> {
  await w.settle()
  const { data } = await caller.get('/chat/channels?all=true&limit=100')
  const found = data.filter((each: any) => channel === 'direct' ? each.kind === 'direct' : each.name === channel)
  const pages = await Promise.all(found.map((each: any) => caller.get(`/chat/channels/${each.id}/messages?limit=100`)))
  return pages.flatMap(page => page.data).reverse()
}

test('AUT-14 AUT-16: goods out tells Admin once; the deal is Delivered when the last of its items is sold, by the inventory and not by hand', async () => {
  const { w, sales, service, inventory, admin, deal } = await enter()
  const [one, two] = [await item(inventory, { deal: deal.id }), await item(inventory, { deal: deal.id })]
  // INV-07's engine part: what is not graded cannot go out for a sale
  expect(codesOf(await patch(inventory, one.id, { goodsOut: 'sale' }))).toEqual([422, 'goodsOut validation.failed'])
  const me = (await service.get('/session')).member.id
  for (const { id } of [one, two]) await service.update('opsInventory', id, { inspectionStartedAt: '2027-03-01T10:00:00+07:00', inspector: me, inspectedOn: '2027-03-01', finalGrading: 'unworn' })
  await inventory.update('opsInventory', one.id, { goodsOut: 'sale' })
  const [post, ...others] = await postsOf(w, w.admin, 'Admin')
  expect(others).toEqual([])
  expect(post.text).toMatch(/sale.*Patek Philippe Nautilus.*S-1.*1 .*2027 10:00.*inventory/s)
  expect(await inventory.update('opsInventory', one.id, { doNumber: 'DO-2027-00001' })).toMatchObject({ column: 'goodsSold' })
  expect((await sales.read('deal', deal.id)).stage).not.toBe('delivered')
  await inventory.update('opsInventory', two.id, { goodsOut: 'sale' })
  // SAL-04: nobody sets it by hand; who may override says why
  const byHand = await sales.send('PATCH', `/records/deal/${deal.id}`, { stage: 'delivered' })
  expect([byHand.status, JSON.stringify(byHand.body)]).toEqual([422, expect.stringContaining('The inventory sets Delivered')])
  await inventory.update('opsInventory', two.id, { doNumber: 'DO-2027-00002' })
  expect(await sales.read('deal', deal.id)).toMatchObject({ stage: 'delivered', itemsOpen: 0, itemsTotal: 2 })
  expect(await postsOf(w, w.admin, 'Admin')).toHaveLength(2)
  const { data } = await sales.get(`/records/deal/${deal.id}/why?field=stage`)
  expect(data[0].causes.map((each: any) => each.workflow?.name ?? each.way)).toEqual(['Barang: bila semua barang sampai, transaksi Diterima', 'Barang: nomor DO memindahkannya ke Barang sampai', 'api'])
  expect((await admin.send('PATCH', `/records/deal/${deal.id}?overrideReason=Uji`, { stage: 'won' })).status).toBe(200)
})

test('AUT-11 AUT-13: Delivered makes one task with its link, linked to deal and contact; entering it again makes no second, and says so', async () => {
  const { w, sales, admin, deal, contact } = await enter()
  const deliver = () => admin.send('PATCH', `/records/deal/${deal.id}?overrideReason=Sudah+diterima`, { stage: 'delivered' })
  expect((await deliver()).status).toBe(200)
  await w.settle()
  const { data: [task, ...others] } = await sales.list('task')
  expect(others).toEqual([])
  expect(task).toMatchObject({ about: { object: 'deal', id: deal.id }, contact: contact.id, owner: sales.member, dueAt: '2027-03-02T02:00:00+00:00' })
  const posts = await postsOf(w, sales, 'direct')
  expect(posts.map(post => [post.link, post.text])).toEqual([[`/o/task/${task.id}`, expect.stringContaining('Ratna')]])
  await admin.update('deal', deal.id, { stage: 'won' })
  await deliver()
  await w.settle()
  expect((await sales.list('task')).data).toHaveLength(1)
  const { data: notes } = await sales.list('note')
  expect(notes.map((note: any) => note.body)).toEqual([expect.stringContaining('kali ke-2')])
  // AUT-12: closing the task completes the after-sales
  expect((await sales.read('deal', deal.id)).afterSalesDoneAt).toBeNull()
  await w.setClock('2027-03-02T11:00:00+07:00')
  await sales.update('task', task.id, { status: 'closed' })
  await w.settle()
  expect((await sales.read('deal', deal.id)).afterSalesDoneAt).toBe('2027-03-02T04:00:00+00:00')
})

test('AUT-17: a cleared DO number takes column and deal back while nothing later has run, and is a correction task afterwards', async () => {
  const { w, sales, service, inventory, admin, deal } = await enter()
  const me = (await service.get('/session')).member.id
  const { id } = await item(inventory, { deal: deal.id })
  await service.update('opsInventory', id, { inspector: me, inspectedOn: '2027-03-01', finalGrading: 'good' })
  await inventory.update('opsInventory', id, { goodsOut: 'sale', doNumber: 'DO-2027-00001' })
  expect((await sales.read('deal', deal.id)).stage).toBe('delivered')
  expect(await inventory.update('opsInventory', id, { doNumber: null })).toMatchObject({ column: 'goodsOut' })
  expect((await sales.read('deal', deal.id)).stage).toBe('won')
  await inventory.update('opsInventory', id, { doNumber: 'DO-2027-00003' })
  await admin.update('deal', deal.id, { pulseCheckDate: '2027-03-01' })
  await w.settle()
  expect(await inventory.update('opsInventory', id, { doNumber: null })).toMatchObject({ column: 'goodsSold' })
  await w.settle()
  expect((await sales.read('deal', deal.id)).stage).toBe('delivered')
  const { data } = await w.admin.list('task', { filter: { tags: { hasAny: ['correction'] } } })
  expect(data.map((task: any) => task.about)).toEqual([{ object: 'deal', id: deal.id }])
})

test('AUT-18 SAL-03: 72 hours in Price offering with an appraisal and no progress are Overdue, without an appraisal not', async () => {
  const { w, sales, inventory, contact } = await enter()
  const make = async (name: string) => {
    const deal = await sales.create('deal', { name, contact: contact.id, stage: 'priceOffering' })
    return [deal.id, (await item(inventory, { deal: deal.id })).id] as const
  }
  const [[overdue, first], [moved, second], [unappraised]] = [await make('Overdue'), await make('Moved'), await make('Unappraised')]
  for (const id of [first, second]) expect(await inventory.update('opsInventory', id, { appraisal: 'done' })).toMatchObject({ dtDoneAppraisal: '2027-03-01T03:00:00+00:00' })
  expect(await sales.read('deal', overdue)).toMatchObject({ stageSince: '2027-03-01T03:00:00+00:00', dtDoneAppraisal: '2027-03-01T03:00:00+00:00' })
  await w.setClock('2027-03-02T10:00:00+07:00')
  await sales.update('deal', moved, { stage: 'negotiation' })
  await w.setClock('2027-03-04T09:59:59+07:00')
  await w.settle()
  const tags = async () => Object.fromEntries((await sales.list('deal', { fields: 'name,tags' })).data.map((deal: any) => [deal.name, deal.tags ?? []]))
  expect(await tags()).toMatchObject({ Overdue: [], Moved: [], Unappraised: [] })
  await w.setClock('2027-03-04T10:00:00+07:00')
  await w.settle()
  expect(await tags()).toMatchObject({ Overdue: ['Overdue'], Moved: [], Unappraised: [] })
  expect((await sales.send('GET', `/records/deal/${unappraised}`)).status).toBe(200)
  // INV-12 lists it by its view; AUT-19: the next stage ends it, and the period stays for reports
  await w.setClock('2027-03-06T10:00:00+07:00')
  expect(await sales.update('deal', overdue, { stage: 'negotiation' })).toMatchObject({ tags: null, overdueSince: '2027-03-04T03:00:00+00:00', overdueUntil: '2027-03-06T03:00:00+00:00' })
})

test('AUT-05 AUT-08: on D+3 one chat post names customer and deal with its link, on D+365 one post and one task; a deal that was cancelled is skipped', async () => {
  const { w, sales, admin, deal, contact } = await enter()
  const other = await sales.create('deal', { name: 'Kelly 28', contact: contact.id })
  for (const { id } of [deal, other]) await admin.send('PATCH', `/records/deal/${id}?overrideReason=x`, { stage: 'delivered', pulseCheckDate: '2027-03-05' })
  const told = async () => (await postsOf(w, sales, 'direct')).map(post => post.text).filter(text => !text.startsWith('Diterima'))
  await w.setClock('2027-03-08T08:59:00+07:00')
  expect(await told()).toEqual([])
  await w.setClock('2027-03-08T09:00:00+07:00')
  expect((await told()).sort()).toEqual([expect.stringMatching(/D\+3.*Kelly 28.*Ratna/), expect.stringMatching(/D\+3.*Nautilus 5711.*Ratna/)])
  const posts = await postsOf(w, sales, 'direct')
  expect(posts.find(post => post.text.includes('D+3') && post.text.includes('Nautilus'))).toMatchObject({ object: 'deal', record: deal.id })
  await admin.update('deal', other.id, { stage: 'lost', lostReason: 'Retur' })
  await w.setClock('2027-04-04T09:00:00+07:00')
  expect((await told()).slice(2)).toEqual([expect.stringMatching(/D\+30.*Ratna.*Nautilus/)])
  await w.setClock('2028-03-04T09:00:00+07:00')
  expect((await told()).slice(3)).toEqual([expect.stringContaining('Setahun')])
  const { data } = await sales.list('task', { filter: { tags: { hasAny: ['d365'] } } })
  expect(data.map((task: any) => task.about.id)).toEqual([deal.id])
  // SAL-25: one press makes the service deal, linked to the old one
  const [button] = (await sales.get('/workflow-buttons?object=deal')).data
  await sales.post(`/workflow-buttons/${button.id}/press`, { ids: [deal.id] })
  await w.settle()
  const { data: made } = await sales.list('deal', { filter: { previousDeal: { eq: deal.id } } })
  expect(made).toMatchObject([{ name: 'Servis: Nautilus 5711', contact: contact.id, owner: sales.member }])
})

test('INV-02 INV-03: the new grading is locked once the inspection starts; only Service writes the final grading, with inspector and date', async () => {
  const { w, service, inventory, sales } = await enter()
  const me = (await service.get('/session')).member.id
  const { id } = await item(inventory)
  await inventory.update('opsInventory', id, { newGrading: 'unworn' })
  expect((await patch(inventory, id, { finalGrading: 'good' })).status).toBeGreaterThanOrEqual(403)
  expect((await patch(sales, id, { name: 'x' })).status).toBeGreaterThanOrEqual(403)
  expect(codesOf(await patch(service, id, { finalGrading: 'good' }))).toEqual([422, 'finalGrading validation.failed'])
  await service.update('opsInventory', id, { inspectionStartedAt: '2027-03-01T10:00:00+07:00' })
  for (const caller of [inventory, service, w.admin]) expect(codesOf(await patch(caller, id, { newGrading: 'good' }))).toEqual([422, 'newGrading validation.failed'])
  // AUT-20: it is the item's condition, and who and when are stamped
  expect(await service.update('opsInventory', id, { finalGrading: 'good', inspector: me, inspectedOn: '2027-03-01' })).toMatchObject({ condition: 'good', gradedBy: me, gradedAt: '2027-03-01T03:00:00+00:00' })
  const { data } = await w.admin.get(`/records/opsInventory/${id}/timeline`)
  const told = JSON.stringify(data)
  for (const value of ['newGrading', 'finalGrading', 'gradedBy']) expect(told).toContain(value)
})

test('INV-08 INV-09: each reason of goods out asks for its own fields; a DO number has its form and is there once', async () => {
  const { w, service, inventory, deal } = await enter()
  const me = (await service.get('/session')).member.id
  const [one, two] = [await item(inventory), await item(inventory)]
  for (const { id } of [one, two]) await service.update('opsInventory', id, { finalGrading: 'good', inspector: me, inspectedOn: '2027-03-01' })
  expect(codesOf(await patch(inventory, one.id, { goodsOut: 'sale' }))).toEqual([422, 'deal validation.failed'])
  expect(codesOf(await patch(inventory, one.id, { goodsOut: 'delivery', deal: deal.id }))).toEqual([422, 'courier validation.failed'])
  expect(codesOf(await patch(inventory, one.id, { goodsOut: 'transfer' }))).toEqual([422, 'toLocation validation.failed'])
  // INV-14: whoever does it answers for it, and nobody can take that away
  const moved = await inventory.update('opsInventory', one.id, { goodsOut: 'transfer', toLocation: 'bali' })
  expect(moved).toMatchObject({ goodsOutAt: '2027-03-01T03:00:00+00:00', goodsOutBy: (await inventory.get('/session')).member.id, column: 'goodsOut' })
  expect(codesOf(await patch(inventory, one.id, { goodsOutBy: null }))).toEqual([422, 'goodsOutBy validation.failed'])
  await inventory.update('opsInventory', two.id, { goodsOut: 'sale', deal: deal.id })
  expect((await patch(inventory, two.id, { doNumber: '12' })).status).toBe(422)
  await inventory.update('opsInventory', two.id, { doNumber: 'DO-2027-00009' })
  expect((await patch(inventory, one.id, { doNumber: 'DO-2027-00009' })).status).toBe(409)
  // INV-13: a transfer that nobody received in three days is an exception
  await w.setClock('2027-03-04T10:00:00+07:00')
  await w.settle()
  const { data } = await w.admin.list('task', { filter: { tags: { hasAny: ['exception'] } } })
  expect(data.map((task: any) => task.subject)).toEqual([expect.stringContaining('Nautilus')])
  // INV-10: the columns' names are free, the rule works by the key
  await w.admin.patch('/objects/opsInventory/fields/column', { options: (await w.admin.get('/objects/opsInventory')).fields.find((field: any) => field.name === 'column').options.map((option: any) => ({ ...option, label: { en: `My ${option.value}` } })) })
  const three = await item(inventory, { deal: deal.id })
  await service.update('opsInventory', three.id, { finalGrading: 'good', inspector: me, inspectedOn: '2027-03-01' })
  expect(await inventory.update('opsInventory', three.id, { goodsOut: 'sale', doNumber: 'DO-2027-00010' })).toMatchObject({ column: 'goodsSold' })
})
