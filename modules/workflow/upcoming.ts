// The workflow room: what will happen by itself: every timer that waits, for which record, when, and whether the workflow's
// condition holds for that record as it is now.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, join, sql, type Sql } from '../../kernel/database/sql.ts'
import { moment, type Row } from '../../kernel/http/answer-part.ts'
import { findRecords } from '../../kernel/record/find.ts'
import { fromCursor, toCursor } from '../../kernel/record/cursor.ts'
import { activeWorkflows } from './catalogue.ts'
import { DATE_TIMER } from './dates.ts'
import { recordsHolding } from './holding.ts'
import { SCHEDULE_TIMER } from './schedule.ts'
import { WAKE_TIMER } from './wake.ts'

const kinds: Record<string, 'date' | 'schedule' | 'wait'> = { [DATE_TIMER]: 'date', [SCHEDULE_TIMER]: 'schedule', [WAKE_TIMER]: 'wait' }

export const TIMER_KINDS = Object.keys(kinds)

export const upcomingAnswer = z.object({
  id: z.string(), kind: z.enum(['date', 'schedule', 'wait']), dueAt: moment, workflow: z.string(), name: z.string(),
  object: z.string().nullable(), record: z.string().nullable(), title: z.string().nullable().meta({ description: 'What the record is called' }), occurrence: z.string(),
  run: z.string().nullable().meta({ description: 'The run that waits' }),
  holds: z.boolean().nullable().meta({ description: 'Whether the condition holds for the record as it is now; null where that is not known before' }),
})

interface Asked { days: number, day?: string, limit: number, after?: string, workflow?: string }

type Timed = Row<typeof upcomingAnswer>

/** A page of them, the next to come first. */
export async function listUpcoming(context: Context, { days, day, limit, after, workflow }: Asked): Promise<{ data: Timed[], page: { next: string | null } }> {
  const list = JSON.stringify(['upcoming', day ?? days, workflow ?? null])
  const position = after === undefined ? undefined : fromCursor(after, list)
  const { schema } = context.workspace
  const begin = sql`(${day ?? null}::date::timestamp at time zone ${context.workspace.timeZone})`
  const within = day ? sql`t.due_at >= ${begin} and t.due_at < ${begin} + interval '1 day'` : sql`t.due_at <= ${new Date(context.now.getTime() + days * 86_400_000)}::timestamptz`
  const active = sql`array(select id from ${identifier(schema, '_workflow')} where deleted_at is null and enabled ${workflow ? sql`and id = ${workflow}::uuid` : empty})`
  // each kind by its index, whatever the number of timers: a page is the first of them all
  const first = (kind: string, more: Sql, from: Sql, rows: Sql) => sql`(select t.id, t.kind, t.due_at, t.occurrence, ${more} from ${identifier(schema, '_timer')} t ${from} where t.state = 'waiting' and t.kind = ${kind} and ${rows} and ${within}
    ${position ? sql`and (t.due_at, t.id) > (${position.keys[0]}::timestamptz, ${position.id}::uuid)` : empty} order by t.due_at, t.id limit ${limit + 1})`
  // a wait's timer is its run's, a date's or a schedule's its workflow's
  const ofWorkflow = [DATE_TIMER, SCHEDULE_TIMER].map(kind => first(kind, sql`t.scope as workflow, nullif(split_part(t.subject, ':', 2), '')::uuid as record, null::uuid as run`, empty, sql`t.scope = any(${active})`))
  const ofRun = first(WAKE_TIMER, sql`r.workflow, r.record, r.id as run`, sql`join ${identifier(schema, '_workflow_run')} r on r.id = t.subject::uuid`, sql`r.workflow = any(${active})`)
  const rows = await context.sql.query<Timed>(sql`select t.id, t.kind, t.due_at as "dueAt", w.id as workflow, w.name, w.object, t.record, t.occurrence, t.run
    from (${join([...ofWorkflow, ofRun], ' union all ')}) t join ${identifier(schema, '_workflow')} w on w.id = t.workflow order by t.due_at, t.id limit ${limit + 1}`)
  const data = rows.slice(0, limit).map(row => ({ ...row, kind: kinds[row.kind], title: null, holds: null }))
  const last = data.at(-1)
  const next = rows.length > limit && last ? toCursor({ id: last.id, keys: [(last.dueAt as unknown as Date).toISOString()] }, list) : null
  await nameRecords(context, data)
  await judgeAll(context, data)
  return { data, page: { next } }
}

async function nameRecords(context: Context, data: Timed[]): Promise<void> {
  for (const [name, group] of Map.groupBy(data.filter(each => each.record !== null), each => each.object!)) {
    const title = context.workspace.objects.get(name)?.title
    if (title === undefined) continue
    const found = await findRecords(context, name, { filter: { id: { in: [...new Set(group.map(each => each.record!))] } }, fields: [title], limit: group.length })
    const titles = new Map(found.data.map(record => [record.id, record[title]]))
    for (const each of group) each.title = titles.get(each.record!) ?? null
  }
}

async function judgeAll(context: Context, data: Timed[]): Promise<void> {
  const groups = Map.groupBy(data.filter(each => each.kind === 'date'), each => each.workflow)
  const active = await activeWorkflows(context, [...groups.keys()])
  for (const [id, group] of groups) {
    const stored = active.get(id)
    const held = stored ? await recordsHolding(context, stored, group.map(each => each.record!)) : null
    const holding = held && new Set(held)
    for (const each of group) each.holds = holding && holding.has(each.record!)
  }
}
