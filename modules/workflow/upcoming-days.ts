// The workflow room: how much will happen by itself on each day, by workflow: a calendar of a year is one grouped query.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql } from '../../kernel/database/sql.ts'
import { TIMER_KINDS } from './upcoming.ts'
import { WAKE_TIMER } from './wake.ts'

export const daysQuery = z.strictObject({ from: z.iso.date(), days: z.coerce.number().int().min(1).max(400).default(42), workflow: z.uuid().optional() })

export const daysAnswer = z.object({ data: z.array(z.object({ day: z.string(), workflow: z.string(), name: z.string(), count: z.number() })), capped: z.boolean() })

/** Days of workflows in one answer. */
const MOST_ROWS = 10_000

/** By the workspace's days. */
export async function countDays({ workspace, sql: query }: Context, { from, days, workflow }: z.output<typeof daysQuery>): Promise<z.output<typeof daysAnswer>> {
  const zone = workspace.timeZone
  const begin = sql`(${from}::date::timestamp at time zone ${zone})`
  // grouped before the names are joined: a hundred thousand timers of a month are a hundred rows
  const rows = await query.query<z.output<typeof daysAnswer>['data'][number]>(sql`
    select d.day, w.id as workflow, w.name, d.count from (
      select to_char(t.due_at at time zone ${zone}, 'YYYY-MM-DD') as day, coalesce(r.workflow, t.scope) as workflow, count(*)::int as count
      from ${identifier(workspace.schema, '_timer')} t left join ${identifier(workspace.schema, '_workflow_run')} r on r.id = case when t.kind = ${WAKE_TIMER} then t.subject::uuid end
      where t.state = 'waiting' and t.kind = any(${TIMER_KINDS}::text[]) and t.due_at >= ${begin} and t.due_at < ${begin} + make_interval(days => ${days}) ${workflow ? sql`and coalesce(r.workflow, t.scope) = ${workflow}::uuid` : empty}
      group by 1, 2) d
    join ${identifier(workspace.schema, '_workflow')} w on w.id = d.workflow and w.deleted_at is null and w.enabled order by d.day, w.name, w.id limit ${MOST_ROWS + 1}`)
  return { data: rows.slice(0, MOST_ROWS), capped: rows.length > MOST_ROWS }
}
