// Sales: conversion by stage, from the stage history: of the deals that came into a stage within a time, how many went on
// to a later one, were lost from there, or are still to move.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { startOfDay, startOfNextDay, toTimestamp } from '../../kernel/field/calendar.ts'
import { paged, recordAnswer } from '../../kernel/http/answer-part.ts'
import { json, limit } from '../../kernel/http/query-part.ts'
import { listRecords, readableObject, visibleRows } from '../../kernel/record/find.ts'
import { tableOf } from '../../kernel/record/fields.ts'
import { knownField } from '../../kernel/record/group.ts'
import { percentage } from './outcome.ts'
import { day, stageTable } from './report.ts'

const outcomes = ['entered', 'advanced', 'lost', 'remaining'] as const

export const funnelQuery = z.strictObject({ from: day, to: day, pipeline: z.string().max(100).optional(), filter: json.optional() })
export const funnelDealsQuery = funnelQuery.extend({ pipeline: z.string().max(100), stage: z.string().max(100), outcome: z.enum(outcomes), limit: limit.default(50), after: z.uuid().optional() })

export const funnelAnswer = z.object({
  data: z.array(z.object({ pipeline: z.string(), stage: z.string(), entered: z.number(), advanced: z.number(), lost: z.number(), remaining: z.number(), percentage: z.number().nullable() })),
})

export const funnelDealsAnswer = paged(recordAnswer)

/**
 * A row per deal and stage that it came into within the time, with what became of it. A deal that came back counts once;
 * one that skipped a stage was never in it. One that moved to another pipeline has not advanced in this one.
 */
function entries(context: Context, { from, to, filter }: z.output<typeof funnelQuery>): Sql {
  const object = readableObject(context, 'deal')
  for (const name of ['stage', 'pipeline']) knownField(context, object, name, 'groupBy')
  const history = identifier(context.workspace.schema, '_stage_history')
  const { timeZone } = context.workspace
  return sql`with stage as materialized (select * from ${stageTable(context)}),
    came as (select h.record, h.pipeline, h.stage, min(h.entered_at) as entered from ${history} h
      where h.object = 'deal' and h.entered_at >= ${toTimestamp(startOfDay(from, timeZone))}::timestamptz and h.entered_at < ${toTimestamp(startOfNextDay(to, timeZone))}::timestamptz group by 1, 2, 3),
    entry as (select t.id, s.pipeline, s.stage, case when s.kind <> 'lost' and exists (
          select from ${history} l join stage ls on ls.pipeline = l.pipeline and ls.stage = l.stage
          where l.record = c.record and l.pipeline = c.pipeline and l.entered_at >= c.entered and ls.kind <> 'lost' and ls.position > s.position) then 'advanced'
        when s.kind = 'open' and now_at.kind = 'lost' and t.pipeline = s.pipeline then 'lost' else 'remaining' end as outcome
      from came c join stage s on s.pipeline = c.pipeline and s.stage = c.stage
      join ${tableOf(context, 'deal')} t on t.id = c.record left join stage now_at on now_at.pipeline = t.pipeline and now_at.stage = t.stage
      where ${visibleRows(context, object, filter)})`
}

/** Every stage of the pipelines in their order, also those that nobody came into. Nothing need come after a closed one. */
export async function readFunnel(context: Context, query: z.output<typeof funnelQuery>): Promise<z.output<typeof funnelAnswer>> {
  const rows = await context.sql.query<{ pipeline: string, stage: string, entered: number, advanced: number, lost: number, remaining: number }>(sql`${entries(context, query)}
    select pipeline, stage, count(*)::int as entered, count(*) filter (where outcome = 'advanced')::int as advanced, count(*) filter (where outcome = 'lost')::int as lost,
      count(*) filter (where outcome = 'remaining')::int as remaining from entry group by 1, 2`)
  const found = new Map(rows.map(row => [`${row.pipeline} ${row.stage}`, row]))
  const asked = [...context.workspace.pipelines.values()].filter(each => each.object === 'deal' && (query.pipeline === undefined || each.name === query.pipeline))
  return { data: asked.flatMap(({ name: pipeline, stages }) => stages.map(({ value: stage, kind }) => {
    const { entered, advanced, lost, remaining } = found.get(`${pipeline} ${stage}`) ?? { entered: 0, advanced: 0, lost: 0, remaining: 0 }
    return { pipeline, stage, entered, advanced, lost, remaining, percentage: kind === 'open' ? percentage(advanced, entered) : null }
  })) }
}

/** The deals behind one of its figures, a page at a time by id. */
export async function listFunnelDeals(context: Context, query: z.output<typeof funnelDealsQuery>): Promise<z.output<typeof funnelDealsAnswer>> {
  const { pipeline, stage, outcome, limit: most, after } = query
  const which = outcome === 'entered' ? sql`` : sql` and outcome = ${outcome}`
  const further = after === undefined ? sql`` : sql` and id > ${after}::uuid`
  const rows = await context.sql.query<{ id: string }>(sql`${entries(context, query)} select id from entry where pipeline = ${pipeline} and stage = ${stage}${which}${further} order by id limit ${most + 1}`)
  const ids = rows.slice(0, most).map(row => row.id)
  const data = ids.length ? JSON.parse((await listRecords(context, 'deal', { filter: { id: { in: ids } }, sort: 'id', limit: most })).json) : []
  return { data, page: { next: rows.length > most ? ids[ids.length - 1] : null } }
}
