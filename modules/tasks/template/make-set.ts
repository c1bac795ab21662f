// Tasks, templates: the set that a template makes, all or none, as any write of tasks: by the caller's rights, with its events.
import { DateTime } from 'luxon'
import type { Context } from '../../../kernel/context.ts'
import { Problem, refuse } from '../../../kernel/http/errors.ts'
import { canRead, mayRead } from '../../../kernel/permission/rules.ts'
import type { Change } from '../../../kernel/record/hook.ts'
import { findRecords } from '../../../kernel/record/find.ts'
import { writeRecords } from '../../../kernel/record/write.ts'
import type { TaskTemplate, TemplateTask } from './template.ts'

/** What the tasks are about, and the day from which their due days are counted (`YYYY-MM-DD`; by default today). */
export interface SetRequest { about?: { object: string, id: string }, start?: string }

/** Throws `notFound` for a record that the caller may not see, and what any creation of tasks throws. */
export async function makeSet(context: Context, template: TaskTemplate, { about, start }: SetRequest): Promise<Change[]> {
  if (template.object !== null && about?.object !== template.object) throw refuse([{ path: 'about', code: 'taskTemplate.object' }])
  const owner = about && await ownerOf(context, about)
  const zone = context.workspace.timeZone
  const day = start ?? DateTime.fromJSDate(context.now, { zone }).toISODate()!
  const named = { caller: context.actor.member, recordOwner: owner ?? context.actor.member }
  // what somebody was to do who has left falls to whoever makes the set
  const doerOf = ({ owner }: TemplateTask) => owner === 'caller' || owner === 'recordOwner' ? named[owner] : context.workspace.members.get(owner)?.active ? owner : named.caller
  return writeRecords(context, 'task', template.tasks.map(each => ({ op: 'create' as const, data: { owner: doerOf(each), ...dataOf(each, { day, zone, about }) } })))
}

interface Place { day: string, zone: string, about?: SetRequest['about'] }

function dataOf({ subject, description, priority, dueDays, dueTime, checklist }: TemplateTask, { day, zone, about }: Place): Record<string, unknown> {
  return {
    subject, priority,
    ...description && { description }, ...checklist.length > 0 && { checklist }, ...about && { about },
    ...dueDays !== null && { dueAt: DateTime.fromISO(`${day}T${dueTime}`, { zone }).plus({ days: dueDays }).toISO() },
  }
}

/** Null where she may not know it, or nobody owns the record. */
async function ownerOf(context: Context, { object, id }: NonNullable<SetRequest['about']>): Promise<string | null> {
  if (!mayRead(context, object)) throw new Problem('notFound')
  const shown = canRead(context, object, 'owner')
  const { data: [record] } = await findRecords(context, object, { filter: { id: { eq: id } }, fields: shown ? ['id', 'owner'] : ['id'], limit: 1 })
  if (!record) throw new Problem('notFound')
  return shown ? record.owner : null
}
