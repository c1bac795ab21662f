// Tasks: tasks and notes about contacts, companies, leads and deals.
import { defineModule } from '../../kernel/module.ts'
import { activityOf } from '../contacts/index.ts'
import { note } from './note.ts'
import { task, taskBehaviour } from './task.ts'
import { views } from './views.ts'

export const tasks = defineModule('tasks', {
  needs: ['contacts', 'sales'],
  objects: [task, note],
  views,
  behaviours: [taskBehaviour, activityOf('task'), activityOf('note')],
})
