// Which fields are columns: a list with switches; order by drag in the header or by the header's menu.
import { Popover } from '../../ui/popover.tsx'
import { Columns3, Search } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Switch } from '../../ui/toggle.tsx'
import { columnFields, defaultColumns } from './columns.ts'
import { listTexts as texts } from './list-texts.ts'
import type { ListModel } from './use-list-model.ts'

export function ColumnsMenu({ model }: { model: ListModel }) {
  const t = useText()
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        size="small" variant="ghost" icon={<Columns3 size={16} />} aria-haspopup="dialog"
        aria-expanded={Boolean(anchor)} onClick={(event) => setAnchor(event.currentTarget)}
      >
        {t(texts.columns)}
      </Button>
      <Popover
        open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t(texts.columns), sx: { width: 300, mt: '4px', backgroundColor: v.paper, boxShadow: v.shadow, borderRadius: '8px' } } }}
      >
        <ColumnSwitches model={model} />
      </Popover>
    </>
  )
}

function ColumnSwitches({ model }: { model: ListModel }) {
  const t = useText()
  const [query, setQuery] = useState('')
  const order = model.columns.map((column) => column.field.name)
  const shown = order.map((name) => model.object.fields.find((field) => field.name === name)!)
  const hidden = columnFields(model.object).filter((field) => !order.includes(field.name))
  const matches = (label: unknown) => t(label as never).toLowerCase().includes(query.trim().toLowerCase())
  const sections = [
    { title: t(texts.shown), fields: shown, on: true }, { title: t(texts.hidden), fields: hidden, on: false },
  ]
  return (
    <div style={{ padding: 10, display: 'flex', flexDirection: 'column', maxHeight: 'min(480px, 70vh)' }}>
      <TextInput
        value={query} onChange={setQuery} icon={<Search size={16} />} placeholder={t(texts.searchColumns)}
        aria-label={t(texts.searchColumns)} autoFocus
      />
      <div style={{ overflowY: 'auto', margin: '6px -10px 0', padding: '0 10px' }}>
        {sections.map(({ title, fields, on }) => {
          const found = fields.filter((field) => matches(field.label))
          if (!found.length) return null
          return (
            <div key={title} role="group" aria-label={title}>
              <div style={{ padding: '8px 2px 2px', fontSize: 12, fontWeight: 500, color: v.muted }}>{title}</div>
              {found.map((field) => (
                <div key={field.name} style={{ padding: '5px 2px' }}>
                  <Switch
                    checked={on} label={t(field.label)} disabled={on && order.length === 1}
                    onChange={() => model.setOrder(on ? order.filter((name) => name !== field.name) : [...order, field.name])}
                  />
                </div>
              ))}
            </div>
          )
        })}
      </div>
      <Button
        size="small" variant="ghost" style={{ marginTop: 8, alignSelf: 'flex-start' }}
        onClick={() => model.setOrder(model.view?.columns ?? defaultColumns(model.object))}
      >
        {t(texts.resetColumns)}
      </Button>
    </div>
  )
}
