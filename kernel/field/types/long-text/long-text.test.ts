// Field type longText.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('lines stay, 100,000 characters are the limit', () => {
  const longText = readerOf('longText')
  expect([longText.value('one\n\ttwo\n'), longText.value('x'.repeat(100_001)), longText.value('a\0')]).toEqual(['one\n\ttwo', 'value.tooLong', 'text.invalid'])
})
