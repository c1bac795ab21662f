// The workflow room: what workflows did against what was done by hand, by object and month (AUT-35), and how the runs of each workflow ended
// (AUT-34). The first is counted once from the event log, while it is read in order, so that a year of it is a few rows.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { defineSubscriber } from '../../kernel/event/subscriber.ts'
import { limit } from '../../kernel/http/query-part.ts'

/** Changes of records alone: what the house writes about itself (`_workflow`, `_notification`) is no work that is saved. */
export const countEffects = defineSubscriber({
  name: 'workflow.effects', events: ['created:*', 'updated:*', 'deleted:*', 'restored:*'], batch: 1000, from: 'beginning', values: false,
  async run({ workspace, sql: query }, events) {
    const rows = events.filter(({ object }) => !object.startsWith('_')).map(({ at, object, way }) => ({ at, object, way }))
    if (rows.length === 0) return
    await query.query(sql`insert into ${identifier(workspace.schema, '_workflow_effect')} as e (month, object, way, count)
      select date_trunc('month', r.at at time zone ${workspace.timeZone})::date as month, r.object, r.way, count(*) from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (at timestamptz, object text, way text)
      group by 1, 2, 3 order by 1, 2, 3 on conflict (month, object, way) do update set count = e.count + excluded.count`)
  },
})

export const effectsQuery = z.strictObject({ months: z.coerce.number().int().min(1).max(36).default(6), limit: limit.default(200), after: z.string().max(200).optional() })

export const effectsAnswer = z.object({
  data: z.array(z.object({ month: z.string(), object: z.string(), workflows: z.number(), byHand: z.number(), others: z.number().meta({ description: 'Imports, other programs and the system itself' }) })),
  page: z.object({ next: z.string().nullable() }),
})

/** The newest month first, within it by object. */
export async function listEffects({ workspace, now, sql: query }: Context, { months, limit: size, after }: z.output<typeof effectsQuery>): Promise<z.output<typeof effectsAnswer>> {
  const [month, object] = after?.split(' ') ?? []
  const of = (ways: string[]) => sql`coalesce(sum(count) filter (where way = any(${ways}::text[])), 0)::float8`
  const rows = await query.query<z.output<typeof effectsAnswer>['data'][number]>(sql`
    select to_char(month, 'YYYY-MM') as month, object, ${of(['workflow'])} as workflows, ${of(['person', 'bulk'])} as "byHand", ${of(['api', 'import', 'system'])} as others from ${identifier(workspace.schema, '_workflow_effect')} e
    where month > date_trunc('month', ${now}::timestamptz at time zone ${workspace.timeZone}) - make_interval(months => ${months})
    group by e.month, object having ${month === undefined ? sql`true` : sql`(to_char(e.month, 'YYYY-MM') < ${month} or (to_char(e.month, 'YYYY-MM') = ${month} and object > ${object ?? ''}))`}
    order by e.month desc, object limit ${size + 1}`)
  const data = rows.slice(0, size)
  const last = data.at(-1)
  return { data, page: { next: rows.length > size && last ? `${last.month} ${last.object}` : null } }
}

export const outcomesQuery = z.strictObject({ month: z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/), limit: limit.default(200), after: z.uuid().optional() })

export const outcomesAnswer = z.object({
  data: z.array(z.object({ workflow: z.string(), name: z.string(), triggered: z.number(), completed: z.number(), failed: z.number(), cancelled: z.number(), missed: z.number(), open: z.number() })),
  page: z.object({ next: z.string().nullable() }),
})

/** How the runs of a month ended, workflow by workflow. */
export async function listOutcomes({ workspace, sql: query }: Context, { month, limit: size, after }: z.output<typeof outcomesQuery>): Promise<z.output<typeof outcomesAnswer>> {
  const begin = sql`(${`${month}-01`}::date::timestamp at time zone ${workspace.timeZone})`
  const end = sql`((${`${month}-01`}::date + interval '1 month') at time zone ${workspace.timeZone})`
  const of = (...statuses: string[]) => sql`(coalesce(sum(count) filter (where status = any(${statuses}::text[])), 0))::int`
  const rows = await query.query<z.output<typeof outcomesAnswer>['data'][number]>(sql`
    select w.id as workflow, w.name, c.triggered, c.completed, c.failed, c.cancelled, c.missed, c.open from (
      select workflow, sum(count)::int as triggered, ${of('completed')} as completed, ${of('failed')} as failed, ${of('cancelled')} as cancelled, ${of('missed')} as missed, ${of('queued', 'running', 'waiting')} as open
      from (select workflow, status, count(*) as count from ${identifier(workspace.schema, '_workflow_run')} where created_at >= ${begin} and created_at < ${end} group by workflow, status
        union all select workflow, status, count from ${identifier(workspace.schema, '_workflow_outcome')} where month = ${`${month}-01`}::date) r group by workflow) c
    join ${identifier(workspace.schema, '_workflow')} w on w.id = c.workflow where ${after ? sql`w.id > ${after}::uuid` : sql`true`} order by w.id limit ${size + 1}`)
  const data = rows.slice(0, size)
  return { data, page: { next: rows.length > size ? data.at(-1)!.workflow : null } }
}
