// What a workflow sees of the records that it did not read itself is what its role lets it: of deleted ones, and of those that its steps wrote.
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

test('what steps give of the records that they wrote holds no hidden field and masks of sensitive ones', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects/deal/fields', { name: 'pin', type: 'text', sensitive: true, label: { en: 'Pin' } })
  const write = { read: 'all', create: true, update: 'all', delete: 'all' }
  await w.admin.post('/roles', { name: 'narrow', label: { en: 'Narrow' }, others: write, objects: { deal: { ...write, fields: { source: 'hidden' } }, note: { ...write, fields: { tags: 'hidden' } } } })
  const writing = [{ id: 'tagged', type: 'addTag', tag: 'seen' }, { id: 'changed', type: 'updateRecord', data: { name: 'Renamed' } }, { id: 'made', type: 'createRecord', object: 'deal', data: { name: 'Made' } }, { id: 'said', type: 'addComment', body: 'Said' }]
  const body = ['tagged', 'changed', 'made', 'said'].map(id => `{{ steps.${id} | json }}`).join(' ')
  await w.admin.post('/workflows', { name: 'Write', object: 'deal', role: 'narrow', enabled: true, trigger: { type: 'record', on: ['created'] }, condition: { name: { eq: 'Watch' } }, steps: [...writing, { type: 'createRecord', object: 'note', data: { body } }] })
  await w.admin.create('deal', { name: 'Watch', pin: '4711', source: 'referral' })
  await w.settle()
  const told = JSON.stringify((await w.admin.list('note')).data.map(note => note.body).find(each => JSON.stringify(each).includes('Renamed')))
  for (const word of ['seen', 'Renamed', 'Made', 'Said', '••••']) expect(told).toContain(word)
  expect(told).not.toMatch(/4711|referral|source/)
})
