// Options that go only with some values of another field (kernel/object/option-fit.ts): judged where either of the two changes,
// on every way that a record is written.
import type { Context } from '../context.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { misfit } from '../object/option-fit.ts'
import { isConcealed } from '../permission/rules.ts'
import { onceFor } from './fields.ts'
import type { Change } from './hook.ts'
import { sameValue, type Preparation } from './prepare.ts'

/** A field of which some options depend, with the fields that they depend on. */
interface Bound { field: FieldDefinition, names: string[] }

export function checkFittingOptions({ context, object, options, faults }: Preparation, { kind, before, after }: Change, at: number): void {
  if ((kind !== 'created' && kind !== 'updated') || options.recompute) return
  for (const { field, names } of boundFields(context, object)) {
    if (before && names.every(name => sameValue(before[name] ?? null, after[name] ?? null))) continue
    const option = misfit(field, after)
    const other = option && object.fields.find(each => each.name === option.when!.field)
    if (!other) continue
    // who may not know the other field is not told of it
    if (isConcealed(context, object, other.name)) faults.add(at, field.name, 'option.unknown')
    else faults.add(at, field.name, 'option.unfit', { option: option.label, field: other.label })
  }
}

function boundFields(context: Context, object: ObjectDefinition): Bound[] {
  return onceFor(context, `bound options ${object.name}`, () => object.fields.flatMap(field => {
    const others = (field.options ?? []).flatMap(({ when }) => when ? [when.field] : [])
    return others.length ? [{ field, names: [field.name, ...new Set(others)] }] : []
  }))
}
