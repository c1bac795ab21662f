// Tasks: something that a member has to do, by when, about what.
import { isoTime } from '../../kernel/field/iso-time.ts'
import { defineObject } from '../../kernel/object/definition.ts'
import type { ObjectBehaviour } from '../../kernel/record/hook.ts'
import type { Leaving } from '../../kernel/object/remove-object.ts'
import { isComplete } from './status.ts'
import { aboutText, reminderOptions } from './texts.ts'

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
    dueAt: { type: 'dateTime', index: true, ownerIndex: true, label: { en: 'Due', id: 'Jatuh tempo' } },
    estimate: { type: 'duration', min: 0, label: { en: 'Estimated time', id: 'Perkiraan waktu' } },
    completedAt: { type: 'dateTime', readOnly: true, label: { en: 'Completed', id: 'Diselesaikan' } },
    about: { type: 'relation', to: ['contact', 'company', 'lead', 'deal', 'product'], toCustom: true, label: { en: 'About', id: 'Tentang' } },
    contact: { type: 'relation', to: 'contact', label: { en: 'Contact', id: 'Kontak' } },
    checklist: { type: 'json', label: { en: 'Checklist', id: 'Daftar periksa' } },
    remindAt: { type: 'dateTime', label: { en: 'Remind at', id: 'Ingatkan pada' } },
    remindBefore: { type: 'multiSelect', options: reminderOptions, label: { en: 'Reminders', id: 'Pengingat' } },
    recurrence: { type: 'text', max: 300, label: { en: 'Repeats', id: 'Berulang' }, help: { en: 'A rule by RFC 5545, such as FREQ=WEEKLY;BYDAY=MO', id: 'Aturan menurut RFC 5545, seperti FREQ=WEEKLY;BYDAY=MO' } },
    recurrenceFrom: {
      type: 'select', label: { en: 'Repeats from', id: 'Berulang sejak' },
      options: [{ value: 'dueDate', label: { en: 'The due date', id: 'Jatuh tempo' } }, { value: 'completion', label: { en: 'Completion', id: 'Penyelesaian' } }],
    },
    series: { type: 'json', readOnly: true, track: false, label: { en: 'Series', id: 'Seri' } },
  },
})

/** `completedAt` follows the status: set when it first completes the task, cleared when the task is opened again. */
export const taskBehaviour: ObjectBehaviour = {
  object: 'task',
  prepare(context, { after }) {
    if (!isComplete(after)) after.completedAt = null
    else after.completedAt ??= isoTime(context.now)
  },
}

/** The work is still to be done: a task whose object is removed stays, and its description says what it was about. */
export const taskLeaving: Leaving = {
  object: 'task',
  keep: ({ description }, about, locale) => ({ description: [description, aboutText[locale].replace('{about}', () => about)].filter(Boolean).join('\n\n') }),
}
