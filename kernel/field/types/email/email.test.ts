// Field type email.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const email = readerOf('email')

test('kept as typed, compared in any case', () => {
  expect(email.value(' Ayu@Example.co.id ')).toBe('Ayu@Example.co.id')
  expect([email.holds('Ayu@Example.com', 'eq', 'ayu@example.COM'), email.holds('Ayu@Example.com', 'in', ['AYU@example.com']), email.holds('Ayu@Example.com', 'ne', 'ayu@example.com')]).toEqual([true, true, false])
  expect(email.text('mailto:ayu@example.com')).toBe('ayu@example.com')
})

test.each(['ayu', 'ayu@', '@example.com', 'a b@example.com', 'a..b@example.com', '.a@example.com', 'a@example', 'a@-x.com', 'a@x..com', 'a@b.c', 'a,b@example.com', '<a@example.com>', `${'a'.repeat(65)}@example.com`, 5, ['a@b.co']])('%j is none', input => {
  expect(email.value(input)).toBe(typeof input === 'string' ? 'email.invalid' : 'text.expected')
})
