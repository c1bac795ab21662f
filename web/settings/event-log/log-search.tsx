// Settings, event log: what it is searched by, each in the address.
import styled from '@emotion/styled'
import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import { DateInput } from '../../../kernel/field/types/date/date.tsx'
import { useFieldTools } from '../../records/field-tools.tsx'
import { findRelated, relatedQuery } from '../../records/find-related.ts'
import { useSession, type ObjectInfo } from '../../queries.ts'
import { phone } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox, type ComboOption } from '../../ui/combobox.tsx'
import { Avatar } from '../../ui/label.tsx'
import { Select } from '../../ui/select.tsx'
import { isDay, ways, type LogAddress } from './log-address.ts'
import { kernelObjects, logTexts as l } from './texts.ts'

const Grid = styled('div')({
  display: 'grid', gap: 12, gridTemplateColumns: 'repeat(auto-fill, minmax(180px, 1fr))', alignItems: 'end', marginBottom: 16,
  [phone]: { gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' },
})

type Props = { address: LogAddress; change: (patch: Partial<LogAddress>) => void }

export function LogSearch({ address, change }: Props) {
  const { t, members, objects, objectOf } = useFieldTools()
  const administrator = useSession()?.administrator ?? false
  const people: ComboOption[] = [...members.values()].map((member) => ({ value: member.id, label: member.name, hint: member.email ?? undefined, icon: <Avatar name={member.name} size={20} /> }))
  const named = [...objects.map((one): [string, string] => [one.name, t(one.pluralLabel) || t(one.label)]), ...(administrator ? Object.entries(kernelObjects).map(([name, label]): [string, string] => [name, t(label)]) : [])]
  const object = objectOf(address.object)
  const pick = (options: ComboOption[], value: string) => options.find((one) => one.value === value) ?? (value ? { value, label: value } : null)
  const objectOptions = named.map(([value, label]) => ({ value, label }))
  const fieldOptions = object?.fields.map((field) => ({ value: field.name, label: t(field.label) })) ?? []
  return (
    <Grid role="search">
      <Combobox label={t(l.who)} placeholder={t(l.anyone)} options={people} value={pick(people, address.actor)} onChange={(one) => change({ actor: one?.value ?? '' })} />
      <Combobox label={t(l.what)} placeholder={t(l.anything)} options={objectOptions} value={pick(objectOptions, address.object)} onChange={(one) => change({ object: one?.value ?? '', record: '', field: '' })} />
      {object && <RecordChoice object={object} value={address.record} onChange={(record) => change({ record })} />}
      {object && <Combobox label={t(l.field)} placeholder={t(l.anyField)} options={fieldOptions} value={pick(fieldOptions, address.field)} onChange={(one) => change({ field: one?.value ?? '' })} />}
      <Select label={t(l.way)} value={address.way} onChange={(way) => change({ way })} options={[{ value: '', label: t(l.anyWay) }, ...ways.map((value) => ({ value: value as string, label: t(l[value]) }))]} />
      <DateInput label={t(l.from)} value={address.from || null} onChange={(from) => (from === null || isDay(from)) && change({ from: from ?? '' })} />
      <DateInput label={t(l.to)} value={address.to || null} onChange={(to) => (to === null || isDay(to)) && change({ to: to ?? '' })} />
      {Object.values(address).some(Boolean) && (
        <div><Button variant="ghost" icon={<X size={16} />} onClick={() => change({ actor: '', object: '', record: '', field: '', way: '', from: '', to: '' })}>{t(l.clear)}</Button></div>
      )}
    </Grid>
  )
}

function RecordChoice({ object, value, onChange }: { object: ObjectInfo; value: string; onChange: (id: string) => void }) {
  const { t } = useFieldTools()
  const title = useQuery({ ...relatedQuery(object.name, value, object), enabled: Boolean(value) }).data
  return (
    <Combobox
      key={object.name} label={t(l.record)} placeholder={t(l.anyRecord)} load={(query, signal) => findRelated(object, query, signal)}
      value={value ? { value, label: title ?? '…' } : null} onChange={(one) => onChange(one?.value ?? '')}
    />
  )
}
