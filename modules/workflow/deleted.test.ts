// Workflows that a deletion sets off see of the record what their role lets them, as with a living one.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../test/workspace.ts'

test('of a deleted record a workflow sees no hidden field and masks of sensitive ones, and nothing where its role does not reach it', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects/deal/fields', { name: 'pin', type: 'text', sensitive: true, label: { en: 'Pin' } })
  const write = { read: 'all', create: true, update: 'all', delete: 'all' }
  const roles = { wide: { ...write, sensitive: 'shown' }, narrow: { ...write, fields: { source: 'hidden' } }, shared: { ...write, read: 'own', sensitive: 'shown' } }
  for (const [name, deal] of Object.entries(roles)) {
    await w.admin.post('/roles', { name, label: { en: name }, others: write, objects: { deal } })
    await w.admin.post('/workflows', { name, object: 'deal', role: name, enabled: true, trigger: { type: 'record', on: ['deleted'] }, steps: [{ type: 'createRecord', object: 'note', data: { body: `${name} {{ record.name }} {{ record | json }}` } }] })
  }
  await w.admin.post('/sharing-rules', { object: 'deal', label: { en: 'Gifts' }, filter: { name: { startsWith: 'Gift' } }, to: { role: 'shared' } })
  for (const name of ['Watch', 'Gift']) {
    const { id } = await w.admin.create('deal', { name, pin: '4711', source: 'referral' })
    await w.admin.remove('deal', id)
  }
  await w.settle()
  const told = (await w.admin.list('note')).data.map(({ body }) => [...JSON.stringify(body).matchAll(/wide|narrow|shared|Watch|Gift|4711|referral|••••/g)].map(([word]) => word))
  const words = told.map(list => [...new Set(list)].sort().join(' ')).sort()
  expect(words).toEqual(['4711 Gift referral shared', '4711 Gift referral wide', '4711 Watch referral wide', 'Gift narrow ••••', 'Watch narrow ••••'])
  const { data } = await w.admin.get('/workflows')
  const runs = await Promise.all(data.map(async ({ id, name }: any) => [name, (await w.admin.get(`/workflows/${id}/runs`)).data.map((run: any) => run.status).sort()]))
  expect(Object.fromEntries(runs)).toEqual({ wide: ['completed', 'completed'], narrow: ['completed', 'completed'], shared: ['cancelled', 'completed'] })
})
