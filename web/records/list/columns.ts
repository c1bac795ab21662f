// The columns of a list: which fields, in which order, how wide, which stay in sight. Pure functions.
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { isStage } from '../options.ts'

export type Column = { field: FieldInfo; width: number; pinned: boolean; left: number }
/** What a person did to the columns on this device; the order may also come from the view. */
export type ColumnPrefs = { order?: string[]; widths: Record<string, number>; pinned: string[] }

export const minWidth = 64
export const maxWidth = 640

/** The field that names a record, first in every list. */
export const titleField = (object: ObjectInfo): FieldInfo | undefined =>
  object.fields.find((field) => field.name === object.title)

const quiet = new Set(['id', 'version', 'externalId', 'createdAt', 'createdBy', 'updatedBy', 'completeness', 'tags'])
const rank: Record<string, number> = {
  phone: 0, currency: 0, email: 1, relation: 2, select: 3, date: 3, dateTime: 4, user: 7,
}

/** Fields that can be a column at all. */
export const columnFields = (object: ObjectInfo): FieldInfo[] =>
  object.fields.filter((field) => field.type !== 'json' && field.name !== 'version' && field.name !== 'id')

/** The columns of an object that nobody has chosen columns for: its title, the seven most telling fields, owner and last change. */
export function defaultColumns(object: ObjectInfo): string[] {
  const title = object.title
  const hides = new Set([title, 'owner', 'updatedAt', ...(title === 'fullName' ? ['firstName', 'lastName', 'salutation', 'isPrimary'] : []), 'pipeline'])
  const own = object.fields.filter((field) => !hides.has(field.name) && !quiet.has(field.name) && !['longText', 'richText', 'address', 'json', 'multiSelect', 'file', 'image', 'geo'].includes(field.type))
  const telling = own
    .map((field, index) => ({ field, score: (isStage(field) ? -1 : rank[field.type] ?? 6) + index / 20 }))
    .sort((one, other) => one.score - other.score)
    .slice(0, 7)
    .map(({ field }) => field.name)
  return [title, ...telling, ...['owner', 'updatedAt'].filter((name) => object.fields.some((field) => field.name === name))]
}

/** Titles that may be whole sentences get more room than names. */
const titleWidth = (field: FieldInfo) => (Number(field.max) > 200 ? 340 : 240)

/** The columns in order, pinned ones first, with the place where each pinned one sticks. `lead` is what stands before them. */
export function layColumns(object: ObjectInfo, order: string[], prefs: ColumnPrefs, lead: number): Column[] {
  const fields = order.map((name) => object.fields.find((field) => field.name === name)).filter((field) => field !== undefined)
  const columns = fields.map((field) => ({
    field,
    width: prefs.widths[field.name] ?? (field.name === object.title ? titleWidth(field) : fieldWebOf(field.type).width),
    pinned: prefs.pinned.includes(field.name), left: 0,
  }))
  const sorted = [...columns.filter((column) => column.pinned), ...columns.filter((column) => !column.pinned)]
  let left = lead
  return sorted.map((column) => {
    const placed = { ...column, left: column.pinned ? left : 0 }
    left += column.width
    return placed
  })
}

/** `name` moved to where `before` stands; to the end when `before` is null. */
export function moveColumn(order: string[], name: string, before: string | null): string[] {
  if (name === before) return order
  const rest = order.filter((one) => one !== name)
  const at = before === null ? rest.length : rest.indexOf(before)
  return [...rest.slice(0, at), name, ...rest.slice(at)]
}

export type SortEntry = { field: string; descending: boolean }

export const readSort = (sort: string | null | undefined): SortEntry[] =>
  (sort ?? '').split(',').filter(Boolean).map((part) => ({ field: part.replace(/^-/, ''), descending: part.startsWith('-') }))

export const writeSort = (entries: SortEntry[]): string =>
  entries.map(({ field, descending }) => (descending ? `-${field}` : field)).join(',')

const unsortable = new Set(['tags', 'multiSelect', 'address', 'json', 'id', 'richText', 'geo', 'file', 'image'])
export const isSortable = (field: FieldInfo): boolean =>
  !field.masked && !unsortable.has(field.type) && !(field.type === 'relation' && Array.isArray(field.to))
