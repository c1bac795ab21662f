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
  for (const length of [{ months: 241 }, { days: 10_000 }]) expect(await refused({ for: length })).toEqual(['steps[0].for value.invalid'])
  expect(await refused({ forEvent: { on: ['updated'] }, timeout: { weeks: 1100 } })).toEqual(['steps[0].timeout value.invalid'])
  expect(await refused({ until: 'soon' })).toEqual(['steps[0].until value.invalid'])
})

test('a run under way stays on its version, moves to the new one or is cancelled, as is chosen; a workflow that is switched off pauses, and what no longer holds after a wait is not gone on with', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const steps = (tag: string) => [{ id: 'rest', type: 'wait', for: { days: 1 } }, { id: 'tag', type: 'addTag', tag }]
  const made = await w.admin.post('/workflows', { name: 'Versions', object: 'deal', trigger: { type: 'record', on: ['created'] }, condition: { stage: { ne: 'lost' } }, steps: steps('first') })
  const path = `/workflows/${made.id}`
  const create = async (name: string) => {
    const { id } = await w.admin.create('deal', { name })
    await w.settle()
    return id as string
  }
  const stays = await create('Stays')
  expect((await w.admin.get(path)).waiting).toBe(1)
  await w.admin.patch(path, { steps: steps('second') })
  const moves = await create('Moves')
  await w.admin.patch(path, { steps: steps('third'), waiting: 'stay' })
  await w.admin.patch(path, { steps: [...steps('fourth'), { id: 'more', type: 'addTag', tag: 'more' }], waiting: 'move' })
  const lost = await create('Lost')
  await w.admin.update('deal', lost, { stage: 'lost', lostReason: 'Harga' })
  await w.admin.patch(path, { enabled: false })
  await w.setClock('2027-03-02T10:00:00+07:00')
  await w.settle()
  const tags = async (id: string) => (await w.admin.read('deal', id)).tags
  expect([await tags(stays), await tags(moves)]).toEqual([null, null].map(() => expect.toSatisfy((value: any) => !value?.length)))
  await w.admin.patch(path, { enabled: true })
  await w.settle()
  expect([await tags(stays), await tags(moves)]).toEqual([['fourth', 'more'], ['fourth', 'more']])
  expect((await runsOf(w, made.id)).find(run => run.record === lost)).toMatchObject({ status: 'cancelled', reason: 'condition' })
  const dropped = await create('Dropped')
  await w.admin.patch(path, { steps: steps('fifth'), waiting: 'cancel' })
  expect((await runsOf(w, made.id)).find(run => run.record === dropped)).toMatchObject({ status: 'cancelled', reason: 'version' })
  // a step that is no longer there is not waited for
  const freed = await create('Freed')
  await w.admin.patch(path, { steps: steps('sixth').slice(1), waiting: 'move' })
  await w.settle()
  expect(await tags(freed)).toEqual(['sixth'])
  const versions = (await w.admin.get(`${path}/versions`)).data
  expect(versions.map((each: any) => [each.version, each.definition.steps.at(-1).tag])).toEqual([[6, 'sixth'], [5, 'fifth'], [4, 'more'], [3, 'third'], [2, 'second'], [1, 'first']])
  expect((await w.admin.send('PATCH', path, { waiting: 'perhaps' })).status).toBe(422)
  // what was left on an older version may be brought on, or ended, without another change
  const behind = async () => {
    const { version, waiting, waitingBehind } = await w.admin.get(path)
    return [version, waiting, waitingBehind]
  }
  await w.admin.patch(path, { steps: steps('seventh') })
  const brought = await create('Brought')
  await w.admin.patch(path, { steps: steps('eighth') })
  await create('Newest')
  expect(await behind()).toEqual([8, 2, 1])
  await w.admin.patch(path, { waiting: 'move' })
  await w.admin.patch(path, { waiting: 'cancel' })
  expect(await behind()).toEqual([8, 2, 0])
  await w.setClock('2027-03-03T10:00:00+07:00')
  await w.settle()
  expect([await tags(brought), await behind()]).toEqual([['eighth'], [8, 0, 0]])
  const ended = await create('Ended')
  await w.admin.patch(path, { steps: steps('ninth') })
  await w.admin.patch(path, { waiting: 'cancel', name: 'Renamed' })
  expect(await behind()).toEqual([9, 0, 0])
  expect((await runsOf(w, made.id)).find(run => run.record === ended)).toMatchObject({ status: 'cancelled', reason: 'version' })
})

test('however many runs are under way, all of them are moved, taken up or cancelled: by the change itself as many as a short transaction can, the rest soon after', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const wait = (days: number, tag: string) => [{ id: 'rest', type: 'wait', for: { days } }, { id: 'tag', type: 'addTag', tag }]
  const { id } = await w.admin.post('/workflows', { name: 'Many', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: wait(1, 'first') })
  const path = `/workflows/${id}`
  const many = 2300
  const create = async () => {
    for (let at = 0; at < many; at += 500) await w.admin.post('/records/deal/batch', { operations: Array.from({ length: Math.min(500, many - at) }, (_, n) => ({ op: 'create', data: { name: `Deal ${at + n}` } })) })
    await w.settle()
  }
  const counts = async () => { const { waiting, waitingBehind } = await w.admin.get(path); return [waiting, waitingBehind] }
  const tagged = async (tag: string) => (await w.admin.get(`/records/deal?count=true&limit=1&filter=${JSON.stringify({ tags: { hasAny: [tag] } })}`)).total
  await create()
  await w.admin.patch(path, { steps: wait(1, 'second'), waiting: 'move' })
  await w.settle()
  expect(await counts()).toEqual([many, 0])
  // they come to rest before their next step, and are taken up again
  await w.admin.patch(path, { enabled: false })
  await w.setClock('2027-03-02T10:00:00+07:00')
  await w.settle()
  expect([await tagged('second'), await counts()]).toEqual([0, [many, 0]])
  await w.admin.patch(path, { enabled: true })
  await w.settle()
  expect([await tagged('second'), await tagged('first'), await counts()]).toEqual([many, 0, [0, 0]])

  await create()
  await w.admin.patch(path, { steps: wait(2, 'third'), waiting: 'cancel' })
  await w.settle()
  expect(await counts()).toEqual([0, 0])
  await create()
  await w.admin.delete(path)
  await w.settle()
  await w.setClock('2027-03-09T10:00:00+07:00')
  await w.settle()
  expect([await tagged('second'), await tagged('third')]).toEqual([many, 0])
  for (const [status, expected] of [['waiting', 0], ['cancelled', 100]] as const) expect((await w.admin.get(`${path}/runs?status=${status}&limit=100`)).data).toHaveLength(expected)
})
