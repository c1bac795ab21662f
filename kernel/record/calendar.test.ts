// The calendar through the front door: days in the viewer's zone, counts that stop, and the rights of every list.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => {
  w = await testWorkspace()
  const due = ['2026-11-02T16:59:00Z', '2026-11-02T17:00:00Z', '2026-11-03T02:00:00Z', '2026-11-30T16:59:59Z', '2026-11-30T17:00:00Z']
  await w.admin.post('/records/task/batch', { operations: due.map((dueAt, at) => ({ op: 'create', data: { subject: `Task ${at}`, dueAt } })) })
  const deals = Array.from({ length: 9 }, (_, at) => ({ op: 'create', data: { name: `Deal ${at}`, closingDate: at < 8 ? '2026-11-21' : '2026-12-01', source: at % 2 ? 'referral' : null } }))
  await w.admin.post('/records/deal/batch', { operations: deals })
})
afterAll(() => w.close())

const days = (data: any[]) => data.map(day => [day.date, day.count, day.records.map((record: any) => record.subject ?? record.name)])

test('instants stand on the days of the asked zone, else of the workspace', async () => {
  const { data } = await w.admin.get('/records/task/calendar?date=dueAt&from=2026-11-01&to=2026-11-30')
  expect(days(data)).toEqual([['2026-11-02', 1, ['Task 0']], ['2026-11-03', 2, ['Task 1', 'Task 2']], ['2026-11-30', 1, ['Task 3']]])
  const east = await w.admin.get('/records/task/calendar?date=dueAt&from=2026-11-01&to=2026-11-30&timeZone=Asia/Jayapura')
  expect(days(east.data)).toEqual([['2026-11-03', 3, ['Task 0', 'Task 1', 'Task 2']]])
  // created now, by a field of the kernel's own
  expect((await w.admin.get('/records/task/calendar?date=createdAt&from=2026-11-01&to=2026-11-02')).data).toEqual(expect.any(Array))
})

test('plain days, a few records each, all counted, filtered as the list is', async () => {
  for (const object of [{ index: true }, { index: false }]) {
    await w.admin.patch('/objects/deal/fields/closingDate', object)
    const { data } = await w.admin.get('/records/deal/calendar?date=closingDate&from=2026-11-01&to=2026-11-30&perDay=3&fields=name')
    expect(data).toHaveLength(1)
    expect(data[0]).toMatchObject({ date: '2026-11-21', count: 8 })
    expect(data[0].records).toEqual([0, 1, 2].map(at => expect.objectContaining({ name: `Deal ${at}`, version: 1 })))
    const filter = encodeURIComponent(JSON.stringify({ source: { eq: 'referral' } }))
    expect((await w.admin.get(`/records/deal/calendar?date=closingDate&from=2026-11-01&to=2026-12-01&filter=${filter}`)).data[0].count).toBe(4)
  }
})

test('the scope of a role and its hidden fields hold', async () => {
  const { data } = await (await w.key('sales')).get('/records/deal/calendar?date=closingDate&from=2026-11-01&to=2026-12-01')
  expect(data).toEqual([])
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, others: { read: 'all', create: false, update: 'none', delete: 'none', fields: {} },
    objects: { deal: { read: 'all', create: false, update: 'none', delete: 'none', fields: { closingDate: 'hidden' } } } })
  const blind = await w.key('blind')
  const hidden = await blind.send('GET', '/records/deal/calendar?date=closingDate&from=2026-11-01&to=2026-12-01')
  const unknown = await blind.send('GET', '/records/deal/calendar?date=nothing&from=2026-11-01&to=2026-12-01')
  expect([hidden.status, hidden.body.errors]).toEqual([unknown.status, unknown.body.errors])
})

test('what no calendar can show is refused', async () => {
  const refused = ['date=name&from=2026-11-01&to=2026-11-02', 'date=closingDate&from=2026-11-02&to=2026-11-01', 'date=closingDate&from=2026-01-01&to=2026-12-31', 'date=closingDate&from=2026-02-31&to=2026-03-01',
    'date=closingDate&from=0001-01-01&to=9999-12-31', 'date=closingDate&from=2026-11-01&to=2026-11-30&perDay=500', 'date=closingDate&from=2026-11-01&to=2026-11-30&timeZone=Mars/North']
  for (const query of refused) expect([query, (await w.admin.send('GET', `/records/deal/calendar?${query}`)).status]).toEqual([query, 422])
  expect((await w.admin.send('GET', '/records/deal/calendar?date=closingDate&from=0001-01-01&to=0001-01-02')).status).toBe(200)
  expect((await w.admin.send('GET', '/records/task/calendar?date=dueAt&from=9999-12-30&to=9999-12-31')).status).toBe(200)
})

test('a calendar and a grouped table are saved as views', async () => {
  const draft = { object: 'deal', label: { en: 'Closing' }, visibility: 'private' }
  expect(await w.admin.post('/views', { ...draft, kind: 'calendar', dateField: 'closingDate', colorBy: 'source' })).toMatchObject({ kind: 'calendar', dateField: 'closingDate', colorBy: 'source' })
  expect(await w.admin.post('/views', { ...draft, groupBy: 'closingDate:month', totals: ['sum:amount'] })).toMatchObject({ groupBy: 'closingDate:month', totals: ['sum:amount'] })
  const wrong = await w.admin.send('POST', '/views', { ...draft, kind: 'calendar', dateField: 'name', colorBy: 'name', totals: ['sum:name'] })
  expect(wrong.body.errors.map((error: any) => error.path)).toEqual(['dateField', 'colorBy', 'totals[0]'])
  expect((await w.admin.send('POST', '/views', { ...draft, kind: 'calendar' })).status).toBe(422)
})
