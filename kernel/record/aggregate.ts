// Counts, sums and the like by group (API.md §5), with the caller's rights; an unfiltered board reads the tally.
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, join, raw, sql, type Sql } from '../database/sql.ts'
import { toApiNumber, toDecimal } from '../field/exact-number.ts'
import { exactJson } from '../field/types/decimal/decimal.ts'
import { kindOf, typeOf } from '../field/types/index.ts'
import { withoutNoise } from '../field/types/number/number.ts'
import { Problem, refuse } from '../http/errors.ts'
import { inBase, rateDay, ratesUsed, usedRates, type Priced } from '../i18n/base-currency.ts'
import type { Rate } from '../i18n/exchange-rate.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { rightsOf } from '../permission/role.ts'
import { columnOf, ROW, tableOf } from './fields.ts'
import { readableObject, visibleRows } from './find.ts'
import { joinsOf, knownField, linkOf, MOST_GROUPS, parseGroups, type Group } from './group.ts'
import { stageField } from './stage.ts'
import { amountField } from './tally.ts'
import { ownersShown } from '../permission/rules.ts'

/** A row for each group; with mixed currencies one for each of them. Its keys are the groups and the measures under the names that the caller wrote. */
export const aggregateAnswer = z.object({ data: z.array(z.record(z.string(), z.unknown())), rates: usedRates.optional() })

/** `currency: 'base'`: amounts in the workspace's currency, by the rate of each record's day (`rateOn`, a date field; without one today's). */
export interface AggregateQuery { groupBy?: string[], measure?: string[], filter?: unknown, currency?: 'base', rateOn?: string }

/** `currency`: the column that keeps currencies apart. `priced`: the amounts were turned into the workspace's currency. */
interface Measure { name: string, expression: Sql, currency?: Sql, priced?: Priced }

/** One row per group: the groups' values and the measures under the names that the caller wrote. */
export async function aggregateRecords(context: Context, name: string, query: AggregateQuery): Promise<z.output<typeof aggregateAnswer>> {
  const object = readableObject(context, name)
  const groups = parseGroups(context, object, query.groupBy ?? [])
  const measures = parseMeasures(context, object, asked(query), dayOfRates(context, object, query))
  const kept = keptSource(context, object, query)
  const currencies = measures.filter(measure => measure.currency)
  if (new Set(currencies.map(measure => measure.currency!.text)).size > 1) throw new Problem('invalid', { faults: [{ path: 'measure', code: 'measure.unknown' }] })
  const source = sql`${tableOf(context, name)} ${identifier(ROW)}${joinsOf(groups)} where ${visibleRows(context, object, query.filter)}`
  const rates = await ratesOf(context, measures, source)
  const select = (currency: Sql | undefined) => selectRows(context, { from: kept ?? source, groups, currency, measures: measures.map(measure => kept ? keptMeasure(measure) : measure.expression) })
  const rows = await select(currencies[0]?.currency)
  if (rows.length > MOST_GROUPS) throw new Problem('invalid', { faults: [{ path: 'groupBy', code: 'groups.tooMany', parameters: { max: MOST_GROUPS } }] })
  const filled = currencies.length ? await joinEmpties(rows, groups, measures, currency => select(sql`coalesce(${currencies[0].currency!}, ${currency}::text)`)) : rows
  return { data: filled.map(row => present(row, groups, measures, context.workspace.currency)), ...rates && { rates } }
}

/** One row for each group and currency: `g0` … and `currency`, with the measures `m0` …. */
function selectRows(context: Context, { from, groups, currency, measures }: { from: Sql, groups: Group[], currency?: Sql, measures: Sql[] }): Promise<Record<string, any>[]> {
  const keys = groups.length + (currency ? 1 : 0)
  const select = [...groups.map((group, at) => sql`${group.expression} as ${identifier(`g${at}`)}`), ...(currency ? [sql`${currency} as "currency"`] : []),
    ...measures.map((measure, at) => sql`${measure} as ${identifier(`m${at}`)}`)]
  const places = Array.from({ length: keys }, (_, at) => raw(String(at + 1)))
  const order = keys ? sql` group by ${join(places, ', ')} order by ${join(places.map(place => sql`${place} nulls last`), ', ')}` : sql``
  return context.sql.query(sql`select ${join(select, ', ')} from ${from}${order} limit ${MOST_GROUPS + 1}`)
}

/** Throws faults for what cannot be measured, hidden fields as unknown ones. */
export function parseMeasures(context: Context, object: ObjectDefinition, names: string[], day?: Sql): Measure[] {
  return names.map(name => {
    if (name === 'count') return { name, expression: sql`count(*)::int` }
    const [kind, fieldName] = name.split(':')
    if (fieldName === undefined) throw new Problem('invalid', { faults: [{ path: `measure.${name}`, code: 'measure.unknown' }] })
    const field = knownField(context, object, fieldName, 'measure')
    const type = typeOf(field)
    if (!(type.measures as string[]).includes(kind)) throw new Problem('invalid', { faults: [{ path: `measure.${name}`, code: 'measure.unknown' }] })
    const column = columnOf(field)()
    if (kind === 'countDistinct') return { name, expression: sql`count(distinct ${field.type === 'relation' ? linkOf(field, ROW) : column})::int` }
    if (kindOf(field) === 'currency' && day) {
      const priced = { amount: column, currency: columnOf(field)('Currency'), day }
      return { name, expression: sql`round(${raw(kind)}(${inBase(context, priced)}), 4)`, priced }
    }
    if (kindOf(field) === 'currency') return { name, expression: sql`round(${raw(kind)}(${column}), 4)`, currency: columnOf(field)('Currency') }
    const own = sql`${raw(kind)}(${column})`
    const isExact = type.sort?.type === 'numeric'
    if (kind === 'sum') return { name, expression: isExact ? exactJson(own) : withoutNoise(sql`${own}::float8`) }
    if (kind === 'avg') return { name, expression: isExact ? sql`${own}::float8` : sql`(${withoutNoise(sql`sum(${column})::float8`)} / nullif(count(${column}), 0))` }
    // as records show it: a date without a time, a number as a number
    return { name, expression: sql`to_json(${type.read(() => sql`${raw(kind)}(${column})`, field)})` }
  })
}

/** The count, where no measure is named. */
function asked({ measure = [] }: AggregateQuery): string[] {
  return measure.length ? measure : ['count']
}

/** The day whose rates are asked for; undefined: amounts stay in their own currencies. */
function dayOfRates(context: Context, object: ObjectDefinition, { currency, rateOn }: AggregateQuery): Sql | undefined {
  const field = rateOn === undefined ? undefined : knownField(context, object, rateOn, 'rateOn')
  if ((field && !['date', 'dateTime'].includes(kindOf(field))) || (field && currency === undefined)) throw refuse([{ path: 'rateOn', code: 'rate.day' }])
  return currency === 'base' ? rateDay(context, field) : undefined
}

/** Of all that was turned; undefined where nothing was to be. */
async function ratesOf(context: Context, measures: Measure[], rows: Sql): Promise<Rate[] | undefined> {
  const priced = new Map(measures.flatMap(measure => measure.priced ? [[measure.priced.currency.text, measure.priced]] : []))
  if (priced.size === 0) return undefined
  const used = []
  for (const each of priced.values()) used.push(...await ratesUsed(context, each, rows))
  return [...new Map(used.map(rate => [`${rate.currency} ${rate.date}`, rate])).values()]
}

/** The tally in place of the table: no filter, grouped by stage or pipeline, measured by count and the board's sum. */
function keptSource(context: Context, object: ObjectDefinition, query: AggregateQuery): Sql | undefined {
  const stage = stageField(object)
  const amount = amountField(object)
  const empty = query.filter === undefined || query.filter === null || JSON.stringify(query.filter) === '{}'
  const groups = query.groupBy ?? []
  if (query.currency || !stage || !empty || groups.length === 0 || stage.name !== 'stage' || stage.pipelineField !== 'pipeline') return undefined
  if (!groups.every(name => name === 'stage' || name === 'pipeline')) return undefined
  if (!asked(query).every(name => name === 'count' || name === `sum:${amount?.name}`)) return undefined
  const scope = rightsOf(context.actor.role, object.name).read
  // what is shared is not kept by owner
  if (scope === 'none' || (scope !== 'all' && context.actor.shares.some(rule => rule.object === object.name))) return undefined
  const rows = scope === 'all' ? sql`true` : sql`t.owner = any(${ownersShown(context, scope)}::uuid[])`
  const table = sql`(select pipeline, stage, currency as ${identifier(`${amount?.name ?? 'amount'}Currency`)}, owner, sum(count) as _count, sum(amount) as _amount
    from ${identifier(context.workspace.schema, '_tally')} t where t.object = ${object.name} and ${rows} group by 1, 2, 3, 4)`
  return sql`${table} ${identifier(ROW)} where _count <> 0`
}

function keptMeasure(measure: Measure): Sql {
  return measure.name === 'count' ? sql`sum(_count)::int` : sql`sum(_amount)`
}

/**
 * Rows whose amount is empty have no currency: they join the group's first one, or stand alone. A count is added up; what
 * else is measured is asked for anew with them in it, once for each first currency.
 */
async function joinEmpties(rows: Record<string, any>[], groups: Group[], measures: Measure[], withEmptiesIn: (currency: string) => Promise<Record<string, any>[]>): Promise<Record<string, any>[]> {
  const keyOf = (row: Record<string, any>) => JSON.stringify(groups.map((_, at) => row[`g${at}`]))
  const firsts = new Map<string, Record<string, any>>()
  for (const row of rows) if (row.currency !== null && !firsts.has(keyOf(row))) firsts.set(keyOf(row), row)
  const empties = rows.filter(row => row.currency === null && firsts.has(keyOf(row)))
  const isCounted = measures.every(measure => measure.name === 'count' || measure.currency)
  for (const row of isCounted ? empties : []) measures.forEach(({ name }, at) => { if (name === 'count') firsts.get(keyOf(row))![`m${at}`] += row[`m${at}`] })
  const joined = isCounted ? [] : empties.map(row => firsts.get(keyOf(row))!)
  for (const currency of new Set(joined.map(row => row.currency as string))) {
    const whole = new Map((await withEmptiesIn(currency)).filter(row => row.currency === currency).map(row => [keyOf(row), row]))
    for (const row of joined) if (row.currency === currency) Object.assign(row, whole.get(keyOf(row)))
  }
  return rows.filter(row => row.currency !== null || !firsts.has(keyOf(row)))
}

function present(row: Record<string, any>, groups: Group[], measures: Measure[], base: string): Record<string, unknown> {
  const result: Record<string, unknown> = {}
  groups.forEach((group, at) => { result[group.name] = group.exact && row[`g${at}`] !== null ? toApiNumber(toDecimal(row[`g${at}`])!) : row[`g${at}`] })
  measures.forEach((measure, at) => {
    const value = row[`m${at}`]
    result[measure.name] = measure.priced ? money(value, base) : measure.currency ? money(value, row.currency) : value
  })
  return result
}

/** Exact: a number up to 15 significant digits, text beyond. Averages are rounded to 4 decimals before. */
export function money(value: string | null, currency: string | null): unknown {
  if (value === null || currency === null) return null
  const [whole, fraction = ''] = String(value).split('.')
  const text = fraction.slice(0, 4).replace(/0+$/, '') ? `${whole}.${fraction.slice(0, 4).replace(/0+$/, '')}` : whole
  const digits = text.replace(/[-.]/g, '').replace(/^0+/, '')
  return { amount: digits.length <= 15 ? Number(text) : text, currency }
}
