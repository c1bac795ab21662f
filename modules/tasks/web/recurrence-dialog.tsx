// How often a task recurs, chosen in plain words.
import { useState } from 'react'
import { Button } from '../../../web/ui/button.tsx'
import { Dialog } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { useRegion, useText } from '../../../web/i18n.tsx'
import type { RecordRow } from '../../../web/records/field-web.ts'
import { wallOf } from '../../../web/records/parse-input.ts'
import { dayOfMonth, parseRule, printRule, weekdays, type Rule, type Weekday } from '../recurrence/rule.ts'
import { isWorkdays, nthTexts, weekdayName } from './recurrence-words.ts'
import { taskPanelTexts as texts } from './texts.ts'

const kinds = ['daily', 'workdays', 'weekly', 'monthlyDay', 'monthlyNth', 'yearly'] as const
const ends = ['never', 'onDate', 'afterCount'] as const
type Draft = { kind: (typeof kinds)[number]; interval: string; days: Weekday[]; day: string; nth: string; end: (typeof ends)[number]; until: string; count: string; from: 'dueDate' | 'completion' }

function draftOf(task: RecordRow, timeZone: string): Draft {
  const rule = parseRule(String(task.recurrence ?? 'FREQ=WEEKLY'))!
  const { date } = wallOf(String(task.dueAt), timeZone)
  const weekday = weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]
  const kind = rule.freq === 'DAILY' ? 'daily' : rule.freq === 'YEARLY' ? 'yearly' : rule.freq === 'MONTHLY' ? (rule.byDay.length ? 'monthlyNth' : 'monthlyDay') : isWorkdays(rule) ? 'workdays' : 'weekly'
  return {
    kind, interval: String(rule.interval), days: rule.byDay.length ? rule.byDay.map((each) => each.day) : [weekday], day: String(dayOfMonth(rule) ?? Number(date.slice(8))),
    nth: String(rule.byDay[0]?.nth ?? rule.bySetPos ?? 1), end: rule.until ? 'onDate' : rule.count ? 'afterCount' : 'never', until: rule.until ? `${rule.until.slice(0, 4)}-${rule.until.slice(4, 6)}-${rule.until.slice(6, 8)}` : '',
    count: String(rule.count ?? 10), from: task.recurrenceFrom === 'completion' ? 'completion' : 'dueDate',
  }
}

function ruleOf({ kind, interval, days, day, nth, end, until, count }: Draft): Rule {
  const freq = ({ daily: 'DAILY', workdays: 'WEEKLY', weekly: 'WEEKLY', monthlyDay: 'MONTHLY', monthlyNth: 'MONTHLY', yearly: 'YEARLY' } as const)[kind]
  const byDay = kind === 'workdays' ? weekdays.slice(0, 5).map((each) => ({ day: each })) : kind === 'weekly' ? weekdays.filter((each) => days.includes(each)).map((each) => ({ day: each })) : kind === 'monthlyNth' ? [{ day: days[0], nth: Number(nth) }] : []
  return {
    freq, interval: kind === 'workdays' ? 1 : Math.max(1, Math.trunc(Number(interval)) || 1), byDay, byMonthDay: kind === 'monthlyDay' ? [Number(day)] : [],
    ...(end === 'onDate' && { until: until.replaceAll('-', '') }), ...(end === 'afterCount' && { count: Number(count) }),
  }
}

type Props = { task: RecordRow; onClose: () => void; onSave: (data: { recurrence: string | null; recurrenceFrom: string }) => void }

export default function RecurrenceDialog({ task, onClose, onSave }: Props) {
  const t = useText()
  const { language, timeZone } = useRegion()
  const [draft, setDraft] = useState(() => draftOf(task, timeZone))
  const change = (part: Partial<Draft>) => setDraft((now) => ({ ...now, ...part }))
  const { kind, end, days } = draft
  const recurrence = printRule(ruleOf(draft))
  const sound = parseRule(recurrence) !== undefined
  const named = weekdays.map((value) => ({ value, label: weekdayName(value, language) }))
  return (
    <Dialog
      open onClose={onClose} title={t(texts.repeats)} onSubmit={() => sound && onSave({ recurrence, recurrenceFrom: draft.from })}
      actions={(
        <>
          {Boolean(task.recurrence) && <Button variant="ghost" onClick={() => onSave({ recurrence: null, recurrenceFrom: draft.from })}>{t(texts.stop)}</Button>}
          <Button onClick={onClose}>{t(texts.cancel)}</Button>
          <Button type="submit" variant="primary" disabled={!sound}>{t(texts.save)}</Button>
        </>
      )}
    >
      <FormGrid>
        <Select label={t(texts.how)} value={kind} onChange={(value) => change({ kind: value })} options={kinds.map((value) => ({ value, label: t(texts[value]) }))} />
        {kind !== 'workdays' && <TextInput label={t(texts.every)} value={draft.interval} onChange={(interval) => change({ interval })} inputMode="numeric" />}
        {kind === 'weekly' && (
          <div role="group" aria-label={t(texts.days)} style={{ display: 'flex', gap: '4px 14px', flexWrap: 'wrap' }}>
            {named.map(({ value, label }) => <Checkbox key={value} label={label} checked={days.includes(value)} onChange={(on) => change({ days: on ? [...days, value] : days.filter((each) => each !== value) })} />)}
          </div>
        )}
        {kind === 'monthlyDay' && <Select label={t(texts.day)} value={draft.day} onChange={(day) => change({ day })} options={Array.from({ length: 31 }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))} />}
        {kind === 'monthlyNth' && <Select label={t(texts.which)} value={draft.nth} onChange={(nth) => change({ nth })} options={[1, 2, 3, 4, -1].map((nth) => ({ value: String(nth), label: t(nthTexts[nth]) }))} />}
        {kind === 'monthlyNth' && <Select label={t(texts.weekday)} value={days[0] ?? 'MO'} onChange={(day) => change({ days: [day] })} options={named} />}
        <Select label={t(texts.ends)} value={end} onChange={(value) => change({ end: value })} options={ends.map((value) => ({ value, label: t(texts[value]) }))} />
        {end === 'onDate' && <TextInput label={t(texts.until)} value={draft.until} onChange={(until) => change({ until })} placeholder="2027-12-31" />}
        {end === 'afterCount' && <TextInput label={t(texts.times)} value={draft.count} onChange={(count) => change({ count })} inputMode="numeric" />}
        <Select label={t(texts.from)} value={draft.from} onChange={(from) => change({ from })} options={[{ value: 'dueDate', label: t(texts.dueDate) }, { value: 'completion', label: t(texts.completion) }]} />
      </FormGrid>
    </Dialog>
  )
}
