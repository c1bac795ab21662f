// Which cell is being edited, and what becomes of what was entered.
import { useState } from 'react'
import { useSession, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { RecordRow } from '../field-web.ts'
import { useWriteField } from '../records-frame.tsx'
import { isEditable, isLocked } from '../value-view.tsx'

type Editing = { record: RecordRow; field: FieldInfo; value: unknown; error?: string }

export function useCellEdit(object: ObjectInfo, afterwards: () => void) {
  const write = useWriteField()
  const administrator = useSession()?.administrator ?? false
  const [editing, setEditing] = useState<Editing | null>(null)
  /** What is written once, and an administrator asks to change. */
  const [overriding, setOverriding] = useState<Omit<Editing, 'value'> | null>(null)

  const save = async (record: RecordRow, field: FieldInfo, value: unknown) => {
    const error = await write(object, record, { [field.name]: value })
    // The editor comes back with what was typed and why it was refused.
    if (error) setEditing({ record, field, value, error })
  }
  /** False where this cell is not to be edited. */
  const start = (record: RecordRow, field: FieldInfo): boolean => {
    if (object.access.update === 'none') return false
    if (administrator && isLocked(field, record)) {
      setOverriding({ record, field })
      return true
    }
    if (!isEditable(field, record)) return false
    if (fieldWebOf(field.type).editor === 'switch') void save(record, field, !record[field.name])
    else setEditing({ record, field, value: record[field.name] ?? null })
    return true
  }
  const commit = (value: unknown) => {
    if (!editing) return
    setEditing(null)
    afterwards()
    void save(editing.record, editing.field, value)
  }
  const cancel = () => {
    setEditing(null)
    afterwards()
  }
  const leave = () => {
    setOverriding(null)
    afterwards()
  }
  return { editing, overriding, start, commit, cancel, leave }
}
