// Workflows that wait: by the product's clock, through cancelling and removal, going on where they were.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

async function runsOf(w: TestWorkspace, workflow: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs`)
  return Promise.all(data.map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

const workflow = {
  name: 'Patient', object: 'deal', trigger: { type: 'record', on: ['created'] },
  steps: [
    { id: 'before', type: 'addTag', tag: 'before' }, { id: 'rest', type: 'wait', for: { days: 3 } },
    { id: 'after', type: 'addTag', tag: 'after {{ record.lostReason }}' }, { id: 'late', type: 'wait', until: '{{ record.closingDate | at: "09:00" }}' }, { id: 'last', type: 'addTag', tag: 'last' },
  ],
}

test('a run rests for days and until a time, goes on once with the record as it is then, and not at all when it was cancelled', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const { id } = await w.admin.post('/workflows', workflow)
  const [deal, dropped, gone] = await Promise.all(['A', 'B', 'C'].map(name => w.admin.create('deal', { name, lostReason: 'x', closingDate: '2027-03-10' })))
  const waiting = await runsOf(w, id)
  expect(waiting.map(run => [run.status, ...run.steps.map((step: any) => step.status)])).toEqual(Array.from({ length: 3 }, () => ['waiting', 'completed', 'waiting']))
  await w.admin.post(`/workflow-runs/${waiting.find(run => run.record === dropped.id).id}/cancel`)
  await w.admin.remove('deal', gone.id)
  await w.admin.update('deal', deal.id, { lostReason: 'changed' })
  await w.setClock('2027-03-04T09:59:59+07:00')
  await w.settle()
  expect((await w.admin.read('deal', deal.id)).tags).toEqual(['before'])
  await w.setClock('2027-03-04T10:00:00+07:00')
  await w.settle()
  expect((await w.admin.read('deal', deal.id)).tags).toEqual(['before', 'after changed'])
  await w.setClock('2027-04-01T10:00:00+07:00')
  const runs = await runsOf(w, id)
  expect(Object.fromEntries(runs.map(run => [run.record, [run.status, run.reason]]))).toEqual({ [deal.id]: ['completed', null], [dropped.id]: ['cancelled', 'person'], [gone.id]: ['cancelled', 'deleted'] })
  expect((await w.admin.read('deal', deal.id)).tags).toEqual(['before', 'after changed', 'last'])
  expect((await w.admin.read('deal', dropped.id)).tags).toEqual(['before'])
  expect(runs.find(run => run.record === deal.id).steps.map((step: any) => [step.step, step.status])).toEqual([['before', 'completed'], ['rest', 'completed'], ['after', 'completed'], ['late', 'completed'], ['last', 'completed']])
})

test('a removed workflow stops what waits at once; what is no time is refused', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const { id } = await w.admin.post('/workflows', workflow)
  const deal = await w.admin.create('deal', { name: 'A' })
  const [{ id: run }] = await runsOf(w, id)
  await w.admin.delete(`/workflows/${id}`)
  expect(await w.admin.get(`/workflow-runs/${run}`)).toMatchObject({ status: 'cancelled', reason: 'workflow' })
  await w.setClock('2027-05-01T10:00:00+07:00')
  await w.settle()
  expect((await w.admin.read('deal', deal.id)).tags).toEqual(['before'])
  const refused = async (step: object) => (await w.admin.send('POST', '/workflows', { ...workflow, steps: [{ type: 'wait', ...step }] })).body.errors.map((fault: any) => `${fault.path} ${fault.code}`)
  expect(await refused({})).toEqual(['steps[0].for value.required'])
  expect(await refused({ for: {} })).toEqual(['steps[0].for value.required'])
  expect(await refused({ for: { days: 1 }, until: '2027-01-01' })).toEqual(['steps[0].for value.required'])
  expect(await refused({ until: 'soon' })).toEqual(['steps[0].until value.invalid'])
})
