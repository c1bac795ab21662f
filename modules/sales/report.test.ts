// Sales in numbers, through the front door, against figures computed by hand.
import { expect, test } from 'vitest'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import type { Client } from '../../test/client.ts'

const DAY = 86_400
const json = (value: unknown) => encodeURIComponent(JSON.stringify(value))
const march = 'from=2027-03-01&to=2027-03-31'
const idr = (amount: number | string) => ({ amount, currency: 'IDR' })

async function start(now = '2027-03-01T09:00:00+07:00'): Promise<TestWorkspace> {
  const w = await testWorkspace()
  await w.setClock(now)
  return w
}

const stages = async (client: Client, id: string) => {
  const { data, age } = await client.get(`/records/deal/${id}/stages`)
  return { stays: data.filter((stay: any) => !stay.merged).map((stay: any) => [stay.stage, stay.seconds]), sum: data.filter((stay: any) => !stay.merged).reduce((sum: number, stay: any) => sum + stay.seconds, 0), age: age.seconds, closed: age.closed, all: data }
}

/** What a figure counts must be what its filter lists. */
async function expectDrill(client: Client, filter: unknown, count: number): Promise<void> {
  expect((await client.get(`/records/deal?count=true&filter=${json(filter)}`)).total).toBe(count)
}

test('SAL-05: each deal shows days in stage and total age; SAL-06: stage durations sum to deal age', async () => {
  const w = await start()
  const deal = await w.admin.create('deal', { name: 'Tas' })
  expect(deal).toMatchObject({ openedAt: '2027-03-01T02:00:00+00:00', stageSince: '2027-03-01T02:00:00+00:00', closedAt: null })
  await w.setClock('2027-03-03T09:00:00+07:00')
  await w.admin.update('deal', deal.id, { stage: 'proposal' })
  await w.setClock('2027-03-08T21:00:00+07:00')
  expect(await stages(w.admin, deal.id)).toMatchObject({ stays: [['prospect', 2 * DAY], ['proposal', 5.5 * DAY]], age: 7.5 * DAY, sum: 7.5 * DAY, closed: null })
  await w.admin.remove('deal', deal.id)
  expect((await w.admin.send('GET', `/records/deal/${deal.id}/stages`)).status).toBe(404)
  await w.setClock('2027-03-10T21:00:00+07:00')
  await w.admin.post(`/records/deal/${deal.id}/restore`)
  const won = await w.admin.update('deal', deal.id, { stage: 'won' })
  expect(won.closedAt).toBe('2027-03-10T14:00:00+00:00')
  await w.setClock('2027-06-01T00:00:00+07:00')
  expect(await stages(w.admin, deal.id)).toMatchObject({ stays: [['prospect', 2 * DAY], ['proposal', 7.5 * DAY], ['won', 0]], age: 9.5 * DAY, sum: 9.5 * DAY, closed: won.closedAt })
  const reopened = await w.admin.update('deal', deal.id, { stage: 'negotiation' })
  expect(reopened).toMatchObject({ closedAt: null, stageSince: '2027-05-31T17:00:00+00:00' })
  await w.setClock('2027-06-01T00:00:01+07:00')
  const after = await stages(w.admin, deal.id)
  expect([after.sum, after.stays.at(-1)]).toEqual([after.age, ['negotiation', 1]])
})

test('SAL-06: stage durations sum to deal age, also after a merge, a move of pipeline and an import of the past', async () => {
  const w = await start()
  const stage = (value: string, kind = 'open') => ({ value, label: { en: value }, kind, probability: 50, color: 'blue' })
  await w.admin.post('/pipelines', { name: 'b2b', label: { en: 'B2B' }, object: 'deal', stages: [stage('prospect'), stage('tender'), stage('won', 'won')] })
  const one = await w.admin.create('deal', { name: 'A' })
  const other = await w.admin.create('deal', { name: 'B' })
  await w.setClock('2027-03-02T09:00:00+07:00')
  await w.admin.update('deal', one.id, { pipeline: 'b2b' })
  await w.setClock('2027-03-05T09:00:00+07:00')
  await w.admin.post('/records/deal/merge', { into: one.id, from: [other.id] })
  await w.setClock('2027-03-06T09:00:00+07:00')
  const merged = await stages(w.admin, one.id)
  expect(merged).toMatchObject({ stays: [['prospect', DAY], ['prospect', 4 * DAY]], sum: 5 * DAY, age: 5 * DAY })
  expect(merged.all.filter((stay: any) => stay.merged)).toMatchObject([{ stage: 'prospect', seconds: 4 * DAY }])

  const mapping = { name: 'name', stage: 'stage', opened: 'openedAt', since: 'stageSince', closed: 'closedAt', closing: 'closingDate', id: 'externalId' }
  await importFile(w.admin, { object: 'deal', mapping }, 'id,name,stage,opened,since,closed,closing\n1,Lama,proposal,2027-01-01T00:00:00Z,2027-02-01T00:00:00Z,,\n2,Menang,won,2026-12-01T00:00:00+07:00,,,2027-01-10\n3,Tanpa,lost,,,,\n')
  const [past, won, lost] = (await w.admin.list('deal', { filter: { externalId: { empty: false } }, sort: 'externalId' })).data
  expect([past.openedAt, past.stageSince, past.closedAt]).toEqual(['2027-01-01T00:00:00+00:00', '2027-02-01T00:00:00+00:00', null])
  expect(await stages(w.admin, past.id)).toMatchObject({ stays: [[null, 31 * DAY], ['proposal', 33 * DAY + 2 * 3600]], sum: 64 * DAY + 2 * 3600, age: 64 * DAY + 2 * 3600 })
  expect(won.closedAt).toBe('2027-01-09T17:00:00+00:00')
  expect(await stages(w.admin, won.id)).toMatchObject({ stays: [[null, 40 * DAY], ['won', 0]], sum: 40 * DAY, age: 40 * DAY })
  expect([lost.openedAt, lost.closedAt]).toEqual(['2027-03-06T02:00:00+00:00', '2027-03-06T02:00:00+00:00'])
  await importFile(w.admin, { object: 'deal', mapping, mode: 'upsert', matchOn: ['externalId'] }, 'id,name,stage,opened,since,closed,closing\n1,Lama,negotiation,,2027-02-20T00:00:00Z,,\n')
  expect(await stages(w.admin, past.id)).toMatchObject({ stays: [[null, 31 * DAY], ['proposal', 19 * DAY], ['negotiation', 14 * DAY + 2 * 3600]], sum: 64 * DAY + 2 * 3600, age: 64 * DAY + 2 * 3600 })
})

test('the times of a deal are refused by hand, in the future, and before it was opened', async () => {
  const w = await start()
  for (const name of ['openedAt', 'stageSince', 'closedAt']) {
    const refused = await w.admin.send('POST', '/records/deal', { name: 'X', [name]: '2027-01-01T00:00:00Z' })
    expect([refused.status, refused.body.errors[0]]).toMatchObject([403, { path: name, code: 'field.readOnly' }])
  }
  const { failed, created } = await importFile(w.admin, { object: 'deal', mapping: { name: 'name', stage: 'stage', opened: 'openedAt', closed: 'closedAt' } }, 'name,stage,opened,closed\nA,won,2027-02-01,2027-01-01\nB,won,2027-02-01,2028-01-01\nC,won,2027-02-01,2027-02-02\n')
  expect([failed, created]).toEqual([2, 1])
})

test('SAL-10: forecast for a month = sum(amount × stage probability) by close date, and drills to deals', async () => {
  const w = await start()
  const sales = await w.key('sales')
  const make = (client: Client, data: object) => client.create('deal', { name: 'D', ...data })
  await make(w.admin, { amount: '0.3333', stage: 'prospect', closingDate: '2027-03-31' })
  await make(w.admin, { amount: '99999999999.9999', stage: 'proposal', closingDate: '2027-03-01' })
  await make(w.admin, { amount: { amount: 250, currency: 'USD' }, stage: 'negotiation', closingDate: '2027-03-15' })
  await make(w.admin, { amount: 1000, stage: 'won', closingDate: '2027-03-15' })
  await make(w.admin, { amount: 5000, stage: 'lost', closingDate: '2027-03-15' })
  await make(w.admin, { stage: 'prospect', closingDate: '2027-03-15' })
  await make(w.admin, { amount: 300, stage: 'qualified', closingDate: '2027-04-01' })
  await make(sales, { amount: 700, stage: 'qualified', closingDate: '2027-04-30' })
  await w.admin.remove('deal', (await make(w.admin, { amount: 900, stage: 'proposal', closingDate: '2027-03-02' })).id)
  const { data } = await w.admin.get('/sales/forecast?from=2027-03-01&to=2027-04-30')
  expect(data.map(({ filter: _, ...row }: any) => row)).toEqual([
    // 0.03333 + 59,999,999,999.99994 + 1,000 = 60,000,000,999.97327, to four decimals
    { month: '2027-03', by: null, count: 5, sums: [{ total: idr('100000001000.3332'), weighted: idr(60000001000.0333), won: idr(1000) }, { total: { amount: 250, currency: 'USD' }, weighted: { amount: 200, currency: 'USD' }, won: { amount: 0, currency: 'USD' } }] },
    { month: '2027-04', by: null, count: 2, sums: [{ total: idr(1000), weighted: idr(200), won: idr(0) }] },
  ])
  for (const row of data) await expectDrill(w.admin, row.filter, row.count)
  const byOwner = (await w.admin.get('/sales/forecast?from=2027-04-01&to=2027-04-30&by=owner')).data
  expect(byOwner.map((row: any) => row.sums[0].weighted.amount).sort()).toEqual([140, 60])
  for (const row of byOwner) await expectDrill(w.admin, row.filter, 1)
  for (const by of ['owner.team', 'company.segment', 'source', 'pipeline', 'contact.mailingAddress.province']) {
    for (const row of (await w.admin.get(`/sales/forecast?from=2027-03-01&to=2027-04-30&by=${by}`)).data) await expectDrill(w.admin, row.filter, row.count)
  }
  // a caller of her own rows sees hers
  await w.admin.post('/roles', { name: 'alone', label: { en: 'Alone' }, objects: { deal: { read: 'own', create: true, update: 'own', delete: 'none' } } })
  expect((await (await w.key('alone')).get('/sales/forecast?from=2027-03-01&to=2027-04-30')).data).toEqual([])
})

test('reports keep to what the caller may read, and refuse what cannot be', async () => {
  const w = await start()
  await w.admin.create('deal', { name: 'X', stage: 'lost', lostReason: 'Harga', amount: 10, closingDate: '2027-03-15', source: 'referral' })
  await w.admin.post('/roles', { name: 'probe', label: { en: 'Probe' }, objects: { deal: { read: 'all', create: true, update: 'all', delete: 'none', fields: { amount: 'hidden', openedAt: 'hidden', source: 'hidden' } } }, others: { read: 'none', create: false, update: 'none', delete: 'none' } })
  const probe = await w.key('probe')
  expect((await probe.send('GET', `/sales/forecast?${march}`)).body).toMatchObject({ status: 422, errors: [{ code: 'field.unknown' }] })
  expect((await probe.send('GET', `/sales/velocity?${march}`)).status).toBe(422)
  expect((await probe.send('GET', `/sales/conversion?${march}`)).status).toBe(422)
  expect((await probe.get(`/sales/reasons?${march}`)).data).toMatchObject([{ reason: 'Harga', count: 1, sums: [] }])
  for (const by of ['company.segment', 'nothing', 'contact.mailingAddress.province', 'amount', 'source']) expect((await probe.send('GET', `/records/deal/aggregate?groupBy=${by}`)).body.errors, by).toMatchObject([{ code: 'field.unknown' }])
  await w.admin.patch('/roles/probe', { objects: { deal: { read: 'all', create: true, update: 'all', delete: 'none', fields: { stage: 'hidden' } } } })
  const [deal] = (await w.admin.list('deal')).data
  for (const path of [`/records/deal/${deal.id}/stages`, `/sales/funnel?${march}`, `/sales/velocity?${march}`, `/sales/reasons?${march}`, `/sales/forecast?${march}`]) expect((await probe.send('GET', path)).status, path).toBe(422)
  const seen = await probe.read('deal', deal.id)
  expect([seen.stageSince, seen.closedAt]).toEqual([undefined, undefined])
  await w.admin.patch('/roles/probe', { objects: { deal: { read: 'none', create: true, update: 'none', delete: 'none' } } })
  for (const path of ['forecast', 'funnel', 'velocity', 'reasons', 'conversion']) expect((await probe.send('GET', `/sales/${path}?${march}`)).status, path).toBe(404)
  for (const query of ['', 'from=2027-03-01', 'from=x&to=y', 'from=2027-02-30&to=2027-03-01', `${march}&by=a.b.c.d`, `${march}&by=company.name.x`, `${march}&by=owner.password`, `${march}&by=createdAt:eon`, `${march}&filter=[]`, `${march}&filter=7`, `${march}&filter=%22x%22`, `${march}&filter=%7B`, `${march}&by=%00`]) {
    expect([400, 422], query).toContain((await w.admin.send('GET', `/sales/forecast?${query}`)).status)
  }
  expect((await w.admin.get('/sales/forecast?from=2027-04-01&to=2027-03-01')).data).toEqual([])
  expect((await w.admin.get('/sales/forecast?from=0001-01-01&to=9999-12-31')).data).toHaveLength(0)
})

test('SAL-12: table shows entered, advanced, lost, percentage per stage, for any date range; and by source', async () => {
  const w = await start()
  const make = (name: string, source: string, data: object = {}) => w.admin.create('deal', { name, source, ...data })
  const [a, b, c] = [await make('A', 'referral'), await make('B', 'referral'), await make('C', 'website')]
  await make('D', 'website')
  const move = (deal: { id: string }, stage: string) => w.admin.update('deal', deal.id, { stage })
  await w.setClock('2027-03-10T09:00:00+07:00')
  await move(a, 'qualified')
  await move(b, 'qualified')
  await move(c, 'lost')
  await w.setClock('2027-04-02T09:00:00+07:00')
  await move(a, 'won')
  await move(b, 'prospect')
  await move(b, 'lost')
  const table = async (query: string) => (await w.admin.get(`/sales/funnel?${query}`)).data.filter((row: any) => row.entered).map((row: any) => [row.stage, row.entered, row.advanced, row.lost, row.remaining, row.percentage])
  expect(await table(march)).toEqual([['prospect', 4, 2, 1, 1, 50], ['qualified', 2, 1, 1, 0, 50], ['lost', 1, 0, 0, 1, null]])
  expect(await table('from=2027-04-01&to=2027-04-30')).toEqual([['prospect', 1, 0, 1, 0, 0], ['won', 1, 0, 0, 1, null], ['lost', 1, 0, 0, 1, null]])
  expect(await table('from=2027-03-02&to=2027-03-09')).toEqual([])
  expect(await table(`${march}&filter=${json({ source: { eq: 'website' } })}`)).toEqual([['prospect', 2, 0, 1, 1, 0], ['lost', 1, 0, 0, 1, null]])
  const names = async (query: string) => (await w.admin.get(`/sales/funnel/deals?${march}&pipeline=sales&${query}`)).data.map((deal: any) => deal.name)
  expect(await names('stage=prospect&outcome=entered')).toEqual(['A', 'B', 'C', 'D'])
  expect(await names('stage=prospect&outcome=lost')).toEqual(['C'])
  expect(await names('stage=qualified&outcome=lost')).toEqual(['B'])
  const first = await w.admin.get(`/sales/funnel/deals?${march}&pipeline=sales&stage=prospect&outcome=entered&limit=3`)
  expect(first.data).toHaveLength(3)
  expect((await w.admin.get(`/sales/funnel/deals?${march}&pipeline=sales&stage=prospect&outcome=entered&after=${first.page.next}`)).data.map((deal: any) => deal.name)).toEqual(['D'])
  const { data } = await w.admin.get(`/sales/conversion?${march}`)
  expect(data.map((row: any) => [row.by, row.entered, row.advanced, row.lost, row.remaining, row.percentage])).toEqual([['referral', 2, 1, 1, 0, 50], ['website', 2, 0, 1, 1, 0]])
  for (const row of data) for (const name of ['entered', 'advanced', 'lost', 'remaining']) await expectDrill(w.admin, row.filters[name], row[name])
})

test('SAL-13: median and p90 days, by owner and segment', async () => {
  const w = await start()
  const sales = await w.key('sales')
  const luxury = await w.admin.create('company', { name: 'PT Mewah', segment: 'luxury' })
  const deals: { id: string, owner: string }[] = []
  for (let at = 0; at < 11; at++) deals.push(await (at < 10 ? w.admin : sales).create('deal', { name: `D${at}`, ...(at < 2 && { company: luxury.id }) }))
  // won after 1, 2 … 10 days, and one of the other owner after 10
  for (let day = 1; day <= 10; day++) {
    await w.setClock(`2027-03-${String(day + 1).padStart(2, '0')}T09:00:00+07:00`)
    await w.admin.update('deal', deals[day - 1].id, { stage: 'won' })
  }
  await w.admin.update('deal', deals[10].id, { stage: 'won' })
  await w.admin.create('deal', { name: 'Gagal', stage: 'lost' })
  const rows = async (by: string) => (await w.admin.get(`/sales/velocity?${march}&by=${by}`)).data
  const figures = (row: any) => [row.won, row.lost, row.winRate, row.medianDays, row.p90Days, row.averageDays]
  const byOwner = await rows('owner')
  expect(figures(byOwner.find((row: any) => row.by === deals[0].owner))).toEqual([10, 1, 90.9, 5.5, 9.1, 5.5])
  expect(figures(byOwner.find((row: any) => row.by === deals[10].owner))).toEqual([1, 0, 100, 10, 10, 10])
  const bySegment = await rows('company.segment')
  expect(figures(bySegment.find((row: any) => row.by === 'luxury'))).toEqual([2, 0, 100, 1.5, 1.9, 1.5])
  expect(figures(bySegment.find((row: any) => row.by === null))).toEqual([9, 1, 90, 7, 10, 6.889])
  for (const row of [...byOwner, ...bySegment]) {
    await expectDrill(w.admin, row.filters.won, row.won)
    await expectDrill(w.admin, row.filters.lost, row.lost)
  }
})

test('the report of reasons ranks them by how often, then by what was lost', async () => {
  const w = await start()
  for (const [lostReason, amount] of [['Harga', 100], ['Harga', 200.5], ['Waktu', 900], ['Pesaing', 1000], [null, 5]] as const) await w.admin.create('deal', { name: 'X', stage: 'lost', lostReason, amount })
  await w.admin.create('deal', { name: 'X', stage: 'lost', lostReason: 'Harga', amount: { amount: 7, currency: 'USD' } })
  await w.admin.create('deal', { name: 'X', stage: 'prospect', lostReason: 'Harga', amount: 7 })
  const { data } = await w.admin.get(`/sales/reasons?${march}`)
  expect(data.map((row: any) => [row.reason, row.count, row.share])).toEqual([['Harga', 3, 50], ['Pesaing', 1, 16.7], ['Waktu', 1, 16.7], [null, 1, 16.7]])
  expect(data[0].sums).toEqual([idr(300.5), { amount: 7, currency: 'USD' }])
  for (const row of data) await expectDrill(w.admin, row.filter, row.count)
})

test('SAL-15: sales by region and channel in one pivot', async () => {
  const w = await start()
  const at = (province: string) => w.admin.create('company', { name: province, billingAddress: { province } })
  const [jabar, bali] = [await at('Jawa Barat'), await at('Bali')]
  const sell = (company: any, source: string, amount: number) => w.admin.create('deal', { name: 'X', company: company?.id, source, amount, stage: 'won' })
  await sell(jabar, 'referral', 100)
  await sell(jabar, 'referral', 50)
  await sell(jabar, 'website', 20)
  await sell(bali, 'website', 7)
  await sell(null, 'website', 1)
  const won = json({ stage: { eq: 'won' } })
  const { data } = await w.admin.get(`/records/deal/aggregate?groupBy=company.billingAddress.province,source&measure=sum:amount,count&filter=${won}`)
  expect(data.map((row: any) => [row['company.billingAddress.province'], row.source, row['sum:amount'].amount, row.count])).toEqual([['Bali', 'website', 7, 1], ['Jawa Barat', 'referral', 150, 2], ['Jawa Barat', 'website', 20, 1], [null, 'website', 1, 1]])
  const teams = await w.admin.get(`/records/deal/aggregate?groupBy=owner.team&measure=count`)
  expect(teams.data).toEqual([{ 'owner.team': null, count: 5 }])
})
