// Tasks: something that a member has to do, by when, about what.
import { isoTime } from '../../kernel/field/iso-time.ts'
import { defineObject } from '../../kernel/object/definition.ts'
import type { ObjectBehaviour } from '../../kernel/record/hook.ts'

export const task = defineObject('task', {
  label: { en: 'Task', id: 'Tugas' },
  pluralLabel: { en: 'Tasks', id: 'Tugas' },
  icon: 'circle-check',
  title: 'subject',
  fields: {
    subject: { type: 'text', max: 300, required: true, label: { en: 'Subject', id: 'Perihal' } },
    description: { type: 'longText', label: { en: 'Description', id: 'Keterangan' } },
    status: {
      type: 'select', default: 'open', required: true, index: true, label: { en: 'Status', id: 'Status' },
      options: [
        { value: 'open', label: { en: 'Open', id: 'Belum dikerjakan' }, color: 'blue' },
        { value: 'inProgress', label: { en: 'In progress', id: 'Sedang dikerjakan' }, color: 'amber' },
        { value: 'done', label: { en: 'Done', id: 'Selesai' }, color: 'green' },
        { value: 'closed', label: { en: 'Closed', id: 'Ditutup' }, color: 'gray' },
      ],
    },
    priority: {
      type: 'select', default: 'normal', label: { en: 'Priority', id: 'Prioritas' },
      options: [
        { value: 'low', label: { en: 'Low', id: 'Rendah' }, color: 'gray' },
        { value: 'normal', label: { en: 'Normal', id: 'Biasa' }, color: 'blue' },
        { value: 'high', label: { en: 'High', id: 'Tinggi' }, color: 'amber' },
        { value: 'urgent', label: { en: 'Urgent', id: 'Mendesak' }, color: 'red' },
      ],
    },
    dueAt: { type: 'dateTime', index: true, label: { en: 'Due', id: 'Jatuh tempo' } },
    completedAt: { type: 'dateTime', readOnly: true, label: { en: 'Completed', id: 'Diselesaikan' } },
    about: { type: 'relation', to: ['contact', 'company', 'lead', 'deal'], toCustom: true, label: { en: 'About', id: 'Tentang' } },
    contact: { type: 'relation', to: 'contact', label: { en: 'Contact', id: 'Kontak' } },
  },
})

const complete = new Set(['done', 'closed'])

/** `completedAt` follows the status: set when it first completes the task, cleared when the task is opened again. */
export const taskBehaviour: ObjectBehaviour = {
  object: 'task',
  prepare(context, { after }) {
    if (!complete.has(after.status)) after.completedAt = null
    else after.completedAt ??= isoTime(context.now)
  },
}
