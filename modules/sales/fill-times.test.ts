// Deals without their times get them from what is known of them, once, and follow a stage that becomes of another kind.
import { expect, test } from 'vitest'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

/** As a workspace is whose deals are from before the times were kept. */
async function forget(w: TestWorkspace): Promise<void> {
  await w.settle()
  await w.app.database.query(sql`update ${identifier(w.schema, 'deal')} set "openedAt" = null, "stageSince" = null, "closedAt" = null`)
  await w.app.database.query(sql`delete from ${identifier(w.schema, '_setting')} where name = 'sales.times'`)
}

const times = (deal: any) => [deal.openedAt, deal.stageSince, deal.closedAt]

test('deals from before get their times from the stage history, their versions stay', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  const make = (name: string, more: object = {}) => w.admin.create('deal', { name, ...more })
  const [open, back, delivered, binned] = [await make('A'), await make('B'), await make('C'), await make('D')]
  const past = await make('E', { stage: 'won', closingDate: '2027-01-10' })
  const { stages } = await w.admin.get('/pipelines/sales')
  await w.admin.patch('/pipelines/sales', { stages: [...stages, { value: 'delivered', label: { en: 'Delivered' }, kind: 'won', probability: 100 }] })
  await w.setClock('2027-03-02T09:00:00+07:00')
  for (const { id } of [open, back, delivered]) await w.admin.update('deal', id, { stage: 'won' })
  await w.setClock('2027-03-03T09:00:00+07:00')
  await w.admin.update('deal', open.id, { stage: 'proposal' })
  await w.admin.update('deal', back.id, { stage: 'negotiation' })
  await w.admin.update('deal', delivered.id, { stage: 'delivered' })
  await w.admin.remove('deal', binned.id)
  await w.setClock('2027-03-04T09:00:00+07:00')
  await w.admin.update('deal', back.id, { stage: 'won' })
  const before = await Promise.all([open, back, delivered].map(({ id }) => w.admin.read('deal', id)))
  await forget(w)
  expect((await w.admin.update('deal', past.id, { salesOrderNumber: 'SO-1' })).closedAt).toBeNull()
  await w.setClock('2027-03-06T09:00:00+07:00')
  await w.settle()
  const after = await Promise.all([open, back, delivered].map(({ id }) => w.admin.read('deal', id)))
  expect(after).toEqual(before)
  expect(times(after[0])).toEqual(['2027-03-01T02:00:00+00:00', '2027-03-03T02:00:00+00:00', null])
  expect(times(after[1])).toEqual(['2027-03-01T02:00:00+00:00', '2027-03-04T02:00:00+00:00', '2027-03-04T02:00:00+00:00'])
  expect(times(after[2])).toEqual(['2027-03-01T02:00:00+00:00', '2027-03-03T02:00:00+00:00', '2027-03-02T02:00:00+00:00'])
  // it was closed before it was written down here: nobody knows when it began
  expect(times(await w.admin.read('deal', past.id))).toEqual([null, '2027-03-01T02:00:00+00:00', '2027-01-09T17:00:00+00:00'])
  await w.admin.post(`/records/deal/${binned.id}/restore`)
  expect(times(await w.admin.read('deal', binned.id))).toEqual(['2027-03-01T02:00:00+00:00', '2027-03-01T02:00:00+00:00', null])
})

test('a stage that becomes of another kind restamps its deals, and what is computed from them', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  await w.admin.post('/objects/deal/fields', { name: 'isClosed', type: 'formula', formula: '!isEmpty(closedAt)', label: { en: 'Is closed' } })
  const [one, other] = [await w.admin.create('deal', { name: 'A', stage: 'negotiation' }), await w.admin.create('deal', { name: 'B', stage: 'won' })]
  await w.setClock('2027-03-05T09:00:00+07:00')
  const { stages } = await w.admin.get('/pipelines/sales')
  const as = (kinds: Record<string, string>) => w.admin.patch('/pipelines/sales', { stages: stages.map((stage: any) => ({ ...stage, kind: kinds[stage.value] ?? stage.kind })) })
  await as({ negotiation: 'won', won: 'open' })
  await w.settle()
  expect([(await w.admin.read('deal', one.id)).closedAt, (await w.admin.read('deal', other.id)).closedAt]).toEqual(['2027-03-01T02:00:00+00:00', null])
  expect((await w.admin.list('deal', { sort: 'name' })).data.map(deal => deal.isClosed)).toEqual([true, false])
  await as({})
  await w.settle()
  expect([(await w.admin.read('deal', one.id)).closedAt, (await w.admin.read('deal', other.id)).closedAt]).toEqual([null, '2027-03-01T02:00:00+00:00'])
})

test('an import that does not tell when a deal began has it begin when it is made', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T09:00:00+07:00')
  const mapping = { name: 'name', stage: 'stage', closing: 'closingDate', since: 'stageSince' }
  await importFile(w.admin, { object: 'deal', mapping }, 'name,stage,closing,since\n1,proposal,,\n2,won,,\n3,won,2027-01-10,\n4,proposal,,2027-02-01T00:00:00Z\n')
  const { data } = await w.admin.list('deal', { sort: 'name' })
  expect(data.map(deal => deal.openedAt)).toEqual(['2027-03-01T02:00:00+00:00', '2027-03-01T02:00:00+00:00', null, '2027-02-01T00:00:00+00:00'])
})
