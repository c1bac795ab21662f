// Options that go only with some values of another field: what a definition may say, and what is judged and told.
import { expect, test } from 'vitest'
import type { Client, Reply } from '../../test/client.ts'
import { testWorkspace } from '../../test/workspace.ts'

const kinds = { name: 'kind', type: 'select', label: { en: 'Kind' }, options: [{ value: 'watch', label: { en: 'Watch' } }, { value: 'bag', label: { en: 'Bag' } }] }
const only = (value: string, field: string, ...list: string[]) => ({ value, label: { en: value }, when: { field, in: list } })
const grade = { name: 'grade', type: 'select', label: { en: 'Grade' }, options: [{ value: 'new', label: { en: 'New' } }, only('good', 'kind', 'watch'), only('mint', 'kind', 'bag')] }
const flaws = { name: 'flaws', type: 'multiSelect', label: { en: 'Flaws' }, options: [only('scratch', 'kind', 'watch'), only('stain', 'kind', 'bag')] }

const faultsOf = ({ status, body }: Reply) => [status, ...(body.errors ?? []).map(({ path, code }: any) => `${path} ${code}`)]
const make = (w: { admin: Client }, fields: object[]) => w.admin.send('POST', '/objects', { name: 'item', label: { en: 'Item' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, ...fields] })

test('a definition names another select and values of it; what it names cannot be taken away', async () => {
  const w = await testWorkspace({ work: false })
  const wrong = await make(w, [kinds, { ...grade, options: [only('a', 'nope', 'x'), only('b', 'name', 'x'), only('c', 'grade', 'a'), only('d', 'kind', 'watch', 'shoe')] }])
  expect(faultsOf(wrong)).toEqual([422, 'fields[2].options[0].when.field field.unknown', 'fields[2].options[1].when.field field.unknown', 'fields[2].options[2].when.field field.unknown', 'fields[2].options[3].when.in[1] option.unknown'])
  expect((await make(w, [kinds, grade, flaws])).status).toBe(201)
  const { fields } = await w.admin.get('/objects/item')
  expect(fields.find((field: any) => field.name === 'grade').options).toMatchObject(grade.options)
  const named = { status: 409, body: { code: 'conflict.inUse', errors: [{ path: 'objects.item.fields.grade' }, { path: 'objects.item.fields.flaws' }] } }
  expect(await w.admin.send('DELETE', '/objects/item/fields/kind')).toMatchObject(named)
  expect(await w.admin.send('PATCH', '/objects/item/fields/kind', { options: kinds.options.slice(0, 1) })).toMatchObject(named)
  await w.admin.patch('/objects/item/fields/grade', { options: [grade.options[0]] })
  await w.admin.send('DELETE', '/objects/item/fields/flaws')
  expect((await w.admin.send('DELETE', '/objects/item/fields/kind')).status).toBeLessThan(300)
})

test('they follow the option that they go with, where it is renamed or split; one that would go with none stands in its way', async () => {
  const w = await testWorkspace({ work: false })
  await make(w, [kinds, grade])
  const { id } = await w.admin.create('item', { name: 'Kelly', kind: 'bag', grade: 'mint' })
  const option = (value: string) => ({ value, label: { en: value } })
  const change = { options: ['watch', 'handbag', 'purse'].map(option), moveTo: { bag: [{ when: { name: { eq: 'Kelly' } }, to: 'handbag' }, { to: 'purse' }] } }
  expect((await w.admin.post('/objects/item/fields/kind/options/preview', change)).rewritten).toMatchObject([{ path: 'objects.item.fields.grade' }])
  await w.admin.post('/objects/item/fields/kind/options/change', change)
  const whens = (await w.admin.get('/objects/item')).fields.find((field: any) => field.name === 'grade').options.map(({ when }: any) => when?.in)
  expect(whens).toEqual([undefined, ['watch'], ['handbag', 'purse']])
  expect(await w.admin.update('item', id, { kind: 'purse' })).toMatchObject({ kind: 'purse', grade: 'mint' })
  const emptied = { options: ['handbag', 'purse'].map(option), moveTo: { watch: null } }
  expect((await w.admin.send('POST', '/objects/item/fields/kind/options/change', emptied)).body).toMatchObject({ code: 'conflict.inUse', errors: [{ path: 'objects.item.fields.grade' }] })
})

test('either of the two that changes is judged; what was there before is not, and an empty one limits nothing', async () => {
  const w = await testWorkspace({ work: false })
  await make(w, [kinds, { ...grade, options: grade.options.map(({ value, label }) => ({ value, label })) }, flaws])
  const old = await w.admin.create('item', { name: 'Old', kind: 'bag', grade: 'good' })
  await w.admin.patch('/objects/item/fields/grade', { options: grade.options })
  expect(await w.admin.update('item', old.id, { name: 'Still' })).toMatchObject({ grade: 'good' })
  const change = (values: object) => w.admin.send('PATCH', `/records/item/${old.id}`, values)
  expect(faultsOf(await change({ kind: null }))).toEqual([200])
  expect(faultsOf(await change({ flaws: ['scratch', 'stain'] }))).toEqual([200])
  expect(faultsOf(await change({ kind: 'watch' }))).toEqual([422, 'flaws option.unfit'])
  expect(faultsOf(await change({ kind: 'bag', flaws: ['stain'] }))).toEqual([422, 'grade option.unfit'])
  expect(faultsOf(await change({ kind: 'bag', flaws: ['stain'], grade: 'mint' }))).toEqual([200])
  const batch = await w.admin.send('POST', '/records/item/batch', { operations: [{ op: 'create', data: { name: 'A', kind: 'watch', grade: 'mint' } }] })
  expect(JSON.stringify(batch.body)).toContain('option.unfit')
})

test('who may not know the other field is told of it nowhere', async () => {
  const w = await testWorkspace({ work: false })
  await make(w, [kinds, grade])
  await w.admin.post('/roles', { name: 'grader', label: { en: 'Grader' }, objects: { item: { read: 'all', create: true, update: 'all', delete: 'none', fields: { kind: 'hidden' } } } })
  const [grader, watch] = [await w.key('grader'), await w.admin.create('item', { name: 'Daytona', kind: 'watch' })]
  expect(JSON.stringify(await grader.get('/objects/item'))).not.toContain('kind')
  const refused = await grader.send('PATCH', `/records/item/${watch.id}`, { grade: 'mint' })
  expect(faultsOf(refused)).toEqual([422, 'grade option.unknown'])
  expect(JSON.stringify(refused.body)).not.toMatch(/kind/i)
  expect((await grader.update('item', watch.id, { grade: 'good' })).grade).toBe('good')
})

test('a stage decides too: judged when a record moves, followed where the stage goes, and kept from going where nothing would be left', async () => {
  const w = await testWorkspace({ work: false })
  await make(w, [])
  const stage = (value: string) => ({ value, label: { en: value }, color: 'gray', probability: 50, kind: 'open' })
  const pipeline = (name: string, ...stages: string[]) => w.admin.post('/pipelines', { name, object: 'item', label: { en: name }, stages: stages.map(stage) })
  const change = (moveTo: object, ...stages: string[]) => w.admin.send('PATCH', '/pipelines/repair', { stages: stages.map(stage), moveTo })
  await pipeline('repair', 'new', 'quoted', 'done')
  const result = (...options: object[]) => w.admin.send('POST', '/objects/item/fields', { name: 'result', type: 'select', label: { en: 'Result' }, options })
  expect(faultsOf(await result(only('a', 'stage', 'new', 'nope'), only('b', 'pipeline', 'nope')))).toEqual([422, 'options[0].when.in[1] option.unknown', 'options[1].when.in[0] option.unknown'])
  expect((await result({ value: 'open', label: { en: 'Open' } }, only('estimate', 'stage', 'new', 'quoted'), only('repaired', 'stage', 'done'), only('inHouse', 'pipeline', 'repair'))).status).toBe(201)
  const { id } = await w.admin.create('item', { name: 'Kelly', stage: 'new', result: 'estimate' })
  expect(faultsOf(await w.admin.send('PATCH', `/records/item/${id}`, { stage: 'done' }))).toEqual([422, 'result option.unfit'])
  expect(await w.admin.update('item', id, { stage: 'quoted' })).toMatchObject({ result: 'estimate' })
  expect(await w.admin.update('item', id, { stage: 'done', result: 'repaired' })).toMatchObject({ result: 'repaired' })
  await w.admin.update('item', id, { stage: 'new', result: 'estimate' })
  // one that names it stands in its way until it is said where its records go
  expect((await change({}, 'new', 'done')).body).toMatchObject({ code: 'conflict.inUse', errors: [{ path: 'objects.item.fields.result' }] })
  const whens = async () => (await w.admin.get('/objects/item')).fields.find((field: any) => field.name === 'result').options.map(({ when }: any) => when?.in)
  expect((await change({}, 'new', 'priced', 'quoted', 'done')).status).toBe(200)
  expect((await change({ new: 'priced' }, 'priced', 'quoted', 'done')).status).toBe(200)
  expect(await whens()).toEqual([undefined, ['priced', 'quoted'], ['done'], ['repair']])
  expect(await w.admin.read('item', id)).toMatchObject({ stage: 'priced', result: 'estimate' })
  expect(await w.admin.update('item', id, { stage: 'quoted' })).toMatchObject({ result: 'estimate' })
  // the stage stays in another pipeline, and what goes with it too: a record is not moved to where its option does not go
  await pipeline('express', 'quoted', 'done')
  expect(faultsOf(await change({ quoted: 'done' }, 'priced', 'done'))).toEqual([422, 'result option.unfit'])
  expect(await w.admin.read('item', id)).toMatchObject({ stage: 'quoted', result: 'estimate' })
  await w.admin.remove('item', id)
  expect((await w.admin.send('DELETE', '/objects/item/fields/stage')).body).toMatchObject({ code: 'conflict.inUse', errors: [{ path: 'objects.item.fields.result' }] })
})
