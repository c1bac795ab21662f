// Template luxury-marketplace: the item, graded, moved and stuck, row by row; its object is as good as one of a customer's own.
import { expect, test } from 'vitest'
import { importFile } from '../../test/import-file.ts'
import { bringPhoto, codesOf, inOneCompany, item, patch } from '../../test/luxury.ts'
import { testWorkspace } from '../../test/workspace.ts'

test('an item has notes, tasks and documents about it, on one timeline, as any object of a customer has', async () => {
  const w = await testWorkspace({ template: 'luxury-marketplace' })
  const { id } = await w.admin.create('opsInventory', { name: 'Nautilus', brand: 'Patek Philippe', serial: 'S-1', newGrading: 'new' })
  const about = { object: 'opsInventory', id }
  const [note, task, document] = [await w.admin.create('note', { body: 'Kotak hilang', about }), await w.admin.create('task', { subject: 'Foto ulang', about }), await w.admin.create('document', { name: 'Sertifikat', about })]
  const { data } = await w.admin.get(`/records/opsInventory/${id}/timeline`)
  expect(data.map((each: any) => each.record?.id ?? each.id)).toEqual(expect.arrayContaining([note.id, task.id]))
  expect((await w.admin.list('document', { filter: { about: { opsInventory: { id: { eq: id } } } } })).data.map(each => each.id)).toEqual([document.id])
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
