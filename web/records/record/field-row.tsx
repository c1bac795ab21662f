// One field of a record: its label, its value, and editing in its place.
import styled from '@emotion/styled'
import { Eye, Lock } from 'lucide-react'
import { lazy, Suspense, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { useSession, type FieldInfo, type ObjectInfo } from '../../queries.ts'
import { texts as shared } from '../../texts.ts'
import { phone, touch, v } from '../../theme.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import { fieldWebOf } from '../../../kernel/field/types/web.ts'
import { useFieldTools } from '../field-tools.tsx'
import type { RecordRow } from '../field-web.ts'
import { useWriteField } from '../records-frame.tsx'
import { isEditable, isEmpty, isLocked, ValueView } from '../value-view.tsx'
import { FieldLinks } from './field-links.tsx'
import { useGone } from './use-gone.ts'
import { useReveal } from './use-reveal.ts'
import { recordTexts as texts } from './record-texts.ts'

const OverrideDialog = lazy(() => import('./override-dialog.tsx'))

const Row = styled('div')({
  display: 'grid', gridTemplateColumns: 'minmax(92px, 36%) minmax(0, 1fr)', alignItems: 'start', gap: 4, minHeight: 32,
  [phone]: { gridTemplateColumns: 'minmax(96px, 34%) minmax(0, 1fr)', minHeight: 44 },
})
const Name = styled('div')({
  padding: '7px 0 5px', color: v.secondary, fontSize: 13, lineHeight: '18px', overflowWrap: 'anywhere', display: 'flex',
  gap: 5,
  [phone]: { padding: 0, minHeight: 44, alignItems: 'center', fontSize: 13.5 },
})
const Value = styled('div')({
  display: 'flex', alignItems: 'center', gap: 4, minWidth: 0, minHeight: 32, padding: '5px 8px', borderRadius: 6,
  fontSize: 14, lineHeight: '20px', overflowWrap: 'anywhere',
  '& .clip': { overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .one-line': { minWidth: 0, overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' },
  '& .person': {
    display: 'inline-flex', alignItems: 'center', gap: 6, minWidth: 0, maxWidth: '100%', verticalAlign: 'middle',
  },
  '& .labels': { display: 'inline-flex', gap: 4, flexWrap: 'wrap' },
  '& .long-text': { whiteSpace: 'pre-wrap' },
  '&[role=button]': { cursor: 'text' },
  '&[role=button]:hover': { backgroundColor: v.hover },
  [phone]: { minHeight: 44 }, [touch]: { minHeight: 44 },
})

type Props = { object: ObjectInfo; field: FieldInfo; record: RecordRow }

export function FieldRow({ object, field: given, record: stored }: Props) {
  const { t } = useFieldTools()
  const { revealed, reveal, hide } = useReveal(object, given, stored)
  // what was shown on request is read and edited like any other value, until the record changes
  const field = revealed ? { ...given, masked: undefined } : given
  const record = revealed ? { ...stored, [field.name]: revealed.value } : stored
  const [editing, setEditing] = useState<{ value: unknown; base: RecordRow; error?: string } | null>(null)
  useGone(object, field, editing !== null)
  const value = record[field.name]
  const write = useWriteField()
  const mayChange = object.access.update !== 'none'
  const editable = mayChange && isEditable(field, record)
  const locked = mayChange && isLocked(field, record)
  // The write is judged against the record as it was when editing began: what came since is a conflict, not overwritten.
  const save = async (next: unknown, base: RecordRow) => {
    setEditing(null)
    const error = await write(object, base, { [field.name]: next })
    if (error) setEditing({ value: next, base, error })
    else hide()
  }
  const open = () => {
    if (fieldWebOf(field.type).editor === 'switch') void save(!value, record)
    else setEditing({ value: value ?? null, base: record })
  }
  const label = t(field.label)
  const view = <ValueView value={value} field={field} record={record} empty={editable ? t(texts.addValue) : '–'} plain={editable} />
  // an address cut in the middle reads worse than one that ends in dots
  const shown = field.type === 'email' && !isEmpty(value) ? <span className="one-line" title={String(value)}>{view}</span> : view
  return (
    <Row data-field={field.name}>
      <Name title={field.help ? t(field.help) : undefined}>
        {label}
        {locked && <LockMark object={object} field={field} record={record} />}
      </Name>
      {editing
        ? (
          <FieldEditor
            key={editing.error} field={field} record={record} initial={editing.value} error={editing.error}
            onSave={(next) => void save(next, editing.base)} onCancel={() => setEditing(null)}
          />
        )
        : (
          <div style={{ display: 'flex', alignItems: 'flex-start', minWidth: 0 }}>
            {editable
              ? <ValueButton label={t(texts.editField, { field: label })} onOpen={open}>{shown}</ValueButton>
              : <Value style={{ flex: 1 }}>{shown}</Value>}
            {field.masked && !isEmpty(value) && <IconButton size="small" label={t(texts.showField, { field: label })} onClick={() => void reveal()}><Eye size={16} /></IconButton>}
            {!field.masked && !isEmpty(value) && <FieldLinks field={field} value={value} editable={editable} />}
          </div>
        )}
    </Row>
  )
}

/** What is written once is locked; an administrator may open it, and says why. */
function LockMark({ object, field, record }: Props) {
  const { t } = useFieldTools()
  const administrator = useSession()?.administrator
  const [open, setOpen] = useState(false)
  if (!administrator) {
    return (
      <Tooltip label={t(texts.locked)}>
        <span role="img" aria-label={t(texts.locked)} style={{ color: v.muted }}><Lock size={12} /></span>
      </Tooltip>
    )
  }
  return (
    <>
      <IconButton size="small" label={t(texts.override, { field: t(field.label) })} onClick={() => setOpen(true)} style={{ margin: '-5px 0' }}><Lock size={13} /></IconButton>
      {open && <Suspense fallback={null}><OverrideDialog object={object} field={field} record={record} onClose={() => setOpen(false)} /></Suspense>}
    </>
  )
}

/** Opens by a click (not by the end of a selection), by Enter and by Space. */
function ValueButton({ label, onOpen, children }: { label: string; onOpen: () => void; children: ReactNode }) {
  const key = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget || (event.key !== 'Enter' && event.key !== ' ')) return
    event.preventDefault()
    onOpen()
  }
  return (
    <Value
      role="button" tabIndex={0} aria-label={label} style={{ flex: 1 }} onKeyDown={key}
      onClick={() => !String(getSelection()) && onOpen()}
    >
      {children}
    </Value>
  )
}

type EditorProps = { field: FieldInfo; record: RecordRow; initial: unknown; error?: string; onSave: (value: unknown) => void; onCancel: () => void }

const instant = (field: FieldInfo) =>
  ['select', 'user', 'rating'].includes(field.type) || (field.type === 'relation' && !Array.isArray(field.to))

/** Enter and leaving the field save, Escape does not; what has several parts has buttons. */
function FieldEditor({ field, record, initial, error, onSave, onCancel }: EditorProps) {
  const { t } = useFieldTools()
  const { Input, editor } = fieldWebOf(field.type)
  const [value, setValue] = useState(initial)
  const latest = useRef(initial)
  const done = useRef(false)
  const quick = instant(field)
  const line = editor === 'line'
  const finish = (save: boolean) => {
    if (done.current) return
    done.current = true
    if (save) onSave(latest.current)
    else onCancel()
  }
  const change = (next: unknown) => {
    latest.current = next
    setValue(next)
    if (quick) finish(true)
  }
  const key = (event: KeyboardEvent) => {
    event.stopPropagation()
    if (event.key === 'Escape') finish(false)
    else if (event.key === 'Enter' && (line || event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      finish(true)
    }
  }
  return (
    <div
      onKeyDown={key}
      onBlur={(event) => (line || quick) && !event.currentTarget.contains(event.relatedTarget) && finish(line)}
      style={{ minWidth: 0 }}
    >
      <Input field={field} record={record} value={value} onChange={change} autoFocus name={t(field.label)} error={error} />
      {!line && !quick && (
        <div style={{ display: 'flex', gap: 6, margin: '6px 0 10px' }}>
          <Button size="small" variant="primary" onClick={() => finish(true)}>{t(shared.save)}</Button>
          <Button size="small" variant="ghost" onClick={() => finish(false)}>{t(shared.cancel)}</Button>
        </div>
      )}
    </div>
  )
}
