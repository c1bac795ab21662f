// Template luxury-marketplace: the chain of the item, the deal and the customer, row by row.
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const open = () => testWorkspace({ template: 'luxury-marketplace' })

interface Cast { w: TestWorkspace, sales: Client, service: Client, inventory: Client, admin: Client, contact: any, deal: any }

/** One company for the tests of a story, which follow one another. */
function inOneCompany(story: string, tests: (cast: () => Cast) => void): void {
  describe(story, () => {
    let cast: Cast
    beforeAll(async () => { cast = await enter() })
    afterAll(() => cast?.w.close())
    tests(() => cast)
  })
}

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

async function bringPhoto(caller: Client, name: string): Promise<string> {
  const form = new FormData()
  form.append('file', new Blob([await sharp({ create: { width: 32, height: 24, channels: 3, background: '#c0a060' } }).png().toBuffer() as BlobPart]), name)
  return (await caller.post('/files', form)).id
}

async function postsOf(w: TestWorkspace, caller: Client, channel: string): Promise<any[]> {
  await w.settle()
  const { data } = await caller.get('/chat/channels?all=true&limit=100')
  const found = data.filter((each: any) => channel === 'direct' ? each.kind === 'direct' : each.name === channel)
  const pages = await Promise.all(found.map((each: any) => caller.get(`/chat/channels/${each.id}/messages?limit=100`)))
  return pages.flatMap(page => page.data).reverse()
}

inOneCompany('the item goes out and is sold', cast => {
  let [one, two] = ['', '']

  test('AUT-14: goods out filled posts one message to Admin with the item, the time and who answers for it', async () => {
    const { w, service, inventory, deal } = cast()
    const me = (await service.get('/session')).member.id
    for (let at = 0; at < 2; at++) {
      const { id } = await item(inventory, { deal: deal.id })
      await service.update('opsInventory', id, { inspectionStartedAt: '2027-03-01T10:00:00+07:00', inspector: me, inspectedOn: '2027-03-01', finalGrading: 'unworn' });
      [one, two] = [two, id]
    }
    await inventory.update('opsInventory', one, { goodsOut: 'sale' })
    const [post, ...others] = await postsOf(w, w.admin, 'Admin')
    expect(others).toEqual([])
    expect(post.text).toMatch(/sale.*Patek Philippe Nautilus.*S-\d+.*1 .*2027 10:00.*inventory/s)
  })

  test('SAL-04: a user without the right to override cannot set Delivered by hand, the inventory rule can', async () => {
    const { sales, inventory, deal } = cast()
    expect(await inventory.update('opsInventory', one, { doNumber: 'DO-2027-00001' })).toMatchObject({ column: 'goodsSold' })
    const byHand = await sales.send('PATCH', `/records/deal/${deal.id}`, { stage: 'delivered' })
    expect([byHand.status, JSON.stringify(byHand.body)]).toEqual([422, expect.stringContaining('Diterima ditetapkan inventaris')])
  })

  test('AUT-16: the linked deal is Delivered when the last of its items is sold, and the chain of causes is told', async () => {
    const { w, sales, inventory, admin, deal } = cast()
    expect((await sales.read('deal', deal.id)).stage).not.toBe('delivered')
    await inventory.update('opsInventory', two, { goodsOut: 'sale' })
    await inventory.update('opsInventory', two, { doNumber: 'DO-2027-00002' })
    expect(await sales.read('deal', deal.id)).toMatchObject({ stage: 'delivered', itemsOpen: 0, itemsTotal: 2 })
    expect(await postsOf(w, w.admin, 'Admin')).toHaveLength(2)
    const { data } = await sales.get(`/records/deal/${deal.id}/why?field=stage`)
    expect(data[0].causes.map((each: any) => each.workflow?.name ?? each.way)).toEqual(['Barang: bila semua barang sampai, transaksi Diterima', 'Barang: bila semua barang sampai, transaksi Diterima', 'Barang: nomor DO memindahkannya ke Barang sampai', 'api'])
    // that no item was left let the first go on
    expect(data[0].causes[1]).toMatchObject({ kind: 'condition', object: 'deal', changed: ['itemsOpen'] })
    expect((await admin.send('PATCH', `/records/deal/${deal.id}?overrideReason=Uji`, { stage: 'won' })).status).toBe(200)
  })
})

test('AUT-16: by the setting the first item that is sold makes its deal Delivered', async () => {
  const { w, sales, service, inventory, deal } = await enter()
  const flows = (await w.admin.get('/workflows?object=opsInventory&limit=100')).data
  const named = (key: string) => flows.find((flow: any) => flow.source?.endsWith(`/${key}`)).id
  await w.admin.patch(`/workflows/${named('delivered')}`, { enabled: false })
  await w.admin.patch(`/workflows/${named('deliveredByAny')}`, { enabled: true })
  const me = (await service.get('/session')).member.id
  const [one, other] = [await item(inventory, { deal: deal.id }), await item(inventory, { deal: deal.id })]
  for (const { id } of [one, other]) await service.update('opsInventory', id, { inspector: me, inspectedOn: '2027-03-01', finalGrading: 'good' })
  await inventory.update('opsInventory', one.id, { goodsOut: 'sale', doNumber: 'DO-2027-00001' })
  expect(await sales.read('deal', deal.id)).toMatchObject({ stage: 'delivered', itemsOpen: 1 })
  await inventory.update('opsInventory', other.id, { goodsOut: 'sale', doNumber: 'DO-2027-00002' })
  await w.settle()
  expect((await sales.list('task')).data).toHaveLength(1)
})

inOneCompany('the deal is delivered', cast => {
  const deliver = () => cast().admin.send('PATCH', `/records/deal/${cast().deal.id}?overrideReason=Sudah+diterima`, { stage: 'delivered' })
  let task: any

  test('AUT-11: Delivered makes one task with its due date, linked to deal and contact, and the post leads to it', async () => {
    const { w, sales, deal, contact } = cast()
    expect((await deliver()).status).toBe(200)
    await w.settle()
    const { data } = await sales.list('task');
    [task] = data
    expect(data).toMatchObject([{ about: { object: 'deal', id: deal.id }, contact: contact.id, owner: sales.member, dueAt: '2027-03-02T02:00:00+00:00' }])
    const posts = await postsOf(w, sales, 'direct')
    expect(posts.map(post => [post.link, post.text])).toEqual([[`/o/task/${task.id}`, expect.stringContaining('Ratna')]])
  })

  test('AUT-13: Delivered, back and Delivered yields one task, with a note of the second entry', async () => {
    const { w, sales, admin, deal } = cast()
    await admin.update('deal', deal.id, { stage: 'won' })
    await deliver()
    await w.settle()
    expect((await sales.list('task')).data).toHaveLength(1)
    expect((await sales.list('note')).data.map((note: any) => note.body)).toEqual([expect.stringContaining('kali ke-2')])
  })

  test('AUT-12: closing the task sets that after-sales is done, and when', async () => {
    const { w, sales, deal } = cast()
    expect((await sales.read('deal', deal.id)).afterSalesDoneAt).toBeNull()
    await w.setClock('2027-03-02T11:00:00+07:00')
    await sales.update('task', task.id, { status: 'closed' })
    await w.settle()
    expect((await sales.read('deal', deal.id)).afterSalesDoneAt).toBe('2027-03-02T04:00:00+00:00')
  })
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

inOneCompany('the price waits', cast => {
  let [overdue, moved, unappraised, unappraisedItem] = ['', '', '', '']
  const tags = async () => Object.fromEntries((await cast().sales.list('deal', { fields: 'name,tags' })).data.map((deal: any) => [deal.name, deal.tags ?? []]))

  test('INV-11, SAL-03: completing the appraisal stamps the field, entering Price offering the time that the rule goes by', async () => {
    const { sales, inventory, contact } = cast()
    const make = async (name: string) => {
      const deal = await sales.create('deal', { name, contact: contact.id, stage: 'priceOffering' })
      return [deal.id, (await item(inventory, { deal: deal.id })).id] as const
    }
    const made = [await make('Overdue'), await make('Moved'), await make('Unappraised')];
    [overdue, moved, unappraised] = made.map(([deal]) => deal)
    unappraisedItem = made[2][1]
    for (const [, id] of made.slice(0, 2)) expect(await inventory.update('opsInventory', id, { appraisal: 'done' })).toMatchObject({ dtDoneAppraisal: '2027-03-01T03:00:00+00:00' })
    expect(await sales.read('deal', overdue)).toMatchObject({ stageSince: '2027-03-01T03:00:00+00:00', dtDoneAppraisal: '2027-03-01T03:00:00+00:00' })
  })

  test('AUT-18: at 72 hours with an appraisal and no change of stage Overdue is added, without an appraisal it is not', async () => {
    const { w, sales } = cast()
    await w.setClock('2027-03-02T10:00:00+07:00')
    await sales.update('deal', moved, { stage: 'negotiation' })
    await w.setClock('2027-03-04T09:59:59+07:00')
    await w.settle()
    expect(await tags()).toMatchObject({ Overdue: [], Moved: [], Unappraised: [] })
    await w.setClock('2027-03-04T10:00:00+07:00')
    await w.settle()
    expect(await tags()).toMatchObject({ Overdue: ['Overdue'], Moved: [], Unappraised: [] })
    expect((await sales.read('deal', unappraised)).overdueSince).toBeNull()
  })

  test('AUT-19: on the next change of stage the tag is removed, and the period is kept', async () => {
    const { w, sales } = cast()
    await w.setClock('2027-03-06T10:00:00+07:00')
    expect(await sales.update('deal', overdue, { stage: 'negotiation' })).toMatchObject({ tags: null, overdueSince: '2027-03-04T03:00:00+00:00', overdueUntil: '2027-03-06T03:00:00+00:00' })
  })

  test('an appraisal that comes after the three days starts three of its own', async () => {
    const { w, inventory, sales } = cast()
    await inventory.update('opsInventory', unappraisedItem, { appraisal: 'done' })
    await w.setClock('2027-03-09T09:59:59+07:00')
    await w.settle()
    expect(await tags()).toMatchObject({ Unappraised: [] })
    await w.setClock('2027-03-09T10:00:00+07:00')
    await w.settle()
    expect(await tags()).toMatchObject({ Unappraised: ['Overdue'], Overdue: [], Moved: [] })
    expect((await sales.read('deal', unappraised)).overdueSince).toBe('2027-03-09T03:00:00+00:00')
  })
})

inOneCompany('the year after', cast => {
  let other: any
  const told = async () => (await postsOf(cast().w, cast().sales, 'direct')).map(post => post.text).filter(text => !text.startsWith('Diterima'))

  test('AUT-05: on D+3 exactly one chat post names customer, deal and link', async () => {
    const { w, sales, admin, deal, contact } = cast()
    other = await sales.create('deal', { name: 'Kelly 28', contact: contact.id })
    for (const { id } of [deal, other]) await admin.send('PATCH', `/records/deal/${id}?overrideReason=x`, { stage: 'delivered', pulseCheckDate: '2027-03-05' })
    await w.setClock('2027-03-08T08:59:00+07:00')
    expect(await told()).toEqual([])
    await w.setClock('2027-03-08T09:00:00+07:00')
    expect((await told()).sort()).toEqual([expect.stringMatching(/D\+3.*Kelly 28.*Ratna|D\+3.*Ratna.*Kelly 28/), expect.stringMatching(/D\+3.*Ratna.*Nautilus 5711|D\+3.*Nautilus 5711.*Ratna/)])
    const posts = await postsOf(w, sales, 'direct')
    expect(posts.find(post => post.text.includes('D+3') && post.text.includes('Nautilus'))).toMatchObject({ object: 'deal', record: deal.id })
    expect((await sales.read('deal', deal.id)).name).toBe('Nautilus 5711')
  })

  test('AUT-06: on D+30 the second reminder, skipped for the deal that was cancelled', async () => {
    const { w, admin } = cast()
    await admin.update('deal', other.id, { stage: 'lost', lostReason: 'Retur' })
    await w.setClock('2027-04-04T09:00:00+07:00')
    expect((await told()).slice(2)).toEqual([expect.stringMatching(/D\+30.*Ratna.*Nautilus/)])
  })

  test('AUT-08: on D+365 one post and one task', async () => {
    const { w, sales, deal } = cast()
    await w.setClock('2028-03-04T09:00:00+07:00')
    expect((await told()).slice(3)).toEqual([expect.stringContaining('Setahun')])
    const { data } = await sales.list('task', { filter: { tags: { hasAny: ['d365'] } } })
    expect(data.map((task: any) => task.about.id)).toEqual([deal.id])
  })

  test('SAL-25: one press makes the new service deal, linked to the old one', async () => {
    const { w, sales, deal, contact } = cast()
    const [button] = (await sales.get('/workflow-buttons?object=deal')).data
    await sales.post(`/workflow-buttons/${button.id}/press`, { ids: [deal.id] })
    await w.settle()
    const { data: made } = await sales.list('deal', { filter: { previousDeal: { eq: deal.id } } })
    expect(made).toMatchObject([{ name: 'Servis: Nautilus 5711', contact: contact.id, owner: sales.member }])
  })
})

inOneCompany('the item is graded and moved', cast => {
  let [me, id, other] = ['', '', '']

  test('INV-01: an item has a unique number and serial, its brand, location, condition and status', async () => {
    const { service, inventory } = cast()
    me = (await service.get('/session')).member.id
    const made = await item(inventory)
    id = made.id
    expect(made).toMatchObject({ itemNumber: expect.stringMatching(/^INV-2027-\d{5}$/), brand: 'Patek Philippe', location: 'vault', column: 'intake', condition: null })
    expect((await inventory.send('POST', '/records/opsInventory', { name: 'Copy', brand: made.brand, serial: made.serial, newGrading: 'new' })).status).toBe(409)
  })

  test('INV-02, INV-03: the new grading is locked once the inspection starts; only Service writes the final grading, with inspector and date', async () => {
    const { w, service, inventory, sales } = cast()
    await inventory.update('opsInventory', id, { newGrading: 'unworn' })
    const whole = { finalGrading: 'good', inspector: me, inspectedOn: '2027-03-01' }
    for (const caller of [inventory, sales]) expect([(await patch(caller, id, whole)).status, (await w.admin.read('opsInventory', id)).finalGrading]).toEqual([403, null])
    for (const { finalGrading, ...rest } of [{ finalGrading: 'good' }, { ...whole, inspector: null }, { ...whole, inspectedOn: null }]) {
      expect(codesOf(await patch(service, id, { finalGrading, ...rest }))).toEqual([422, 'finalGrading validation.failed'])
    }
    await service.update('opsInventory', id, { inspectionStartedAt: '2027-03-01T10:00:00+07:00' })
    for (const caller of [inventory, service, w.admin]) expect(codesOf(await patch(caller, id, { newGrading: 'good' }))).toEqual([422, 'newGrading validation.failed'])
  })

  test('AUT-20: saving the final grading sets the condition and stamps who and when', async () => {
    const { w, service } = cast()
    expect(await service.update('opsInventory', id, { finalGrading: 'good', inspector: me, inspectedOn: '2027-03-01' })).toMatchObject({ condition: 'good', gradedBy: me, gradedAt: '2027-03-01T03:00:00+00:00' })
    const told = JSON.stringify((await w.admin.get(`/records/opsInventory/${id}/timeline`)).data)
    for (const value of ['newGrading', 'finalGrading', 'gradedBy']) expect(told).toContain(value)
  })

  test('INV-04: watches and bags have lists of grades of their own beside New and Unworn, on every way in', async () => {
    const { w, service, inventory } = cast()
    for (const newGrading of ['new', 'unworn']) for (const category of ['watch', 'bag', null]) expect((await item(inventory, { category, newGrading })).newGrading).toBe(newGrading)
    expect((await item(inventory, { category: 'bag', newGrading: 'pristine' })).newGrading).toBe('pristine')
    const made = (category: string, newGrading: string) => inventory.send('POST', '/records/opsInventory', { name: 'x', brand: 'x', serial: `x${category}${newGrading}`, category, newGrading })
    expect(codesOf(await made('watch', 'pristine'))).toEqual([422, 'newGrading option.unfit'])
    expect(codesOf(await made('bag', 'good'))).toEqual([422, 'newGrading option.unfit'])
    const bag = await item(inventory, { category: 'bag', newGrading: 'new' })
    expect(codesOf(await patch(service, bag.id, { finalGrading: 'veryGood', inspector: me, inspectedOn: '2027-03-01' }))).toEqual([422, 'finalGrading option.unfit'])
    expect(await service.update('opsInventory', bag.id, { finalGrading: 'lightlyUsed', inspector: me, inspectedOn: '2027-03-01' })).toMatchObject({ condition: 'lightlyUsed' })
    // what the item is cannot change under its grade
    expect(codesOf(await patch(service, bag.id, { category: 'watch' }))).toEqual([422, 'finalGrading option.unfit', 'condition option.unfit'])
    expect(await importFile(w.admin, { object: 'opsInventory' }, 'name,brand,serial,category,newGrading\nKelly,Hermès,K-1,bag,used\nDaytona,Rolex,D-1,watch,used\n')).toMatchObject({ created: 1, failed: 1 })
    const flow = await w.admin.post('/workflows', { name: 'Nilai', object: 'opsInventory', trigger: { type: 'button' }, steps: [{ id: 'grade', type: 'updateRecord', data: { newGrading: 'fair' } }] })
    await w.admin.post(`/workflow-buttons/${flow.id}/press`, { ids: [bag.id] })
    await w.settle()
    expect((await w.admin.get(`/workflow-runs?workflow=${flow.id}`)).data).toMatchObject([{ status: 'failed' }])
    expect((await inventory.read('opsInventory', bag.id)).newGrading).toBe('new')
  })

  test('INV-05: the timeline shows the grades before and after, the photos and who did it', async () => {
    const { w } = cast()
    const [indra, wati] = [await w.person('inventory', { name: 'Indra' }), await w.person('service', { name: 'Wati' })]
    const [before, after] = [await bringPhoto(indra, 'sebelum.png'), await bringPhoto(wati, 'sesudah.png')]
    const made = await item(indra, { newGrading: 'new', photosBefore: [before] })
    await wati.update('opsInventory', made.id, { finalGrading: 'good', inspector: wati.member, inspectedOn: '2027-03-01', photosAfter: [after] })
    const { data } = await indra.get(`/records/opsInventory/${made.id}/timeline`)
    const told = data.toReversed().flatMap((entry: any) => entry.changes?.map((change: any) => [entry.actor.name, change.field, change.fromText, change.toText]) ?? [])
    expect(told).toEqual(expect.arrayContaining([
      ['Indra', 'newGrading', null, 'Baru'], ['Indra', 'photosBefore', null, 'sebelum.png'], ['Wati', 'finalGrading', null, 'Baik'], ['Wati', 'inspector', null, 'Wati'], ['Wati', 'photosAfter', null, 'sesudah.png'],
      [expect.stringContaining('penilaian akhir'), 'condition', null, 'Baik'], [expect.stringContaining('penilaian akhir'), 'gradedBy', null, 'Wati'],
    ]))
    for (const id of [before, after]) expect((await indra.send('GET', `/files/${id}/thumbnail?size=96`)).status).toBe(200)
  })

  test('INV-08, INV-09: each reason of goods out asks for its own fields; a DO number has its form and is there once', async () => {
    const { service, inventory, deal } = cast()
    other = (await item(inventory)).id
    expect(codesOf(await patch(inventory, other, { goodsOut: 'sale', deal: deal.id }))).toEqual([422, 'goodsOut validation.failed'])
    await service.update('opsInventory', other, { finalGrading: 'good', inspector: me, inspectedOn: '2027-03-01' })
    expect(codesOf(await patch(inventory, id, { goodsOut: 'sale' }))).toEqual([422, 'deal validation.failed'])
    expect(codesOf(await patch(inventory, id, { goodsOut: 'delivery', deal: deal.id }))).toEqual([422, 'courier validation.failed'])
    expect(codesOf(await patch(inventory, id, { goodsOut: 'transfer' }))).toEqual([422, 'toLocation validation.failed'])
    await inventory.update('opsInventory', other, { goodsOut: 'sale', deal: deal.id })
    expect((await patch(inventory, other, { doNumber: '12' })).status).toBe(422)
    await inventory.update('opsInventory', other, { doNumber: 'DO-2027-00009' })
  })

  test('INV-14: whoever moves an item answers for it, and a movement without a person is impossible', async () => {
    const { inventory } = cast()
    const out = await inventory.update('opsInventory', id, { goodsOut: 'transfer', toLocation: 'bali' })
    expect(out).toMatchObject({ goodsOutAt: '2027-03-01T03:00:00+00:00', goodsOutBy: (await inventory.get('/session')).member.id, column: 'goodsOut' })
    expect(codesOf(await patch(inventory, id, { goodsOutBy: null }))).toEqual([422, 'goodsOutBy validation.failed'])
    expect((await patch(inventory, id, { doNumber: 'DO-2027-00009' })).status).toBe(409)
  })

  test('INV-13: a transfer that nobody received after three days is an exception', async () => {
    const { w, inventory } = cast()
    const exceptions = async () => {
      await w.settle()
      return (await w.admin.list('task', { filter: { tags: { hasAny: ['exception'] } } })).data.map((task: any) => task.subject)
    }
    const arrived = await item(inventory, { name: 'Kelly' })
    await inventory.update('opsInventory', arrived.id, { goodsOut: 'transfer', toLocation: 'bali' })
    await w.setClock('2027-03-04T09:59:59+07:00')
    await inventory.update('opsInventory', arrived.id, { receivedAt: '2027-03-04T09:00:00+07:00' })
    expect(await exceptions()).toEqual([])
    await w.setClock('2027-03-04T10:00:00+07:00')
    expect(await exceptions()).toEqual([expect.stringContaining('Nautilus')])
  })

  test('INV-10: the columns have free names, and the rule works by the key', async () => {
    const { w, service, inventory, deal } = cast()
    const { fields } = await w.admin.get('/objects/opsInventory')
    await w.admin.patch('/objects/opsInventory/fields/column', { options: fields.find((field: any) => field.name === 'column').options.map((option: any) => ({ ...option, label: { en: `My ${option.value}` } })) })
    const three = await item(inventory, { deal: deal.id })
    await service.update('opsInventory', three.id, { finalGrading: 'good', inspector: me, inspectedOn: '2027-03-01' })
    expect(await inventory.update('opsInventory', three.id, { goodsOut: 'sale', doNumber: 'DO-2027-00010' })).toMatchObject({ column: 'goodsSold' })
  })
})

inOneCompany('what is stuck', cast => {
  let [ungraded, priced, moved, out] = ['', '', '', '']
  const march = async (day: number, hour = 10) => {
    await cast().w.setClock(`2027-03-${String(day).padStart(2, '0')}T${hour}:00:00+07:00`)
    await cast().w.settle()
  }
  /** As the list screen reads it. */
  const overdue = async () => {
    const { sales } = cast()
    const view = (await sales.get('/views?object=opsInventory')).data.find((each: any) => each.columns?.includes('overdueDays'))
    const { data } = await sales.list('opsInventory', { filter: view.filter, sort: view.sort, fields: view.columns.join() })
    return data.map((each: any) => [each.name, each.overdueDays, each.overdueCause, each.owner])
  }

  test('INV-12: stuck items are listed by days overdue, with cause and owner', async () => {
    const { w, sales, service, inventory, contact } = cast()
    const [indra, inspector] = [await w.person('inventory', { name: 'Indra' }), (await service.get('/session')).member.id]
    const graded = { finalGrading: 'good', inspector, inspectedOn: '2027-03-01' }
    const deal = await sales.create('deal', { name: 'Menunggu harga', contact: contact.id })
    ungraded = (await item(indra, { name: 'Belum dinilai' })).id
    priced = (await item(indra, { name: 'Menunggu harga', deal: deal.id })).id
    moved = (await item(indra, { name: 'Dipindah' })).id
    out = (await item(indra, { name: 'Terkirim', deal: deal.id })).id
    for (const id of [priced, moved, out]) await service.update('opsInventory', id, graded)
    await march(2)
    await sales.update('deal', deal.id, { stage: 'priceOffering' })
    await inventory.update('opsInventory', out, { goodsOut: 'sale' })
    expect(await overdue()).toEqual([])
    await march(3)
    await inventory.update('opsInventory', priced, { appraisal: 'done' })
    await inventory.update('opsInventory', moved, { goodsOut: 'transfer', toLocation: 'bali' })
    await march(4)
    expect(await overdue()).toEqual([['Belum dinilai', 0, 'grading', indra.member]])
    await march(5)
    await march(6)
    await march(9)
    await march(12)
    expect(await overdue()).toEqual([['Belum dinilai', 8, 'grading', indra.member], ['Menunggu harga', 7, 'price', indra.member], ['Dipindah', 6, 'transfer', indra.member], ['Terkirim', 3, 'delivery', indra.member]])
  })

  test('what moves again leaves the list, and the nightly count leaves no line in the history', async () => {
    const { sales, service, inventory } = cast()
    await inventory.update('opsInventory', moved, { receivedAt: '2027-03-12T09:00:00+07:00' })
    await inventory.update('opsInventory', out, { doNumber: 'DO-2027-00001' })
    const [deal] = (await sales.list('deal', { filter: { name: { eq: 'Menunggu harga' } } })).data
    await sales.update('deal', deal.id, { stage: 'negotiation' })
    await cast().w.settle()
    expect((await overdue()).map(([name]: string[]) => name)).toEqual(['Belum dinilai'])
    await service.update('opsInventory', ungraded, { finalGrading: 'good', inspector: (await service.get('/session')).member.id, inspectedOn: '2027-03-12' })
    expect(await overdue()).toEqual([])
    const told = (await inventory.get(`/records/opsInventory/${ungraded}/timeline`)).data.filter((entry: any) => entry.kind === 'updated').map((entry: any) => entry.at.slice(0, 10))
    expect(new Set(told)).toEqual(new Set(['2027-03-04', '2027-03-12']))
  })
})
