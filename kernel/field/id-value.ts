// Field types: ids of records and members, lower-case UUIDs as PostgreSQL prints them.
import { InvalidValue } from './field-type.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i

/** An id of nobody, for "@me" where nobody acts. */
export const NOBODY = '00000000-0000-0000-0000-000000000000'

export function isId(text: string): boolean {
  return uuid.test(text)
}

export function parseId(input: unknown): string | null {
  if (input === null || input === undefined) return null
  if (typeof input !== 'string' || !isId(input)) throw new InvalidValue('id.invalid')
  return input.toLowerCase()
}
