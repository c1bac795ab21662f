// Field type boolean.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('people say it in many ways, JSON in one', () => {
  const boolean = readerOf('boolean')
  expect(['ya', 'YES', 'x', '1', 'tidak', 'False', '0', '', 'perhaps'].map(boolean.text)).toEqual([true, true, true, true, false, false, false, null, 'boolean.invalid'])
  expect([boolean.value('true'), boolean.value(1), boolean.value(false)]).toEqual(['boolean.invalid', 'boolean.invalid', false])
  expect([boolean.holds(null, 'eq', false), boolean.holds(null, 'ne', true)]).toEqual([false, true])
})
