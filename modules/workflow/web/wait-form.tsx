// The workflow room's screens: how long a step waits, or for what.
import { useText } from '../../../web/i18n.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { blankEvent, EventForm, type EventDraft } from './event-form.tsx'
import type { FormProps } from './step-form.tsx'
import { TemplateInput } from './template-input.tsx'
import { eventTexts as e, workflowTexts as w } from './texts.ts'

const units = ['minutes', 'hours', 'days', 'weeks', 'months'] as const
type Unit = (typeof units)[number]
type Span = Partial<Record<Unit, number>>

export function WaitForm({ step, onChange, path, error, ...place }: FormProps) {
  const t = useText()
  const { for: span, until, forEvent, timeout, ...rest } = step
  const how = forEvent !== undefined ? 'event' : span === undefined ? 'until' : 'for'
  const choose = (next: typeof how) => onChange({ ...rest, ...(next === 'for' ? { for: { days: 1 } } : next === 'until' ? { until: '' } : { forEvent: place.draft.object ? { on: ['updated'] } : blankEvent, timeout: { days: 7 } }) })
  return (
    <FormGrid columns={how === 'until' ? 2 : undefined}>
      <Select
        label={t(w.waitHow)} value={how} onChange={choose} error={how === 'event' ? faultOf(error, `${path}.forEvent`) : undefined}
        options={[{ value: 'for', label: t(w.waitFor) }, { value: 'until', label: t(w.waitUntil) }, { value: 'event', label: t(e.waitEvent) }]}
      />
      {how === 'until' && (
        <TemplateInput
          {...place} required label={t(w.waitUntil)} value={until} onChange={(next) => onChange({ ...rest, until: next })} error={faultOf(error, `${path}.until`, `${path}.for`)}
          placeholder={'{{ today | plusDays: 3 | at: "09:00" }}'}
        />
      )}
      {how === 'for' && <SpanInput label={t(w.waitCount)} span={span as Span} onChange={(next) => onChange({ ...rest, for: next })} error={(unit) => faultOf(error, `${path}.for`, `${path}.for.${unit}`)} />}
      {how === 'event' && (
        <>
          <EventForm {...place} event={forEvent as EventDraft} onChange={(next) => onChange({ ...step, forEvent: next })} path={`${path}.forEvent`} error={error} />
          <SpanInput label={t(e.timeout)} span={timeout as Span | undefined} onChange={(next) => onChange({ ...step, timeout: next })} error={(unit) => faultOf(error, `${path}.timeout`, `${path}.timeout.${unit}`)} />
        </>
      )}
    </FormGrid>
  )
}

function SpanInput({ label, span, onChange, error }: { label: string; span: Span | undefined; onChange: (span: Span) => void; error: (unit: Unit) => string | undefined }) {
  const t = useText()
  const [unit, count] = (Object.entries(span ?? {})[0] ?? ['days', '']) as [Unit, number | '']
  return (
    <FormGrid columns={2}>
      <TextInput required label={label} inputMode="numeric" value={String(count)} error={error(unit)} onChange={(text) => onChange({ [unit]: Number(text.replace(/\D/g, '').slice(0, 5)) })} />
      <Select label={t(w.waitUnit)} value={unit} onChange={(next) => onChange({ [next]: count })} options={units.map((value) => ({ value, label: t(w[value]) }))} />
    </FormGrid>
  )
}
