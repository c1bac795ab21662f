// A board's columns, filters and cards as values. Pure.
import type { FieldInfo, FieldOption, ObjectInfo, Pipeline } from '../../queries.ts'
import { bothFilters, type Filter } from '../filter/filter-model.ts'
import { isStage } from '../options.ts'
import type { RecordRow } from '../field-web.ts'

/** `value` null holds the records whose field is empty. */
export type BoardColumn = { value: string | null; option?: FieldOption }
type Money = { amount: number | string; currency: string }
/** Several currencies are not added up: one sum each. */
export type Tally = { count: number; sums: { amount: number; currency: string }[] }
export type BoardRow = { [key: string]: unknown; count?: number }

/** The key of a record's column: an option, a member's id, `true` or `false`; null where the field is empty. */
export const columnOf = (row: Record<string, unknown>, group: string): string | null => (row[group] === null || row[group] === undefined ? null : String(row[group]))

/** A column's key as the field's value. */
export const valueOf = (group: FieldInfo, key: string | null): unknown => (group.type === 'boolean' && key !== null ? key === 'true' : key)

export const columnKey = (value: string | null) => value ?? '\u0000empty'

/** Filter of one column within the board's. */
export const columnFilter = (filter: Filter | undefined, group: string, value: unknown): Filter =>
  bothFilters(filter, { [group]: value === null ? { empty: true } : { eq: value } })!

/** Only where several pipelines share the board's field does it need to name its own. */
export function boardFilter(filter: Filter | undefined, group: FieldInfo, pipeline: Pipeline | undefined, pipelines: Pipeline[]): Filter | undefined {
  if (!isStage(group) || !pipeline || pipelines.length < 2) return filter
  return bothFilters(filter, { [String(group.pipelineField ?? 'pipeline')]: { eq: pipeline.name } })
}

/** The currency field that columns add up. */
export const sumField = (object: ObjectInfo): FieldInfo | undefined =>
  object.fields.find((field) => field.type === 'currency')

const moneyOf = (row: { [key: string]: unknown }, key: string): Money | null =>
  (row[key] as Money | null | undefined) ?? null

/** Count and sums by column, the largest sum first. */
export function readTallies(rows: BoardRow[], group: string, sum: FieldInfo | undefined): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const row of rows) {
    const key = columnKey(columnOf(row, group))
    const before = tallies.get(key) ?? { count: 0, sums: [] }
    const money = sum ? moneyOf(row, `sum:${sum.name}`) : null
    const sums = money && Number(money.amount) !== 0
      ? [...before.sums, { amount: Number(money.amount), currency: money.currency }]
      : before.sums
    tallies.set(
      key,
      { count: before.count + Number(row.count ?? 0), sums: sums.toSorted((one, other) => other.amount - one.amount) },
    )
  }
  return tallies
}

/** The tally rows after one card went from a column to another; what the server counts replaces them. */
export function moveTally(rows: BoardRow[], group: string, sum: FieldInfo | undefined, card: RecordRow, from: string | null, to: string | null): BoardRow[] {
  const key = `sum:${sum?.name}`
  const money = sum ? moneyOf(card, sum.name) : null
  const shift = (all: BoardRow[], column: string | null, sign: 1 | -1): BoardRow[] => {
    const inColumn = (row: BoardRow) => columnOf(row, group) === column
    const suits = (row: BoardRow) =>
      inColumn(row) && (!money || (moneyOf(row, key)?.currency ?? money.currency) === money.currency)
    const at = all.findIndex(suits)
    const row: BoardRow = at < 0 ? { [group]: column, count: 0 } : all[at]
    const amount = Number(moneyOf(row, key)?.amount ?? 0) + sign * Number(money?.amount ?? 0)
    const next = {
      ...row, count: Math.max(0, Number(row.count ?? 0) + sign),
      ...(money && { [key]: { currency: money.currency, amount } }),
    }
    return at < 0 ? [...all, next] : all.with(at, next)
  }
  return shift(shift(rows, from, -1), to, 1)
}

/** As many lines as a card has room for. */
export const mostFacts = 6

/** What a card can show besides its title, its sum and its owner. */
export const factFields = (object: ObjectInfo, group: FieldInfo): FieldInfo[] =>
  object.fields.filter((field) => ![object.title, group.name, 'owner', 'pipeline', 'id', 'version'].includes(field.name) && field !== sumField(object) && field.type !== 'json')

/** What a card shows besides its title: the chosen ones, or the telling ones. */
export function cardFields(object: ObjectInfo, group: FieldInfo, chosen: string[] | null | undefined): { sum?: FieldInfo; facts: FieldInfo[] } {
  const sum = sumField(object)
  const able = factFields(object, group)
  const named = chosen?.map((name) => able.find((field) => field.name === name)).filter((field) => field !== undefined)
  const telling = able.filter((field) => !field.standard && ['relation', 'date', 'phone', 'dateTime'].includes(field.type) && !field.readOnly)
  return { sum, facts: named?.slice(0, mostFacts) ?? telling.slice(0, 3) }
}
