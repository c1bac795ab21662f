// One task template: its name, whose records it is for, and its tasks in their order.
import { useMutation } from '@tanstack/react-query'
import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import { TimeInput } from '../../../kernel/field/types/time/time.tsx'
import { api } from '../../../web/api.ts'
import { useMembers } from '../../../web/queries.ts'
import { useFieldTools } from '../../../web/records/field-tools.tsx'
import { targetsOf } from '../../../web/records/related.ts'
import { texts as common } from '../../../web/texts.ts'
import { v } from '../../../web/theme.ts'
import { Button, IconButton } from '../../../web/ui/button.tsx'
import { Sheet } from '../../../web/ui/dialog.tsx'
import { TextInput } from '../../../web/ui/field.tsx'
import { FormGrid } from '../../../web/ui/page.tsx'
import { Select } from '../../../web/ui/select.tsx'
import { faultOf, FormError } from '../../../web/ui/states.tsx'
import { useToast } from '../../../web/ui/toast.tsx'
import type { Template } from './template-queries.ts'
import { templateTexts as texts } from './template-texts.ts'

/** A task as it is typed: days as text, the checklist as lines. */
type Typed = { key: number; subject: string; description: string; priority: string; dueDays: string; dueTime: string; owner: string; checklist: string }

let last = 0
const fresh = (): Typed => ({ key: ++last, subject: '', description: '', priority: 'normal', dueDays: '1', dueTime: '09:00', owner: 'caller', checklist: '' })
const typed = (task: Template['tasks'][number]): Typed => ({ ...task, key: ++last, description: task.description ?? '', dueDays: task.dueDays === null ? '' : String(task.dueDays), checklist: task.checklist.join('\n') })
const given = ({ key: _, ...task }: Typed) => ({
  ...task, description: task.description.trim() || null, dueDays: task.dueDays.trim() === '' ? null : Number(task.dueDays),
  checklist: task.checklist.split('\n').map((line) => line.trim()).filter(Boolean),
})

type Props = { template?: Template; onWritten: () => Promise<unknown>; onClose: () => void }

export function TemplateSheet({ template, onWritten, onClose }: Props) {
  const { t, objects, objectOf } = useFieldTools()
  const toast = useToast()
  const [name, setName] = useState(template?.name ?? '')
  const [object, setObject] = useState(template?.object ?? '')
  const [tasks, setTasks] = useState<Typed[]>(() => template?.tasks.map(typed) ?? [fresh()])
  const save = useMutation({
    mutationFn: async () => {
      const body = { name, object: object || null, tasks: tasks.map(given) }
      await (template ? api.patch('/task-templates/{id}', { path: { id: template.id }, body }) : api.post('/task-templates', { body }))
    },
    onSuccess: async () => {
      onClose()
      toast({ text: t(common.saved) })
      await onWritten()
    },
  })
  const about = objectOf('task')?.fields.find((field) => field.name === 'about')
  const targets = about ? targetsOf(about).flatMap((target) => objects.find((one) => one.name === target) ?? []) : []
  const shown = ['name', 'object', ...tasks.flatMap((_, at) => ['subject', 'dueDays', 'dueTime', 'owner', 'checklist', 'description'].map((part) => `tasks[${at}].${part}`))]
  return (
    <Sheet
      open onClose={onClose} title={t(template ? texts.edit : texts.add)} width={560} onSubmit={() => save.mutate()}
      actions={<><Button onClick={onClose}>{t(common.cancel)}</Button><Button type="submit" variant="primary" loading={save.isPending}>{t(common.save)}</Button></>}
    >
      <FormGrid>
        <TextInput required label={t(texts.name)} value={name} onChange={setName} maxLength={120} error={faultOf(save.error, 'name')} autoFocus />
        <Select label={t(texts.object)} value={object} onChange={setObject} error={faultOf(save.error, 'object')} options={[{ value: '', label: t(texts.anyObject) }, ...targets.map((one) => ({ value: one.name, label: t(one.label) }))]} />
        {tasks.map((task, at) => (
          <TaskFields
            key={task.key} task={task} number={at + 1} fault={(part) => faultOf(save.error, `tasks[${at}].${part}`)}
            onChange={(change) => setTasks(tasks.map((one) => (one === task ? { ...one, ...change } : one)))}
            onRemove={tasks.length > 1 ? () => setTasks(tasks.filter((one) => one !== task)) : undefined}
          />
        ))}
        <div><Button size="small" icon={<Plus size={16} />} disabled={tasks.length >= 50} onClick={() => setTasks([...tasks, fresh()])}>{t(texts.addTask)}</Button></div>
        {save.error && !shown.some((path) => faultOf(save.error, path)) && <FormError error={save.error} />}
      </FormGrid>
    </Sheet>
  )
}

type FieldsProps = { task: Typed; number: number; fault: (part: string) => string | undefined; onChange: (change: Partial<Typed>) => void; onRemove?: () => void }

function TaskFields({ task, number, fault, onChange, onRemove }: FieldsProps) {
  const { t, objectOf, optionsOf } = useFieldTools()
  const members = useMembers().filter((member) => member.kind === 'person' && member.active)
  const priority = objectOf('task')?.fields.find((field) => field.name === 'priority')
  const doers = [{ value: 'caller', label: t(texts.caller) }, { value: 'recordOwner', label: t(texts.recordOwner) }, ...members.map(({ id, name }) => ({ value: id, label: name }))]
  const heading = t(texts.task, { number })
  return (
    <fieldset style={{ border: `1px solid ${v.line}`, borderRadius: 8, padding: 12, margin: 0, minWidth: 0, display: 'grid', gap: 12 }}>
      <legend style={{ float: 'left', display: 'flex', alignItems: 'center', width: '100%', padding: 0, fontWeight: 600, fontSize: 13 }}>
        <span style={{ flex: 1 }}>{heading}</span>
        {onRemove && <IconButton size="small" label={t(texts.removeTask, { number })} onClick={onRemove}><Trash2 size={16} /></IconButton>}
      </legend>
      <TextInput required label={t(texts.subject)} value={task.subject} onChange={(subject) => onChange({ subject })} maxLength={300} error={fault('subject')} />
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
        <TextInput style={{ flex: '1 1 150px' }} label={t(texts.dueDays)} help={t(texts.dueHelp)} inputMode="numeric" value={task.dueDays} onChange={(dueDays) => onChange({ dueDays: dueDays.replace(/\D/g, '') })} maxLength={4} error={fault('dueDays')} />
        <div style={{ flex: '1 1 110px' }}><TimeInput label={t(texts.dueTime)} value={task.dueTime} onChange={(dueTime) => onChange({ dueTime: typeof dueTime === 'string' ? dueTime.slice(0, 5) : '' })} error={fault('dueTime')} /></div>
      </div>
      <div style={{ display: 'flex', gap: 12, flexWrap: 'wrap' }}>
        <Select style={{ flex: '1 1 200px' }} label={t(texts.owner)} value={task.owner} onChange={(owner) => onChange({ owner })} options={doers} error={fault('owner')} />
        {priority && <Select style={{ flex: '1 1 120px' }} label={t(texts.priority)} value={task.priority} onChange={(next) => onChange({ priority: next })} options={optionsOf(priority).map((option) => ({ value: option.value, label: t(option.label) }))} />}
      </div>
      <TextInput multiline rows={2} optional label={t(texts.description)} value={task.description} onChange={(description) => onChange({ description })} maxLength={5000} error={fault('description')} />
      <TextInput multiline rows={3} optional label={t(texts.checklist)} value={task.checklist} onChange={(checklist) => onChange({ checklist })} error={fault('checklist')} />
    </fieldset>
  )
}
