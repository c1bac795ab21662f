// Tasks: the next task of a series is made in the transaction that completes this one, once: the row of its number says so.
// Reopening takes back a next one that nobody has touched yet.
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import type { Fault } from '../../../kernel/http/errors.ts'
import { derivedTypes, type FieldDefinition, type ObjectDefinition } from '../../../kernel/object/definition.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import type { Change, ObjectBehaviour, RecordValues } from '../../../kernel/record/hook.ts'
import { newId } from '../../../kernel/record/new-id.ts'
import { writeRecords } from '../../../kernel/record/write.ts'
import { freshItems } from '../checklist.ts'
import { isComplete } from '../status.ts'
import { keptRule, nextDue, type Recurring, type Series } from './next.ts'

const isRecurring = (values: RecordValues | null): boolean => Boolean(values?.recurrence && values.series)

/** What recurs has a due date and a rule; where it stands in its series is ours to say. */
function settleSeries({ workspace: { timeZone } }: Context, { before, after }: Change): Fault[] {
  if (!after.recurrence) {
    after.series = null
    return []
  }
  if (!after.dueAt) return [{ path: 'dueAt', code: 'value.required' }]
  const same = before ? ['recurrence', 'recurrenceFrom'].every(name => (before[name] ?? null) === (after[name] ?? null)) : after.series
  if (same && after.series) return []
  const rule = keptRule(after.recurrence, after.recurrenceFrom, after.dueAt, timeZone)
  if (!rule) return [{ path: 'recurrence', code: 'task.recurrence' }]
  after.recurrence = rule
  // in the order in which jsonb gives it back
  after.series = { id: after.id, slot: after.dueAt, start: after.dueAt, number: 1 } satisfies Series
  return []
}

const completes = ({ kind, before, after }: Change): boolean => kind === 'updated' && !isComplete(before!) && isComplete(after) && isRecurring(after)
const reopens = ({ kind, before, after }: Change): boolean => kind === 'updated' && isComplete(before!) && !isComplete(after) && isRecurring(after)

/** Imports bring the past: what they complete has been followed elsewhere. */
export const recurrenceBehaviour: ObjectBehaviour = {
  object: 'task',
  prepare: settleSeries,
  wants: changes => changes.some(change => completes(change) || reopens(change)),
  async after(context, changes) {
    if (context.actor.way === 'import') return
    await takeBack(context, changes.filter(reopens))
    await makeNext(context, changes.filter(completes))
  },
}

const claims = ({ workspace }: Context) => identifier(workspace.schema, '_task_series')

async function makeNext(context: Context, changes: Change[]): Promise<void> {
  const zone = context.workspace.timeZone
  const next = changes.flatMap(({ after }) => {
    const dueAt = nextDue(after as Recurring, zone)
    return dueAt === null ? [] : [{ after, dueAt, id: newId(), series: after.series.id as string, number: after.series.number as number + 1 }]
  })
  if (next.length === 0) return
  const claimed = await context.sql.query<{ task: string }>(sql`insert into ${claims(context)} (series, number, task)
    select series, number, id from json_to_recordset(${JSON.stringify(next)}::json) as n(series uuid, number int, id uuid) order by series, number on conflict do nothing returning task`)
  const fresh = next.filter(each => claimed.some(({ task }) => task === each.id))
  if (fresh.length === 0) return
  const object = context.workspace.objects.get('task')!
  const living = await livingTargets(context, object, fresh.map(each => each.after))
  const operations = fresh.map(({ after, dueAt, id, series, number }) => ({
    op: 'create' as const, id, data: { ...copyOf(object, after, living), dueAt, series: { id: series, slot: dueAt, start: after.series.start, number } },
  }))
  await writeRecords(context, 'task', operations, { unbounded: true, parsed: true })
}

const own = new Set(['status', 'dueAt', 'completedAt', 'remindAt', 'series'])
const perRecord = new Set(['autoNumber', 'file', 'image'])

/** Fields that the next task takes over: not what counts, what is unique, or what hangs on this one alone. */
function isCopied({ name, type, readOnly, computed, unique, standard }: FieldDefinition): boolean {
  if (standard) return name === 'owner' || name === 'tags'
  return !readOnly && !computed && !unique && !derivedTypes.has(type) && !perRecord.has(type) && !own.has(name)
}

function copyOf(object: ObjectDefinition, values: RecordValues, living: Set<string>): RecordValues {
  const copy: RecordValues = {}
  for (const field of object.fields.filter(isCopied)) {
    const value = values[field.name] ?? null
    const gone = field.type === 'relation' && value !== null && !living.has(typeof value === 'string' ? value : value.id)
    copy[field.name] = gone ? null : value
  }
  copy.checklist = freshItems(values.checklist)
  return copy
}

/** The related records that are there: one in the bin is no reason to refuse the completion. */
async function livingTargets(context: Context, object: ObjectDefinition, records: RecordValues[]): Promise<Set<string>> {
  const ids = new Map<string, Set<string>>()
  for (const field of object.fields.filter(each => each.type === 'relation')) {
    for (const values of records) {
      const value = values[field.name]
      if (!value) continue
      const target = typeof value === 'string' ? field.to as string : value.object
      ids.set(target, (ids.get(target) ?? new Set()).add(typeof value === 'string' ? value : value.id))
    }
  }
  const found = new Set<string>()
  for (const [target, list] of ids) {
    const rows = await context.sql.query<{ id: string }>(sql`select "id" from ${tableOf(context, target)} where "id" = any(${[...list]}::uuid[]) and "_deletedAt" is null`)
    for (const { id } of rows) found.add(id)
  }
  return found
}

/** A next task that is as it was made goes to the bin, and may be made again; one that somebody has worked on stays. */
async function takeBack(context: Context, changes: Change[]): Promise<void> {
  const next = changes.map(({ after }) => ({ series: after.series.id, number: after.series.number + 1 }))
  if (next.length === 0) return
  const rows = await context.sql.query<{ task: string }>(sql`select c.task from json_to_recordset(${JSON.stringify(next)}::json) as n(series uuid, number int)
    join ${claims(context)} c on c.series = n.series and c.number = n.number
    join ${tableOf(context, 'task')} t on t."id" = c.task and t."_deletedAt" is null and t."version" = 1 order by t."id" for update of t`)
  if (rows.length === 0) return
  const ids = rows.map(row => row.task)
  await writeRecords(context, 'task', ids.map(id => ({ op: 'delete' as const, id })), { unbounded: true })
  await context.sql.query(sql`delete from ${claims(context)} where task = any(${ids}::uuid[])`)
}
