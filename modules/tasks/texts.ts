// Tasks: what the server says about tasks, in two languages, and the refusals of the room.
import type { Option } from '../../kernel/object/definition.ts'

export const reminderTexts = {
  title: { en: 'Reminder: {subject}', id: 'Pengingat: {subject}' },
  due: { en: 'Due {due}', id: 'Jatuh tempo {due}' },
}

export const mentionTexts = {
  about: { en: '{name} mentioned you: {title}', id: '{name} menyebut Anda: {title}' },
  alone: { en: '{name} mentioned you', id: '{name} menyebut Anda' },
}

/** In the description of a task whose object was removed. */
export const aboutText = { en: 'About {about}', id: 'Tentang {about}' }

/** Minutes before the task is due. */
export const reminderOptions: Option[] = [
  { value: '0', label: { en: 'When it is due', id: 'Saat jatuh tempo' } },
  { value: '10', label: { en: '10 minutes before', id: '10 menit sebelumnya' } },
  { value: '30', label: { en: '30 minutes before', id: '30 menit sebelumnya' } },
  { value: '60', label: { en: '1 hour before', id: '1 jam sebelumnya' } },
  { value: '180', label: { en: '3 hours before', id: '3 jam sebelumnya' } },
  { value: '1440', label: { en: '1 day before', id: '1 hari sebelumnya' } },
  { value: '2880', label: { en: '2 days before', id: '2 hari sebelumnya' } },
  { value: '10080', label: { en: '1 week before', id: '1 minggu sebelumnya' } },
]

export const feedTexts = {
  name: { en: 'Tasks of {name}', id: 'Tugas {name}' },
  task: { en: 'Task', id: 'Tugas' },
}

export const errors: Record<string, [number, string, string]> = {
  'task.recurrence': [422, 'This is no rule that a task can recur by; write for example FREQ=WEEKLY;BYDAY=MO', 'Ini bukan aturan pengulangan tugas; tulis misalnya FREQ=WEEKLY;BYDAY=MO'],
  'task.checklist': [422, 'A checklist item is a text of at most 500 characters, or {"text", "done"}, each with an id of its own', 'Butir daftar periksa adalah teks paling banyak 500 karakter, atau {"text", "done"}, masing-masing dengan id sendiri'],
  'taskTemplate.object': [422, 'This template is for records of another kind', 'Templat ini untuk catatan jenis lain'],
  'taskTemplate.tooMany': [422, 'There are {max} task templates already; remove some first', 'Sudah ada {max} templat tugas; hapus sebagian dahulu'],
  'task.snooze': [422, 'Say for how many minutes, or until when: a time to come', 'Sebutkan berapa menit, atau sampai kapan: waktu yang akan datang'],
}

export const followUpTexts = {
  title: { en: 'Leads without a next step: {count}', id: 'Prospek tanpa langkah berikutnya: {count}' },
  more: { en: ' and {count} more', id: ' dan {count} lagi' },
}
