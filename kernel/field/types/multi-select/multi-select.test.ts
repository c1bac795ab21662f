// Field type multiSelect.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('several options, each once, split by commas or semicolons', () => {
  const multiSelect = readerOf('multiSelect', { options: [{ value: 'a', label: { en: 'One' } }, { value: 'b', label: { en: 'Two, and more' } }] })
  expect([multiSelect.value(['b', 'a', 'b']), multiSelect.value([]), multiSelect.value(['c']), multiSelect.value('a')]).toEqual([['b', 'a'], null, 'option.unknown', 'list.expected'])
  expect([multiSelect.text('one, B'), multiSelect.text('Two, and more; one')]).toEqual([['a', 'b'], ['b', 'a']])
  expect([multiSelect.holds(['a'], 'hasAny', ['a', 'b']), multiSelect.holds(['a'], 'hasAll', ['a', 'b']), multiSelect.holds(null, 'empty', true)]).toEqual([true, false, true])
})
