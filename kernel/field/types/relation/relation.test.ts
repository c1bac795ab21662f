// Field type relation.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const id = '0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d5a'

test('to one object an id, to several the object with it', () => {
  const [one, several] = [readerOf('relation', { to: 'contact' }), readerOf('relation', { to: ['contact', 'deal'] })]
  expect([one.value(id.toUpperCase()), one.value('7'), one.value({ object: 'contact', id }), one.value('')]).toEqual([id, 'id.invalid', 'id.invalid', null])
  expect([several.value({ object: 'deal', id }), several.value({ object: 'company', id }), several.value(id), several.value({ object: 'deal' }), several.value({ object: 'deal', id, more: 1 })])
    .toEqual([{ object: 'deal', id }, 'relation.invalid', 'relation.invalid', 'id.invalid', 'relation.invalid'])
  expect([several.holds({ object: 'deal', id }, 'eq', { object: 'contact', id }), several.holds({ object: 'deal', id }, 'in', [{ object: 'deal', id }])]).toEqual([false, true])
  expect(readerOf('relation', { to: ['contact'], unique: true }).definition()).toBe('definition.unique')
})
