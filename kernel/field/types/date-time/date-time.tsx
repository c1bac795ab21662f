// Field type dateTime, web part: an instant, shown and edited as day and time in the viewer's time zone.
import { useState } from 'react'
import { operatorSets, type CellProps, type FieldWeb, type InputProps } from '../../../../web/records/field-web.ts'
import { useFieldTools } from '../../../../web/records/field-tools.tsx'
import { instantOf, wallOf } from '../../../../web/records/parse-input.ts'
import { texts } from '../../../../web/records/texts.ts'
import { Field } from '../../../../web/ui/field.tsx'
import { DateFilterInput, DateInput } from '../date/date.tsx'
import { TimeInput } from '../time/time.tsx'

function DateTimeCell({ value }: CellProps) {
  const { format } = useFieldTools()
  return <span>{format.dateTime(value)}</span>
}

const isDay = (text: string | null) => /^\d{4}-\d{2}-\d{2}$/.test(text ?? '')
const isTime = (text: string | null) => /^\d{2}:\d{2}$/.test(text ?? '')

/** A day without a time of day means 09:00. */
function DateTimeInput({ value, onChange, field: _field, record: _record, label, help, error, required, optional, name, autoFocus, large }: InputProps) {
  const { t, format } = useFieldTools()
  const zone = format.region.timeZone
  const known = typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? wallOf(value, zone) : null
  const [draft, setDraft] = useState<{ date: string | null; time: string | null }>(known ?? { date: null, time: null })
  const change = (next: { date: string | null; time: string | null }) => {
    setDraft(next)
    if (!next.date) return onChange(null)
    if (!isDay(next.date)) return onChange(next.date)
    const time = next.time ?? '09:00'
    onChange(isTime(time) ? instantOf(next.date, time, zone) : `${next.date} ${time}`)
  }
  return (
    <Field {...{ label, help, error, required, optional }}>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) 84px', gap: 6 }}>
        <DateInput
          value={draft.date} onChange={(date) => change({ ...draft, date })}
          name={`${name ?? String(label ?? '')} ${t(texts.dateOf)}`} autoFocus={autoFocus} large={large}
        />
        <TimeInput
          value={draft.time} onChange={(time) => change({ ...draft, time })}
          name={`${name ?? String(label ?? '')} ${t(texts.timeOf)}`} large={large}
        />
      </div>
    </Field>
  )
}

export const dateTime: FieldWeb = {
  Cell: DateTimeCell, Input: DateTimeInput, FilterInput: DateFilterInput, operators: operatorSets.date, width: 180,
  editor: 'panel',
  isWords: true, text: (value, _field, tools) => tools.format.dateTime(value),
}
