// Which fields a create form asks for, in which order, and what they begin with. Pure.
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { isStage } from '../options.ts'
import { isEditable } from '../value-view.tsx'

/** Fields shown without being asked for; more are a click away. */
const most = 8
const prominent = [
  'name', 'firstName', 'lastName', 'subject', 'phone', 'email', 'company', 'contact', 'amount', 'stage', 'dueAt',
  'closingDate',
]
const late = ['tags', 'hobbies']

/** `first`: what is required or names the record, then what says most; `more`: the rest. */
export function createFields(object: ObjectInfo, given: Record<string, unknown>): { first: FieldInfo[]; more: FieldInfo[] } {
  const fields = object.fields.filter((field) => isEditable(field) && field.name !== 'externalId')
  const titled = object.title === 'fullName' ? ['firstName', 'lastName'] : [object.title]
  const score = (field: FieldInfo): number => {
    if (titled.includes(field.name)) return titled.indexOf(field.name)
    if (field.required) return 10
    if (field.name in given) return 20
    if (prominent.includes(field.name)) return 30 + prominent.indexOf(field.name)
    if (isStage(field)) return 50
    if ((field.weight ?? 0) > 0) return late.includes(field.name) || field.type === 'address' ? 200 : 60
    return field.standard || ['longText', 'address', 'json', 'tags'].includes(field.type) ? 300 : 100
  }
  const ranked = fields.map((field, index) => ({ field, score: score(field) + index / 1000 })).sort((one, other) => one.score - other.score)
  const first = ranked.filter((one, index) => one.score < 30 || (index < most && one.score < 200)).map((one) => one.field)
  return { first, more: fields.filter((field) => !first.includes(field)) }
}

/** The defaults of the fields and what the caller gave. */
export function startValues(object: ObjectInfo, given: Record<string, unknown>): Record<string, unknown> {
  const defaults = object.fields.filter((field) => isEditable(field) && field.default !== undefined && field.default !== null).map((field) => [field.name, field.default])
  return { ...Object.fromEntries(defaults), ...given }
}
