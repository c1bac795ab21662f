// The filter builder: conditions joined by and or or, with groups within groups.
import { Plus, Trash2 } from 'lucide-react'
import { createContext, useContext } from 'react'
import { useText } from '../../i18n.tsx'
import { useBranches } from '../../queries.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Select } from '../../ui/select.tsx'
import { Segmented } from '../../ui/toggle.tsx'
import { useFocusLeft } from '../../ui/use-focus-left.ts'
import { useIsPhone } from '../../ui/use-is-phone.ts'
import type { OperatorName } from '../field-web.ts'
import { ArgumentInput } from './argument-input.tsx'
import { alignCondition, blankCondition, newCondition, type FilterField } from './filter-fields.ts'
import type { Condition, Group, Item } from './filter-model.ts'
import { filterTexts as texts, operatorTexts } from './filter-texts.ts'

/** `none`: what stands where there is no condition. */
type Props = { group: Group; onChange: (group: Group) => void; fields: FilterField[]; none?: string; nested?: number }

/** In a narrow panel conditions stand as on a phone. */
export const NarrowFilter = createContext(false)

/** Groups lie this deep at most; deeper ones of the API stay as they are. */
const deepest = 3

export function FilterBuilder({ group, onChange, fields, none, nested = 0 }: Props) {
  const t = useText()
  const set = (index: number, item: Item | null) =>
    onChange({ ...group, items: item ? group.items.map((one, at) => (at === index ? item : one)) : group.items.filter((_, at) => at !== index) })
  const add = (item: Item) => onChange({ ...group, items: [...group.items, item] })
  const box = useFocusLeft(group.items.length)
  return (
    <div ref={box} style={{ display: 'grid', gap: 10, ...(nested > 0 && { padding: 10, borderRadius: 8, border: `1px solid ${v.line}`, backgroundColor: v.sunken }) }}>
      {(group.items.length > 1 || nested > 0) && (
        <div><Segmented
          label={t(texts.joined)} value={group.mode} onChange={(mode) => onChange({ ...group, mode })}
          options={[{ value: 'and', label: t(texts.all) }, { value: 'or', label: t(texts.any) }]}
        /></div>
      )}
      {!group.items.length && none !== '' && <div style={{ color: v.muted }}>{none ?? t(texts.noneYet)}</div>}
      {group.items.map((item, index) => (
        <ItemRow key={index} item={item} fields={fields} onChange={(next) => set(index, next)} nested={nested} />
      ))}
      <div style={{ display: 'flex', gap: 6, flexWrap: 'wrap' }}>
        <Button data-add size="small" variant="ghost" icon={<Plus size={15} />} onClick={() => add(blankCondition)}>
          {t(texts.addCondition)}
        </Button>
        {nested < deepest && group.items.length > 0 && (
          <Button
            size="small" variant="ghost" icon={<Plus size={15} />}
            onClick={() => add({ kind: 'group', mode: group.mode === 'and' ? 'or' : 'and', items: [blankCondition] })}
          >
            {t(texts.addGroup)}
          </Button>
        )}
      </div>
    </div>
  )
}

function ItemRow({ item, fields, onChange, nested }: { item: Item; fields: FilterField[]; onChange: (item: Item | null) => void; nested: number }) {
  const t = useText()
  const remove = <IconButton size="small" label={t(texts.remove)} onClick={() => onChange(null)} style={{ marginTop: 3 }}><Trash2 size={15} /></IconButton>
  if (item.kind === 'group' && nested < deepest) {
    return (
      <div style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 6 }}>
        <FilterBuilder nested={nested + 1} group={item} fields={fields} onChange={(next) => onChange(next.items.length ? next : null)} />
        {remove}
      </div>
    )
  }
  if (item.kind === 'condition') {
    return (
      <ConditionRow condition={item} fields={fields} onChange={onChange} remove={remove} />
    )
  }
  return (
    <div style={{ display: 'flex', gap: 6, alignItems: 'center' }}>
      <span style={{ flex: 1, color: v.secondary }}>
        {t(texts.special)} <code style={{ fontSize: 12 }}>{JSON.stringify(item.kind === 'raw' ? item.filter : item.items).slice(0, 80)}</code>
      </span>
      {remove}
    </div>
  )
}

function ConditionRow({ condition: given, fields, onChange, remove }: { condition: Condition; fields: FilterField[]; onChange: (item: Item) => void; remove: React.ReactNode }) {
  const t = useText()
  const isSmall = useIsPhone()
  const isPhone = useContext(NarrowFilter) || isSmall
  const condition = alignCondition(given, fields)
  const field = fields.find((one) => one.path === condition.path)
  const operators = field?.operators ?? []
  const known = operators.some((one) => one.name === condition.operator) ? operators : [
    ...operators, { name: condition.operator, argument: 'value' as const },
  ]
  const operator = known.find((one) => one.name === condition.operator)!
  const branched = useBranches().length > 0
  // who looks for "branch" finds the members by whom it is asked
  const options = fields.map((one) => ({ value: one.path, label: one.label, hint: branched && one.field.type === 'user' ? t(texts.orBranch) : undefined }))
  const setOperator = (name: OperatorName) => {
    const next = known.find((one) => one.name === name)!
    onChange({ ...condition, operator: name, argument: next.argument === operator.argument ? condition.argument : next.argument === 'boolean' ? true : null })
  }
  return (
    <div
      style={{
        display: 'grid', gridTemplateColumns: isPhone ? 'minmax(0, 1fr) auto' : '190px 150px minmax(0, 1fr) auto',
        gap: 6, alignItems: 'start',
      }}
    >
      <Combobox
        name={t(texts.field)} placeholder={t(texts.chooseField)} options={options} required autoFocus={!condition.path}
        value={options.find((option) => option.value === condition.path) ?? null}
        onChange={(option) => {
          const next = fields.find((one) => one.path === option?.value)
          if (next && next.path !== condition.path) onChange(newCondition(next))
        }}
      />
      {isPhone && remove}
      {condition.path && <div style={isPhone ? { gridColumn: '1 / -1' } : undefined}>
        <Select
          name={t(texts.operator)} value={condition.operator} onChange={setOperator}
          options={known.map((one) => ({ value: one.name, label: t(operatorTexts[one.name]) }))}
        />
      </div>}
      <div style={isPhone ? { gridColumn: '1 / -1' } : undefined}>
        {field && (
          <ArgumentInput
            key={`${condition.path} ${condition.operator}`} field={field} kind={operator.argument}
            value={condition.argument} empties={condition.operator === 'empty'}
            onChange={(argument) => onChange({ ...condition, argument })}
          />
        )}
      </div>
      {!isPhone && remove}
    </div>
  )
}
