// Field type address: an Indonesian postal address (RT and RW are neighbourhood numbers), one jsonb.
import { emptyOperator } from '../../comparison.ts'
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { parsePlainText } from '../../text-value.ts'

/** In the order in which jsonb keeps keys, shorter ones first, so that a value equals what is read back. */
const parts = {
  rt: { en: 'RT', id: 'RT' },
  rw: { en: 'RW', id: 'RW' },
  city: { en: 'City', id: 'Kota' },
  street: { en: 'Street', id: 'Jalan' },
  country: { en: 'Country', id: 'Negara' },
  village: { en: 'Village', id: 'Kelurahan' },
  district: { en: 'District', id: 'Kecamatan' },
  province: { en: 'Province', id: 'Provinsi' },
  postalCode: { en: 'Postal code', id: 'Kode pos' },
}

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
