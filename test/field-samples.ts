// Tests: one field of each type, arbitrary inputs for them, and a real table of such records beside their values in API form.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import type { Database } from '../kernel/database/database.ts'
import { identifier, join, raw, sql } from '../kernel/database/sql.ts'
import type { Operator } from '../kernel/field/field-type.ts'
import { InvalidValue } from '../kernel/field/field-type.ts'
import { fieldTypes, typeOf } from '../kernel/field/types/index.ts'
import type { FilterScope } from '../kernel/filter/filter.ts'
import type { FieldDefinition, ObjectDefinition } from '../kernel/object/definition.ts'
import { environment } from './field-environment.ts'

export const ids = Array.from({ length: 6 }, (_, at) => `0197a5b0-7c5e-7d3a-9f10-3f2b8e1c4d0${at}`)

const options = [
  { value: 'new', label: { en: 'New', id: 'Baru' } },
  { value: 'unworn', label: { en: 'Unworn' } },
  { value: 'O\'Neil "x"', label: { en: 'Quoted', id: 'Bertanda petik' } },
]

const settings: Record<string, Partial<FieldDefinition>> = { select: { options }, multiSelect: { options }, relation: { to: 'sample' } }

/** `text`, `number` … named as their types (`id` as `key`), and `about`, a relation to one of two objects. */
export const sampleFields: FieldDefinition[] = [
  ...Object.keys(fieldTypes).map(type => ({ name: type === 'id' ? 'key' : type, type, label: { en: type, id: type }, ...settings[type] })),
  { name: 'about', type: 'relation', label: { en: 'About', id: 'Tentang' }, to: ['sample', 'other'] },
]

export const sample: ObjectDefinition = { name: 'sample', label: { en: 'Sample', id: 'Contoh' }, title: 'text', fields: sampleFields }

export const scope: FilterScope = { objects: name => name === 'sample' ? sample : undefined, environment, canRead: () => true, rows: () => ({ kind: 'all' }) }

const words = ['Budi', 'budi', 'BU', 'Ayu Lestari', 'a%b', 'a_b', 'a\\b', 'É', 'é', 'İ', 'ß', 'ΟΔΟΣ', '🙂', "'", 'PT Maju', ' x ']
const text = fc.oneof(fc.constantFrom(...words), fc.string({ unit: 'grapheme', maxLength: 6 }), fc.string({ unit: 'binary', maxLength: 4 }))
const day = fc.oneof(fc.constantFrom('2026-11-21', '2026-11-20', '2026-11-22', '2026-10-22', '2026-12-21'), fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }).map(date => date.toISOString().slice(0, 10)))
const clock = fc.tuple(fc.nat(23), fc.nat(59), fc.nat(59)).map(parts => parts.map(part => String(part).padStart(2, '0')).join(':'))
const amount = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.integer().map(number => number / 100), fc.constantFrom('99999999999.9999', '12345678901234567890.1234', '-12345678901234567890.1234', '1e19', '0.0001'))
const id = fc.constantFrom(...ids)

/** Inputs of `parse`: mostly valid, close together, so that comparisons meet equals. */
const inputs: Record<string, fc.Arbitrary<unknown>> = {
  id, text, longText: text, address: fc.record({ city: text, street: text, rt: text }, { requiredKeys: [] }),
  number: fc.oneof(fc.integer({ min: -2, max: 2 }), fc.double()),
  decimal: amount, percent: amount,
  currency: fc.oneof(amount, fc.record({ amount, currency: fc.constantFrom('IDR', 'USD') })),
  boolean: fc.boolean(), date: day, time: clock,
  dateTime: fc.oneof(
    fc.tuple(day, clock, fc.constantFrom('', 'Z', '+07:00', '-09:30', '.001Z', '.5+07:00')).map(([date, time, end]) => `${date}T${time}${end}`), day,
    fc.constantFrom('2026-11-21T03:00:00Z', '2026-11-21T03:00:00.001Z', '2026-11-20T03:00:00Z', '2026-11-20T17:00:00Z', '2026-11-21T16:59:59.999Z'),
  ),
  duration: fc.integer({ min: -3, max: 7200 }),
  email: fc.constantFrom('ayu@example.com', 'Ayu@Example.com', 'budi@contoh.co.id', 'AYU@EXAMPLE.COM'),
  phone: fc.constantFrom('0812-3456-7890', '62812 3456 7890', '+62 813-1111-2222', '021 5794 1234', '12ab', 'ask Budi', '555-555-5555'),
  url: fc.constantFrom('https://example.com', 'http://example.com/A', 'http://example.com/a'),
  select: fc.constantFrom(...options.map(option => option.value)), multiSelect: fc.subarray(options.map(option => option.value)),
  tags: fc.array(fc.constantFrom('vip', 'VIP', 'Overdue', '{x}', 'a,b', '"', '\\', 'NULL', ''), { maxLength: 3 }),
  file: fc.uniqueArray(fc.tuple(id, text), { selector: ([each]) => each, maxLength: 3 }).map(list => list.map(([each, name]) => ({ id: each, name, size: 1, type: 'text/plain' }))),
  image: fc.uniqueArray(id, { maxLength: 2 }),
  richText: text.map(each => `<p>${each}</p>`), autoNumber: text, geo: fc.record({ lat: fc.constantFrom(-6.2, -6.21, 0, 90), lng: fc.constantFrom(106.8, 106.81, -180, 180) }),
  rating: fc.integer({ min: 1, max: 5 }), relation: id, user: id, json: fc.jsonValue(),
}

const reference = fc.record({ object: fc.constantFrom('sample', 'other'), id })

export function inputOf(field: FieldDefinition): fc.Arbitrary<unknown> {
  const arbitrary = Array.isArray(field.to) ? reference : fc.oneof(inputs[field.type], fc.constantFrom(...examplesOf(field)))
  return fc.option(arbitrary, { freq: 6 })
}

export function examplesOf(field: FieldDefinition): unknown[] {
  return Array.isArray(field.to) ? ids.map(each => ({ object: 'other', id: each })) : typeOf(field).examples
}

/** Arguments of an operator. They may be refused, as anyone's may. */
export function argumentOf(field: FieldDefinition, operator: Operator): fc.Arbitrary<unknown> {
  const value = inputOf(field).map(each => operator.argument === 'values' && Array.isArray(each) ? each[0] : each)
  if (operator.argument === 'boolean') return fc.boolean()
  if (operator.argument === 'values') return fc.array(value, { maxLength: 3 })
  if (operator.argument === 'range') return fc.tuple(value, value)
  if (operator.argument === 'period') return fc.tuple(fc.constantFrom('hours', 'days', 'weeks', 'months'), fc.integer({ min: 1, max: 40 })).map(([unit, count]) => ({ [unit]: count }))
  if (field.type === 'geo') return fc.tuple(inputs.geo, fc.constantFrom(0, 1, 1.2, 5, 300, 20_000)).map(([place, km]) => ({ ...place as object, km }))
  if (operator.argument !== 'text') return value
  if (field.type === 'phone') return fc.constantFrom('0812', '812', '62', '+62', '5', '021', '+62812-34', '555')
  return fc.oneof(text, value.map(each => typeof each === 'string' ? [...each].slice(0, 3).join('') : each))
}

/** The value of an input, undefined when it is refused. Any other error fails the test. */
export function tryParse<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return undefined
  }
}

export type SampleRecord = Record<string, any> & { id: string }

/** The table `s."sample"` with a column for each field, and those that every table has. */
export async function createSampleTable(database: Database): Promise<void> {
  const columns = sampleFields.flatMap(field => typeOf(field).columns(field).map(column => sql`, ${identifier(field.name + column.suffix)} ${raw(column.type)}`))
  await database.query(sql`create schema s`)
  await database.query(sql`create table s."sample" ("id" uuid primary key, "owner" uuid, "_team" uuid, "_deletedAt" timestamptz ${join(columns, '')})`)
}

/** Writes records as the record engine does and returns them as read back. */
export async function insertSamples(database: Database, records: Record<string, unknown>[]): Promise<SampleRecord[]> {
  const columns = sampleFields.flatMap(field => typeOf(field).columns(field).map((column, at) => ({ field, at, name: field.name + column.suffix, type: column.type })))
  const system = ['id', 'owner', '_team']
  const rows = records.map(record => ({
    owner: null, _team: null, ...record, id: record.id ?? randomUUID(),
    ...Object.fromEntries(columns.map(({ field, at, name }) => [name, typeOf(field).toColumns(record[field.name] ?? null, field)[at]])),
  }))
  const names = join([...system, ...columns.map(column => column.name)].map(name => identifier(name)), ', ')
  const types = join([...system.map(name => sql`${identifier(name)} uuid`), ...columns.map(({ name, type }) => sql`${identifier(name)} ${raw(type)}`)], ', ')
  await database.query(sql`insert into s."sample" (${names}) select ${names} from json_to_recordset(${JSON.stringify(rows)}::json) as x(${types})`)
  return readSamples(database, rows.map(row => row.id as string))
}

async function readSamples(database: Database, keys: string[]): Promise<SampleRecord[]> {
  const values = sampleFields.map(field => sql`${typeOf(field).read((suffix = '') => identifier('t', field.name + suffix), field)} as ${identifier(field.name)}`)
  const rows = await database.query<{ json: string }>(sql`select row_to_json(r)::text as json from unnest(${keys}::uuid[]) with ordinality as k(id, at) join s."sample" t on t.id = k.id,
    lateral (select t."id", t."owner", t."_team", ${join(values, ', ')}) r order by k.at`)
  return rows.map(row => JSON.parse(row.json))
}
