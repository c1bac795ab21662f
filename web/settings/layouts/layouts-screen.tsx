// Settings: the layouts and buttons of all objects, or of the one that the address names (`?object=deal`), and making new ones.
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { LayoutTemplate, MousePointerClick, Plus } from 'lucide-react'
import { useState } from 'react'
import { api, queryClient } from '../../api.ts'
import { FieldToolsProvider, useFieldTools } from '../../records/field-tools.tsx'
import type { Layout, RecordButton } from '../../records/layout/layout-data.ts'
import { sectionsOf } from '../../records/record/field-sections.tsx'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Card, FormGrid, Section } from '../../ui/page.tsx'
import { Select } from '../../ui/select.tsx'
import { ErrorState, FormError, SkeletonRows } from '../../ui/states.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { LabelInput } from '../label-input.tsx'
import { cleanLabels, nameOf, type Labels } from '../labels.ts'
import { ListRow } from '../list.tsx'
import { rolesQuery } from '../members/queries.ts'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { ButtonSheet } from './button-sheet.tsx'
import { layoutTexts as l } from './texts.ts'

export default function LayoutsScreen() {
  return <FieldToolsProvider><Lists /></FieldToolsProvider>
}

function Lists() {
  const { t, objectOf } = useFieldTools()
  const only = objectOf((useSearch({ strict: false }) as { object?: string }).object ?? '')
  const isShown = (part: { object: string }) => !only || part.object === only.name
  const layouts = useQuery({ queryKey: ['layouts', '*'], queryFn: async ({ signal }) => (await api.get('/layouts', { query: { limit: 500 }, signal })).data, select: (all) => all.filter(isShown) })
  const buttons = useQuery({ queryKey: ['buttons', '*'], queryFn: async ({ signal }) => (await api.get('/buttons', { query: { limit: 500 }, signal })).data, select: (all) => all.filter(isShown) })
  const roles = useQuery(rolesQuery)
  const [making, setMaking] = useState(false)
  const [button, setButton] = useState<RecordButton | 'new' | null>(null)
  const nameOfRole = (name: string) => t(roles.data?.find((role) => role.name === name)?.label) || name
  const detail = ({ object, roles: names }: Layout | RecordButton) => `${t(objectOf(object)?.pluralLabel) || object} · ${names.length ? names.map(nameOfRole).join(', ') : t(l.everyone)}`
  if (layouts.isError) return <ErrorState error={layouts.error} onRetry={() => void layouts.refetch()} />
  const empty = (text: string) => <div style={{ padding: 16, color: v.muted }}>{text}</div>
  return (
    <SettingsPage title={only ? t(l.partsOf, { name: t(only.pluralLabel) }) : t(s.layouts)} help={t(s.layoutsHelp)} back={only && { to: `/settings/objects/${only.name}`, label: t(only.pluralLabel) }}>
      <Section title={t(l.layouts)} help={t(l.layoutsHelp)} actions={<Button variant="primary" icon={<Plus size={16} />} onClick={() => setMaking(true)}>{t(l.newLayout)}</Button>}>
        <Card>
          {layouts.isPending && <SkeletonRows rows={3} columns={2} />}
          {layouts.data?.length === 0 && empty(t(l.noLayouts))}
          {layouts.data?.map((layout) => <ListRow key={layout.id} icon={<LayoutTemplate size={18} />} title={t(layout.label)} detail={detail(layout)} to={`/settings/layouts/${layout.id}`} />)}
        </Card>
      </Section>
      <Section title={t(l.buttons)} help={t(l.buttonsHelp)} actions={<Button icon={<Plus size={16} />} onClick={() => setButton('new')}>{t(l.newButton)}</Button>}>
        <Card>
          {buttons.isPending && <SkeletonRows rows={3} columns={2} />}
          {buttons.isError && <ErrorState error={buttons.error} onRetry={() => void buttons.refetch()} />}
          {buttons.data?.length === 0 && empty(t(l.noButtons))}
          {buttons.data?.map((one) => <ListRow key={one.id} icon={<MousePointerClick size={18} />} title={t(one.label)} detail={`${detail(one)} · ${t(l[one.action.type])}`} onClick={() => setButton(one)} />)}
        </Card>
      </Section>
      {making && <NewLayout first={only?.name} onClose={() => setMaking(false)} />}
      {button && <ButtonSheet button={button === 'new' ? null : button} first={only?.name} onClose={() => setButton(null)} />}
    </SettingsPage>
  )
}

/** A new layout begins with the fields as they stand without one. */
function NewLayout({ first, onClose }: { first?: string; onClose: () => void }) {
  const { t, objects } = useFieldTools()
  const router = useRouter()
  const [object, setObject] = useState(first ?? objects[0]?.name ?? '')
  const [label, setLabel] = useState<Labels>({})
  const [tried, setTried] = useState(false)
  const clean = cleanLabels(label)
  const make = useMutation({
    mutationFn: () => {
      const definition = objects.find((one) => one.name === object)!
      const blank = Object.fromEntries(definition.fields.map((field) => [field.name, null]))
      const { main, empty, address } = sectionsOf(definition, { id: '', version: 0, ...blank })
      const fields = definition.fields.filter((field) => [...main, ...empty, ...address].includes(field))
      return api.post('/layouts', { body: { object, name: `${nameOf(Object.values(clean)[0]!) || 'layout'}${Math.random().toString(36).slice(2, 6)}`, label: clean, sections: [{ label: l.details, columns: 1, fields: fields.map(({ name }) => ({ field: name })) }] } })
    },
    onSuccess: async (layout) => {
      await queryClient.invalidateQueries({ queryKey: ['layouts'] })
      router.history.push(`/settings/layouts/${layout.id}`)
    },
  })
  return (
    <Dialog
      open onClose={onClose} title={t(l.newLayout)} onSubmit={() => {
        setTried(true)
        if (Object.keys(clean).length) make.mutate()
      }}
      actions={<><Button onClick={onClose}>{t(texts.cancel)}</Button><Button type="submit" variant="primary" loading={make.isPending}>{t(texts.create)}</Button></>}
    >
      <FormGrid>
        <LabelInput autoFocus label={t(l.name)} value={label} onChange={setLabel} error={tried && !Object.keys(clean).length ? t(c.needed) : undefined} />
        <Select label={t(l.object)} value={object} onChange={setObject} options={objects.map((one) => ({ value: one.name, label: t(one.pluralLabel) }))} />
        <FormError error={make.error} />
      </FormGrid>
    </Dialog>
  )
}
