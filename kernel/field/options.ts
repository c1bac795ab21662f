// Field types: options of select and multiSelect.
import type { FieldDefinition } from '../object/definition.ts'
import type { FieldEnvironment } from './field-type.ts'
import { InvalidValue } from './field-type.ts'
import { checkText } from './text-value.ts'

const LONGEST_VALUE = 100
const MOST_OPTIONS = 1000

/** Values that survive being typed and stored; that they are there and differ, the object's own check sees to. */
export function checkOptions(field: FieldDefinition): void {
  if ((field.options?.length ?? 0) > MOST_OPTIONS) throw new InvalidValue('list.tooLong', { max: MOST_OPTIONS })
  for (const option of field.options ?? []) {
    const value = checkText(option?.value, LONGEST_VALUE)
    if (value.trim() !== value) throw new InvalidValue('definition.optionValue')
  }
}

/** An option's value as it is. */
export function parseOption(input: unknown, field: FieldDefinition, environment: FieldEnvironment): string {
  const value = checkText(input, LONGEST_VALUE)
  if (!environment.optionsOf(field).some(option => option.value === value)) throw new InvalidValue('option.unknown', { value })
  return value
}

/** An option by its value or its label in either language, without regard to case. */
export function readOption(text: string, field: FieldDefinition, environment: FieldEnvironment): string {
  const plain = text.trim().normalize()
  const found = findOption(plain, field, environment)
  if (!found) throw new InvalidValue('option.unknown', { value: plain.slice(0, LONGEST_VALUE) })
  return found.value
}

/** Whether the whole text is an option's value or label. */
export function namesOption(text: string, field: FieldDefinition, environment: FieldEnvironment): boolean {
  return findOption(text.trim().normalize(), field, environment) !== undefined
}

function findOption(plain: string, field: FieldDefinition, environment: FieldEnvironment): { value: string } | undefined {
  const wanted = plain.toLowerCase()
  const options = environment.optionsOf(field)
  return options.find(option => option.value === plain)
    ?? options.find(({ value, label }) => [value, label.en, label.id].some(name => name?.toLowerCase() === wanted))
}

export function labelOption(value: string, field: FieldDefinition, environment: FieldEnvironment): string {
  const label = environment.optionsOf(field).find(option => option.value === value)?.label
  return label?.[environment.locale] ?? label?.en ?? label?.id ?? value
}
