// Settings: which ways lead from one value of a select, or stage of a pipeline, to another, who may go them, and what they ask.
import { Plus, Trash2 } from 'lucide-react'
import { useQuery } from '@tanstack/react-query'
import type { Transition, Transitions } from '../../kernel/object/transition.ts'
import { fieldWebOf } from '../../kernel/field/types/web.ts'
import { useText, type Label } from '../i18n.tsx'
import type { FieldInfo } from '../queries.ts'
import { v } from '../theme.ts'
import { Button, IconButton } from '../ui/button.tsx'
import { Combobox, type ComboOption } from '../ui/combobox.tsx'
import { Card, FormGrid } from '../ui/page.tsx'
import { Select } from '../ui/select.tsx'
import { faultOf } from '../ui/states.tsx'
import { LabelInput } from './label-input.tsx'
import { cleanLabels, type Labels } from './labels.ts'
import { rolesQuery } from './members/queries.ts'
import { transitionTexts as x } from './transition-texts.ts'

type Value = { value: string; label: Label }
type Props = { value: Transitions; onChange: (next: Transitions) => void; values: Value[]; fields: FieldInfo[]; error: unknown }

const workflows = '_workflows'
export const noRules: Transitions = { default: 'allow', rules: [] }

/** As it is sent: what is empty is left out. */
export function cleanTransitions({ default: otherwise, rules }: Transitions): Transitions {
  return { default: otherwise, rules: rules.map(({ from, requires, sets, message, ...rule }) => {
    const said = cleanLabels((message ?? {}) as Labels)
    return { ...rule, ...(from?.length && { from }), ...(requires?.length && { requires }), ...(sets && Object.keys(sets).length && { sets }), ...(Object.keys(said).length && { message: said }) }
  }) }
}

export function TransitionsEditor({ value, onChange, values, fields, error }: Props) {
  const t = useText()
  const { rules } = value
  const set = (at: number, next: Transition) => onChange({ ...value, rules: rules.map((rule, index) => (index === at ? next : rule)) })
  return (
    <div style={{ display: 'grid', gap: 12 }}>
      {rules.map((rule, at) => (
        <Rule key={at} rule={rule} path={`transitions.rules[${at}]`} {...{ values, fields, error }} onChange={(next) => set(at, next)} onRemove={() => onChange({ ...value, rules: rules.filter((_, index) => index !== at) })} />
      ))}
      <div><Button icon={<Plus size={16} />} onClick={() => onChange({ ...value, rules: [...rules, { to: [] }] })}>{t(x.add)}</Button></div>
      {rules.length > 0 && (
        <Select label={t(x.otherwise)} value={value.default} onChange={(otherwise) => onChange({ ...value, default: otherwise })} style={{ maxWidth: 360 }} options={[{ value: 'allow', label: t(x.allow) }, { value: 'refuse', label: t(x.refuse) }]} />
      )}
    </div>
  )
}

function Rule({ rule, path, values, fields, error, onChange, onRemove }: { rule: Transition; path: string; onChange: (rule: Transition) => void; onRemove: () => void } & Pick<Props, 'values' | 'fields' | 'error'>) {
  const t = useText()
  const roles = useQuery(rolesQuery).data ?? []
  const options = values.map(({ value, label }) => ({ value, label: t(label) || value }))
  const who: ComboOption[] = [{ value: workflows, label: t(x.workflows) }, ...roles.map((role) => ({ value: role.name, label: t(role.label) || role.name }))]
  const chosen = [...(rule.workflow ? [workflows] : []), ...rule.roles ?? []]
  const several = (list: ComboOption[], names: string[] | undefined) => list.filter((option) => names?.includes(option.value))
  const setWho = (names: string[]) => {
    const { roles: _roles, workflow: _workflow, ...rest } = rule
    const named = names.filter((name) => name !== workflows)
    onChange({ ...rest, ...(named.length && { roles: named }), ...(names.includes(workflows) && { workflow: true }) })
  }
  return (
    <Card style={{ padding: 14, display: 'grid', gap: 14 }} role="group" aria-label={t(x.rule, { to: several(options, rule.to).map((one) => one.label).join(', ') || '–' })}>
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 8, alignItems: 'start' }}>
        <FormGrid columns={2}>
          <Combobox multiple optional label={t(x.from)} placeholder={t(x.any)} options={options} value={several(options, rule.from)} onChange={(list) => onChange({ ...rule, from: list.map((one) => one.value) })} error={faultOf(error, `${path}.from`)} />
          <Combobox multiple required label={t(x.to)} options={options} value={several(options, rule.to)} onChange={(list) => onChange({ ...rule, to: list.map((one) => one.value) })} error={faultOf(error, `${path}.to`, `${path}.to[0]`)} />
        </FormGrid>
        <IconButton label={t(x.remove)} onClick={onRemove} style={{ marginTop: 22 }}><Trash2 size={16} /></IconButton>
      </div>
      <FormGrid columns={2}>
        <Combobox multiple optional label={t(x.who)} help={chosen.length ? undefined : t(x.everyone)} options={who} value={several(who, chosen)} onChange={(list) => setWho(list.map((one) => one.value))} error={faultOf(error, `${path}.roles[0]`)} />
        <Combobox multiple optional label={t(x.requires)} options={named(fields, t)} value={several(named(fields, t), rule.requires)} onChange={(list) => onChange({ ...rule, requires: list.map((one) => one.value) })} error={faultOf(error, `${path}.requires[0]`)} />
      </FormGrid>
      <Sets {...{ rule, path, fields, error, onChange }} />
      <LabelInput optional label={t(x.message)} help={t(x.messageHelp)} value={(rule.message ?? {}) as Labels} onChange={(message) => onChange({ ...rule, message })} />
    </Card>
  )
}

const named = (fields: FieldInfo[], t: (label: Label) => string): ComboOption[] => fields.map((field) => ({ value: field.name, label: t(field.label) }))

/** Moments and members stand for themselves; other values are put in by their field's own input. */
const living: Record<string, string> = { dateTime: '@now', date: '@today', user: '@me' }

function Sets({ rule, path, fields, error, onChange }: { rule: Transition; path: string; fields: FieldInfo[]; error: unknown; onChange: (rule: Transition) => void }) {
  const t = useText()
  const sets = rule.sets ?? {}
  const free = fields.filter((field) => !(field.name in sets))
  const put = (next: Record<string, unknown>) => onChange({ ...rule, sets: next })
  return (
    <div style={{ display: 'grid', gap: 8 }}>
      {Object.entries(sets).map(([name, value]) => {
        const field = fields.find((one) => one.name === name)
        const { Input } = fieldWebOf(field?.type ?? 'text')
        const { [name]: _gone, ...rest } = sets
        return (
          <div key={name} style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 8, alignItems: 'end' }}>
            {!field || (typeof value === 'string' && Object.values(living).includes(value))
              ? <div style={{ minHeight: 36, display: 'flex', alignItems: 'center', color: v.secondary }}>{t(x.setsLiving, { field: t(field?.label) || name })}</div>
              : <Input field={field} record={{ id: '', version: 0 }} value={value} onChange={(next) => put({ ...sets, [name]: next })} label={t(x.setsTo, { field: t(field.label) })} name={name} error={faultOf(error, `${path}.sets.${name}`)} />}
            <IconButton label={t(x.removeSet, { field: t(field?.label) || name })} onClick={() => put(rest)}><Trash2 size={15} /></IconButton>
          </div>
        )
      })}
      <Select label={t(x.sets)} optional value="" placeholder={t(x.chooseField)} onChange={(name) => put({ ...sets, [name]: living[free.find((field) => field.name === name)?.type ?? ''] ?? null })} options={free.map((field) => ({ value: field.name, label: t(field.label) }))} />
    </div>
  )
}
