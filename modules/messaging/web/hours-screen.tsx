// Settings: the sending hours: when customers may be written to, by their own clock.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { TimeInput } from '../../../kernel/field/types/time/time.tsx'
import { api, queryClient, type Answer } from '../../../web/api.ts'
import { useText } from '../../../web/i18n.tsx'
import { FieldToolsProvider } from '../../../web/records/field-tools.tsx'
import { SaveBar } from '../../../web/settings/save-bar.tsx'
import { SettingsPage } from '../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../web/settings/texts.ts'
import { texts } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { Card, FormGrid, Section } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { ErrorState, faultOf, SkeletonRows } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Switch } from '../../../web/ui/toggle.tsx'
import { channelsQuery } from './message-form.tsx'
import { messagingTexts as m } from './texts.ts'

type Hours = Answer<'GET /sending-hours'>
type Day = keyof Hours['days'] & string
type Own = Span | null | undefined
const days = ['1', '2', '3', '4', '5', '6', '7'] as Day[]
const key = ['sendingHours']

export default function HoursScreen() {
  const t = useText()
  const query = useQuery({ queryKey: key, queryFn: () => api.get('/sending-hours') })
  const simulated = (useQuery(channelsQuery).data ?? []).filter((one) => one.simulated)
  return (
    <SettingsPage title={t(s.sendingHours)} help={t(s.sendingHoursHelp)}>
      {query.isPending && <SkeletonRows rows={4} columns={2} height={54} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <FieldToolsProvider><HoursForm hours={query.data} /></FieldToolsProvider>}
      {simulated.length > 0 && <p style={{ color: v.secondary, fontSize: 13 }}>{t(m.simulated, { names: simulated.map((one) => t(one.label)).join(', ') })}</p>}
    </SettingsPage>
  )
}

function HoursForm({ hours }: { hours: Hours }) {
  const t = useText()
  const toast = useToast()
  const [change, setChange] = useState<Partial<Hours>>({})
  const draft: Hours = { ...hours, ...change }
  const set = (next: Partial<Hours>) => setChange((now) => ({ ...now, ...next }))
  const save = useMutation({
    mutationFn: () => api.put('/sending-hours', { body: draft }),
    onSuccess: (answer) => {
      queryClient.setQueryData(key, answer)
      setChange({})
      toast({ text: t(texts.saved) })
    },
  })
  const setDay = (day: Day, own: Own) => {
    const { [day]: _, ...others } = draft.days
    set({ days: own === undefined ? others : { ...others, [day]: own } })
  }
  return (
    <>
      <Card style={{ padding: 20, marginBottom: 28 }}>
        <FormGrid>
          <SpanInput from={draft.from} to={draft.to} onChange={set} error={faultOf(save.error, 'from', 'to')} />
          <Switch label={t(m.onHolidays)} checked={draft.onHolidays} onChange={(onHolidays) => set({ onHolidays })} />
        </FormGrid>
      </Card>
      <Section title={t(m.weekdays)} help={t(m.weekdaysHelp)}>
        <Card style={{ padding: 20 }}>
          <FormGrid>{days.map((day) => <DayInput key={day} day={day} own={draft.days[day]} usual={draft} onChange={(own) => setDay(day, own)} error={faultOf(save.error, `days.${day}`, 'days')} />)}</FormGrid>
        </Card>
      </Section>
      <SaveBar changed={JSON.stringify(draft) !== JSON.stringify(hours)} busy={save.isPending} error={save.error} onSave={() => save.mutate()} onDiscard={() => setChange({})} />
    </>
  )
}

type Span = { from: string; to: string }

function SpanInput({ from, to, onChange, error }: Span & { onChange: (span: Span) => void; error?: string }) {
  const t = useText()
  return (
    <FormGrid columns={2}>
      <TimeInput required label={t(m.from)} value={from} onChange={(next) => next && onChange({ from: next, to })} error={error} />
      <TimeInput required label={t(m.until)} value={to === '24:00' ? '23:59' : to} onChange={(next) => next && onChange({ from, to: next })} />
    </FormGrid>
  )
}

function DayInput({ day, own, usual, onChange, error }: { day: Day; own: Own; usual: Span; onChange: (own: Own) => void; error?: string }) {
  const t = useText()
  const how = own === undefined ? 'asAbove' : own === null ? 'none' : 'own'
  const choose = (next: typeof how) => onChange(next === 'asAbove' ? undefined : next === 'none' ? null : { from: usual.from, to: usual.to })
  return (
    <FormGrid columns={2}>
      <Select label={t(m[`day${day}` as 'day1'])} value={how} onChange={choose} options={(['asAbove', 'none', 'own'] as const).map((value) => ({ value, label: t(m[value]) }))} error={own ? undefined : error} />
      {own && <SpanInput {...own} onChange={(next) => onChange(next)} error={error} />}
    </FormGrid>
  )
}
