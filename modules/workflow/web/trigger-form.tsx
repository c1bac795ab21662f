// The workflow room's screens: what sets a workflow off.
import styled from '@emotion/styled'
import { useText } from '../../../web/i18n.tsx'
import { useObjects } from '../../../web/queries.ts'
import { phone } from '../../../web/theme.ts'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { PersonTriggerForm } from './button-trigger-form.tsx'
import { DateTriggerForm, ScheduleForm } from './date-trigger-form.tsx'
import { HookPanel } from './hook-panel.tsx'
import type { Draft, Trigger } from './queries.ts'
import { RecordTriggerForm } from './record-trigger-form.tsx'
import { workflowTexts as w } from './texts.ts'

/** `saved`: the workflow as it is kept, which has an address of its own. */
export type PartProps = { draft: Draft; onChange: (draft: Draft) => void; error: unknown; saved?: { id: string; trigger: Trigger } }

const blank: { [Type in Trigger['type']]: Extract<Trigger, { type: Type }> } = {
  record: { type: 'record', on: ['updated'], to: {}, reenrol: 'never' },
  date: { type: 'date', field: '', offset: { days: 3 }, at: '09:00' },
  schedule: { type: 'schedule', cron: '0 8 * * 1-5' },
  button: { type: 'button', roles: [], inputs: [], places: ['record'] },
  manual: { type: 'manual', roles: [], inputs: [] },
  webhook: { type: 'webhook', check: 'secret' },
}

/** Triggers have longer names than objects. */
const Pair = styled(FormGrid)({ gridTemplateColumns: 'minmax(0, 1.35fr) minmax(0, 1fr)', [phone]: { gridTemplateColumns: 'minmax(0, 1fr)' } })

const types = Object.keys(blank) as Trigger['type'][]
const withoutRecord = new Set<Trigger['type']>(['webhook', 'schedule'])

export function TriggerForm(props: PartProps) {
  const { draft, onChange, error } = props
  const t = useText()
  const objects = useObjects()
  const { trigger } = draft
  const choose = (type: Trigger['type']) => onChange({ ...draft, trigger: blank[type], condition: undefined, inTransaction: type === 'record' ? draft.inTransaction : undefined, object: withoutRecord.has(type) ? undefined : draft.object ?? 'deal' })
  return (
    <FormGrid>
      <Pair>
        <Select
          label={t(w.triggerType)} value={trigger.type} onChange={choose} error={faultOf(error, 'trigger.type', 'trigger')}
          options={types.map((type) => ({ value: type, label: t(w[`${type}Trigger`]), hint: t(w[`${type}TriggerHelp`]) }))}
        />
        {!withoutRecord.has(trigger.type) && (
          <Select
            label={t(w.record)} value={draft.object ?? ''} options={objects.map((object) => ({ value: object.name, label: t(object.label) || object.name }))} error={faultOf(error, 'object')}
            onChange={(object) => onChange({ ...draft, object, condition: undefined, trigger: trigger.type === 'record' ? { ...trigger, changed: undefined, to: undefined, from: undefined } : trigger.type === 'date' ? { ...trigger, field: '' } : trigger })}
          />
        )}
      </Pair>
      {trigger.type === 'record' && <RecordTriggerForm {...props} trigger={trigger} />}
      {trigger.type === 'date' && <DateTriggerForm {...props} trigger={trigger} />}
      {trigger.type === 'schedule' && <ScheduleForm {...props} trigger={trigger} />}
      {(trigger.type === 'button' || trigger.type === 'manual') && <PersonTriggerForm {...props} trigger={trigger} />}
      {trigger.type === 'webhook' && <WebhookForm {...props} trigger={trigger} />}
    </FormGrid>
  )
}

function WebhookForm({ draft, trigger, onChange, saved }: PartProps & { trigger: Extract<Trigger, { type: 'webhook' }> }) {
  const t = useText()
  const options = (['secret', 'signature', 'none'] as const).map((value) => ({ value, label: t(w[`${value}Check`]), hint: t(w[`${value}CheckHelp`]) }))
  return (
    <>
      <Select label={t(w.whoMayCall)} value={trigger.check} options={options} onChange={(check) => onChange({ ...draft, trigger: { ...trigger, check } })} style={{ maxWidth: 420 }} />
      {saved?.trigger.type === 'webhook' ? <HookPanel workflow={saved.id} unsigned={trigger.check === 'none'} /> : <div>{t(w.addressLater)}</div>}
    </>
  )
}
