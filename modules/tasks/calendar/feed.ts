// Tasks: a member's tasks as a calendar (RFC 5545), read with her rights of now. Events of half an hour, since few calendars
// show VTODO; what recurs is written out, so that no zone's rules need to be told.
import ical, { ICalEventTransparency, type ICalCalendar } from 'ical-generator'
import type { Context } from '../../../kernel/context.ts'
import { isoTime } from '../../../kernel/field/iso-time.ts'
import { canRead } from '../../../kernel/permission/rules.ts'
import { findRecords } from '../../../kernel/record/find.ts'
import type { RecordValues } from '../../../kernel/record/hook.ts'
import { dueDates, type Recurring } from '../recurrence/next.ts'
import { completing, isComplete } from '../status.ts'
import { feedTexts as texts } from '../texts.ts'

const DAY = 86_400_000
const HALF_HOUR = 1_800_000
const DAYS_AHEAD = 400
const DAYS_BACK = 400
const DAYS_DONE = 30
const MOST_EVENTS = 2000
const MOST_OF_SERIES = 400

/** The feed's text. `address` begins the links to the tasks, without a slash at its end; empty: no links. */
export async function writeFeed(context: Context, name: string, address: string): Promise<string> {
  const { locale } = context
  const calendar = ical({ name: texts.name[locale].replace('{name}', () => name), prodId: { company: 'Hubung', product: 'Hubung', language: locale.toUpperCase() }, timezone: null, ttl: 3600 })
  if (!canRead(context, 'task', 'dueAt') || !canRead(context, 'task', 'status') || !canRead(context, 'task', 'owner')) return calendar.toString()
  const tasks = await readTasks(context)
  let room = MOST_EVENTS - tasks.length
  for (const task of tasks) {
    addEvent(calendar, context, task, new Date(task.dueAt), address)
    if (room <= 0 || isComplete(task) || !task.recurrence || !task.series) continue
    const until = new Date(context.now.getTime() + DAYS_AHEAD * DAY)
    for (const date of dueDates(task as Recurring, context.workspace.timeZone, until, Math.min(room, MOST_OF_SERIES))) {
      addEvent(calendar, context, task, date, address, ` ${isoTime(date).slice(0, 10)}`)
      room--
    }
  }
  return calendar.toString()
}

/** Open tasks by their due date, then what was done lately; no more than the feed holds. */
async function readTasks(context: Context): Promise<RecordValues[]> {
  const fields = ['subject', 'description', 'dueAt', 'status', 'updatedAt', 'recurrence', 'recurrenceFrom', 'series', 'completedAt'].filter(field => canRead(context, 'task', field))
  const ago = (days: number) => isoTime(new Date(context.now.getTime() - days * DAY))
  const dueAt = { gte: ago(DAYS_BACK), lte: ago(-DAYS_AHEAD) }
  const open = { owner: { eq: '@me' }, dueAt, status: { notIn: completing } }
  const done = { owner: { eq: '@me' }, dueAt, status: { in: completing }, completedAt: { gte: ago(DAYS_DONE) } }
  const filters = fields.includes('completedAt') ? [open, done] : [open]
  const tasks: RecordValues[] = []
  for (const filter of filters) {
    for (let after: string | undefined; tasks.length < MOST_EVENTS;) {
      const page = await findRecords(context, 'task', { filter, fields, sort: 'dueAt', limit: 500, after })
      tasks.push(...page.data)
      if (page.next === null) break
      after = page.next
    }
  }
  return tasks.slice(0, MOST_EVENTS)
}

function addEvent(calendar: ICalCalendar, { locale }: Context, { id, subject, description, version, updatedAt, ...task }: RecordValues, start: Date, address: string, occurrence = ''): void {
  const changed = new Date(updatedAt ?? start)
  calendar.createEvent({
    id: `${id}${occurrence.replace(' ', '-')}@hubung`, sequence: version, stamp: changed, lastModified: changed, start, end: new Date(start.getTime() + HALF_HOUR),
    summary: `${isComplete(task) ? '✓ ' : ''}${subject ?? texts.task[locale]}`, description: description || null, transparency: ICalEventTransparency.TRANSPARENT, url: address ? `${address}/o/task/${id}` : null,
  })
}
