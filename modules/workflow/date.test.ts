// Workflows that dates and clocks set off: once for each occurrence, moved, cleared, cancelled, missed, in whose zone.
import { expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

type Run = { status: string, reason: string | null, record: string, occurrence: string, trigger: { dueAt: string, date: string, entry: number } }

async function runsOf(w: TestWorkspace, workflow: string): Promise<Run[]> {
  await w.settle()
  return (await w.admin.get(`/workflows/${workflow}/runs?limit=200`)).data.reverse()
}

const upcomingOf = async (w: TestWorkspace, workflow: string, days = 400) => (await w.admin.get(`/workflows/upcoming?days=${days}&workflow=${workflow}`)).data

const tagged = async (w: TestWorkspace, object: string, id: string) => (await w.admin.read(object, id)).tags ?? []

const closing = (more: object = {}) => ({
  name: 'After closing', object: 'deal', trigger: { type: 'date', field: 'closingDate', offset: { days: 3 }, at: '09:00', ...more },
  steps: [{ id: 'tag', type: 'addTag', tag: 'D+3 {{ trigger.entry }}' }],
})

test('AUT-03: the action of D+3 runs once on its day, also when the server was down that day; a moved date moves it, a cleared one cancels it', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const existing = await w.admin.create('deal', { name: 'Existing', closingDate: '2027-03-02' })
  const old = await w.admin.create('deal', { name: 'Old', closingDate: '2027-02-20' })
  const { id } = await w.admin.post('/workflows', closing())
  const [moved, cleared, deleted, late] = await Promise.all(['Moved', 'Cleared', 'Deleted', 'Late'].map(name => w.admin.create('deal', { name, closingDate: '2027-03-05' })))
  expect((await upcomingOf(w, id)).map((each: any) => [each.title, each.dueAt, each.holds].join(' ')).sort()).toEqual([
    ...['Cleared', 'Deleted', 'Late', 'Moved'].map(name => `${name} 2027-03-08T02:00:00.000Z true`), 'Existing 2027-03-05T02:00:00.000Z true'].sort())
  await w.admin.update('deal', moved.id, { closingDate: '2027-03-06' })
  await w.admin.update('deal', cleared.id, { closingDate: null })
  await w.admin.remove('deal', deleted.id)
  await w.setClock('2027-03-05T08:59:59+07:00')
  expect(await runsOf(w, id)).toEqual([])
  // six days pass at once: as if nothing had run meanwhile
  await w.setClock('2027-03-11T12:00:00+07:00')
  const runs = await runsOf(w, id)
  expect(runs.map(run => [run.record, run.status, run.trigger.dueAt, run.trigger.date]).sort()).toEqual([
    [existing.id, 'completed', '2027-03-05T02:00:00+00:00', '2027-03-02'], [late.id, 'completed', '2027-03-08T02:00:00+00:00', '2027-03-05'], [moved.id, 'completed', '2027-03-09T02:00:00+00:00', '2027-03-06']].sort())
  expect(await tagged(w, 'deal', moved.id)).toEqual(['D+3 1'])
  expect([await tagged(w, 'deal', old.id), await tagged(w, 'deal', cleared.id)]).toEqual([[], []])
  // another date is another occurrence, the same date again is not
  await w.admin.update('deal', moved.id, { closingDate: '2027-03-20' })
  await w.admin.update('deal', moved.id, { closingDate: '2027-03-06' })
  await w.admin.update('deal', late.id, { closingDate: '2027-03-21' })
  await w.setClock('2027-03-25T09:00:00+07:00')
  expect((await runsOf(w, id)).map(run => [run.record, run.occurrence]).sort()).toEqual([[existing.id, '2027-03-02'], [late.id, '2027-03-05'], [late.id, '2027-03-21'], [moved.id, '2027-03-06']].sort())
})

test('AUT-25: when the condition does not hold at the time, the run shows "cancelled: condition"; one that is too late is missed', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const { id } = await w.admin.post('/workflows', { ...closing({ grace: '24h' }), condition: { stage: { ne: 'lost' } } })
  const [stays, leaves, past] = await Promise.all([['Stays', '2027-03-05'], ['Leaves', '2027-03-05'], ['Past', '2027-02-01']].map(([name, closingDate]) => w.admin.create('deal', { name, closingDate })))
  expect((await runsOf(w, id)).map(run => [run.record, run.status, run.reason])).toEqual([[past.id, 'missed', 'late']])
  await w.admin.update('deal', leaves.id, { stage: 'lost', lostReason: 'Harga' })
  expect((await upcomingOf(w, id)).map((each: any) => [each.title, each.holds]).sort()).toEqual([['Leaves', false], ['Stays', true]])
  await w.setClock('2027-03-08T09:00:00+07:00')
  expect((await runsOf(w, id)).slice(1).map(run => [run.record, run.status, run.reason]).sort()).toEqual([[stays.id, 'completed', null], [leaves.id, 'cancelled', 'condition']].sort())
})

test('AUT-04: a contact born on 29 February is greeted on the 28th in common years at the set time, every year once', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-01T00:00:00+07:00')
  const { id } = await w.admin.post('/workflows', {
    name: 'Birthday', object: 'contact', trigger: { type: 'date', field: 'dateOfBirth', repeat: 'yearly', at: '09:30', timeZone: 'contact' }, steps: [{ id: 'greet', type: 'addTag', tag: 'greeted {{ trigger.dueAt | date: "%Y" }}' }] })
  const leap = await w.admin.create('contact', { firstName: 'Kabisat', dateOfBirth: '1992-02-29' })
  await w.admin.create('contact', { firstName: 'Kemarin', dateOfBirth: '1990-12-31' })
  const east = await w.admin.create('contact', { firstName: 'Timur', dateOfBirth: '1980-02-28', timeZone: 'Asia/Jayapura' })
  await w.setClock('2027-02-28T07:29:00+07:00')
  expect(await runsOf(w, id)).toEqual([])
  // LOC-06: half past nine in Jayapura is half past seven in Jakarta
  await w.setClock('2027-02-28T07:30:00+07:00')
  expect((await runsOf(w, id)).map(run => run.record)).toEqual([east.id])
  await w.setClock('2027-02-28T09:30:00+07:00')
  await w.settle()
  expect(await tagged(w, 'contact', leap.id)).toEqual(['greeted 2027'])
  await w.admin.update('contact', leap.id, { occupation: 'Dokter' })
  await w.setClock('2028-02-28T23:00:00+07:00')
  await w.settle()
  expect(await tagged(w, 'contact', leap.id)).toEqual(['greeted 2027'])
  await w.setClock('2028-02-29T09:30:00+07:00')
  await w.settle()
  expect(await tagged(w, 'contact', leap.id)).toEqual(['greeted 2027', 'greeted 2028'])
  // a zone that changes moves what waits
  await w.admin.update('contact', east.id, { timeZone: 'Asia/Makassar' })
  expect((await upcomingOf(w, id)).find((each: any) => each.record === east.id).dueAt).toBe('2029-02-28T01:30:00.000Z')
})

test('LOC-06: a rule goes by the zone of the contact, and of the branch of a record\'s owner', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const branch = await w.admin.post('/branches', { name: 'ambon', timeZone: 'Asia/Jayapura' })
  const ani = await w.person('sales')
  await w.admin.patch(`/members/${ani.member}`, { branch: branch.id })
  const contact = await w.admin.create('contact', { firstName: 'Made', timeZone: 'Asia/Makassar' })
  const ids = await Promise.all(['contact', 'branch', undefined].map(timeZone => w.admin.post('/workflows', closing({ timeZone })).then(workflow => workflow.id)))
  const deal = await w.admin.create('deal', { name: 'Zona', closingDate: '2027-03-05', contact: contact.id, owner: ani.member })
  const dues = () => Promise.all(ids.map(async id => (await upcomingOf(w, id)).map((each: any) => each.dueAt.slice(11, 16)).join()))
  expect(await dues()).toEqual(['01:00', '00:00', '02:00'])
  await w.admin.update('contact', contact.id, { timeZone: null })
  await w.admin.update('deal', deal.id, { owner: null })
  expect(await dues()).toEqual(['02:00', '02:00', '02:00'])
})

test('workflows by schedule: each time once, of several that were slept through the last, none while switched off; schedules that cannot be are refused', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const weekly = { name: 'Weekly', object: 'task', trigger: { type: 'schedule', cron: '0 8 * * 1-5' }, steps: [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: 'Recap {{ trigger.dueAt | date: "%d" }}' } }] }
  const { id } = await w.admin.post('/workflows', weekly)
  expect((await upcomingOf(w, id)).map((each: any) => [each.kind, each.dueAt])).toEqual([['schedule', '2027-03-02T01:00:00.000Z']])
  await w.setClock('2027-03-02T08:00:00+07:00')
  expect((await runsOf(w, id)).map(run => run.status)).toEqual(['completed'])
  await w.setClock('2027-03-08T12:00:00+07:00')
  expect((await runsOf(w, id)).map(run => [run.status, run.occurrence.slice(5, 15)])).toEqual([['completed', '2027-03-02'], ['missed', '2027-03-03'], ['missed', '2027-03-04'], ['missed', '2027-03-05'], ['completed', '2027-03-08']])
  await w.admin.patch(`/workflows/${id}`, { enabled: false })
  expect(await upcomingOf(w, id)).toEqual([])
  await w.setClock('2027-03-10T12:00:00+07:00')
  await w.admin.patch(`/workflows/${id}`, { enabled: true, trigger: { type: 'schedule', cron: '* * * * *', timeZone: 'Asia/Jayapura' } })
  await w.setClock('2027-04-10T12:00:00+07:00')
  const runs = await runsOf(w, id)
  expect([runs.filter(run => run.status === 'completed').length, runs.at(-1)!.occurrence]).toEqual([3, 'time:2027-04-10T05:00:00.000Z'])
  expect((await w.admin.list('task')).data.map((task: any) => task.subject).sort()).toEqual(['Recap 02', 'Recap 08', 'Recap 10'])
  for (const trigger of [{ cron: '0 0 30 2 *' }, { cron: '* * * * * *' }, { cron: 'tomorrow' }, { cron: '0 8 * * *', timeZone: 'Mars/Base' }]) {
    expect((await w.admin.send('POST', '/workflows', { ...weekly, trigger: { type: 'schedule', ...trigger } })).status).toBe(422)
  }
})

test('date triggers that cannot be are refused with their place; a month before is one of the calendar', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  const refused = async (trigger: object) => (await w.admin.send('POST', '/workflows', { ...closing(), trigger: { type: 'date', ...trigger } })).body.errors?.map((fault: any) => `${fault.path} ${fault.code}`)
  expect(await refused({ field: 'name' })).toEqual(['trigger.field workflow.notDate'])
  expect(await refused({ field: 'nothing' })).toEqual(['trigger.field field.unknown'])
  expect(await refused({ field: 'closingDate', timeZone: 'Mars/Base' })).toEqual(['trigger.timeZone value.invalid'])
  expect(await refused({ field: 'closingDate', at: '25:00' })).toHaveLength(1)
  expect(await refused({ field: 'closingDate', offset: { days: 1e9 } })).toHaveLength(1)
  const before = await w.admin.post('/workflows', { ...closing({ offset: { months: -1 }, at: undefined }), enabled: true })
  await w.admin.create('deal', { name: 'Month', closingDate: '2027-05-31' })
  expect((await upcomingOf(w, before.id)).map((each: any) => each.dueAt)).toEqual(['2027-04-29T17:00:00.000Z'])
})

test('a workflow that writes its own date is stopped with the chain, also by way of another; one that writes a date ahead goes on', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  for (const name of ['checkAt', 'callAt', 'askAt', 'nextAt']) await w.admin.post('/objects/deal/fields', { name, label: { en: name }, type: 'dateTime' })
  const moving = (name: string, field: string, data: object) => w.admin.post('/workflows', { name, object: 'deal', trigger: { type: 'date', field }, steps: [{ id: 'move', type: 'updateRecord', data }] })
  const self = await moving('Self', 'checkAt', { checkAt: '{{ record.checkAt | minusMinutes: 1 }}' })
  const [one, other] = [await moving('One', 'callAt', { askAt: '{{ record.callAt | minusMinutes: 1 }}' }), await moving('Other', 'askAt', { callAt: '{{ record.askAt | minusMinutes: 1 }}' })]
  const ahead = await moving('Ahead', 'nextAt', { nextAt: '{{ record.nextAt | plusDays: 1 }}' })
  const now = '2027-03-01T10:00:00+07:00'
  const deal = await w.admin.create('deal', { name: 'Jam', checkAt: now, callAt: now, nextAt: now })
  const endsOf = async (workflow: string) => (await runsOf(w, workflow)).map(run => [run.status, run.reason])
  expect(await endsOf(self.id)).toEqual([['completed', null], ['cancelled', 'loop']])
  expect([await endsOf(one.id), await endsOf(other.id)]).toEqual([[['completed', null], ['cancelled', 'loop']], [['completed', null]]])
  const [stopped] = (await w.admin.get(`/workflow-runs?workflow=${one.id}&status=cancelled`)).data
  expect([stopped.error.code, stopped.error.message, stopped.depth, stopped.chain.map((link: any) => link.workflow)]).toEqual(['workflow.loop', expect.stringContaining('One → Other → One'), 3, [one.id, other.id]])
  expect((await w.admin.read('deal', deal.id)).checkAt).toBe('2027-03-01T02:59:00+00:00')
  for (const day of [2, 3]) {
    await w.setClock(`2027-03-0${day}T10:00:00+07:00`)
    await w.settle()
  }
  expect(await endsOf(ahead.id)).toEqual([['completed', null], ['completed', null], ['completed', null]])
})

test('another trigger of a workflow ends what it waited for; what is null in a trigger is not said, and UTC is a zone', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T10:00:00+07:00')
  await w.admin.create('deal', { name: 'Jam', closingDate: '2027-03-05' })
  const { id } = await w.admin.post('/workflows', closing({ grace: null, timeZone: null, repeat: null }))
  expect((await w.admin.get(`/workflows/${id}`)).trigger).toEqual({ type: 'date', field: 'closingDate', offset: { days: 3 }, at: '09:00' })
  expect((await upcomingOf(w, id)).map((each: any) => [each.kind, each.dueAt])).toEqual([['date', '2027-03-08T02:00:00.000Z']])
  await w.admin.patch(`/workflows/${id}`, { object: null, trigger: { type: 'schedule', cron: '0 8 * * *', timeZone: 'UTC' }, steps: [{ type: 'notify', to: 'role:administrator', title: 'Pagi' }] })
  expect((await upcomingOf(w, id, 2)).map((each: any) => [each.kind, each.dueAt])).toEqual([['schedule', '2027-03-01T08:00:00.000Z']])
  expect((await upcomingOf(w, id)).length).toBe(1)
  await w.admin.patch(`/workflows/${id}`, { object: 'deal', trigger: { type: 'record', on: ['created'] } })
  expect(await upcomingOf(w, id)).toEqual([])
  await w.setClock('2027-03-09T10:00:00+07:00')
  expect(await runsOf(w, id)).toEqual([])
})

test('a repeat that has been does not come again when its contact moves west or the hour is put off that day, and the next one waits', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-01T00:00:00+07:00')
  const yearly = { type: 'date', field: 'dateOfBirth', repeat: 'yearly', at: '09:30', timeZone: 'contact' }
  const { id } = await w.admin.post('/workflows', { name: 'Birthday', object: 'contact', trigger: yearly, steps: [{ id: 'greet', type: 'addTag', tag: 'x' }] })
  const contact = await w.admin.create('contact', { firstName: 'Timur', dateOfBirth: '1980-03-10', timeZone: 'Asia/Jayapura' })
  await w.setClock('2027-03-10T08:00:00+07:00')
  const next = async () => (await upcomingOf(w, id, 800)).map((each: any) => each.dueAt)
  expect([(await runsOf(w, id)).length, await next()]).toEqual([1, ['2028-03-10T00:30:00.000Z']])
  await w.admin.update('contact', contact.id, { timeZone: 'Asia/Jakarta' })
  expect(await next()).toEqual(['2028-03-10T02:30:00.000Z'])
  await w.admin.patch(`/workflows/${id}`, { trigger: { ...yearly, at: '11:00' } })
  expect(await next()).toEqual(['2028-03-10T04:00:00.000Z'])
  await w.setClock('2028-03-10T11:00:00+07:00')
  expect((await runsOf(w, id)).map(run => run.occurrence)).toEqual(['1980-03-10/2027-03-10', '1980-03-10/2028-03-10'])
})

test('a repeat that is hours away, more than a period of them, comes each time', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-01T08:00:00+07:00')
  const every = async (repeat: string, hours: number) => (await w.admin.post('/workflows', { name: 'Hours', object: 'deal', trigger: { type: 'date', field: 'closingDate', repeat, offset: { hours } }, steps: [{ id: 'tag', type: 'addTag', tag: `${repeat} ${hours}` }] })).id
  const [late, early, yearly] = [await every('monthly', 2160), await every('monthly', -2160), await every('yearly', 20_000)]
  await w.admin.create('deal', { name: 'Jauh', closingDate: '2026-12-15' })
  await w.settle()
  const next = async (id: string) => (await upcomingOf(w, id, 900)).map((each: any) => each.dueAt)
  // 15 December and 90 days; the one of 15 April less 90 days; 15 December and 833 days and 8 hours
  expect([await next(late), await next(early), await next(yearly)]).toEqual([['2027-03-14T17:00:00.000Z'], ['2027-01-14T17:00:00.000Z'], ['2029-03-27T01:00:00.000Z']])
  for (const day of ['2027-03-15T00:00:00+07:00', '2027-04-15T00:00:00+07:00', '2027-05-16T00:00:00+07:00']) await w.setClock(day).then(() => w.settle())
  expect(await next(late)).toEqual(['2027-06-12T17:00:00.000Z'])
  expect((await runsOf(w, late)).map(run => run.status)).toEqual(['completed', 'completed', 'completed'])
})

test('a date that is put back is due also where its time had come meanwhile, once', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-10T10:00:00+07:00')
  const { id } = await w.admin.post('/workflows', closing())
  const deals = await Promise.all(Array.from({ length: 30 }, (_, at) => w.admin.create('deal', { name: `D${at}` })))
  await Promise.all(deals.map(async deal => {
    for (const closingDate of ['2027-03-06', '2027-04-01', '2027-03-06']) await w.admin.update('deal', deal.id, { closingDate })
  }))
  expect((await runsOf(w, id)).map(run => [run.record, run.status, run.occurrence]).sort()).toEqual(deals.map(deal => [deal.id, 'completed', '2027-03-06']).sort())
  expect(await upcomingOf(w, id)).toEqual([])
})

test('whose time has just passed by another zone, since her contact moved east or the company did, is not left out: each occurrence once, and schedules go by the new clock', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T06:00:00+07:00')
  const greeting = (more: object) => w.admin.post('/workflows', { name: 'Greeting', object: 'contact', trigger: { type: 'date', field: 'dateOfBirth', at: '09:00', timeZone: 'contact', ...more }, steps: [{ id: 'greet', type: 'addTag', tag: 'x' }] }).then(made => made.id as string)
  const [yearly, once] = [await greeting({ repeat: 'yearly' }), await greeting({ offset: { years: 30 } })]
  const { id: closed } = await w.admin.post('/workflows', closing({ offset: {} }))
  const each = (cron: string) => w.admin.post('/workflows', { name: 'Daily', trigger: { type: 'schedule', cron }, steps: [{ id: 'note', type: 'createRecord', object: 'task', data: { subject: 'x' } }] }).then(made => made.id as string)
  const [daily, later] = [await each('0 9 * * *'), await each('0 11 * * *')]
  const moves = await w.admin.create('contact', { firstName: 'Timur', dateOfBirth: '1997-03-01', timeZone: 'Asia/Jakarta' })
  await w.admin.create('deal', { name: 'Today', closingDate: '2027-03-01' })
  await w.admin.create('deal', { name: 'Tomorrow', closingDate: '2027-03-02' })
  // 07:30 in the west, 09:30 in the east
  await w.setClock('2027-03-01T07:30:00+07:00')
  await w.admin.update('contact', moves.id, { timeZone: 'Asia/Jayapura' })
  await w.admin.patch('/settings', { timeZone: 'Asia/Jayapura' })
  await w.settle()
  const dues = async (id: string) => (await upcomingOf(w, id, 2)).map((each: any) => each.dueAt)
  expect([await dues(closed), await dues(daily), await dues(later)]).toEqual([['2027-03-01T02:00:00.000Z', '2027-03-02T00:00:00.000Z'], ['2027-03-01T02:00:00.000Z'], ['2027-03-01T02:00:00.000Z']])
  await w.setClock('2027-03-01T11:00:00+09:00')
  await w.settle()
  await w.setClock('2027-03-02T12:00:00+09:00')
  const ran = async (id: string) => (await runsOf(w, id)).map(run => [run.status, run.occurrence])
  expect([await ran(yearly), await ran(once)]).toEqual([[['completed', '1997-03-01/2027-03-01']], [['completed', '1997-03-01']]])
  expect(await ran(closed)).toEqual([['completed', '2027-03-01'], ['completed', '2027-03-02']])
  expect(await ran(daily)).toEqual([['completed', 'time:2027-03-01T02:00:00.000Z'], ['completed', 'time:2027-03-02T00:00:00.000Z']])
  expect(await ran(later)).toEqual([['completed', 'time:2027-03-01T02:00:00.000Z'], ['completed', 'time:2027-03-02T02:00:00.000Z']])
  expect((await upcomingOf(w, yearly, 800)).map((each: any) => each.dueAt)).toEqual(['2028-03-01T00:00:00.000Z'])
})

test('a time of a schedule that is late by more than a week is missed, by more than a day where customers are written to; a grace of its own says otherwise', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-03-01T05:00:00+07:00')
  const monthly = (more: object = {}, steps: object[] = [{ id: 'task', type: 'createRecord', object: 'task', data: { subject: 'x' } }]) =>
    w.admin.post('/workflows', { name: 'Monthly', trigger: { type: 'schedule', cron: '0 9 1 * *', ...more }, steps }).then(made => made.id as string)
  const contact = await w.admin.create('contact', { firstName: 'Sari' })
  const write = [{ id: 'write', type: 'sendMessage', to: contact.id, text: 'Halo' }]
  const [plain, patient, written] = [await monthly(), await monthly({ grace: { days: 30 } }), await monthly({}, write)]
  const ran = async (id: string) => (await runsOf(w, id)).map(run => [run.status === 'missed' ? 'missed' : 'run', run.reason === 'late' ? 'late' : null, run.occurrence.slice(5, 15)])
  await w.setClock('2027-03-03T09:00:00+07:00')
  expect([await ran(plain), await ran(patient), await ran(written)]).toEqual([[['run', null, '2027-03-01']], [['run', null, '2027-03-01']], [['missed', 'late', '2027-03-01']]])
  await w.setClock('2027-04-20T09:00:00+07:00')
  expect([await ran(plain), await ran(patient)].map(list => list[1])).toEqual([['missed', 'late', '2027-04-01'], ['run', null, '2027-04-01']])
  expect((await upcomingOf(w, plain, 30)).map((each: any) => each.dueAt)).toEqual(['2027-05-01T02:00:00.000Z'])
})
