// Field type autoNumber through the front door: numbers without gaps, by month and by branch, on every way records are made.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'
import { importFile } from '../../../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../../../test/workspace.ts'

let w: TestWorkspace
beforeAll(async () => {
  w = await testWorkspace()
  await w.setClock('2030-01-21T03:00:00Z')
  await w.admin.post('/objects', { name: 'salesOrder', label: { en: 'Sales order' }, title: 'number', fields: [
    { name: 'number', type: 'autoNumber', label: { en: 'Number' }, pattern: 'SO-{yyyy}{MM}-{0000}', unique: true },
    { name: 'branchNumber', type: 'autoNumber', label: { en: 'By branch' }, pattern: '{branch}/{00}' },
    { name: 'branch', type: 'select', label: { en: 'Branch' }, options: [{ value: 'JKT', label: { en: 'Jakarta' } }, { value: 'SBY', label: { en: 'Surabaya' } }] },
    { name: 'remark', type: 'text', label: { en: 'Remark' }, max: 20 },
  ] })
})
afterAll(() => w?.close())

const numbers = async () => (await w.admin.list('salesOrder', { sort: 'number', limit: 500 })).data.map(record => record.number)

test('every way to make records counts on; what is refused leaves no gap', async () => {
  const one = await w.admin.create('salesOrder', { branch: 'JKT' })
  expect([one.number, one.branchNumber, one.version]).toEqual(['SO-203001-0001', 'JKT/01', 1])
  const refused = await w.admin.send('POST', '/records/salesOrder', { remark: 'x'.repeat(21) })
  expect(refused.status).toBe(422)
  const { results } = await w.admin.post('/records/salesOrder/batch', { operations: ['JKT', 'SBY', 'JKT'].map(branch => ({ op: 'create', data: { branch } })) })
  expect(results.map(({ record }: any) => [record.number, record.branchNumber])).toEqual([['SO-203001-0002', 'JKT/02'], ['SO-203001-0003', 'SBY/01'], ['SO-203001-0004', 'JKT/03']])
  const upsert = await w.admin.post('/records/salesOrder/upsert', { matchOn: ['externalId'], records: [{ externalId: 'a' }, { externalId: 'b' }] })
  expect(upsert.results.map(({ record }: any) => record.number)).toEqual(['SO-203001-0005', 'SO-203001-0006'])
  await importFile(w.admin, { object: 'salesOrder' }, `remark\n${Array.from({ length: 120 }, (_, at) => `r${at}`).join('\n')}\n${'x'.repeat(21)}`)
  expect(await numbers()).toEqual(Array.from({ length: 126 }, (_, at) => `SO-203001-${String(at + 1).padStart(4, '0')}`))
})

test('a new month begins at one, in the workspace\'s own time zone', async () => {
  await w.setClock('2030-01-31T17:30:00Z')
  expect((await w.admin.create('salesOrder', {})).number).toBe('SO-203002-0001')
})

test('twenty at once are numbered apart, without a gap', async () => {
  const made = await Promise.all(Array.from({ length: 20 }, () => w.admin.create('salesOrder', {})))
  expect(made.map(record => record.number).sort()).toEqual(Array.from({ length: 20 }, (_, at) => `SO-203002-${String(at + 2).padStart(4, '0')}`))
})

test('nobody gives or changes a number, an import neither, unless the definition says so', async () => {
  const given = await w.admin.send('POST', '/records/salesOrder', { number: 'SO-1' })
  expect([given.status, given.body.errors[0].code]).toEqual([403, 'field.readOnly'])
  const { id } = await w.admin.create('salesOrder', {})
  expect((await w.admin.send('PATCH', `/records/salesOrder/${id}`, { number: null })).status).toBe(403)
  await w.admin.post('/objects', { name: 'invoice', label: { en: 'Invoice' }, fields: [
    { name: 'number', type: 'autoNumber', label: { en: 'Number' }, pattern: 'INV{000}', keepGiven: true, unique: true }] })
  expect(await importFile(w.admin, { object: 'invoice', mapping: { No: 'number', Ref: 'externalId' } }, 'No,Ref\nINV041,a\nOLD-7,b\n,c\n')).toMatchObject({ created: 3, failed: 0 })
  const { data } = await w.admin.list('invoice', { sort: 'externalId' })
  expect(data.map(record => record.number)).toEqual(['INV041', 'OLD-7', 'INV042'])
  expect((await w.admin.create('invoice', {})).number).toBe('INV043')
  expect((await w.admin.send('POST', '/records/invoice', { number: 'INV9' })).status).toBe(403)
})

test('a new field numbers the records that were there, in the order in which they were made, beside those that come', async () => {
  await w.admin.post('/objects', { name: 'ticketBook', label: { en: 'Book' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }] })
  const make = (count: number) => w.admin.post('/records/ticketBook/batch', { operations: Array.from({ length: count }, () => ({ op: 'create', data: { name: 'B' } })) })
  await make(1000)
  await make(500)
  const binned = await w.admin.create('ticketBook', { name: 'binned' })
  await w.admin.remove('ticketBook', binned.id)
  await w.setClock('2030-03-01T03:00:00Z')
  await w.admin.post('/objects/ticketBook/fields', { name: 'number', type: 'autoNumber', label: { en: 'Number' }, pattern: 'B{MM}-{0000}', unique: true })
  const fresh = await Promise.all(Array.from({ length: 5 }, () => w.admin.create('ticketBook', { name: 'fresh' })))
  expect(fresh.map(record => record.number).sort()).toEqual(['B03-0001', 'B03-0002', 'B03-0003', 'B03-0004', 'B03-0005'])
  await w.settle()
  const old: any[] = []
  for (let after: string | undefined; ;) {
    const { data, page } = await w.admin.list('ticketBook', { filter: { name: { eq: 'B' } }, sort: 'id', fields: ['number'], limit: 500, ...after && { after } })
    old.push(...data)
    if (!page.next) break
    after = page.next
  }
  expect(old.map(record => record.number)).toEqual(Array.from({ length: 1500 }, (_, at) => `B02-${String(at + 1).padStart(4, '0')}`))
  expect(new Set(old.map(record => record.version))).toEqual(new Set([1]))
  await w.admin.post(`/records/ticketBook/${binned.id}/restore`)
  expect((await w.admin.read('ticketBook', binned.id)).number).toBe('B02-1501')
})

test('a number is hidden from whoever may not know the field that stands in it', async () => {
  await w.admin.post('/roles', { name: 'narrow', label: { en: 'Narrow' }, objects: { salesOrder: { read: 'all', create: true, update: 'all', delete: false, fields: { branch: 'hidden' } } } })
  const narrow = await w.key('narrow')
  const made = await narrow.create('salesOrder', {})
  expect([Object.keys(made).includes('number'), Object.keys(made).includes('branchNumber')]).toEqual([true, false])
})

test('each branch counts by itself, by the branch of the record\'s owner when it is made, her own or her team\'s', async () => {
  await w.admin.post('/objects', { name: 'receipt', label: { en: 'Receipt' }, title: 'number', fields: [{ name: 'number', type: 'autoNumber', label: { en: 'Number' }, pattern: 'K/{owner.branch}/{000}' }] })
  const [jakarta, surabaya] = [await w.admin.post('/branches', { name: 'jakarta', code: 'JKT' }), await w.admin.post('/branches', { name: 'surabaya' })]
  await w.admin.post('/teams', { name: 'sby', label: { en: 'Surabaya' }, branch: 'surabaya' })
  const [ayu, budi] = [await w.person('manager'), await w.person('manager', { team: 'sby' })]
  await w.admin.patch(`/members/${ayu.member}`, { branch: 'jakarta' })
  const made = async (owner: string) => (await w.admin.create('receipt', { owner })).number
  expect([await made(ayu.member), await made(budi.member), await made(ayu.member)]).toEqual(['K/JKT/001', 'K/surabaya/001', 'K/JKT/002'])
  // a number stays what it was when its record goes to another branch
  const { id } = await ayu.create('receipt', {})
  await w.admin.update('receipt', id, { owner: budi.member })
  expect([(await w.admin.read('receipt', id)).number, await made(budi.member)]).toEqual(['K/JKT/003', 'K/surabaya/002'])
  expect((await w.admin.create('receipt', {})).number).toBe('K//001')
  expect((await w.admin.send('PATCH', `/branches/${surabaya.id}`, { code: 'JKT' })).body.errors).toMatchObject([{ path: 'code', code: 'name.taken' }])
  for (const code of ['', 'jkt', 'J K', 'X'.repeat(13)]) expect((await w.admin.send('PATCH', `/branches/${jakarta.id}`, { code })).body.errors[0].code).toBe('branch.code')
  expect(await w.admin.patch(`/branches/${jakarta.id}`, { code: null })).toMatchObject({ name: 'jakarta', code: null })
})

test.each(['SO-{yyyy}', '{00}-{00}', 'SO-{0000', '{0000} {x-y}', ' {00}', '{0000000000000}', '{owner.team}-{00}'])('%j is no pattern', pattern => {
  expect(readerOf('autoNumber', { pattern }).definition()).toBe('definition.pattern')
})
