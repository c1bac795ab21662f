// Settings, roles: what a role may do with each field of an object: nothing, see, or see and change;
// for one field, for a section of its layout, or for all of them at once.
import { useQuery } from '@tanstack/react-query'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { api } from '../../api.ts'
import { useText } from '../../i18n.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { Sheet } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Label } from '../../ui/label.tsx'
import { Select } from '../../ui/select.tsx'
import { commonTexts as c } from '../common-texts.ts'
import { kept } from '../../../kernel/permission/role.ts'
import type { FieldRight } from '../members/queries.ts'
import { roleTexts as r } from './texts.ts'

type Fields = Record<string, FieldRight>
type Props = { object: ObjectInfo; role: string; rights: Fields; onChange: (rights: Fields) => void; onClose: () => void }

export function FieldRights({ object, role, rights, onChange, onClose }: Props) {
  const t = useText()
  const [asked, setAsked] = useState('')
  const fields = object.fields.filter((field) => !kept.has(field.name) && t(field.label).toLowerCase().includes(asked.trim().toLowerCase()))
  const set = (names: string[], right: FieldRight) => {
    const rest = Object.fromEntries(Object.entries(rights).filter(([name]) => !names.includes(name)))
    onChange(right === 'write' ? rest : { ...rest, ...Object.fromEntries(names.map((name) => [name, right])) })
  }
  const sections = useSections(object, fields)
  const line = (label: React.ReactNode, name: string, names: string[], group = false) => <RightLine key={name} {...{ label, name, names, rights, group }} onChange={(right) => set(names, right)} />
  return (
    <Sheet
      open onClose={onClose} title={t(r.fieldsTitle, { object: t(object.label) })} subtitle={t(r.fieldsHelp, { role })} width={520}
      actions={<Button variant="primary" onClick={onClose}>{t(texts.done)}</Button>}
    >
      <TextInput type="search" icon={<Search size={16} />} aria-label={t(c.filter)} placeholder={t(c.filter)} value={asked} onChange={setAsked} style={{ marginBottom: 8 }} />
      {fields.length > 1 && line(t(asked.trim() ? r.allFound : r.allOfObject, { count: fields.length }), t(asked.trim() ? r.allFound : r.allOfObject, { count: fields.length }), fields.map((field) => field.name), true)}
      {sections.map((section) => (
        <section key={section.key} aria-label={section.label}>
          {sections.length > 1 && line(section.label, t(r.allOfSection, { section: section.label }), section.fields.map((field) => field.name), true)}
          {section.fields.map((field) => line(<>{t(field.label)}{field.sensitive && <Label colour="amber">{t(r.sensitive)}</Label>}</>, t(field.label), [field.name]))}
        </section>
      ))}
    </Sheet>
  )
}

/** One field, or several that get one right together; empty while theirs differ. */
function RightLine({ label, name, names, rights, group, onChange }: { label: React.ReactNode; name: string; names: string[]; rights: Fields; group: boolean; onChange: (right: FieldRight) => void }) {
  const t = useText()
  const options = [{ value: 'write', label: t(r.write) }, { value: 'read', label: t(r.readOnly) }, { value: 'hidden', label: t(r.hidden) }] as const
  const [first, ...others] = new Set(names.map((one) => rights[one] ?? 'write'))
  return (
    <div style={{ display: 'flex', alignItems: 'center', gap: 12, minHeight: 50, borderBottom: `1px solid ${v.line}`, ...(group && { fontWeight: 600 }) }}>
      <span style={{ flex: 1, minWidth: 0, display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center', overflowWrap: 'anywhere' }}>{label}</span>
      <div style={{ width: 168, flexShrink: 0, fontWeight: 400 }}>
        <Select name={name} placeholder={t(r.mixed)} value={others.length ? '' : first} onChange={onChange} options={options} />
      </div>
    </div>
  )
}

/** The fields by the sections of the object's first layout, then those that stand in none; all in one where there is no layout. */
function useSections(object: ObjectInfo, fields: ObjectInfo['fields']): { key: string; label: string; fields: ObjectInfo['fields'] }[] {
  const t = useText()
  const [layout] = useQuery({ queryKey: ['layouts', object.name, 'rights'], queryFn: async ({ signal }) => (await api.get('/layouts', { query: { object: object.name, limit: 500 }, signal })).data }).data ?? []
  const placed = (layout?.sections ?? []).map((section, at) => ({ key: `section ${at}`, label: t(section.label), fields: fields.filter((field) => section.fields.some((one) => one.field === field.name)) }))
  const rest = { key: 'rest', label: t(r.otherFields), fields: fields.filter((field) => !placed.some((section) => section.fields.includes(field))) }
  return [...placed, rest].filter((section) => section.fields.length)
}
