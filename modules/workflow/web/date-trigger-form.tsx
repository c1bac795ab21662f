// The workflow room's screens: when a workflow falls due: reckoned from a date of the record, or by a schedule.
import { TimeInput } from '../../../kernel/field/types/time/time.tsx'
import { useText } from '../../../web/i18n.tsx'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { indonesianZones } from '../../../web/zones.ts'
import type { DateTrigger, ScheduleTrigger } from './queries.ts'
import { workflowTexts as w } from './texts.ts'
import type { PartProps } from './trigger-form.tsx'

const units = ['hours', 'days', 'weeks', 'months'] as const
type Unit = (typeof units)[number]

export function DateTriggerForm({ draft, trigger, onChange, error }: PartProps & { trigger: DateTrigger }) {
  const t = useText()
  const tools = useFieldTools()
  const object = tools.objectOf(draft.object ?? '')
  const dates = (object?.fields ?? []).filter((field) => ['date', 'dateTime'].includes(field.result ?? field.type))
  const set = (change: Partial<DateTrigger>) => onChange({ ...draft, trigger: { ...trigger, ...change } })
  const zones = [{ value: '', label: t(w.zoneWorkspace) }, ...(draft.object === 'contact' || object?.fields.some((field) => field.to === 'contact') ? [{ value: 'contact', label: t(w.zoneContact) }] : []), { value: 'branch', label: t(w.zoneBranch) }, ...fixedZones(trigger.timeZone)]
  return (
    <FormGrid>
      <FormGrid columns={2}>
        <Select label={t(w.dateField)} placeholder={t(w.chooseDate)} value={trigger.field} options={dates.map((field) => ({ value: field.name, label: t(field.label) || field.name }))} onChange={(field) => set({ field })} error={faultOf(error, 'trigger.field')} />
        <Select
          label={t(w.dateRepeat)} value={trigger.repeat ?? ''} onChange={(repeat) => set({ repeat: repeat || null })}
          options={[{ value: '', label: t(w.dateOnce) }, { value: 'yearly', label: t(w.yearly) }, { value: 'monthly', label: t(w.monthly) }] as const}
        />
      </FormGrid>
      <OffsetInput offset={trigger.offset} onChange={(offset) => set({ offset })} error={faultOf(error, 'trigger.offset')} />
      <FormGrid columns={2}>
        <TimeInput label={t(w.dateAt)} help={t(w.dateAtHelp)} value={trigger.at ?? null} onChange={(at) => set({ at: at ?? undefined })} error={faultOf(error, 'trigger.at')} />
        <Select label={t(w.zone)} value={trigger.timeZone ?? ''} options={zones} onChange={(zone) => set({ timeZone: zone || undefined })} error={faultOf(error, 'trigger.timeZone')} />
      </FormGrid>
      <GraceInput label={t(w.grace)} help={t(w.graceHelp)} grace={trigger.grace} onChange={(grace) => set({ grace })} error={faultOf(error, 'trigger.grace')} />
    </FormGrid>
  )
}

/** Indonesia's, and the one that a definition made elsewhere names. */
function fixedZones(named: string | undefined): { value: string; label: string }[] {
  const known = named === undefined || indonesianZones.some(({ value }) => value === named) || ['workspace', 'contact', 'branch'].includes(named)
  return [...indonesianZones, ...(known ? [] : [{ value: named, label: named }])]
}

const graceUnits = ['hours', 'days', 'weeks'] as const
type GraceUnit = (typeof graceUnits)[number]

/** A length of time that may be left out: how late is too late. Of several units the first is shown. */
export function GraceInput({ grace, label, help, onChange, error }: { grace: unknown; label: string; help: string; onChange: (grace: Partial<Record<GraceUnit, number>> | undefined) => void; error?: string }) {
  const t = useText()
  const [unit, count] = (Object.entries((grace ?? {}) as object)[0] ?? ['days', undefined]) as [GraceUnit, number | undefined]
  return (
    <FormGrid columns={2}>
      <TextInput
        optional label={label} help={help} inputMode="numeric" value={count === undefined ? '' : String(count)} error={error}
        onChange={(text) => onChange(text.replace(/\D/g, '') ? { [unit]: Number(text.replace(/\D/g, '').slice(0, 4)) } : undefined)}
      />
      {count !== undefined && <Select label={t(w.waitUnit)} value={unit} onChange={(next) => onChange({ [next]: count })} options={graceUnits.map((value) => ({ value, label: t(w[value]) }))} />}
    </FormGrid>
  )
}

/** "3 days after": of several units in a definition made elsewhere the first is shown. */
function OffsetInput({ offset, onChange, error }: { offset: DateTrigger['offset']; onChange: (offset: DateTrigger['offset']) => void; error?: string }) {
  const t = useText()
  const [unit, count] = (Object.entries(offset)[0] ?? ['days', 0]) as [Unit, number]
  const when = count === 0 ? 'on' : count < 0 ? 'before' : 'after'
  const choose = (next: 'on' | 'before' | 'after') => onChange(next === 'on' ? {} : { [unit]: (next === 'before' ? -1 : 1) * (Math.abs(count) || 3) })
  return (
    <FormGrid columns={3}>
      <Select label={t(w.offsetWhen)} value={when} onChange={choose} options={[{ value: 'on', label: t(w.offsetOn) }, { value: 'after', label: t(w.offsetAfter) }, { value: 'before', label: t(w.offsetBefore) }] as const} />
      {count !== 0 && (
        <>
          <TextInput
            required label={t(w.waitCount)} inputMode="numeric" value={String(Math.abs(count))} error={error}
            onChange={(text) => onChange({ [unit]: Math.sign(count) * Math.max(1, Number(text.replace(/\D/g, '').slice(0, 4))) })}
          />
          <Select label={t(w.waitUnit)} value={unit} onChange={(next) => onChange({ [next]: count })} options={units.map((value) => ({ value, label: t(w[value]) }))} />
        </>
      )}
    </FormGrid>
  )
}

const isTime = (text: string) => /^\d{2}:\d{2}$/.test(text)
const days = [1, 2, 3, 4, 5, 6, 0] as const

/** Days of the week and a time, which is what most schedules are; any other is written as it stands. */
export function ScheduleForm({ draft, trigger, onChange, error }: PartProps & { trigger: ScheduleTrigger }) {
  const t = useText()
  const change = (part: Partial<ScheduleTrigger>) => onChange({ ...draft, trigger: { ...trigger, ...part } })
  const set = (cron: string) => change({ cron })
  const [, minute, hour, day] = /^(\d{1,2}) (\d{1,2}) \* \* (\*|1-5|[0-6])$/.exec(trigger.cron) ?? []
  const kinds = [{ value: '*', label: t(w.everyDay) }, { value: '1-5', label: t(w.everyWorkday) }, ...days.map((each) => ({ value: String(each), label: t(w[`day${each}`]) })), { value: 'cron', label: t(w.ownSchedule) }]
  const time = `${(hour ?? '8').padStart(2, '0')}:${(minute ?? '0').padStart(2, '0')}`
  const write = (which: string, at: string) => set(which === 'cron' ? '0 8 1 * *' : `${Number(at.slice(3))} ${Number(at.slice(0, 2))} * * ${which}`)
  return (
    <FormGrid>
      <FormGrid columns={2}>
        <Select label={t(w.scheduleWhen)} value={day ?? 'cron'} options={kinds} onChange={(which) => write(which, time)} />
        {day === undefined
          ? <TextInput required label={t(w.cron)} help={t(w.cronHelp)} value={trigger.cron} onChange={set} error={faultOf(error, 'trigger.cron')} />
          : <TimeInput required label={t(w.dateAt)} value={time} onChange={(at) => at && isTime(at) && write(day, at)} error={faultOf(error, 'trigger.cron')} />}
      </FormGrid>
      <Select label={t(w.zone)} value={trigger.timeZone ?? ''} options={[{ value: '', label: t(w.zoneWorkspace) }, ...fixedZones(trigger.timeZone)]} onChange={(zone) => change({ timeZone: zone || undefined })} error={faultOf(error, 'trigger.timeZone')} />
      <GraceInput label={t(w.grace)} help={t(w.graceScheduleHelp)} grace={trigger.grace} onChange={(grace) => change({ grace })} error={faultOf(error, 'trigger.grace')} />
    </FormGrid>
  )
}
