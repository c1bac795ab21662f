// Settings: one object: its fields, those of its own first, and its name, icon and title field.
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Ellipsis, LayoutTemplate, List, PenLine, Plus, ShieldCheck, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { MissingScreen } from '../../layout/broken-screen.tsx'
import { objectsQuery, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Details } from '../../ui/details.tsx'
import { Label } from '../../ui/label.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ObjectIcon } from '../../ui/object-icon.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { ErrorState, SkeletonRows } from '../../ui/states.tsx'
import { ListRow } from '../list.tsx'
import { SettingsPage } from '../settings-page.tsx'
import { settingsTexts as s } from '../texts.ts'
import { EditObject, RemoveObject } from './edit-object.tsx'
import { FieldSheet } from './field-sheet.tsx'
import { ObjectRules } from './object-rules.tsx'
import { objectTexts as o, typeTexts } from './texts.ts'

export default function ObjectScreen() {
  const { name } = useParams({ strict: false }) as { name: string }
  const t = useText()
  // While an index is being built, the list says when it is ready.
  const query = useQuery({ ...objectsQuery, refetchInterval: (state) => (state.state.data?.find((one) => one.name === name)?.fields.some((field) => field.indexState === 'building') ? 3_000 : false) })
  const object = query.data?.find((one) => one.name === name)
  if (query.isPending) return <SettingsPage title={t(s.objects)}><SkeletonRows rows={8} height={50} columns={3} /></SettingsPage>
  if (query.isError) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />
  return object ? <ObjectPage key={object.name} object={object} /> : <MissingScreen />
}

function ObjectPage({ object }: { object: ObjectInfo }) {
  const t = useText()
  const [field, setField] = useState<FieldInfo | 'new' | null>(null)
  const [open, setOpen] = useState<'edit' | 'remove' | null>(null)
  const own = object.fields.filter((one) => !one.standard)
  const standard = object.fields.filter((one) => one.standard)
  const actions = (
    <>
      <Button component={Link} to="/o/$object" params={{ object: object.name }} icon={<List size={16} />}>{t(o.openList)}</Button>
      <Menu
        align="end" trigger={<IconButton variant="secondary" label={t(texts.more)}><Ellipsis size={18} /></IconButton>}
        items={[
          { label: t(o.edit), icon: <PenLine size={16} />, onSelect: () => setOpen('edit') },
          object.custom && { label: t(o.remove), icon: <Trash2 size={16} />, danger: true, onSelect: () => setOpen('remove') },
        ]}
      />
    </>
  )
  return (
    <SettingsPage
      title={t(object.pluralLabel ?? object.label)} help={object.name} icon={<ObjectIcon object={object.name} icon={object.icon} size={20} />} actions={actions}
      back={{ to: '/settings/objects', label: t(s.objects) }}
    >
      <Section title={t(o.fields)} help={t(o.fieldsHelp)} actions={<Button variant="primary" icon={<Plus size={16} />} onClick={() => setField('new')}>{t(o.addField)}</Button>}>
        <Card style={{ overflow: 'hidden' }}>{own.map((one) => <FieldRow key={one.name} field={one} title={object.title === one.name} onOpen={() => setField(one)} />)}</Card>
      </Section>
      <ObjectRules object={object} />
      <Section>
        <Details summary={t(o.standardFields, { count: standard.length })}>
          <Card style={{ overflow: 'hidden' }}>{standard.map((one) => <FieldRow key={one.name} field={one} />)}</Card>
        </Details>
      </Section>
      {object.custom && <NextSteps object={object} />}
      {field && <FieldSheet key={field === 'new' ? 'new' : field.name} object={object} field={field === 'new' ? null : field} onClose={() => setField(null)} />}
      {open === 'edit' && <EditObject object={object} onClose={() => setOpen(null)} />}
      {open === 'remove' && <RemoveObject object={object} onClose={() => setOpen(null)} />}
    </SettingsPage>
  )
}

/** Whoever has just made an object finds from here what makes it usable. */
function NextSteps({ object }: { object: ObjectInfo }) {
  const t = useText()
  return (
    <Section title={t(o.next)}>
      <Card style={{ overflow: 'hidden' }}>
        <ListRow icon={<List size={18} />} title={t(o.nextList)} detail={t(o.nextListHelp)} to={`/o/${object.name}`} />
        <ListRow icon={<ShieldCheck size={18} />} title={t(o.nextRoles)} detail={t(o.nextRolesHelp)} to="/settings/roles" />
        <ListRow icon={<LayoutTemplate size={18} />} title={t(o.nextLayout)} detail={t(o.nextLayoutHelp)} to="/settings/layouts" search={{ object: object.name }} />
      </Card>
    </Section>
  )
}

function FieldRow({ field, title, onOpen }: { field: FieldInfo; title?: boolean; onOpen?: () => void }) {
  const t = useText()
  const marks = [
    title && { text: t(o.titleField), colour: 'teal' }, field.required && { text: t(o.required), colour: 'gray' }, field.unique && { text: t(o.unique), colour: 'gray' },
    field.writeOnce && { text: t(o.writeOnce), colour: 'gray' }, field.sensitive && { text: t(o.sensitive), colour: 'amber' }, field.computed && { text: t(o.computed), colour: 'gray' },
    field.indexState === 'building' && { text: t(o.building), colour: 'blue' },
  ].filter((mark) => mark !== false && mark !== undefined)
  return (
    <ListRow
      title={t(field.label)} detail={`${t(typeTexts[field.type]) || field.type} · ${field.name}`} onClick={onOpen}
      end={<span style={{ display: 'flex', gap: 4, flexWrap: 'wrap', color: v.muted }}>{marks.map((mark) => <Label key={mark.text} colour={mark.colour}>{mark.text}</Label>)}</span>}
    />
  )
}
