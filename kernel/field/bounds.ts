// Field types: the bounds `min` and `max` of numbers.
import type { FieldDefinition } from '../object/definition.ts'
import { compareDecimals } from './exact-number.ts'
import { InvalidValue } from './field-type.ts'

/** For a number in API form. */
export function checkBounds(number: number | string, field: FieldDefinition): void {
  if (field.min !== undefined && compareDecimals(number, field.min) < 0) throw new InvalidValue('number.tooSmall', { min: field.min })
  if (field.max !== undefined && compareDecimals(number, field.max) > 0) throw new InvalidValue('number.tooLarge', { max: field.max })
}

export function checkBoundsDefinition(field: FieldDefinition): void {
  for (const bound of [field.min, field.max]) {
    if (bound !== undefined && !Number.isFinite(bound)) throw new InvalidValue('definition.bounds')
  }
  if (field.min !== undefined && field.max !== undefined && field.min > field.max) throw new InvalidValue('definition.bounds')
}
