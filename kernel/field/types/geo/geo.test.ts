// Field type geo.
import { expect, test } from 'vitest'
import { readerOf } from '../../../../test/field-type-reader.ts'

const geo = readerOf('geo')
const monas = { lat: -6.1753924, lng: 106.8271528 }

test('two coordinates, to a centimetre, and nothing else', () => {
  expect(geo.value({ lat: '-6.17539241', lng: 106.82715279 })).toEqual(monas)
  expect([geo.value({ lat: 91, lng: 0 }), geo.value({ lat: 0, lng: 181 }), geo.value({ lat: 1 }), geo.value('1, 2'), geo.value({ lat: 1, lng: 2, alt: 3 }), geo.value({ lat: Number.NaN, lng: 0 })]).toEqual(Array(6).fill('geo.invalid'))
})

test('as maps write it, and with a decimal comma', () => {
  expect([geo.text('-6.1753924, 106.8271528'), geo.text('-6,1753924; 106,8271528'), geo.text('Monas'), geo.text('1,2,3')]).toEqual([monas, monas, 'geo.invalid', 'geo.invalid'])
  expect(geo.format(monas)).toBe('-6.1753924, 106.8271528')
})

test('within so many kilometres, over the date line too', () => {
  const bandung = { lat: -6.9217457, lng: 107.6071074 }
  expect([geo.holds(bandung, 'within', { ...monas, km: 119 }), geo.holds(bandung, 'within', { ...monas, km: 121 })]).toEqual([false, true])
  expect([geo.holds({ lat: 0, lng: 179.9 }, 'within', { lat: 0, lng: -179.9, km: 23 }), geo.holds(monas, 'within', { ...monas, km: 0 }), geo.holds(null, 'within', { ...monas, km: 20_000 })]).toEqual([true, true, false])
  expect([geo.holds(monas, 'within', monas), geo.holds(monas, 'within', { ...monas, km: -1 }), geo.holds(monas, 'within', 5)]).toEqual(['geo.area', 'geo.area', 'geo.area'])
})

test('unique would mean its latitude', () => {
  expect(readerOf('geo', { unique: true }).definition()).toBe('value.invalid')
})
