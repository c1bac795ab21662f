// Lists and aggregates through the front door: pages without gaps for every sort, filters, counts, sums.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let all: any[]

beforeAll(async () => {
  w = await testWorkspace()
  const cities = ['Jakarta', 'Bandung', null]
  const operations = Array.from({ length: 120 }, (_, at) => ({ op: 'create', data: {
    name: `Deal ${String(at % 40).padStart(2, '0')}`, amount: at % 5 === 0 ? null : { amount: (at % 7) * 1000000.25, currency: at % 11 === 0 ? 'USD' : 'IDR' },
    closingDate: at % 4 === 0 ? null : `2026-${String(at % 12 + 1).padStart(2, '0')}-15`, source: at % 3 ? 'referral' : null, stage: ['prospect', 'qualified', 'won', 'lost'][at % 4], tags: at % 6 ? [] : ['vip'] } }))
  await w.admin.post('/records/deal/batch', { operations })
  await w.admin.post('/records/contact/batch', { operations: cities.map((city, at) => ({ op: 'create', data: { firstName: `City ${at}`, ...(city ? { mailingAddress: { city } } : {}) } })) })
  all = (await w.admin.list('deal', { limit: 500 })).data
})
afterAll(() => w.close())

async function walk(query: object): Promise<any[]> {
  const rows: any[] = []
  for (let after: string | undefined; ;) {
    const { data, page } = await w.admin.list('deal', { ...query, ...(after ? { after } : {}) })
    rows.push(...data)
    if (!page.next) return rows
    after = page.next
  }
}

function key(row: any, name: string): any {
  return name === 'amount' ? row.amount?.amount ?? null : row[name]
}

test('every sort pages through all rows once, in order, empties last both ways', async () => {
  const sorts = fc.uniqueArray(fc.constantFrom('name', 'amount', 'closingDate', 'source', 'stage', 'createdAt'), { minLength: 1, maxLength: 3 })
    .chain(names => fc.tuple(...names.map(name => fc.boolean().map(down => `${down ? '-' : ''}${name}`))))
  await fc.assert(fc.asyncProperty(sorts, fc.integer({ min: 7, max: 50 }), async (parts, limit) => {
    const rows = await walk({ sort: parts.join(','), limit, fields: ['name', 'amount', 'closingDate', 'source', 'stage', 'createdAt'] })
    expect(new Set(rows.map(row => row.id)).size).toBe(120)
    expect(rows).toHaveLength(120)
    for (let at = 1; at < rows.length; at++) expect(compare(rows[at - 1], rows[at], parts)).toBeLessThanOrEqual(0)
  }), { numRuns: 25 })
})

function compare(one: any, other: any, parts: string[]): number {
  for (const part of parts) {
    const name = part.replace('-', '')
    const [a, b] = [key(one, name), key(other, name)]
    if (a === b) continue
    if (a === null || b === null) return a === null ? 1 : -1
    return (a < b ? -1 : 1) * (part.startsWith('-') ? -1 : 1)
  }
  return 0
}

test('a cursor belongs to its filter and sort', async () => {
  const { page } = await w.admin.list('deal', { sort: 'name', limit: 10 })
  expect((await w.admin.send('POST', '/records/deal/query', { sort: '-name', limit: 10, after: page.next })).status).toBe(400)
  expect((await w.admin.send('POST', '/records/deal/query', { sort: 'name', limit: 10, after: `${page.next}x` })).status).toBe(400)
  // a sort that names nothing, or the id again and again, is the id's
  for (const sort of [' ', ',', 'id,-id']) expect((await w.admin.list('deal', { sort, limit: 1 })).data.length).toBe(1)
  expect((await w.admin.send('GET', '/records/deal?after=garbage')).status).toBe(400)
})

test('filters reach into addresses and across relations, and count', async () => {
  expect((await w.admin.list('contact', { filter: { mailingAddress: { city: { eq: 'Jakarta' } } }, count: 'true' }))).toMatchObject({ total: 1 })
  const company = await w.admin.create('company', { name: 'Toko', industry: 'retail' })
  const contact = await w.admin.create('contact', { firstName: 'Ria', company: company.id })
  await w.admin.create('note', { body: 'x', about: { object: 'contact', id: contact.id } })
  expect((await w.admin.list('contact', { filter: { company: { industry: { in: ['retail'] } } } })).data.map(row => row.id)).toEqual([contact.id])
  expect((await w.admin.list('note', { filter: { about: { contact: { firstName: { startsWith: 'ri' } } } }, count: 'capped' })).total).toBe(1)
  expect((await w.admin.list('contact', { filter: { company: { industry: { eq: 'retail' } } }, expand: ['company'] })).data[0].company).toMatchObject({ id: company.id, name: 'Toko' })
})

test('aggregates equal what the rows add up to, with and without a filter, a row for each currency', async () => {
  const query = 'groupBy=stage&measure=sum:amount,count'
  for (const filter of [undefined, { source: { eq: 'referral' } }, { name: { empty: false } }]) {
    const { data } = await w.admin.get(`/records/deal/aggregate?${query}${filter ? `&filter=${encodeURIComponent(JSON.stringify(filter))}` : ''}`)
    const rows = all.filter(row => !filter || !('source' in filter) || row.source === 'referral')
    for (const stage of ['prospect', 'qualified', 'won', 'lost']) {
      const own = rows.filter(row => row.stage === stage)
      expect(data.filter((row: any) => row.stage === stage).reduce((sum: number, row: any) => sum + row.count, 0)).toBe(own.length)
      for (const currency of ['IDR', 'USD']) {
        const sum = own.filter(row => row.amount?.currency === currency).reduce((total, row) => total + row.amount.amount, 0)
        expect(data.find((row: any) => row.stage === stage && row['sum:amount']?.currency === currency)?.['sum:amount'].amount ?? 0).toBeCloseTo(sum, 4)
      }
    }
  }
  const months = await w.admin.get('/records/deal/aggregate?groupBy=closingDate:month&measure=count')
  expect(months.data.find((row: any) => row['closingDate:month'] === '2026-02-01').count).toBe(all.filter(row => row.closingDate?.startsWith('2026-02')).length)
})

test('aggregates tell values as records show them: days without a time, decimals as numbers', async () => {
  const { data } = await w.admin.get('/records/deal/aggregate?groupBy=closingDate&measure=count')
  expect(data.map((row: any) => row.closingDate)).toEqual([...new Set(all.map(deal => deal.closingDate).filter(Boolean))].sort().concat(null))
  expect((await w.admin.get('/records/deal/aggregate?measure=min:closingDate,max:closingDate,max:createdAt')).data).toEqual([{ 'min:closingDate': '2026-02-15', 'max:closingDate': '2026-12-15', 'max:createdAt': all[0].createdAt }])
  await w.admin.post('/objects', { name: 'gem', label: { en: 'Gem' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'carat', type: 'decimal', label: { en: 'Carat' } }] })
  await w.admin.post('/records/gem/batch', { operations: ['1.50', 1.5, '0.25', null].map(carat => ({ op: 'create', data: { name: 'Ruby', carat } })) })
  // and texts as they are written
  await w.admin.post('/objects/gem/fields', { name: 'page', type: 'url', label: { en: 'Page' } })
  await w.admin.create('gem', { name: 'Opal', page: 'https://example.com/Batu/Opal' })
  expect((await w.admin.get('/records/gem/aggregate?groupBy=page')).data[0]).toEqual({ page: 'https://example.com/Batu/Opal', count: 1 })
  await w.admin.remove('gem', (await w.admin.list('gem', { filter: { name: { eq: 'Opal' } } })).data[0].id)
  // a relation that leads to one of several objects is one value
  const [tas] = (await w.admin.list('deal', { limit: 1 })).data
  for (const about of [{ object: 'deal', id: tas.id }, { object: 'deal', id: tas.id }, null]) await w.admin.create('task', { subject: 'x', about })
  expect((await w.admin.get('/records/task/aggregate?groupBy=about&measure=count,countDistinct:about')).data).toEqual([{ about: { object: 'deal', id: tas.id }, count: 2, 'countDistinct:about': 1 }, { about: null, count: 1, 'countDistinct:about': 0 }])
  // so is an amount, which 100 of another currency are not
  await w.admin.post('/objects/gem/fields', { name: 'price', type: 'currency', label: { en: 'Price' } })
  const stones = (await w.admin.list('gem')).data
  const prices = [{ amount: 100, currency: 'USD' }, 100, '100.00', null]
  for (const [at, price] of prices.entries()) await w.admin.update('gem', stones[at].id, { price })
  expect((await w.admin.get('/records/gem/aggregate?groupBy=price&measure=count,sum:price')).data).toEqual([
    { price: { amount: 100, currency: 'IDR' }, count: 2, 'sum:price': { amount: 200, currency: 'IDR' } }, { price: prices[0], count: 1, 'sum:price': prices[0] }, { price: null, count: 1, 'sum:price': null }])
  expect((await w.admin.get('/records/gem/aggregate?groupBy=carat')).data).toEqual([{ carat: 0.25, count: 1 }, { carat: 1.5, count: 2 }, { carat: null, count: 1 }])
  expect((await w.admin.get('/records/gem/aggregate?measure=min:carat,max:carat,sum:carat')).data).toEqual([{ 'min:carat': 0.25, 'max:carat': 1.5, 'sum:carat': 3.25 }])
})

test('beside an amount everything else is measured over all rows, those without an amount too', async () => {
  await w.admin.post('/objects', { name: 'bill', label: { en: 'Bill' }, fields: [['name', 'text'], ['kind', 'text'], ['fee', 'decimal'], ['total', 'currency']].map(([name, type]) => ({ name, type, label: { en: name } })) })
  const rows: [kind: string, fee: number, total: object | null][] = [['a', 1.5, { amount: 10, currency: 'IDR' }], ['a', 2.5, null], ['b', 4, { amount: 5, currency: 'USD' }], ['b', 8, { amount: 6, currency: 'IDR' }], ['b', 32, null], ['c', 16, null], ['d', 64, { amount: 1, currency: 'USD' }], ['d', 128, null],
    ...[1, 1, 0].map((amount): [string, number, object] => ['e', 1, { amount, currency: 'IDR' }])]
  await w.admin.post('/records/bill/batch', { operations: rows.map(([kind, fee, total]) => ({ op: 'create', data: { name: kind, kind, fee, total } })) })
  const read = async (query: string) => (await w.admin.get(`/records/bill/aggregate?${query}`)).data
  expect(await read('groupBy=kind&measure=sum:fee,max:fee,countDistinct:fee,count,sum:total')).toEqual([
    { 'kind': 'a', 'sum:fee': 4, 'max:fee': 2.5, 'countDistinct:fee': 2, 'count': 2, 'sum:total': { amount: 10, currency: 'IDR' } },
    { 'kind': 'b', 'sum:fee': 40, 'max:fee': 32, 'countDistinct:fee': 2, 'count': 2, 'sum:total': { amount: 6, currency: 'IDR' } },
    { 'kind': 'b', 'sum:fee': 4, 'max:fee': 4, 'countDistinct:fee': 1, 'count': 1, 'sum:total': { amount: 5, currency: 'USD' } },
    { 'kind': 'c', 'sum:fee': 16, 'max:fee': 16, 'countDistinct:fee': 1, 'count': 1, 'sum:total': null },
    { 'kind': 'd', 'sum:fee': 192, 'max:fee': 128, 'countDistinct:fee': 2, 'count': 2, 'sum:total': { amount: 1, currency: 'USD' } },
    { 'kind': 'e', 'sum:fee': 3, 'max:fee': 1, 'countDistinct:fee': 1, 'count': 3, 'sum:total': { amount: 2, currency: 'IDR' } }])
  const all = encodeURIComponent(JSON.stringify({ kind: { in: ['a', 'c'] } }))
  const third = encodeURIComponent(JSON.stringify({ kind: { eq: 'e' } }))
  expect(await read(`measure=avg:total&filter=${third}`)).toEqual([{ 'avg:total': { amount: 0.6667, currency: 'IDR' } }])
  expect(await read(`measure=avg:fee,sum:total&filter=${all}`)).toEqual([{ 'avg:fee': 20 / 3, 'sum:total': { amount: 10, currency: 'IDR' } }])
})

test('sums are exact: decimals to their last digit, numbers to the fifteenth; no measure is the count', async () => {
  const parts = [['number', 'weight'], ['decimal', 'carats'], ['relation', 'company']].map(([type, name]) => ({ name, type, label: { en: name }, ...type === 'relation' && { to: 'company' } }))
  await w.admin.post('/objects', { name: 'parcel', label: { en: 'Parcel' }, title: 'name', fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, ...parts] })
  await w.admin.post('/objects/company/fields', { name: 'weight', type: 'rollup', rollup: { object: 'parcel', by: 'company', measure: 'sum', of: 'weight' }, label: { en: 'Weight' } })
  const { id: company } = await w.admin.create('company', { name: 'PT Berat' })
  const rows = [{ weight: 0.1, carats: '0.1', tags: ['light'] }, { weight: 0.2, carats: '0.00005', tags: ['light'] }, { weight: 1e15, carats: '12345678901234567890.12345' }]
  for (const row of rows) await w.admin.create('parcel', { name: 'Parcel', company: row.tags ? company : null, ...row })
  const sums = async (filter = {}) => (await w.admin.get(`/records/parcel/aggregate?measure=sum:weight,sum:carats&filter=${encodeURIComponent(JSON.stringify(filter))}`)).data
  expect(await sums({ tags: { hasAny: ['light'] } })).toEqual([{ 'sum:weight': 0.3, 'sum:carats': 0.10005 }])
  expect(await sums()).toEqual([{ 'sum:weight': 1e15 + 0.3, 'sum:carats': '12345678901234567890.2235' }])
  expect(await sums({ name: { eq: 'Nothing' } })).toEqual([{ 'sum:weight': null, 'sum:carats': null }])
  expect((await w.admin.read('company', company)).weight).toBe(0.3)
  for (const query of ['', '?measure=', '?measure=,']) expect((await w.admin.get(`/records/parcel/aggregate${query}`)).data).toEqual([{ count: 3 }])
})

test('kept sums follow every change: edit, move, delete, restore', async () => {
  const own = await testWorkspace()
  const read = async () => {
    const [kept, counted] = await Promise.all(['', `&filter=${encodeURIComponent('{"name":{"empty":false}}')}`].map(more => own.admin.get(`/records/deal/aggregate?groupBy=stage&measure=sum:amount,count${more}`)))
    expect(kept).toEqual(counted)
    return kept.data
  }
  const one = await own.admin.create('deal', { name: 'One', amount: '10.5' })
  const two = await own.admin.create('deal', { name: 'Two', amount: 4 })
  await own.admin.update('deal', one.id, { stage: 'won' })
  expect(await read()).toHaveLength(2)
  await own.admin.update('deal', two.id, { stage: 'won', amount: { amount: 1, currency: 'IDR' } })
  await own.admin.remove('deal', one.id)
  expect(await read()).toEqual([{ stage: 'won', 'sum:amount': { amount: 1, currency: 'IDR' }, count: 1 }])
  await own.admin.post(`/records/deal/${one.id}/restore`)
  expect(await read()).toEqual([{ stage: 'won', 'sum:amount': { amount: 11.5, currency: 'IDR' }, count: 2 }])
})

test('what cannot be read is refused, not guessed', async () => {
  const wrong = ['filter={', 'filter=[]', `filter=${encodeURIComponent('{"nope":{"eq":1}}')}`, `filter=${encodeURIComponent('{"amount":{"near":1}}')}`, 'sort=nope', 'sort=name,amount,stage,source', 'limit=0', 'limit=501', 'limit=x', 'fields=nope', 'expand=name', 'count=maybe', 'color=red']
  for (const query of wrong) expect([400, 422], query).toContain((await w.admin.send('GET', `/records/deal?${query}`)).status)
  for (const query of ['groupBy=nope', 'groupBy=name:month', 'groupBy=stage,source,name', 'measure=sum:name', 'measure=median:amount']) expect((await w.admin.send('GET', `/records/deal/aggregate?${query}`)).status, query).toBe(422)
  let deep: object = { name: { eq: 'x' } }
  for (let level = 0; level < 100; level++) deep = { not: deep }
  expect((await w.admin.send('POST', '/records/deal/query', { filter: deep })).status).toBe(422)
})
