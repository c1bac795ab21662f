// The workflow room's screens: steps that look for records, and those that hold other steps.
import { createContext, useContext, type ReactNode } from 'react'
import { useText } from '../../../web/i18n.tsx'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { v } from '../../../web/theme.ts'
import { Field, TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import { ConditionForm } from './condition-form.tsx'
import { DataForm, type Data } from './data-form.tsx'
import type { StepDraft } from './queries.ts'
import { ObjectSelect } from './object-select.tsx'
import type { FormProps } from './step-form.tsx'
import { StepList } from './step-list.tsx'
import { TemplateInput } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

type Filter = Record<string, unknown>

/** The comparisons with values of the run, `{ phone: { eq: … } }`; what else must hold is built like any filter, and lies in `and`. */
function equalsIn(filter: Filter): Data {
  return Object.fromEntries(Object.entries(filter).flatMap(([name, condition]) => (isEqual(condition) ? [[name, condition.eq]] : [])))
}

function isEqual(condition: unknown): condition is { eq: unknown } {
  return typeof condition === 'object' && condition !== null && Object.keys(condition).join() === 'eq'
}

export function FindForm({ step, onChange, path, error, ...place }: FormProps) {
  const t = useText()
  const object = String(step.object ?? '')
  const filter = (step.filter ?? {}) as Filter
  const others = Object.fromEntries(Object.entries(filter).filter(([, condition]) => !isEqual(condition)))
  const equals = equalsIn(filter)
  const write = (data: Data, more: Filter) => onChange({ ...step, filter: { ...more, ...Object.fromEntries(Object.entries(data).map(([name, value]) => [name, { eq: value }])) } })
  const built = Object.keys(others).join() === 'and' && Array.isArray(others.and) && others.and.length === 1 ? others.and[0] as Filter : others
  const fields = useFieldTools().objectOf(object)?.fields.filter((field) => sortable.has(field.type)) ?? []
  return (
    <FormGrid>
      <ObjectSelect value={object} onChange={(next) => onChange({ ...step, object: next, filter: {} })} error={faultOf(error, `${path}.object`)} />
      <DataForm key={object} fresh={false} {...place} {...{ object, path, error }} part="filter" label={t(w.whoseFields)} data={equals} onChange={(data) => write(data, others)} />
      {object && (
        <Field label={t(w.otherConditions)}>
          <ConditionForm key={object} draft={{ ...place.draft, object }} reach="related" filter={built} onChange={(next) => write(equals, next ? { and: [next] } : {})} />
        </Field>
      )}
      <FormGrid columns={2}>
        <Select
          label={t(w.sortedBy)} value={String(step.sort ?? '')} onChange={(sort) => onChange({ ...step, sort: sort || undefined })} error={faultOf(error, `${path}.sort`)}
          options={[{ value: '', label: t(w.asTheyCome) }, ...fields.flatMap((field) => { const label = t(field.label) || field.name; return [{ value: field.name, label }, { value: `-${field.name}`, label: t(w.newestFirst, { field: label }) }] }), ...otherSort(step.sort, fields)]}
        />
        <TextInput
          label={t(w.most)} help={t(w.mostHelp)} inputMode="numeric" value={String(step.limit ?? 100)} error={faultOf(error, `${path}.limit`)}
          onChange={(text) => onChange({ ...step, limit: Number(text.replace(/\D/g, '').slice(0, 4)) || undefined })}
        />
      </FormGrid>
    </FormGrid>
  )
}

const sortable = new Set(['text', 'number', 'decimal', 'currency', 'percent', 'date', 'dateTime', 'select', 'rating', 'autoNumber'])

/** An order that was written elsewhere. */
function otherSort(sort: unknown, fields: { name: string }[]): { value: string; label: string }[] {
  return typeof sort !== 'string' || fields.some(({ name }) => sort === name || sort === `-${name}`) ? [] : [{ value: sort, label: sort }]
}

/** On a canvas the steps inside a step stand beside it, not in its form. */
export const ShowsInner = createContext(true)

type Inner = FormProps & { block: string; title: string; loop?: boolean }

/** A list of steps inside a step, with the same cards. */
function InnerSteps({ step, onChange, path, error, draft, earlier, loops, block, title, loop }: Inner): ReactNode {
  const shown = useContext(ShowsInner)
  if (!shown) return null
  const list = (step[block] ?? []) as StepDraft[]
  const within = [...earlier, step]
  return (
    <div style={{ display: 'grid', gap: 10, paddingLeft: 12, borderLeft: `2px solid ${v.line}` }}>
      <div style={{ fontSize: 13, fontWeight: 500 }}>{title}</div>
      <StepList {...{ draft, error }} earlier={within} loops={loop ? [...loops, step] : loops} steps={list} path={`${path}.${block}`} onSteps={(steps) => onChange({ ...step, [block]: steps })} />
    </div>
  )
}

export function IfForm(props: FormProps) {
  const { step, onChange, path, error, draft, earlier } = props
  const t = useText()
  return (
    <FormGrid>
      <ConditionForm reach="step" {...{ draft, earlier }} filter={step.condition as Filter | undefined} onChange={(condition) => onChange({ ...step, condition: condition ?? {} })} />
      {faultOf(error, `${path}.condition`) && <div role="alert" style={{ color: v.bad, fontSize: 13 }}>{faultOf(error, `${path}.condition`)}</div>}
      <InnerSteps {...props} block="then" title={t(w.thenDo)} />
      <InnerSteps {...props} block="else" title={t(w.elseDo)} />
    </FormGrid>
  )
}

export function ForEachForm(props: FormProps) {
  const { step, onChange, path, error, draft, earlier, loops } = props
  const t = useText()
  return (
    <FormGrid>
      <TemplateInput
        {...{ draft, earlier, loops }} required label={t(w.items)} help={t(w.itemsHelp)} value={step.items} onChange={(items) => onChange({ ...step, items })} error={faultOf(error, `${path}.items`)}
        placeholder="{{ steps.findRecords.records }}"
      />
      <InnerSteps {...props} loop block="steps" title={t(w.eachDo)} />
    </FormGrid>
  )
}
