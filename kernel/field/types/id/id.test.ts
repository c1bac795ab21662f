// Field type id.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('a UUID in small letters', () => {
  const id = readerOf('id')
  expect([id.value('0197A5B0-7C5E-7D3A-9F10-3F2B8E1C4D5A'), id.value('0197a5b0'), id.value(7), id.value("x' or 1=1")]).toEqual(['0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a', 'id.invalid', 'id.invalid', 'id.invalid'])
})
