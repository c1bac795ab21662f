// Kernel, objects over HTTP: options split, merged, renamed and removed; what records hold and what names them follows.
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { identifier, raw, sql } from '../database/sql.ts'
import { errorRows, finished, sendImport } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
beforeAll(async () => {
  w = await testWorkspace()
})
afterAll(() => w.close())

const option = (value: string) => ({ value, label: { en: value } })
const path = '/objects/product/fields'
let made = 0

/** A new select on products with three options. */
async function grading(more: object = {}): Promise<string> {
  const name = `grading${++made}`
  await w.admin.post(path, { name, label: { en: name }, type: 'select', options: ['newOldStock', 'worn', 'broken'].map(option), ...more })
  return name
}

const split = { options: ['new', 'unworn', 'worn', 'broken'].map(option), moveTo: { newOldStock: [{ when: { price: { gte: 100 } }, to: 'unworn' }, { to: 'new' }] } }
const holders = async (field: string, value: string): Promise<number> => {
  const [row] = await w.app.database.query<{ count: number }>(sql`select count(*)::int as count from ${identifier(w.schema, 'product')} where to_jsonb(${identifier(field)}) @> ${JSON.stringify(value)}::jsonb`)
  return row.count
}

test('PLT-12: splitting "New Old Stock" asks for a mapping, and after it no record holds a retired value', async () => {
  const field = await grading()
  const [dear, cheap, other] = await Promise.all([[200, 'newOldStock'], [50, 'newOldStock'], [200, 'worn']].map(([price, value]) => w.admin.create('product', { name: 'Jam', price, [field]: value })))
  const binned = await w.admin.create('product', { name: 'Jam', price: 300, [field]: 'newOldStock' })
  await w.admin.remove('product', binned.id)
  const unmapped = await w.admin.send('POST', `${path}/${field}/options/change`, { options: split.options })
  expect([unmapped.status, unmapped.body.errors[0].path, unmapped.body.errors[0].code]).toEqual([422, 'moveTo.newOldStock', 'option.unplaced'])
  const preview = await w.admin.post(`${path}/${field}/options/preview`, split)
  expect(preview.moves).toEqual([
    { from: 'newOldStock', when: { price: { gte: 100 } }, to: 'unworn', records: 1, inBin: 1 }, { from: 'newOldStock', when: null, to: 'new', records: 1, inBin: 0 },
  ])
  expect((await w.admin.read('product', dear.id))[field]).toBe('newOldStock')
  const changed = await w.admin.post(`${path}/${field}/options/change`, split)
  expect(changed).toMatchObject({ moved: 3, field: { options: split.options } })
  expect(await holders(field, 'newOldStock')).toBe(0)
  expect(await w.admin.read('product', dear.id)).toMatchObject({ [field]: 'unworn', version: 2 })
  expect((await w.admin.read('product', cheap.id))[field]).toBe('new')
  expect(await w.admin.read('product', other.id)).toMatchObject({ [field]: 'worn', version: 1 })
  expect(await w.admin.post(`/records/product/${binned.id}/restore`)).toMatchObject({ [field]: 'unworn' })
  expect((await w.admin.send('POST', '/records/product', { name: 'Jam', [field]: 'newOldStock' })).status).toBe(422)
  const { data } = await w.admin.get(`/records/product/${dear.id}/timeline`)
  expect(data[0]).toMatchObject({ kind: 'updated', changes: [{ field, from: 'newOldStock', to: 'unworn' }] })
})

test('each changed record has one event, and nothing else of it changes', async () => {
  const field = await grading()
  const { id } = await w.admin.create('product', { name: 'Jam', [field]: 'worn' })
  const before = await w.admin.read('product', id)
  await w.admin.post(`${path}/${field}/options/change`, { options: ['used', 'broken', 'newOldStock'].map(option), moveTo: { worn: 'used' } })
  const { version, updatedAt, updatedBy, ...rest } = await w.admin.read('product', id)
  expect({ ...before, ...rest }).toEqual({ ...before, [field]: 'used' })
  expect([version, updatedBy]).toEqual([2, before.updatedBy])
  expect(updatedAt >= before.updatedAt).toBe(true)
  const events = await w.app.database.query(sql`select kind, version, before, after from ${identifier(w.schema, '_event')} where record = ${id}::uuid order by seq offset 1`)
  expect(events).toEqual([{ kind: 'updated', version: 2, before: { [field]: 'worn' }, after: { [field]: 'used' } }])
})

test('lists of several options are merged without repetitions, defaults and views follow', async () => {
  const field = await grading({ type: 'multiSelect', default: ['worn', 'broken'] })
  const [one, two] = await Promise.all([['worn', 'newOldStock', 'broken'], ['broken']].map(value => w.admin.create('product', { name: 'Jam', [field]: value })))
  const view = await w.admin.post('/views', { object: 'product', label: { en: 'Bad' }, filter: { or: [{ [field]: { hasAny: ['worn', 'broken'] } }, { not: { [field]: { hasAny: ['broken'] } } }] } })
  const change = { options: ['newOldStock', 'bad'].map(option), moveTo: { worn: 'bad', broken: 'bad' } }
  expect((await w.admin.post(`${path}/${field}/options/preview`, change)).rewritten).toMatchObject([{ path: `views.${view.id}` }])
  const { field: after } = await w.admin.post(`${path}/${field}/options/change`, change)
  expect(after.default).toEqual(['bad'])
  expect((await w.admin.read('product', one.id))[field]).toEqual(['bad', 'newOldStock'])
  expect((await w.admin.read('product', two.id))[field]).toEqual(['bad'])
  expect((await w.admin.get(`/views/${view.id}`)).filter).toEqual({ or: [{ [field]: { hasAny: ['bad'] } }, { not: { [field]: { hasAny: ['bad'] } } }] })
})

test('a new label moves nothing; an emptied option needs a field that may be empty', async () => {
  const field = await grading({ required: true })
  const { id } = await w.admin.create('product', { name: 'Jam', [field]: 'worn' })
  const renamed = ['newOldStock', 'worn', 'broken'].map(value => ({ ...option(value), label: { en: `${value}!` } }))
  expect((await w.admin.post(`${path}/${field}/options/change`, { options: renamed })).moved).toBe(0)
  expect((await w.admin.read('product', id)).version).toBe(1)
  const empties = { options: renamed.slice(0, 1), moveTo: { worn: null } }
  const refused = await w.admin.send('POST', `${path}/${field}/options/change`, empties)
  expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'option.needed'])
  await w.admin.patch(`${path}/${field}`, { required: false })
  await w.admin.post(`${path}/${field}/options/change`, empties)
  expect((await w.admin.read('product', id))[field]).toBe(null)
})

test('a workflow or formula that names an old value forbids the change, by name', async () => {
  const field = await grading()
  await w.admin.post(path, { name: `${field}Broken`, label: { en: 'Is broken' }, type: 'formula', formula: `${field} == "broken"` })
  const workflow = await w.admin.post('/workflows', { name: 'Tell', object: 'product', trigger: { type: 'record', to: { [field]: { eq: 'worn' } } }, steps: [{ type: 'addTag', tag: 'worn' }] })
  const change = { options: [option('newOldStock')], moveTo: { worn: 'newOldStock', broken: 'newOldStock' } }
  const { blocking } = await w.admin.post(`${path}/${field}/options/preview`, change)
  expect(blocking.map((use: any) => use.path)).toEqual([`objects.product.fields.${field}Broken`, `workflows.${workflow.id}`])
  const refused = await w.admin.send('POST', `${path}/${field}/options/change`, change)
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict.inUse'])
  // without a mapping a named option stays, too
  expect((await w.admin.send('PATCH', `${path}/${field}`, { options: change.options })).body.code).toBe('conflict.inUse')
})

test('rules of the object and sharing rules follow options that are renamed or split; one with no counterpart forbids the change', async () => {
  const field = await grading()
  const several = await grading({ type: 'multiSelect' })
  await w.admin.post('/roles', { name: 'clerks', label: { en: 'Clerks' }, objects: { product: { read: 'own' } } })
  const clerks = await w.key('clerks')
  const validations = [{ name: 'brokenIsFree', must: { price: { eq: 0 } }, when: { [field]: { eq: 'broken' } }, message: { en: 'Broken ones are free' } }, { name: 'soldAsNew', must: { [field]: { ne: 'newOldStock' } }, when: { sku: { eq: 'USED' } }, message: { en: 'Used ones are not new' } }]
  await w.admin.patch('/objects/product', { validations })
  const rule = await w.admin.post('/sharing-rules', { object: 'product', label: { en: 'New ones' }, filter: { [field]: { eq: 'newOldStock' } }, to: { role: 'clerks' }, access: 'read' })
  const shown = await w.admin.create('product', { name: 'Jam', price: 1, [field]: 'newOldStock' })
  expect((await clerks.list('product')).data.map(each => each.id)).toEqual([shown.id])
  const change = { options: ['new', 'unworn', 'worn', 'wreck'].map(option), moveTo: { newOldStock: [{ when: { price: { gte: 100 } }, to: 'unworn' }, { to: 'new' }], broken: 'wreck' } }
  expect((await w.admin.post(`${path}/${field}/options/preview`, change)).rewritten.map((use: any) => use.path)).toEqual(['objects.product.validations.brokenIsFree', 'objects.product.validations.soldAsNew', `sharingRules.${rule.id}`])
  // without a place to go a named option stays
  expect((await w.admin.send('PATCH', `${path}/${field}`, { options: ['newOldStock', 'worn'].map(option) })).body).toMatchObject({ code: 'conflict.inUse', errors: [{ path: 'objects.product.validations.brokenIsFree' }] })
  await w.admin.post(`${path}/${field}/options/change`, change)
  expect((await w.admin.get('/objects/product')).validations).toMatchObject([{ when: { [field]: { eq: 'wreck' } } }, { must: { [field]: { notIn: ['unworn', 'new'] } } }])
  expect((await w.admin.send('POST', '/records/product', { name: 'Jam', price: 5, [field]: 'wreck' })).body.errors[0].message).toBe('Broken ones are free')
  expect((await w.admin.send('POST', '/records/product', { name: 'Jam', price: 5, sku: 'USED', [field]: 'new' })).status).toBe(422)
  expect((await w.admin.get('/sharing-rules')).data.find((each: any) => each.id === rule.id).filter).toEqual({ [field]: { in: ['unworn', 'new'] } })
  expect((await clerks.list('product')).data.map(each => each.id)).toEqual([shown.id])
  // "all of them" of a split value cannot be said
  const all = await w.admin.post('/sharing-rules', { object: 'product', label: { en: 'All' }, filter: { [several]: { hasAll: ['newOldStock', 'worn'] } }, to: { role: 'clerks' }, access: 'read' })
  expect((await w.admin.send('POST', `${path}/${several}/options/change`, change)).body).toMatchObject({ code: 'conflict.inUse', errors: [{ path: `sharingRules.${all.id}` }] })
  await w.admin.patch('/objects/product', { validations: [] })
})

test('options that go only with some values of a select follow where these go; one that would be left with none forbids the change', async () => {
  const kind = await grading()
  const only = (value: string, ...list: string[]) => ({ ...option(value), when: { field: kind, in: list } })
  const field = await grading({ options: [option('new'), only('mint', 'newOldStock'), only('fair', 'worn', 'broken')] })
  const use = { path: `objects.product.fields.${field}` }
  expect(await w.admin.post(`${path}/${kind}/options/preview`, split)).toMatchObject({ rewritten: [use], blocking: [] })
  await w.admin.post(`${path}/${kind}/options/change`, split)
  const optionsOf = async () => (await w.admin.get('/objects/product')).fields.find((each: any) => each.name === field).options
  expect(await optionsOf()).toEqual([option('new'), only('mint', 'unworn', 'new'), only('fair', 'worn', 'broken')])
  const fewer = { options: ['new', 'unworn'].map(option), moveTo: { worn: null, broken: null } }
  expect(await w.admin.post(`${path}/${kind}/options/preview`, fewer)).toMatchObject({ rewritten: [], blocking: [use] })
  expect((await w.admin.send('POST', `${path}/${kind}/options/change`, fewer)).status).toBe(409)
  expect(await optionsOf()).toHaveLength(3)
})

test('a rule that scores leads forbids the removal of the options that it names, and of no others', async () => {
  await w.admin.send('PUT', '/lead-scoring', { rules: [{ label: { en: 'Referred' }, filter: { source: { eq: 'referral' } }, points: 5 }] })
  const { options } = (await w.admin.get('/objects/lead')).fields.find((each: any) => each.name === 'source')
  const without = (gone: string) => w.admin.send('POST', '/objects/lead/fields/source/options/preview', { options: options.filter((each: any) => each.value !== gone), moveTo: { [gone]: 'other' } })
  expect((await without('referral')).body.blocking).toMatchObject([{ path: 'leadScoring' }])
  expect((await without('flyer')).body.blocking).toEqual([])
})

test('roll-ups are computed from the options as they are afterwards', async () => {
  const field = await grading()
  await w.admin.post('/objects', { name: 'shelf', label: { en: 'Shelf' } })
  await w.admin.post(path, { name: 'shelf', label: { en: 'Shelf' }, type: 'relation', to: 'shelf' })
  await w.admin.post('/objects/shelf/fields', { name: 'bad', label: { en: 'Bad' }, type: 'rollup', rollup: { object: 'product', by: 'shelf', measure: 'count', filter: { [field]: { in: ['worn', 'broken'] } } } })
  const shelf = await w.admin.create('shelf', { name: 'A' })
  await Promise.all(['worn', 'newOldStock'].map(value => w.admin.create('product', { name: 'Jam', shelf: shelf.id, [field]: value })))
  expect((await w.admin.read('shelf', shelf.id)).bad).toBe(1)
  await w.admin.post(`${path}/${field}/options/change`, { options: ['worn', 'broken'].map(option), moveTo: { newOldStock: 'broken' } })
  await w.settle()
  expect((await w.admin.read('shelf', shelf.id)).bad).toBe(2)
})

test('what a write under way still brings is moved soon after', async () => {
  const field = await grading()
  await w.admin.create('product', { name: 'Jam', [field]: 'worn' })
  await w.admin.post(`${path}/${field}/options/change`, { options: ['newOldStock', 'broken'].map(option), moveTo: { worn: 'broken' } })
  await w.app.database.query(sql`update ${identifier(w.schema, 'product')} set ${identifier(field)} = 'worn' where ${identifier(field)} = 'broken'`)
  await w.app.database.query(raw(`select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs where task_identifier = 'object.moveLateOptions'`))
  await w.settle()
  expect([await holders(field, 'worn'), await holders(field, 'broken')]).toEqual([0, 1])
})

test('what a write under way still brings goes all the way, where the option that it is moved to is renamed in the same seconds', async () => {
  const field = await grading()
  await w.admin.create('product', { name: 'Jam', [field]: 'worn' })
  await w.admin.post(`${path}/${field}/options/change`, { options: ['newOldStock', 'broken'].map(option), moveTo: { worn: 'broken' } })
  await w.admin.post(`${path}/${field}/options/change`, { options: ['newOldStock', 'wreck'].map(option), moveTo: { broken: 'wreck' } })
  await w.app.database.query(sql`update ${identifier(w.schema, 'product')} set ${identifier(field)} = 'worn' where ${identifier(field)} = 'wreck'`)
  // due one after the other, as they were asked for
  await w.app.database.query(raw(`select graphile_worker.reschedule_jobs(array[id], run_at => now() - make_interval(secs => 100 - place)) from (select id, row_number() over (order by run_at) as place from graphile_worker.jobs where task_identifier = 'object.moveLateOptions') late`))
  await w.settle()
  expect([await holders(field, 'worn'), await holders(field, 'wreck')]).toEqual([0, 1])
})

test('what is wrong with a mapping is said, and only administrators change options', async () => {
  const field = await grading()
  const faults = async (body: object) => (await w.admin.send('POST', `${path}/${field}/options/change`, body)).body.errors?.map((fault: any) => [fault.path, fault.code])
  const options = [option('newOldStock')]
  expect(await faults({ options, moveTo: { newOldStock: 'worn', worn: 'nowhere', broken: [{ when: { price: { gt: 1 } }, to: 'newOldStock' }] } })).toEqual([
    ['moveTo.newOldStock', 'option.stays'], ['moveTo.worn[0].to', 'option.unknown'], ['moveTo.broken[0].when', 'option.otherwise'],
  ])
  expect(await faults({ options, moveTo: { worn: [{ when: { nothing: { eq: 1 } }, to: null }, { to: null }] } })).toEqual([['moveTo.worn[0].when.nothing', 'field.unknown']])
  expect(await faults({ options, moveTo: { worn: [{ when: { [field]: { eq: 'worn' } }, to: null }, { to: null }] } })).toEqual([[`moveTo.worn[0].when.${field}`, 'option.ownField']])
  expect(await faults({ options: [option('a'), option('a')] })).toEqual([['options[1].value', 'option.repeated']])
  for (const at of ['/objects/deal/fields/stage', '/objects/deal/fields/pipeline', '/objects/deal/fields/name']) expect((await w.admin.send('POST', `${at}/options/change`, { options })).body.errors[0].code).toBe('option.none')
  expect((await w.admin.send('POST', `${path}/nothing/options/preview`, { options })).status).toBe(404)
  for (const verb of ['preview', 'change']) expect((await (await w.key('manager')).send('POST', `${path}/${field}/options/${verb}`, split)).status).toBe(403)
})

test('an option removed in the middle of an import: its later rows fail with a reason, nothing else does', async () => {
  const field = await grading()
  const rows = Array.from({ length: 5000 }, (_, at) => `Jam ${at},${field}-${at},${at % 10 ? 'broken' : 'worn'}`)
  const blocker = new pg.Client({ connectionString: w.databaseUrl })
  await blocker.connect()
  try {
    // the second batch of a thousand waits for this row, the options for that batch, and the third for the options
    await blocker.query('begin')
    await blocker.query(`insert into ${w.schema}.product (id, version, name, "externalId", "createdAt", "updatedAt") values (gen_random_uuid(), 1, 'x', '${field}-1500', now(), now())`)
    const { id } = (await sendImport(w.admin, { object: 'product', mode: 'create', createOptions: false, mapping: { name: 'name', key: 'externalId', grade: field } }, ['name,key,grade', ...rows].join('\n'))).body
    await expect.poll(async () => (await blocker.query('select 1 from pg_locks where not granted and locktype = \'transactionid\'')).rowCount, { timeout: 20_000 }).toBe(1)
    const changed = w.admin.post(`${path}/${field}/options/change`, { options: ['newOldStock', 'broken'].map(option), moveTo: { worn: 'newOldStock' } })
    await expect.poll(async () => (await blocker.query('select 1 from pg_locks where not granted')).rowCount, { timeout: 20_000 }).toBeGreaterThan(1)
    await blocker.query('rollback')
    await changed
    const status = await finished(w.admin, id)
    const failures = await errorRows(w.admin, id)
    expect(status).toMatchObject({ status: 'completed', rows: 5000, created: 4700, failed: 300 })
    expect(failures).toHaveLength(301)
    expect(failures.slice(1).every(cells => cells.includes('worn') && cells.some(cell => /option|pilihan/.test(cell)))).toBe(true)
  } finally {
    await blocker.end()
  }
  await w.app.database.query(raw(`select graphile_worker.reschedule_jobs(array_agg(id), run_at => now()) from graphile_worker.jobs where task_identifier = 'object.moveLateOptions'`))
  await w.settle()
  expect([await holders(field, 'worn'), await holders(field, 'newOldStock'), await holders(field, 'broken')]).toEqual([0, 200, 4500])
}, 60_000)

test('nothing that is undone brings a retired value back: bulk change, import and merge leave it and say so', async () => {
  const field = await grading()
  const kept = await Promise.all(['bulk', 'import', 'merge', 'other'].map(name => w.admin.create('product', { name, externalId: `${field}-${name}`, [field]: name === 'merge' ? 'worn' : 'broken' })))
  const [one, two, three, four] = kept.map(each => each.id)
  await w.admin.update('product', one, { [field]: 'worn' })
  await w.admin.update('product', two, { [field]: 'worn' })
  const bulk = await w.admin.post('/records/product/bulk', { ids: [one], change: { set: { [field]: 'newOldStock', price: 5 } } })
  const { id: imported } = (await sendImport(w.admin, { object: 'product', mode: 'upsert', matchOn: ['externalId'], mapping: { key: 'externalId', grade: field } }, `key,grade\n${field}-import,newOldStock`)).body
  await finished(w.admin, imported)
  await w.admin.post('/records/product/merge', { into: three, from: [four], take: { [field]: four } })
  await w.settle()
  await w.admin.post(`${path}/${field}/options/change`, { options: ['newOldStock', 'used', 'broken'].map(option), moveTo: { worn: 'used' } })
  await w.admin.post(`/bulk/${bulk.id}/undo`)
  await w.admin.post(`/imports/${imported}/undo`)
  const { data: [{ merge }] } = await w.admin.get(`/records/product/${three}/merges`)
  expect(await w.admin.post(`/records/product/merge/${merge.id}/undo`)).toMatchObject({ restored: [four], kept: [{ object: 'product', id: three, field }] })
  await w.settle()
  expect((await w.admin.get(`/bulk/${bulk.id}/kept`)).data).toMatchObject([{ record: one, errors: [{ path: field, code: 'option.unknown' }] }])
  expect((await w.admin.get(`/imports/${imported}/left`)).data).toMatchObject([{ record: two, code: 'option.unknown' }])
  expect(await holders(field, 'worn')).toBe(0)
  expect([(await w.admin.read('product', one))[field], (await w.admin.read('product', two))[field], (await w.admin.read('product', three))[field]]).toEqual(['newOldStock', 'newOldStock', 'broken'])
})
