// Field types: what every text must be before it reaches the database, and how letters are folded for comparison.
import type { Sql } from '../database/sql.ts'
import { raw, sql } from '../database/sql.ts'
import { InvalidValue } from './field-type.ts'

/** The longest text that a btree entry surely holds (2,700 bytes, four a character, some to spare). */
export const LONGEST_UNIQUE = 255
const SORTED_CHARACTERS = raw('200')

/** The text trimmed, null when empty. PostgreSQL knows neither NUL nor lone surrogates. */
export function parsePlainText(input: unknown, max: number): string | null {
  if (input === null || input === undefined) return null
  const text = checkText(input, max).trim()
  return text === '' ? null : text
}

/** The same untrimmed, and a string in any case: for arguments of filters. Composed (NFC), since names that macOS gives come as letter and accent apart. */
export function checkText(input: unknown, max: number): string {
  if (typeof input !== 'string') throw new InvalidValue('text.expected')
  // below the first combining mark there is nothing to compose, which an import of a million rows need not ask
  const text = /[\u0300-\uffff]/.test(input) ? input.normalize() : input
  if (text.length > max) throw new InvalidValue('value.tooLong', { max })
  if (!text.isWellFormed() || text.includes('\0')) throw new InvalidValue('text.invalid')
  return text
}

/** Lower case by Unicode's rules whatever collation the database has, so that it agrees with `toLowerCase`. */
export function fold(text: Sql): Sql {
  return sql`lower(${text} collate "und-x-icu")`
}

/** What text sorts by and what its index holds: cut, since a btree entry is limited. */
export function sortKey(text: Sql): Sql {
  return fold(sql`left(${text}, ${SORTED_CHARACTERS})`)
}

/** A pattern for LIKE in which the text's own wildcards mean themselves. */
export function likePattern(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&')
}
