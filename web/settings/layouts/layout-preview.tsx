// Settings, layouts: the record's page as somebody of a role would see it by the layout as it is being edited, with a record
// that is there (or an example where none fits yet). It is looked at only: nothing in it can be pressed.
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { meets } from '../../../kernel/object/screen-predicate.ts'
import { api } from '../../api.ts'
import { useRegion } from '../../i18n.tsx'
import { keys, type ObjectInfo } from '../../queries.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import type { RecordRow } from '../../records/field-web.ts'
import { findRelated, relatedQuery } from '../../records/find-related.ts'
import { buttonsQuery, isMine, type Layout } from '../../records/layout/layout-data.ts'
import { Arranged } from '../../records/record/field-sections.tsx'
import { linksTo } from '../../records/record/related.tsx'
import { recordQuery } from '../../records/record/use-record.ts'
import { titleOf } from '../../records/related.ts'
import { texts as shared } from '../../records/texts.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Card, FormGrid } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import { rolesQuery } from '../members/queries.ts'
import { exampleOf, maskedFor, seenBy } from './preview-model.ts'
import { layoutTexts as l } from './texts.ts'

type Props = { object: ObjectInfo; layout: Layout }

export function LayoutPreview({ object, layout }: Props) {
  const { t, objectOf } = useFieldTools()
  const [asked, setAsked] = useState('')
  const [chosen, setChosen] = useState<string>()
  const roles = (useQuery(rolesQuery).data ?? []).filter((role) => !layout.roles.length || layout.roles.includes(role.name))
  const role = roles.find((one) => one.name === asked) ?? roles[0]
  const newest = useQuery({
    queryKey: [...keys.records(object.name), 'fits', layout.when],
    queryFn: async ({ signal }) => (await api.get('/records/{object}', { path: { object: object.name }, query: { filter: layout.when ?? undefined, fields: 'id', sort: '-updatedAt', limit: 1 }, signal })).data[0]?.id ?? null,
  })
  const id = chosen ?? newest.data ?? undefined
  const found = useQuery({ ...recordQuery(object, id ?? ''), enabled: id !== undefined })
  const title = useQuery({ ...relatedQuery(object.name, id ?? '', objectOf(object.name)), enabled: id !== undefined }).data
  const example = useExample(object)
  const record = id === undefined ? (newest.isPending ? undefined : example) : found.data
  return (
    <section aria-label={t(l.preview)} style={{ display: 'grid', gap: 12 }}>
      <h2 style={{ margin: 0, fontSize: 15, lineHeight: '22px', fontWeight: 600 }}>{t(l.preview)}</h2>
      <FormGrid columns={2} style={{ gap: 10 }}>
        <Select label={t(l.seenBy)} value={role?.name ?? ''} onChange={setAsked} options={roles.map((one) => ({ value: one.name, label: t(one.label) || one.name }))} />
        <Combobox
          label={t(l.seenRecord)} placeholder={t(l.example)} value={id === undefined ? null : { value: id, label: title ?? '…' }}
          load={(query, signal) => findRelated(object, query, signal)} onChange={(option) => setChosen(option?.value)}
        />
      </FormGrid>
      {record ? <Seen object={seenBy(object, role)} layout={layout} record={record} role={role?.name ?? ''} /> : <Card style={{ padding: 16 }}><SkeletonRows rows={8} columns={2} /></Card>}
    </section>
  )
}

function useExample(object: ObjectInfo): RecordRow {
  const { t, format } = useFieldTools()
  const { currency } = useRegion()
  return exampleOf(object, (field) => t(field.label), format.today(), currency)
}

function Seen({ object, layout, record: whole, role }: Props & { record: RecordRow; role: string }) {
  const { t, objects, objectOf } = useFieldTools()
  const record = maskedFor(object, whole)
  const all = (useQuery(buttonsQuery(object.name)).data ?? []).filter((button) => isMine(button, role) && button.places.includes('record') && meets(button.when, record))
  const buttons = layout.buttons ? layout.buttons.flatMap((name) => all.filter((button) => button.name === name)) : all
  const related = layout.related?.length ? layout.related.map((list) => objectOf(list.object)) : linksTo(object.name, objects).map((link) => link.object)
  const note = object.access.read === 'none' ? l.seesNone : meets(layout.when, whole) ? undefined : l.fitsNot
  return (
    <Card inert style={{ padding: '14px 16px', userSelect: 'none' }}>
      {note && <p style={{ margin: '0 0 10px', padding: '6px 10px', borderRadius: 6, backgroundColor: v.sunken, color: v.secondary }}>{t(note)}</p>}
      <div style={{ fontSize: 16, lineHeight: '24px', fontWeight: 600, overflowWrap: 'anywhere' }}>{titleOf(record, object) ?? t(shared.untitled)}</div>
      <div style={{ color: v.secondary, fontSize: 13, marginBottom: 10 }}>{t(object.label)}</div>
      {buttons.length > 0 && <div style={{ display: 'flex', flexWrap: 'wrap', gap: 6, marginBottom: 12 }}>{buttons.map((button) => <Button key={button.id} size="small">{t(button.label)}</Button>)}</div>}
      <Arranged object={object} record={record} layout={layout} />
      {related.length > 0 && (
        <div style={{ borderTop: `1px solid ${v.line}`, paddingTop: 10, color: v.secondary, fontSize: 13 }}>
          {t(l.related)}: {related.map((one) => t(one?.pluralLabel)).filter(Boolean).join(' · ')}
        </div>
      )}
    </Card>
  )
}
