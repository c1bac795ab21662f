// Kernel, objects: whatever an administrator sends to the routes of objects, pipelines and views, it is never a 5xx.
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testWorkspace, type TestWorkspace } from '../../test/workspace.ts'
import { fieldTypes } from '../field/types/index.ts'

let w: TestWorkspace
beforeAll(async () => {
  w = await testWorkspace({ work: false })
})
afterAll(() => w.close())

const strange = fc.oneof(fc.constantFrom('', 'a\u0000b', '\ud800', '"; drop table contact; --', '__proto__', 'constructor', 'and', 'id', 'name', 'select', 'contact', 'x'.repeat(300)), fc.string({ unit: 'binary' }))
const value: fc.Arbitrary<unknown> = fc.oneof(strange, fc.constantFrom(null, true, false, -1, 101, 1e308, 1.5, [], {}, [[]], { en: 'X' }, { en: '' }, { en: 'a\u0000' }, { id: 7 }, ['contact'], [{ value: 'a', label: { en: 'A' } }]), fc.jsonValue({ maxDepth: 3 }))

const fieldKeys = ['label', 'type', 'options', 'to', 'max', 'min', 'default', 'unique', 'index', 'weight', 'required', 'writeOnce', 'help', 'strict', 'pattern', 'format', 'formula', 'rollup', 'result', 'keepGiven']
/** For each route a body that is sound, but for the name, and what may be wrong with it. */
const routes = [
  { method: 'POST', path: '/objects', body: { label: { en: 'X' } }, keys: ['label', 'pluralLabel', 'icon', 'title', 'fields', 'hidden'], named: true },
  { method: 'POST', path: '/objects/product/fields', body: { label: { en: 'X' } }, keys: fieldKeys, named: true, typed: true },
  { method: 'POST', path: '/pipelines', body: { label: { en: 'X' }, object: 'deal', stages: [{ value: 'one', label: { en: 'One' } }] }, keys: ['label', 'object', 'stages'], named: true },
  { method: 'POST', path: '/views', body: { object: 'deal', label: { en: 'X' } }, keys: ['label', 'object', 'kind', 'filter', 'sort', 'columns', 'groupBy', 'visibility'] },
  { method: 'PATCH', path: '/objects/product', body: {}, keys: ['label', 'pluralLabel', 'icon', 'title', 'hidden', 'validations', 'uniqueSets'] },
  { method: 'PATCH', path: '/objects/product/fields/brand', body: {}, keys: fieldKeys },
  { method: 'PATCH', path: '/pipelines/sales', body: {}, keys: ['label', 'stages', 'moveTo'] },
]

const request = fc.constantFrom(...routes).chain(({ method, path, body, keys, named, typed }) => fc.record({
  method: fc.constant(method), path: fc.constant(path),
  body: fc.tuple(fc.nat(1_000_000), fc.constantFrom(...Object.keys(fieldTypes)), fc.dictionary(fc.constantFrom(...keys), value, { maxKeys: 2 }), fc.option(strange, { freq: 9 })).map(
    ([at, type, noise, name]) => ({ ...named ? { name: name && at % 9 === 0 ? name : `x${at}` } : {}, ...typed ? { type } : {}, ...body, ...noise })),
}))

/** What was once answered by a fault of ours. */
const found = [{ name: 'x0', type: '', label: { en: 'X' }, default: '' }, { name: 'x0', type: 'id', label: { en: 'X' }, default: '', result: '' }]
  .map((body: Record<string, unknown>) => ({ method: 'POST', path: '/objects/product/fields', body }))

test('nothing that is written is answered by a fault of ours', async () => {
  await fc.assert(fc.asyncProperty(request, async ({ method, path, body }) => {
    const reply = await w.admin.send(method, path, body)
    expect(reply.status, JSON.stringify([method, path, body, reply.body])).toBeLessThan(500)
  }), { numRuns: 300, examples: found.map(each => [each]) })
}, 120_000)

test('names that are none are not found', async () => {
  const paths = ['/objects/', '/pipelines/', '/views/', '/objects/product/fields/']
  await fc.assert(fc.asyncProperty(fc.constantFrom(...paths), fc.constantFrom('GET', 'DELETE'), strange, async (path, method, name) => {
    const reply = await w.admin.send(method, path + encodeURIComponent(name.toWellFormed()))
    expect(reply.status, JSON.stringify([method, path, name, reply.body])).toBeLessThan(500)
  }), { numRuns: 60 })
})

test('a value of the wrong kind is told in words of the reader\'s language', async () => {
  const message = async (language: string, body: object) => (await w.admin.send('POST', '/objects', body, { 'accept-language': language })).body.errors.map((fault: any) => `${fault.path}: ${fault.message}`)
  const wrong = { name: 5, label: 'X', fields: {} }
  expect(await message('en', wrong)).toEqual(expect.arrayContaining(['name: Expected text', 'label: Expected an object', 'fields: Expected a list']))
  expect(await message('id', wrong)).toEqual(expect.arrayContaining(['name: Seharusnya teks', 'label: Seharusnya objek', 'fields: Seharusnya daftar']))
})
