// Field types: what stands for a sensitive value before people whose role does not show it: enough to tell two apart on the
// telephone, not enough to use. mask-sql.ts says the same in the database.
import type { FieldDefinition } from '../object/definition.ts'

export const SIGN = '•'
export const ALL = SIGN.repeat(4)
/** A shorter number would be told almost whole. */
export const SHORTEST_PHONE = 9

/** `+62 812•••••89`, `b•••@x.id`, `••••`; null stays null. */
export function maskValue({ type }: FieldDefinition, value: unknown): string | null {
  if (value === null || value === undefined) return null
  const text = String(value)
  if (type === 'phone' && text.startsWith('+') && text.length >= SHORTEST_PHONE) return `${text.slice(0, 3)} ${text.slice(3, 6)}${SIGN.repeat(5)}${text.slice(-2)}`
  if (type === 'email' && text.includes('@')) return `${[...text][0]}${SIGN.repeat(3)}@${text.slice(text.lastIndexOf('@') + 1)}`
  return ALL
}

/** Whether a given value is a mask, or made by mending one. */
export function holdsMask(value: unknown): boolean {
  return typeof value === 'string' && value.includes(SIGN)
}

/** How a masked field may be filtered: a caller is looked up by her number; what has few values would be told by asking for each. */
export function maskedOperators({ type }: Pick<FieldDefinition, 'type'>): ReadonlySet<string> {
  return new Set(['phone', 'email', 'text'].includes(type) ? ['eq', 'in', 'empty'] : ['empty'])
}
