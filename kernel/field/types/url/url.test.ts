// Field type url.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('http and https only; people leave the scheme out', () => {
  const url = readerOf('url')
  expect([url.value('https://example.com/a b'), url.value('javascript:alert(1)'), url.value('ftp://example.com'), url.value('example.com'), url.value('https://')]).toEqual(Array.from({ length: 5 }, () => 'url.invalid'))
  expect([url.text('example.com'), url.text('javascript:alert(1)'), url.text('HTTP://Example.com')]).toEqual(['https://example.com', 'url.invalid', 'HTTP://Example.com'])
})
