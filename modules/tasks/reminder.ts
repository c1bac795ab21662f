// Tasks: reminders, as timers of the house: each once, moved with the due date, cancelled when the task is done or deleted.
import { DateTime } from 'luxon'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { notifyMembers, type NewNotification } from '../../kernel/event/notification.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { cancelTimers, defineTimer, setTimers, type NewTimer } from '../../kernel/job/timer.ts'
import { canRead, mayRead } from '../../kernel/permission/rules.ts'
import { findRecords } from '../../kernel/record/find.ts'
import type { Change, ObjectBehaviour, RecordValues } from '../../kernel/record/hook.ts'
import { writeRecords } from '../../kernel/record/write.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { isComplete } from './status.ts'
import { feedTexts, reminderTexts as texts } from './texts.ts'

const KIND = 'task.remind'
const MINUTE = 60_000
/** A page of records is 500 long at most. */
const PAGE = 500

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

interface Task { id: string, subject?: string | null, dueAt?: string | null }

/** Tells whoever owns the task by then, in her language, what she may read of it; nothing, if she may not read it. */
export const taskReminder = defineTimer({
  name: KIND,
  async fire(context, timers) {
    const { workspace } = context
    const rows = await context.sql.query<{ id: string, owner: string | null }>(sql`select "id", "owner" from ${identifier(workspace.schema, 'task')}
      where "id" = any(${timers.map(timer => timer.subject)}::uuid[]) and "_deletedAt" is null and "status" not in ('done', 'closed')`)
    for (const [owner, owned] of Map.groupBy(rows, row => row.owner)) {
      const tasks = owner === null ? new Map<string, Task>() : await tasksSeenBy(context, owner, owned.map(({ id }) => id))
      await notifyMembers(context, timers.flatMap(({ id, subject }) => tasks.has(subject) ? [noticeOf(context, owner!, tasks.get(subject)!, `${KIND} ${id}`)] : []))
    }
  },
})

/** As any list of hers would show them. */
async function tasksSeenBy(context: Context, owner: string, ids: string[]): Promise<Map<string, Task>> {
  const actor = actorOf(context.workspace, owner, 'system')
  if (!actor || !mayRead({ actor }, 'task')) return new Map()
  const hers = { ...context, actor }
  const found = new Map<string, Task>()
  for (let at = 0; at < ids.length; at += PAGE) {
    const page = ids.slice(at, at + PAGE)
    const { data } = await findRecords(hers, 'task', { filter: { id: { in: page } }, fields: ['id', 'subject', 'dueAt'].filter(field => canRead(hers, 'task', field)), limit: page.length })
    for (const task of data) found.set(task.id, task as Task)
  }
  return found
}

function noticeOf({ workspace }: Context, owner: string, { id, subject, dueAt }: Task, key: string): NewNotification {
  const member = workspace.members.get(owner)
  const locale = member?.locale ?? workspace.locale
  const due = dueAt && DateTime.fromISO(dueAt, { zone: member?.timeZone ?? workspace.timeZone }).setLocale(locale).toFormat(locale === 'id' ? 'd LLL yyyy HH.mm' : 'd LLL yyyy HH:mm')
  return { member: owner, title: texts.title[locale].replace('{subject}', () => subject ?? feedTexts.task[locale]), body: due ? texts.due[locale].replace('{due}', () => due) : null, link: `/o/task/${id}`, object: 'task', record: id, key }
}

/** Reminds again at that time. */
export async function snoozeTask(context: Context, task: string, until: Date): Promise<Change> {
  const [change] = await writeRecords(context, 'task', [{ op: 'update', id: task, data: { remindAt: isoTime(until) } }])
  return change
}
