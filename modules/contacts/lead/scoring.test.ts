// Scores of leads through the front door.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../../test/workspace.ts'

const rules = [
  { label: { en: 'Came to the fair', id: 'Datang ke pameran' }, filter: { source: { eq: 'exhibition' } }, points: 40 },
  { label: { en: 'Left a phone', id: 'Meninggalkan telepon' }, filter: { phone: { empty: false } }, points: 30 },
  { label: { en: 'Asked lately', id: 'Baru bertanya' }, filter: { createdAt: { last: { days: 7 } } }, points: 20 },
  { label: { en: 'Free mail', id: 'Surel gratis' }, filter: { email: { contains: '@gmail.com' } }, points: -15 },
]

test('SAL-09: each lead shows a score with the reasons that made it', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  // the scoring of each night comes first, and tells of none
  await w.settle()
  const before = await w.admin.create('lead', { firstName: 'Lama', phone: '081234567890' })
  expect(before.score).toBe(null)
  await w.admin.put('/lead-scoring', { rules })
  const lead = await w.admin.create('lead', { firstName: 'Rina', source: 'exhibition', email: 'rina@gmail.com' })
  expect(lead.score).toBe(45)
  const explained = await w.admin.get(`/records/lead/${lead.id}/score`)
  expect(explained).toEqual({ score: 45, reasons: [{ label: rules[0].label, points: 40 }, { label: rules[2].label, points: 20 }, { label: rules[3].label, points: -15 }] })
  expect((await w.admin.update('lead', lead.id, { phone: '081234567891' })).score).toBe(75)
  await w.settle()
  // none is left unscored: those that were there are scored in the background, without an edit of theirs
  expect(await w.admin.read('lead', before.id)).toMatchObject({ score: 50, version: 1 })
  expect((await w.admin.get('/lead-scoring')).progress).toEqual({ state: 'done', done: 1, total: 1 })
  await w.setClock('2027-01-20T08:00:00+07:00')
  await w.settle()
  expect((await w.admin.read('lead', before.id)).score).toBe(30)
})

test('in memory and by SQL a score is the same, whatever the lead', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  const leads = ['exhibition', 'referral', null].flatMap(source => ['081234567890', null].flatMap(phone => ['a@gmail.com', 'b@x.id', null].map(email => ({ firstName: 'A', source, phone: phone && `0812345678${10 + Math.abs((source ?? '').length)}`, email }))))
  const made = await w.admin.post('/records/lead/batch', { operations: leads.map(data => ({ op: 'create', data })) })
  await w.admin.put('/lead-scoring', { rules })
  await w.settle()
  const { data } = await w.admin.list('lead', { limit: 100 })
  expect(data).toHaveLength(made.results.length)
  for (const lead of data) expect((await w.admin.get(`/records/lead/${lead.id}/score`)).score).toBe(lead.score)
})

test('rules that cannot be are named; reasons stay within what the caller may know; a field of a rule is not taken away', async () => {
  const w = await testWorkspace()
  const bad = [{ label: { en: 'x' }, filter: { nothing: { eq: 1 } }, points: 1 }, { label: { en: 'x' }, filter: { score: { gt: 1 } }, points: 1 }, { label: { en: 'x' }, filter: { phone: { larger: 1 } }, points: 1 }]
  expect((await w.admin.send('PUT', '/lead-scoring', { rules: bad })).body.errors.map((each: any) => each.path.slice(0, 15))).toEqual(['rules[0].filter', 'rules[1].filter', 'rules[2].filter'])
  expect((await w.admin.send('PUT', '/lead-scoring', { rules: [{ label: {}, filter: {}, points: 1000 }] })).status).toBe(422)
  expect((await (await w.key('sales')).send('PUT', '/lead-scoring', { rules: [] })).status).toBe(403)
  await w.admin.post('/objects/lead/fields', { name: 'budget', label: { en: 'Budget' }, type: 'number' })
  await w.admin.put('/lead-scoring', { rules: [...rules, { label: { en: 'Rich' }, filter: { budget: { gt: 10 } }, points: 50 }] })
  const lead = await w.admin.create('lead', { firstName: 'A', source: 'exhibition', budget: 11 })
  await w.admin.post('/roles', { name: 'blind', label: { en: 'x' }, objects: { lead: { read: 'all', create: false, update: 'none', delete: false, fields: { budget: 'hidden' } } } })
  const { reasons } = await (await w.key('blind')).get(`/records/lead/${lead.id}/score`)
  expect(reasons.map((each: any) => each.points)).toEqual([40, 20])
  expect((await w.admin.send('DELETE', '/objects/lead/fields/budget')).body.code).toBe('conflict.inUse')
})

test('a preview tells how many leads each rule touches and what the scores would be, and writes nothing; a rule that is off gives no points', async () => {
  const w = await testWorkspace()
  await w.setClock('2027-01-04T08:00:00+07:00')
  await w.admin.put('/lead-scoring', { rules: [rules[0]] })
  await w.admin.create('lead', { firstName: 'Rina', source: 'exhibition', phone: '081234567890' })
  await w.admin.create('lead', { firstName: 'Tono', phone: '081234567891' })
  const off = { ...rules[0], enabled: false }
  const preview = await w.admin.post('/lead-scoring/preview', { rules: [off, rules[1], rules[2]] })
  expect(preview).toMatchObject({ leads: 2, touched: [1, 2, 2], changed: 2, unscored: 0, before: [1, 0, 1, 0, 0], after: [0, 0, 2, 0, 0] })
  expect(preview.examples.map((each: any) => [each.name, each.from, each.to])).toEqual([['Tono', 0, 50], ['Rina', 40, 50]])
  expect((await w.admin.list('lead', { sort: 'createdAt' })).data.map(each => each.score)).toEqual([40, 0])
  expect((await w.admin.send('POST', '/lead-scoring/preview', { rules: [off, { ...off, filter: { score: { gt: 1 } } }] })).body.errors[0].path).toBe('rules[1].filter.score')
  expect((await (await w.key('manager')).send('POST', '/lead-scoring/preview', { rules: [] })).status).toBe(403)
  await w.admin.put('/lead-scoring', { rules: [off, rules[1]] })
  await w.settle()
  expect((await w.admin.list('lead', { sort: 'createdAt' })).data.map(each => each.score)).toEqual([30, 30])
  expect((await w.admin.get('/lead-scoring')).rules.map((rule: any) => rule.enabled)).toEqual([false, undefined])
})
