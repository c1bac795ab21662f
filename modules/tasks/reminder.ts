// Tasks: reminders, as timers of the house: each once, moved with the due date, cancelled when the task is done or deleted.
import { DateTime } from 'luxon'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { notifyMembers } from '../../kernel/event/notification.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { cancelTimers, defineTimer, setTimers, type NewTimer } from '../../kernel/job/timer.ts'
import { rightsOf } from '../../kernel/permission/role.ts'
import type { Change, ObjectBehaviour, RecordValues } from '../../kernel/record/hook.ts'
import { writeRecords } from '../../kernel/record/write.ts'
import { isComplete } from './status.ts'
import { reminderTexts as texts } from './texts.ts'

const KIND = 'task.remind'
const MINUTE = 60_000

/** The moments at which a task reminds its owner, by occurrence: a new due date is a new occurrence. */
function momentsOf({ dueAt, remindAt, remindBefore }: RecordValues): Map<string, number> {
  const moments = new Map<string, number>()
  if (remindAt) moments.set(`at ${remindAt}`, Date.parse(remindAt))
  if (dueAt) for (const minutes of (remindBefore ?? []) as string[]) moments.set(`${minutes} before ${dueAt}`, Date.parse(dueAt) - Number(minutes) * MINUTE)
  return moments
}

const reminds = (values: RecordValues | null): boolean => Boolean(values && (values.remindAt || (values.dueAt && values.remindBefore?.length)))
const watched = new Set(['dueAt', 'remindAt', 'remindBefore', 'status'])

function concerns({ kind, before, after, changed }: Change): boolean {
  return (reminds(before) || reminds(after)) && (kind !== 'updated' || changed.some(name => watched.has(name)))
}

/** What has passed already is not caught up with. */
function timersOf({ now }: Context, { kind, id, after }: Change): NewTimer[] {
  if (kind === 'deleted' || isComplete(after)) return []
  return [...momentsOf(after)].filter(([, at]) => at > now.getTime()).map(([occurrence, at]) => ({ kind: KIND, subject: id, occurrence, dueAt: new Date(at) }))
}

export const reminderBehaviour: ObjectBehaviour = {
  object: 'task',
  wants: changes => changes.some(concerns),
  async after(context, changes) {
    const concerned = changes.filter(concerns)
    await cancelTimers(context, KIND, concerned.filter(change => change.kind !== 'created').map(change => change.id), 'changed')
    await setTimers(context, concerned.flatMap(change => timersOf(context, change)))
  },
}

interface Row { id: string, subject: string, owner: string | null, dueAt: Date | null }

/** Tells whoever owns the task by then, in her language, if she may still read tasks. */
export const taskReminder = defineTimer({
  name: KIND,
  async fire(context, timers) {
    const { schema, members, roles } = context.workspace
    const rows = await context.sql.query<Row>(sql`select "id", "subject", "owner", "dueAt" from ${identifier(schema, 'task')}
      where "id" = any(${timers.map(timer => timer.subject)}::uuid[]) and "_deletedAt" is null and "status" not in ('done', 'closed')`)
    const tasks = new Map(rows.map(row => [row.id, row]))
    await notifyMembers(context, timers.flatMap(({ id, subject }) => {
      const task = tasks.get(subject)
      const member = task?.owner ? members.get(task.owner) : undefined
      const role = member && roles.get(member.role)
      if (!task || !member || !role || rightsOf(role, 'task').read === 'none') return []
      const locale = member.locale ?? context.workspace.locale
      const due = task.dueAt && DateTime.fromJSDate(task.dueAt, { zone: member.timeZone ?? context.workspace.timeZone }).setLocale(locale).toFormat(locale === 'id' ? 'd LLL yyyy HH.mm' : 'd LLL yyyy HH:mm')
      return [{ member: member.id, title: texts.title[locale].replace('{subject}', () => task.subject), body: due ? texts.due[locale].replace('{due}', () => due) : null, link: `/o/task/${task.id}`, object: 'task', record: task.id, key: `${KIND} ${id}` }]
    }))
  },
})

/** Reminds again at that time. */
export async function snoozeTask(context: Context, task: string, until: Date): Promise<Change> {
  const [change] = await writeRecords(context, 'task', [{ op: 'update', id: task, data: { remindAt: isoTime(until) } }])
  return change
}
