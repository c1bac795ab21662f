// The days of a month or a week side by side: each with its first records, a place to drop on, and keys to walk by.
import { combine } from '@atlaskit/pragmatic-drag-and-drop/combine'
import { dropTargetForElements, monitorForElements } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { Plus } from 'lucide-react'
import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { IconButton } from '../../ui/button.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { plusDays } from '../parse-input.ts'
import { CalendarItem } from './calendar-item.tsx'
import type { CalendarDay, Span } from './calendar-model.ts'
import { More } from './calendar-style.ts'
import { calendarTexts as texts } from './calendar-texts.ts'
import type { Calendar } from './use-calendar.ts'

const itemHeight = 24
const headHeight = 28

type Props = {
  calendar: Calendar; span: Span; days: string[]; active: string; peek: string | undefined
  onActive: (day: string) => void; onOpen: (id: string) => void; onDay: (day: string) => void; onAdd: ((day: string) => void) | undefined
}

export function DayGrid({ calendar, span, days, active, peek, onActive, onOpen, onDay, onAdd }: Props) {
  const { t, format } = useFieldTools()
  const root = useRef<HTMLDivElement>(null)
  const fits = useFits(root, span === 'week' ? 1 : days.length / 7)
  useDrops(calendar)
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }[event.key]
    const cell = event.target as HTMLElement
    if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return
    if (step) {
      event.preventDefault()
      onActive(plusDays(active, step))
      setTimeout(() => root.current?.querySelector<HTMLElement>('[role=gridcell][tabindex="0"]')?.focus(), 0)
    } else if (event.key === 'Enter' && cell.role === 'gridcell') {
      event.preventDefault()
      onDay(active)
    }
  }
  const weeks = Array.from({ length: days.length / 7 }, (_, week) => days.slice(week * 7, week * 7 + 7))
  const today = format.today()
  return (
    <>
      <div className="weekdays" aria-hidden>
        {weeks[0].map((day) => <span key={day}>{format.date(day, { weekday: true }).split(',')[0]}</span>)}
      </div>
      <div
        ref={root} className="days" role="grid" onKeyDown={onKeyDown}
        aria-label={t(texts.calendarOf, { what: t(calendar.object.pluralLabel).toLowerCase(), field: t(calendar.field.label).toLowerCase() })}
      >
        {weeks.map((week) => (
          <div key={week[0]} className="week" role="row">
            {week.map((day) => (
              <DayCell
                key={day} {...{ calendar, day, peek, onOpen, onDay, onAdd, onActive, span }} held={calendar.days.get(day)} active={day === active} fits={span === 'week' ? 100 : fits}
                marks={`${day === today ? ' today' : ''}${span === 'month' && day.slice(0, 7) !== days[7].slice(0, 7) ? ' beyond' : ''}`}
              />
            ))}
          </div>
        ))}
      </div>
    </>
  )
}

type CellProps = Pick<Props, 'calendar' | 'span' | 'peek' | 'onOpen' | 'onDay' | 'onAdd' | 'onActive'> & { day: string; held: CalendarDay | undefined; active: boolean; fits: number; marks: string }

function DayCell({ calendar, span, day, held, active, fits, marks, peek, onOpen, onDay, onAdd, onActive }: CellProps) {
  const { t, format } = useFieldTools()
  const ref = useRef<HTMLDivElement>(null)
  const over = useDropDay(ref, day)
  const holiday = calendar.holidays.get(day)
  const count = held?.count ?? 0
  const shown = (held?.records ?? []).slice(0, count > fits ? Math.max(0, fits - 1) : fits)
  const rest = count - shown.length
  const many = (number: number) => `${format.number(number)}${held?.capped ? '+' : ''}`
  const date = format.date(day, { weekday: true, long: true })
  return (
    <div
      ref={ref} role="gridcell" className={`day${marks}${holiday ? ' free' : ''}${over ? ' over' : ''}`} data-day={day} tabIndex={active ? 0 : -1} aria-selected={active}
      aria-label={[t(texts.onDay, { date, count: many(count) }), holiday].filter(Boolean).join(', ')} onFocus={(event) => event.target === ref.current && !active && onActive(day)}
    >
      <div className="dayHead">
        <button type="button" className="number" tabIndex={-1} aria-label={date} onClick={() => onDay(day)}>{Number(day.slice(8))}</button>
        {holiday && <span className="holiday" title={holiday} aria-hidden>{holiday}</span>}
        {onAdd && (
          <IconButton className="add" size="small" tooltip={false} tabIndex={active ? 0 : -1} label={t(texts.addOn, { date: format.date(day, { year: false }) })} onClick={() => onAdd(day)} style={{ height: 22, minWidth: 22, minHeight: 22 }}>
            <Plus size={14} />
          </IconButton>
        )}
      </div>
      {shown.map((record) => <CalendarItem key={record.id} calendar={calendar} record={record} peeked={peek === record.id} reachable={active} large={span === 'week'} onOpen={onOpen} />)}
      {rest > 0 && <More type="button" tabIndex={active ? 0 : -1} onClick={() => onDay(day)}>{t(texts.more, { count: many(rest) })}</More>}
    </div>
  )
}

/** How many records a cell has room for. */
function useFits(root: React.RefObject<HTMLElement | null>, weeks: number): number {
  const [fits, setFits] = useState(3)
  useEffect(() => {
    const measure = () => setFits(Math.max(1, Math.floor((Math.max(root.current!.clientHeight / weeks, 92) - headHeight) / itemHeight)))
    const watch = new ResizeObserver(measure)
    watch.observe(root.current!)
    return () => watch.disconnect()
  }, [root, weeks])
  return fits
}

function useDropDay(ref: React.RefObject<HTMLElement | null>, day: string): boolean {
  const [over, setOver] = useState(false)
  useEffect(() => combine(dropTargetForElements({
    element: ref.current!, getData: () => ({ day }), canDrop: ({ source }) => typeof source.data.calendarRecord === 'string',
    onDragEnter: () => setOver(true), onDragLeave: () => setOver(false), onDrop: () => setOver(false),
  })), [ref, day])
  return over
}

/** What is let go over a day moves there. */
function useDrops(calendar: Calendar): void {
  const latest = useRef(calendar)
  latest.current = calendar
  useEffect(() => monitorForElements({
    canMonitor: ({ source }) => typeof source.data.calendarRecord === 'string',
    onDrop: ({ source, location }) => {
      const day = location.current.dropTargets[0]?.data.day
      const record = [...latest.current.days.values()].flatMap((one) => one.records).find((one) => one.id === source.data.calendarRecord)
      if (record && typeof day === 'string') latest.current.move(record, day)
    },
  }), [])
}
