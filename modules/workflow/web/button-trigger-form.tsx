// The workflow room's screens: a workflow that people set off: who may, what stands on its button, what is asked first.
import { Plus, Trash2 } from 'lucide-react'
import { useText } from '../../../web/i18n.tsx'
import { LabelInput } from '../../../web/settings/label-input.tsx'
import type { Labels } from '../../../web/settings/labels.ts'
import { useRoleOptions } from '../../../web/settings/members/queries.ts'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Field, TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import type { Trigger } from './queries.ts'
import { workflowTexts as w } from './texts.ts'
import type { PartProps } from './trigger-form.tsx'

type PersonTrigger = Extract<Trigger, { type: 'button' | 'manual' }>
type Asked = PersonTrigger['inputs'][number]

const kinds = ['text', 'longText', 'number', 'currency', 'date', 'dateTime', 'boolean', 'select', 'user', 'email', 'phone'] as const

const filled = (labels: Labels): Labels | undefined => (labels.en || labels.id ? labels : undefined)

export function PersonTriggerForm({ draft, trigger, onChange, error }: PartProps & { trigger: PersonTrigger }) {
  const t = useText()
  const roles = useRoleOptions()
  const set = (change: Partial<PersonTrigger>) => onChange({ ...draft, trigger: { ...trigger, ...change } as PersonTrigger })
  const setInput = (at: number, next: Asked | null) => set({ inputs: next ? trigger.inputs.map((one, place) => (place === at ? next : one)) : trigger.inputs.filter((_, place) => place !== at) })
  return (
    <>
      {trigger.type === 'button' && (
        <>
          <FormGrid columns={2}>
            <LabelInput optional label={t(w.buttonLabel)} placeholder={draft.name} value={trigger.label ?? {}} onChange={(label) => onChange({ ...draft, trigger: { ...trigger, label: filled(label) } })} error={faultOf(error, 'trigger.label')} />
            <LabelInput optional label={t(w.confirmText)} value={trigger.confirm ?? {}} onChange={(confirm) => onChange({ ...draft, trigger: { ...trigger, confirm: filled(confirm) } })} error={faultOf(error, 'trigger.confirm')} />
          </FormGrid>
          <Field label={t(w.places)} error={faultOf(error, 'trigger.places')}>
            <div style={{ display: 'flex', gap: 20, flexWrap: 'wrap' }}>
              {(['record', 'list'] as const).map((place) => (
                <Checkbox
                  key={place} label={t(place === 'record' ? w.onRecord : w.onList)} checked={trigger.places.includes(place)}
                  onChange={(on) => onChange({ ...draft, trigger: { ...trigger, places: (['record', 'list'] as const).filter((one) => (one === place ? on : trigger.places.includes(one))) } })}
                />
              ))}
            </div>
          </Field>
        </>
      )}
      <Combobox
        multiple label={t(w.whoMayPress)} help={t(trigger.type === 'button' ? w.everyonePresses : w.administratorsPress)} options={roles} error={faultOf(error, 'trigger.roles')}
        value={trigger.roles.map((role) => roles.find((one) => one.value === role) ?? { value: role, label: role })} onChange={(next) => set({ roles: next.map((one) => one.value) })}
      />
      <Field label={t(w.askedFirst)} help={t(w.askedHelp)}>
        <div style={{ display: 'grid', gap: 10 }}>
          {trigger.inputs.map((one, at) => <AskedRow key={at} one={one} onChange={(next) => setInput(at, next)} error={error} path={`trigger.inputs[${at}]`} />)}
          <div><Button size="small" icon={<Plus size={15} />} onClick={() => set({ inputs: [...trigger.inputs, { name: freeName(trigger.inputs), label: {}, type: 'text', required: false }] })}>{t(w.addAsked)}</Button></div>
        </div>
      </Field>
    </>
  )
}

function freeName(inputs: Asked[]): string {
  let count = inputs.length + 1
  while (inputs.some((one) => one.name === `value${count}`)) count += 1
  return `value${count}`
}

type RowProps = { one: Asked; onChange: (next: Asked | null) => void; error: unknown; path: string }

function AskedRow({ one, onChange, error, path }: RowProps) {
  const t = useText()
  return (
    <div style={{ display: 'grid', gap: 10, padding: 12, border: `1px solid ${v.line}`, borderRadius: 8 }}>
      <FormGrid columns={2}>
        <LabelInput required label={t(w.askedLabel)} value={one.label} onChange={(label) => onChange({ ...one, label })} error={faultOf(error, `${path}.label`)} />
        <Select label={t(w.askedKind)} value={one.type as (typeof kinds)[number]} options={kinds.map((value) => ({ value, label: t(w[`${value}Kind`]) }))} onChange={(type) => onChange({ ...one, type })} error={faultOf(error, `${path}.type`)} />
        <TextInput required label={t(w.askedName)} help={`{{ trigger.input.${one.name} }}`} value={one.name} onChange={(name) => onChange({ ...one, name })} error={faultOf(error, `${path}.name`)} />
        {one.type === 'select' && (
          <TextInput
            required label={t(w.askedOptions)} help={t(w.askedOptionsHelp)} value={(one.options ?? []).map((option) => option.value).join(', ')} error={faultOf(error, `${path}.options`)}
            onChange={(text) => onChange({ ...one, options: optionsOf(text) })}
          />
        )}
      </FormGrid>
      <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between' }}>
        <Checkbox label={t(w.askedRequired)} checked={one.required} onChange={(required) => onChange({ ...one, required })} />
        <IconButton size="small" label={t(w.removeAsked, { name: t(one.label) || one.name })} onClick={() => onChange(null)}><Trash2 size={16} /></IconButton>
      </div>
    </div>
  )
}

/** Written with commas; while one is being written it may be empty. */
function optionsOf(text: string): Asked['options'] {
  return text.split(',').map((part) => part.trimStart()).map((value) => ({ value, label: { en: value, id: value } }))
}
