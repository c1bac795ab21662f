// Which fields a create form asks for, and in which order. Pure.
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { isEditable } from '../value-view.tsx'

const order = ['name', 'firstName', 'lastName', 'subject']
const late = new Set(['tags', 'externalId'])

/** `first`: required ones, those that name the record, those that count for completeness. `more`: the rest. */
export function createFields(object: ObjectInfo, given: Record<string, unknown>): { first: FieldInfo[]; more: FieldInfo[] } {
  const fields = object.fields.filter((field) => isEditable(field) && field.name !== 'externalId')
  const titled = object.title === 'fullName' ? ['firstName', 'lastName'] : [object.title]
  const counts = (field: FieldInfo) => field.required || titled.includes(field.name) || (field.weight ?? 0) > 0 || field.name in given || field.name === 'stage' || field.name === 'dueAt'
  const rank = (field: FieldInfo) => (order.includes(field.name) ? order.indexOf(field.name) : field.required ? order.length : order.length + 1)
  const first = fields.filter(counts).sort((one, other) => rank(one) - rank(other))
  const few = first.length < 4 ? fields.filter((field) => !first.includes(field) && !field.standard && ['email', 'phone', 'relation', 'currency', 'date', 'dateTime', 'select'].includes(field.type)).slice(0, 5 - first.length) : []
  const shown = [...first, ...few]
  const more = fields.filter((field) => !shown.includes(field)).sort((one, other) => Number(late.has(one.name)) - Number(late.has(other.name)))
  return { first: shown, more }
}
