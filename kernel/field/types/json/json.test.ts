// Field type json.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('anything that PostgreSQL can keep, with keys in its order', () => {
  const json = readerOf('json')
  expect(JSON.stringify(json.value({ bb: 1, a: { d: 1, c: [2] }, é: 3 }))).toBe('{"a":{"c":[2],"d":1},"bb":1,"é":3}')
  expect([json.value({ a: 'x\0' }), json.value({ a: Infinity }), json.value('x'.repeat(100_001)), json.text('{"a":'), json.text('[1]')]).toEqual(['text.invalid', 'json.invalid', 'json.tooLarge', 'json.invalid', [1]])
})
