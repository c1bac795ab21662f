// Field type email: an address, kept as typed and compared without regard to case.
import type { FieldType } from '../../field-type.ts'
import { InvalidValue } from '../../field-type.ts'
import { foldedOperators, keptAsText } from '../../text-operators.ts'
import { fold, parsePlainText } from '../../text-value.ts'

/** RFC 5321, 4.5.3.1: a path has at most 256 octets, angle brackets included. */
const LONGEST = 254
const address = /^[^\s@<>()[\]",:;\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}][\p{L}\p{N}-]{0,61}[\p{L}\p{N}]$/u

function parse(input: unknown): string | null {
  const text = parsePlainText(input, LONGEST)
  if (text !== null && (!address.test(text) || /^\.|\.\.|\.@/.test(text))) throw new InvalidValue('email.invalid')
  return text
}

export const email: FieldType = {
  name: 'email',
  label: { en: 'Email', id: 'Email' },
  ...keptAsText,
  parse,
  parseText: text => parse(text.trim().replace(/^mailto:/i, '')),
  operators: foldedOperators(input => parsePlainText(input, LONGEST)),
  sort: { expression: column => fold(column()), type: 'text' },
  examples: ['ayu@example.com', 'Budi.Santoso+crm@Contoh.co.id', "o'hara@example.org"],
}
