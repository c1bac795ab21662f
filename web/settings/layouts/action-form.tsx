// Settings, buttons: what a button does: the form that it fills in, the fields that it changes, or its address.
import { X } from 'lucide-react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import type { RecordRow } from '../../records/field-web.ts'
import type { ButtonAction } from '../../records/layout/layout-data.ts'
import { relationKey, targetsOf } from '../../records/related.ts'
import { isEditable } from '../../records/value-view.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Select } from '../../ui/select.tsx'
import { faultOf } from '../../ui/states.tsx'
import { LabelInput } from '../label-input.tsx'
import { cleanHelp, type Labels } from '../labels.ts'
import { layoutTexts as l } from './texts.ts'

const self = '{{ record }}'
const linksOf = (target: ObjectInfo | undefined, object: string): FieldInfo[] => target?.fields.filter((field) => field.type === 'relation' && isEditable(field) && targetsOf(field).includes(object)) ?? []

/** A form begins linked to the record, where it can be. */
export function emptyAction(type: ButtonAction['type'], object: string, objects: ObjectInfo[]): ButtonAction {
  if (type === 'link') return { type, url: 'https://' }
  if (type === 'update') return { type, data: {} }
  const target = objects.find((one) => one.name !== object && one.name !== 'note' && linksOf(one, object).length) ?? objects[0]
  return { type, ...formOf(target, object) }
}

function formOf(target: ObjectInfo | undefined, object: string): { object: string; data: Record<string, unknown> } {
  const [link] = linksOf(target, object)
  return { object: target?.name ?? '', data: link ? { [link.name]: self } : {} }
}

type Props = { object: ObjectInfo; action: ButtonAction; error: unknown; onChange: (action: ButtonAction) => void }

export function ActionForm({ object, action, error, onChange }: Props) {
  const { t, objects, objectOf } = useFieldTools()
  const example = t(l.templateHelp, { example: `{{ record.${object.title} }}` })
  if (action.type === 'link') return <TextInput label={t(l.url)} help={example} value={action.url} onChange={(url) => onChange({ ...action, url })} spellCheck={false} autoCapitalize="none" error={faultOf(error, 'action.url')} />
  const target = action.type === 'create' ? objectOf(action.object) : object
  if (!target) return null
  const links = action.type === 'create' ? linksOf(target, object.name) : []
  const linked = links.find((field) => action.data[field.name] === self)
  const relink = (name: string) => {
    const rest = Object.fromEntries(Object.entries(action.data).filter(([key]) => key !== linked?.name))
    onChange({ ...action, data: name ? { [name]: self, ...rest } : rest })
  }
  return (
    <>
      {action.type === 'create' && <Select label={t(l.target)} value={action.object} options={objects.filter((one) => one.access.create).map((one) => ({ value: one.name, label: t(one.label) }))} onChange={(name) => onChange({ type: 'create', ...formOf(objectOf(name), object.name) })} />}
      {links.length > 0 && <Select label={t(l.linkBy)} value={linked?.name ?? ' '} options={[...links.map((field) => ({ value: field.name, label: t(field.label) })), { value: ' ', label: t(l.noLink) }]} onChange={(name) => relink(name.trim())} />}
      <Fills target={target} data={action.data} skip={linked?.name} help={example} error={error} onChange={(data) => onChange({ ...action, data })} />
      {action.type === 'update' && <LabelInput optional label={t(l.question)} value={(action.confirm ?? {}) as Labels} onChange={(confirm) => onChange({ ...action, confirm: cleanHelp(confirm) ? confirm : undefined })} />}
    </>
  )
}

type FillsProps = { target: ObjectInfo; data: Record<string, unknown>; skip?: string; help: string; error: unknown; onChange: (data: Record<string, unknown>) => void }

function Fills({ target, data, skip, help, error, onChange }: FillsProps) {
  const { t } = useFieldTools()
  const filled = Object.keys(data).filter((name) => name !== skip).flatMap((name) => target.fields.find((field) => field.name === name) ?? [])
  const free = target.fields.filter((field) => isEditable(field) && !Object.hasOwn(data, field.name))
  return (
    <fieldset style={{ border: 0, margin: 0, padding: 0, display: 'grid', gap: 12 }}>
      <legend style={{ padding: 0, marginBottom: 8, fontSize: 13, fontWeight: 500 }}>{t(l.fills)}</legend>
      {filled.map((field) => (
        <div key={field.name} style={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr) auto', gap: 6, alignItems: 'end' }}>
          <Fill field={field} value={data[field.name]} help={help} error={faultOf(error, `action.data.${field.name}`)} onChange={(value) => onChange({ ...data, [field.name]: value })} />
          <IconButton size="small" label={`${t(l.takeOut)}: ${t(field.label)}`} onClick={() => onChange(Object.fromEntries(Object.entries(data).filter(([name]) => name !== field.name)))}><X size={16} /></IconButton>
        </div>
      ))}
      <Combobox key={filled.length} label={t(l.addFill)} options={free.map((field) => ({ value: field.name, label: t(field.label) }))} value={null} onChange={(option) => option && onChange({ ...data, [option.value]: null })} />
    </fieldset>
  )
}

type FillProps = { field: FieldInfo; value: unknown; help: string; error?: string; onChange: (value: unknown) => void }

/** Texts, and whatever is a template already, are typed; other values are chosen as on a record. */
function Fill({ field, value, help, error, onChange }: FillProps) {
  const { t } = useFieldTools()
  const { Input } = fieldWebOf(field.type)
  const isTemplate = typeof value === 'string' && value.includes('{{')
  if (isTemplate || ['text', 'longText', 'email', 'phone', 'url'].includes(field.type)) return <TextInput label={t(field.label)} help={help} value={String(value ?? '')} error={error} onChange={onChange} />
  return <Input field={field} value={value ?? null} record={{ id: '', version: 0 } as RecordRow} label={t(field.label)} error={error} onChange={(next) => onChange(field.type === 'relation' ? relationKey(next, field) : next)} />
}
