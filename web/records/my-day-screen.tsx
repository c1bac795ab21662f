// My day: the viewer's tasks by when they are due. Route /.
import styled from '@emotion/styled'
import { Link } from '@tanstack/react-router'
import { ChevronDown, ChevronRight, Sun } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import { WaitingLine } from '../../modules/approvals/web/waiting-line.tsx'
import { useSession } from '../queries.ts'
import { touch, v } from '../theme.ts'
import { Button } from '../ui/button.tsx'
import { Card, Page } from '../ui/page.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../ui/states.tsx'
import { useFieldTools } from './field-tools.tsx'
import type { RecordRow } from './field-web.ts'
import { groupTasks } from './my-day/day-groups.ts'
import { myDayTexts as texts } from './my-day/my-day-texts.ts'
import { QuickAdd } from './my-day/quick-add.tsx'
import { TaskRow } from './my-day/task-row.tsx'
import { useMyTasks } from './my-day/use-my-tasks.ts'
import { wallOf } from './parse-input.ts'
import { RecordsFrame } from './records-frame.tsx'

export default function MyDayScreen() {
  return (
    <RecordsFrame>
      <MyDay />
    </RecordsFrame>
  )
}

/** Pagi until 10, siang until 15, sore until 18, then malam. */
function greetingOf(hour: number): keyof typeof texts {
  if (hour >= 4 && hour < 10) return 'morning'
  if (hour >= 10 && hour < 15) return 'noon'
  return hour >= 15 && hour < 18 ? 'afternoon' : 'evening'
}

function MyDay() {
  const { t, format, objects, objectOf } = useFieldTools()
  const session = useSession()
  const object = objectOf('task')
  const { tasks, open, done } = useMyTasks(object)
  const now = new Date()
  const { date, time } = wallOf(now.toISOString(), format.region.timeZone)
  const groups = groupTasks(open, done, now.getTime(), date, format.region.timeZone)
  const first = session?.member.name.split(' ')[0] ?? ''
  if (objects.length && !object) {
    return (
      <Page><EmptyState icon={<Sun size={20} />} title={t(texts.title)} body={t(texts.noTasks)} /></Page>
    )
  }
  const summary = [
    groups.late.length > 0 && t(texts.summaryLate, { count: groups.late.length }),
    groups.today.length > 0 && t(texts.summaryToday, { count: groups.today.length }),
  ].filter(Boolean).join(', ')
  const nothing = tasks.isSuccess && !open.length
  return (
    <Page width={820}>
      <header style={{ padding: '20px 0 18px' }}>
        <div style={{ color: v.secondary, fontSize: 13, lineHeight: '18px' }}>
          {format.date(now, { weekday: true, long: true })}
        </div>
        <h1
          style={{
            margin: '2px 0 0', fontSize: 22, lineHeight: '30px', fontWeight: 600, letterSpacing: '-0.014em',
            overflowWrap: 'anywhere',
          }}
        >
          {t(texts[greetingOf(Number(time.slice(0, 2)))], { name: first })}
        </h1>
        {tasks.isSuccess && (groups.late.length + groups.today.length > 0) && (
          <div style={{ color: v.secondary }}>{summary}</div>
        )}
      </header>
      <WaitingLine />
      {object?.access.create && <QuickAdd />}
      {tasks.error && !open.length ? <ErrorState error={tasks.error} onRetry={() => void tasks.refetch()} /> : null}
      {tasks.isPending && <Card><SkeletonRows rows={6} height={46} columns={2} /></Card>}
      {nothing && (
        <Card><EmptyState icon={<Sun size={20} />} title={t(texts.allClearTitle)} body={t(texts.allClearBody)} /></Card>
      )}
      <Group title={t(texts.late)} tasks={groups.late} tone={v.bad} late />
      <Group title={t(texts.today)} tasks={groups.today} />
      <Group title={t(texts.next)} tasks={groups.next} />
      <Group title={t(texts.undated)} tasks={groups.undated} />
      {tasks.hasNextPage && (
        <div style={{ marginBottom: 20 }}>
          <Button loading={tasks.isFetchingNextPage} onClick={() => void tasks.fetchNextPage()}>{t(texts.showMore)}</Button>
        </div>
      )}
      <Group title={t(texts.done)} tasks={groups.done} closed />
      <div><Link to="/o/$object" params={{ object: 'task' }} style={{ fontSize: 13.5 }}>{t(texts.allTasks)}</Link></div>
    </Page>
  )
}

const Fold = styled('button')({
  display: 'flex', alignItems: 'center', gap: 5, minHeight: 36, border: 0, background: 'none', padding: 0, font: 'inherit', cursor: 'pointer', [touch]: { minHeight: 44 },
})

type GroupProps = { title: ReactNode; tasks: RecordRow[]; tone?: string; late?: boolean; closed?: boolean }

function Group({ title, tasks, tone, late, closed }: GroupProps) {
  const [open, setOpen] = useState(!closed)
  const { list, drawn } = useDrawn(open ? tasks.length : 0)
  if (!tasks.length) return null
  const Icon = open ? ChevronDown : ChevronRight
  return (
    <section style={{ marginBottom: 20 }}>
      <h2 style={{ margin: 0, fontSize: 14, fontWeight: 600 }}>
        <Fold type="button" aria-expanded={open} onClick={() => setOpen(!open)} style={{ color: tone ?? v.text }}>
          <Icon size={16} aria-hidden />
          {title}
          <span style={{ color: v.muted, fontWeight: 400 }} className="tabular">{tasks.length}</span>
        </Fold>
      </h2>
      {open && (
        <Card>
          <ul ref={list} style={{ listStyle: 'none', margin: 0, padding: 0 }}>
            {tasks.slice(0, drawn).map((task) => <TaskRow key={task.id} task={task} late={late} />)}
          </ul>
        </Card>
      )}
    </section>
  )
}

const step = 20

/** A long group is drawn as far as it has been scrolled to, for a hundred tasks take time to draw. */
function useDrawn(count: number): { list: RefObject<HTMLUListElement | null>; drawn: number } {
  const list = useRef<HTMLUListElement>(null)
  const [drawn, setDrawn] = useState(step)
  useEffect(() => {
    const row = count > drawn && list.current?.children[drawn - step / 2]
    if (!row) return
    const watch = new IntersectionObserver(([entry]) => entry.isIntersecting && setDrawn(drawn + step))
    watch.observe(row)
    return () => watch.disconnect()
  }, [count, drawn])
  return { list, drawn }
}
