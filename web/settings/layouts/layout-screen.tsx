// Settings, layouts: one layout: whom it is for, its sections and fields, what else the record's page shows.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { MissingScreen } from '../../layout/broken-screen.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { FieldToolsProvider, useFieldTools } from '../../records/field-tools.tsx'
import { buttonsQuery, type Layout } from '../../records/layout/layout-data.ts'
import { linksTo } from '../../records/record/related.tsx'
import { texts } from '../../texts.ts'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import { SortableRow } from '../../ui/sortable.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { SaveBar } from '../save-bar.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { bodyOf, dropSection, moveRow, rowsOf, type Row } from './layout-draft.ts'
import { LayoutRow } from './layout-row.tsx'
import { RolesInput, WhenInput } from './part-fields.tsx'
import { layoutTexts as l } from './texts.ts'

const back = (label: string) => ({ to: '/settings/layouts', label })

export default function LayoutScreen() {
  return <FieldToolsProvider><Found /></FieldToolsProvider>
}

function Found() {
  const { id } = useParams({ strict: false }) as { id: string }
  const { t, objectOf } = useFieldTools()
  const query = useQuery({ queryKey: ['layout', id], queryFn: ({ signal }) => api.get('/layouts/{id}', { path: { id }, signal }) })
  const object = query.data && objectOf(query.data.object)
  if (query.isError) return <MissingScreen />
  if (!query.data || !object) return <SettingsPage title={t(l.layouts)} back={back(t(s.layouts))}><SkeletonRows rows={8} height={44} columns={2} /></SettingsPage>
  return <Editor key={id} layout={query.data} object={object} />
}

function Editor({ layout, object }: { layout: Layout; object: ObjectInfo }) {
  const { t } = useFieldTools()
  const toast = useToast()
  const router = useRouter()
  const [draft, setDraft] = useState(layout)
  const [rows, setRows] = useState<Row[]>(() => rowsOf(layout.sections))
  const [round, setRound] = useState(0)
  const [made, setMade] = useState(0)
  const change = (next: Partial<Layout>) => setDraft({ ...draft, ...next })
  const body = bodyOf(draft, rows)
  const changed = JSON.stringify(body) !== JSON.stringify(bodyOf(layout, rowsOf(layout.sections)))
  const refresh = () => Promise.all([queryClient.invalidateQueries({ queryKey: ['layouts'] }), queryClient.invalidateQueries({ queryKey: ['layout', layout.id] })])
  const save = useMutation({
    mutationFn: () => api.patch('/layouts/{id}', { path: { id: layout.id }, body: { ...body, label: cleanLabels(draft.label as Labels) } }),
    onSuccess: async (saved) => {
      setDraft(saved)
      setRows(rowsOf(saved.sections))
      toast({ text: t(texts.saved) })
      await refresh()
    },
  })
  const remove = useMutation({
    mutationFn: () => api.delete('/layouts/{id}', { path: { id: layout.id } }),
    onSuccess: () => {
      toast({ text: t(l.removed, { name: t(layout.label) }) })
      router.history.push('/settings/layouts')
      void queryClient.invalidateQueries({ queryKey: ['layouts'] })
    },
  })
  const discard = () => {
    setDraft(layout)
    setRows(rowsOf(layout.sections))
    setRound(round + 1)
    save.reset()
  }
  const addSection = () => {
    setMade(made + 1)
    setRows([...rows, { kind: 'section', key: `new ${made}`, label: { en: l.newSection.en, id: l.newSection.id }, columns: 1 }])
  }
  const free = object.fields.filter((field) => !rows.some((row) => row.kind === 'field' && row.field === field.name) && !['id', 'version', 'completeness'].includes(field.name))
  return (
    <SettingsPage title={t(layout.label)} help={t(object.pluralLabel)} back={back(t(s.layouts))} actions={<Button icon={<Trash2 size={16} />} loading={remove.isPending} onClick={() => remove.mutate()}>{t(l.removeLayout)}</Button>}>
      <Section title={t(l.who)}>
        <Card key={round} style={{ padding: 16, display: 'grid', gap: 16 }}>
          <LabelInput label={t(l.name)} value={draft.label as Labels} onChange={(label) => change({ label })} />
          <RolesInput value={draft.roles} onChange={(roles) => change({ roles })} />
          <WhenInput object={object} label={t(l.when)} help={t(l.whenHelp)} value={draft.when} onChange={(when) => change({ when })} />
        </Card>
      </Section>
      <Section title={t(l.arrangement)} help={t(l.arrangementHelp)} actions={<Button icon={<Plus size={16} />} onClick={addSection}>{t(l.addSection)}</Button>}>
        <Card>
          {rows.map((row, index) => (
            <SortableRow
              key={row.key} list="layout" index={index} count={rows.length} onMove={(from, to) => setRows(moveRow(rows, from, to))}
              label={t(l.move, { name: row.kind === 'section' ? t(row.label) : t(object.fields.find((field) => field.name === row.field)?.label) || row.field })}
            >
              <LayoutRow
                row={row} object={object} onChange={(next) => setRows(rows.map((one, at) => (at === index ? next : one)))}
                onRemove={row.kind === 'field' ? () => setRows(rows.filter((one) => one !== row)) : rows.filter((one) => one.kind === 'section').length > 1 ? () => setRows(dropSection(rows, index)) : undefined}
              />
            </SortableRow>
          ))}
          <div style={{ padding: 14, maxWidth: 360 }}>
            <Combobox
              key={rows.length} label={t(l.addField)} options={free.map((field) => ({ value: field.name, label: t(field.label) }))} value={null}
              onChange={(option) => option && setRows([...rows, { kind: 'field', key: option.value, field: option.value }])}
            />
          </div>
        </Card>
      </Section>
      {free.length > 0 && <Rest fields={free} draft={draft} change={change} />}
      <Shown object={object} draft={draft} change={change} />
      <SaveBar changed={changed} busy={save.isPending} error={save.error} onSave={() => save.mutate()} onDiscard={discard} />
    </SettingsPage>
  )
}

type PartProps = { draft: Layout; change: (next: Partial<Layout>) => void }

function Rest({ fields, draft, change }: PartProps & { fields: ObjectInfo['fields'] }) {
  const { t } = useFieldTools()
  const hidden = new Set(draft.hidden)
  return (
    <Section title={t(l.rest)} help={t(l.restHelp)}>
      <Card style={{ padding: 16, display: 'grid', gap: 10, gridTemplateColumns: 'repeat(auto-fill, minmax(220px, 1fr))' }}>
        {fields.map((field) => (
          <Checkbox
            key={field.name} checked={hidden.has(field.name)} label={`${t(l.hide)}: ${t(field.label)}`}
            onChange={(hide) => change({ hidden: hide ? [...draft.hidden, field.name] : draft.hidden.filter((name) => name !== field.name) })}
          />
        ))}
      </Card>
    </Section>
  )
}

/** What the record's page shows beside the fields. */
function Shown({ object, draft, change }: PartProps & { object: ObjectInfo }) {
  const { t, objects } = useFieldTools()
  const links = linksTo(object.name, objects).map(({ object: from, field }) => ({ value: `${from.name} ${field.name}`, label: `${t(from.pluralLabel)} · ${t(field.label)}` }))
  const buttons = (useQuery(buttonsQuery(object.name)).data ?? []).map((button) => ({ value: button.name, label: t(button.label) }))
  const pick = (options: { value: string; label: string }[], values: string[]) => values.map((value) => options.find((one) => one.value === value) ?? { value, label: value })
  const kept = new Map(draft.related?.map((list) => [`${list.object} ${list.field}`, list]))
  return (
    <Section title={t(l.related)}>
      <Card style={{ padding: 16, display: 'grid', gap: 16 }}>
        <Combobox
          multiple label={t(l.related)} help={t(l.relatedHelp)} options={links} value={pick(links, [...kept.keys()])}
          onChange={(chosen) => change({ related: chosen.map(({ value }) => {
            const [from, field] = value.split(' ')
            return kept.get(value) ?? { object: from, field }
          }) })}
        />
        {buttons.length > 0 && <Combobox multiple label={t(l.buttonsShown)} help={t(l.relatedHelp)} options={buttons} value={pick(buttons, draft.buttons ?? [])} onChange={(chosen) => change({ buttons: chosen.map((one) => one.value) })} />}
      </Card>
    </Section>
  )
}
