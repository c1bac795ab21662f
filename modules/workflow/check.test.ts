// Looking a definition over before it is saved; runs over all workflows; what is to come by days.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

const draft = { name: 'x', object: 'deal', trigger: { type: 'record', on: ['updated'], to: { stage: 'won' } }, steps: [{ id: 'tag', type: 'addTag', tag: 'seen' }] }

test('AUT-28: the editor is warned of conditions that never or always hold on current data', async () => {
  const w = await testWorkspace({ work: false })
  const check = async (change: object) => {
    const { faults, findings } = await w.admin.post('/workflows/check', { workflow: { ...draft, ...change } })
    return [...faults, ...findings].map((each: any) => `${each.path} ${each.code}${each.kind === 'note' ? ` ${each.message.match(/\d+/g)?.join('/') ?? ''}` : ''}`)
  }
  expect(await check({})).toEqual(['trigger.to workflow.noRecords '])
  for (const [name, stage, amount] of [['A', 'won', 10], ['B', 'won', 20], ['C', 'lost', 30]]) await w.admin.create('deal', { name, stage, amount })
  expect(await check({ condition: { amount: { gt: 5 } } })).toEqual(['trigger.to workflow.holdsFor 2/3', 'condition workflow.alwaysHolds'])
  expect(await check({ condition: { amount: { gt: 500 } } })).toEqual(['trigger.to workflow.holdsFor 2/3', 'condition workflow.neverHolds'])
  expect(await check({ condition: { amount: { gt: 15 } } })).toEqual(['trigger.to workflow.holdsFor 2/3', 'condition workflow.holdsFor 2/3'])
  // fulfilled by some, but by none that set it off
  expect(await check({ condition: { stage: { eq: 'lost' } } })).toEqual(['trigger.to workflow.holdsFor 2/3', 'condition workflow.holdsFor 1/3', 'condition workflow.neverTogether'])
  // across a relation, inside steps, unknown and removed fields, steps that are never reached, a date that nobody has
  expect(await check({ trigger: { type: 'date', field: 'closingDate', offset: { days: 3 } }, condition: { company: { name: { eq: 'Nobody' } }, nothing: { eq: 1 } } })).toEqual(['condition.nothing field.unknown', 'trigger.field workflow.noDates'])
  expect(await check({ condition: { company: { name: { empty: false } } }, steps: [
    { id: 'way', type: 'if', condition: { amount: { gt: 99 } }, then: [{ id: 'end', type: 'stop' }, { id: 'late', type: 'addTag', tag: 'x' }], else: [{ id: 'other', type: 'stop' }] },
    { id: 'never', type: 'addTag', tag: '{{ record.gone }}' }] })).toEqual([
    'steps[1].tag workflow.unknownName', 'trigger.to workflow.holdsFor 2/3', 'condition workflow.neverHolds', 'steps[0].condition workflow.neverHolds', 'steps[1] workflow.unreachable', 'steps[0].then[1] workflow.unreachable'])
  // a customer is not written to at night
  const night = { trigger: { type: 'date', field: 'closingDate', at: '21:30' }, steps: [{ id: 'mail', type: 'sendEmail', to: '{{ record.contact.email }}' }, { id: 'rest', type: 'wait', until: '{{ today | plusDays: 1 | at: "09:00" }}' }, { id: 'again', type: 'sendMessage' }] }
  expect(await check(night)).toContain('steps[0] workflow.quietHours')
  expect(await check(night)).not.toContain('steps[2] workflow.quietHours')
  const early = { trigger: { type: 'date', field: 'closingDate', at: '9:30' }, steps: [{ id: 'mail', type: 'sendEmail', to: '{{ record.contact.email }}' }, { id: 'rest', type: 'wait', until: '{{ today | plusDays: 1 | at: "7:00" }}' }, { id: 'again', type: 'sendMessage' }] }
  expect(await check(early)).not.toContain('steps[0] workflow.quietHours')
  expect(await check(early)).toContain('steps[2] workflow.quietHours')
  expect((await w.admin.get('/workflows')).data).toEqual([])
})

test('AUT-35: what workflows did is counted against what was done by hand, by object and month', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-31T16:30:00Z')
  const { id } = await w.admin.post('/workflows', { ...draft, name: 'Tasks', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Call' } }, { id: 'tag', type: 'addTag', tag: 'seen' }] })
  const person = await w.person('administrator')
  for (const name of ['a', 'b']) await person.create('deal', { name })
  await w.settle()
  await w.setClock('2027-01-31T17:30:00Z')
  const late = await person.create('deal', { name: 'c' })
  await person.update('deal', late.id, { name: 'd' })
  await w.admin.update('deal', late.id, { name: 'e' })
  await w.settle()
  // by the workspace's months: the clock of Jakarta is in February
  expect((await w.admin.get('/workflows/effects')).data).toEqual([
    { month: '2027-02', object: 'deal', workflows: 1, byHand: 2, others: 1 }, { month: '2027-02', object: 'task', workflows: 1, byHand: 0, others: 0 },
    { month: '2027-01', object: 'deal', workflows: 2, byHand: 2, others: 0 }, { month: '2027-01', object: 'task', workflows: 2, byHand: 0, others: 0 }])
  const { data: first, page } = await w.admin.get('/workflows/effects?limit=3')
  expect([first.length, (await w.admin.get(`/workflows/effects?limit=3&after=${encodeURIComponent(page.next)}`)).data.length]).toEqual([3, 1])
  expect((await w.admin.get('/workflows/outcomes?month=2027-01')).data).toEqual([{ workflow: id, name: 'Tasks', triggered: 2, completed: 2, failed: 0, cancelled: 0, missed: 0, open: 0 }])
})

test('AUT-31: the runs of all workflows are filtered; failed ones are replayed once, together or alone, a succeeded one is not', async () => {
  const w = await testWorkspace()
  const bad = await w.admin.post('/workflows', { name: 'Bad', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'set', type: 'updateRecord', data: { closingDate: '{{ record.name }}' } }] })
  const good = await w.admin.post('/workflows', { ...draft, name: 'Good', trigger: { type: 'record', on: ['created'] } })
  const deals = await Promise.all(['a', 'b', '2027-01-05'].map(name => w.admin.create('deal', { name })))
  await w.settle()
  const runs = async (query: string) => (await w.admin.get(`/workflow-runs?${query}`)).data
  expect(await runs('')).toHaveLength(6)
  const failed = await runs('status=failed')
  expect(failed.map((run: any) => run.name)).toEqual(['Bad', 'Bad'])
  expect(await runs(`workflow=${good.id}&status=completed,failed`)).toHaveLength(3)
  expect(await runs(`record=${deals[0].id}&limit=1`)).toHaveLength(1)
  expect(await runs('since=2030-01-01T00:00:00Z')).toEqual([])
  expect(await w.admin.get(`/workflows/${bad.id}/step-counts?since=2020-01-01T00:00:00Z`)).toEqual({ runs: 3, capped: false, steps: [{ step: 'set', completed: 1, failed: 2, waiting: 0, skipped: 0 }] })
  // what can be mended is mended and replayed; the other fails again
  await w.admin.update('deal', failed[0].record, { name: '2027-02-01' })
  expect(await w.admin.post('/workflow-runs/retry', { workflow: bad.id })).toEqual({ retried: 2, next: null })
  expect((await w.admin.post('/workflow-runs/retry', { ids: failed.map((run: any) => run.id) })).retried).toBe(0)
  await w.settle()
  expect((await runs('status=failed')).map((run: any) => run.id)).toEqual([failed[1].id])
  expect((await w.admin.send('POST', `/workflow-runs/${failed[0].id}/retry`)).body.code).toBe('workflow.runNotFailed')
  expect((await w.admin.post('/workflow-runs/retry', { workflow: good.id })).retried).toBe(0)

  // what is to come, by days
  await w.setClock('2027-01-01T08:00:00+07:00')
  const dated = await w.admin.post('/workflows', { ...draft, name: 'Dated', trigger: { type: 'date', field: 'closingDate', offset: { days: 3 }, at: '23:30' } })
  const waits = await w.admin.post('/workflows', { ...draft, name: 'Waits', trigger: { type: 'record', on: ['created'] }, steps: [{ id: 'rest', type: 'wait', for: { days: 2 } }] })
  for (const closingDate of ['2027-01-05', '2027-01-05', '2027-03-05']) await w.admin.create('deal', { name: 'D', closingDate })
  await w.settle()
  const days = async (query: string) => (await w.admin.get(`/workflows/upcoming/days?${query}`)).data.map((each: any) => `${each.day} ${each.name} ${each.count}`)
  expect(await days('from=2027-01-01&days=31')).toEqual(['2027-01-03 Waits 3', '2027-01-08 Dated 3'])
  expect(await days(`from=2027-01-01&days=365&workflow=${dated.id}`)).toEqual(['2027-01-08 Dated 3', '2027-02-04 Dated 1', '2027-03-08 Dated 1'])
  expect(await days(`from=2027-01-01&workflow=${waits.id}`)).toEqual(['2027-01-03 Waits 3'])
  const listed = await w.admin.get('/workflows/upcoming?day=2027-01-08')
  expect(listed.data.map((each: any) => each.name)).toEqual(['Dated', 'Dated', 'Dated'])
})
