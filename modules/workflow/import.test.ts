// What imports, the bin and new records mean for workflows: who is set off, who is woken, which timers stand.
import { expect, test } from 'vitest'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace } from '../../test/workspace.ts'

const tag = (text: string) => [{ id: 'tag', type: 'addTag', tag: text }]
const dated = { name: 'Dated', object: 'deal', trigger: { type: 'date', field: 'closingDate', offset: { days: 3 }, at: '09:00' }, steps: tag('due') }

test('an import sets workflows on changes off, and wakes what waits for one, only when it is told to; date timers follow either way, unless it is told to only for what lies ahead', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  await w.admin.post('/workflows', { name: 'Made', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: tag('made') })
  await w.admin.post('/workflows', dated)
  const waiting = await w.admin.post('/workflows', { name: 'Ordered', object: 'contact', trigger: { type: 'record', on: ['created'] },
    steps: [{ id: 'order', type: 'wait', forEvent: { object: 'deal', on: ['created'], match: { contact: '{{ record.id }}' } }, timeout: { days: 30 } }, ...tag('ordered')] })
  const { id: contact } = await w.admin.create('contact', { firstName: 'Ani', email: 'ani@example.com' })
  await w.settle()
  const bring = async (rows: string[], more: object) => {
    expect(await importFile(w.admin, { object: 'deal', mapping: { name: 'name', closes: 'closingDate', email: { field: 'contact', matchOn: 'email' } }, ...more }, ['name,closes,email', ...rows].join('\n'))).toMatchObject({ status: 'completed', failed: 0, created: rows.length })
    await w.settle()
  }
  const tags = async () => Object.fromEntries((await w.admin.list('deal')).data.map((deal: any) => [deal.name, deal.tags ?? []]))
  const waits = async () => (await w.admin.get(`/workflows/${waiting.id}/runs`)).data.map((run: any) => run.status)
  // due at nine this morning, within the grace; and on the eighth
  await bring(['Lampau,2027-02-26,ani@example.com', 'Depan,2027-03-05,ani@example.com'], {})
  expect([await tags(), await waits()]).toEqual([{ Lampau: [], Depan: [] }, ['waiting']])
  expect((await w.admin.get('/workflows/upcoming')).data.filter((each: any) => each.record !== contact)).toMatchObject([{ title: 'Depan' }])
  await bring(['Kini,2027-02-26,ani@example.com'], { runWorkflows: true })
  expect([await tags(), await waits()]).toEqual([{ Lampau: [], Depan: [], Kini: expect.toSatisfy((given: string[]) => given.toSorted().join() === 'due,made') }, ['completed']])
  await w.setClock('2027-03-08T09:00:00+07:00')
  await w.settle()
  expect(await tags()).toMatchObject({ Lampau: [], Depan: ['due'] })
})

test('what lies in the bin is due no more; restored it sets nothing off, has its timers again for what lies ahead, and enters anew what it left', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  await w.admin.post('/workflows', dated)
  const { id } = await w.admin.post('/workflows', { name: 'Won', object: 'deal', trigger: { type: 'record', reenrol: 'afterExit' }, condition: { stage: { eq: 'won' } }, steps: [{ id: 'stop', type: 'stop' }] })
  const deal = await w.admin.create('deal', { name: 'Jam', stage: 'won', closingDate: '2027-03-05' })
  const write = async (amount: number) => w.admin.update('deal', deal.id, { amount })
  const seen = async () => {
    await w.settle()
    return [(await w.admin.get('/workflows/upcoming')).data.length, (await w.admin.get(`/workflows/${id}/runs`)).data.length]
  }
  await write(1)
  expect(await seen()).toEqual([1, 1])
  await w.admin.remove('deal', deal.id)
  expect(await seen()).toEqual([0, 1])
  await w.admin.post(`/records/deal/${deal.id}/restore`)
  expect(await seen()).toEqual([1, 1])
  await write(2)
  expect(await seen()).toEqual([1, 2])
  await w.setClock('2027-03-08T09:00:00+07:00')
  await w.settle()
  expect((await w.admin.read('deal', deal.id)).tags).toEqual(['due'])
})

test('on a new record the filled fields count as changed, and it was in no state before', async () => {
  const w = await testWorkspace()
  const make = async (name: string, trigger: object) => (await w.admin.post('/workflows', { name, object: 'deal', trigger: { type: 'record', ...trigger }, steps: tag(name) })).id
  await make('amount', { changed: ['amount'] })
  await make('to', { to: { stage: 'won' } })
  await make('from', { from: { stage: null } })
  const [full, empty] = [await w.admin.create('deal', { name: 'A', amount: 1, stage: 'won' }), await w.admin.create('deal', { name: 'B', stage: 'proposal' })]
  await w.settle()
  expect(((await w.admin.read('deal', full.id)).tags as string[]).toSorted()).toEqual(['amount', 'to'])
  expect((await w.admin.read('deal', empty.id)).tags ?? []).toEqual([])
})
