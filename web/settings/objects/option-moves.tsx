// Settings, objects: where the records of options that go are moved, with the counts before anything is written.
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Split, X } from 'lucide-react'
import { useState } from 'react'
import { api, type Answer, type Body } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import type { FieldInfo, FieldOption, ObjectInfo } from '../../queries.ts'
import { FilterBuilder } from '../../records/filter/filter-builder.tsx'
import { newCondition } from '../../records/filter/filter-fields.ts'
import { filterFields } from '../../records/filter/filter-fields.ts'
import { toFilter, type Filter, type Group } from '../../records/filter/filter-model.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Dot } from '../../ui/label.tsx'
import { Select } from '../../ui/select.tsx'
import { FormError } from '../../ui/states.tsx'
import { objectTexts as o } from './texts.ts'

export type MoveTo = Record<string, { when?: Filter; to: string | null }[]>
type Rule = { when: Group; to: string }
type Goal = { rules: Rule[]; to: string }
type Count = Omit<Answer<'POST /objects/{object}/fields/{field}/options/preview'>['unplaced'][number], 'value'>
export type Options = Body<'POST /objects/{object}/fields/{field}/options/preview'>['options']

const EMPTY = ' empty'
const targetOf = (to: string) => (to === EMPTY ? null : to)

type Props = { object: ObjectInfo; field: FieldInfo; gone: FieldOption[]; options: Options; busy: boolean; error: unknown; onSave: (moveTo: MoveTo) => void; onClose: () => void }

export function OptionMoves({ object, field, gone, options, busy, error, onSave, onClose }: Props) {
  const t = useText()
  const tools = useFieldTools()
  const mayEmpty = !field.required && !(field.weight ?? 0)
  const [goals, setGoals] = useState<Record<string, Goal>>(() => Object.fromEntries(gone.map(({ value }) => [value, { rules: [], to: '' }])))
  const moveTo: MoveTo = Object.fromEntries(gone.filter(({ value }) => goals[value].to).map(({ value }) => {
    const { rules, to } = goals[value]
    const split = rules.flatMap((rule) => {
      const when = toFilter(rule.when)
      return when ? [{ when, to: targetOf(rule.to) }] : []
    })
    return [value, [...split, { to: targetOf(to) }]]
  }))
  const preview = useQuery({
    queryKey: ['options', object.name, field.name, JSON.stringify([options, moveTo])], placeholderData: keepPreviousData, staleTime: 0, gcTime: 0,
    queryFn: ({ signal }) => api.post('/objects/{object}/fields/{field}/options/preview', { path: { object: object.name, field: field.name }, body: { options, moveTo }, signal }),
  })
  const choices = [...options.map(({ value, label, color }) => ({ value, label: t(label), icon: <Dot colour={color} /> })), ...(mayEmpty ? [{ value: EMPTY, label: t(o.placeEmpty) }] : [])]
  const fields = filterFields(object, tools).filter((one) => one.path !== field.name)
  const blocked = Boolean(preview.data?.blocking.length)
  // an option that no record holds needs no place
  const open = gone.some(({ value }) => !goals[value].to && preview.data?.unplaced.some((one) => one.value === value))
  return (
    <Dialog
      open onClose={onClose} title={t(o.placeTitle)} subtitle={t(field.label)} width={680} onSubmit={() => !blocked && !open && onSave(moveTo)}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={busy} disabled={blocked || open || preview.isPending}>{t(o.move)}</Button></>}
    >
      <div style={{ display: 'grid', gap: 18 }}>
        <div style={{ color: v.secondary }}>{t(o.placeHelp)}</div>
        {gone.map((option) => (
          <OneGoal
            key={option.value} option={option} goal={goals[option.value]} choices={choices} fields={fields}
            counts={goals[option.value].to ? (preview.data?.moves.filter((move) => move.from === option.value) ?? []) : (preview.data?.unplaced.filter((one) => one.value === option.value) ?? [])} onChange={(goal) => setGoals({ ...goals, [option.value]: goal })}
          />
        ))}
        {Boolean(preview.data?.rewritten.length) && <div style={{ fontSize: 13, color: v.secondary }}>{t(o.rewritten, { uses: preview.data!.rewritten.map((use) => use.text).join(', ') })}</div>}
        {blocked && <div role="alert" style={{ fontSize: 13, color: v.bad }}>{t(o.blocking, { uses: preview.data!.blocking.map((use) => use.text).join(', ') })}</div>}
        <FormError error={error ?? preview.error} />
      </div>
    </Dialog>
  )
}

type GoalProps = { option: FieldOption; goal: Goal; choices: { value: string; label: string }[]; fields: ReturnType<typeof filterFields>; counts: Count[]; onChange: (goal: Goal) => void }

function OneGoal({ option, goal, choices, fields, counts, onChange }: GoalProps) {
  const t = useText()
  const { format } = useFieldTools()
  const name = t(option.label)
  const set = (at: number, rule: Rule | null) => onChange({ ...goal, rules: rule ? goal.rules.map((one, index) => (index === at ? rule : one)) : goal.rules.filter((_, index) => index !== at) })
  // a rule without a whole condition is not sent, and not counted
  const sent = goal.rules.map((rule) => toFilter(rule.when) !== undefined)
  const countOf = (at: number) => (goal.to ? counts[sent.slice(0, at).filter(Boolean).length] : at === goal.rules.length ? counts[0] : undefined)
  const say = (count: Count | undefined) => count && (
    <span className="tabular" style={{ color: v.secondary, fontSize: 13, whiteSpace: 'nowrap' }}>
      {t(count.inBin ? o.moveCountBin : o.moveCount, { count: format.number(count.records), bin: format.number(count.inBin) })}
    </span>
  )
  const add = () => onChange({ ...goal, rules: [...goal.rules, { when: { kind: 'group', mode: 'and', items: [newCondition(fields[0])] }, to: choices[Math.min(1, choices.length - 1)].value }] })
  return (
    <section aria-label={name} style={{ display: 'grid', gap: 10, borderTop: `1px solid ${v.line}`, paddingTop: 14 }}>
      <div style={{ display: 'flex', gap: 8, alignItems: 'center', fontWeight: 600 }}><Dot colour={option.color} />{name}</div>
      {goal.rules.map((rule, at) => (
        <div key={at} style={{ display: 'grid', gap: 8, padding: 10, borderRadius: 8, backgroundColor: v.sunken }}>
          <div style={{ display: 'flex', alignItems: 'center', justifyContent: 'space-between', fontSize: 13, fontWeight: 500 }}>
            {t(o.placeWhen)}<IconButton size="small" label={t(o.removeRule)} onClick={() => set(at, null)}><X size={15} /></IconButton>
          </div>
          <FilterBuilder group={rule.when} fields={fields} onChange={(when) => (when.items.length ? set(at, { ...rule, when }) : set(at, null))} />
          <div style={{ display: 'flex', gap: 10, alignItems: 'flex-end', flexWrap: 'wrap' }}>
            <div style={{ flex: '1 1 220px' }}><Select label={t(o.placeTo)} value={rule.to} onChange={(to) => set(at, { ...rule, to })} options={choices} /></div>
            {sent[at] && say(countOf(at))}
          </div>
        </div>
      ))}
      <div style={{ display: 'flex', gap: 10, alignItems: 'flex-end', flexWrap: 'wrap' }}>
        <div style={{ flex: '1 1 220px' }}><Select label={goal.rules.length ? t(o.placeOthers) : t(o.placeOption, { option: name })} value={goal.to} onChange={(to) => onChange({ ...goal, to })} options={choices} /></div>
        {say(countOf(goal.rules.length))}
      </div>
      <div><Button size="small" variant="ghost" icon={<Split size={15} />} onClick={add}>{t(o.addRule)}</Button></div>
    </section>
  )
}
