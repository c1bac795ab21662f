// Field type user.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('"@me" is the member who acts', () => {
  const me = '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a'
  expect([readerOf('user', {}, { me }).value('@me'), readerOf('user', {}, { me: null }).value('@me'), readerOf('user').value('ayu')]).toEqual([me, 'id.invalid', 'id.invalid'])
  expect([readerOf('user', {}, { me }).holds(me, 'eq', '@me'), readerOf('user', {}, { me: null }).holds(me, 'ne', '@me')]).toEqual([true, true])
})
