// Sales, goals: how far a goal is, read live from the records by the functions of the reports, with the caller's rights.
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { filterToSql } from '../../../kernel/filter/to-sql.ts'
import { rowFilter } from '../../../kernel/permission/rules.ts'
import { aggregateRecords } from '../../../kernel/record/aggregate.ts'
import { tableOf } from '../../../kernel/record/fields.ts'
import { allOf, type Filter } from '../drill.ts'
import { percentage, readVelocity } from '../outcome.ts'
import { inStages, moneyOf, readFigures, stageTable, worthOf } from '../report.ts'
import { ownersOf, type Goal, type Metric } from './goal.ts'

/** `current` null: nothing to measure yet. `filter` lists the records that were looked at. */
export interface Figure { current: number | string | null, filter: Filter }

type Read = (context: Context, goal: Goal, owners: Filter) => Promise<Figure>

const within = (field: string, { from, to }: Goal): Filter => ({ [field]: { between: [from, to] } })
const wonIn = (context: Context, goal: Goal, owners: Filter) => allOf([owners, within('closedAt', goal), inStages(context, ['won'])])

const readers: Record<Metric, Read> = {
  async wonAmount(context, goal, owners) {
    const filter = wonIn(context, goal, owners)
    const rows = await readFigures(context, { groups: [], filter, worth: worthOf(context, undefined, 'closedAt'), measures: { amount: sql`coalesce(sum(t.amount), 0)` } })
    const own = rows.find(row => row.currency === goal.currency)
    return { current: own ? moneyOf(own.amount, own.currency).amount : 0, filter }
  },
  wonCount: (context, goal, owners) => velocity(context, goal, owners, row => ({ current: row?.won ?? 0, filter: wonIn(context, goal, owners) })),
  winRate: (context, goal, owners) => velocity(context, goal, owners, row => ({ current: row?.winRate ?? null, filter: allOf([owners, within('closedAt', goal), inStages(context, ['won', 'lost'])]) })),
  medianCycleDays: (context, goal, owners) => velocity(context, goal, owners, row => ({ current: row?.medianDays ?? null, filter: row?.filters.timed ?? wonIn(context, goal, owners) })),
  async activitiesDone(context, goal, owners) {
    const filter = allOf([owners, within('completedAt', goal), { status: { in: ['done', 'closed'] } }])
    return { current: await count(context, 'task', filter), filter }
  },
  async leadConversion(context, goal, owners) {
    const filter = allOf([owners, within('createdAt', goal)])
    const [all, converted] = await Promise.all([count(context, 'lead', filter), count(context, 'lead', allOf([filter, { status: { eq: 'converted' } }]))])
    return { current: percentage(converted, all), filter }
  },
  async crossSellShare(context, goal, owners) {
    const filter = wonIn(context, goal, owners)
    const [row] = await readFigures(context, { groups: [], filter, measures: { won: sql`count(*)::int`, again: sql`(count(*) filter (where ${boughtBefore(context)}))::int` } })
    return { current: percentage(row.again, row.won), filter }
  },
}

async function velocity(context: Context, goal: Goal, owners: Filter, tell: (row: Awaited<ReturnType<typeof readVelocity>>['data'][number] | undefined) => Figure): Promise<Figure> {
  const { data } = await readVelocity(context, { from: goal.from, to: goal.to, filter: owners })
  return tell(data[0])
}

async function count(context: Context, object: string, filter: Filter): Promise<number> {
  const { data } = await aggregateRecords(context, object, { measure: ['count'], filter })
  return Number(data[0]?.count ?? 0)
}

/** Whether the company or contact of the deal `t` had already won us another one, as far as the caller sees it. */
function boughtBefore(context: Context) {
  const earlier = (link: string) => sql`exists (select from ${tableOf(context, 'deal')} p join ${stageTable(context)} on s.pipeline = p.pipeline and s.stage = p.stage
    where p.${identifier(link)} = t.${identifier(link)} and s.kind = 'won' and p."closedAt" < t."closedAt" and p."_deletedAt" is null and ${filterToSql(rowFilter(context, 'deal'), 'p', context.workspace.schema)})`
  return sql`${earlier('company')} or ${earlier('contact')}`
}

export function readFigure(context: Context, goal: Goal): Promise<Figure> {
  const owners = ownersOf(context, goal)
  return readers[goal.metric](context, goal, owners === undefined ? {} : { owner: { in: owners } })
}

/** The part of the way from the baseline to the target, in percent with one decimal; below 0 and above 100 as it is. */
export function progressOf({ baseline, target }: Goal, current: Figure['current']): number | null {
  return current === null ? null : Math.round((Number(current) - baseline) * 1000 / (target - baseline)) / 10
}
