// The workflow room's screens: the filter builder of views, on the record, and for steps on how often it has happened.
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useFieldTools, type FieldTools } from '../../../web/records/field-tools.tsx'
import { FilterBuilder } from '../../../web/records/filter/filter-builder.tsx'
import { filterFields, newCondition, type FilterField } from '../../../web/records/filter/filter-fields.ts'
import { isComplete, readFilter, toFilter, type Filter, type Group, type Item } from '../../../web/records/filter/filter-model.ts'
import { filterTexts } from '../../../web/records/filter/filter-texts.ts'
import type { ObjectInfo } from '../../../web/queries.ts'
import { v } from '../../../web/theme.ts'
import { Button } from '../../../web/ui/button.tsx'
import { workflowTexts as w } from './texts.ts'

/** `record`: the record's own fields; `related`: also of what it is related to; `step`: also what the run knows. */
export type Reach = 'record' | 'related' | 'step'

const entry = 'trigger.entry'

function fieldsFor(object: ObjectInfo, reach: Reach, tools: FieldTools): FilterField[] {
  const fields = filterFields(object, tools).filter((field) => reach !== 'record' || object.fields.some((own) => own.name === field.path.split('.')[0] && own.type !== 'relation') || !field.path.includes('.'))
  if (reach !== 'step') return fields
  const label = tools.t(w.timesEntered)
  return [{ path: entry, label, field: { name: entry, label: w.timesEntered, type: 'number', access: 'read' }, operators: fieldWebOf('number').operators.filter((one) => one.name !== 'empty') }, ...fields]
}

/** The builder nests by dots; the names of a run are one key. */
function joinNames(filter: unknown): unknown {
  if (Array.isArray(filter)) return filter.map(joinNames)
  if (typeof filter !== 'object' || filter === null) return filter
  return Object.fromEntries(Object.entries(filter).flatMap(([key, value]) =>
    key === 'trigger' && typeof value === 'object' && value !== null ? Object.entries(value).map(([name, inner]) => [`trigger.${name}`, inner]) : [[key, joinNames(value)]]))
}

const isUnfinished = (item: Item): boolean => (item.kind === 'group' ? item.items.some(isUnfinished) : item.kind === 'condition' && !isComplete(item))

type Props = { object: string; filter: Filter | undefined; onChange: (filter: Filter | undefined) => void; reach: Reach }

/** Half-written conditions stay here until they are complete. */
export function ConditionForm({ object, filter, onChange, reach }: Props) {
  const tools = useFieldTools()
  const info = tools.objectOf(object)
  const fields = useMemo(() => (info ? fieldsFor(info, reach, tools) : []), [info, reach, tools])
  const [draft, setDraft] = useState<{ group: Group; meant: string } | null>(null)
  const given = JSON.stringify(filter ?? {})
  const group = draft && draft.meant === given ? draft.group : readFilter(filter)
  if (!info) return null
  const change = (next: Group) => {
    const made = joinNames(toFilter(next)) as Filter | undefined
    setDraft({ group: next, meant: JSON.stringify(made ?? {}) })
    if (JSON.stringify(made ?? {}) !== given) onChange(made)
  }
  if (group.items.length === 0) {
    return <div><Button size="small" icon={<Plus size={15} />} onClick={() => change({ ...group, items: [newCondition(fields[0])] })}>{tools.t(filterTexts.addCondition)}</Button></div>
  }
  return (
    <div style={{ display: 'grid', gap: 6 }}>
      <FilterBuilder group={group} onChange={change} fields={fields} />
      {isUnfinished(group) && <div style={{ color: v.secondary, fontSize: 13 }}>{tools.t(w.unfinished)}</div>}
    </div>
  )
}
