// Unique values that pass from one record to another within one batch: what holds at its end decides, whatever the order.
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
let a: any
let b: any
let round = 0
const text = { type: 'text', label: { en: 'Text' } }
beforeAll(async () => {
  w = await testWorkspace()
  await w.admin.post('/objects', { name: 'locker', label: { en: 'Locker' }, title: 'name', uniqueSets: [{ fields: ['hall', 'number'] }], fields: [
    { name: 'name', ...text }, { name: 'hall', ...text }, { name: 'number', ...text }, { name: 'badge', ...text, unique: true }, { name: 'holder', type: 'email', label: { en: 'Holder' }, unique: true }] })
})
afterAll(() => w?.close())
beforeEach(async () => {
  round++
  ;[a, b] = await Promise.all(['A', 'B'].map(name => w.admin.create('locker', { name, hall: `H${round}`, number: name, badge: `${name}${round}`, holder: `${name}${round}@example.com`, externalId: `${name}-${round}` })))
})

const batch = (operations: object[], atomic = true) => w.admin.send('POST', '/records/locker/batch', { atomic, operations })
const update = ({ id }: any, data: object) => ({ op: 'update', id, data })
const remove = ({ id }: any) => ({ op: 'delete', id })
const create = (data: object) => ({ op: 'create', data: { name: 'New', ...data } })
const read = ({ id }: any) => w.admin.read('locker', id)
const faults = ({ status, body }: any) => [status, body.errors.map((error: any) => `${error.path} ${error.code}`)]

test('two records swap their values, alone or together unique, each by one change', async () => {
  const swapped = await batch([update(a, { badge: b.badge, number: 'B', holder: b.holder.toUpperCase(), externalId: b.externalId }), update(b, { badge: a.badge, number: 'A', holder: a.holder, externalId: a.externalId })])
  expect(swapped.body.results.map((each: any) => [each.status, each.record.badge, each.record.number, each.record.version])).toEqual([[200, b.badge, 'B', 2], [200, a.badge, 'A', 2]])
  expect([await read(a), await read(b)]).toMatchObject([{ badge: b.badge, number: 'B', externalId: b.externalId }, { badge: a.badge, number: 'A', externalId: a.externalId }])
  const [{ changes }] = (await w.admin.get(`/records/locker/${a.id}/timeline?types=change`)).data
  expect(changes.find((change: any) => change.field === 'badge')).toMatchObject({ from: a.badge, to: b.badge })
  const turned = await Promise.all(Array.from({ length: 60 }, (_, at) => w.admin.create('locker', { name: 'Ring', badge: `ring${at}` })))
  expect((await batch(turned.map((each, at) => update(each, { badge: `ring${(at + 1) % 60}` })))).status).toBe(200)
  expect((await read(turned[59])).badge).toBe('ring0')
})

test('what a deleted or a changed record gives up is another\'s in the same batch, also of one that comes back', async () => {
  expect((await batch([remove(a), create({ badge: a.badge, hall: a.hall, number: 'A', externalId: a.externalId })])).body.results.map((each: any) => each.status)).toEqual([204, 201])
  expect((await batch([create({ badge: b.badge, hall: b.hall, number: 'B' }), update(b, { badge: null, number: null })])).body.results.map((each: any) => each.status)).toEqual([201, 200])
  expect(await read(b)).toMatchObject({ badge: null, number: null, name: 'B' })
})

test('who holds a value at the end keeps it from all others, and nothing is written', async () => {
  expect(faults(await batch([update(a, { badge: b.badge }), update(b, { name: 'Still' })]))).toEqual([422, ['operations[0].data.badge conflict.unique']])
  expect(faults(await batch([update(a, { number: 'C' }), create({ hall: a.hall, number: 'C' })]))).toEqual([422, ['operations[1].data.hall conflict.uniqueSet']])
  expect(faults(await batch([remove(a), create({ badge: a.badge }), create({ badge: a.badge })]))).toEqual([422, ['operations[2].data.badge conflict.unique']])
  expect([await read(a), await read(b)]).toMatchObject([{ badge: a.badge, number: 'A', version: 1 }, { badge: b.badge, name: 'B', version: 1 }])
})

test('without the half that is refused the other half of a swap is refused too', async () => {
  const { body: { results } } = await batch([update(a, { badge: b.badge }), update(b, { badge: a.badge, holder: 'nobody' })], false)
  expect(results.map((each: any) => each.errors.map((error: any) => `${error.path} ${error.code}`))).toEqual([['operations[0].data.badge conflict.unique'], ['operations[1].data.holder email.invalid']])
  expect((await read(a)).badge).toBe(a.badge)
})

test('an import and its trial let two rows swap', async () => {
  const file = `id,badge\n${a.externalId},${b.badge}\n${b.externalId},${a.badge}\n`
  const options = { object: 'locker', mode: 'upsert', matchOn: ['externalId'], mapping: { id: 'externalId', badge: 'badge' } }
  expect(await importFile(w.admin, { ...options, dryRun: true }, file)).toMatchObject({ updated: 2, failed: 0 })
  expect(await importFile(w.admin, options, file)).toMatchObject({ updated: 2, failed: 0 })
  expect([(await read(a)).badge, (await read(b)).badge]).toEqual([b.badge, a.badge])
})
