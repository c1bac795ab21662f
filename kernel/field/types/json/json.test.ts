// Field type json.
import { expect, test } from 'vitest'
import { testWorkspace } from '../../../../test/workspace.ts'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('anything that PostgreSQL can keep, with keys in its order', () => {
  const json = readerOf('json')
  expect(JSON.stringify(json.value({ bb: 1, a: { d: 1, c: [2] }, é: 3 }))).toBe('{"a":{"c":[2],"d":1},"bb":1,"é":3}')
  expect([json.value({ a: 'x\0' }), json.value({ a: Infinity }), json.value('x'.repeat(100_001)), json.text('{"a":'), json.text('[1]')]).toEqual(['text.invalid', 'json.invalid', 'json.tooLarge', 'json.invalid', [1]])
})

test('an empty list is kept as it was given', async () => {
  const w = await testWorkspace()
  await w.admin.post('/objects', { name: 'outline', label: { en: 'Outline' }, fields: [{ name: 'name', type: 'text', label: { en: 'Name' } }, { name: 'parts', type: 'json', label: { en: 'Parts' } }] })
  const made = await w.admin.create('outline', { name: 'A', parts: [] })
  expect([made.parts, (await w.admin.read('outline', made.id)).parts]).toEqual([[], []])
})
