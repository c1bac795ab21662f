// Settings, layouts and buttons: for which roles and for which records: what both ask.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api } from '../../api.ts'
import type { ObjectInfo } from '../../queries.ts'
import { FilterBuilder } from '../../records/filter/filter-builder.tsx'
import { filterFields } from '../../records/filter/filter-fields.ts'
import { readFilter, toFilter, type Filter, type Group } from '../../records/filter/filter-model.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { isJudged } from '../../../kernel/object/screen-predicate.ts'
import { Combobox } from '../../ui/combobox.tsx'
import { Field } from '../../ui/field.tsx'
import { layoutTexts as l } from './texts.ts'

export function RolesInput({ value, onChange }: { value: string[]; onChange: (roles: string[]) => void }) {
  const { t } = useFieldTools()
  const roles = useQuery({ queryKey: ['roles'], queryFn: async () => (await api.get('/roles')).data }).data ?? []
  const options = roles.map((role) => ({ value: role.name, label: t(role.label) }))
  const chosen = value.map((name) => options.find((one) => one.value === name) ?? { value: name, label: name })
  return <Combobox multiple label={t(l.roles)} help={t(l.rolesHelp)} options={options} value={chosen} onChange={(next) => onChange(next.map((one) => one.value))} />
}

/** A condition on the record's own fields, with what the browser can judge. */
export function WhenInput({ object, value, onChange, label, help }: { object: ObjectInfo; value: Filter | null | undefined; onChange: (filter: Filter | null) => void; label: string; help?: string }) {
  const tools = useFieldTools()
  const [group, setGroup] = useState<Group>(() => readFilter(value ?? {}))
  const fields = filterFields(object, tools).filter((one) => !one.path.includes('.')).map((one) => ({ ...one, operators: one.operators.filter((operator) => isJudged(one.field.type, operator.name)) })).filter((one) => one.operators.length)
  return (
    <Field label={label} help={help}>
      <FilterBuilder none="" group={group} fields={fields} onChange={(next) => {
        setGroup(next)
        onChange(toFilter(next) ?? null)
      }} />
    </Field>
  )
}
