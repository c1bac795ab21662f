// Workflows inside the write: the same transaction, the final version in the answer, a refusal of the whole write.
import { expect, test } from 'vitest'
import { errorRows, importFile } from '../../test/import-file.ts'
import { testWorkspace } from '../../test/workspace.ts'

const within = { inTransaction: true, enabled: true }

test('AUT-15: when the DO number becomes filled the item is in Goods Sold in the same transaction', async () => {
  const w = await testWorkspace({ work: false })
  await w.admin.post('/objects', {
    name: 'item', label: { en: 'Item', id: 'Barang' }, fields: [
      { name: 'title', type: 'text', label: { en: 'Title' }, required: true }, { name: 'doNumber', type: 'text', label: { en: 'DO number' } }, { name: 'deal', type: 'relation', to: 'deal', label: { en: 'Deal' } },
      { name: 'column', type: 'select', label: { en: 'Column' }, default: 'stock', options: ['stock', 'goodsSold'].map(value => ({ value, label: { en: value } })) },
    ], title: 'title',
  })
  const { id: sold } = await w.admin.post('/workflows', { ...within, name: 'Goods sold', object: 'item', trigger: { type: 'record', to: { doNumber: { empty: false } }, reenrol: 'every' }, steps: [{ id: 'move', type: 'updateRecord', data: { column: 'goodsSold' } }] })
  await w.admin.post('/workflows', {
    ...within, name: 'Won', object: 'item', trigger: { type: 'record', to: { column: 'goodsSold' }, reenrol: 'every' }, condition: { deal: { empty: false } },
    steps: [{ id: 'win', type: 'updateRecord', object: 'deal', recordId: '{{ record.deal.id }}', data: { stage: 'won' } }, { id: 'mark', type: 'addTag', tag: 'sold' }],
  })
  const deal = await w.admin.create('deal', { name: 'Jam', amount: 10 })
  const item = await w.admin.create('item', { title: 'Nautilus', deal: deal.id })
  const updated = await w.admin.update('item', item.id, { doNumber: 'DO-1' })
  // no worker runs here: all of it happened in the write, and the answer says so
  expect(updated).toMatchObject({ doNumber: 'DO-1', column: 'goodsSold', tags: ['sold'], version: 4 })
  expect(await w.admin.read('item', item.id)).toMatchObject({ column: 'goodsSold', version: 4 })
  expect((await w.admin.read('deal', deal.id)).stage).toBe('won')
  expect(await w.admin.create('item', { title: 'Royal Oak', doNumber: 'DO-2' })).toMatchObject({ column: 'goodsSold' })
  const many = await w.admin.post('/records/item/batch', { operations: Array.from({ length: 60 }, (_, at) => ({ op: 'create', data: { title: `Item ${at}`, ...at % 2 ? { doNumber: `DO-${at}` } : {} } })) })
  expect(many.results?.length ?? many.data?.length).toBe(60)
  expect((await w.admin.list('item', { filter: { column: { eq: 'goodsSold' } }, limit: 100 })).data).toHaveLength(32)
  const [run] = (await w.admin.get(`/workflows/${sold}/runs`)).data.slice(-1)
  expect(await w.admin.get(`/workflow-runs/${run.id}`)).toMatchObject({ status: 'completed', record: item.id, steps: [{ step: 'move', status: 'completed' }] })
})

test('a workflow inside the write that cannot do its part refuses the write, by name; what waits or tells cannot stand in one', async () => {
  const w = await testWorkspace({ work: false })
  const strict = { ...within, name: 'Strict', object: 'deal', trigger: { type: 'record', changed: ['amount'], reenrol: 'every' }, steps: [{ id: 'win', type: 'updateRecord', data: { closingDate: '{{ record.lostReason }}' } }] }
  const { id } = await w.admin.post('/workflows', strict)
  const deal = await w.admin.create('deal', { name: 'A' })
  const reply = await w.admin.send('PATCH', `/records/deal/${deal.id}`, { amount: 5, lostReason: 'no date' })
  expect([reply.status, reply.body.code, reply.body.title]).toEqual([422, 'workflow.refused', expect.stringContaining('"Strict"')])
  expect(await w.admin.read('deal', deal.id)).toMatchObject({ amount: null, version: 1 })
  expect((await w.admin.get(`/workflows/${id}/runs`)).data).toEqual([])
  // nor does it name a field that the caller may not know
  expect(reply.body.title).toContain('closingDate')
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { deal: { read: 'all', update: 'all', fields: { closingDate: 'hidden' } } } })
  const blind = await (await w.key('blind')).send('PATCH', `/records/deal/${deal.id}`, { amount: 5, lostReason: 'no date' })
  expect([blind.status, blind.body.code, JSON.stringify(blind.body).includes('closingDate')]).toEqual([422, 'workflow.refused', false])
  const refused = await w.admin.send('POST', '/workflows', { ...strict, steps: [{ id: 'say', type: 'notify', to: '{{ record.owner.id }}', title: 'x' }] })
  expect(refused.body.errors.map((fault: any) => fault.code)).toEqual(['workflow.withinStep'])
  const dated = await w.admin.send('POST', '/workflows', { ...strict, trigger: { type: 'date', field: 'closingDate' } })
  expect(dated.body.errors.map((fault: any) => fault.code)).toEqual(['workflow.withinTrigger'])
  // it may set itself off no more than any other
  const { id: loop } = await w.admin.post('/workflows', { ...within, name: 'Loop', object: 'contact', trigger: { type: 'record', changed: ['occupation'], reenrol: 'every' }, steps: [{ id: 'again', type: 'updateRecord', data: { occupation: '{{ record.occupation }}!' } }] })
  const contact = await w.admin.create('contact', { firstName: 'Ani', occupation: 'Dokter' })
  expect(contact.occupation).toBe('Dokter!')
  expect((await w.admin.get(`/workflows/${loop}/runs`)).data.map((run: any) => [run.status, run.reason]).sort()).toEqual([['cancelled', 'loop'], ['completed', null]])
})

test('of many writes at once only those are refused whose part it cannot do, each at its place: batches, upserts, bulk changes and imports', async () => {
  const w = await testWorkspace()
  await w.admin.post('/workflows', { ...within, name: 'Strict', object: 'deal', trigger: { type: 'record', changed: ['lostReason'], reenrol: 'every' },
    steps: [{ id: 'close', type: 'updateRecord', if: { name: { startsWith: 'Bad' } }, data: { closingDate: '{{ record.lostReason }}' } }, { id: 'mark', type: 'addTag', tag: 'done' }] })
  const data = ['One', 'Bad two', 'Three', 'Bad four'].map(name => ({ name, lostReason: 'Harga' }))
  const operations = data.map(each => ({ op: 'create', data: each }))
  const told = (errors: any[]) => errors.map(fault => [fault.path, fault.code])
  const none = await w.admin.send('POST', '/records/deal/batch', { operations })
  expect([none.status, told(none.body.errors)]).toEqual([422, [['operations[1]', 'workflow.refused'], ['operations[3]', 'workflow.refused']]])
  const upsert = await w.admin.send('POST', '/records/deal/upsert', { matchOn: ['name'], records: data })
  expect([upsert.status, told(upsert.body.errors)]).toEqual([422, [['records[1]', 'workflow.refused'], ['records[3]', 'workflow.refused']]])
  expect((await w.admin.list('deal')).data).toEqual([])
  const each = await w.admin.send('POST', '/records/deal/batch', { atomic: false, operations })
  expect([each.status, each.body.results.map((result: any) => [result.status, result.record?.tags ?? told(result.errors)])])
    .toEqual([200, [[201, ['done']], [422, [['operations[1]', 'workflow.refused']]], [201, ['done']], [422, [['operations[3]', 'workflow.refused']]]]])
  await w.admin.post('/records/deal/batch', { operations: ['Bad five', 'Six'].map(name => ({ op: 'create', data: { name } })) })
  const { id } = await w.admin.post('/records/deal/bulk', { filter: {}, change: { set: { lostReason: 'Batal' } } })
  await w.settle()
  expect(await w.admin.get(`/bulk/${id}`)).toMatchObject({ changed: 3, failed: 1 })
  const status = await importFile(w.admin, { object: 'deal', mode: 'create', runWorkflows: true }, 'name,lostReason\nSeven,Harga\nBad eight,Harga\nNine,Harga\n')
  expect([status.created, status.failed]).toEqual([2, 1])
  expect((await errorRows(w.admin, status.id)).slice(1).map(row => row[0])).toEqual(['Bad eight'])
  const left = (await w.admin.list('deal', { sort: 'name' })).data.map((deal: any) => [deal.name, deal.lostReason, deal.tags ?? []])
  expect(left).toEqual([['Bad five', null, []], ['Nine', 'Harga', ['done']], ['One', 'Batal', ['done']], ['Seven', 'Harga', ['done']], ['Six', 'Batal', ['done']], ['Three', 'Batal', ['done']]])
})

test('D8: the chain behind a value: a number that a person filled, two workflows of the write, a task by a third, and the date that came of it', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  await w.admin.post('/workflows', { ...within, name: 'Won by number', object: 'deal', trigger: { type: 'record', to: { lostReason: { empty: false } } }, steps: [{ id: 'win', type: 'updateRecord', data: { stage: 'won' } }] })
  await w.admin.post('/workflows', { ...within, name: 'Close', object: 'deal', trigger: { type: 'record', to: { stage: 'won' } }, steps: [{ id: 'date', type: 'updateRecord', data: { closingDate: '{{ today }}' } }] })
  await w.admin.post('/workflows', { name: 'After', object: 'deal', trigger: { type: 'date', field: 'closingDate', offset: { days: 3 } }, steps: [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Follow up {{ record.name }}', owner: '{{ record.owner.id }}', about: { object: 'deal', id: '{{ record.id }}' } } }] })
  const sales = await w.person('sales')
  const deal = await w.admin.create('deal', { name: 'Jam', owner: sales.member })
  await sales.update('deal', deal.id, { lostReason: 'DO-1' })
  await w.setClock('2027-03-04T10:00:00+07:00')
  await w.settle()
  const [task] = (await sales.list('task')).data
  const { data } = await sales.get(`/records/task/${task.id}/why?field=subject`)
  expect(data).toMatchObject([{ field: 'subject', causes: [
    { workflow: { name: 'After' }, version: 1, object: 'task', kind: 'created', dueAt: expect.any(String) }, { workflow: { name: 'Close' }, version: 1, object: 'deal', record: deal.id, title: 'Jam', changed: expect.arrayContaining(['closingDate']) },
    { workflow: { name: 'Won by number' }, changed: expect.arrayContaining(['stage']) }, { workflow: null, by: sales.member, way: 'person', changed: ['lostReason'] }] }])
  // who may not see the deal learns the workflows and the times, and nothing of it
  const other = await w.person('sales')
  await w.admin.update('task', task.id, { owner: other.member })
  const seen = (await other.get(`/records/task/${task.id}/why?field=subject`)).data[0].causes
  expect(seen.map((each: any) => [each.workflow?.name ?? null, each.record, each.changed.length > 0])).toEqual([['After', task.id, true], ['Close', null, false], ['Won by number', null, false], [null, null, false]])
  expect((await other.send('GET', `/records/deal/${deal.id}/why`)).status).toBe(404)
})

test('computed values behind a condition are causes too, told to whoever may know them; the rest of the chain to everybody', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'part', label: { en: 'Part' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'deal', type: 'relation', to: 'deal', label: { en: 'Deal' } }, { name: 'sold', type: 'boolean', label: { en: 'Sold' } }] })
  await w.admin.post('/objects/deal/fields', { name: 'partsOpen', type: 'rollup', label: { en: 'Parts open' }, rollup: { object: 'part', by: 'deal', measure: 'count', filter: { sold: { ne: true } } } })
  await w.admin.post('/workflows', { name: 'All sold', object: 'part', enabled: true, trigger: { type: 'record', to: { sold: true } }, condition: { deal: { partsOpen: { eq: 0 } } }, steps: [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Deliver' } }] })
  const deal = await w.admin.create('deal', { name: 'Jam' })
  const part = await w.admin.create('part', { name: 'Tali', deal: deal.id, sold: false })
  await w.admin.update('part', part.id, { sold: true })
  await w.settle()
  const [task] = (await w.admin.list('task')).data
  const causesFor = async (name: string, objects: object) => {
    await w.admin.post('/roles', { name, label: { en: name }, objects: { task: { read: 'all' }, ...objects } })
    const answer = await (await w.person(name)).send('GET', `/records/task/${task.id}/why?field=subject`)
    expect(answer.status).toBe(200)
    return answer.body.data[0].causes.map((each: any) => [each.kind, each.object, each.changed.includes('partsOpen')])
  }
  expect(await causesFor('whole', { deal: { read: 'all' }, part: { read: 'all' } })).toEqual([['created', 'task', false], ['condition', 'deal', true], ['updated', 'part', false]])
  expect(await causesFor('noParts', { deal: { read: 'all' }, part: { read: 'none' } })).toEqual([['created', 'task', false], [null, null, false]])
  expect(await causesFor('noDeals', { deal: { read: 'none' }, part: { read: 'all' } })).toEqual([['created', 'task', false], ['updated', 'part', false]])
  expect(await causesFor('noLink', { deal: { read: 'all' }, part: { read: 'all', fields: { deal: 'hidden' } } })).toEqual([['created', 'task', false], ['updated', 'part', false]])
  expect(await causesFor('noCount', { deal: { read: 'all', fields: { partsOpen: 'hidden' } }, part: { read: 'all' } })).toEqual([['created', 'task', false], ['updated', 'part', false]])
})

test('a value is led back to who pressed a button, to a call from outside, to the clock', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const sales = await w.person('sales')
  const deal = await w.admin.create('deal', { name: 'Jam', owner: sales.member })
  const press = await w.admin.post('/workflows', { name: 'Press', object: 'deal', trigger: { type: 'button' }, steps: [{ id: 'set', type: 'updateRecord', data: { lostReason: 'x' } }] })
  await sales.post(`/workflow-buttons/${press.id}/press`, { ids: [deal.id] })
  const setting = (trigger: object, data: object) => w.admin.post('/workflows', { name: 'Set', trigger, steps: [{ id: 'set', type: 'updateRecord', object: 'deal', recordId: deal.id, data }] })
  const hook = await setting({ type: 'webhook', check: 'none' }, { amount: 5 })
  expect((await fetch(`${w.url}${hook.hook.path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })).status).toBe(202)
  await setting({ type: 'schedule', cron: '0 11 * * *' }, { closingDate: '{{ today }}' })
  await w.setClock('2027-03-01T11:00:00+07:00')
  await w.settle()
  const behind = async (field: string) => (await sales.get(`/records/deal/${deal.id}/why?field=${field}`)).data[0].causes.map((each: any) => [each.workflow?.name ?? null, each.kind, each.by === sales.member, each.record, each.dueAt])
  expect(await behind('lostReason')).toEqual([['Press', 'updated', false, deal.id, null], [null, 'button', true, deal.id, null]])
  expect(await behind('amount')).toEqual([['Set', 'updated', false, deal.id, null], [null, 'webhook', false, null, null]])
  expect(await behind('closingDate')).toEqual([['Set', 'updated', false, deal.id, '2027-03-01T04:00:00+00:00'], [null, 'schedule', false, null, '2027-03-01T04:00:00+00:00']])
  expect((await sales.send('POST', `/workflow-buttons/${press.id}/press`, { filter: null })).status).toBe(422)
})

test('the chain behind a value names what was deleted or merged meanwhile to who may see it, and to nobody else', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'tasksOnly', label: { en: 'Tasks only' }, objects: { task: { read: 'all', create: false, update: 'none', delete: false } } })
  const [narrow, making] = [await w.key('tasksOnly'), { type: 'createRecord', object: 'task', data: { subject: 'Check {{ record.firstName }}' } }]
  for (const on of ['created', 'deleted']) await w.admin.post('/workflows', { name: on, object: 'contact', trigger: { type: 'record', on: [on] }, steps: [making] })
  const [ani, budi, cici] = [await w.admin.create('contact', { firstName: 'Ani' }), await w.admin.create('contact', { firstName: 'Budi' }), await w.admin.create('contact', { firstName: 'Cici' })]
  await w.admin.post('/records/contact/merge', { into: ani.id, from: [budi.id] })
  await w.admin.remove('contact', cici.id)
  await w.settle()
  const { data: tasks } = await w.admin.list('task', { sort: 'createdAt' })
  const behind = async (caller: typeof narrow, id: string) => {
    const { data: [{ causes }] } = await caller.get(`/records/task/${id}/why?field=subject`)
    return causes.map((cause: any) => [cause.workflow?.name ?? null, cause.kind, cause.title, cause.by !== null])
  }
  const told = (await Promise.all(tasks.map(task => behind(w.admin, task.id)))).map(([, origin]) => origin).toSorted((one, other) => `${one}` < `${other}` ? -1 : 1)
  expect(told).toEqual([[null, 'created', 'Ani', true], [null, 'created', 'Budi', true], [null, 'created', 'Cici', true], [null, 'deleted', 'Cici', true]])
  for (const task of tasks) expect((await behind(narrow, task.id))[1]).toEqual([null, null, null, false])
})
