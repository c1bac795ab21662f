// Tasks: which statuses complete a task (API.md §4).
import type { RecordValues } from '../../kernel/record/hook.ts'

export const completing = ['done', 'closed']

export const isComplete = ({ status }: RecordValues): boolean => completing.includes(status)
