// Tests of single field types: what a type makes of an input, or the code with which it refuses it.
import { environment } from './field-environment.ts'
import { InvalidValue, type FieldEnvironment } from '../kernel/field/field-type.ts'
import { fieldTypes } from '../kernel/field/types/index.ts'
import type { FieldDefinition } from '../kernel/object/definition.ts'

type Settings = Partial<FieldDefinition>
type Surroundings = Partial<FieldEnvironment & { dateFormat: string }>

function orCode(work: () => unknown): unknown {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof InvalidValue)) throw error
    return error.code
  }
}

export function readerOf(type: string, settings: Settings = {}, surroundings: Surroundings = {}) {
  const field: FieldDefinition = { name: 'field', type, label: {}, ...settings }
  const around = { ...environment, lenient: false, ...surroundings }
  const fieldType = fieldTypes[type]
  return {
    /** A JSON value. */
    value: (input: unknown) => orCode(() => fieldType.parse(input, field, around)),
    /** A text from a person or a spreadsheet. */
    text: (text: string) => orCode(() => fieldType.parseText ? fieldType.parseText(text, field, around) : fieldType.parse(text, field, around)),
    format: (value: unknown) => fieldType.format(value, field, around).replaceAll('\u00a0', ' '),
    /** Whether an operator holds for a value in API form. */
    holds: (value: unknown, operator: string, argument: unknown) =>
      orCode(() => fieldType.operators[operator].test(value, fieldType.operators[operator].parse(argument, field, around), field, around)),
    definition: () => orCode(() => fieldType.checkDefinition?.(field) ?? 'accepted'),
  }
}
