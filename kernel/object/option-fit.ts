// Kernel, objects: options that are there only for some values of another select of the record: grades of bags and of watches.
// Pure, so that forms offer what the write will take.
import type { FieldDefinition, Option } from './definition.ts'

/** While the other field is empty, or not known, no option is out of place. */
export function optionFits({ when }: Pick<Option, 'when'>, values: Record<string, unknown>): boolean {
  const other = when && values[when.field]
  return !when || other === null || other === undefined || when.in.includes(String(other))
}

/** The first option that the record holds and that does not go with what it holds besides. */
export function misfit({ name, options = [] }: FieldDefinition, values: Record<string, unknown>): Option | undefined {
  const held = [values[name] ?? []].flat()
  return options.find(option => option.when && held.includes(option.value) && !optionFits(option, values))
}
