// Settings, layouts: one row of the arrangement: a section's heading, or a field in it.
import { EyeOff, SlidersHorizontal, X } from 'lucide-react'
import { useState } from 'react'
import { useRegion } from '../../i18n.tsx'
import type { ObjectInfo } from '../../queries.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Label } from '../../ui/label.tsx'
import { Checkbox, Segmented } from '../../ui/toggle.tsx'
import type { Labels } from '../labels.ts'
import type { FieldRow, Row, SectionRow } from './layout-draft.ts'
import { WhenInput } from './part-fields.tsx'
import { layoutTexts as l } from './texts.ts'

type Props<One> = { row: One; object: ObjectInfo; onChange: (row: Row) => void; onRemove?: () => void }

export function LayoutRow({ row, ...props }: Props<Row>) {
  return row.kind === 'section' ? <Heading row={row} {...props} /> : <Place row={row} {...props} />
}

function Heading({ row, onChange, onRemove }: Props<SectionRow>) {
  const { t } = useFieldTools()
  const { language } = useRegion()
  const labels = row.label as Labels
  const rename = (text: string) => onChange({ ...row, label: labels.en === labels.id || !labels[language === 'id' ? 'en' : 'id'] ? { en: text, id: text } : { ...labels, [language]: text } })
  return (
    <div style={{ flex: 1, minWidth: 0, display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 10, padding: '8px 10px 8px 2px', backgroundColor: v.sunken, borderBottom: `1px solid ${v.line}` }}>
      <TextInput style={{ flex: '1 1 180px' }} aria-label={t(l.section)} value={labels[language] ?? t(row.label)} onChange={rename} />
      <Segmented label={t(l.columns)} value={String(row.columns)} onChange={(columns) => onChange({ ...row, columns: columns === '2' ? 2 : 1 })} options={[{ value: '1', label: t(l.one) }, { value: '2', label: t(l.two) }]} />
      <Checkbox checked={Boolean(row.collapsed)} onChange={(collapsed) => onChange({ ...row, collapsed })} label={t(l.collapsed)} />
      <IconButton size="small" label={`${t(l.takeOut)}: ${t(row.label)}`} onClick={onRemove} disabled={!onRemove}><X size={16} /></IconButton>
    </div>
  )
}

function Place({ row, object, onChange, onRemove }: Props<FieldRow>) {
  const { t } = useFieldTools()
  const [open, setOpen] = useState(false)
  const field = object.fields.find((one) => one.name === row.field)
  const name = t(field?.label) || row.field
  return (
    <div style={{ flex: 1, minWidth: 0, display: 'flex', alignItems: 'center', gap: 8, padding: '4px 10px 4px 22px', minHeight: 44, borderBottom: `1px solid ${v.line}` }}>
      <span style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>{name}</span>
      {row.required && <Label colour="gray">{t(l.needed)}</Label>}
      {row.when && <Label colour="blue">{t(l.conditional)}</Label>}
      <IconButton size="small" label={t(l.settings, { name })} onClick={() => setOpen(true)}><SlidersHorizontal size={16} /></IconButton>
      <IconButton size="small" label={`${t(l.takeOut)}: ${name}`} onClick={onRemove}><EyeOff size={16} /></IconButton>
      {open && (
        <Dialog open onClose={() => setOpen(false)} title={name} width={620} onSubmit={() => setOpen(false)} actions={<Button type="submit" variant="primary">{t(texts.done)}</Button>}>
          <div style={{ display: 'grid', gap: 16 }}>
            <Checkbox checked={Boolean(row.required)} onChange={(required) => onChange({ ...row, required: required || undefined })} label={t(l.needed)} />
            <WhenInput object={object} label={t(l.conditionOf, { field: name })} value={row.when} onChange={(when) => onChange({ ...row, when: when ?? undefined })} />
          </div>
        </Dialog>
      )}
    </div>
  )
}
