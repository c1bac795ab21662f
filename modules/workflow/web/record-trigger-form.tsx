// The workflow room's screens: which changes of records set a workflow off, and what if it happens again.
import { useText } from '../../../web/i18n.tsx'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Field } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { ConditionForm } from './condition-form.tsx'
import { GraceInput } from './date-trigger-form.tsx'
import type { Draft, RecordTrigger, TriggerKind } from './queries.ts'
import { workflowTexts as w } from './texts.ts'
import type { PartProps } from './trigger-form.tsx'
import { stateFilter } from './state-filter.ts'

const kinds: TriggerKind[] = ['created', 'updated', 'deleted']

export function RecordTriggerForm({ draft, trigger, onChange, error }: PartProps & { trigger: RecordTrigger }) {
  const t = useText()
  const set = (change: Partial<RecordTrigger>) => onChange({ ...draft, trigger: { ...trigger, ...change } })
  const turn = (kind: TriggerKind, on: boolean) => set({ on: kinds.filter((each) => (each === kind ? on : trigger.on.includes(each))) })
  const reenrol = (['never', 'afterExit', 'every'] as const).map((value) => ({ value, label: t(w[value]), hint: t(w[`${value}Help`]) }))
  return (
    <FormGrid>
      <Select label={t(w.again)} value={trigger.reenrol} options={reenrol} onChange={(value) => set({ reenrol: value, ...value === 'never' ? { cooldown: undefined } : {} })} />
      {trigger.reenrol !== 'never' && <GraceInput label={t(w.cooldown)} help={t(w.cooldownHelp)} grace={trigger.cooldown} onChange={(cooldown) => set({ cooldown })} error={faultOf(error, 'trigger.cooldown')} />}
      <Field label={t(w.events)} error={faultOf(error, 'trigger.on')}>
        <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap' }}>
          {kinds.map((kind) => <Checkbox key={kind} label={t(w[kind])} checked={trigger.on.includes(kind)} onChange={(on) => turn(kind, on)} />)}
        </div>
      </Field>
      {(trigger.on.includes('updated') || trigger.on.includes('created')) && <WhichChange {...{ draft, trigger, set, error }} />}
      {trigger.on.includes('updated') && (
        <Field label={t(w.from)} error={faultOf(error, 'trigger.from')}>
          <ConditionForm key={draft.object} draft={draft} reach="record" filter={stateFilter(trigger.from)} onChange={(from) => set({ from })} />
        </Field>
      )}
    </FormGrid>
  )
}

type Which = 'any' | 'fields' | 'becomes'

type WhichProps = { draft: Draft; trigger: Pick<RecordTrigger, 'to' | 'changed'>; set: (change: Partial<Pick<RecordTrigger, 'to' | 'changed'>>) => void; error: unknown; path?: string }

/** Also of an event that a run waits for. */
export function WhichChange({ draft, trigger, set, error, path = 'trigger' }: WhichProps) {
  const t = useText()
  const which: Which = trigger.to ? 'becomes' : trigger.changed ? 'fields' : 'any'
  const choose = (next: Which) => set({ changed: next === 'fields' ? trigger.changed ?? [] : undefined, to: next === 'becomes' ? trigger.to ?? {} : undefined })
  const options = [{ value: 'any', label: t(w.anyChange) }, { value: 'fields', label: t(w.theseFields) }, { value: 'becomes', label: t(w.becomes) }] as const
  return (
    <>
      <Select label={t(w.which)} value={which} options={options} onChange={choose} error={faultOf(error, `${path}.to`, `${path}.changed`)} />
      {which === 'fields' && <ChangedFields object={draft.object ?? ''} names={trigger.changed ?? []} onChange={(changed) => set({ changed })} />}
      {which === 'becomes' && <ConditionForm draft={draft} reach="record" filter={stateFilter(trigger.to)} onChange={(to) => set({ to: to ?? {} })} />}
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
