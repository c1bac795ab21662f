// Records through the front door: written, read back, changed, refused, deleted, restored.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { raw } from '../database/sql.ts'
import { importFile } from '../../test/import-file.ts'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'

let w: TestWorkspace

beforeAll(async () => { w = await testWorkspace() })
afterAll(() => w.close())

const codes = (body: any) => body.errors.map((error: any) => `${error.path} ${error.code}`).sort()

describe('one record', () => {
  test('is created, read with its version as ETag, and changed', async () => {
    const made = await w.admin.send('POST', '/records/contact', { firstName: 'Siti', email: 'Siti@Example.com', hobbies: ['golf', 'watches'] })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ firstName: 'Siti', fullName: 'Siti', lastName: null, customerType: 'b2c', version: 1, hobbies: ['golf', 'watches'] })
    const read = await w.admin.send('GET', `/records/contact/${made.body.id}`)
    expect(read.body).toEqual(made.body)
    expect(read.headers.get('etag')).toBe('"1"')
    const changed = await w.admin.update('contact', made.body.id, { lastName: 'Rahma' })
    expect(changed).toMatchObject({ fullName: 'Siti Rahma', version: 2 })
    expect(await w.admin.read('contact', made.body.id)).toEqual(changed)
  })

  test('LOC-09: a one-word name needs no last name', async () => {
    const made = await w.admin.create('contact', { firstName: 'Suharto', salutation: 'Bapak' })
    expect(made).toMatchObject({ firstName: 'Suharto', lastName: null, fullName: 'Suharto', salutation: 'Bapak' })
  })

  test('FRM-08: 0812, 62812, +62812 and 812 become one E.164 value; wrong lengths are refused', async () => {
    for (const spelling of ['0812-1111-2222', '6281211112222', '+62 812 1111 2222', '81211112222']) {
      expect((await w.admin.create('contact', { firstName: 'Ujang', phone: spelling })).phone).toBe('+6281211112222')
    }
    for (const wrong of ['0812', '08121111222233334444', '12ab']) {
      const refused = await w.admin.send('POST', '/records/contact', { firstName: 'Ujang', phone: wrong })
      expect(refused.status).toBe(422)
      expect(codes(refused.body)).toEqual(['phone phone.invalid'])
    }
    for (const spelling of ['0812-1111-2222', '6281211112222', '+62 812-1111-2222']) {
      expect((await w.admin.list('contact', { filter: { phone: { eq: spelling } } })).data).toHaveLength(4)
    }
  })

  test('LOC-08: landline codes: "021-5551234" becomes +62215551234; wrong lengths are refused', async () => {
    for (const [spelling, kept] of [['021-5551234', '+62215551234'], ['(021) 555 1234', '+62215551234'], ['+62 21 5551234', '+62215551234'], ['0274 512345', '+62274512345'], ['0361-234567', '+62361234567'], ['0812-3333-4444', '+6281233334444']]) {
      expect((await w.admin.create('contact', { firstName: 'Kantor', phone: spelling })).phone, spelling).toBe(kept)
    }
    for (const wrong of ['021-555', '021-555123456789', '0274 5', '5551234']) expect(codes((await w.admin.send('POST', '/records/contact', { firstName: 'Kantor', phone: wrong })).body), wrong).toEqual(['phone phone.invalid'])
  })

  test('is refused with every fault listed, unknown fields among them, in the language of the caller', async () => {
    const data = { firstName: 'A'.repeat(2000), phone: '12ab', email: 'no mail', dateOfBirth: '2025-02-31', customerType: 'b3b', nope: 1, id: 'x', fullName: 'X' }
    const refused = await w.admin.send('POST', '/records/contact', data, { 'accept-language': 'id' })
    expect(refused.status).toBe(422)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.body.errors.map((error: any) => error.path).sort()).toEqual(['customerType', 'dateOfBirth', 'email', 'firstName', 'fullName', 'id', 'nope', 'phone'])
    expect(refused.body.errors.find((error: any) => error.path === 'nope').message).toBe('Kolom ini tidak ada')
    expect((await w.admin.list('contact', { filter: { phone: { eq: '12' } } })).data).toHaveLength(0)
  })

  test('that meets the same deadlock in each of its tries is to be sent again', async () => {
    await w.app.database.query(raw(`create function ${w.schema}.stuck() returns trigger language plpgsql as $$ begin raise exception 'deadlock detected' using errcode = '40P01'; end $$;
      create trigger stuck before insert on ${w.schema}.contact for each row when (new."firstName" = 'Macet') execute function ${w.schema}.stuck()`))
    const reply = await w.admin.send('POST', '/records/contact', { firstName: 'Macet' })
    expect([reply.status, reply.body.code, reply.headers.get('retry-after')]).toEqual([409, 'conflict.busy', '1'])
    await w.app.database.query(raw(`drop trigger stuck on ${w.schema}.contact`))
  })

  test('is refused in the language of the workspace where the caller names none, whole or one by one', async () => {
    const create = { op: 'create', data: { firstName: 'Rina', nope: 1 } }
    const said = [
      (await w.admin.send('POST', '/records/contact', create.data)).body.errors,
      (await w.admin.send('POST', '/records/contact/batch', { operations: [create] })).body.errors,
      (await w.admin.send('POST', '/records/contact/batch', { atomic: false, operations: [create] })).body.results[0].errors,
    ]
    expect(said.map(errors => errors[0].message)).toEqual(Array(3).fill('Kolom ini tidak ada'))
  })

  test('is not overwritten by somebody who saw an older version', async () => {
    const { id } = await w.admin.create('contact', { firstName: 'Rina' })
    await w.admin.update('contact', id, { lastName: 'Satu' })
    const late = await w.admin.send('PATCH', `/records/contact/${id}`, { lastName: 'Dua' }, { 'if-match': '"1"' })
    expect(late.status).toBe(412)
    expect((await w.admin.read('contact', id)).lastName).toBe('Satu')
    expect((await w.admin.send('PATCH', `/records/contact/${id}`, { lastName: 'Tiga' }, { 'if-match': '"2"' })).status).toBe(200)
  })

  test('that changes nothing keeps its version and leaves no event', async () => {
    const { id } = await w.admin.create('contact', { firstName: 'Tono', email: 'tono@example.com' })
    expect((await w.admin.update('contact', id, { firstName: 'Tono', email: 'tono@example.com' })).version).toBe(1)
    expect((await w.admin.get(`/records/contact/${id}/timeline`)).data).toHaveLength(1)
  })

  test('keeps amounts exactly, as numbers up to 15 digits and as text beyond', async () => {
    const amounts = [[150000000, 150000000], ['0.1001', 0.1001], ['123456789012345678.1234', '123456789012345678.1234']] as const
    for (const [given, kept] of amounts) {
      const { id, amount } = await w.admin.create('deal', { name: 'Jam', amount: { amount: given, currency: 'IDR' } })
      expect(amount).toEqual({ amount: kept, currency: 'IDR' })
      expect((await w.admin.read('deal', id)).amount).toEqual({ amount: kept, currency: 'IDR' })
    }
    for (const wrong of ['1.00001', '1e400', { amount: 1, currency: 'RUPIAH' }, 'satu', Number.MAX_VALUE]) {
      expect((await w.admin.send('POST', '/records/deal', { name: 'Jam', amount: wrong })).status).toBe(422)
    }
  })

  test('may point only to records that live', async () => {
    const { id } = await w.admin.create('company', { name: 'PT Hilang' })
    await w.admin.remove('company', id)
    for (const company of [id, '01a20080-894c-7700-9c9b-298f92a26e7c']) {
      const refused = await w.admin.send('POST', '/records/contact', { firstName: 'Yuni', company })
      expect(codes(refused.body)).toEqual(['company relation.unknown'])
    }
  })

  test('has a unique external id: a second one is a conflict that names the field', async () => {
    await w.admin.create('product', { name: 'Submariner', externalId: 'P-1' })
    const twin = await w.admin.send('POST', '/records/product', { name: 'Datejust', externalId: 'P-1' })
    expect(twin.status).toBe(409)
    expect(codes(twin.body)).toEqual(['externalId conflict.unique'])
  })
})

describe('the bin', () => {
  test('PLT-44: a deleted deal is restorable for 60 days with its links', async () => {
    const own = await testWorkspace()
    const contact = await own.admin.create('contact', { firstName: 'Bayu' })
    const [kept, late] = [await own.admin.create('deal', { name: 'Kept', contact: contact.id }), await own.admin.create('deal', { name: 'Late', contact: contact.id })]
    await own.admin.remove('deal', kept.id)
    await own.admin.remove('deal', late.id)
    expect((await own.admin.send('GET', `/records/deal/${kept.id}`)).status).toBe(404)
    expect((await own.admin.get('/records/deal?bin=true')).data).toHaveLength(2)
    const start = own.app.clock.now().getTime()
    const day = 86_400_000
    await own.setClock(new Date(start + 59 * day).toISOString())
    await own.settle()
    expect(await own.admin.post(`/records/deal/${kept.id}/restore`)).toMatchObject({ name: 'Kept', contact: contact.id })
    expect((await own.admin.read('deal', kept.id)).contact).toBe(contact.id)
    await own.setClock(new Date(start + 62 * day).toISOString())
    await own.settle()
    expect((await own.admin.send('POST', `/records/deal/${late.id}/restore`)).status).toBe(404)
    expect((await own.admin.get('/records/deal?bin=true')).data).toHaveLength(0)
  })
})

describe('many at once', () => {
  test('all or none: one fault leaves nothing written, and every fault has its path', async () => {
    const operations = [{ op: 'create', data: { name: 'PT Batch' } }, { op: 'create', data: { email: 'wrong' } }, { op: 'update', id: '01a20080-894c-7700-9c9b-298f92a26e7c', data: {} }]
    const refused = await w.admin.send('POST', '/records/company/batch', { operations })
    expect(refused.status).toBe(422)
    expect(codes(refused.body)).toEqual(['operations[1].data.email email.invalid', 'operations[1].data.name value.required', 'operations[2].id notFound'])
    expect((await w.admin.list('company', { filter: { name: { eq: 'PT Batch' } } })).data).toHaveLength(0)
  })

  test('each for itself: what can be written is, and the rest says why', async () => {
    await w.admin.create('product', { name: 'Taken', externalId: 'T-1' })
    const operations = [{ op: 'create', data: { name: 'A', externalId: 'T-2' } }, { op: 'create', data: { name: 'B', externalId: 'T-1' } }, { op: 'create', data: {} }, { op: 'create', data: { name: 'C', externalId: 'T-2' } }]
    const { results } = await w.admin.post('/records/product/batch', { atomic: false, operations })
    expect(results.map((result: any) => result.status)).toEqual([201, 409, 422, 409])
    expect(results[2].errors[0]).toMatchObject({ path: 'operations[2].data.name', code: 'value.required' })
  })

  test('are refused beyond 1,000', async () => {
    const operations = Array.from({ length: 1001 }, () => ({ op: 'create', data: { name: 'x' } }))
    expect((await w.admin.send('POST', '/records/company/batch', { operations })).status).toBe(413)
  })

  test('an upsert says created, updated or unchanged, and refuses what matches several', async () => {
    const first = await w.admin.post('/records/contact/upsert', { matchOn: ['email'], records: [{ email: 'up@example.com', firstName: 'Up' }, { firstName: 'No key' }] })
    expect(first.results.map((result: any) => result.status)).toEqual(['created', 'created'])
    const again = await w.admin.post('/records/contact/upsert', { matchOn: ['email'], records: [{ email: 'UP@example.com', firstName: 'Upper' }, { email: 'up2@example.com', firstName: 'Two' }] })
    expect(again.results.map((result: any) => result.status)).toEqual(['updated', 'created'])
    const third = await w.admin.post('/records/contact/upsert', { matchOn: ['email'], records: [{ email: 'UP@example.com', firstName: 'Upper' }] })
    expect(third.results[0].status).toBe('unchanged')
    await w.admin.create('contact', { firstName: 'Twin', email: 'up2@example.com' })
    expect((await w.admin.send('POST', '/records/contact/upsert', { matchOn: ['email'], records: [{ email: 'up2@example.com' }] })).status).toBe(409)
  })
})

test('of many upserts that bring the same new key at once one makes the record and the others find it', async () => {
  const upsert = (matchOn: string, values: string[]) => w.admin.post('/records/contact/upsert', { matchOn: [matchOn], records: values.map(value => ({ [matchOn]: value, firstName: 'Serentak' })) })
  const cases: [string, string[][]][] = [
    ['email', Array.from({ length: 6 }, (_, at) => [at % 2 ? 'serentak@example.com' : 'Serentak@Example.com'])],
    ['externalId', Array.from({ length: 6 }, () => ['serentak'])],
    ['phone', [['0811 1111 1111', '0822 2222 2222'], ['0822-2222-2222', '0811-1111-1111'], ['+6281111111111']]],
  ]
  for (const [matchOn, requests] of cases) {
    const made = (await Promise.all(requests.map(values => upsert(matchOn, values)))).flatMap(({ results }) => results)
    const records = new Set(made.map(({ record }: any) => record.id)).size
    expect([matchOn, records, made.filter(({ status }: any) => status === 'created').length]).toEqual([matchOn, matchOn === 'phone' ? 2 : 1, records])
  }
})

test('an id is the same in capitals', async () => {
  const { id } = await w.admin.create('deal', { name: 'Jam' })
  const capital = id.toUpperCase()
  expect(await w.admin.update('deal', capital, { name: 'Tas' })).toMatchObject({ id, name: 'Tas' })
  const { results } = await w.admin.post('/records/deal/batch', { operations: [{ op: 'update', id: capital, data: { name: 'Topi' } }, { op: 'update', id, data: { source: 'referral' } }, { op: 'delete', id: capital }] })
  expect(results.map((each: any) => [each.status, each.record?.version])).toEqual([[200, 3], [200, 4], [204, undefined]])
  expect(await w.admin.post(`/records/deal/${capital}/restore`)).toMatchObject({ id, name: 'Topi', source: 'referral' })
  expect((await w.admin.send('DELETE', `/records/deal/${capital}`)).status).toBe(204)
})

describe('records of one key in one upsert', () => {
  test('texts that differ in their case are two keys, in a file too', async () => {
    const { id } = await w.admin.create('product', { name: 'Besar', sku: 'SKU-A' })
    const { results } = await w.admin.post('/records/product/upsert', { matchOn: ['sku'], records: [{ sku: 'sku-a', name: 'Kecil' }, { sku: 'SKU-A', name: 'Besar 2' }] })
    expect(results.map((each: any) => [each.status, each.record.sku, each.record.id === id])).toEqual([['created', 'sku-a', false], ['updated', 'SKU-A', true]])
    const file = 'sku,name\nsku-b,Kecil\nSKU-B,Besar\nSKU-B,Besar 2'
    for (const dryRun of [true, false]) expect(await importFile(w.admin, { object: 'product', mode: 'upsert', matchOn: ['sku'], dryRun }, file)).toMatchObject({ created: 2, updated: 1, failed: 0 })
  })

  const upsert = (client: typeof w.admin, email: string) => client.post('/records/contact/upsert', { matchOn: ['email'], records: [{ email, firstName: 'A' }, { email, firstName: 'B' }, { email, firstName: 'B' }, { email: '', firstName: 'C' }] })

  test('make one record, which the later ones update', async () => {
    const { results } = await upsert(w.admin, 'kembar@example.com')
    expect(results.map((each: any) => each.status)).toEqual(['created', 'updated', 'unchanged', 'created'])
    expect(new Set(results.slice(0, 3).map((each: any) => each.record.id)).size).toBe(1)
    expect((await w.admin.list('contact', { filter: { email: { eq: 'kembar@example.com' } } })).data).toMatchObject([{ firstName: 'B', version: 2 }])
  })

  test('are made one by one by who may not update what she made; and one that is wrong leaves nothing written', async () => {
    await w.admin.post('/roles', { name: 'collector', label: { en: 'Collector' }, objects: { contact: { read: 'all', create: true, update: 'none' } } })
    expect((await upsert(await w.key('collector'), 'lepas@example.com')).results.map((each: any) => each.status)).toEqual(['created', 'created', 'created', 'created'])
    const wrong = await w.admin.send('POST', '/records/contact/upsert', { matchOn: ['email'], records: [{ email: 'salah@example.com', firstName: 'A' }, { email: 'salah@example.com', nothing: 1 }] })
    expect([wrong.status, codes(wrong.body)]).toEqual([422, ['records[1].nothing field.unknown']])
    expect((await w.admin.list('contact', { filter: { email: { eq: 'salah@example.com' } } })).data).toEqual([])
  })
})

describe('an Idempotency-Key', () => {
  test('answers a repeat with the first answer, and refuses another body', async () => {
    const key = { 'idempotency-key': 'order-77' }
    const [one, two] = [await w.admin.send('POST', '/records/note', { body: 'Once' }, key), await w.admin.send('POST', '/records/note', { body: 'Once' }, key)]
    expect(two.body).toEqual(one.body)
    expect(two.status).toBe(201)
    expect((await w.admin.send('POST', '/records/note', { body: 'Twice' }, key)).status).toBe(409)
    expect((await w.admin.list('note', { filter: { body: { eq: 'Once' } } })).data).toHaveLength(1)
  })

  test('answers a repeat with all fields of a record, also those that are named as secrets are', async () => {
    const field = (name: string) => ({ name, label: { en: name }, type: 'text' })
    await w.admin.post('/objects', { name: 'licence', label: { en: 'Licence' }, fields: [field('name'), field('key'), field('token')] })
    const key = { 'idempotency-key': 'licence-1' }
    const licence = { name: 'Kantor', key: 'AB-12', token: 'T-1' }
    const [one, two] = [await w.admin.send('POST', '/records/licence', licence, key), await w.admin.send('POST', '/records/licence', licence, key)]
    expect(one.body).toMatchObject(licence)
    expect(two.body).toEqual(one.body)
  })

  test('lets one of many twins write', async () => {
    const replies = await Promise.all(Array.from({ length: 8 }, () => w.admin.send('POST', '/records/note', { body: 'Twin' }, { 'idempotency-key': 'twin' })))
    expect((await w.admin.list('note', { filter: { body: { eq: 'Twin' } } })).data).toHaveLength(1)
    for (const reply of replies) expect([201, 409]).toContain(reply.status)
  })

  test('is forgotten when the write is refused', async () => {
    const key = { 'idempotency-key': 'refused' }
    expect((await w.admin.send('POST', '/records/note', { nope: 1 }, key)).status).toBe(422)
    expect((await w.admin.send('POST', '/records/note', { body: 'Now right' }, key)).status).toBe(201)
  })
})

describe('the timeline', () => {
  test('says who changed what, when, from what to what, and by which way', async () => {
    const sales = await w.person('sales', { name: 'Dewi Lestari' })
    const deal = await sales.create('deal', { name: 'Cincin', amount: 5000000 })
    await sales.update('deal', deal.id, { stage: 'qualified', amount: 6000000 })
    await sales.create('note', { body: 'Minta diskon', about: { object: 'deal', id: deal.id } })
    await w.setClock(new Date(w.app.clock.now().getTime() + 60_000).toISOString())
    await w.admin.update('deal', deal.id, { stage: 'won' })
    const { data } = await w.admin.get(`/records/deal/${deal.id}/timeline`)
    expect(data[0]).toMatchObject({ type: 'change', kind: 'updated', way: 'api', changes: [{ field: 'stage', from: 'qualified', to: 'won' }] })
    expect(data.find((entry: any) => entry.type === 'note').record.body).toBe('Minta diskon')
    const edit = data.find((entry: any) => entry.way === 'person' && entry.kind === 'updated')
    expect(edit).toMatchObject({ actor: { name: 'Dewi Lestari', kind: 'person' } })
    expect(edit.changes).toEqual(expect.arrayContaining([
      expect.objectContaining({ field: 'amount', from: { amount: 5000000, currency: 'IDR' }, to: { amount: 6000000, currency: 'IDR' } }),
      expect.objectContaining({ field: 'stage', from: 'prospect', to: 'qualified' })]))
  })

  test('is paged without a gap or a repeat', async () => {
    const deal = await w.admin.create('deal', { name: 'Panjang' })
    for (let turn = 0; turn < 7; turn++) await w.admin.update('deal', deal.id, { name: `Panjang ${turn}` })
    const seen: string[] = []
    for (let after = ''; ;) {
      const { data, page } = await w.admin.get(`/records/deal/${deal.id}/timeline?limit=3${after}`)
      seen.push(...data.map((entry: any) => entry.id))
      if (!page.next) break
      after = `&after=${encodeURIComponent(page.next)}`
    }
    expect(seen).toHaveLength(8)
    expect(new Set(seen).size).toBe(8)
  })
})

test('a custom field may have any name of one letter, and the words that queries are made of', async () => {
  const words = [...'abcdefghijklmnopqrstuvwxyz', 'json', 'team', 'record', 'source', 'value', 'key', 'old', 'made', 'kind', 'way', 'row', 'deleted', 'held']
  const field = (name: string) => ({ name, label: { en: name }, type: 'text' })
  expect((await w.admin.send('POST', '/objects', { name: 'letter', label: { en: 'Letter' }, title: 'name', fields: [field('name'), ...words.map(field), { name: 'mate', label: { en: 'Mate' }, type: 'relation', to: 'letter' }] })).body.errors).toBe(undefined)
  await w.admin.post('/objects/letter/fields', { name: 'joined', label: { en: 'Joined' }, type: 'formula', formula: 'd + coalesce(mate.d, "")' })
  await w.admin.post('/objects/letter/fields', { name: 'newest', label: { en: 'Newest' }, type: 'rollup', rollup: { object: 'letter', by: 'mate', measure: 'last', of: 'd' } })
  const values = Object.fromEntries(words.map(word => [word, `is ${word}`]))
  const [one, other] = [await w.admin.create('letter', { name: 'One', ...values }), await w.admin.create('letter', { name: 'Two' })]
  expect(await w.admin.update('letter', other.id, { d: 'x', mate: one.id })).toMatchObject({ d: 'x', joined: 'xis d' })
  expect((await w.admin.list('letter', { expand: 'mate', sort: 'd', filter: { mate: { d: { eq: 'is d' } } } })).data).toMatchObject([{ d: 'x', mate: { id: one.id } }])
  await w.admin.post('/records/letter/merge/preview', { into: one.id, from: [other.id] })
  await w.admin.delete(`/records/letter/${other.id}`)
  await w.admin.post(`/records/letter/${other.id}/restore`, {})
  await w.admin.get(`/records/letter/${other.id}/timeline`)
  expect((await w.admin.get('/records/letter/aggregate?groupBy=d,r&measure=count,countDistinct:t')).data).toHaveLength(2)
  await w.settle()
  expect((await w.admin.get('/search?q=is')).data.filter((hit: any) => hit.object === 'letter').map((hit: any) => hit.id)).toEqual([one.id])
  await w.admin.post('/records/letter/merge', { into: one.id, from: [other.id] })
  expect(await w.admin.read('letter', one.id)).toMatchObject(values)
})
