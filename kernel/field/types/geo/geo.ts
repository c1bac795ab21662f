// Field type geo: a place on the earth (WGS 84) as latitude and longitude in degrees, to a centimetre.
import { sql } from '../../../database/sql.ts'
import { emptyOperator } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { DECIMALS, writePlace, type Place } from './place.ts'
import { within } from './within.ts'

const LNG = 'Lng'
const SCALE = 10 ** DECIMALS

/** One coordinate: a number, or a text that is nothing but one. */
function parseDegrees(input: unknown, most: number): number {
  const number = typeof input === 'string' && /^\s*[+-]?\d{1,3}(\.\d{1,20})?\s*$/.test(input) ? Number(input) : input
  if (typeof number !== 'number' || !(Math.abs(number) <= most)) throw new InvalidValue('geo.invalid')
  // adding zero makes -0 plain
  return Math.round(number * SCALE) / SCALE + 0
}

/** `{ lat, lng }` without other keys. */
export function parsePlace(input: unknown): Place | null {
  if (input === null || input === undefined) return null
  if (typeof input !== 'object' || Array.isArray(input)) throw new InvalidValue('geo.invalid')
  if (Object.keys(input).some(key => key !== 'lat' && key !== 'lng')) throw new InvalidValue('geo.invalid')
  const { lat, lng } = input as Record<string, unknown>
  return { lat: parseDegrees(lat, 90), lng: parseDegrees(lng, 180) }
}

export const geo: FieldType = {
  name: 'geo',
  label: { en: 'Location', id: 'Lokasi' },
  columns: () => [{ suffix: '', type: 'double precision' }, { suffix: LNG, type: 'double precision' }],
  checkDefinition(field) {
    // its index holds the latitude alone
    if (field.unique) throw new InvalidValue('value.invalid')
  },
  parse: parsePlace,
  parseText(text) {
    if (text.trim() === '') return null
    // maps write "-6.2, 106.8"; a decimal comma needs a semicolon between the two
    const [lat, lng, ...rest] = text.includes(';') ? text.replaceAll(',', '.').split(';') : text.split(',')
    if (lng === undefined || rest.length) throw new InvalidValue('geo.invalid')
    return parsePlace({ lat, lng })
  },
  toColumns: (value: Place | null) => value === null ? [null, null] : [value.lat, value.lng],
  read: column => sql`case when ${column()} is not null then json_build_object('lat', ${column()}, 'lng', ${column(LNG)}) end`,
  operators: { within: within(LNG), empty: emptyOperator },
  sort: null,
  index: 'btree',
  format: (value: Place | null) => value === null ? '' : writePlace(value),
  measures: [],
  examples: [{ lat: -6.1753924, lng: 106.8271528 }, { lat: 0, lng: -180 }, { lat: '-8.4095178', lng: '115.188916' }, { lat: 90, lng: 0.00000012 }],
}
