// The workflow room's screens: the fields that a step fills, each with a fixed value or one taken from the record.
import { Braces, PenLine, X } from 'lucide-react'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useText } from '../../../web/i18n.tsx'
import type { FieldInfo } from '../../../web/queries.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { relationKey } from '../../../web/records/related.ts'
import { isEditable } from '../../../web/records/value-view.tsx'
import { v } from '../../../web/theme.ts'
import { IconButton } from '../../../web/ui/button.tsx'
import { Combobox } from '../../../web/ui/combobox.tsx'
import { Field } from '../../../web/ui/field.tsx'
import { faultOf } from '../../../web/ui/states.tsx'
import type { Draft } from './queries.ts'
import { isTemplate, TemplateInput, type Place } from './template-input.tsx'
import { workflowTexts as w } from './texts.ts'

export type Data = Record<string, unknown>

/** Written as text: there a fixed value and a template look alike. */
const textTypes = new Set(['text', 'longText', 'url', 'email', 'phone'])

type Props = Place & { object: string; data: Data; onChange: (data: Data) => void; error: unknown; path: string; fresh: boolean; label?: string; part?: string }

/** `fresh`: a new record, whose required fields are always there. `part`: which of the step's inputs it is. */
export function DataForm({ object, data, onChange, error, path, fresh, label, part = 'data', ...place }: Props) {
  const t = useText()
  const tools = useFieldTools()
  const info = tools.objectOf(object)
  if (!info) return null
  const fields = info.fields.filter((field) => isEditable(field) && field.name !== 'externalId')
  const needed = (field: FieldInfo) => fresh && Boolean(field.required) && (field.default === undefined || field.default === null)
  const used = fields.filter((field) => field.name in data || needed(field))
  const strange = Object.keys(data).filter((name) => !fields.some((field) => field.name === name))
  const set = (name: string, value: unknown) => onChange({ ...data, [name]: value })
  const leaveOut = (name: string) => onChange(Object.fromEntries(Object.entries(data).filter(([key]) => key !== name)))
  const others = fields.filter((field) => !used.includes(field)).map((field) => ({ value: field.name, label: t(field.label) || field.name }))
  return (
    <Field label={label ?? t(w.values)} error={faultOf(error, `${path}.${part}`)}>
      <div style={{ display: 'grid', gap: 12, padding: 12, border: `1px solid ${v.line}`, borderRadius: 8 }}>
        {used.map((field) => (
          <ValueRow
            key={field.name} field={field} value={data[field.name] ?? null} onChange={(value) => set(field.name, value)} {...place}
            onRemove={needed(field) ? undefined : () => leaveOut(field.name)} error={faultOf(error, `${path}.${part}.${field.name}`)} required={needed(field)}
          />
        ))}
        {strange.map((name) => (
          <div key={name} style={{ display: 'flex', alignItems: 'center', gap: 8, color: v.bad }}>
            <span style={{ flex: 1 }}>{name}: {faultOf(error, `${path}.${part}.${name}`)}</span>
            <IconButton size="small" label={t(w.removeField, { field: name })} onClick={() => leaveOut(name)}><X size={16} /></IconButton>
          </div>
        ))}
        <Combobox name={t(w.addField)} placeholder={t(w.addField)} options={others} value={null} onChange={(option) => option && set(option.value, null)} />
      </div>
    </Field>
  )
}

type RowProps = Place & { field: FieldInfo; value: unknown; onChange: (value: unknown) => void; onRemove?: () => void; error?: string; required: boolean }

function ValueRow({ field, value, onChange, onRemove, error, required, draft, earlier, loops }: RowProps) {
  const t = useText()
  const label = t(field.label) || field.name
  const text = textTypes.has(field.type)
  const taken = asTemplate(value, draft.object ?? '')
  const { Input } = fieldWebOf(field.type)
  return (
    <div style={{ display: 'flex', gap: 4, alignItems: 'flex-start' }}>
      <div style={{ flex: 1, minWidth: 0 }}>
        {text || taken !== undefined
          ? <TemplateInput {...{ draft, earlier, loops, label, error, required }} value={taken ?? value} onChange={onChange} multiline={field.type === 'longText'} />
          : <Input {...{ field, label, error, required }} value={value} onChange={(next) => onChange(field.type === 'relation' ? relationKey(next, field) : next)} />}
      </div>
      <div style={{ display: 'flex', paddingTop: 24 }}>
        {!text && (taken === undefined
          ? <IconButton size="small" label={`${t(w.useTemplate)}: ${label}`} onClick={() => onChange(firstTemplate(field, draft))}><Braces size={16} /></IconButton>
          : <IconButton size="small" label={`${t(w.useFixed)}: ${label}`} onClick={() => onChange(null)}><PenLine size={16} /></IconButton>)}
        {onRemove && <IconButton size="small" label={t(w.removeField, { field: label })} onClick={onRemove}><X size={16} /></IconButton>}
      </div>
    </div>
  )
}

/** `{ object: "deal", id: "{{ record.id }}" }` on a workflow of deals is the record itself. */
function asTemplate(value: unknown, own: string): string | undefined {
  if (isTemplate(value)) return value
  const { object, id } = (value ?? {}) as { object?: unknown; id?: unknown }
  if (!isTemplate(id)) return undefined
  return object === own && /^\{\{\s*record\.id\s*\}\}$/.test(id) ? '{{ record }}' : id
}

function firstTemplate(field: FieldInfo, { object: own, trigger }: Draft): string {
  if (trigger.type === 'webhook' && field.type !== 'date' && field.type !== 'dateTime') return `{{ trigger.body.${field.name} }}`
  if (field.type === 'user') return '{{ record.owner.id }}'
  if (field.type === 'date') return '{{ today | plusDays: 1 }}'
  if (field.type === 'dateTime') return '{{ now | plusDays: 1 | at: "09:00" }}'
  if (field.type !== 'relation') return '{{ record. }}'
  if (Array.isArray(field.to)) return '{{ record }}'
  return field.to === own ? '{{ record.id }}' : `{{ record.${field.to}.id }}`
}
