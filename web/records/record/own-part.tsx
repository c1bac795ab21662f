// What an object of a module shows on its records' pages beyond their fields, and which fields that part stands for.
import { lazy, Suspense, type ComponentType } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import type { RecordRow } from '../field-web.ts'

type Part = { fields: string[]; Part: ComponentType<{ object: ObjectInfo; record: RecordRow }> }

const parts: Record<string, Part> = {
  task: { fields: ['checklist', 'recurrence', 'recurrenceFrom', 'series'], Part: lazy(() => import('../../../modules/tasks/web/task-panel.tsx')) },
  lead: { fields: ['score', 'convertedAt'], Part: lazy(() => import('../../../modules/contacts/lead/web/lead-panel.tsx')) },
}

export const shownByPart = (object: string): readonly string[] => parts[object]?.fields ?? []

export function OwnPart({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const part = parts[object.name]
  return part ? <Suspense><part.Part object={object} record={record} /></Suspense> : null
}
