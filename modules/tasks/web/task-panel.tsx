// What a task has beyond its fields: its checklist, ticked item by item, and how it recurs.
import { useQueryClient } from '@tanstack/react-query'
import { Plus, Repeat2, X } from 'lucide-react'
import { lazy, Suspense, useState, type FormEvent } from 'react'
import { memberOf } from '../../../kernel/field/types/user/user.tsx'
import { api } from '../../../web/api.ts'
import { useRegion } from '../../../web/i18n.tsx'
import { keys, type ObjectInfo } from '../../../web/queries.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import type { RecordRow } from '../../../web/records/field-web.ts'
import { useWriteField } from '../../../web/records/records-frame.tsx'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { useErrorText } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import { Checkbox } from '../../../web/ui/toggle.tsx'
import { ruleInWords } from './recurrence-words.ts'
import { taskPanelTexts as texts } from './texts.ts'

const RecurrenceDialog = lazy(() => import('./recurrence-dialog.tsx'))

type Item = { id: string; text: string; done: boolean; doneAt: string | null; doneBy: string | null }
type Props = { object: ObjectInfo; record: RecordRow }

export default function TaskPanel({ object, record }: Props) {
  const writable = (name: string) => object.fields.some((field) => field.name === name && field.access === 'write') && object.access.update !== 'none'
  return (
    <>
      {'checklist' in record && <Checklist task={record} able={writable('checklist')} />}
      {'recurrence' in record && <Recurrence object={object} task={record} able={writable('recurrence')} />}
    </>
  )
}

function useItemChange(task: RecordRow) {
  const client = useQueryClient()
  const toast = useToast()
  const say = useErrorText()
  return async (work: () => Promise<unknown>) => {
    await work().catch((error: unknown) => toast({ text: say(error), tone: 'bad' }))
    await Promise.all([client.invalidateQueries({ queryKey: keys.record('task', task.id) }), client.invalidateQueries({ queryKey: keys.timeline('task', task.id) }), client.invalidateQueries({ queryKey: keys.records('task') })])
  }
}

function Checklist({ task, able }: { task: RecordRow; able: boolean }) {
  const tools = useFieldTools()
  const { t, format } = tools
  const change = useItemChange(task)
  const [text, setText] = useState('')
  const items = (task.checklist ?? []) as Item[]
  const done = items.filter((item) => item.done).length
  const add = async (event: FormEvent) => {
    event.preventDefault()
    if (!text.trim()) return
    setText('')
    await change(() => api.post('/records/task/{id}/checklist', { path: { id: task.id }, body: { text: text.trim() } }))
  }
  if (!items.length && !able) return null
  return (
    <section style={{ padding: '4px 0 10px' }}>
      <h2 style={{ margin: '0 0 6px', fontSize: 13, fontWeight: 600, display: 'flex', gap: 8 }}>
        {t(texts.checklist)}
        {items.length > 0 && <span className="tabular" style={{ color: v.muted, fontWeight: 400 }}>{t(texts.progress, { done, count: items.length })}</span>}
      </h2>
      {items.length > 0 && (
        <div aria-hidden style={{ height: 4, borderRadius: 2, backgroundColor: v.sunken, marginBottom: 6 }}>
          <div style={{ height: 4, borderRadius: 2, backgroundColor: v.accent, width: `${done * 100 / items.length}%`, transition: 'width 140ms' }} />
        </div>
      )}
      {items.map((item) => (
        <div key={item.id} style={{ display: 'flex', alignItems: 'center', gap: 4, minHeight: 32 }} title={item.doneAt ? t(texts.tickedBy, { name: memberOf(item.doneBy, tools).name, when: format.dateTime(item.doneAt) }) : undefined}>
          <div style={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere', color: item.done ? v.muted : v.text }}>
            <Checkbox checked={item.done} disabled={!able} label={item.text} onChange={(on) => void change(() => api.patch('/records/task/{id}/checklist/{item}', { path: { id: task.id, item: item.id }, body: { done: on } }))} />
          </div>
          {able && <IconButton size="small" label={t(texts.removeItem, { name: item.text })} onClick={() => void change(() => api.delete('/records/task/{id}/checklist/{item}', { path: { id: task.id, item: item.id } }))}><X size={15} /></IconButton>}
        </div>
      ))}
      {able && <form onSubmit={(event) => void add(event)}><TextInput aria-label={t(texts.addItem)} placeholder={t(texts.addItem)} icon={<Plus size={16} />} value={text} onChange={setText} maxLength={500} autoComplete="off" /></form>}
    </section>
  )
}

function Recurrence({ object, task, able }: { object: ObjectInfo; task: RecordRow; able: boolean }) {
  const { t, format } = useFieldTools()
  const { language } = useRegion()
  const write = useWriteField()
  const [open, setOpen] = useState(false)
  const rule = typeof task.recurrence === 'string' ? task.recurrence : ''
  if (!rule && !able) return null
  const save = (data: Record<string, unknown>) => {
    setOpen(false)
    void write(object, task, data)
  }
  return (
    <section style={{ display: 'flex', alignItems: 'center', gap: 8, padding: '2px 0 8px', minHeight: 36 }}>
      <Repeat2 size={16} color={v.muted} aria-hidden style={{ flexShrink: 0 }} />
      <span style={{ flex: 1, minWidth: 0, color: rule ? v.text : v.secondary }}>{rule ? ruleInWords(rule, task.recurrenceFrom, { t, language, date: (day) => format.date(day) }) : t(task.dueAt ? texts.once : texts.needsDue)}</span>
      {able && Boolean(task.dueAt) && <Button size="small" variant="ghost" aria-label={`${t(texts.repeats)}: ${t(texts.change)}`} onClick={() => setOpen(true)}>{t(texts.change)}</Button>}
      {open && <Suspense><RecurrenceDialog task={task} onClose={() => setOpen(false)} onSave={save} /></Suspense>}
    </section>
  )
}
