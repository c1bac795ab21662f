// Kernel, objects: which type may become which. Only where the columns stay what they are: nothing is rewritten or lost.
import { isDeepStrictEqual } from 'node:util'
import type { FieldDefinition } from './definition.ts'
import { columnsOfField } from './table.ts'

const wider: Record<string, string[]> = {
  text: ['longText'],
  email: ['text', 'longText'],
  url: ['text', 'longText'],
  phone: ['text', 'longText'],
  select: ['text', 'longText'],
  multiSelect: ['tags'],
  percent: ['decimal'],
  rating: ['number'],
}

/** A relation to several objects may get more of them: each has a column of its own. */
export function addsTargets({ type, to: old }: FieldDefinition, { type: next, to }: FieldDefinition): boolean {
  return type === 'relation' && next === 'relation' && Array.isArray(old) && Array.isArray(to) && old.every(target => to.includes(target))
}

export function canRetype(from: FieldDefinition, to: FieldDefinition): boolean {
  if (from.result !== to.result || (from.type !== to.type && !wider[from.type]?.includes(to.type))) return false
  return isDeepStrictEqual(columnsOfField(from), columnsOfField(to))
}
