// A record on its day: coloured by a select, dragged by pointer, moved by Shift and an arrow, opened by a click.
import { draggable } from '@atlaskit/pragmatic-drag-and-drop/element/adapter'
import { memo, useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { label } from '../../theme.ts'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { plusDays } from '../parse-input.ts'
import { titleOf } from '../related.ts'
import { texts as shared } from '../texts.ts'
import { dayOf } from './calendar-model.ts'
import { Item } from './calendar-style.ts'
import type { Calendar } from './use-calendar.ts'

type Props = { calendar: Calendar; record: RecordRow; peeked: boolean; reachable: boolean; large?: boolean; onOpen: (id: string) => void }

const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -7, ArrowDown: 7 }

export const CalendarItem = memo(function CalendarItem({ calendar, record, peeked, reachable, large, onOpen }: Props) {
  const { t, format, optionsOf } = useFieldTools()
  const ref = useRef<HTMLButtonElement>(null)
  const [dragging, setDragging] = useState(false)
  const { object, field, colour, movable, move } = calendar
  const value = record[field.name]
  const able = movable(record)
  useEffect(() => (able ? draggable({
    element: ref.current!, getInitialData: () => ({ calendarRecord: record.id }),
    onDragStart: () => setDragging(true), onDrop: () => setDragging(false),
  }) : undefined), [record.id, able])
  const option = colour && optionsOf(colour, record).find((one) => one.value === record[colour.name])
  const tone = label(option?.color)
  const name = titleOf(record, object) ?? t(shared.untitled)
  const time = field.type === 'dateTime' && typeof value === 'string' ? format.time(value) : null
  const onKeyDown = (event: KeyboardEvent) => {
    const day = dayOf(value, format.region.timeZone)
    if (!event.shiftKey || !steps[event.key] || !able || !day) return
    event.preventDefault()
    event.stopPropagation()
    move(record, plusDays(day, steps[event.key]))
    // It stands in another cell now: the focus goes there with it.
    setTimeout(() => document.querySelector<HTMLElement>(`[data-calendar-record="${record.id}"]`)?.focus(), 60)
  }
  return (
    <Item
      ref={ref} type="button" data-calendar-record={record.id} tabIndex={reachable ? 0 : -1} title={[time, name, option && t(option.label)].filter(Boolean).join(' · ')}
      className={`${peeked ? 'peeked' : ''}${large ? ' large' : ''}`} onClick={() => onOpen(record.id)} onKeyDown={onKeyDown}
      style={{ backgroundColor: tone.bg, color: tone.fg, opacity: dragging ? 0.45 : 1 }}
    >
      {time && <span className="time">{time}</span>}
      <span className="name">{name}</span>
    </Item>
  )
})
