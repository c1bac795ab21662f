// Editing a cell: in its place for a line of text, in a panel that hangs from it for what needs room. A refusal is shown beside it.
import { Popover } from '../../ui/popover.tsx'
import { useRef, useState, type KeyboardEvent } from 'react'
import { useText } from '../../i18n.tsx'
import type { FieldInfo } from '../../queries.ts'
import { texts } from '../../texts.ts'
import { v } from '../../theme.ts'
import { Button } from '../../ui/button.tsx'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import type { RecordRow } from '../field-web.ts'

export type EditorProps = {
  field: FieldInfo
  record: RecordRow
  value: unknown
  error?: string
  /** `move`: Tab went on to the next cell. */
  onCommit: (value: unknown, move: -1 | 0 | 1) => void
  onCancel: () => void
}

/** Choosing is enough: there is nothing to finish. */
const instant = (field: FieldInfo) =>
  ['select', 'user', 'rating'].includes(field.type) || (field.type === 'relation' && !Array.isArray(field.to))

export function CellEditor(props: EditorProps) {
  return fieldWebOf(props.field.type).editor === 'line' ? <LineEditor {...props} /> : <PanelEditor {...props} />
}

function LineEditor({ field, record, value, error, onCommit, onCancel }: EditorProps) {
  const t = useText()
  const { Input } = fieldWebOf(field.type)
  const draft = useRef(value)
  const done = useRef(false)
  const [shown, setShown] = useState(value)
  const finish = (move: -1 | 0 | 1) => {
    if (done.current) return
    done.current = true
    onCommit(draft.current, move)
  }
  const key = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') {
      done.current = true
      onCancel()
    } else if (event.key === 'Enter' || event.key === 'Tab') {
      event.preventDefault()
      finish(event.key === 'Tab' ? (event.shiftKey ? -1 : 1) : 0)
    }
  }
  // What is typed replaces what was there; after a refusal it is corrected instead.
  const mount = (node: HTMLDivElement | null) => {
    if (node && !error) node.querySelector('input')?.select()
  }
  const first = useRef(mount)
  return (
    <div
      ref={first.current} onKeyDown={key}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && finish(0)}
      style={{
        position: 'absolute', left: -1, top: 0, minWidth: 'max(100%, 170px)', zIndex: 8, borderRadius: 6,
        boxShadow: error ? v.shadow : undefined, backgroundColor: v.paper,
      }}
    >
      <Input
        field={field} record={record} value={shown} autoFocus name={t(field.label)} error={error}
        onChange={(next) => {
          draft.current = next
          setShown(next)
        }}
      />
    </div>
  )
}

function PanelEditor({ field, record, value, error, onCommit, onCancel }: EditorProps) {
  const t = useText()
  const { Input } = fieldWebOf(field.type)
  const [anchor, setAnchor] = useState<HTMLElement | null>(null)
  const [draft, setDraft] = useState(value)
  const quick = instant(field)
  const change = (next: unknown) => (quick ? onCommit(next, 0) : setDraft(next))
  const key = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) onCommit(draft, 0)
  }
  return (
    <>
      <span ref={setAnchor} style={{ position: 'absolute', inset: 0, pointerEvents: 'none' }} />
      <Popover
        open={anchor !== null} anchorEl={anchor} onKeyDown={key} disableRestoreFocus transitionDuration={120}
        onClose={(_event, reason) => (reason === 'escapeKeyDown' || quick ? onCancel() : onCommit(draft, 0))}
        anchorOrigin={{ vertical: 'top', horizontal: 'left' }}
        slotProps={{ paper: { role: 'dialog', 'aria-label': t(field.label), sx: { padding: '10px', width: 'min(360px, 92vw)', backgroundColor: v.paper, boxShadow: v.shadow, borderRadius: '8px' } } }}
      >
        <Input
          field={field} record={record} value={quick ? value : draft} onChange={change} autoFocus name={t(field.label)}
          error={error}
        />
        {!quick && (
          <div style={{ display: 'flex', justifyContent: 'flex-end', gap: 6, marginTop: 10 }}>
            <Button size="small" variant="ghost" onClick={onCancel}>{t(texts.cancel)}</Button>
            <Button size="small" variant="primary" onClick={() => onCommit(draft, 0)}>{t(texts.save)}</Button>
          </div>
        )}
      </Popover>
    </>
  )
}
