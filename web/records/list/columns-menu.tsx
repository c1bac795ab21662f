// Which fields are columns, or on the cards of a board: a list with switches. Order by drag in the header or by its menu.
import { Popover } from '../../ui/popover.tsx'
import { Columns3, Search } from 'lucide-react'
import { useState } from 'react'
import { useText } from '../../i18n.tsx'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { TextInput } from '../../ui/field.tsx'
import { Switch } from '../../ui/toggle.tsx'
import type { FieldInfo } from '../../queries.ts'
import { listTexts as texts } from './list-texts.ts'
import type { ListModel } from './use-list-model.ts'

type Props = { model: ListModel; /** What can be chosen. */ fields: FieldInfo[]; label: string; /** At least one is chosen, at most so many. */ least?: number; most?: number }

export function ColumnsMenu(props: Props) {
  const { label } = props
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  return (
    <>
      <Button
        size="small" variant="ghost" icon={<Columns3 size={16} />} aria-haspopup="dialog"
        aria-expanded={Boolean(anchor)} onClick={(event) => setAnchor(event.currentTarget)}
      >
        {label}
      </Button>
      <Popover
        open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}
        anchorOrigin={{ vertical: 'bottom', horizontal: 'right' }}
        transformOrigin={{ vertical: 'top', horizontal: 'right' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': label, sx: { width: 300, mt: '4px', backgroundColor: v.paper, boxShadow: v.shadow, borderRadius: '8px' } } }}
      >
        <ColumnSwitches {...props} />
      </Popover>
    </>
  )
}

function ColumnSwitches({ model, fields: able, least = 1, most = Infinity }: Props) {
  const t = useText()
  const [query, setQuery] = useState('')
  const shown = model.order.map((name) => able.find((field) => field.name === name)).filter((field) => field !== undefined)
  const order = shown.map((field) => field.name)
  const hidden = able.filter((field) => !order.includes(field.name))
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
                    checked={on} label={t(field.label)} disabled={on ? order.length <= least : order.length >= most}
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
        onClick={() => model.setOrder(model.standard)}
      >
        {t(texts.resetColumns)}
      </Button>
    </div>
  )
}
