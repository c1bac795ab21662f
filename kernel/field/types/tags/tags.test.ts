// Field type tags.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('trimmed words, each once; empty words vanish', () => {
  const tags = readerOf('tags')
  expect([tags.value([' vip ', '', 'vip', 'VIP']), tags.value(['']), tags.value(['x'.repeat(101)]), tags.value([1])]).toEqual([['vip', 'VIP'], null, 'value.tooLong', 'text.expected'])
  expect(tags.value(Array.from({ length: 201 }, (_, at) => String(at)))).toBe('list.tooLong')
  expect([tags.text('vip, overdue'), tags.text('a,b; c'), tags.text(' ')]).toEqual([['vip', 'overdue'], ['a,b', 'c'], null])
})
