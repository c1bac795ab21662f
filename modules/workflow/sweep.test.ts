// Runs that are long over go; what is asked of them for ever is still known.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('runs go 400 days after their end; why a record is so, that it was enrolled, its entries and the months\' outcomes stay known', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const onCreated = { object: 'deal', trigger: { type: 'record', on: ['created', 'updated'], changed: ['name'] } }
  const make = async (name: string, steps: object[], more: object = onCreated) => (await w.admin.post('/workflows', { name, ...more, steps })).id as string
  const tags = await make('Tags', [{ type: 'addTag', tag: 'new' }])
  const tells = await make('Tells', [{ type: 'notify', to: 'role:administrator', title: 'Halo' }])
  const waits = await make('Waits', [{ type: 'wait', for: { months: 20 } }])
  const yearly = await make('Yearly', [{ type: 'addComment', body: 'Ke-{{ trigger.entry }}' }], { object: 'deal', trigger: { type: 'date', field: 'closingDate', repeat: 'yearly', at: '09:00' } })
  const deal = await w.admin.create('deal', { name: 'Jam', closingDate: '2027-03-02' })
  await w.settle()
  const runsOf = async (id: string) => (await w.admin.get(`/workflows/${id}/runs`)).data
  const [[tagged], [told]] = [await runsOf(tags), await runsOf(tells)]
  await w.setClock('2027-03-02T09:00:00+07:00')
  await w.settle()
  for (const now of ['2028-03-02T09:00:00+07:00', '2028-04-03T10:00:00+07:00']) {
    await w.setClock(now)
    await w.settle()
  }
  expect((await runsOf(tells)).length).toBe(1)
  await w.setClock('2028-04-10T10:00:00+07:00')
  await expect.poll(async () => (await w.admin.send('GET', `/workflow-runs/${told.id}`)).status).toBe(404)
  await w.settle()
  expect(await w.admin.get(`/workflow-runs/${tagged.id}`)).toMatchObject({ status: 'completed', steps: [] })
  expect((await w.admin.get(`/records/deal/${deal.id}/why?field=tags`)).data[0].causes[0]).toMatchObject({ workflow: { id: tags }, run: tagged.id })
  expect((await runsOf(waits)).map((run: any) => run.status)).toEqual(['waiting'])
  const { data } = await w.admin.get('/workflows/outcomes?month=2027-03')
  expect(Object.fromEntries(data.map((each: any) => [each.name, [each.triggered, each.completed]]))).toEqual({ Tags: [1, 1], Tells: [1, 1], Waits: [1, 0], Yearly: [1, 1] })
  // never is never, and the third year is the third
  await w.admin.update('deal', deal.id, { name: 'Tas' })
  await w.settle()
  expect([(await runsOf(tells)).length, (await runsOf(tags)).length]).toEqual([0, 1])
  await w.setClock('2029-03-02T09:00:00+07:00')
  await w.settle()
  expect((await runsOf(yearly)).map((run: any) => run.entry)).toEqual([3, 2, 1])
})
