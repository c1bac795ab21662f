// Which fields a create form asks for, in which order, and what they begin with. Pure.
import { meets } from '../../../kernel/object/screen-predicate.ts'
import type { Label } from '../../i18n.tsx'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { arrange, type Layout } from '../layout/layout-data.ts'
import { isStage } from '../options.ts'
import { isEditable } from '../value-view.tsx'

/** Fields shown without being asked for; more are a click away. */
const most = 8
const prominent = [
  'name', 'firstName', 'lastName', 'subject', 'phone', 'email', 'company', 'contact', 'amount', 'stage', 'dueAt',
  'closingDate',
]
const late = ['tags', 'hobbies']

export type FormSection = { title?: Label; columns: 1 | 2; fields: { field: FieldInfo; required?: boolean }[] }

/** A form's sections, and what is a click away. */
export type FormFields = { sections: FormSection[]; more: FieldInfo[] }

/** One section with what is required or names the record, then what says most. */
export function createFields(object: ObjectInfo, given: Record<string, unknown>): FormFields {
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
  return { sections: [{ columns: 2, fields: first.map((field) => ({ field })) }], more: fields.filter((field) => !first.includes(field)) }
}

/** The form by a layout: its sections with what is to be seen now, before them what the object asks for and no section holds. */
export function layoutFields(object: ObjectInfo, layout: Layout, data: Record<string, unknown>): FormFields {
  const editable = object.fields.filter((field) => isEditable(field) && field.name !== 'externalId')
  const { sections, others } = arrange(layout, editable, data)
  const seen = new Set(sections.flatMap((section) => section.fields.map(({ field }) => field.name)))
  const asked = editable.filter((field) => !seen.has(field.name) && (field.required || field.name === object.title))
  const first = asked.length ? [{ columns: 2 as const, fields: asked.map((field) => ({ field })) }] : []
  return { sections: [...first, ...sections.map(({ label, ...section }) => ({ ...section, title: label }))], more: others.filter((field) => !asked.includes(field)) }
}

/** Without what the form does not show for now: it was typed before its condition ceased to hold. */
export function shownValues(layout: Layout, data: Record<string, unknown>): Record<string, unknown> {
  const unseen = new Set(layout.sections.flatMap((section) => section.fields).filter(({ when }) => !meets(when, data)).map(({ field }) => field))
  return Object.fromEntries(Object.entries(data).filter(([name]) => !unseen.has(name)))
}

/** The defaults of the fields and what the caller gave. */
export function startValues(object: ObjectInfo, given: Record<string, unknown>): Record<string, unknown> {
  const defaults = object.fields.filter((field) => isEditable(field) && field.default !== undefined && field.default !== null).map((field) => [field.name, field.default])
  return { ...Object.fromEntries(defaults), ...given }
}
