// Field type autoNumber: its pattern, "SO-{yyyy}{MM}-{0000}": one run of zeros that counts, parts of the day, and fields
// of the record in braces; `{owner.branch}` is where the owner works from. What precedes and follows the count names the counter: a new month begins at one.
import { DateTime } from 'luxon'
import type { FieldDefinition } from '../../../object/definition.ts'
import { InvalidValue } from '../../field-type.ts'

export const PLAIN = '{0000}'
const LONGEST = 100
const MOST_DIGITS = 12
/** Luxon's tokens for the parts of a day. */
const dayParts = new Set(['yyyy', 'yy', 'MM', 'dd'])
/** The branch of the record's owner, by its code. */
export const OWNERS_BRANCH = 'owner.branch'
const braces = /\{([^{}]*)\}/g

/**
 * Refuses a pattern that would not count, or whose braces mean nothing. Fields that are not there are
 * empty, so that one may be taken away.
 */
export function checkPattern({ pattern = PLAIN }: FieldDefinition): void {
  const refuse = (): never => { throw new InvalidValue('definition.pattern') }
  if (typeof pattern !== 'string' || pattern.length > LONGEST || pattern.trim() !== pattern || !pattern.isWellFormed() || /\p{Cc}/u.test(pattern)) refuse()
  const names = [...pattern.matchAll(braces)].map(match => match[1])
  if (names.filter(name => isCount(name)).length !== 1 || /[{}]/.test(pattern.replace(braces, ''))) refuse()
  if (names.some(name => !isCount(name) && !dayParts.has(name) && name !== OWNERS_BRANCH && !/^[a-z][A-Za-z0-9]{0,47}$/.test(name))) refuse()
}

function isCount(name: string): boolean {
  return /^0+$/.test(name) && name.length <= MOST_DIGITS
}

/** Sibling fields that the pattern names: their values stand in the number. */
export function fieldsIn(pattern: string): string[] {
  return [...pattern.matchAll(braces)].map(match => match[1]).filter(name => !isCount(name) && !dayParts.has(name)).map(name => name === OWNERS_BRANCH ? 'owner' : name)
}

/** A pattern with all but the count filled in. */
export interface Numbering { before: string, after: string, digits: number }

/** `valueOf` gives the text of a sibling field; long ones are cut. */
export function resolvePattern(pattern: string, now: Date, zone: string, valueOf: (name: string) => string): Numbering {
  const day = DateTime.fromJSDate(now, { zone })
  let digits = 0
  const [before, after] = pattern.replace(braces, (_, name: string) => {
    if (isCount(name)) {
      digits = name.length
      return '\0'
    }
    return dayParts.has(name) ? day.toFormat(name) : valueOf(name).replaceAll('\0', '').slice(0, 50)
  }).split('\0')
  return { before: before.trimStart(), after: after.trimEnd(), digits }
}

/** The counter's name: numbers that differ in the count alone share it. */
export function counterOf({ before, after }: Numbering): string {
  return `${before}\u241f${after}`
}

export function numberText({ before, after, digits }: Numbering, count: number): string {
  return `${before}${String(count).padStart(digits, '0')}${after}`
}

/** The count in a number of this shape, undefined for another. */
export function countIn({ before, after }: Numbering, text: string): number | undefined {
  if (!text.startsWith(before) || !text.endsWith(after) || text.length <= before.length + after.length) return undefined
  const digits = text.slice(before.length, text.length - after.length)
  return /^\d{1,15}$/.test(digits) ? Number(digits) : undefined
}
