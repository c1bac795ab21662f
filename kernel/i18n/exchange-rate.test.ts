// Exchange rates by day, and figures in the workspace's currency that stand on them.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => {
  w = await testWorkspace()
  await w.setClock('2027-03-20T09:00:00+07:00')
})

afterAll(() => w.close())

const idr = (amount: number | string) => ({ amount, currency: 'IDR' })
const usd = (amount: number | string) => ({ amount, currency: 'USD' })
const put = (...rates: [string, string, number | string][]) => w.admin.send('PUT', '/exchange-rates', { rates: rates.map(([currency, date, rate]) => ({ currency, date, rate })) })
const list = async (query = '') => (await w.admin.get(`/exchange-rates${query}`)).data.map((each: any) => [each.currency, each.date, each.rate])
const faultsOf = ({ status, body }: any) => [status, ...(body.errors ?? []).map((error: any) => `${error.path} ${error.code}`)]

test('rates are written in bulk, page by page read, replaced, removed, and all of it is in the log', async () => {
  expect((await put(['SGD', '2027-01-01', 11_900], ['SGD', '2027-01-02', '11950.5'], ['SGD', '2027-01-03', '0.000000000001'])).body).toEqual({ written: 3, unchanged: 0 })
  expect((await put(['SGD', '2027-01-01', 11_900], ['SGD', '2027-01-03', 12_000])).body).toEqual({ written: 1, unchanged: 1 })
  expect(await list('?currency=SGD')).toEqual([['SGD', '2027-01-03', 12_000], ['SGD', '2027-01-02', 11_950.5], ['SGD', '2027-01-01', 11_900]])
  const first = await w.admin.get('/exchange-rates?currency=SGD&limit=2')
  expect((await w.admin.get(`/exchange-rates?currency=SGD&limit=2&after=${first.page.next}`)).data).toEqual([{ currency: 'SGD', date: '2027-01-01', rate: 11_900 }])
  expect((await w.admin.send('DELETE', '/exchange-rates/SGD/2027-01-02')).status).toBe(204)
  for (const path of ['SGD/2027-01-02', 'SGD/x', 'x/2027-01-01', '%00/2027-01-01']) expect([404, 422], path).toContain((await w.admin.send('DELETE', `/exchange-rates/${path}`)).status)
  const log = await w.admin.get('/events?object=_exchangeRate')
  expect(log.data.map((event: any) => event.kind).sort()).toEqual(['created', 'created', 'created', 'deleted', 'updated'])
})

test('what is no rate is refused with every fault, and a member reads but does not write', async () => {
  expect(faultsOf(await put(['IDR', '2027-01-01', 1], ['EUR', '2027-01-01', 1], ['EUR', '2027-01-01', 2]))).toEqual([422, 'rates[0].currency rate.base', 'rates[2].date rate.repeated'])
  for (const rate of [['XXZ', '2027-01-01', 1], ['EUR', '2027-02-30', 1], ['EUR', '2027-01-01', 0], ['EUR', '2027-01-01', -1], ['EUR', '2027-01-01', 'x'], ['EUR', '2027-01-01', '1e300'], ['EUR', '2027-01-01', '0.0000000000001']] as [string, string, number][]) {
    expect((await put(rate)).status, rate.join()).toBe(422)
  }
  for (const path of ['?after=zzz', '?after=%00', '?limit=0', '?after=USD+2027-13-01']) expect([400, 422], path).toContain((await w.admin.send('GET', `/exchange-rates${path}`)).status)
  const member = await w.key('sales')
  expect((await member.get('/exchange-rates?currency=SGD')).data).toHaveLength(2)
  expect((await member.send('PUT', '/exchange-rates', { rates: [{ currency: 'EUR', date: '2027-01-01', rate: 1 }] })).status).toBe(403)
})

test('a list is read as a spreadsheet writes it, all or nothing, its faults by their lines', async () => {
  const read = (text: string) => w.admin.send('POST', '/exchange-rates/import', { text })
  expect((await read('\uFEFFTanggal;Mata Uang;Nilai;Kurs\r\n01/02/2027;JPY;100;10.450,25\r\n2 Februari 2027;jpy;100;"10.500"\r\n')).body).toEqual({ written: 2, unchanged: 0 })
  expect(await list('?currency=JPY')).toEqual([['JPY', '2027-02-02', 105], ['JPY', '2027-02-01', 104.5025]])
  expect((await read('date\tcurrency\trate\n2027-02-01\tJPY\t104,5025\n2027-02-03\tJPY\t106')).body).toEqual({ written: 1, unchanged: 1 })
  expect(faultsOf(await read('date,currency,rate\n2027-02-04,JPY,107\n31/02/2027,XXZ,-5\n'))).toEqual([422, 'line 3 date.invalid', 'line 3 currency.unknown', 'line 3 rate.invalid'])
  expect(await list('?currency=JPY&limit=1')).toEqual([['JPY', '2027-02-03', 106]])
  expect(faultsOf(await read('date,rate\n2027-02-04,107\n'))).toEqual([422, 'line 1 list.column'])
  for (const text of ['', ' ', 'date,currency,rate', '"', '\0', 'date,currency,rate\n"2027']) expect((await read(text)).status, JSON.stringify(text)).toBe(422)
})

test('LOC-03: rate by date; reports in base', async () => {
  const make = (name: string, data: object) => w.admin.create('deal', { name, ...data })
  await make('A', { amount: usd('10.0001'), stage: 'proposal', closingDate: '2027-03-05', source: 'referral' })
  await make('B', { amount: usd(10), stage: 'proposal', closingDate: '2027-03-20', source: 'referral' })
  await make('C', { amount: idr('0.3333'), stage: 'proposal', closingDate: '2027-03-31', source: 'website' })
  await make('D', { stage: 'proposal', closingDate: '2027-03-31', source: 'website' })
  const aggregate = (query: string) => w.admin.send('GET', `/records/deal/aggregate?groupBy=source&measure=sum:amount,count&${query}`)
  const base = 'currency=base&rateOn=closingDate'

  // a missing rate is said: which currency, which days
  expect((await aggregate(base)).body).toMatchObject({ status: 422, errors: [{ path: 'currency', code: 'rate.missingDays', message: expect.stringMatching(/USD.*2027-03-05.*2027-03-20/) }] })
  await put(['USD', '2027-03-10', 16_500])
  expect((await aggregate(base)).body.errors).toMatchObject([{ code: 'rate.missing', message: expect.stringMatching(/USD.*2027-03-05/) }])
  expect((await w.admin.send('GET', '/sales/forecast?from=2027-03-01&to=2027-03-31&currency=base')).body.errors).toMatchObject([{ code: 'rate.missing' }])

  // the rate of a day is the newest on or before it; sums are exact
  await put(['USD', '2027-03-01', '16000.5'], ['USD', '2027-03-20', 17_000], ['USD', '2027-03-21', 99_000])
  expect((await aggregate(base)).body).toEqual({
    // 10.0001 × 16,000.5 + 10 × 17,000 = 330,006.60005, to four decimals
    data: [{ source: 'referral', 'sum:amount': idr(330_006.6001), count: 2 }, { source: 'website', 'sum:amount': idr(0.3333), count: 2 }],
    rates: [{ currency: 'USD', date: '2027-03-20', rate: 17_000 }, { currency: 'USD', date: '2027-03-01', rate: 16_000.5 }],
  })
  // without a day of its own, today's
  expect((await aggregate('currency=base')).body.data[0]['sum:amount']).toEqual(idr(340_001.7))
  // the plain answer stays: a row for each currency
  expect((await aggregate('')).body).toEqual({ data: [{ source: 'referral', 'sum:amount': usd(20.0001), count: 2 }, { source: 'website', 'sum:amount': idr(0.3333), count: 2 }] })

  const forecast = await w.admin.get('/sales/forecast?from=2027-03-01&to=2027-03-31&currency=base')
  expect(forecast.data).toMatchObject([{ month: '2027-03', count: 4, sums: [{ total: idr(330_006.9334), weighted: idr(198_004.16), won: idr(0) }] }])
  expect(forecast.rates.map((each: any) => each.rate)).toEqual([17_000, 16_000.5])
  await make('E', { amount: usd(2), stage: 'lost', lostReason: 'Harga' })
  await make('F', { amount: idr(5), stage: 'lost', lostReason: 'Harga' })
  expect((await w.admin.get('/sales/reasons?from=2027-03-01&to=2027-03-31&currency=base')).data).toMatchObject([{ reason: 'Harga', count: 2, sums: [idr(34_005)] }])
  for (const query of ['currency=USD', 'rateOn=closingDate', 'currency=base&rateOn=name', 'currency=base&rateOn=nothing']) expect((await aggregate(query)).status, query).toBe(422)
})
