// Sales: what the reports share: the deals of a time, the kinds of their stages, and figures per group and currency.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, join, literal, raw, sql, type Sql } from '../../kernel/database/sql.ts'
import { isDay } from '../../kernel/field/calendar.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { json } from '../../kernel/http/query-part.ts'
import { inBase, rateDay, ratesUsed, type Priced } from '../../kernel/i18n/base-currency.ts'
import type { Rate } from '../../kernel/i18n/exchange-rate.ts'
import { money } from '../../kernel/record/aggregate.ts'
import { readableObject, visibleRows } from '../../kernel/record/find.ts'
import { tableOf } from '../../kernel/record/fields.ts'
import { joinsOf, knownField, MOST_GROUPS, parseGroups } from '../../kernel/record/group.ts'
import type { Stage } from '../../kernel/workspace/workspace.ts'
import { allOf, conditionOf, type Filter } from './drill.ts'

export const day = z.string().refine(isDay)

/** Days of the workspace's time zone, both included. `by` is what `aggregate` groups by. */
export const reportQuery = z.strictObject({ from: day, to: day, by: z.string().max(200).optional(), filter: json.optional(), currency: z.literal('base').optional() })
export type ReportQuery = z.output<typeof reportQuery>

export const moneyAnswer = z.object({ amount: z.union([z.number(), z.string()]), currency: z.string() })
export const filterAnswer = z.record(z.string(), z.unknown())

export type Money = { amount: number | string, currency: string }

/** The stages of these kinds, as a filter over every pipeline of the deals; one that matches nothing where there are none. */
export function inStages({ workspace }: Context, kinds: Stage['kind'][]): Filter {
  const parts = [...workspace.pipelines.values()].filter(pipeline => pipeline.object === 'deal')
    .map(({ name, stages }) => ({ pipeline: { eq: name }, stage: { in: stages.filter(stage => kinds.includes(stage.kind)).map(stage => stage.value) } }))
    .filter(part => part.stage.in.length > 0)
  if (parts.length === 0) return { id: { empty: true } }
  return parts.length === 1 ? parts[0] : { or: parts }
}

/** Every stage of every pipeline of the deals, as a table `s` to join to the deals `t`. */
export function stageTable({ workspace }: Context): Sql {
  const rows = [...workspace.pipelines.values()].filter(pipeline => pipeline.object === 'deal')
    .flatMap(({ name, stages }) => stages.map(({ value, kind, probability }, position) => ({ pipeline: name, stage: value, kind, probability, position })))
  return sql`json_to_recordset(${JSON.stringify(rows)}::json) as s(pipeline text, stage text, kind text, probability numeric, position int)`
}

const stageJoin = (context: Context): Sql => sql` join ${stageTable(context)} on s.pipeline = t.pipeline and s.stage = t.stage`

/** The members of each team. */
export function teamMembers({ workspace }: Context): Map<string, string[]> {
  const teams = new Map<string, string[]>([...workspace.teams.keys()].map(team => [team, []]))
  for (const { id, team } of workspace.members.values()) if (team) teams.get(team)?.push(id)
  return teams
}

/** What the deals are worth: in their own currencies, which stay apart, or all in the workspace's. */
export interface Worth { amount: Sql, currency: Sql, turned?: Priced }

/** `on` is the date field of the deals whose day's rate counts. */
export function worthOf(context: Context, currency: 'base' | undefined, on: 'closingDate' | 'closedAt'): Worth {
  const own = { amount: sql`t.amount`, currency: sql`t."amountCurrency"` }
  if (currency === undefined) return own
  const turned = { ...own, day: rateDay(context, knownField(context, readableObject(context, 'deal'), on, 'rateOn')) }
  return { amount: inBase(context, turned), currency: sql`case when t.amount is not null then ${literal(context.workspace.currency)} end`, turned }
}

export interface Figures { groups: string[], measures: Record<string, Sql>, filter: Filter, worth?: Worth }

/** The rates behind figures in the workspace's currency. Throws `rate.missing`. */
export async function ratesBehind(context: Context, { turned }: Worth, filter: Filter): Promise<Rate[] | undefined> {
  const object = readableObject(context, 'deal')
  return turned && ratesUsed(context, turned, sql`${tableOf(context, 'deal')} t${stageJoin(context)} where ${visibleRows(context, object, filter)}`)
}

/** One query: a row per combination of groups (and currency), the measures under their names, exact numbers as text. */
export async function readFigures(context: Context, { groups: names, measures, filter, worth }: Figures): Promise<Record<string, any>[]> {
  const object = readableObject(context, 'deal')
  const groups = parseGroups(context, object, names)
  const keys = [...groups.map((group, at) => sql`${group.expression} as ${key(at)}`), ...(worth ? [sql`${worth.currency} as currency`] : [])]
  const values = Object.entries(measures).map(([name, expression]) => sql`${expression} as ${identifier(name)}`)
  const by = keys.length ? sql` group by ${join(keys.map((_, at) => ordinal(at)), ', ')} order by ${join(keys.map((_, at) => sql`${ordinal(at)} nulls last`), ', ')}` : sql``
  const rows = await context.sql.query<Record<string, any>>(sql`select ${join([...keys, ...values], ', ')} from ${tableOf(context, 'deal')} t${joinsOf(groups)}${stageJoin(context)}
    where ${visibleRows(context, object, filter)}${by} limit ${MOST_GROUPS + 1}`)
  if (rows.length > MOST_GROUPS) throw new Problem('invalid', { faults: [{ path: 'by', code: 'groups.tooMany', parameters: { max: MOST_GROUPS } }] })
  return rows
}

/** Rows that differ in their currency alone become one, with a list of what `tell` makes of each that has one. */
export function foldCurrencies<Row extends Record<string, any>, Sums>(rows: Row[], groups: number, tell: (row: Row) => Sums): { row: Row, count: number, sums: Sums[] }[] {
  const places = new Map<string, { row: Row, count: number, sums: Sums[] }>()
  for (const row of rows) {
    const at = JSON.stringify(Array.from({ length: groups }, (_, group) => row[`g${group}`]))
    let place = places.get(at)
    if (!place) places.set(at, place = { row, count: 0, sums: [] })
    place.count += row.count
    if (row.currency !== null) place.sums.push(tell(row))
  }
  return [...places.values()]
}

export function moneyOf(value: unknown, currency: string): Money {
  return money(String(value), currency) as Money
}

/** The filter behind a row of a report. */
export function drillOf(context: Context, filter: Filter, groups: string[], row: Record<string, any>): Filter {
  const teams = teamMembers(context)
  return allOf([filter, ...groups.map((group, at) => conditionOf(group, row[`g${at}`], teams))])
}

const key = (at: number) => identifier(`g${at}`)
const ordinal = (at: number) => raw(String(at + 1))
