// Settings, layouts: one layout: whom it is for, its sections and fields, what else the record's page shows.
import styled from '@emotion/styled'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useParams, useRouter } from '@tanstack/react-router'
import { Eye, Trash2 } from 'lucide-react'
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
import { Sheet } from '../../ui/dialog.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { SkeletonRows } from '../../ui/states.tsx'
import { Checkbox } from '../../ui/toggle.tsx'
import { useToast } from '../../ui/toast.tsx'
import { useMedia } from '../../ui/use-is-phone.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, type Labels } from '../labels.ts'
import { SaveBar } from '../save-bar.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { Arrangement } from './layout-arrangement.tsx'
import { bodyOf, rowsOf, type Row } from './layout-draft.ts'
import { LayoutPreview } from './layout-preview.tsx'
import { RolesInput, WhenInput } from './part-fields.tsx'
import { layoutTexts as l } from './texts.ts'

/** The editor, and what it makes of the page: side by side where there is room. */
const Beside = styled('div')({
  '&.two': { display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) minmax(320px, 42%)', gap: 28, alignItems: 'start' },
  '& > .stays': { position: 'sticky', top: 12, maxHeight: 'calc(100dvh - 100px)', overflowY: 'auto' },
})

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
  const [draft, setDraft] = useState(layout)
  const [rows, setRows] = useState<Row[]>(() => rowsOf(layout.sections))
  const [round, setRound] = useState(0)
  const [looking, setLooking] = useState(false)
  const isWide = useMedia('(min-width: 1180px)')
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
  const remove = useRemove(layout)
  const discard = () => {
    setDraft(layout)
    setRows(rowsOf(layout.sections))
    setRound(round + 1)
    save.reset()
  }
  const free = object.fields.filter((field) => !rows.some((row) => row.kind === 'field' && row.field === field.name) && !['id', 'version', 'completeness'].includes(field.name))
  const preview = <LayoutPreview object={object} layout={{ ...draft, sections: body.sections, related: body.related, buttons: body.buttons }} />
  return (
    <SettingsPage
      title={t(layout.label)} help={t(object.pluralLabel)} back={back(t(s.layouts))} width={isWide ? 1320 : undefined}
      actions={(
        <>
          {!isWide && <Button icon={<Eye size={16} />} onClick={() => setLooking(true)}>{t(l.preview)}</Button>}
          <Button icon={<Trash2 size={16} />} loading={remove.isPending} onClick={() => remove.mutate()}>{t(l.removeLayout)}</Button>
        </>
      )}
    >
      <Beside className={isWide ? 'two' : undefined}>
        <div style={{ minWidth: 0 }}>
          <Section title={t(l.who)}>
            <Card key={round} style={{ padding: 16, display: 'grid', gap: 16 }}>
              <LabelInput label={t(l.name)} value={draft.label as Labels} onChange={(label) => change({ label })} />
              <RolesInput value={draft.roles} onChange={(roles) => change({ roles })} />
              <WhenInput object={object} label={t(l.when)} help={t(l.whenHelp)} value={draft.when} onChange={(when) => change({ when })} />
            </Card>
          </Section>
          <Arrangement rows={rows} setRows={setRows} object={object} free={free} />
          {free.length > 0 && <Rest fields={free} draft={draft} change={change} />}
          <Shown object={object} draft={draft} change={change} />
        </div>
        {isWide && <div className="stays">{preview}</div>}
      </Beside>
      {looking && !isWide && <Sheet open onClose={() => setLooking(false)} title={t(layout.label)}>{preview}</Sheet>}
      <SaveBar changed={changed} busy={save.isPending} error={save.error} onSave={() => save.mutate()} onDiscard={discard} />
    </SettingsPage>
  )
}

function useRemove(layout: Layout) {
  const { t } = useFieldTools()
  const toast = useToast()
  const router = useRouter()
  return useMutation({
    mutationFn: () => api.delete('/layouts/{id}', { path: { id: layout.id } }),
    onSuccess: () => {
      toast({ text: t(l.removed, { name: t(layout.label) }) })
      router.history.push('/settings/layouts')
      void queryClient.invalidateQueries({ queryKey: ['layouts'] })
    },
  })
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
