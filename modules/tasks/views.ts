// Tasks: the lists that everyone starts with.
import type { InstallableView } from '../../kernel/object/install.ts'

const columns = ['subject', 'status', 'priority', 'dueAt', 'about', 'contact', 'owner']
const undone = { status: { notIn: ['done', 'closed'] } }

export const views: InstallableView[] = [
  { key: 'task.mine', object: 'task', kind: 'table', label: { en: 'My open tasks', id: 'Tugas saya' }, sort: 'dueAt', filter: { owner: { eq: '@me' }, ...undone }, columns },
  { key: 'task.open', object: 'task', kind: 'table', label: { en: 'Open tasks', id: 'Tugas terbuka' }, sort: 'dueAt', filter: undone, columns },
  { key: 'task.all', object: 'task', kind: 'table', label: { en: 'All tasks', id: 'Semua tugas' }, sort: '-updatedAt', columns },
  { key: 'task.board', object: 'task', kind: 'board', label: { en: 'Board', id: 'Papan' }, groupBy: 'status', sort: 'dueAt', columns: ['subject', 'priority', 'dueAt', 'owner'] },
]
