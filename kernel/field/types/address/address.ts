// Field type address: an Indonesian postal address (RT and RW are neighbourhood numbers), one jsonb.
import { emptyOperator } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { parsePlainText } from '../../text-value.ts'
import { parts } from './parts.ts'

const LONGEST_PART = 500
const LONGEST_TEXT = 1000
/** As an envelope is written. */
const written = ['street', 'rt', 'rw', 'village', 'district', 'city', 'province', 'postalCode', 'country']

export const address: FieldType = {
  name: 'address',
  label: { en: 'Address', id: 'Alamat' },
  columns: () => [{ suffix: '', type: 'jsonb' }],
  parse(input) {
    if (input === null || input === undefined) return null
    if (typeof input !== 'object' || Array.isArray(input)) throw new InvalidValue('address.invalid')
    const unknown = Object.keys(input).find(key => !Object.hasOwn(parts, key))
    if (unknown !== undefined) throw new InvalidValue('address.unknownKey', { key: unknown.toWellFormed().slice(0, 50) })
    const filled = Object.keys(parts).map(key => [key, parsePlainText((input as Record<string, unknown>)[key], LONGEST_PART)]).filter(([, part]) => part !== null)
    return filled.length > 0 ? Object.fromEntries(filled) : null
  },
  parseText(text) {
    const street = parsePlainText(text, LONGEST_TEXT)
    return street === null ? null : { street }
  },
  toColumns: value => [value],
  read: column => column(),
  operators: { empty: emptyOperator },
  parts,
  sort: null,
  index: null,
  format(value) {
    if (value === null) return ''
    const named: Record<string, string> = { rt: 'RT ', rw: 'RW ' }
    return written.filter(key => value[key]).map(key => `${named[key] ?? ''}${value[key]}`).join(', ')
  },
  measures: [],
  examples: [
    { street: 'Jl. Sudirman 1', rt: '001', rw: '002', village: 'Karet', district: 'Setiabudi', city: 'Jakarta Selatan', province: 'DKI Jakarta', postalCode: '12920', country: 'ID' },
    { city: 'Bandung', street: '' },
  ],
}
