// Which statuses complete a task (API.md §4), and the filters that follow from it.
import type { RecordRow } from './field-web.ts'

const completing = ['done', 'closed']

export const isDone = (task: RecordRow): boolean => completing.includes(String(task.status))

export const myOpenTasks = { owner: { eq: '@me' }, status: { notIn: completing } }
export const myDoneToday = { owner: { eq: '@me' }, status: { in: completing }, completedAt: { today: true } }
