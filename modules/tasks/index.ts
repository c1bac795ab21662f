// Tasks: tasks and notes about contacts, companies, leads, deals, products and whatever objects a customer makes.
import { defineModule } from '../../kernel/module.ts'
import { activityOf } from '../contacts/index.ts'
import { calendarRoutes } from './calendar/routes.ts'
import { checklistBehaviour } from './checklist.ts'
import { listIdleLeads } from './follow-up.ts'
import { mentionBehaviour } from './mention.ts'
import { note } from './note.ts'
import { recurrenceBehaviour } from './recurrence/follow.ts'
import { reminderBehaviour, taskReminder } from './reminder.ts'
import { taskRoutes } from './routes.ts'
import { task, taskBehaviour, taskLeaving } from './task.ts'
import { templateRoutes } from './template/routes.ts'
import { errors } from './texts.ts'
import { views } from './views.ts'

export const tasks = defineModule('tasks', {
  needs: ['contacts', 'sales'],
  objects: [task, note],
  views,
  behaviours: [taskBehaviour, checklistBehaviour, recurrenceBehaviour, reminderBehaviour, mentionBehaviour('note', 'body'), mentionBehaviour('task', 'description'), activityOf('task'), activityOf('note')],
  leaving: [taskLeaving, { object: 'note' }],
  routes: [...taskRoutes, ...calendarRoutes, ...templateRoutes],
  timers: [taskReminder],
  jobs: [listIdleLeads],
  schedules: [{ job: listIdleLeads, every: 'hour' }],
  errors,
  migrations: { room: 'tasks', folder: new URL('./migrations/', import.meta.url) },
})
