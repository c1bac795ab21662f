// Settings: where the fields that a company added to leads go when a lead is converted.
import { useMutation, useQuery } from '@tanstack/react-query'
import { ArrowRightLeft } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient, type Answer } from '../../../../web/api.ts'
import type { FieldInfo } from '../../../../web/queries.ts'
import { FieldToolsProvider, useFieldTools } from '../../../../web/records/field-tools.tsx'
import { SaveBar } from '../../../../web/settings/save-bar.tsx'
import { SettingsPage } from '../../../../web/settings/settings-page.tsx'
import { settingsTexts as s } from '../../../../web/settings/texts.ts'
import { texts as shared } from '../../../../web/texts.ts'
import { FormGrid } from '../../../../web/ui/page.tsx'
import { Select } from '../../../../web/ui/select.tsx'
import { EmptyState, ErrorState, SkeletonRows } from '../../../../web/ui/states.tsx'
import { useToast } from '../../../../web/ui/toast.tsx'
import { mappingTexts as texts } from './scoring-texts.ts'

type Mapping = Answer<'GET /lead-conversion'>['fields']

const key = ['lead-conversion']
const targets = ['contact', 'company', 'deal'] as const
/** As conversion.ts: files stay on the lead, numbers are given anew. */
const isGiven = ({ standard, from, computed, readOnly, type }: FieldInfo) => !standard && from !== 'contacts' && !computed && !readOnly && !['file', 'image', 'autoNumber'].includes(type)

export default function MappingScreen() {
  return <FieldToolsProvider><ConversionMapping /></FieldToolsProvider>
}

function ConversionMapping() {
  const { t } = useFieldTools()
  const query = useQuery({ queryKey: key, queryFn: () => api.get('/lead-conversion') })
  return (
    <SettingsPage title={t(s.leadConversion)} help={`${t(s.leadConversionHelp)} ${t(texts.fixed)}`}>
      {query.isPending && <SkeletonRows rows={4} height={54} columns={2} />}
      {query.isError && <ErrorState error={query.error} onRetry={() => void query.refetch()} />}
      {query.data && <Fields key={JSON.stringify(query.data.fields)} saved={query.data.fields} />}
    </SettingsPage>
  )
}

function Fields({ saved }: { saved: Mapping }) {
  const { t, objectOf } = useFieldTools()
  const toast = useToast()
  const [mapping, setMapping] = useState(saved)
  const fields = objectOf('lead')?.fields.filter(isGiven) ?? []
  const changed = JSON.stringify(mapping) !== JSON.stringify(saved)
  const save = useMutation({
    // a field that is gone since goes nowhere any more
    mutationFn: () => api.put('/lead-conversion', { body: { fields: Object.fromEntries(Object.entries(mapping).filter(([name]) => fields.some((field) => field.name === name))) } }),
    onSuccess: (answer) => {
      toast({ text: t(shared.saved) })
      queryClient.setQueryData(key, answer)
    },
  })
  const set = (name: string, value: string) => setMapping(({ [name]: _, ...rest }) => {
    const [object, field] = value.split('.')
    return value === 'same' ? rest : { ...rest, [name]: value === 'nowhere' ? null : { object: object as 'deal', field } }
  })
  if (fields.length === 0) return <EmptyState icon={<ArrowRightLeft size={20} />} title={t(texts.emptyTitle)} body={t(texts.emptyBody)} />
  return (
    <>
      <FormGrid columns={2}>{fields.map((field) => <Target key={field.name} field={field} value={mapping[field.name]} onChange={(value) => set(field.name, value)} />)}</FormGrid>
      <SaveBar changed={changed} busy={save.isPending} error={save.error} onSave={() => save.mutate()} onDiscard={() => setMapping(saved)} />
    </>
  )
}

function Target({ field, value, onChange }: { field: FieldInfo; value: Mapping[string] | undefined; onChange: (value: string) => void }) {
  const { t, objectOf } = useFieldTools()
  const fitting = targets.flatMap((object) => (objectOf(object)?.fields ?? []).filter((one) => one.type === field.type && !one.standard && !one.readOnly && !one.computed).map((one) => ({ object, field: one })))
  const places = fitting.filter((one) => one.field.name === field.name).map(({ object }) => t(objectOf(object)?.label)).join(', ')
  return (
    <Select
      label={t(field.label)} value={value === undefined ? 'same' : value === null ? 'nowhere' : `${value.object}.${value.field}`} onChange={onChange}
      options={[
        { value: 'same', label: places ? t(texts.same, { places }) : t(texts.sameNowhere) }, { value: 'nowhere', label: t(texts.nowhere) },
        ...fitting.map((one) => ({ value: `${one.object}.${one.field.name}`, label: t(texts.goes, { object: t(objectOf(one.object)?.label), field: t(one.field.label) }) })),
      ]}
    />
  )
}
