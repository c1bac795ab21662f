// Settings, layouts: the sections and fields of a layout, in their order.
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import { useFieldTools } from '../../records/field-tools.tsx'
import { Button } from '../../ui/button.tsx'
import { Combobox } from '../../ui/combobox.tsx'
import { Card, Section } from '../../ui/page.tsx'
import { SortableRow } from '../../ui/sortable.tsx'
import { dropSection, moveRow, type Row } from './layout-draft.ts'
import { LayoutRow } from './layout-row.tsx'
import { layoutTexts as l } from './texts.ts'

/** `free` are the fields that stand in no section. */
export function Arrangement({ rows, setRows, object, free }: { rows: Row[]; setRows: (rows: Row[]) => void; object: ObjectInfo; free: FieldInfo[] }) {
  const { t } = useFieldTools()
  const [made, setMade] = useState(0)
  const nameOf = (row: Row) => (row.kind === 'section' ? t(row.label) : t(object.fields.find((field) => field.name === row.field)?.label) || row.field)
  const addSection = () => {
    setMade(made + 1)
    setRows([...rows, { kind: 'section', key: `new ${made}`, label: { en: l.newSection.en, id: l.newSection.id }, columns: 1 }])
  }
  const removeOf = (row: Row, index: number) => {
    if (row.kind === 'field') return () => setRows(rows.filter((one) => one !== row))
    return rows.filter((one) => one.kind === 'section').length > 1 ? () => setRows(dropSection(rows, index)) : undefined
  }
  return (
    <Section title={t(l.arrangement)} help={t(l.arrangementHelp)} actions={<Button icon={<Plus size={16} />} onClick={addSection}>{t(l.addSection)}</Button>}>
      <Card>
        {rows.map((row, index) => (
          <SortableRow
            key={row.key} list="layout" index={index} count={rows.length} onMove={(from, to) => setRows(moveRow(rows, from, to))} label={t(l.move, { name: nameOf(row) })}
          >
            <LayoutRow row={row} object={object} onChange={(next) => setRows(rows.map((one, at) => (at === index ? next : one)))} onRemove={removeOf(row, index)} />
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
  )
}
