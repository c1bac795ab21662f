// The calendar on a phone: the days of the month that hold something, one below the other, from today on in sight.
import { Plus } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { v } from '../../theme.ts'
import { IconButton } from '../../ui/button.tsx'
import { useFieldTools } from '../field-tools.tsx'
import { CalendarItem } from './calendar-item.tsx'
import { More } from './calendar-style.ts'
import { calendarTexts as texts } from './calendar-texts.ts'
import type { Calendar } from './use-calendar.ts'

type Props = { calendar: Calendar; days: string[]; peek: string | undefined; onOpen: (id: string) => void; onDay: (day: string) => void; onAdd: ((day: string) => void) | undefined }

export function Agenda({ calendar, days, peek, onOpen, onDay, onAdd }: Props) {
  const { t, format } = useFieldTools()
  const today = format.today()
  const here = useRef<HTMLElement>(null)
  const filled = days.filter((day) => calendar.days.get(day)?.count || day === today)
  const from = filled.find((day) => day >= today)
  const ready = !calendar.pending
  const [first] = days
  useEffect(() => {
    here.current?.scrollIntoView({ block: 'start' })
  }, [ready, first])
  return (
    <div style={{ flex: 1, overflowY: 'auto', minHeight: 0, padding: '0 12px 24px', borderTop: `1px solid ${v.line}` }}>
      {!filled.length && ready && <p style={{ color: v.muted, textAlign: 'center', padding: 24 }}>{t(texts.nothingInMonth)}</p>}
      {filled.map((day) => {
        const held = calendar.days.get(day)
        const rest = (held?.count ?? 0) - (held?.records.length ?? 0)
        return (
          <section key={day} ref={day === from ? here : undefined} style={{ display: 'grid', gap: 4, padding: '4px 0 8px' }}>
            <div style={{ display: 'flex', alignItems: 'center', minHeight: 40 }}>
              <h3 style={{ flex: 1, margin: 0, fontSize: 14, fontWeight: 600, color: day === today ? v.accent : v.text }}>{format.date(day, { weekday: true, year: false })}{calendar.holidays.has(day) && <span style={{ color: v.secondary, fontWeight: 400 }}> · {calendar.holidays.get(day)}</span>}</h3>
              {onAdd && <IconButton size="small" label={t(texts.addOn, { date: format.date(day, { year: false }) })} onClick={() => onAdd(day)}><Plus size={18} /></IconButton>}
            </div>
            {(held?.records ?? []).map((record) => <CalendarItem key={record.id} calendar={calendar} record={record} peeked={peek === record.id} reachable large onOpen={onOpen} />)}
            {!held?.count && <div style={{ color: v.muted, fontSize: 13.5 }}>{t(texts.nothingOn)}</div>}
            {rest > 0 && <More type="button" onClick={() => onDay(day)}>{t(texts.more, { count: `${format.number(rest)}${held?.capped ? '+' : ''}` })}</More>}
          </section>
        )
      })}
    </div>
  )
}
