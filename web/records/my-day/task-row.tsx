// A task of the day: the box that completes it, what it is about, whom it concerns, when it is due.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { memo } from 'react'
import { phone as onPhone, v } from '../../theme.ts'
import { SnoozeMenu } from '../../../modules/tasks/web/snooze-menu.tsx'
import { Label } from '../../ui/label.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { wallOf } from '../parse-input.ts'
import { relatedOf } from '../related.ts'
import { CompleteBox } from '../task-done.tsx'
import { isDone } from '../task-status.ts'
import { tomorrowOf } from './day-groups.ts'
import { myDayTexts as texts } from './my-day-texts.ts'

const Row = styled('li')({
  display: 'grid', gridTemplateColumns: 'auto minmax(0, 1fr) auto', gap: '0 12px', alignItems: 'center',
  padding: '9px 14px', minHeight: 46, borderTop: `1px solid ${v.line}`,
  '&:first-of-type': { borderTop: 0 },
  '&:hover': { backgroundColor: v.hover },
  '& .subject': { color: v.text, fontWeight: 500, overflowWrap: 'anywhere' },
  '& .about': {
    display: 'flex', gap: '2px 14px', flexWrap: 'wrap', fontSize: 13, lineHeight: '19px', color: v.secondary,
    minWidth: 0,
  },
  '& .about a': { display: 'inline-flex', alignItems: 'center', gap: 5, color: 'inherit', minWidth: 0, maxWidth: '100%' },
  '& .about a span:last-child': { overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  [onPhone]: { minHeight: 60, fontSize: 15, padding: '10px 12px', '& .subject': { padding: '12px 0', margin: '-12px 0' }, '& .about a': { padding: '12px 0 13px', marginBottom: -10 } },
})

export const TaskRow = memo(function TaskRow({ task, late }: { task: RecordRow; late?: boolean }) {
  const { t, objectOf } = useFieldTools()
  const object = objectOf('task')!
  const done = isDone(task)
  const priority = object.fields.find((field) => field.name === 'priority')?.options?.find((option) => option.value === task.priority)
  const urgent = task.priority === 'high' || task.priority === 'urgent'
  const links = ['about', 'contact'].flatMap((name) => {
    const field = object.fields.find((one) => one.name === name)
    const related = field && relatedOf(task[name], field, objectOf)
    return related?.title ? [related] : []
  }).filter((one, index, all) => all.findIndex((other) => other.id === one.id) === index)
  return (
    <Row>
      <CompleteBox task={task} size={20} />
      <div style={{ minWidth: 0, display: 'grid', gap: 1 }}>
        <span style={{ display: 'flex', gap: 8, alignItems: 'center', flexWrap: 'wrap' }}>
          <Link
            to="/o/$object/$id" params={{ object: 'task', id: task.id }} className="subject"
            style={done ? { color: v.muted, textDecoration: 'line-through' } : undefined}
          >
            {String(task.subject ?? '')}
          </Link>
          {urgent && !done && <Label colour={priority?.color ?? 'orange'}>{t(priority?.label)}</Label>}
        </span>
        {links.length > 0 && (
          <span className="about">
            {links.map((related) => (
              <Link key={related.id} to="/o/$object/$id" params={{ object: related.object, id: related.id }}>
                <span style={{ display: 'inline-flex', color: v.muted }}>
                  <ObjectIcon object={related.object} icon={objectOf(related.object)?.icon} size={15} />
                </span>
                <span>{related.title}</span>
              </Link>
            ))}
          </span>
        )}
      </div>
      <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
        <Progress task={task} />
        <Due task={task} late={late} />
        {!done && object.access.update !== 'none' && <SnoozeMenu task={task} />}
      </span>
    </Row>
  )
})

/** How much of the checklist is ticked. */
function Progress({ task }: { task: RecordRow }) {
  const items = Array.isArray(task.checklist) ? (task.checklist as { done: boolean }[]) : []
  if (!items.length) return null
  return <span className="tabular" style={{ fontSize: 13, color: v.secondary }}>{items.filter((item) => item.done).length}/{items.length}</span>
}

function Due({ task, late }: { task: RecordRow; late?: boolean }) {
  const { t, format } = useFieldTools()
  if (typeof task.dueAt !== 'string' || isDone(task)) return null
  const { date } = wallOf(task.dueAt, format.region.timeZone)
  const today = format.today()
  const words = date === today
    ? format.time(task.dueAt)
    : date === tomorrowOf(today)
    ? t(texts.tomorrow)
    : format.date(task.dueAt, { year: date.slice(0, 4) !== today.slice(0, 4), weekday: !late })
  return (
    <time
      dateTime={task.dueAt} title={format.dateTime(task.dueAt)} className="tabular"
      style={{ fontSize: 13, whiteSpace: 'nowrap', color: late ? v.bad : v.secondary, fontWeight: late ? 500 : 400 }}
    >
      {words}
    </time>
  )
}
