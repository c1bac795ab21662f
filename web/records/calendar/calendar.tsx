// The calendar of a list: month, week and day; on a phone the month's days one below the other.
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useKeys } from '../../keys.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { Segmented } from '../../ui/toggle.tsx'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import { useCreate } from '../create/create-host.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { rememberTrail } from '../list-trail.ts'
import type { ListModel } from '../list/use-list-model.ts'
import type { FieldInfo } from '../../queries.ts'
import { isEditable } from '../value-view.tsx'
import { Agenda } from './agenda.tsx'
import { daysOf, monthOf, shift, spans, valueOn } from './calendar-model.ts'
import { Root } from './calendar-style.ts'
import { calendarTexts as texts } from './calendar-texts.ts'
import { DayGrid } from './day-grid.tsx'
import { DayList } from './day-list.tsx'
import { useCalendar, useCalendarFields } from './use-calendar.ts'

export default function CalendarBody({ model }: { model: ListModel }) {
  const { field, colour, query } = useCalendarFields(model)
  return field ? <Days {...{ model, field, colour, query }} /> : null
}

/** Records asked for each day: what fits a cell of a month, a scroll of a week. */
const perDay = { month: 11, week: 60, day: 1, agenda: 12 }

type Props = { model: ListModel; field: FieldInfo; colour: FieldInfo | undefined; query: ReturnType<typeof useCalendarFields>['query'] }

function Days({ model, field, colour, query }: Props) {
  const { t, format } = useFieldTools()
  const isPhone = useIsPhone()
  const create = useCreate()
  const { object, address, change } = model
  const today = format.today()
  const day = address.day ?? today
  const span = isPhone ? 'month' : address.span ?? 'month'
  const days = isPhone ? monthOf(day) : daysOf(span, day)
  const calendar = useCalendar(model, field, colour, query, days, isPhone ? perDay.agenda : perDay[span])
  const [sheet, setSheet] = useState<string | null>(null)
  useEffect(() => rememberTrail(object.name, days.flatMap((one) => calendar.days.get(one)?.records ?? [])))
  const go = (next: string) => change({ day: next === today ? undefined : next })
  const open = (id: string) => {
    setSheet(null)
    change({ peek: id }, { replace: !isPhone })
  }
  const add = object.access.create && isEditable(field)
    ? (on: string) => create({ object, data: { [field.name]: valueOn(field, null, on, format.region.timeZone) } })
    : undefined
  useKeys(t(texts.calendar), [
    { keys: 'T', label: t(texts.keyToday), run: () => go(today) },
    { keys: 'PageUp', label: t(texts.previous), run: () => go(shift(span, day, -1)) },
    { keys: 'PageDown', label: t(texts.next), run: () => go(shift(span, day, 1)) },
    // The records answer to it themselves; here it is named in the sheet behind "?".
    { keys: 'Shift →', label: t(texts.keyMove) },
  ])
  if (calendar.error) return <ErrorState error={calendar.error} onRetry={calendar.retry} />
  return (
    <Root data-span={span} aria-busy={calendar.pending || undefined}>
      <div className="bar">
        <IconButton size="small" label={t(texts.previous)} onClick={() => go(shift(span, day, -1))}><ChevronLeft size={18} /></IconButton>
        <IconButton size="small" label={t(texts.next)} onClick={() => go(shift(span, day, 1))}><ChevronRight size={18} /></IconButton>
        <h2 aria-live="polite">{span === 'day' ? format.date(day, { weekday: true, long: true }) : monthName(format.date(days[span === 'month' ? Math.min(7, days.length - 1) : 3], { long: true }))}</h2>
        <Button size="small" onClick={() => go(today)} disabled={day === today}>{t(texts.today)}</Button>
        {!isPhone && <span style={{ flex: 1 }} />}
        {!isPhone && (
          <Segmented
            label={t(texts.span)} value={span} onChange={(next) => change({ span: next === 'month' ? undefined : next })}
            options={spans.map((one) => ({ value: one, label: t(texts[one]) }))}
          />
        )}
      </div>
      {isPhone
        ? <Agenda calendar={calendar} days={days} peek={address.peek} onOpen={open} onDay={setSheet} onAdd={add} />
        : span === 'day'
          ? <div style={{ flex: 1, overflowY: 'auto', padding: '8px 16px 32px', borderTop: `1px solid ${v.line}` }}><DayList calendar={calendar} day={day} peek={address.peek} onOpen={open} onAdd={add} /></div>
          : <DayGrid {...{ calendar, span, days }} active={day} peek={address.peek} onActive={go} onOpen={open} onDay={setSheet} onAdd={add} />}
      <Sheet open={sheet !== null} onClose={() => setSheet(null)} title={sheet ? format.date(sheet, { weekday: true, long: true }) : ''}>
        {sheet && <DayList calendar={calendar} day={sheet} peek={address.peek} onOpen={open} onAdd={add} />}
      </Sheet>
    </Root>
  )
}

/** "21 November 2026" without its day. */
const monthName = (date: string) => date.replace(/^\d+\s/, '')
