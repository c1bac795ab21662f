// Settings, layouts: an object and a record as a role sees them, and a record for where there is none yet. Pure functions.
import { maskValue } from '../../../kernel/field/mask.ts'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import type { RecordRow } from '../../records/field-web.ts'
import { isEmpty } from '../../records/value-view.tsx'
import type { Role } from '../members/queries.ts'

const rightsOn = (role: Role, object: string) => role.objects[object] ?? role.others

/** The fields that the role knows of, each with its right, none that repeats a hidden one; what it may change of the record. */
export function seenBy(object: ObjectInfo, role: Role | undefined): ObjectInfo {
  if (!role || role.administrator) return object
  const { read, update, sensitive, fields } = rightsOn(role, object.name)
  const known = object.fields.filter((field) => [field.name, ...field.derivedFrom ?? []].every((name) => fields[name] !== 'hidden'))
  const asSeen = (field: FieldInfo): FieldInfo => ({
    ...field, access: fields[field.name] === 'read' ? 'read' : field.access, ...(field.sensitive && sensitive === 'masked' && { masked: true }),
  })
  return { ...object, access: { ...object.access, read, update }, fields: known.map(asSeen) }
}

/** The record with a mask for each value that `object`, as a role sees it, does not show. */
export function maskedFor(object: ObjectInfo, record: RecordRow): RecordRow {
  const masks = object.fields.filter((field) => field.masked && !isEmpty(record[field.name])).map((field) => [field.name, maskValue(field as Parameters<typeof maskValue>[0], record[field.name])])
  return { ...record, ...Object.fromEntries(masks) }
}

const samples: Record<string, unknown> = {
  email: 'budi@example.com', phone: '+6281234567890', url: 'https://example.com', number: 12, decimal: 1.5, percent: 10, boolean: true, rating: 4, duration: 90, time: '09:00',
  address: { street: 'Jl. Melati 7', city: 'Bandung', country: 'ID' }, tags: ['VIP'],
}
const wordy = new Set(['text', 'longText', 'richText', 'autoNumber'])

/** Something for each field whose type can be made up; texts say which field they are. `today` as YYYY-MM-DD. */
export function exampleOf(object: ObjectInfo, labelOf: (field: FieldInfo) => string, today: string, currency: string): RecordRow {
  const valueOf = (field: FieldInfo): unknown => {
    if (wordy.has(field.type)) return labelOf(field)
    if (field.type === 'select') return field.options?.[0]?.value ?? null
    if (field.type === 'multiSelect') return field.options?.slice(0, 2).map((option) => option.value) ?? null
    if (field.type === 'currency') return { amount: 1_500_000, currency }
    if (field.type === 'date') return today
    if (field.type === 'dateTime') return `${today}T09:00:00Z`
    return samples[field.type] ?? null
  }
  return { ...Object.fromEntries(object.fields.map((field) => [field.name, valueOf(field)])), id: '', version: 0 }
}
