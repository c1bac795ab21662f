// A field's value as its type shows it, with a quiet dash where there is none.
import type { FieldInfo } from '../queries.ts'
import { v } from '../theme.ts'
import { fieldWebOf } from '../../kernel/field/types/web.ts'
import type { FieldTools } from './field-tools.tsx'
import type { RecordRow } from './field-web.ts'

export const isEmpty = (value: unknown): boolean =>
  value === null || value === undefined || value === '' || (Array.isArray(value) && value.length === 0)

/** False is a value of a yes-or-no field like any other. */
export function ValueView({ value, field, record, empty = '–', plain }: { value: unknown; field: FieldInfo; record?: RecordRow; empty?: React.ReactNode; plain?: boolean }) {
  if (isEmpty(value)) return <span style={{ color: v.muted }}>{empty}</span>
  if (field.masked) return <span>{String(value)}</span>
  const { Cell } = fieldWebOf(field.type)
  return <Cell value={value} field={field} record={record} plain={plain} />
}

export function textOf(value: unknown, field: FieldInfo, tools: FieldTools): string {
  return isEmpty(value) ? '' : field.masked ? String(value) : fieldWebOf(field.type).text(value, field, tools)
}

/** Whether the value is written once and stands: only an administrator changes it, and says why. */
export function isLocked(field: FieldInfo, record: RecordRow): boolean {
  return Boolean(field.writeOnce) && !field.masked && !isEmpty(record[field.name]) && field.access === 'write'
}

/** Whether the caller may change this field of a record that she may change. */
export function isEditable(field: FieldInfo, record?: RecordRow): boolean {
  if (field.readOnly || field.computed || field.access !== 'write' || fieldWebOf(field.type).editor === 'none') return false
  return !((field.writeOnce || field.masked) && record && !isEmpty(record[field.name]))
}
