// Kernel, objects: what the browser makes of a condition is what the server makes of it.
import { expect, test } from 'vitest'
import { environment } from '../../test/field-environment.ts'
import { parseFilter } from '../filter/filter.ts'
import { testFilter } from '../filter/predicate.ts'
import type { ObjectDefinition } from './definition.ts'
import { meets } from './screen-predicate.ts'

const types = { text: 'text', select: 'select', boolean: 'boolean', number: 'number', decimal: 'decimal', currency: 'currency', date: 'date', tags: 'tags' }
const object = { name: 'x', label: {}, title: 'text', fields: Object.entries(types).map(([name, type]) => ({ name, type, label: {}, options: ['a', 'b'].map(value => ({ value, label: {} })) })) } as ObjectDefinition
const records = [
  { text: 'Batik Tulis', select: 'a', boolean: true, number: 3, decimal: 2.5, currency: { amount: 100, currency: 'IDR' }, date: '2026-11-21', tags: ['vip', 'new'] },
  { text: 'batik', select: 'b', boolean: false, number: -1, decimal: 0, currency: { amount: 20, currency: 'IDR' }, date: '2025-01-01', tags: ['old'] },
  Object.fromEntries(Object.keys(types).map(name => [name, null])),
]
const conditions = [
  ...['eq', 'ne', 'contains', 'startsWith'].map(name => ({ text: { [name]: 'batik' } })), { text: { in: ['batik'] } }, { text: { notIn: ['batik'] } },
  ...['eq', 'ne'].flatMap(name => [{ select: { [name]: 'a' } }, { boolean: { [name]: true } }]), { select: { in: ['a', 'b'] } }, { select: { notIn: ['a'] } },
  ...['eq', 'ne', 'gt', 'gte', 'lt', 'lte'].flatMap(name => [{ number: { [name]: 3 } }, { decimal: { [name]: 2.5 } }, { currency: { [name]: 100 } }, { date: { [name]: '2026-11-21' } }]),
  ...['on', 'before', 'after'].map(name => ({ date: { [name]: '2026-01-01' } })), { number: { between: [-1, 2] } }, { currency: { between: [10, 50] } }, { date: { between: ['2025-01-01', '2025-12-31'] } },
  { tags: { hasAny: ['vip', 'old'] } }, { tags: { hasAll: ['vip', 'new'] } }, ...Object.keys(types).flatMap(name => [true, false].map(empty => ({ [name]: { empty } }))),
]

test('a condition means the same in the browser as on the server', () => {
  const all = [...conditions, ...conditions.map((condition, at) => ({ not: { or: [condition, { and: [conditions[(at * 7) % conditions.length], {}] }] } }))]
  const scope = { objects: () => undefined, environment, canRead: () => true, rows: () => ({ kind: 'all' as const }) }
  for (const condition of all) {
    const filter = parseFilter(condition, object, scope)
    for (const record of records) expect([condition, record.text, meets(condition, record)]).toEqual([condition, record.text, testFilter(filter, record)])
  }
})
