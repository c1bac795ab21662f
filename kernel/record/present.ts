// A written record as the caller may see it, from the values at hand: no second read.
import type { Context } from '../context.ts'
import { maskValue } from '../field/mask.ts'
import { shownFields } from './fields.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import type { Change, RecordValues } from './hook.ts'

/** JSON text in API form, with the fields that the caller is shown. */
export function present(context: Context, change: Change): string {
  const object = context.workspace.objects.get(change.object)!
  const values = change.kind === 'updated' && change.changed.length === 0 ? change.before! : change.after
  return JSON.stringify(shownValues(context, object, values))
}

/** Of all that a record holds what the caller is shown, masks in the place of what she sees masked. */
export function shownValues(context: Context, object: ObjectDefinition, values: RecordValues): RecordValues {
  return Object.fromEntries(shownFields(context, object).map(field => {
    const value = values[field.name] ?? null
    return [field.name, field.masked ? maskValue(field, value) : value]
  }))
}
