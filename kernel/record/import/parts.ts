// Values that a file spreads over several columns: an address by its parts, an amount with its currency beside it.
import type { FieldEnvironment } from '../../field/field-type.ts'
import { typeOf } from '../../field/types/index.ts'
import type { FieldDefinition } from '../../object/definition.ts'

/** The value that these parts make, checked by the field's type; null for a currency without an amount. */
export function combineParts(field: FieldDefinition, parts: Record<string, string>, environment: FieldEnvironment): unknown {
  const type = typeOf(field)
  if (field.type !== 'currency') return type.parse(parts, field, environment)
  if (parts.amount === undefined) return null
  const money = type.parseText!(parts.amount, field, environment) as { amount: unknown } | null
  return money && parts.currency ? type.parse({ amount: money.amount, currency: parts.currency }, field, environment) : money
}
