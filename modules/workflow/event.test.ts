// Runs that wait for an event, or end by one: in the write's own transaction, once, whoever else is at work.
import { expect, test } from 'vitest'
import { kernelParts } from '../../kernel/job/kernel-parts.ts'
import { startWorker } from '../../kernel/job/worker.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

async function runsOf(w: TestWorkspace, workflow: string): Promise<any[]> {
  await w.settle()
  const { data } = await w.admin.get(`/workflows/${workflow}/runs`)
  return Promise.all(data.map((run: { id: string }) => w.admin.get(`/workflow-runs/${run.id}`)))
}

test('AUT-32: a three-mail win-back ends at once when the customer orders', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const mail = (number: number) => ({ id: `mail${number}`, type: 'sendEmail', to: '{{ record.email }}', subject: `Rindu ${number}`, body: 'Halo {{ record.firstName }}' })
  const { id } = await w.admin.post('/workflows', {
    name: 'Win back', object: 'contact', trigger: { type: 'record', on: ['updated'], to: { tags: { hasAny: ['lapsed'] } } },
    exit: { forEvent: { object: 'deal', on: ['created'], match: { contact: '{{ record.id }}' } } },
    steps: [mail(1), { id: 'rest1', type: 'wait', for: { days: 7 } }, mail(2), { id: 'rest2', type: 'wait', for: { days: 7 } }, mail(3)],
  })
  const people = await Promise.all(['Siti', 'Andi'].map(firstName => w.admin.create('contact', { firstName, email: `${firstName.toLowerCase()}@example.com` })))
  const [siti, andi] = people
  for (const person of people) await w.admin.update('contact', person.id, { tags: ['lapsed'] })
  await w.settle()
  await w.setClock('2027-03-08T10:00:00+07:00')
  const waiting = await runsOf(w, id)
  expect(waiting.map(run => [run.status, run.steps.length])).toEqual([['waiting', 4], ['waiting', 4]])
  // the answer to her order: by then it is over
  await w.admin.create('deal', { name: 'Order', contact: siti.id })
  const runOf = (person: any) => w.admin.get(`/workflow-runs/${waiting.find(run => run.record === person.id).id}`)
  expect(await runOf(siti)).toMatchObject({ status: 'cancelled', reason: 'exit' })
  expect((await runOf(andi)).status).toBe('waiting')
  expect((await w.admin.get('/workflows/upcoming')).data.map((each: any) => each.record)).toEqual([andi.id])
  await w.setClock('2027-03-20T10:00:00+07:00')
  await w.settle()
  const mails = (await w.admin.get('/development/mailbox')).data.map((each: any) => `${each.to} ${each.subject}`)
  expect(mails.toSorted()).toEqual(['andi@example.com Rindu 1', 'andi@example.com Rindu 2', 'andi@example.com Rindu 3', 'siti@example.com Rindu 1', 'siti@example.com Rindu 2'])
  // a run that is over is nobody's to end
  await w.admin.create('deal', { name: 'Later', contact: andi.id })
  expect((await runOf(andi)).status).toBe('completed')
})

const watchful = (forEvent: object, object = 'deal') => ({
  name: 'Watch', object, trigger: { type: 'record', on: ['created'] },
  steps: [
    { id: 'await', type: 'wait', forEvent, timeout: { days: 3 } },
    { id: 'say', type: 'addTag', tag: '{{ steps.await.event }} {{ steps.await.record.name | default: "-" }}' },
  ],
})

test('a run waits for a change of its own record, or of another that matches, or until the time-out; and says which', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  await w.admin.post('/workflows', watchful({ changed: ['stage'], to: { stage: 'won' }, filter: { amount: { gte: 5 } } }))
  const paid = await w.admin.post('/workflows', watchful({ object: 'deal', on: ['created'], match: { contact: '{{ record.id }}' }, filter: { contact: { firstName: { startsWith: 'S' } } } }, 'contact'))
  const tags = async (object: string, id: string) => { await w.settle(); return (await w.admin.read(object, id)).tags ?? [] }
  const [small, big, late] = await Promise.all([1, 9, 9].map((amount, at) => w.admin.create('deal', { name: `Deal ${at}`, amount })))
  const [siti, budi] = await Promise.all(['Siti', 'Budi'].map(firstName => w.admin.create('contact', { firstName })))
  await w.settle()
  await w.admin.update('deal', small.id, { stage: 'won' })
  await w.admin.update('deal', big.id, { name: 'Deal 1b' })
  expect([await tags('deal', small.id), await tags('deal', big.id)]).toEqual([[], []])
  await w.admin.update('deal', big.id, { stage: 'won' })
  expect(await tags('deal', big.id)).toEqual(['true Deal 1b'])
  await w.admin.create('deal', { name: 'First', contact: budi.id })
  await w.admin.create('deal', { name: 'Second', contact: siti.id })
  expect([await tags('contact', siti.id), await tags('contact', budi.id)]).toEqual([['true Second'], []])
  const cancelled = (await runsOf(w, paid.id)).find(run => run.record === budi.id)
  await w.admin.post(`/workflow-runs/${cancelled.id}/cancel`)
  await w.setClock('2027-03-04T10:00:00+07:00')
  expect([await tags('deal', late.id), await tags('deal', small.id), await tags('contact', budi.id)]).toEqual([['false -'], ['false -'], []])
  await w.admin.update('deal', late.id, { stage: 'won' })
  expect(await tags('deal', late.id)).toEqual(['false -'])

  const refused = async (step: object, more: object = {}) => (await w.admin.send('POST', '/workflows', { ...watchful({}), steps: [{ type: 'wait', ...step }], ...more })).body.errors.map((fault: any) => `${fault.path} ${fault.code}`)
  expect(await refused({ forEvent: {} })).toEqual(['steps[0].timeout value.required'])
  expect(await refused({ forEvent: { object: 'contact' }, timeout: { days: 1 } })).toEqual(['steps[0].forEvent.match value.required'])
  expect(await refused({ forEvent: { object: 'none', changed: ['x'] }, timeout: { days: 1 } })).toEqual(['steps[0].forEvent.object object.unknown'])
  expect(await refused({ forEvent: { to: { stage: '{{ record.stage }}' }, changed: ['none'] }, timeout: { days: 1 } })).toContain('steps[0].forEvent.changed[0] field.unknown')
  expect(await refused({ for: { days: 1 } }, { exit: { forEvent: { object: 'contact', match: { none: '{{ record.no }}' } } } })).toEqual(['exit.forEvent.match.none workflow.unknownName', 'exit.forEvent.match.none field.unknown'])
})

test('a run waits for a phone in whatever spelling it was told', async () => {
  const w = await testWorkspace()
  const step = { id: 'await', type: 'wait', forEvent: { object: 'contact', on: ['created'], match: { phone: '{{ record.name }}' } }, timeout: { days: 3 } }
  await w.admin.post('/workflows', { name: 'Call', object: 'deal', trigger: { type: 'record', on: ['created'] }, steps: [step, { id: 'say', type: 'addTag', tag: '{{ steps.await.event }}' }] })
  const deals = await Promise.all(['0812-3456-7890', '62 812 3456 7891', 'no number'].map(name => w.admin.create('deal', { name })))
  await w.settle()
  for (const phone of ['+6281234567890', '081234567891']) await w.admin.create('contact', { firstName: 'Siti', phone })
  await w.settle()
  expect(await Promise.all(deals.map(async deal => (await w.admin.read('deal', deal.id)).tags))).toEqual([['true'], ['true'], null])
})

test('two workers, event and time-out at once: each run is woken once', async () => {
  const w = await testWorkspace()
  const second = await startWorker(w.app, kernelParts(w.app))
  try {
    await w.setClock('2027-03-01T10:00:00+07:00')
    const { id } = await w.admin.post('/workflows', { ...watchful({ changed: ['lostReason'] }), steps: [...watchful({ changed: ['lostReason'] }).steps.slice(0, 1), { type: 'createRecord', object: 'task', data: { subject: '{{ record.name }} {{ steps.await.event }}' } }] })
    const deals = await Promise.all(Array.from({ length: 12 }, (_, at) => w.admin.create('deal', { name: `Deal ${at}` })))
    await w.settle()
    await Promise.all([
      w.setClock('2027-03-04T10:00:00+07:00'),
      ...deals.flatMap(deal => [1, 2].map(at => w.admin.update('deal', deal.id, { lostReason: `${at}` }))),
    ])
    expect((await runsOf(w, id)).map(run => run.status)).toEqual(deals.map(() => 'completed'))
    const subjects = (await w.admin.list('task', { limit: 100 })).data.map((task: any) => task.subject.replace(/ (true|false)$/, ''))
    expect(subjects.toSorted()).toEqual(deals.map((_, at) => `Deal ${at}`).toSorted())
  } finally {
    await second.stop()
  }
})

test('runs that are moved to a version that waits for something else, or ends by something else, go by the new one', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const steps = (match: object, more: object = {}) => [
    { id: 'await', type: 'wait', forEvent: { object: 'deal', on: ['created'], match, ...more }, timeout: { days: 3 } }, { id: 'say', type: 'addTag', tag: '{{ steps.await.event }}' }, { id: 'rest', type: 'wait', for: { days: 30 } },
  ]
  const made = await w.admin.post('/workflows', { name: 'Watch', object: 'contact', trigger: { type: 'record', on: ['created'] }, exit: { forEvent: { on: ['updated'], changed: ['jobTitle'] } }, steps: steps({ name: '{{ record.firstName }}' }) })
  const path = `/workflows/${made.id}`
  const [siti, andi] = [await w.admin.create('contact', { firstName: 'Siti' }), await w.admin.create('contact', { firstName: 'Andi' })]
  await w.settle()
  await w.setClock('2027-03-02T10:00:00+07:00')
  await w.admin.patch(path, { waiting: 'move', exit: { forEvent: { on: ['updated'], changed: ['source'] } }, steps: steps({ lostReason: '{{ record.firstName }}' }, { filter: { name: { ne: 'Tidak' } } }) })
  await w.settle()
  const tagsOf = async (contact: any) => { await w.settle(); return (await w.admin.read('contact', contact.id)).tags }
  // what was asked for before is nothing now, what is asked for now wakes the run
  await w.admin.create('deal', { name: 'Siti' })
  expect(await tagsOf(siti)).toBeNull()
  await w.admin.create('deal', { name: 'Jam', lostReason: 'Siti' })
  expect([await tagsOf(siti), await tagsOf(andi)]).toEqual([['true'], null])
  // its whole time-out begins anew: three days from the move
  await w.setClock('2027-03-04T10:00:00+07:00')
  expect(await tagsOf(andi)).toBeNull()
  await w.setClock('2027-03-05T10:00:00+07:00')
  expect(await tagsOf(andi)).toEqual(['false'])
  // a third version asks for the same and ends by something else: waits keep their time, and the end is the new one's
  await w.admin.patch(path, { waiting: 'move', exit: { forEvent: { on: ['updated'], changed: ['occupation'] } } })
  for (const [contact, change] of [[siti, { source: 'referral' }], [andi, { occupation: 'Guru' }]] as const) await w.admin.update('contact', contact.id, change)
  expect(Object.fromEntries((await runsOf(w, made.id)).map(run => [run.record, [run.status, run.reason]]))).toEqual({ [siti.id]: ['waiting', null], [andi.id]: ['cancelled', 'exit'] })
  await w.admin.patch(path, { waiting: 'move', exit: null })
  await w.admin.update('contact', siti.id, { occupation: 'Guru' })
  expect((await runsOf(w, made.id)).find(run => run.record === siti.id)).toMatchObject({ status: 'waiting' })
})
