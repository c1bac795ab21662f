// What users of the peers report of automation, as tests of the failing case: waits and business hours, triggers on a value, loops,
// rules that fire twice. The numbers are those of the demands.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../workspace.ts'

let w: TestWorkspace
beforeAll(async () => {
  w = await testWorkspace()
  await w.setClock('2027-03-05T18:30:00+07:00')
})
afterAll(() => w.close())

const onDeals = async (name: string, trigger: object, steps: object[], more: object = {}) => (await w.admin.post('/workflows', { name, object: 'deal', trigger: { type: 'record', ...trigger }, condition: { name: { startsWith: name } }, steps, ...more })).id as string
async function runsOf(workflow: string): Promise<any[]> {
  await w.settle()
  return (await w.admin.get(`/workflows/${workflow}/runs?limit=500`)).data.toReversed()
}
const notesOf = async (deal: string) => (await w.admin.list('note', { filter: { about: { deal: { id: { eq: deal } } } }, sort: 'createdAt' })).data.map(note => note.body)

// chatwoot/chatwoot#6861, #7363: rules by time; #10455, #12694: business hours as a condition; twentyhq/twenty#12899: a wait until
// a date; chatwoot's waits end at thirty days
test('demand 34: a rule asks for business hours and waits for the next ones, over a weekend and a holiday, and waits sixty days where it says so', async () => {
  await w.admin.put('/holidays', { holidays: [{ date: '2027-03-08', name: { en: 'A holiday', id: 'Hari libur' } }] })
  const id = await onDeals('Jam kerja', { on: ['created'] }, [
    { id: 'open', type: 'if', condition: { 'clock.workday': { eq: true }, 'clock.hour': { gte: 8, lt: 17 } }, then: [{ id: 'at', type: 'addComment', body: 'At once' }], else: [
      { id: 'rest', type: 'wait', until: '{{ clock.nextWorkday | at: "08:00" }}' }, { id: 'later', type: 'addComment', body: 'On day {{ clock.weekday }}' }] },
    { id: 'long', type: 'wait', for: { days: 60 } }, { id: 'end', type: 'addComment', body: 'After sixty days' }])
  const friday = await w.admin.create('deal', { name: 'Jam kerja Jumat malam' })
  await w.settle()
  expect((await w.admin.get(`/workflows/upcoming?workflow=${id}&days=100`)).data.map((each: any) => each.dueAt)).toEqual(['2027-03-09T01:00:00.000Z'])
  await w.setClock('2027-03-09T08:00:00+07:00')
  await w.settle()
  const tuesday = await w.admin.create('deal', { name: 'Jam kerja Selasa' })
  await w.settle()
  expect([await notesOf(friday.id), await notesOf(tuesday.id)]).toEqual([['On day 2'], ['At once']])
  await w.setClock('2027-05-08T07:59:00+07:00')
  expect((await runsOf(id)).map(run => run.status)).toEqual(['waiting', 'waiting'])
  await w.setClock('2027-05-08T08:00:00+07:00')
  expect((await runsOf(id)).map(run => run.status)).toEqual(['completed', 'completed'])
  expect([await notesOf(friday.id), await notesOf(tuesday.id)]).toEqual([['On day 2', 'After sixty days'], ['At once', 'After sixty days']])
})

// twentyhq/twenty#13361: a rule is set off by every change of a record, not by a value; #17575: once for each key that is typed
test('demand 35: a rule is set off by a value and not by any change, and waits until nobody types any more', async () => {
  const value = await onDeals('Nilai', { on: ['updated'], to: { stage: 'proposal' }, reenrol: 'every' }, [{ type: 'addTag', tag: 'x' }])
  const deal = await w.admin.create('deal', { name: 'Nilai' })
  for (const data of [{ amount: 5 }, { stage: 'qualified' }, { stage: 'proposal' }, { amount: 6 }, { lostReason: 'x' }]) await w.admin.update('deal', deal.id, data)
  expect((await runsOf(value)).map(run => [run.entry, run.trigger.changed.includes('stage')])).toEqual([[1, true]])
  const settled = await onDeals('Ketik', { on: ['updated'], changed: ['lostReason'], reenrol: 'every' }, [{ id: 'rest', type: 'wait', for: { minutes: 5 } }, { id: 'note', type: 'addComment', body: '{{ record.lostReason }}' }],
    { exit: { forEvent: { on: ['updated'], changed: ['lostReason'] } } })
  const typed = await w.admin.create('deal', { name: 'Ketik' })
  // as fast as they come, so that some are written before a worker has taken up the run of the one before
  for (const text of ['m', 'ma', 'mah', 'maha', 'mahal']) await w.admin.update('deal', typed.id, { lostReason: text })
  await w.setClock('2027-05-08T08:05:00+07:00')
  expect((await runsOf(settled)).map(run => [run.status, run.reason])).toEqual([...Array.from({ length: 4 }, () => ['cancelled', 'exit']), ['completed', null]])
  expect(await notesOf(typed.id)).toEqual(['mahal'])
})

// twentyhq/twenty#9502, #26239: a loop never ends; #21408: items are left out; #25256: a loop hangs and no error is shown
test('demand 36: a loop takes every item once and in order, goes on past one that fails, does not follow what it adds, and says what is too long', async () => {
  await w.admin.post('/records/product/batch', { operations: Array.from({ length: 120 }, (_, at) => ({ op: 'create', data: { name: `P${String(at).padStart(3, '0')}`, sku: at === 60 ? 'TAKEN' : `S${at}` } })) })
  const loop = await onDeals('Lingkar', { on: ['created'] }, [
    { id: 'find', type: 'findRecords', object: 'product', filter: { name: { startsWith: 'P' } }, sort: 'name', limit: 500 },
    { id: 'each', type: 'forEach', items: '{{ steps.find.records }}', steps: [
      { id: 'copy', type: 'createRecord', object: 'task', data: { subject: '{{ index }} {{ item.name }}', dueAt: '{{ item.sku | replace: "TAKEN", "no time" | replace_first: "S", "2027-06-01T00:00:00+07:00 " | slice: 0, 25 }}' }, onError: 'continue' },
      { id: 'more', type: 'createRecord', object: 'product', data: { name: 'P{{ index }} more', sku: 'M{{ index }}' } }] }])
  await w.admin.create('deal', { name: 'Lingkar' })
  const [run] = await runsOf(loop)
  const { steps } = await w.admin.get(`/workflow-runs/${run.id}`)
  const copies = steps.filter((step: any) => step.step === 'copy')
  expect([run.status, copies.map((step: any) => step.iteration), copies.filter((step: any) => step.status === 'failed').map((step: any) => [step.iteration, step.error.errors[0].path])])
    .toEqual(['completed', Array.from({ length: 120 }, (_, at) => `${at + 1}`), [['61', 'dueAt']]])
  const made = (await w.admin.list('task', { filter: { subject: { contains: ' P' } }, limit: 500 })).data.map(task => task.subject).sort()
  expect(made).toEqual(Array.from({ length: 120 }, (_, at) => `${at + 1} P${String(at).padStart(3, '0')}`).filter((_, at) => at !== 60).sort())
  const long = await w.admin.post('/workflows', { name: 'Panjang', trigger: { type: 'webhook', check: 'none' }, steps: [{ id: 'each', type: 'forEach', items: '{{ trigger.body.list }}', steps: [{ type: 'stop' }] }] })
  for (const list of [Array.from({ length: 1001 }, () => 1), 'no list']) await fetch(`${w.url}${long.hook.path}`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ list }) })
  expect((await runsOf(long.id)).map(each => [each.status, each.error.step, each.error.errors[0].code])).toEqual([['failed', 'each', 'list.tooLong'], ['failed', 'each', 'list.expected']])
})

// freescout-help-desk/freescout#5079: a rule fires twice for one message; SuiteCRM/SuiteCRM#9203, PR #3803: twice, and for every save;
// PR #10296, civicrm-core PR #7668: once a day is wished for
test('demand 37: saved by ten at once a rule fires once; with a cooldown of a day once a day, however often it is met', async () => {
  const once = await onDeals('Sekali', { on: ['updated'], to: { stage: 'won' }, reenrol: 'every' }, [{ type: 'addComment', body: 'Won' }])
  const deal = await w.admin.create('deal', { name: 'Sekali', stage: 'proposal' })
  await Promise.all(Array.from({ length: 10 }, (_, at) => w.admin.send('PATCH', `/records/deal/${deal.id}`, { stage: 'won', amount: at })))
  expect([(await runsOf(once)).length, await notesOf(deal.id)]).toEqual([1, ['Won']])
  const daily = await onDeals('Harian', { on: ['updated'], changed: ['amount'], reenrol: 'every', cooldown: { days: 1 } }, [{ id: 'note', type: 'addComment', body: 'Time {{ trigger.entry }}' }])
  const [one, other] = [await w.admin.create('deal', { name: 'Harian A' }), await w.admin.create('deal', { name: 'Harian B' })]
  const write = async (id: string, amount: number) => w.admin.update('deal', id, { amount })
  for (const amount of [1, 2, 3]) await write(one.id, amount)
  await write(other.id, 1)
  await w.setClock('2027-05-09T08:04:59+07:00')
  await write(one.id, 4)
  expect([await notesOf(one.id), await notesOf(other.id)]).toEqual([['Time 1'], ['Time 1']])
  await w.setClock('2027-05-09T08:05:00+07:00')
  await Promise.all([5, 6, 7].map(amount => write(one.id, amount)))
  await w.settle()
  expect(await notesOf(one.id)).toEqual(['Time 1', 'Time 2'])
  expect((await w.admin.send('PATCH', `/workflows/${daily}`, { trigger: { type: 'record', cooldown: { days: -1 } } })).status).toBe(422)
})
