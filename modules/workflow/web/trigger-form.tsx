// The workflow room's screens: what sets a workflow off: which records, which change, and what if it happens again.
import { useText } from '../../../web/i18n.tsx'
import { useObjects } from '../../../web/queries.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { v } from '../../../web/theme.ts'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Field } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { ConditionForm } from './condition-form.tsx'
import type { Draft, Trigger, TriggerKind } from './queries.ts'
import { workflowTexts as w } from './texts.ts'
import { stateFilter } from './words.ts'

const kinds: TriggerKind[] = ['created', 'updated', 'deleted']

export type PartProps = { draft: Draft; onChange: (draft: Draft) => void; error: unknown }

export function TriggerForm({ draft, onChange, error }: PartProps) {
  const t = useText()
  const objects = useObjects()
  const { trigger } = draft
  const set = (change: Partial<Trigger>) => onChange({ ...draft, trigger: { ...trigger, ...change } })
  const turn = (kind: TriggerKind, on: boolean) => set({ on: kinds.filter((each) => (each === kind ? on : trigger.on.includes(each))) })
  const reenrol = (['never', 'afterExit', 'every'] as const).map((value) => ({ value, label: t(w[value]), hint: t(w[`${value}Help`]) }))
  return (
    <FormGrid>
      <FormGrid columns={2}>
        <Select
          label={t(w.record)} value={draft.object} options={objects.map((object) => ({ value: object.name, label: t(object.label) || object.name }))} error={faultOf(error, 'object')}
          onChange={(object) => onChange({ ...draft, object, condition: undefined, trigger: { ...trigger, changed: undefined, to: undefined, from: undefined } })}
        />
        <Select label={t(w.again)} value={trigger.reenrol} options={reenrol} onChange={(value) => set({ reenrol: value })} />
      </FormGrid>
      <Field label={t(w.events)} error={faultOf(error, 'trigger.on')}>
        <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap' }}>
          {kinds.map((kind) => <Checkbox key={kind} label={t(w[kind])} checked={trigger.on.includes(kind)} onChange={(on) => turn(kind, on)} />)}
        </div>
      </Field>
      {(trigger.on.includes('updated') || trigger.on.includes('created')) && <WhichChange draft={draft} set={set} error={error} />}
    </FormGrid>
  )
}

type Which = 'any' | 'fields' | 'becomes'

function WhichChange({ draft: { object, trigger }, set, error }: { draft: Draft; set: (change: Partial<Trigger>) => void; error: unknown }) {
  const t = useText()
  const which: Which = trigger.to ? 'becomes' : trigger.changed ? 'fields' : 'any'
  const choose = (next: Which) => set({ changed: next === 'fields' ? trigger.changed ?? [] : undefined, to: next === 'becomes' ? trigger.to ?? {} : undefined })
  const options = [{ value: 'any', label: t(w.anyChange) }, { value: 'fields', label: t(w.theseFields) }, { value: 'becomes', label: t(w.becomes) }] as const
  return (
    <>
      <Select label={t(w.which)} value={which} options={options} onChange={choose} error={faultOf(error, 'trigger.to', 'trigger.changed')} />
      {which === 'fields' && <ChangedFields object={object} names={trigger.changed ?? []} onChange={(changed) => set({ changed })} />}
      {which === 'becomes' && <ConditionForm object={object} reach="record" filter={stateFilter(trigger.to)} onChange={(to) => set({ to: to ?? {} })} />}
      {trigger.from && <div style={{ color: v.secondary, fontSize: 13 }}>{t(w.from)}</div>}
    </>
  )
}

function ChangedFields({ object, names, onChange }: { object: string; names: string[]; onChange: (names: string[]) => void }) {
  const t = useText()
  const tools = useFieldTools()
  const fields = tools.objectOf(object)?.fields.filter((field) => field.name !== 'id' && (!field.standard || field.name === 'owner' || field.name === 'tags')) ?? []
  const options = fields.map((field) => ({ value: field.name, label: t(field.label) || field.name }))
  return (
    <Combobox
      multiple label={t(w.fields)} options={options} onChange={(list) => onChange(list.map((option) => option.value))}
      value={names.map((name) => options.find((option) => option.value === name) ?? { value: name, label: name })}
    />
  )
}
