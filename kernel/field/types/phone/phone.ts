// Field type phone: kept as E.164 ("+628123456789") and found in any spelling. What an import could not normalise is kept
// as it came; that it does not start with "+" marks it.
import type { FieldDefinition } from '../../../object/definition.ts'
import type { FieldEnvironment, FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { keptAsText } from '../../text-operators.ts'
import { parsePlainText } from '../../text-value.ts'
import { normalisePhone } from './normalise.ts'
import { phoneOperators } from './phone-operators.ts'

const LONGEST = 100

function parse(input: unknown, field: FieldDefinition, environment: FieldEnvironment): string | null {
  const text = parsePlainText(input, LONGEST)
  if (text === null) return null
  const normal = normalisePhone(text, environment.phoneCountry)
  if (normal !== null) return normal
  if (!environment.lenient || field.strict) throw new InvalidValue('phone.invalid')
  // A leading plus would unmark it.
  return text.replace(/^[+\s]+/, '') || null
}

export const phone: FieldType = {
  name: 'phone',
  label: { en: 'Phone', id: 'Telepon' },
  ...keptAsText,
  parse,
  operators: phoneOperators,
  sort: { expression: column => column(), type: 'text' },
  search: 'phone',
  examples: ['0812-3456-7890', '62812 3456 7891', '+62 812-3456-7892', '81234567893', '(021) 5794 1234', '+1 212 555 2368'],
}
