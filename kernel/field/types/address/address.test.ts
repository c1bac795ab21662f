// Field type address.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

test('its parts only, trimmed; empty ones vanish', () => {
  const address = readerOf('address')
  expect(address.value({ city: ' Bandung ', street: '', rt: '001' })).toEqual({ rt: '001', city: 'Bandung' })
  expect([address.value({ city: '' }), address.value({ town: 'x' }), address.value('Bandung'), address.value([]), address.value({ rt: 1 })]).toEqual([null, 'address.unknownKey', 'address.invalid', 'address.invalid', 'text.expected'])
  expect(address.text('Jl. Sudirman 1, Jakarta')).toEqual({ street: 'Jl. Sudirman 1, Jakarta' })
  expect(address.format({ rt: '001', rw: '002', city: 'Jakarta', street: 'Jl. Sudirman 1' })).toBe('Jl. Sudirman 1, RT 001, RW 002, Jakarta')
})
