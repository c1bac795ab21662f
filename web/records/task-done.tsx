// Completing a task with one click, anywhere a task is shown; undo is in the toast.
import styled from '@emotion/styled'
import { Check } from 'lucide-react'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useText } from '../i18n.tsx'
import { keys } from '../queries.ts'
import { touch, v } from '../theme.ts'
import { useFieldTools } from './field-tools.tsx'
import type { RecordRow } from './field-web.ts'
import { useWriteField } from './records-frame.tsx'
import { isDone } from './task-status.ts'
import { taskTexts as texts } from './task-texts.ts'

/** Answers whether the task is now shown as done, and how to change that. */
export function useTaskDone(task: RecordRow): { done: boolean; toggle: () => void; able: boolean } {
  const t = useText()
  const client = useQueryClient()
  const { objectOf } = useFieldTools()
  const write = useWriteField()
  const object = objectOf('task')
  const [meant, setMeant] = useState<{ version: number; done: boolean } | null>(null)
  const done = meant && meant.version === task.version ? meant.done : isDone(task)
  const able = object !== undefined && object.access.update !== 'none'
  const toggle = () => {
    if (!object) return
    setMeant({ version: task.version, done: !done })
    const said = t(done ? texts.reopened : texts.completed, { name: String(task.subject ?? '') })
    void write(object, task, { status: done ? 'open' : 'done' }, { said }).then((error) => {
      if (error) setMeant(null)
      void client.invalidateQueries({ queryKey: keys.records('task') })
      void client.invalidateQueries({ predicate: (query) => query.queryKey[0] === 'records' && query.queryKey[2] === 'timeline' })
    })
  }
  return { done, toggle, able }
}

/** Around the box: what is hit is larger than what is seen, for a thumb 44 px. */
const Reach = styled('button')({
  margin: -7, padding: 7, border: 0, background: 'none', cursor: 'pointer', flexShrink: 0, display: 'inline-flex', borderRadius: '50%', '&:disabled': { cursor: 'default' },
  [touch]: { margin: -13, padding: 13 },
})

export function CompleteBox({ task, size = 18 }: { task: RecordRow; size?: number }) {
  const t = useText()
  const { done, toggle, able } = useTaskDone(task)
  return (
    <Reach
      type="button" role="checkbox" aria-checked={done} disabled={!able}
      aria-label={t(texts.complete, { name: String(task.subject ?? '') })} onClick={toggle}
    >
      <span
        style={{
          width: size, height: size, borderRadius: '50%',
          border: `1.5px solid ${done ? 'var(--h-label-green-solid)' : v.muted}`, display: 'inline-flex',
          alignItems: 'center', justifyContent: 'center',
          backgroundColor: done ? 'var(--h-label-green-solid)' : 'transparent', color: v.paper,
          transition: 'background-color 120ms, border-color 120ms',
        }}
      >
        {done && <Check size={size - 6} strokeWidth={3} />}
      </span>
    </Reach>
  )
}
