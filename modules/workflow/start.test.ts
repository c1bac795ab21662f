// Workflows that people set off: by a button on records and lists, by hand for what a filter finds.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const discount = {
  name: 'Give a discount', object: 'deal',
  trigger: {
    type: 'button', label: { en: 'Discount', id: 'Diskon' }, places: ['record', 'list'], confirm: { en: 'Sure?', id: 'Yakin?' },
    inputs: [{ name: 'percent', label: { en: 'Percent' }, type: 'number', required: true }, { name: 'reason', label: { en: 'Why' }, type: 'select', options: [{ value: 'loyal', label: { en: 'Loyal' } }] }],
  },
  condition: { stage: { ne: 'lost' } },
  steps: [{ id: 'note', type: 'addComment', body: '{{ trigger.by.name }}: {{ trigger.input.percent }}% ({{ trigger.input.reason }})' }, { id: 'tag', type: 'addTag', tag: 'discount' }],
}

test('a button asks for its values, runs once a press for the record, by the workflow\'s role, and tells who pressed', async () => {
  const sales = await w.person('sales', { name: 'Budi Santoso' })
  const { id } = await w.admin.post('/workflows', discount)
  const { data: [button] } = await sales.get('/workflow-buttons?object=deal')
  expect(button).toMatchObject({ id, label: { en: 'Discount', id: 'Diskon' }, confirm: { en: 'Sure?' }, when: { stage: { ne: 'lost' } }, inputs: [{ name: 'percent', required: true }, { name: 'reason', type: 'select' }] })
  const deal = await sales.create('deal', { name: 'Tas', stage: 'prospect' })
  const press = (input: object, ids = [deal.id]) => sales.send('POST', `/workflow-buttons/${id}/press`, { ids, input })
  const wrong = await press({ percent: 'many', reason: 'none', colour: 'red' })
  expect([wrong.status, wrong.body.errors.map((fault: any) => `${fault.path} ${fault.code}`)]).toEqual([422, ['input.colour field.unknown', expect.stringContaining('input.percent number.'), 'input.reason option.unknown']])
  expect((await press({})).body.errors).toMatchObject([{ path: 'input.percent', code: 'value.required' }])
  const started = await press({ percent: 10, reason: 'loyal' })
  expect([started.status, started.body]).toMatchObject([202, { total: 1, skipped: 0, run: expect.any(String) }])
  await w.settle()
  expect(await sales.get(`/workflow-starts/${started.body.id}`)).toMatchObject({ status: 'completed', completed: 1, failed: 0, open: 0 })
  expect((await sales.read('deal', deal.id)).tags).toEqual(['discount'])
  expect((await sales.list('note')).data.map((note: any) => note.body)).toEqual(['Budi Santoso: 10% (loyal)'])
  const run = await w.admin.get(`/workflow-runs/${started.body.run}`)
  expect(run).toMatchObject({ status: 'completed', record: deal.id, trigger: { type: 'button', by: sales.member, input: { percent: 10, reason: 'loyal' } } })
  // a lost deal does not fulfil the condition; another's is not hers to press; a run is not hers to read
  await sales.update('deal', deal.id, { stage: 'lost', lostReason: 'price' })
  expect((await press({ percent: 1 })).body).toMatchObject({ total: 1, skipped: 1, status: 'completed', run: null })
  const other = await w.admin.create('deal', { name: 'Bukan miliknya' })
  expect((await press({ percent: 1 }, [other.id])).status).toBe(404)
  expect((await sales.send('GET', `/workflow-runs/${run.id}`)).status).toBe(403)
  const colleague = await w.person('sales')
  expect((await colleague.send('GET', `/workflow-starts/${started.body.id}`)).status).toBe(404)
})

test('only the roles that a button names press it, and none while it is off', async () => {
  const { id } = await w.admin.post('/workflows', { ...discount, name: 'Managers', trigger: { type: 'button', roles: ['manager'] }, steps: [{ type: 'stop' }] })
  const [sales, manager] = [await w.key('sales'), await w.key('manager')]
  const deal = await sales.create('deal', { name: 'Sabuk' })
  const press = async (who: typeof sales) => (await who.send('POST', `/workflow-buttons/${id}/press`, { ids: [deal.id] })).status
  expect([await press(sales), await press(w.admin), await press(manager)]).toEqual([404, 202, 202])
  expect((await sales.get('/workflow-buttons')).data.map((button: any) => button.id)).not.toContain(id)
  await w.admin.patch(`/workflows/${id}`, { enabled: false })
  expect(await press(manager)).toBe(404)
  const bad = await w.admin.send('POST', '/workflows', { ...discount, trigger: { type: 'button', roles: ['emperor'], inputs: [{ name: 'a', label: { en: 'A' }, type: 'select' }, { name: 'a', label: { en: 'A' }, type: 'text' }] }, steps: [{ type: 'stop' }] })
  expect(bad.body.errors.map((fault: any) => fault.path)).toEqual(['trigger.roles[0]', 'trigger.inputs[0].options', 'trigger.inputs[1].name'])
})

test('a button tells nobody of fields that her role may not see', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'narrow', label: { en: 'Narrow' }, objects: { deal: { read: 'all', fields: { amount: 'hidden' } } } })
  const narrow = await w.key('narrow')
  for (const condition of [{ amount: { gt: 1_000_000 } }, { name: { contains: 'Jam' } }]) await w.admin.post('/workflows', { name: 'Press', object: 'deal', trigger: { type: 'button' }, condition, steps: [{ type: 'addTag', tag: 'x' }] })
  const when = async (who: typeof narrow) => (await who.get('/workflow-buttons?object=deal')).data.map((button: any) => button.when)
  expect(await when(narrow)).toEqual([null, { name: { contains: 'Jam' } }])
  expect(await when(w.admin)).toEqual([{ amount: { gt: 1_000_000 } }, { name: { contains: 'Jam' } }])
})

test('by hand for all that a filter finds: enrolled set by set, each record once, and who asked hears when it took long', async () => {
  const manager = await w.person('manager')
  const operations = Array.from({ length: 700 }, (_, at) => ({ op: 'create', data: { subject: `Bulk ${at}`, priority: at % 7 ? 'low' : 'high' } }))
  await w.admin.post('/records/task/batch', { operations })
  const { id } = await w.admin.post('/workflows', { name: 'Close', object: 'task', trigger: { type: 'manual', roles: ['manager'] }, condition: { priority: { eq: 'low' } }, steps: [{ type: 'deleteRecord' }] })
  expect((await (await w.key('sales')).send('POST', `/workflow-buttons/${id}/press`, { filter: {} })).status).toBe(404)
  const start = await manager.post(`/workflow-buttons/${id}/press`, { filter: { subject: { startsWith: 'Bulk' } } })
  expect(start).toMatchObject({ total: 700, status: 'running', run: null })
  await w.settle()
  expect(await manager.get(`/workflow-starts/${start.id}`)).toMatchObject({ status: 'completed', completed: 600, skipped: 100, failed: 0, cancelled: 0 })
  expect((await w.admin.list('task', { filter: { subject: { startsWith: 'Bulk' } }, count: 'true' })).total).toBe(100)
  expect((await manager.get('/notifications')).data).toEqual([])
})

test('a pressed workflow is for the records of which its own role knows that its condition holds, also across relations, whatever the presser sees', async () => {
  await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk', id: 'Juru tulis' }, objects: { deal: { read: 'all', update: 'all' }, company: { read: 'own' } } })
  const company = await w.admin.create('company', { name: 'PT Rahasia', industry: 'retail' })
  const deal = await w.admin.create('deal', { name: 'Tas', company: company.id })
  const plain = await w.admin.create('deal', { name: 'Polos' })
  const press = async (role: string | undefined, condition: object) => {
    const { id } = await w.admin.post('/workflows', { name: 'Mark', object: 'deal', ...role ? { role } : {}, trigger: { type: 'button' }, condition, steps: [{ type: 'addTag', tag: `${role}` }] })
    const start = await w.admin.post(`/workflow-buttons/${id}/press`, { ids: [deal.id, plain.id] })
    await w.settle()
    return [start.total, start.skipped, (await w.admin.get(`/workflow-starts/${start.id}`)).completed]
  }
  const retail = { company: { industry: { eq: 'retail' } } }
  expect(await press(undefined, retail)).toEqual([2, 1, 1])
  expect(await press('clerk', retail)).toEqual([2, 2, 0])
  expect(await press('clerk', { not: retail })).toEqual([2, 0, 2])
  expect((await w.admin.read('deal', deal.id)).tags).toEqual(['undefined', 'clerk'])
})
