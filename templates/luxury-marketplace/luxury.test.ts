// Template luxury-marketplace: the chain of the deal and the customer, row by row.
import { expect, test } from 'vitest'
import { enter, inOneCompany, item, postsOf } from '../../test/luxury.ts'

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
