// Kernel, objects: buttons as values: what a company puts on its records and lists. Whoever presses one acts herself, with
// her own rights: a button is a way, not a right.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { environmentOf } from '../field/environment.ts'
import { InvalidValue } from '../field/field-type.ts'
import { typeOf } from '../field/types/index.ts'
import { labelAnswer } from '../http/answer-part.ts'
import type { Fault } from '../http/errors.ts'
import { rightsOf } from '../permission/role.ts'
import { canRead } from '../permission/rules.ts'
import { isKept, label, line } from '../workspace/input.ts'
import { isAddress, namesIn } from './button-template.ts'
import type { FieldDefinition, ObjectDefinition } from './definition.ts'
import { name } from './input.ts'
import { targetsOf } from './normalise.ts'
import { partAnswer, type Kind } from './screen-part.ts'

/** Values by field: as the API takes them, or templates over the record (button-template.ts). */
const data = z.record(z.string().max(100), z.unknown()).refine(given => Object.keys(given).length <= 50, { params: { code: 'list.tooLong', parameters: { max: 50 } } })

const action = z.discriminatedUnion('type', [
  /** Opens the form of a new record, filled in. */
  z.strictObject({ type: z.literal('create'), object: name, data: data.default({}) }),
  /** Changes the record, after a question where there is one. */
  z.strictObject({ type: z.literal('update'), data, confirm: label.nullish() }),
  /** Opens an address on https in a new tab; values of the record are escaped. */
  z.strictObject({ type: z.literal('link'), url: z.string().max(2000).refine(isKept, { params: { code: 'text.invalid' } }) }),
])

const button = {
  label,
  icon: line(40).nullish(),
  color: line(30).nullish(),
  roles: z.array(z.string().max(200)).max(100),
  when: z.unknown().optional(),
  /** On the record's page and peek, on its list for what is selected. */
  places: z.array(z.enum(['record', 'list'])).min(1).max(2),
  action,
}

export const newButton = z.strictObject({ object: name, name, ...button, roles: button.roles.default([]), places: button.places.default(['record']) })
export const buttonChange = z.strictObject({ name, ...button }).partial()
export const buttonAnswer = partAnswer.extend({
  icon: z.string().optional(), color: z.string().optional(), places: z.array(z.enum(['record', 'list'])),
  action: z.discriminatedUnion('type', [
    z.object({ type: z.literal('create'), object: z.string(), data: z.record(z.string(), z.unknown()) }),
    z.object({ type: z.literal('update'), data: z.record(z.string(), z.unknown()), confirm: labelAnswer.nullish() }),
    z.object({ type: z.literal('link'), url: z.string() }),
  ]),
})
export type Button = Omit<z.output<typeof newButton>, 'object' | 'name'>

export const buttonKind: Kind<Button> = {
  table: '_button',

  check(context, object, { action: given }) {
    if (given.type === 'link') return isAddress(given.url) ? templateFaults(given.url, object, 'action.url') : [{ path: 'action.url', code: 'button.address' }]
    const target = given.type === 'create' ? context.workspace.objects.get(given.object) : object
    if (!target) return [{ path: 'action.object', code: 'object.unknown' }]
    if (given.type === 'update' && Object.keys(given.data).length === 0) return [{ path: 'action.data', code: 'value.required' }]
    return Object.entries(given.data).flatMap(([field, value]) => dataFaults(context, object, target, field, value))
  },

  /** Without the values that she may not know: of the form's fields, and of the record. */
  shown(context, object, button) {
    const { action: given } = button
    const shows = (value: unknown) => typeof value !== 'string' || (namesIn(value) ?? []).every(field => field === '' || canRead(context, object.name, field))
    if (given.type === 'link') return shows(given.url) ? button : undefined
    const target = given.type === 'create' ? given.object : object.name
    if (given.type === 'create' && !rightsOf(context.actor.role, target).create) return undefined
    const kept = Object.entries(given.data).filter(([field, value]) => context.workspace.objects.get(target)?.fields.some(each => each.name === field) && canRead(context, target, field) && shows(value))
    return given.type === 'update' && kept.length === 0 ? undefined : { ...button, action: { ...given, data: Object.fromEntries(kept) } }
  },
}

function templateFaults(text: string, object: ObjectDefinition, path: string): Fault[] {
  const names = namesIn(text)
  if (!names) return [{ path, code: 'button.template', parameters: { example: '{{ record.name }}' } }]
  return names.every(field => field === '' || object.fields.some(each => each.name === field)) ? [] : [{ path, code: 'field.unknown' }]
}

/** A plain value is checked by its field's type; the record itself fits a relation to its object alone. */
function dataFaults(context: Context, object: ObjectDefinition, target: ObjectDefinition, name: string, value: unknown): Fault[] {
  const path = `action.data.${name}`
  const field = target.fields.find(each => each.name === name)
  if (!field) return [{ path, code: 'field.unknown' }]
  if (field.readOnly || field.computed) return [{ path, code: 'field.readOnly' }]
  if (typeof value === 'string' && value.includes('{{')) {
    const isSelf = namesIn(value)?.includes('') && value.trim().startsWith('{{') && value.trim().endsWith('}}')
    if (isSelf && field.type === 'relation' && !targetsOf(field).includes(object.name)) return [{ path, code: 'button.template', parameters: { example: '{{ record.name }}' } }]
    return templateFaults(value, object, path)
  }
  return valueFaults(context, field, value, path)
}

function valueFaults(context: Context, field: FieldDefinition, value: unknown, path: string): Fault[] {
  try {
    if (value !== null) typeOf(field).parse(value, field, environmentOf(context))
    return []
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return [{ path, code: error.code, parameters: error.parameters }]
  }
}
