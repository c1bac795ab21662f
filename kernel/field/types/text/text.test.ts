// Field type text.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const text = readerOf('text')

test('trimmed, limited, and without what PostgreSQL cannot keep', () => {
  expect([text.value(' Budi '), text.value('  '), text.value('a\0b'), text.value('\ud800'), text.value(5), text.value('x'.repeat(1001))]).toEqual(['Budi', null, 'text.invalid', 'text.invalid', 'text.expected', 'value.tooLong'])
  expect([readerOf('text', { max: 3 }).value('four'), readerOf('text', { unique: true }).value('x'.repeat(256)), readerOf('text', { max: 0 }).definition()]).toEqual(['value.tooLong', 'value.tooLong', 'definition.max'])
})

test('"eq" is exact; "contains" and "startsWith" ignore case and know no wildcards', () => {
  expect([text.holds('Budi', 'eq', 'budi'), text.holds('Budi', 'contains', 'UD'), text.holds('Budi', 'startsWith', 'bu'), text.holds('Budi', 'contains', 'B%i'), text.holds('100%', 'contains', '0%')]).toEqual([false, true, true, false, true])
})
