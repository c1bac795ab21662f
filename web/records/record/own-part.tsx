// What an object of a module shows on its records' pages beyond their fields, which fields that part stands for, and how a
// value that is written for programs reads.
import { lazy, Suspense, type ComponentType } from 'react'
import type { ObjectInfo } from '../../queries.ts'
import { sayRule } from '../../../modules/tasks/web/recurrence-words.ts'
import type { FieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'

type Part = {
  fields: string[]
  Part: ComponentType<{ object: ObjectInfo; record: RecordRow }>
  /** By field: its value in words, for the timeline. */
  words?: Record<string, (value: unknown, tools: FieldTools) => string>
}

const parts: Record<string, Part> = {
  task: { fields: ['checklist', 'recurrence', 'recurrenceFrom', 'series'], Part: lazy(() => import('../../../modules/tasks/web/task-panel.tsx')), words: { recurrence: sayRule } },
  contact: { fields: [], Part: lazy(() => import('../../../modules/contacts/identity/web/identity-panel.tsx')) },
  lead: { fields: ['score', 'convertedAt'], Part: lazy(() => import('../../../modules/contacts/lead/web/lead-panel.tsx')) },
}

/** What other rooms add to such records' pages. */
const additions: Record<string, ComponentType<{ object: ObjectInfo; record: RecordRow }>> = { task: lazy(() => import('../../../modules/chat/web/task-source.tsx')) }

export const shownByPart = (object: string): readonly string[] => parts[object]?.fields ?? []

export const wordsOf = (object: string | undefined, field: string) => parts[object ?? '']?.words?.[field]

export function OwnPart({ object, record }: { object: ObjectInfo; record: RecordRow }) {
  const part = parts[object.name]
  const Addition = additions[object.name]
  return (
    <>
      {Addition && <Suspense><Addition object={object} record={record} /></Suspense>}
      {part && <Suspense><part.Part object={object} record={record} /></Suspense>}
    </>
  )
}
