// Kernel, objects over HTTP: what administrators make is served at once; what others may not know is not there.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
beforeAll(async () => {
  w = await testWorkspace()
})
afterAll(() => w.close())

const appraisal = {
  name: 'appraisal', label: { en: 'Appraisal', id: 'Penaksiran' }, pluralLabel: { en: 'Appraisals', id: 'Penaksiran' }, icon: 'gem', title: 'item',
  fields: [
    { name: 'item', label: { en: 'Item' }, type: 'text', required: true, max: 120 },
    { name: 'deal', label: { en: 'Deal' }, type: 'relation', to: 'deal' },
    { name: 'price', label: { en: 'Price' }, type: 'currency', index: true },
    { name: 'grade', label: { en: 'Grade' }, type: 'select', options: [{ value: 'a', label: { en: 'A' }, color: 'green' }, { value: 'b', label: { en: 'B' } }], default: 'b' },
    { name: 'serial', label: { en: 'Serial' }, type: 'text', unique: true },
  ],
}

test('a custom object is served without a restart: records, filters, views', async () => {
  const made = await w.admin.post('/objects', appraisal)
  expect(made).toMatchObject({ name: 'appraisal', custom: true, title: 'item', icon: 'gem', pipeline: false })
  expect(made.fields.find((field: any) => field.name === 'price')).toMatchObject({ index: true, indexState: 'ready', access: 'write', computed: false })
  const deal = await w.admin.create('deal', { name: 'Tas' })
  const record = await w.admin.create('appraisal', { item: 'Birkin 30', deal: deal.id, price: 250_000_000, serial: 'X-1' })
  expect(record).toMatchObject({ grade: 'b', price: { amount: 250_000_000, currency: 'IDR' } })
  expect((await w.admin.send('POST', '/records/appraisal', { item: 'Kelly', serial: 'X-1' })).status).toBe(409)
  expect((await w.admin.list('appraisal', { filter: { deal: { name: { eq: 'Tas' } } }, sort: '-price' })).data).toHaveLength(1)
  const view = await w.admin.post('/views', { object: 'appraisal', label: { en: 'All' }, columns: ['item', 'price'], sort: '-price', visibility: 'everyone' })
  expect((await (await w.key('readOnly')).get('/views?object=appraisal')).data).toEqual([view])
})

test('tasks and notes are about whatever objects a customer makes', async () => {
  await w.admin.post('/objects', { name: 'visit', label: { en: 'Visit' } })
  const visit = await w.admin.create('visit', { name: 'Toko Abadi' })
  const task = await w.admin.create('task', { subject: 'Bawa contoh', about: { object: 'visit', id: visit.id } })
  expect((await w.admin.list('task', { filter: { about: { visit: { name: { eq: 'Toko Abadi' } } } } })).data.map(each => each.id)).toEqual([task.id])
  await w.admin.delete('/objects/visit')
  expect((await w.admin.read('task', task.id)).about).toBe(null)
})

test('when an object is removed, notes and documents about its records go to the bin, and tasks stay and say what they were about', async () => {
  await w.admin.post('/objects', { name: 'survey', label: { en: 'Survey', id: 'Survei' } })
  const [shop, other] = [await w.admin.create('survey', { name: 'Toko Abadi' }), await w.admin.create('contact', { firstName: 'Budi' })]
  const about = { object: 'survey', id: shop.id }
  const elsewhere = { object: 'contact', id: other.id }
  const [said, bare, kept] = await Promise.all([{ subject: 'Ukur', description: 'Bawa meteran', about }, { subject: 'Telepon', about }, { subject: 'Lain', about: elsewhere }].map(data => w.admin.create('task', data)))
  const [note, otherNote] = await Promise.all([about, elsewhere].map(each => w.admin.create('note', { body: 'Pintu sempit', about: each })))
  const document = await w.admin.create('document', { name: 'Denah', about })
  // a note that is in the bin already, and a task whose record is
  const gone = await w.admin.create('note', { body: 'Salah', about })
  await w.admin.remove('note', gone.id)
  await w.admin.remove('survey', shop.id)
  await w.admin.delete('/objects/survey')
  expect(await w.admin.read('task', said.id)).toMatchObject({ about: null, description: 'Bawa meteran\n\nTentang Survei: Toko Abadi', status: 'open' })
  expect(await w.admin.read('task', bare.id)).toMatchObject({ about: null, description: 'Tentang Survei: Toko Abadi' })
  expect(await w.admin.read('task', kept.id)).toMatchObject({ about: elsewhere, description: null, version: 1 })
  expect(await w.admin.read('note', otherNote.id)).toMatchObject({ about: elsewhere })
  for (const [object, { id }] of [['note', note], ['document', document]] as const) {
    expect((await w.admin.send('GET', `/records/${object}/${id}`)).status, object).toBe(404)
    expect(await w.admin.post(`/records/${object}/${id}/restore`), object).toMatchObject({ id, about: null })
  }
  const { data } = await w.admin.get(`/records/task/${said.id}/timeline?types=change`)
  expect(data[0].changes.map((change: any) => change.field).sort()).toEqual(['about', 'description'])
  // what may not go leaves all as it is
  await w.admin.post('/objects', { name: 'inspection', label: { en: 'Inspection' } })
  await w.admin.post('/objects/deal/fields', { name: 'inspection', label: { en: 'Inspection' }, type: 'relation', to: 'inspection' })
  const used = await w.admin.create('inspection', { name: 'Satu' })
  const stays = await w.admin.create('note', { body: 'Tetap', about: { object: 'inspection', id: used.id } })
  expect((await w.admin.send('DELETE', '/objects/inspection')).status).toBe(409)
  expect(await w.admin.read('note', stays.id)).toMatchObject({ version: 1 })
})

test('everything that is wrong with a definition is listed', async () => {
  const reply = await w.admin.send('POST', '/objects', {
    name: 'Bad Name', label: {}, fields: [
      { name: 'and', label: { en: 'X' }, type: 'text' },
      { name: 'two', label: { en: 'X' }, type: 'hologram' },
      { name: 'three', label: { en: 'X' }, type: 'relation', to: 'nothing', weight: 101 },
      { name: 'four', label: { en: 'X' }, type: 'select', options: [{ value: 'a', label: { en: 'A' } }, { value: 'a', label: { en: 'A' } }] },
    ],
  })
  expect(reply.status).toBe(422)
  expect(reply.body.errors.map((error: any) => error.path)).toEqual(['label'])
  const next = await w.admin.send('POST', '/objects', {
    name: 'Bad Name', label: { en: 'Bad' }, fields: [
      { name: 'and', label: { en: 'X' }, type: 'text' },
      { name: 'two', label: { en: 'X' }, type: 'hologram' },
      { name: 'three', label: { en: 'X' }, type: 'relation', to: 'nothing', weight: 101 },
      { name: 'four', label: { en: 'X' }, type: 'select', options: [{ value: 'a', label: { en: 'A' } }, { value: 'a', label: { en: 'A' } }] },
    ],
  })
  expect(next.status).toBe(422)
  expect(next.body.errors.map((error: any) => [error.path, error.code])).toEqual(expect.arrayContaining([
    ['name', 'name.invalid'], ['fields[0].name', 'name.invalid'], ['fields[1].type', 'type.unknown'], ['fields[2].weight', 'value.range'], ['fields[2].to', 'object.unknown'],
    ['fields[3].options[1].value', 'option.repeated'],
  ]))
  for (const computed of [{ computed: '1' }, { readOnly: true }, { standard: true }, { from: 'x' }]) {
    expect((await w.admin.send('POST', '/objects/deal/fields', { name: 'sneaky', label: { en: 'X' }, type: 'text', ...computed })).status).toBe(422)
  }
})

test('an id is the kernel\'s to give: no field is of that type', async () => {
  for (const type of ['id', 'stage', '__proto__']) {
    const reply = await w.admin.send('POST', '/objects/product/fields', { name: 'otherId', label: { en: 'Other id' }, type })
    expect([reply.status, reply.body.errors]).toMatchObject([422, [{ path: 'type', code: 'type.unknown' }]])
  }
})

test('a name that the database or the language gives to everything is reserved: it would be no column, or nobody could write it', async () => {
  for (const name of ['ctid', 'xmin', 'xmax', 'cmin', 'cmax', 'tableoid', 'constructor', 'toString', 'valueOf', 'hasOwnProperty']) {
    const replies = [await w.admin.send('POST', '/objects/product/fields', { name, type: 'text', label: { en: 'X' } }), await w.admin.send('POST', '/objects', { name, label: { en: 'X' } })]
    for (const { status, body } of replies) expect([name, status, body.errors?.map((error: any) => [error.path, error.code])]).toEqual([name, 422, [['name', 'name.invalid']]])
  }
})

test('a field is added, changed, and removed when nothing uses it', async () => {
  const field = { name: 'finalGrading', label: { en: 'Final grading' }, type: 'select', options: [{ value: 'new', label: { en: 'New' } }, { value: 'unworn', label: { en: 'Unworn' } }] }
  expect(await w.admin.post('/objects/product/fields', field)).toMatchObject({ name: 'finalGrading', access: 'write' })
  const product = await w.admin.create('product', { name: 'Jam', finalGrading: 'new' })
  const view = await w.admin.post('/views', { object: 'product', label: { en: 'Graded' }, filter: { finalGrading: { empty: false } } })
  const held = await w.admin.send('PATCH', '/objects/product/fields/finalGrading', { options: [field.options[1]] })
  expect([held.status, held.body.code]).toEqual([409, 'conflict.option'])
  const used = await w.admin.send('DELETE', '/objects/product/fields/finalGrading', undefined)
  expect([used.status, used.body.code, used.body.errors[0].path]).toEqual([409, 'conflict.inUse', `views.${view.id}`])
  await w.admin.delete(`/views/${view.id}`)
  await w.admin.delete('/objects/product/fields/finalGrading')
  expect(await w.admin.read('product', product.id)).not.toHaveProperty('finalGrading')
  expect((await w.admin.send('PATCH', '/objects/product/fields/finalGrading', { weight: 1 })).status).toBe(404)
})

test('a type changes only where nothing can be lost', async () => {
  await w.admin.post('/objects/product/fields', { name: 'origin', label: { en: 'Origin' }, type: 'text' })
  expect((await w.admin.patch('/objects/product/fields/origin', { type: 'longText' })).type).toBe('longText')
  const refused = await w.admin.send('PATCH', '/objects/product/fields/origin', { type: 'number' })
  expect([refused.status, refused.body.errors[0].code]).toEqual([422, 'type.fixed'])
})

test('a field becomes unique only while no value is repeated', async () => {
  await w.admin.post('/objects/product/fields', { name: 'barcode', label: { en: 'Barcode' }, type: 'text' })
  const [one] = await Promise.all(['899', '899'].map(barcode => w.admin.create('product', { name: 'Kotak', barcode })))
  expect((await w.admin.send('PATCH', '/objects/product/fields/barcode', { unique: true })).status).toBe(409)
  await w.admin.update('product', one.id, { barcode: '900' })
  expect((await w.admin.patch('/objects/product/fields/barcode', { unique: true })).unique).toBe(true)
  expect((await w.admin.send('PATCH', `/records/product/${one.id}`, { barcode: '899' })).status).toBe(409)
})

test('what came with the product stays; what others point to stays', async () => {
  const cases: [string, string][] = [['/objects/contact', 'conflict.standard'], ['/objects/deal/fields/amount', 'conflict.standard'], ['/objects/deal/fields/owner', 'conflict.standard']]
  for (const [path, code] of cases) {
    const reply = await w.admin.send('DELETE', path)
    expect([path, reply.status, reply.body.code]).toEqual([path, 409, code])
  }
  await w.admin.post('/objects', { name: 'brand', label: { en: 'Brand' } })
  await w.admin.post('/objects/product/fields', { name: 'maker', label: { en: 'Maker' }, type: 'relation', to: 'brand' })
  const used = await w.admin.send('DELETE', '/objects/brand')
  expect([used.status, used.body.errors[0].path]).toEqual([409, 'objects.product.fields.maker'])
  await w.admin.delete('/objects/product/fields/maker')
  await w.admin.delete('/objects/brand')
  expect((await w.admin.send('GET', '/records/brand')).status).toBe(404)
  await w.admin.post('/objects', { name: 'brand', label: { en: 'Brand' } })
  expect((await w.admin.create('brand', { name: 'Rolex' })).name).toBe('Rolex')
})

test('two administrators who add fields at once both succeed', async () => {
  const names = ['one', 'two', 'three', 'four']
  await Promise.all(names.map(name => w.admin.post('/objects/note/fields', { name, label: { en: name }, type: 'text' })))
  const { fields } = await w.admin.get('/objects/note')
  expect(fields.map((field: any) => field.name)).toEqual(expect.arrayContaining(names))
})

test('hidden fields and unreadable objects are not there, and only administrators change', async () => {
  await w.admin.post('/roles', {
    name: 'courier', label: { en: 'Courier' }, objects: { contact: { read: 'all', create: false, update: 'none', delete: 'none', fields: { dateOfBirth: 'hidden', phone: 'read' } }, deal: { read: 'none', create: false, update: 'none', delete: 'none' } },
  })
  const courier = await w.key('courier')
  const contact = await courier.get('/objects/contact')
  const field = (name: string) => contact.fields.find((each: any) => each.name === name)
  expect([field('dateOfBirth'), field('phone').access, field('email').access]).toEqual([undefined, 'read', 'write'])
  expect((await courier.send('GET', '/objects/deal')).status).toBe(404)
  expect((await courier.get('/objects')).data.map((each: any) => each.name)).not.toContain('deal')
  for (const [method, path, body] of [['POST', '/objects', appraisal], ['PATCH', '/objects/contact', { icon: 'star' }], ['POST', '/objects/contact/fields', appraisal.fields[0]], ['DELETE', '/pipelines/sales', undefined]] as const) {
    expect((await courier.send(method, path, body)).status).toBe(403)
  }
})

test('each change is an event of its object', async () => {
  await w.admin.patch('/objects/company', { label: { en: 'Client', id: 'Klien' } })
  const [event] = await w.app.database.query({ text: `select before, after, way from ${w.schema}._event where object = '_object' order by seq desc limit 1`, values: [] } as never)
  expect(event).toEqual({ before: { name: 'company', label: { en: 'Company', id: 'Perusahaan' } }, after: { name: 'company', label: { en: 'Client', id: 'Klien' } }, way: 'api' })
})

test('a pipeline gives an object its stage and pipeline', async () => {
  await w.admin.post('/objects', { name: 'repair', label: { en: 'Repair' } })
  await w.admin.create('repair', { name: 'Jam lama' })
  await w.admin.post('/pipelines', { name: 'repairs', label: { en: 'Repairs' }, object: 'repair', stages: [{ value: 'received', label: { en: 'Received' } }, { value: 'done', label: { en: 'Done' }, kind: 'won', probability: 100 }] })
  expect(await w.admin.create('repair', { name: 'Jam baru' })).toMatchObject({ pipeline: 'repairs', stage: 'received' })
  expect((await w.admin.get('/objects/repair')).pipeline).toBe(true)
  const { data } = await w.admin.get('/records/repair/aggregate?groupBy=stage&measure=count')
  expect(data).toEqual(expect.arrayContaining([{ stage: 'received', count: 1 }, { stage: null, count: 1 }]))
})

test('a process that has not yet heard of a change answers by the new definition, not by a fault', async () => {
  await w.admin.post('/objects/lead/fields', { name: 'budget', label: { en: 'Budget' }, type: 'text' })
  const lead = await w.admin.create('lead', { firstName: 'Siti', budget: '10 juta' })
  // as another process would have done it, its notice lost
  const sql = (text: string) => w.app.database.query({ text, values: [] } as never)
  await sql(`alter table ${w.schema}.lead rename column budget to _gone_budget`)
  await sql(`update ${w.schema}._object set definition = jsonb_set(definition, '{fields}', (select jsonb_agg(f) from jsonb_array_elements(definition->'fields') f where f->>'name' <> 'budget')) where name = 'lead'`)
  await sql(`update ${w.schema}._setting set value = to_jsonb((value #>> '{}')::int + 1) where name = 'version'`)
  expect(await w.admin.read('lead', lead.id)).not.toHaveProperty('budget')
})
