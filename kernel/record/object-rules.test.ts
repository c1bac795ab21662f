// Rules of an object through the front door: fields unique together, and validations with a message of their own.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { errorRows, importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace
const text = (name: string, label = name) => ({ name, type: 'text', label: { en: label } })

beforeAll(async () => {
  w = await testWorkspace()
  await w.admin.post('/objects', { name: 'watch', label: { en: 'Watch', id: 'Jam' }, fields: [text('name'), text('brand', 'Brand'), text('serial', 'Serial'), { name: 'price', type: 'number', label: { en: 'Price' } }, { name: 'kind', type: 'select', label: { en: 'Kind' }, options: [{ value: 'gift', label: { en: 'Gift' } }, { value: 'sale', label: { en: 'Sale' } }] }] })
})
afterAll(() => w.close())

const send = (method: string, path: string, body?: unknown, language = 'en') => w.admin.send(method, path, body, { 'accept-language': language })
const faults = ({ status, body }: { status: number, body: any }) => [status, (body.errors ?? []).map((each: any) => `${each.path} ${each.code}`)]

test('a set of fields becomes unique only while no two living records clash, and says how many do', async () => {
  const one = await w.admin.create('watch', { brand: 'Rolex', serial: 'X' })
  await w.admin.create('watch', { brand: 'Rolex', serial: 'X' })
  const refused = await send('PATCH', '/objects/watch', { uniqueSets: [{ fields: ['brand', 'serial'] }] })
  expect(faults(refused)).toEqual([409, ['uniqueSets[0] conflict.repeated']])
  expect(refused.body.errors[0].message).toBe('1 combinations stand in more than one record, such as: Rolex · X')
  await w.admin.remove('watch', one.id)
  expect((await w.admin.patch('/objects/watch', { uniqueSets: [{ fields: ['brand', 'serial'] }] })).uniqueSets).toEqual([{ fields: ['brand', 'serial'] }])
  expect(faults(await send('POST', `/records/watch/${one.id}/restore`))).toEqual([409, ['brand conflict.uniqueSet']])
})

test('a clash is refused on every way in; empties and the bin do not count', async () => {
  const clash = { brand: 'Omega', serial: '1' }
  const first = await w.admin.create('watch', clash)
  expect(faults(await send('POST', '/records/watch', clash))).toEqual([409, ['brand conflict.uniqueSet']])
  const other = await w.admin.create('watch', { brand: 'Omega', serial: '2' })
  expect(faults(await send('PATCH', `/records/watch/${other.id}`, { serial: '1' }))).toEqual([409, ['brand conflict.uniqueSet']])
  expect((await send('PATCH', `/records/watch/${other.id}`, { name: 'Speedmaster' })).status).toBe(200)
  const twins = [{ op: 'create', data: { brand: 'Seiko', serial: '5' } }, { op: 'create', data: { brand: 'Seiko', serial: '5' } }]
  expect(faults(await send('POST', '/records/watch/batch', { operations: twins }))).toEqual([422, ['operations[1].data.brand conflict.uniqueSet']])
  const { results } = await w.admin.post('/records/watch/batch', { atomic: false, operations: twins })
  expect(results.map((each: any) => each.status)).toEqual([201, 409])
  await w.admin.create('watch', { brand: 'Omega' })
  await w.admin.create('watch', { brand: 'Omega' })
  const imported = await importFile(w.admin, { object: 'watch' }, 'brand,serial\r\nOmega,1\r\nTudor,1\r\nTudor,1\r\n')
  expect(imported).toMatchObject({ created: 1, failed: 2 })
  await w.admin.remove('watch', first.id)
  expect((await send('POST', '/records/watch', clash)).status).toBe(201)
})

test('of many who write the same at once one succeeds, the others hear why', async () => {
  const replies = await Promise.all(Array.from({ length: 8 }, () => send('POST', '/records/watch', { brand: 'Casio', serial: 'F91' })))
  expect(replies.map(reply => reply.status).sort()).toEqual([201, ...Array(7).fill(409)])
  for (const reply of replies.filter(({ status }) => status === 409)) expect(reply.body.errors[0].code).toBe('conflict.uniqueSet')
})

test('a set names fields that there are and that can be compared; a field of a set is not removed', async () => {
  const tried = (fields: string[]) => send('PATCH', '/objects/watch', { uniqueSets: [{ fields }] })
  expect(faults(await tried(['brand', 'nope']))).toEqual([422, ['uniqueSets[0].fields[1] field.unknown']])
  expect(faults(await tried(['brand', 'brand']))).toEqual([422, ['uniqueSets[0].fields[1] option.repeated']])
  expect(faults(await tried(['brand', 'tags']))).toEqual([422, ['uniqueSets[0].fields[1] value.invalid']])
  expect((await tried(['brand'])).status).toBe(422)
  expect(faults(await send('DELETE', '/objects/watch/fields/serial'))[0]).toBe(409)
})

const rule = { name: 'giftIsFree', when: { kind: { eq: 'gift' } }, must: { price: { eq: 0 } }, message: { en: 'A gift costs nothing', id: 'Hadiah tidak berbayar' }, field: 'price' }

test('a validation says its own message in both languages, on every way in', async () => {
  await w.admin.patch('/objects/watch', { validations: [rule] })
  const gift = { kind: 'gift', price: 5 }
  const refused = await send('POST', '/records/watch', gift)
  expect(refused.body.errors).toEqual([{ path: 'price', code: 'validation.failed', message: 'A gift costs nothing' }])
  expect((await send('POST', '/records/watch', gift, 'id')).body.errors[0].message).toBe('Hadiah tidak berbayar')
  const { id } = await w.admin.create('watch', { kind: 'gift', price: 0 })
  expect(faults(await send('PATCH', `/records/watch/${id}`, { price: 3 }))).toEqual([422, ['price validation.failed']])
  expect(faults(await send('POST', '/records/watch/batch', { operations: [{ op: 'create', data: gift }] }))).toEqual([422, ['operations[0].data.price validation.failed']])
  await w.admin.update('watch', id, { externalId: 'W1' })
  expect(faults(await send('POST', '/records/watch/upsert', { matchOn: ['externalId'], records: [{ externalId: 'W1', price: 9 }] }))).toEqual([422, ['records[0].price validation.failed']])
  const status = await importFile(w.admin, { object: 'watch' }, 'kind,price\r\ngift,7\r\nsale,7\r\n')
  expect(status).toMatchObject({ created: 1, failed: 1 })
  expect((await errorRows(w.admin, status.id)).flat().join()).toContain('Hadiah tidak berbayar')
})

test('an old record is judged only when what the rule looks at changes', async () => {
  await w.admin.patch('/objects/watch', { validations: [] })
  const { id } = await w.admin.create('watch', { kind: 'gift', price: 8 })
  await w.admin.patch('/objects/watch', { validations: [rule] })
  expect((await send('PATCH', `/records/watch/${id}`, { name: 'Tua' })).status).toBe(200)
  expect((await send('PATCH', `/records/watch/${id}`, { price: 9 })).status).toBe(422)
})

test('a rule is checked when it is saved, and a field that it names is not removed', async () => {
  const tried = async (change: object) => faults(await send('PATCH', '/objects/watch', { validations: [{ ...rule, ...change }] }))
  expect(await tried({ must: { nope: { eq: 1 } } })).toEqual([422, ['validations[0].must.nope field.unknown']])
  expect(await tried({ when: { price: { like: 1 } } })).toEqual([422, ['validations[0].when.price.like operator.unknown']])
  expect(await tried({ must: {} })).toEqual([422, ['validations[0].must filter.invalid']])
  expect(await tried({ field: 'nope' })).toEqual([422, ['validations[0].field field.unknown']])
  expect((await tried({ message: {} }))[0]).toBe(422)
  expect(faults(await send('DELETE', '/objects/watch/fields/price'))[0]).toBe(409)
})

test('a rule over a hidden field tells the caller neither its message nor its name', async () => {
  await w.admin.post('/roles', { name: 'blind', label: { en: 'Blind' }, objects: { watch: { read: 'all', create: true, update: 'all', fields: { price: 'hidden' } } } })
  const blind = await w.key('blind')
  const { id } = await w.admin.create('watch', { kind: 'sale', price: 8 })
  const refused = await blind.send('PATCH', `/records/watch/${id}`, { kind: 'gift' })
  expect([refused.status, /price|gift costs/i.test(JSON.stringify(refused.body))]).toEqual([403, false])
  expect(JSON.stringify(await blind.get('/objects/watch'))).not.toContain('giftIsFree')
})

test('a text of a fixed form, and the numbers NIK and NPWP with what can be checked of them', async () => {
  await w.admin.post('/objects/watch/fields', { name: 'plate', type: 'text', label: { en: 'Plate' }, pattern: 'A 0000 AA' })
  const nik = await w.admin.post('/objects/watch/fields', { name: 'nik', type: 'text', format: 'nik', label: { en: 'NIK' } })
  await w.admin.post('/objects/watch/fields', { name: 'npwp', type: 'text', format: 'npwp', label: { en: 'NPWP' } })
  expect(nik.sensitive).toBe(true)
  const tried = async (data: object) => {
    const { status, body } = await send('POST', '/records/watch', data)
    return status === 201 ? body[Object.keys(data)[0]] : body.errors[0].code
  }
  expect([await tried({ plate: 'B 1234 XY' }), await tried({ plate: 'B 12 XY' })]).toEqual(['B 1234 XY', 'text.format'])
  expect([await tried({ nik: '3174 0165 0890 0001' }), await tried({ nik: '3174013213900001' }), await tried({ nik: '317401150890000' })]).toEqual(['3174016508900001', 'nik.invalid', 'nik.invalid'])
  expect([await tried({ npwp: '01.312.166.0-091.000' }), await tried({ npwp: '01.312.167.0-091.000' }), await tried({ npwp: '0013121660091000' })]).toEqual(['013121660091000', 'npwp.invalid', '0013121660091000'])
  expect([await tried({ npwp: '0013121670091000' }), await tried({ npwp: '1000000000123456' }), await tried({ npwp: '10000000001234567' })]).toEqual(['npwp.invalid', '1000000000123456', 'npwp.invalid'])
  expect((await send('POST', '/objects/watch/fields', { name: 'bad', type: 'text', label: { en: 'Bad' }, pattern: '---' })).body.errors).toMatchObject([{ path: 'pattern', code: 'definition.textPattern' }])
})

test('what is written once is changed again only by an administrator who says why, which is kept', async () => {
  await w.admin.post('/objects/watch/fields', { name: 'certificate', type: 'text', writeOnce: true, label: { en: 'Certificate' } })
  const { id } = await w.admin.create('watch', { certificate: 'C-1' })
  const manager = await w.key('manager')
  const change = (client: typeof w.admin, query = '') => client.send('PATCH', `/records/watch/${id}${query}`, { certificate: 'C-2' })
  expect(faults(await change(w.admin))).toEqual([403, ['certificate field.writeOnce']])
  expect(faults(await change(manager, '?overrideReason=Salah%20ketik'))).toEqual([403, ['certificate field.writeOnce']])
  expect((await w.admin.send('POST', '/records/watch/batch', { operations: [{ op: 'update', id, data: { certificate: 'C-3' } }] })).status).toBe(422)
  expect((await change(w.admin, '?overrideReason=')).status).toBe(422)
  expect((await change(w.admin, '?overrideReason=Salah%20ketik')).body.certificate).toBe('C-2')
  const { data: [entry] } = await w.admin.get(`/records/watch/${id}/timeline`)
  expect(entry).toMatchObject({ cause: { reason: 'Salah ketik' }, changes: [{ field: 'certificate', from: 'C-1', to: 'C-2' }] })
})
