// Merging through the front door: values, links, history, rights, undo.
import { expect, test } from 'vitest'
import { sql } from '../../database/sql.ts'
import { testWorkspace, type TestWorkspace } from '../../../test/workspace.ts'

const mergeInto = (w: TestWorkspace, into: string, from: string[], more: object = {}) => w.admin.post('/records/contact/merge', { into, from, ...more })

async function pair(w: TestWorkspace) {
  const one = await w.admin.create('contact', { firstName: 'Budi', phone: '081234567890', tags: ['vip'], hobbies: ['golf'] })
  const other = await w.admin.create('contact', { firstName: 'Budi S', email: 'budi@example.com', phone: '081111111111', tags: ['vip', 'old'], hobbies: ['padel'], externalId: 'Z-1' })
  return { one, other }
}

test('values: kept, filled from the others, united, or taken by choice', async () => {
  const w = await testWorkspace()
  const { one, other } = await pair(w)
  const merged = await mergeInto(w, one.id, [other.id], { take: { phone: other.id } })
  expect(merged).toMatchObject({ id: one.id, firstName: 'Budi', fullName: 'Budi', email: 'budi@example.com', phone: '+6281111111111', tags: ['vip', 'old'], hobbies: ['golf', 'padel'], externalId: 'Z-1', version: 2 })
  expect((await w.admin.send('GET', `/records/contact/${other.id}`)).body.id).toBe(one.id)
  expect((await w.admin.list('contact')).data).toHaveLength(1)
  expect((await w.admin.list('contact', { bin: true })).data.map(each => each.id)).toEqual([other.id])
})

test('every link moves, of custom objects and about too; the timeline holds both stories', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'appraisal', label: { en: 'Appraisal' }, title: 'name', fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'client', type: 'relation', to: 'contact', label: { en: 'Client' } }] })
  const { one, other } = await pair(w)
  const deal = await w.admin.create('deal', { name: 'Tas', contact: other.id })
  const task = await w.admin.create('task', { subject: 'Telepon', contact: other.id, about: { object: 'contact', id: other.id } })
  const note = await w.admin.create('note', { body: 'Suka biru', about: { object: 'contact', id: other.id } })
  const appraisal = await w.admin.create('appraisal', { name: 'Jam', client: other.id })
  const { moves } = await w.admin.post('/records/contact/merge/preview', { into: one.id, from: [other.id] })
  expect(moves).toEqual(expect.arrayContaining([{ object: 'deal', count: 1 }, { object: 'task', count: 1 }, { object: 'note', count: 1 }, { object: 'appraisal', count: 1 }]))
  await mergeInto(w, one.id, [other.id])
  expect((await w.admin.read('deal', deal.id)).contact).toBe(one.id)
  expect(await w.admin.read('task', task.id)).toMatchObject({ contact: one.id, about: { object: 'contact', id: one.id }, version: 2 })
  expect((await w.admin.read('note', note.id)).about.id).toBe(one.id)
  expect((await w.admin.read('appraisal', appraisal.id)).client).toBe(one.id)
  const { data } = await w.admin.get(`/records/contact/${one.id}/timeline`)
  expect(data.find((each: any) => each.type === 'merge').merge).toMatchObject({ from: [{ id: other.id, title: 'Budi S' }], undoable: true })
  expect(data.filter((each: any) => each.kind === 'created').map((each: any) => each.mergedFrom)).toEqual(expect.arrayContaining([undefined, other.id]))
  expect(data.map((each: any) => each.type)).toEqual(expect.arrayContaining(['task', 'note']))
})

test('an undo within 30 days puts values and links back; what was changed since is listed and stays', async () => {
  const w = await testWorkspace()
  const { one, other } = await pair(w)
  const third = await w.admin.create('contact', { firstName: 'Citra' })
  const deal = await w.admin.create('deal', { name: 'Tas', contact: other.id })
  const changed = await w.admin.create('deal', { name: 'Jam', contact: other.id })
  await mergeInto(w, one.id, [other.id])
  await w.admin.update('deal', changed.id, { contact: third.id })
  await w.admin.update('contact', one.id, { email: 'new@example.com' })
  const { data: [{ merge }] } = await w.admin.get(`/records/contact/${one.id}/merges`)
  const undone = await w.admin.post(`/records/contact/merge/${merge.id}/undo`)
  expect(undone).toMatchObject({ restored: [other.id], keptCount: 2, kept: expect.arrayContaining([{ object: 'deal', id: changed.id, field: 'contact' }, { object: 'contact', id: one.id, field: 'email' }]) })
  expect(await w.admin.read('contact', one.id)).toMatchObject({ phone: '+6281234567890', email: 'new@example.com', tags: ['vip'], hobbies: ['golf'], externalId: null })
  expect(await w.admin.read('contact', other.id)).toMatchObject({ id: other.id, email: 'budi@example.com', externalId: 'Z-1', tags: ['vip', 'old'] })
  expect((await w.admin.read('deal', deal.id)).contact).toBe(other.id)
  expect((await w.admin.read('deal', changed.id)).contact).toBe(third.id)
  expect((await w.admin.send('POST', `/records/contact/merge/${merge.id}/undo`, {})).body.code).toBe('merge.undone')
})

test('records of the bin lead to the survivor when they come back, and to whom they led before after the undo', async () => {
  const w = await testWorkspace()
  const { one, other } = await pair(w)
  const [back, kept] = [await w.admin.create('deal', { name: 'Tas', contact: other.id }), await w.admin.create('task', { subject: 'Telepon', about: { object: 'contact', id: other.id } })]
  await w.admin.remove('deal', back.id)
  await w.admin.remove('task', kept.id)
  await mergeInto(w, one.id, [other.id])
  expect(await w.admin.post(`/records/deal/${back.id}/restore`)).toMatchObject({ contact: one.id, version: 3 })
  expect((await w.admin.list('deal', { filter: { contact: { id: { eq: one.id } } } })).data).toHaveLength(1)
  const { data: [{ merge }] } = await w.admin.get(`/records/contact/${one.id}/merges`)
  expect(await w.admin.post(`/records/contact/merge/${merge.id}/undo`)).toMatchObject({ restored: [other.id], keptCount: 0 })
  expect((await w.admin.read('deal', back.id)).contact).toBe(other.id)
  expect((await w.admin.post(`/records/task/${kept.id}/restore`)).about).toEqual({ object: 'contact', id: other.id })
})

test('after 30 days a merge stands', async () => {
  const w = await testWorkspace()
  const { one, other } = await pair(w)
  await mergeInto(w, one.id, [other.id])
  const { data: [{ merge }] } = await w.admin.get(`/records/contact/${one.id}/merges`)
  const { now } = await w.admin.get('/clock')
  await w.setClock(new Date(Date.parse(now) + 31 * 86_400_000).toISOString())
  expect(await w.admin.send('POST', `/records/contact/merge/${merge.id}/undo`, {})).toMatchObject({ status: 409, body: { code: 'merge.expired' } })
})

test('deals: the stays in stages of both are one history, and return', async () => {
  const w = await testWorkspace()
  const one = await w.admin.create('deal', { name: 'A', stage: 'qualified', amount: 100 })
  const other = await w.admin.create('deal', { name: 'B', stage: 'proposal', amount: 200 })
  await w.admin.post('/records/deal/merge', { into: one.id, from: [other.id] })
  const stays = () => w.app.database.query<any>({ text: 'select record, stage, left_at is null as open from ws_test._stage_history order by stage', values: [] })
  expect(await stays()).toEqual([{ record: one.id, stage: 'proposal', open: false }, { record: one.id, stage: 'qualified', open: true }])
  expect((await w.admin.get('/records/deal/aggregate?groupBy=stage&measure=count')).data).toEqual([{ stage: 'qualified', count: 1 }])
  const { data: [{ merge }] } = await w.admin.get(`/records/deal/${one.id}/merges`)
  await w.admin.post(`/records/deal/merge/${merge.id}/undo`)
  expect(await stays()).toEqual([{ record: other.id, stage: 'proposal', open: true }, { record: one.id, stage: 'qualified', open: true }])
})

test('writeOnce holds: a filled field of the survivor is not overwritten, an empty one is filled, and the undo clears it', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects/contact/fields', { name: 'card', type: 'text', writeOnce: true, label: { en: 'Card' } })
  const one = await w.admin.create('contact', { firstName: 'A', card: '1' })
  const other = await w.admin.create('contact', { firstName: 'B', card: '2' })
  const empty = await w.admin.create('contact', { firstName: 'C' })
  expect(await w.admin.send('POST', '/records/contact/merge', { into: one.id, from: [other.id], take: { card: other.id } })).toMatchObject({ status: 403, body: { code: 'field.writeOnce' } })
  expect((await w.admin.read('contact', other.id)).version).toBe(1)
  expect((await mergeInto(w, empty.id, [one.id])).card).toBe('1')
  const manager = await w.key('manager')
  const { data: [{ merge }] } = await manager.get(`/records/contact/${empty.id}/merges`)
  await manager.post(`/records/contact/merge/${merge.id}/undo`)
  expect((await w.admin.read('contact', empty.id)).card).toBe(null)
})

test('the preview is what the merge then makes: names, formulas, roll-ups and completeness too', async () => {
  const w = await testWorkspace()
  const field = (name: string, more: object) => w.admin.post('/objects/contact/fields', { name, label: { en: name }, ...more })
  await field('spent', { type: 'rollup', rollup: { object: 'deal', by: 'contact', measure: 'sum', of: 'amount' }, result: 'currency' })
  await field('dealCount', { type: 'rollup', rollup: { object: 'deal', by: 'contact', measure: 'count' }, result: 'number' })
  await field('rank', { type: 'formula', formula: 'dealCount * 10.0', result: 'number' })
  const { one, other } = await pair(w)
  for (const [contact, amount] of [[one.id, 5], [other.id, 7], [other.id, 8]]) await w.admin.create('deal', { name: 'Tas', contact, amount })
  const request = { into: one.id, from: [other.id], take: { firstName: other.id } }
  const { result } = await w.admin.post('/records/contact/merge/preview', request)
  expect(result).toMatchObject({ fullName: 'Budi S', spent: { amount: 20, currency: 'IDR' }, dealCount: 3, rank: 30 })
  expect(result.completeness).toBeGreaterThan(one.completeness)
  await w.admin.post('/records/contact/merge', request)
  await w.settle()
  const { version: _, updatedAt: __, ...made } = await w.admin.read('contact', one.id)
  expect(result).toMatchObject(made)
})

test('what an undoing needs goes when its 30 days are over; the old address leads on', async () => {
  const w = await testWorkspace()
  const { one, other } = await pair(w)
  await w.admin.create('deal', { name: 'Tas', contact: other.id })
  await mergeInto(w, one.id, [other.id])
  const kept = async () => (await w.app.database.query(sql`select (select count(*) from ws_test._merged_link)::int as links, before = '{}' and after = '{}' and moved = '{}' as bare from ws_test._merge`))[0]
  const pass = async (days: number) => {
    await w.setClock(new Date(w.app.clock.now().getTime() + days * 86_400_000).toISOString())
    await w.settle()
  }
  await pass(29)
  expect(await kept()).toEqual({ links: 1, bare: false })
  await pass(3)
  expect(await kept()).toEqual({ links: 0, bare: true })
  expect((await w.admin.read('contact', other.id)).id).toBe(one.id)
  const { data: [{ merge }] } = await w.admin.get(`/records/contact/${one.id}/merges`)
  expect((await w.admin.send('POST', `/records/contact/merge/${merge.id}/undo`, {})).body.code).toBe('merge.expired')
})

test('rights: read on all, update on the survivor, delete on the others; hidden fields cannot be chosen', async () => {
  const w = await testWorkspace()
  await w.admin.post('/roles', { name: 'clerk', label: { en: 'Clerk' }, objects: { contact: { read: 'all', create: true, update: 'all', delete: 'own', fields: { email: 'hidden', occupation: 'read' } } } })
  await w.admin.post('/roles', { name: 'alone', label: { en: 'Alone' }, objects: { contact: { read: 'own', create: true, update: 'own', delete: 'own' } } })
  const clerk = await w.key('clerk')
  const alone = await w.key('alone')
  const { one, other } = await pair(w)
  const own = await clerk.create('contact', { firstName: 'Budi' })
  const mine = await alone.create('contact', { firstName: 'Budi' })
  expect((await clerk.send('POST', '/records/contact/merge', { into: own.id, from: [other.id] })).status).toBe(403)
  expect((await alone.send('POST', '/records/contact/merge', { into: mine.id, from: [other.id] })).status).toBe(404)
  expect((await alone.send('POST', '/records/contact/merge/preview', { into: mine.id, from: [other.id] })).status).toBe(404)
  const take = (name: string) => clerk.send('POST', '/records/contact/merge', { into: one.id, from: [own.id], take: { [name]: own.id } })
  expect((await take('email')).body.errors).toMatchObject([{ path: 'take.email', code: 'field.unknown' }])
  expect((await take('nonsense')).body.errors).toMatchObject([{ path: 'take.nonsense', code: 'field.unknown' }])
  expect((await take('occupation')).status).toBe(403)
  expect((await take('firstName')).status).toBe(200)
  expect((await alone.send('GET', `/records/contact/${own.id}`)).status).toBe(404)
})

test('bad requests are refused and change nothing; versions and idempotency hold', async () => {
  const w = await testWorkspace()
  const { one, other } = await pair(w)
  const post = (body: unknown, headers = {}) => w.admin.send('POST', '/records/contact/merge', body, headers)
  expect((await post({ into: one.id, from: [one.id] })).body.errors).toMatchObject([{ path: 'from', code: 'merge.itself' }])
  for (const body of [{}, { into: one.id }, { into: one.id, from: [] }, { into: 'x', from: [other.id] }, { into: one.id, from: [other.id], take: { phone: 'x' } }, { into: one.id, from: Array(21).fill(other.id) }]) expect((await post(body)).status).toBe(422)
  expect((await post({ into: one.id, from: ['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a'] })).status).toBe(404)
  expect((await post({ into: one.id, from: [other.id], versions: { [other.id]: 7 } })).status).toBe(412)
  const headers = { 'idempotency-key': 'm1' }
  const first = await post({ into: one.id, from: [other.id], versions: { [other.id]: 1 } }, headers)
  const repeat = await post({ into: one.id, from: [other.id], versions: { [other.id]: 1 } }, headers)
  expect([first.status, repeat.status, repeat.body]).toEqual([200, 200, first.body])
  expect((await post({ into: one.id, from: [other.id] })).status).toBe(404)
})

test('a chain of merges leads on, and is undone from its end', async () => {
  const w = await testWorkspace()
  const [a, b, c] = await Promise.all(['A', 'B', 'C'].map(firstName => w.admin.create('contact', { firstName })))
  await mergeInto(w, b.id, [a.id])
  await mergeInto(w, c.id, [b.id])
  expect((await w.admin.read('contact', a.id)).id).toBe(c.id)
  const { data: [{ merge: last }] } = await w.admin.get(`/records/contact/${c.id}/merges`)
  await w.admin.post(`/records/contact/merge/${last.id}/undo`)
  expect((await w.admin.read('contact', a.id)).id).toBe(b.id)
})

test('the merges into a record are paged', async () => {
  const w = await testWorkspace()
  const [a, b, c] = await Promise.all(['A', 'B', 'C'].map(firstName => w.admin.create('contact', { firstName })))
  await mergeInto(w, c.id, [a.id])
  await mergeInto(w, c.id, [b.id])
  const first = await w.admin.get(`/records/contact/${c.id}/merges?limit=1`)
  const second = await w.admin.get(`/records/contact/${c.id}/merges?limit=1&after=${first.page.next}`)
  expect([...first.data, ...second.data].map((each: any) => each.merge.from[0].id)).toEqual([b.id, a.id])
  expect(second.page.next).toBe(null)
})

test('of two merges at once over the same records one is done and the other finds nothing', async () => {
  const w = await testWorkspace()
  const { one, other } = await pair(w)
  const replies = await Promise.all([w.admin.send('POST', '/records/contact/merge', { into: one.id, from: [other.id] }), w.admin.send('POST', '/records/contact/merge', { into: other.id, from: [one.id] })])
  expect(replies.map(reply => reply.status).sort()).toEqual([200, 404])
})
