// Settings, roles: what a role may do with each field of an object: nothing, see, or see and change.
import { Search } from 'lucide-react'
import { useState } from 'react'
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
  const options = [{ value: 'write', label: t(r.write) }, { value: 'read', label: t(r.readOnly) }, { value: 'hidden', label: t(r.hidden) }] as const
  const set = (field: string, right: FieldRight) => {
    const { [field]: _, ...rest } = rights
    onChange(right === 'write' ? rest : { ...rest, [field]: right })
  }
  const fields = object.fields.filter((field) => !kept.has(field.name) && t(field.label).toLowerCase().includes(asked.trim().toLowerCase()))
  return (
    <Sheet
      open onClose={onClose} title={t(r.fieldsTitle, { object: t(object.label) })} subtitle={t(r.fieldsHelp, { role })} width={520}
      actions={<Button variant="primary" onClick={onClose}>{t(texts.done)}</Button>}
    >
      <TextInput type="search" icon={<Search size={16} />} aria-label={t(c.filter)} placeholder={t(c.filter)} value={asked} onChange={setAsked} style={{ marginBottom: 8 }} />
      {fields.map((field) => (
        <div key={field.name} style={{ display: 'flex', alignItems: 'center', gap: 12, minHeight: 50, borderBottom: `1px solid ${v.line}` }}>
          <span style={{ flex: 1, minWidth: 0, display: 'flex', gap: 8, flexWrap: 'wrap', alignItems: 'center' }}>{t(field.label)}{field.sensitive && <Label colour="amber">{t(r.sensitive)}</Label>}</span>
          <div style={{ width: 168, flexShrink: 0 }}>
            <Select name={t(field.label)} value={rights[field.name] ?? 'write'} onChange={(right: FieldRight) => set(field.name, right)} options={options} />
          </div>
        </div>
      ))}
    </Sheet>
  )
}
