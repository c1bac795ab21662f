// Relations as values: an id, `{ object, id }`, or the whole record where the request asked to expand it.
import type { FieldInfo, ObjectInfo } from '../queries.ts'
import type { RecordRow } from './field-web.ts'

export type Related = { object: string; id: string; title?: string; record?: RecordRow }

export const targetsOf = (field: FieldInfo): string[] => (field.to === undefined ? [] : [field.to].flat())

/** The title of a record, by the field that its object names; undefined where the record does not carry it. */
export function titleOf(record: Record<string, unknown> | undefined, object: ObjectInfo | undefined): string | undefined {
  const candidates = [object?.title, 'fullName', 'name', 'subject', 'title', 'label', 'body']
  for (const name of candidates) {
    const value = name ? record?.[name] : undefined
    if (typeof value === 'string' && value.trim()) return value
  }
  return undefined
}

/** What a relation's value points to, with its title where the value carries one. */
export function relatedOf(value: unknown, field: FieldInfo, objectOf: (name: string) => ObjectInfo | undefined): Related | null {
  if (!value) return null
  const [only] = targetsOf(field)
  if (typeof value === 'string') return { object: only, id: value }
  const record = value as RecordRow & { object?: string }
  if (typeof record.id !== 'string') return null
  const object = Array.isArray(field.to) && typeof record.object === 'string' ? record.object : only
  const title = titleOf(record, objectOf(object))
  return { object, id: record.id, title, record: title === undefined ? undefined : record }
}

/** The form in which a relation is written and compared. */
export function relationKey(value: unknown, field: FieldInfo): unknown {
  if (!value || typeof value === 'string') return value ?? null
  const record = value as { id?: string; object?: string }
  return Array.isArray(field.to) ? { object: record.object, id: record.id } : (record.id ?? null)
}
