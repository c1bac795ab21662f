// Team chat: a question on a message that became a task is answered, too, when the task is done.
import { sql } from '../../kernel/database/sql.ts'
import type { Change, ObjectBehaviour } from '../../kernel/record/hook.ts'
import { endQuestions } from './ask-answer.ts'
import { messageTable } from './channel.ts'

const isDone = ({ changed, after }: Change) => changed.includes('completedAt') && after.completedAt !== null

export const doneTasksAnswer: ObjectBehaviour = {
  object: 'task',
  wants: changes => changes.some(change => change.kind === 'updated' && isDone(change)),
  async after(context, changes) {
    const done = changes.filter(change => change.kind === 'updated' && isDone(change)).map(change => change.id)
    await endQuestions(context, sql`a.message in (select t.id from ${messageTable(context)} t where t.task = any(${done}::uuid[]))`)
  },
}
