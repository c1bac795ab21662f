// Dry runs: on a record, on a filter, on what has been; nothing is done, and a hand-written query finds the same records.
import { DateTime } from 'luxon'
import pg from 'pg'
import { expect, test } from 'vitest'
import { randomOf } from '../../test/faults/year-model.ts'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

const welcome = {
  name: 'Welcome', object: 'deal', enabled: false, trigger: { type: 'record', to: { stage: 'won' } }, condition: { amount: { gte: 100 } },
  steps: [
    { id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Thank {{ record.contact.fullName }}', about: { object: 'deal', id: '{{ record.id }}' } } },
    { id: 'rest', type: 'wait', for: { days: 3 } }, { id: 'tag', type: 'addTag', tag: 'thanked' }, { id: 'tell', type: 'notify', to: '{{ record.owner.id }}', title: 'Done: {{ steps.task.subject }}', link: 'steps.task' },
  ],
}

async function countsOf(w: TestWorkspace) {
  const client = new pg.Client({ connectionString: w.databaseUrl })
  await client.connect()
  const { rows: [row] } = await client.query(`select (select count(*) from ${w.schema}.task) as tasks, (select count(*) from ${w.schema}._workflow_run) as runs, (select count(*) from ${w.schema}._event) as events,
    (select count(*) from ${w.schema}._notification) as notices, (select count(*) from ${w.schema}._timer) as timers, (select count(*) from ${w.schema}._workflow) as workflows, (select count(*) from graphile_worker.jobs) as jobs`)
  await client.end()
  return row
}

test('AUT-26: a workflow is tried on a chosen record and on past ones, shows what each step would have done, and sends nothing', async () => {
  const w = await testWorkspace({ work: false })
  const contact = await w.admin.create('contact', { firstName: 'Ani' })
  const { id } = await w.admin.post('/workflows', welcome)
  const [big, small, later] = await Promise.all([['Big', 200], ['Small', 50], ['Later', 300]].map(([name, amount]) => w.admin.create('deal', { name, amount, contact: contact.id })))
  await w.admin.update('deal', big.id, { stage: 'won' })
  await w.admin.update('deal', small.id, { stage: 'won' })
  const before = await countsOf(w)
  const one = await w.admin.post(`/workflows/${id}/dry-run`, { recordId: later.id })
  expect(one).toMatchObject({ total: 1, data: [{ record: later.id, title: 'Later', status: 'run', steps: [
    { step: 'task', status: 'completed', input: { object: 'task', data: { subject: 'Thank Ani' } } }, { step: 'rest', status: 'completed' }, { step: 'tag', status: 'completed' }, { step: 'tell', status: 'completed', input: { title: 'Done: Thank Ani' } }] }] })
  expect((await w.admin.post(`/workflows/${id}/dry-run`, { recordId: small.id })).data).toEqual([{ record: small.id, title: 'Small', at: expect.anything(), status: 'cancelled', reason: 'condition', steps: null }])
  // what has been: only what became "won" and was big then
  const past = await w.admin.post(`/workflows/${id}/dry-run`, { since: '2020-01-01' })
  expect(past.data.map((hit: any) => [hit.record, hit.status, hit.steps.length])).toEqual([[big.id, 'run', 4]])
  const all = await w.admin.post(`/workflows/${id}/dry-run`, { filter: { name: { startsWith: 'La' } } })
  expect(all.data.map((hit: any) => hit.record)).toEqual([later.id])
  // one that is not saved, with a step that would fail
  const unsaved = await w.admin.post('/workflows/dry-run', { workflow: { ...welcome, steps: [{ id: 'bad', type: 'updateRecord', data: { closingDate: '{{ record.name }}' } }] }, recordId: later.id })
  expect(unsaved.data).toMatchObject([{ status: 'failed', steps: [{ step: 'bad', status: 'failed', error: { code: expect.any(String) } }] }])
  expect((await w.admin.send('POST', '/workflows/dry-run', { workflow: { ...welcome, steps: [{ type: 'addTag', tag: '{{ record.nothing }}' }] }, recordId: later.id })).status).toBe(422)
  expect((await w.admin.send('POST', `/workflows/${id}/dry-run`, { recordId: id })).status).toBe(404)
  expect(await countsOf(w)).toEqual(before)
})

test('a date workflow looked back at finds the records that a query of the history finds: moved, cleared, deleted and no longer holding ones as they were on that day', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-01T08:00:00+07:00')
  const overdue = { name: 'Overdue', object: 'deal', enabled: false, trigger: { type: 'date', field: 'closingDate', offset: { days: 3 }, at: '09:00' }, condition: { stage: { eq: 'proposal' } }, steps: [{ id: 'tag', type: 'addTag', tag: 'Overdue' }] }
  const { id } = await w.admin.post('/workflows', overdue)
  const make = async (name: string, closingDate: string | null, stage = 'proposal') => (await w.admin.create('deal', { name, closingDate, stage })).id as string
  const [quiet, moved, left, cleared, came, gone, future] = [await make('Quiet', '2027-01-05'), await make('Moved', '2027-01-05'), await make('Left', '2027-01-05'), await make('Cleared', '2027-01-05'), await make('Came', '2027-01-05', 'prospect'), await make('Gone', '2027-01-05'), await make('Future', '2027-05-01')]
  await w.setClock('2027-01-06T08:00:00+07:00')
  await w.admin.update('deal', left, { stage: 'won' })
  await w.admin.update('deal', moved, { closingDate: '2027-01-20' })
  await w.admin.update('deal', cleared, { closingDate: null })
  await w.admin.update('deal', came, { stage: 'proposal' })
  await w.admin.remove('deal', gone)
  await w.setClock('2027-01-10T08:00:00+07:00')
  // after its day: what it would have hit then, it would have hit
  await w.admin.update('deal', quiet, { stage: 'won', closingDate: null })
  await w.setClock('2027-03-01T08:00:00+07:00')
  const past = await w.admin.post(`/workflows/${id}/dry-run`, { since: '2026-12-31' })
  const told = Object.fromEntries(past.data.map((hit: any) => [hit.record, [hit.status, hit.at.slice(0, 10)]]))
  expect(told).toEqual({ [quiet]: ['run', '2027-01-08'], [came]: ['run', '2027-01-08'], [moved]: ['run', '2027-01-23'], [left]: ['cancelled', '2027-01-08'] })
  expect(told[future]).toBeUndefined()
  // a schedule has no past of its own; its next time is shown
  expect((await w.admin.send('POST', '/workflows/dry-run', { workflow: { name: 'x', trigger: { type: 'schedule', cron: '0 8 * * *' }, object: 'task', steps: [{ type: 'createRecord', object: 'task', data: { subject: 'Recap' } }] } })).body).toMatchObject({ total: 1, data: [{ record: null, at: '2027-03-02T01:00:00.000Z', status: 'run' }] })
})

test('D2: the Overdue rule looked back at over 90 days tells the records that a query written by hand finds, and no message leaves', async () => {
  const w = await testWorkspace({ work: false })
  const dice = randomOf(2)
  const contact = (await w.admin.create('contact', { firstName: 'Siti', phone: '+6281234567890', messageConsent: true })).id
  const { id } = await w.admin.post('/workflows', {
    name: 'Overdue', object: 'deal', enabled: false, trigger: { type: 'date', field: 'closingDate', offset: { days: 1 }, at: '05:00' }, condition: { stage: { ne: 'lost' } },
    steps: [{ id: 'tag', type: 'addTag', tag: 'Overdue' }, { id: 'tell', type: 'notify', to: '{{ record.owner.id }}', title: 'Overdue: {{ record.name }}' }, { id: 'ask', type: 'sendMessage', text: 'Halo {{ contact.firstName }}' }] })
  const start = DateTime.fromISO('2027-01-01T03:00:00', { zone: 'Asia/Jakarta' })
  const deals: string[] = []
  for (let day = -5; day <= 90; day++) {
    const now = start.plus({ days: day, hours: dice() * 20 })
    await w.setClock(now.toISO()!)
    const soon = () => now.plus({ days: Math.floor(dice() * 20) }).toISODate()
    for (let more = 0; more < 2; more++) deals.push((await w.admin.create('deal', { name: `Jam ${deals.length}`, contact, closingDate: soon(), stage: 'proposal' })).id)
    const [moved, cleared, lost, gone] = Array.from({ length: 4 }, () => deals[Math.floor(dice() * deals.length)])
    await w.admin.send('PATCH', `/records/deal/${moved}`, { closingDate: soon() })
    if (day % 3 === 0) await w.admin.send('PATCH', `/records/deal/${cleared}`, { closingDate: null })
    if (day % 2 === 0) await w.admin.send('PATCH', `/records/deal/${lost}`, { stage: 'lost', lostReason: 'Harga' })
    if (day % 7 === 0) await w.admin.send('DELETE', `/records/deal/${gone}`)
  }
  await w.setClock(start.plus({ days: 91 }).toISO()!)
  const before = await countsOf(w)
  const { data, capped } = await w.admin.post(`/workflows/${id}/dry-run`, { since: '2027-01-01' })
  const told = data.filter((hit: any) => hit.status === 'run').map((hit: any) => `${hit.record} ${hit.at}`)
  const client = new pg.Client({ connectionString: w.databaseUrl })
  await client.connect()
  const { rows } = await client.query(`with event as (select * from ${w.schema}._event where object = 'deal'),
    state as (select record, at as since, lead(at, 1, 'infinity') over (partition by record order by seq) as until, kind,
      (select x.after ->> 'closingDate' from event x where x.record = e.record and x.seq <= e.seq and x.after ? 'closingDate' order by x.seq desc limit 1)::date as day,
      (select x.after ->> 'stage' from event x where x.record = e.record and x.seq <= e.seq and x.after ? 'stage' order by x.seq desc limit 1) as stage from event e),
    due as (select record, ((day + 1) + time '05:00') at time zone 'Asia/Jakarta' as at, since, until, kind, stage from state)
    select record, at from due where at >= since and at < until and kind <> 'deleted' and stage <> 'lost' and at >= timestamptz '2027-01-01 00:00+07' and at <= timestamptz '2027-04-02 03:00+07'`)
  await client.end()
  expect([capped, rows.length > 100]).toEqual([false, true])
  expect(told.toSorted()).toEqual(rows.map(row => `${row.record} ${row.at.toISOString()}`).toSorted())
  expect([await countsOf(w), (await w.admin.get('/development/messages')).data]).toEqual([before, []])
})

test('a day to look back to is the workspace\'s, from its first moment on, also for changes', async () => {
  const w = await testWorkspace({ work: false })
  await w.setClock('2027-01-05T03:00:00+07:00')
  const early = await w.admin.create('deal', { name: 'Early', closingDate: '2027-01-05' })
  await w.setClock('2027-01-06T12:00:00+07:00')
  const told = async (trigger: object, since: string) => (await w.admin.post('/workflows/dry-run', { workflow: { name: 'x', object: 'deal', trigger, steps: [{ type: 'addTag', tag: 'x' }] }, since })).data.map((hit: any) => hit.record)
  const [made, dated] = [{ type: 'record', on: ['created'] }, { type: 'date', field: 'closingDate', at: '04:00' }]
  for (const trigger of [made, dated]) expect([await told(trigger, '2027-01-05'), await told(trigger, '2027-01-06')]).toEqual([[early.id], []])
  expect([await told(made, '2027-01-04T20:00:00Z'), await told(dated, '2027-01-04T21:00:00Z')]).toEqual([[early.id], [early.id]])
})

test('a filter is tried on all that fulfil it; looked back at, every repeat and every new entry is told', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-01T08:00:00+07:00')
  await w.admin.post('/records/task/batch', { operations: Array.from({ length: 600 }, (_, at) => ({ op: 'create', data: { subject: `T${at}` } })) })
  const tag = [{ id: 'tag', type: 'addTag', tag: 'x' }]
  const all = await w.admin.post('/workflows/dry-run', { workflow: { name: 'All', object: 'task', trigger: { type: 'button' }, steps: tag }, filter: { subject: { startsWith: 'T' } } })
  expect([all.total, all.capped, new Set(all.data.map((hit: any) => hit.record)).size]).toEqual([600, false, 600])
  const monthly = { name: 'Monthly', object: 'deal', trigger: { type: 'date', field: 'closingDate', repeat: 'monthly', at: '09:00' }, steps: tag }
  const again = { name: 'Again', object: 'deal', trigger: { type: 'record', on: ['updated'], changed: ['amount'], reenrol: 'afterExit' }, condition: { amount: { gte: 100 } }, steps: tag }
  const deal = await w.admin.create('deal', { name: 'Jam', closingDate: '2026-12-15' })
  for (const [at, amount] of [200, 300, 50, 400].entries()) {
    await w.setClock(`2027-01-0${at + 2}T08:00:00+07:00`)
    await w.admin.update('deal', deal.id, { amount })
  }
  await w.setClock('2027-04-01T08:00:00+07:00')
  const hits = async (workflow: object) => (await w.admin.post('/workflows/dry-run', { workflow, since: '2027-01-01' })).data.map((hit: any) => [hit.record, hit.at.slice(0, 10)])
  expect(await hits(monthly)).toEqual(['2027-01-15', '2027-02-15', '2027-03-15'].map(day => [deal.id, day]))
  expect(await hits(again)).toEqual(['2027-01-02', '2027-01-05'].map(day => [deal.id, day]))
})

test('an approval is taken for given, what follows is shown, and nobody is asked', async () => {
  const w = await testWorkspace()
  const boss = await w.person('manager')
  const deal = await w.admin.create('deal', { name: 'Jam', amount: 5 })
  const { id } = await w.admin.post('/workflows', { name: 'Ask', object: 'deal', enabled: false, trigger: { type: 'record', on: ['updated'] }, steps: [
    { id: 'ask', type: 'requestApproval', title: 'Discount', approvers: [{ to: boss.member }], expireAfter: { hours: 5 } }, { id: 'yes', type: 'updateRecord', if: { 'steps.ask.outcome': { eq: 'approved' } }, data: { lostReason: 'Discount' } }] })
  await w.settle()
  const before = await countsOf(w)
  expect((await w.admin.post(`/workflows/${id}/dry-run`, { recordId: deal.id })).data).toMatchObject([{ status: 'run', steps: [{ step: 'ask', status: 'completed', output: { outcome: 'approved' } }, { step: 'yes', status: 'completed', input: { data: { lostReason: 'Discount' } } }] }])
  expect([await countsOf(w), (await boss.get('/approvals?mine=true')).data]).toEqual([before, []])
  await w.admin.update('deal', deal.id, { amount: 6 })
})

test('a webhook is tried with a sample of what is sent, a button with what it asks for: read, refused and judged as the real ones are, and nothing is done', async () => {
  const w = await testWorkspace({ work: false })
  const deal = await w.admin.create('deal', { name: 'Jam' })
  const hooked = { name: 'Order', trigger: { type: 'webhook' }, condition: { 'trigger.body.total': { gte: 100 } }, steps: [
    { id: 'make', type: 'createRecord', object: 'task', data: { subject: 'Order {{ trigger.body.customer.name }}' } }, { id: 'call', type: 'httpRequest', url: 'https://example.com/{{ trigger.body.number }}' }] }
  const pressed = { name: 'Discount', object: 'deal', trigger: { type: 'button', inputs: [
    { name: 'percent', label: { en: 'Percent' }, type: 'number', required: true }, { name: 'reason', label: { en: 'Why' }, type: 'select', options: [{ value: 'loyal', label: { en: 'Loyal' } }] }] },
    steps: [{ id: 'note', type: 'addComment', body: '{{ trigger.by.name }}: {{ trigger.input.percent }}% ({{ trigger.input.reason }})' }] }
  const [hook, button, plain] = [await w.admin.post('/workflows', hooked), await w.admin.post('/workflows', pressed), await w.admin.post('/workflows', welcome)]
  const before = await countsOf(w)
  const trial = (workflow: { id: string }, asked: object) => w.admin.send('POST', `/workflows/${workflow.id}/dry-run`, asked)
  const faultsOf = async (workflow: { id: string }, asked: object) => {
    const { status, body } = await trial(workflow, asked)
    return [status, ...body.errors.map((fault: any) => `${fault.path} ${fault.code}`)]
  }
  const order = { total: 150, number: 'A\0-1', customer: { name: 'Ani' } }
  expect((await trial(hook, { body: order })).body).toMatchObject({ total: 1, data: [{ record: null, status: 'run', steps: [
    { step: 'make', status: 'completed', input: { data: { subject: 'Order Ani' } } }, { step: 'call', status: 'completed', input: { url: 'https://example.com/A-1' } }] }] })
  const turnedAway = [{ status: 'cancelled', reason: 'condition', steps: null }]
  expect([(await trial(hook, { body: { total: 50 } })).body.data, (await trial(hook, {})).body.data]).toMatchObject([turnedAway, turnedAway])
  const deep = Array.from({ length: 30 }).reduce<object>(inner => ({ inner }), {})
  expect([await trial(hook, { body: deep }), await trial(hook, { body: 'x'.repeat(300_000) })].map(({ status, body }) => [status, body.code])).toEqual([[400, 'syntax.invalid'], [413, 'body.tooLarge']])

  expect((await trial(button, { recordId: deal.id, input: { percent: 10, reason: 'loyal' } })).body.data).toMatchObject([{ status: 'run', steps: [{ step: 'note', input: { body: expect.stringMatching(/^.+: 10% \(loyal\)$/) } }] }])
  expect(await faultsOf(button, { recordId: deal.id })).toEqual([422, 'input.percent value.required'])
  expect(await faultsOf(button, { recordId: deal.id, input: { percent: 'many', reason: 'none', colour: 'red' } })).toEqual([422, 'input.colour field.unknown', expect.stringContaining('input.percent number.'), 'input.reason option.unknown'])
  // what a trigger does not take is refused, not left aside
  expect([await faultsOf(plain, { recordId: deal.id, body: {}, input: {} }), await faultsOf(button, { recordId: deal.id, input: { percent: 1 }, body: {} })]).toEqual([[422, 'body field.unknown', 'input field.unknown'], [422, 'body field.unknown']])
  expect(await countsOf(w)).toEqual(before)
})

test('looked back at, what set nothing off is no hit: an import without runWorkflows, an import or a bulk change that was undone, a merge; one that ran workflows is', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const steps = [{ id: 'tag', type: 'addTag', tag: 'seen' }]
  const bring = (name: string, more: object = {}) => importFile(w.admin, { object: 'deal', mapping: { name: 'name', closes: 'closingDate' }, ...more }, `name,closes\n${name},2027-02-27`)
  const workflows = await Promise.all([
    { name: 'Made', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps }, { name: 'Gone', object: 'deal', trigger: { type: 'record', on: ['deleted'] }, steps: [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Gone' } }] },
    { name: 'Priced', object: 'deal', trigger: { type: 'record', on: ['updated'], changed: ['amount'], reenrol: 'every' }, steps }, { name: 'Late', object: 'deal', trigger: { type: 'date', field: 'closingDate', at: '09:00' }, steps },
  ].map(async workflow => (await w.admin.post('/workflows', workflow)).id as string))
  const [one, two] = [await w.admin.create('deal', { name: 'Satu' }), await w.admin.create('deal', { name: 'Dua', amount: 5 })]
  await bring('Diam')
  const ran = await bring('Jalan', { runWorkflows: true })
  await w.admin.post('/records/deal/merge', { into: one.id, from: [two.id] })
  const { id: bulk } = await w.admin.post('/records/deal/bulk', { filter: { name: { eq: 'Satu' } }, change: { set: { amount: 9 } } })
  await w.settle()
  await w.setClock('2027-03-01T11:00:00+07:00')
  await w.admin.post(`/bulk/${bulk}/undo`)
  await w.admin.post(`/imports/${ran.id}/undo`)
  await w.settle()
  const told = async (id: string) => (await w.admin.post(`/workflows/${id}/dry-run`, { since: '2027-02-28' })).data.map((hit: any) => hit.record).toSorted()
  const happened = async (id: string) => (await w.admin.get(`/workflows/${id}/runs`)).data.map((run: any) => run.record).toSorted()
  for (const id of workflows) expect(await told(id), id).toEqual(await happened(id))
  expect((await happened(workflows[0])).length).toBe(3)
})

test('looked back at, what lies in the bin by now would have been done, and what came back from it enters anew', async () => {
  const w = await testWorkspace()
  const { id } = await w.admin.post('/workflows', { name: 'Big', object: 'deal', trigger: { type: 'record', reenrol: 'afterExit' }, condition: { amount: { gte: 100 } }, steps: [{ id: 'set', type: 'setVariable', name: 'a', value: 1 }] })
  const [back, gone] = [await w.admin.create('deal', { name: 'Kembali', amount: 200 }), await w.admin.create('deal', { name: 'Pergi', amount: 200 })]
  await w.settle()
  for (const deal of [back, gone]) await w.admin.remove('deal', deal.id)
  await w.admin.post(`/records/deal/${back.id}/restore`)
  await w.admin.update('deal', back.id, { lostReason: 'x' })
  await w.settle()
  const told = (await w.admin.post(`/workflows/${id}/dry-run`, { since: '2020-01-01' })).data.map((hit: any) => [hit.record, hit.status, hit.steps?.length ?? null])
  expect(told.toSorted()).toEqual([[back.id, 'run', 1], [back.id, 'run', 1], [gone.id, 'run', null]].toSorted())
  expect((await w.admin.get(`/workflows/${id}/runs`)).data.map((run: any) => [run.record, run.status]).toSorted()).toEqual([[back.id, 'completed'], [back.id, 'completed'], [gone.id, 'completed']].toSorted())
})
