// Computed fields over HTTP: formulas over the record and across a relation, roll-ups that are always right.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Client } from '../../test/client.ts'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let admin: Client
beforeAll(async () => {
  w = await testWorkspace()
  admin = w.admin
  await admin.post('/objects', { name: 'purchase', label: { en: 'Purchase' }, title: 'code', fields: [
    { name: 'code', label: { en: 'Code' }, type: 'text', required: true },
    { name: 'customer', label: { en: 'Customer' }, type: 'relation', to: 'company' },
    { name: 'total', label: { en: 'Total' }, type: 'currency' },
    { name: 'paid', label: { en: 'Paid' }, type: 'boolean' },
    { name: 'paidOn', label: { en: 'Paid on' }, type: 'date' },
  ] })
  const add = (object: string, field: object) => admin.post(`/objects/${object}/fields`, field)
  await add('company', { name: 'gmv', label: { en: 'GMV' }, type: 'rollup', rollup: { object: 'purchase', by: 'customer', measure: 'sum', of: 'total', filter: { paid: { eq: true } } } })
  await add('company', { name: 'purchases', label: { en: 'Purchases' }, type: 'rollup', rollup: { object: 'purchase', by: 'customer', measure: 'count' } })
  await add('company', { name: 'averageOrder', label: { en: 'Average' }, type: 'rollup', rollup: { object: 'purchase', by: 'customer', measure: 'avg', of: 'total' } })
  await add('company', { name: 'lastCode', label: { en: 'Last' }, type: 'rollup', rollup: { object: 'purchase', by: 'customer', measure: 'last', of: 'code' } })
  await add('company', { name: 'years', label: { en: 'Years' }, type: 'number' })
  await add('company', { name: 'clv', label: { en: 'CLV' }, type: 'formula', formula: 'averageOrder * purchases * coalesce(years, 1)' })
  await add('purchase', { name: 'label', label: { en: 'Label' }, type: 'formula', formula: 'code + " – " + coalesce(customer.name, "?")' })
})
afterAll(() => w.close())

const company = async (id: string) => admin.read('company', id)
const idr = (amount: number) => ({ amount, currency: 'IDR' })

test('PLT-18: a customer\'s GMV equals the sum of its paid orders, also after a delete', async () => {
  const { id } = await admin.create('company', { name: 'Sumber Rejeki' })
  expect(await company(id)).toMatchObject({ gmv: idr(0), purchases: 0, averageOrder: null, lastCode: null })
  const first = await admin.create('purchase', { code: 'A-1', customer: id, total: 100_000.25, paid: true })
  const second = await admin.create('purchase', { code: 'A-2', customer: id, total: 50_000, paid: false })
  expect(await company(id)).toMatchObject({ gmv: idr(100_000.25), purchases: 2, averageOrder: idr(75_000.125), lastCode: 'A-2' })
  await admin.patch(`/records/purchase/${second.id}`, { paid: true })
  expect((await company(id)).gmv).toEqual(idr(150_000.25))
  await admin.delete(`/records/purchase/${first.id}`)
  expect(await company(id)).toMatchObject({ gmv: idr(50_000), purchases: 1 })
  await admin.post(`/records/purchase/${first.id}/restore`, {})
  expect((await company(id)).gmv).toEqual(idr(150_000.25))
  const other = await admin.create('company', { name: 'Lain' })
  await admin.patch(`/records/purchase/${first.id}`, { customer: other.id })
  expect([(await company(id)).gmv, (await company(other.id)).gmv]).toEqual([idr(50_000), idr(100_000.25)])
  expect((await admin.list('company', { filter: { gmv: { gt: 60_000 } }, sort: '-gmv' })).data.map(each => each.id)).toEqual([other.id])
})

test('records in the bin count for nothing: deleted one by one, together or with their customer, restored in any order', async () => {
  const { id } = await admin.create('company', { name: 'Tempat Sampah' })
  const made = await Promise.all([100, 200, 300, 400].map((total, at) => admin.create('purchase', { code: `S-${at}`, customer: id, total, paid: true })))
  const ids = made.map(each => each.id)
  const put = (op: 'delete', which: string[]) => admin.post('/records/purchase/batch', { operations: which.map(each => ({ op, id: each })) })
  await put('delete', ids.slice(1))
  expect(await company(id)).toMatchObject({ gmv: idr(100), purchases: 1, averageOrder: idr(100), lastCode: 'S-0' })
  await admin.remove('purchase', ids[0])
  expect(await company(id)).toMatchObject({ gmv: idr(0), purchases: 0, averageOrder: null, lastCode: null })
  // the customer lies in the bin while its purchases come back, change and go
  await admin.remove('company', id)
  for (const each of ids.slice(0, 3)) await admin.post(`/records/purchase/${each}/restore`, {})
  await admin.update('purchase', ids[1], { total: 250 })
  await admin.remove('purchase', ids[2])
  await admin.post(`/records/company/${id}/restore`, {})
  expect(await company(id)).toMatchObject({ gmv: idr(350), purchases: 2, averageOrder: idr(175), lastCode: 'S-1' })
  const bulk = await admin.post('/records/purchase/bulk', { ids: ids.slice(0, 2), change: { delete: true } })
  await w.settle()
  expect(await admin.get(`/bulk/${bulk.id}`)).toMatchObject({ status: 'completed', changed: 2 })
  expect(await company(id)).toMatchObject({ gmv: idr(0), purchases: 0 })
})

test('roll-ups of one relation, with the same filter and with another, are each right after every kind of write', async () => {
  const paid = { paid: { eq: true } }
  const kinds = [['paidCount', 'count'], ['paidMean', 'avg', 'total'], ['paidMost', 'max', 'total'], ['paidLeast', 'min', 'total'], ['firstPaid', 'first', 'code'], ['lastPaidOn', 'max', 'paidOn']]
  for (const [name, measure, of] of kinds) await admin.post('/objects/company/fields', { name, label: { en: name }, type: 'rollup', rollup: { object: 'purchase', by: 'customer', measure, ...of && { of }, filter: paid } })
  const [{ id }, other] = [await admin.create('company', { name: 'Bersama' }), await admin.create('company', { name: 'Terpisah' })]
  const { results } = await admin.post('/records/purchase/batch', { atomic: false, operations: [
    { code: 'G-1', customer: id, total: 10, paid: false }, { code: 'G-2', customer: id, total: 20, paid: true, paidOn: '2026-03-01' }, { code: 'G-3', customer: id, total: 40, paid: true, paidOn: '2026-02-01' }, { code: 'G-4', customer: other.id, total: 5, paid: false },
  ].map(data => ({ op: 'create', data })) })
  expect(await company(id)).toMatchObject({ purchases: 3, lastCode: 'G-3', gmv: idr(60), paidCount: 2, paidMean: idr(30), paidMost: idr(40), paidLeast: idr(20), firstPaid: 'G-2', lastPaidOn: '2026-03-01' })
  const none = { gmv: idr(0), paidCount: 0, paidMean: null, paidMost: null, paidLeast: null, firstPaid: null, lastPaidOn: null }
  expect(await company(other.id)).toMatchObject({ ...none, purchases: 1, lastCode: 'G-4' })
  await admin.update('purchase', results[2].record.id, { customer: other.id })
  await admin.update('purchase', results[1].record.id, { paid: false })
  expect(await company(id)).toMatchObject({ ...none, purchases: 2, lastCode: 'G-2' })
  expect(await company(other.id)).toMatchObject({ purchases: 2, lastCode: 'G-4', gmv: idr(40), paidCount: 1, paidMean: idr(40), paidMost: idr(40), paidLeast: idr(40), firstPaid: 'G-3', lastPaidOn: '2026-02-01' })
  for (const [name] of kinds) await admin.delete(`/objects/company/fields/${name}`)
})

test('PLT-17: CLV = average order × frequency × lifetime recomputes when an order is added', async () => {
  const { id, version } = await admin.create('company', { name: 'Maju', years: 3 })
  expect((await company(id)).clv).toBe(null)
  await admin.create('purchase', { code: 'B-1', customer: id, total: 100_000 })
  expect((await company(id)).clv).toEqual(idr(300_000))
  await admin.create('purchase', { code: 'B-2', customer: id, total: 200_000 })
  expect((await company(id)).clv).toEqual(idr(900_000))
  // what is computed is no edit: whoever has the record open may still save
  const reply = await admin.send('PATCH', `/records/company/${id}`, { years: 2 }, { 'if-match': `"${version}"` })
  expect([reply.status, reply.body.clv]).toEqual([200, idr(600_000)])
})

test('a formula follows the record that it reads across a relation', async () => {
  const { id } = await admin.create('company', { name: 'Lama' })
  const purchase = await admin.create('purchase', { code: 'C-1', customer: id })
  expect(purchase.label).toBe('C-1 – Lama')
  await admin.patch(`/records/company/${id}`, { name: 'Baru' })
  expect((await admin.read('purchase', purchase.id)).label).toBe('C-1 – Baru')
  const timeline = await admin.get(`/records/purchase/${purchase.id}/timeline`)
  expect(timeline.data[0].changes).toMatchObject([{ field: 'label', from: 'C-1 – Lama', to: 'C-1 – Baru' }])
  await admin.delete(`/records/company/${id}`)
  expect((await admin.read('purchase', purchase.id)).label).toBe('C-1 – ?')
})

test('after a merge, and its undo, the sums are those of the records that point there', async () => {
  const [one, other] = await Promise.all(['Satu', 'Dua'].map(name => admin.create('company', { name })))
  await admin.create('purchase', { code: 'M-1', customer: one.id, total: 1000, paid: true })
  await admin.create('purchase', { code: 'M-2', customer: other.id, total: 2000, paid: true })
  await admin.post('/records/company/merge', { into: one.id, from: [other.id] })
  expect(await company(one.id)).toMatchObject({ gmv: idr(3000), purchases: 2 })
  const { data: [{ merge }] } = await admin.get(`/records/company/${one.id}/merges`)
  await admin.post(`/records/company/merge/${merge.id}/undo`)
  expect([(await company(one.id)).gmv, (await company(other.id)).gmv]).toEqual([idr(1000), idr(2000)])
})

test('an import of many rows leaves every sum right', async () => {
  const { id } = await admin.create('company', { name: 'Grosir Abadi' })
  const rows = ['Code,Customer,Total,Paid', ...Array.from({ length: 300 }, (_, at) => `I-${at},Grosir Abadi,${at},true`)]
  const mapping = { Code: 'code', Customer: { field: 'customer', matchOn: 'name' }, Total: 'total', Paid: 'paid' }
  expect(await importFile(admin, { object: 'purchase', mapping }, rows.join('\n'))).toMatchObject({ status: 'completed', created: 300 })
  expect(await company(id)).toMatchObject({ gmv: idr(299 * 150), purchases: 300 })
})

test('many at once, by many writers: no purchase is lost from a sum', async () => {
  const { id } = await admin.create('company', { name: 'Ramai' })
  await Promise.all(Array.from({ length: 20 }, (_, at) => admin.post('/records/purchase/batch', {
    operations: Array.from({ length: 10 }, (__, each) => ({ op: 'create', data: { code: `D-${at}-${each}`, customer: id, total: 1000, paid: true } })),
  })))
  expect(await company(id)).toMatchObject({ gmv: idr(200_000), purchases: 200 })
})

test('a new formula is computed for the records that are there', async () => {
  const { id } = await admin.create('company', { name: 'Sudah ada', years: 4 })
  await admin.post('/objects/company/fields', { name: 'months', label: { en: 'Months' }, type: 'formula', formula: 'years * 12', result: 'number' })
  await w.settle()
  expect((await company(id)).months).toBe(48)
  await admin.patch('/objects/company/fields/months', { formula: 'years * 12 + 1' })
  await w.settle()
  expect((await company(id)).months).toBe(49)
})

test('what cannot be computed is refused when it is saved, with the reason; nobody gives a computed value', async () => {
  const add = (formula: string, more: object = {}) => admin.send('POST', '/objects/company/fields', { name: 'bad', label: { en: 'Bad' }, type: 'formula', formula, ...more })
  for (const formula of ['', 'years +', 'unknownField * 2', 'name + 1', 'years > ', '[1, 2', 'updatedAt', 'x'.repeat(6000)]) {
    expect([formula, (await add(formula)).status]).toEqual([formula, 422])
  }
  expect((await add('years * 2', { result: 'text' })).body.errors).toMatchObject([{ path: 'formula', code: 'formula.result' }])
  expect((await add('years', { required: true })).body.errors).toMatchObject([{ path: 'required' }])
  for (const rollup of [{ object: 'purchase', by: 'total', measure: 'count' }, { object: 'nothing', by: 'x', measure: 'count' }, { object: 'purchase', by: 'customer', measure: 'sum', of: 'code' }, { object: 'purchase', by: 'customer', measure: 'sum' }]) {
    expect((await admin.send('POST', '/objects/company/fields', { name: 'bad', label: { en: 'Bad' }, type: 'rollup', rollup })).body.errors).toMatchObject([{ path: 'rollup', code: 'rollup.invalid' }])
  }
  expect((await admin.send('POST', '/records/company', { name: 'X', clv: 1 })).status).toBe(403)
})

test('formulas that stand on themselves are refused with the way', async () => {
  await admin.post('/objects/company/fields', { name: 'loopA', label: { en: 'A' }, type: 'formula', formula: 'years + 1' })
  await admin.post('/objects/company/fields', { name: 'loopB', label: { en: 'B' }, type: 'formula', formula: 'loopA + 1' })
  const reply = await admin.send('PATCH', '/objects/company/fields/loopA', { formula: 'loopB + 1' })
  expect([reply.status, reply.body.errors[0].code]).toEqual([422, 'formula.loop'])
  expect(reply.body.errors[0].message).toContain('company.loopA → company.loopB → company.loopA')
})

test('a field that a formula or a roll-up reads stays, and whoever may not know it does not know what is computed from it', async () => {
  const used = await admin.send('DELETE', '/objects/company/fields/years')
  expect([used.status, used.body.code]).toEqual([409, 'conflict.inUse'])
  expect((await admin.send('DELETE', '/objects/purchase/fields/paid')).status).toBe(409)
  await admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, objects: { company: { read: 'all', create: false, update: 'none', delete: 'none' }, purchase: { read: 'all', create: false, update: 'none', delete: 'none', fields: { total: 'hidden' } } } })
  const clerk = await w.key('clerk')
  const [seen] = (await clerk.list('company')).data
  expect(Object.keys(seen)).toContain('purchases')
  for (const hidden of ['gmv', 'averageOrder', 'clv']) expect(Object.keys(seen)).not.toContain(hidden)
  expect((await clerk.send('GET', `/records/company?sort=-gmv`)).status).toBe(422)
})

test('fields named as the formula language names its own are read like any other, and stand in nobody\'s way', async () => {
  const number = (name: string) => ({ name, label: { en: name }, type: 'number' })
  await admin.post('/objects', { name: 'parcel', label: { en: 'Parcel' }, title: 'string', fields: [
    { name: 'string', label: { en: 'Text' }, type: 'text' }, { name: 'type', label: { en: 'Type' }, type: 'select', options: [{ value: 'box', label: { en: 'Box' } }] },
    { name: 'map', label: { en: 'Map' }, type: 'relation', to: 'parcel' },
    ...['double', 'int', 'package', 'return', 'day', 'google'].map(number),
    { name: 'all', label: { en: 'All' }, type: 'formula', formula: 'string + " type " + type + " " + map.type + r"\\ string" // + string' },
    { name: 'weight', label: { en: 'Weight' }, type: 'formula', formula: 'package * 2 + double(int) + double' },
  ] })
  const outer = await admin.create('parcel', { string: 'Outer', type: 'box' })
  expect(await admin.create('parcel', { string: 'Inner', type: 'box', map: outer.id, package: 2, int: 3, double: 4 })).toMatchObject({ all: 'Inner type box box\\ string', weight: 11 })
  // such a field beside a formula that was there before, and a change after it
  await admin.post('/objects/company/fields', number('bool'))
  await admin.post('/objects/company/fields', { name: 'late', label: { en: 'Late' }, type: 'formula', formula: 'bool + 1' })
  expect(await admin.create('company', { name: 'PT Kata', bool: 4 })).toMatchObject({ late: 5 })
  const refused = await admin.send('POST', '/objects/parcel/fields', { name: 'wrong', label: { en: 'X' }, type: 'formula', formula: 'createdBy + "x"' })
  expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'formula.invalid'])
  expect(refused.body.errors[0].message).toMatch(/Unknown variable: createdBy/)
  expect((await admin.get('/objects/parcel/fields/package/uses')).data).toMatchObject([{ path: 'objects.parcel.fields.weight' }])
})

test('what was computed otherwise while a record lay in the bin is right when it comes back', async () => {
  const { id } = await admin.create('company', { name: 'Dulu' })
  const purchase = await admin.create('purchase', { code: 'R-1', customer: id })
  await admin.remove('purchase', purchase.id)
  await admin.update('company', id, { name: 'Kini' })
  await admin.post('/objects/purchase/fields', { name: 'double', label: { en: 'Twice' }, type: 'formula', formula: 'code + code' })
  await w.settle()
  await admin.post(`/records/purchase/${purchase.id}/restore`)
  expect(await admin.read('purchase', purchase.id)).toMatchObject({ label: 'R-1 – Kini', double: 'R-1R-1' })
  await admin.delete('/objects/purchase/fields/double')
})

test('computed fields are grouped, added up and exported as what they hold', async () => {
  const add = (name: string, more: object) => admin.post('/objects/purchase/fields', { name, label: { en: name }, type: 'formula', ...more })
  await add('fee', { formula: 'total * 0.1' })
  await add('grade', { formula: 'total > money(500, "IDR") ? "VIP Gold" : "Plain"' })
  await add('dueOn', { formula: 'addDays(paidOn, 30)' })
  const [one, two] = [await admin.create('company', { name: 'Hitung A' }), await admin.create('company', { name: 'Hitung B' })]
  for (const [customer, total, paidOn] of [[one, 1000, '2026-03-05'], [one, 400, '2026-03-20'], [two, 2000, '2026-05-02']] as const) await admin.create('purchase', { code: 'Z', customer: customer.id, total, paidOn, paid: true })
  await admin.create('purchase', { code: 'Z', customer: two.id, total: { amount: 50, currency: 'USD' } })
  const only = encodeURIComponent(JSON.stringify({ code: { eq: 'Z' } }))
  const figures = async (query: string) => (await admin.get(`/records/purchase/aggregate?${query}&filter=${only}`)).data
  expect(await figures('groupBy=dueOn:month&measure=sum:fee,count')).toEqual([
    { 'dueOn:month': '2026-04-01', 'sum:fee': idr(140), 'count': 2 }, { 'dueOn:month': '2026-06-01', 'sum:fee': idr(200), 'count': 1 }, { 'dueOn:month': null, 'sum:fee': { amount: 5, currency: 'USD' }, 'count': 1 },
  ])
  expect(await figures('groupBy=grade&measure=count')).toEqual(expect.arrayContaining([{ grade: 'VIP Gold', count: 2 }, { grade: 'Plain', count: 1 }]))
  const companies = encodeURIComponent(JSON.stringify({ name: { in: ['Hitung A', 'Hitung B'] } }))
  expect((await admin.get(`/records/company/aggregate?measure=sum:gmv,max:gmv&filter=${companies}`)).data).toEqual([{ 'sum:gmv': idr(3400), 'max:gmv': idr(2000) }])
  // a list can be saved by what it can be asked for
  const view = await admin.post('/views', { object: 'purchase', label: { en: 'By due month' }, groupBy: 'dueOn:month', totals: ['sum:fee'] })
  expect(await admin.get(`/views/${view.id}`)).toMatchObject({ groupBy: 'dueOn:month', totals: ['sum:fee'] })
  const { id } = await admin.post('/exports', { object: 'purchase', format: 'csv', labels: false, filter: { code: { eq: 'Z' } }, sort: 'createdAt', fields: ['fee', 'dueOn', 'grade'] })
  await w.settle()
  expect((await admin.bytes(`/exports/${id}/file`)).toString().slice(1).trimEnd().split('\r\n').slice(0, 2)).toEqual(['fee,fee/currency,dueOn,grade', '100,IDR,2026-04-04,VIP Gold'])
})

test('the completeness of the records that are there follows the weights, and what is computed', async () => {
  const filled = await admin.create('company', { name: 'Berbobot', years: 3 })
  const empty = await admin.create('company', { name: 'Kosong' })
  const shares = async () => [(await company(filled.id)).completeness, (await company(empty.id)).completeness]
  const { fields } = await admin.get('/objects/company')
  for (const { name, weight } of fields) if (weight) await admin.patch(`/objects/company/fields/${name}`, { weight: 0 })
  await w.settle()
  expect(await shares()).toEqual([null, null])
  await admin.patch('/objects/company/fields/years', { weight: 30 })
  await admin.patch('/objects/company/fields/lastCode', { weight: 70 })
  await w.settle()
  expect(await shares()).toEqual([30, 0])
  await admin.create('purchase', { code: 'W-1', customer: empty.id })
  expect(await shares()).toEqual([30, 70])
  expect((await company(filled.id)).version).toBe(filled.version)
})

test('a roll-up of the last days follows the calendar, and none is of whoever looks', async () => {
  const other = await testWorkspace()
  await other.setClock('2027-03-01T10:00:00+07:00')
  const rollup = (filter: object) => other.admin.send('POST', '/objects/company/fields', { name: 'recent', label: { en: 'Recent' }, type: 'rollup', rollup: { object: 'deal', by: 'company', measure: 'sum', of: 'amount', filter } })
  for (const me of ['@me', '@branch']) expect((await rollup({ owner: { in: [me] } })).body.errors).toMatchObject([{ path: 'rollup', code: 'rollup.invalid' }])
  expect((await rollup({ closingDate: { last: { days: 30 } } })).status).toBe(201)
  const [busy, quiet] = [await other.admin.create('company', { name: 'Ramai' }), await other.admin.create('company', { name: 'Sepi' })]
  for (const [closingDate, amount] of [['2027-02-20', 100], ['2027-02-05', 10]]) await other.admin.create('deal', { name: 'Tas', company: busy.id, closingDate, amount })
  const recent = async (id: string) => (await other.admin.read('company', id)).recent.amount
  const seen = [await recent(busy.id)]
  for (const now of ['2027-03-10T01:00:00+07:00', '2027-03-10T02:00:00+07:00', '2027-04-01T01:00:00+07:00']) {
    await other.setClock(now)
    await other.settle()
    seen.push(await recent(busy.id))
  }
  expect([seen, await recent(quiet.id), (await other.admin.read('company', busy.id)).version]).toEqual([[110, 100, 100, 0], 0, busy.version])
})

test('an average of numbers, stars or durations is told, and the records that are averaged are written', async () => {
  await admin.post('/objects', { name: 'tasting', label: { en: 'Tasting' }, title: 'name', fields: [
    { name: 'name', label: { en: 'Name' }, type: 'text', required: true },
    { name: 'place', label: { en: 'Place' }, type: 'relation', to: 'company' },
    { name: 'points', label: { en: 'Points' }, type: 'number' },
    { name: 'stars', label: { en: 'Stars' }, type: 'rating' },
    { name: 'took', label: { en: 'Took' }, type: 'duration' },
  ] })
  for (const of of ['points', 'stars', 'took']) await admin.post('/objects/company/fields', { name: `${of}Average`, label: { en: of }, type: 'rollup', rollup: { object: 'tasting', by: 'place', measure: 'avg', of } })
  const { id } = await admin.create('company', { name: 'Warung Tiga' })
  await admin.create('tasting', { name: 'first', place: id, points: 1.5, stars: 3, took: 60 })
  expect(await company(id)).toMatchObject({ pointsAverage: 1.5, starsAverage: 3, tookAverage: 60 })
  await admin.create('tasting', { name: 'second', place: id, points: 2, stars: 4, took: 61 })
  expect(await company(id)).toMatchObject({ pointsAverage: 1.75, starsAverage: 3.5, tookAverage: 61 })
})

test('a roll-up of money and decimals stays exact beyond what a number holds', async () => {
  await admin.post('/objects/purchase/fields', { name: 'grams', label: { en: 'Grams' }, type: 'decimal' })
  await admin.post('/objects/company/fields', { name: 'weight', label: { en: 'Weight' }, type: 'rollup', rollup: { object: 'purchase', by: 'customer', measure: 'sum', of: 'grams' } })
  const { id } = await admin.create('company', { name: 'Besar' })
  for (const code of ['X-1', 'X-2']) await admin.create('purchase', { code, customer: id, total: '90071992547409.9301', paid: true, grams: '90071992547409930123.25' })
  expect(await company(id)).toMatchObject({ gmv: { amount: '180143985094819.8602', currency: 'IDR' }, averageOrder: { amount: '90071992547409.9301', currency: 'IDR' }, weight: '180143985094819860246.5' })
})
