// A task in one line: a box that completes it at once, its subject, when it is due, whose it is.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { touch, v } from '../../theme.ts'
import { Avatar } from '../../ui/label.tsx'
import { memberOf } from '../../../kernel/field/types/user/user.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { CompleteBox } from '../task-done.tsx'
import { isDone } from '../task-status.ts'

/** A line is seen, a thumb's 44 px are hit. */
const Subject = styled(Link)({ fontWeight: 500, overflowWrap: 'anywhere', [touch]: { display: 'inline-block', padding: '12px 0', margin: '-12px 0' } }) as typeof Link

export function TaskLine({ task, extra }: { task: RecordRow; extra?: ReactNode }) {
  const tools = useFieldTools()
  const done = isDone(task)
  const due = typeof task.dueAt === 'string' ? task.dueAt : null
  const late = due !== null && !done && Date.parse(due) < Date.now()
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 9, minWidth: 0 }}>
      <CompleteBox task={task} />
      <div style={{ flex: 1, minWidth: 0 }}>
        <Subject
          to="/o/$object/$id" params={{ object: 'task', id: task.id }}
          style={{ color: done ? v.muted : v.text, textDecoration: done ? 'line-through' : undefined }}
        >
          {String(task.subject ?? '')}
        </Subject>
        {extra}
      </div>
      {due && (
        <span style={{ fontSize: 12.5, whiteSpace: 'nowrap', color: late ? v.bad : v.secondary }}>
          {tools.format.date(due, { year: false })}
        </span>
      )}
      {Boolean(task.owner) && (
        <Avatar name={memberOf(task.owner, tools).name} title={memberOf(task.owner, tools).name} size={20} />
      )}
    </div>
  )
}
