// The workflow room's screens: the filter builder of views, on the record, and for steps on how often it has happened.
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { FieldInfo } from '../../../web/queries.ts'
import { useFieldTools, type FieldTools } from '../../../web/records/field-tools.tsx'
import { FilterBuilder } from '../../../web/records/filter/filter-builder.tsx'
import { blankCondition, filterFields, type FilterField } from '../../../web/records/filter/filter-fields.ts'
import { isComplete, readFilter, toFilter, type Filter, type Group, type Item } from '../../../web/records/filter/filter-model.ts'
import { filterTexts } from '../../../web/records/filter/filter-texts.ts'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { useFocusLeft } from '../../../web/ui/use-focus-left.ts'
import { numberOf, type SpokenStep } from '../summary/name-words.ts'
import { decisions } from '../summary/summary-texts.ts'
import type { Draft, StepDraft } from './queries.ts'
import { sentNames } from './template-names.ts'
import { workflowTexts as w } from './texts.ts'

/** `record`: the record's own fields; `related`: also of what it is related to; `step`: also what the run knows. */
export type Reach = 'record' | 'related' | 'step'

type At = { draft: Pick<Draft, 'object' | 'trigger' | 'steps'>; earlier?: StepDraft[] }

function fieldsFor({ draft, earlier = [] }: At, reach: Reach, tools: FieldTools): FilterField[] {
  const object = draft.object ? tools.objectOf(draft.object) : undefined
  const own = object ? filterFields(object, tools).filter((field) => reach !== 'record' || object.fields.some((one) => one.name === field.path.split('.')[0] && one.type !== 'relation') || !field.path.includes('.')) : []
  return reach === 'record' || (reach === 'related' && object) ? own : [...knownFields(draft as Draft, earlier, tools), ...own]
}

/** What the run knows beside the record: how often, at what time of the company's clock, what was sent, how many were found, what was decided. */
function knownFields(draft: Draft, earlier: StepDraft[], tools: FieldTools): FilterField[] {
  const known = (path: string, label: string, type: string, options?: FieldInfo['options']): FilterField => ({
    path, label, field: { name: path, label: { en: label, id: label }, type, access: 'read', options }, operators: fieldWebOf(type).operators.filter((one) => type !== 'number' || one.name !== 'empty'),
  })
  const ofStep = (type: string, part: string, name: keyof typeof w, kind: string, options?: FieldInfo['options']) => earlier.filter((step) => step.type === type && step.id && (type !== 'wait' || step.forEvent))
    .map(({ id }) => known(`steps.${id}.${part}`, tools.t(w.ofStep, { name: tools.t(w[name]), step: numberOf(draft.steps as SpokenStep[], id!) ?? id! }), kind, options))
  return [
    ...(draft.object ? [known('trigger.entry', tools.t(w.timesEntered), 'number')] : []),
    known('clock.workday', tools.t(w.isWorkday), 'boolean'), known('clock.hour', tools.t(w.hourOfDay), 'number'), known('clock.weekday', tools.t(w.weekday), 'number'),
    ...sentNames(draft).map((name) => known(name, `${tools.t(w.sent)}: ${name.replace('trigger.body.', '')}`, 'text')),
    ...ofStep('requestApproval', 'outcome', 'decision', 'select', Object.entries(decisions).map(([value, label]) => ({ value, label }))),
    ...ofStep('wait', 'event', 'cameAbout', 'boolean'), ...ofStep('findRecords', 'count', 'howMany', 'number'),
  ]
}

/** The builder nests by dots; the names of a run are one key. */
function joinNames(filter: unknown, names: Set<string>, before = ''): unknown {
  if (Array.isArray(filter)) return filter.map((one) => joinNames(one, names))
  if (typeof filter !== 'object' || filter === null) return filter
  return Object.fromEntries(Object.entries(filter).flatMap(([key, value]): [string, unknown][] => {
    const path = before ? `${before}.${key}` : key
    if (names.has(path)) return [[path, value]]
    const leads = [...names].some((name) => name.startsWith(`${path}.`))
    return leads ? Object.entries(joinNames(value, names, path) as object) : [[path, joinNames(value, names)]]
  }))
}

const isUnfinished = (item: Item): boolean => (item.kind === 'group' ? item.items.some(isUnfinished) : item.kind === 'condition' && !isComplete(item))

type Props = At & { filter: Filter | undefined; onChange: (filter: Filter | undefined) => void; reach: Reach }

/** Half-written conditions stay here until they are complete. */
export function ConditionForm({ draft: place, earlier, filter, onChange, reach }: Props) {
  const tools = useFieldTools()
  const fields = useMemo(() => fieldsFor({ draft: place, earlier }, reach, tools), [place, earlier, reach, tools])
  const names = new Set(fields.filter(({ path, field }) => field.name === path && path.includes('.')).map(({ path }) => path))
  const [draft, setDraft] = useState<{ group: Group; meant: string } | null>(null)
  const given = JSON.stringify(filter ?? {})
  const group = draft && draft.meant === given ? draft.group : readFilter(filter)
  const box = useFocusLeft(group.items.length)
  if (!fields.length) return <div style={{ color: v.secondary, fontSize: 13 }}>{tools.t(w.noNames)}</div>
  const change = (next: Group) => {
    const made = joinNames(toFilter(next), names) as Filter | undefined
    setDraft({ group: next, meant: JSON.stringify(made ?? {}) })
    if (JSON.stringify(made ?? {}) !== given) onChange(made)
  }
  if (group.items.length === 0) {
    return <div ref={box}><Button data-add size="small" icon={<Plus size={15} />} onClick={() => change({ ...group, items: [blankCondition] })}>{tools.t(filterTexts.addCondition)}</Button></div>
  }
  return (
    <div ref={box} style={{ display: 'grid', gap: 6 }}>
      <FilterBuilder group={group} onChange={change} fields={fields} />
      {isUnfinished(group) && <div style={{ color: v.secondary, fontSize: 13 }}>{tools.t(w.unfinished)}</div>}
    </div>
  )
}
