// The workflow room: the `data` of steps that write records: checked when saved as far as it holds no template, written
// with the workflow's own rights.
import { InvalidValue } from '../../../kernel/field/field-type.ts'
import { typeOf } from '../../../kernel/field/types/index.ts'
import type { Fault } from '../../../kernel/http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../../kernel/object/definition.ts'
import { fieldRight, showsField } from '../../../kernel/permission/role.ts'
import type { RecordValues } from '../../../kernel/record/hook.ts'
import type { Names } from '../names.ts'
import { holdsTemplate } from '../template.ts'

/** What is wrong with the values that a step would write into `object`; paths begin with `data.`. */
export function checkData(data: RecordValues, object: ObjectDefinition, names: Names): Fault[] {
  return Object.entries(data).flatMap(([name, value]) => {
    const path = `data.${name}`
    const field = object.fields.find(each => each.name === name)
    if (!field || !showsField(names.role, object, name)) return [{ path, code: 'field.unknown' }]
    if (field.readOnly || field.computed || fieldRight(names.role, object.name, name) !== 'write') return [{ path, code: 'field.readOnly' }]
    return holdsTemplate(value) ? checkReference(value, field, path) : checkValue(value, field, path, names)
  })
}

/** A value without templates is as good or bad now as it will be. */
function checkValue(value: unknown, field: FieldDefinition, path: string, { environment }: Names): Fault[] {
  if (value === null || value === '') return []
  try {
    typeOf(field).parse(value, field, environment)
    return []
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return [{ path, code: error.code, parameters: error.parameters }]
  }
}

/** `{ object: "deal", id: "{{ … }}" }`: which object it is stands firm. */
function checkReference(value: unknown, field: FieldDefinition, path: string): Fault[] {
  if (!Array.isArray(field.to) || typeof value !== 'object' || value === null) return []
  const { object } = value as { object?: unknown }
  return typeof object === 'string' && !holdsTemplate(object) && !field.to.includes(object) ? [{ path: `${path}.object`, code: 'object.unknown' }] : []
}

/** Required fields that nothing fills. */
export function checkRequired(data: RecordValues, object: ObjectDefinition): Fault[] {
  return object.fields
    .filter(field => field.required && !field.readOnly && !field.computed && field.default === undefined && (data[field.name] ?? '') === '')
    .map(field => ({ path: `data.${field.name}`, code: 'value.required' }))
}
