// What writing an object needs to know of its definition and of the caller's rights, worked out once and not per record.
import type { Context } from '../context.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { roleKey } from '../permission/role.ts'
import { canImport, canWrite, isKnownField, isMasked } from '../permission/rules.ts'
import { onceFor } from './fields.ts'
import type { RecordValues } from './hook.ts'

export interface PlannedField { field: FieldDefinition, readable: boolean, writable: boolean, masked: boolean }

export interface WritePlan {
  names: string[]
  /** Each field's name, with null. */
  empty: RecordValues
  defaults: FieldDefinition[]
  fields: Map<string, PlannedField>
  required: FieldDefinition[]
  /** Fields that count for the record's completeness, and their weights together. */
  weighted: FieldDefinition[]
  weight: number
  /** Fields whose changes the event keeps. That a write-once field was cleared is always kept. */
  tracked: FieldDefinition[]
}

export function writePlan(context: Context, object: ObjectDefinition): WritePlan {
  const { way } = context.actor
  const imports = way === 'import'
  return onceFor(context, `plan ${roleKey(context.actor.role)} ${object.name} ${way === 'bulk' || imports ? way : ''}`, () => {
    const may = imports ? canImport : canWrite
    const { fields } = object
    const weighted = fields.filter(field => field.weight)
    return {
      names: fields.map(field => field.name),
      empty: Object.fromEntries(fields.map(field => [field.name, null])),
      defaults: fields.filter(field => field.default !== undefined && field.default !== null),
      fields: new Map(fields.map(field => [field.name, { field, readable: isKnownField(context, object.name, field.name), masked: isMasked(context, object.name, field.name), writable: may(context, object.name, field) }])),
      required: fields.filter(field => field.required),
      weighted,
      weight: weighted.reduce((sum, field) => sum + field.weight!, 0),
      // a bulk change is undone from its events
      tracked: fields.filter(field => field.track !== false || field.writeOnce || (way === 'bulk' && !field.readOnly && !field.computed)),
    }
  })
}
