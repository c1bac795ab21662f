// A board's columns, filters and cards as values. Pure.
import type { FieldInfo, FieldOption, ObjectInfo, Pipeline } from '../../queries.ts'
import { bothFilters, type Filter } from '../filter/filter-model.ts'
import { isStage } from '../options.ts'
import type { RecordRow } from '../field-web.ts'

/** `value` null holds the records whose field is empty. */
export type BoardColumn = { value: string | null; option?: FieldOption }
export type Tally = { count: number; sum?: { amount: number; currency: string }; mixed?: boolean }
export type BoardRow = { [key: string]: unknown; count?: number }

export const columnKey = (value: string | null) => value ?? '\u0000empty'

/** Filter of one column within the board's. */
export const columnFilter = (filter: Filter | undefined, group: string, value: string | null): Filter =>
  bothFilters(filter, { [group]: value === null ? { empty: true } : { eq: value } })!

/** Only where several pipelines share the board's field does it need to name its own. */
export function boardFilter(filter: Filter | undefined, group: FieldInfo, pipeline: Pipeline | undefined, pipelines: Pipeline[]): Filter | undefined {
  if (!isStage(group) || !pipeline || pipelines.length < 2) return filter
  return bothFilters(filter, { [String(group.pipelineField ?? 'pipeline')]: { eq: pipeline.name } })
}

/** The currency field that columns add up. */
export const sumField = (object: ObjectInfo): FieldInfo | undefined => object.fields.find((field) => field.type === 'currency')

/** Count and sum by column; several currencies are not added up. */
export function readTallies(rows: BoardRow[], group: string, sum: FieldInfo | undefined): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const row of rows) {
    const key = columnKey((row[group] as string | null) ?? null)
    const value = sum ? (row[`sum:${sum.name}`] as { amount: number | string; currency: string } | null | undefined) : undefined
    const before = tallies.get(key)
    const added = value ? { amount: Number(value.amount), currency: value.currency } : undefined
    tallies.set(key, {
      count: (before?.count ?? 0) + Number(row.count ?? 0),
      sum: before?.sum ?? added,
      mixed: before?.mixed || Boolean(before?.sum && added && before.sum.currency !== added.currency),
    })
  }
  return tallies
}

/** The tally rows after one card went from a column to another; what the server counts replaces them. */
export function moveTally(rows: BoardRow[], group: string, sum: FieldInfo | undefined, card: RecordRow, from: string | null, to: string | null): BoardRow[] {
  const key = sum ? `sum:${sum.name}` : ''
  const money = sum ? (card[sum.name] as { amount: number | string; currency: string } | null) : null
  const adjust = (row: BoardRow, sign: 1 | -1): BoardRow => {
    const held = row[key] as { amount: number | string; currency: string } | null | undefined
    const same = money && (!held || held.currency === money.currency)
    return { ...row, count: Math.max(0, Number(row.count ?? 0) + sign), ...(same && { [key]: { currency: money.currency, amount: Number(held?.amount ?? 0) + sign * Number(money.amount) } }) }
  }
  const known = rows.some((row) => (row[group] ?? null) === to) ? rows : [...rows, { [group]: to, count: 0 }]
  return known.map((row) => ((row[group] ?? null) === from ? adjust(row, -1) : (row[group] ?? null) === to ? adjust(row, 1) : row))
}

/** What a card shows besides its title: the view's columns, or the telling ones. */
export function cardFields(object: ObjectInfo, group: FieldInfo, chosen: string[] | null | undefined): { sum?: FieldInfo; facts: FieldInfo[] } {
  const hides = new Set([object.title, group.name, 'owner', 'pipeline'])
  const sum = sumField(object)
  const named = chosen?.map((name) => object.fields.find((field) => field.name === name)).filter((field) => field !== undefined)
  const telling = named ?? object.fields.filter((field) => !field.standard && ['relation', 'date', 'phone', 'dateTime'].includes(field.type) && !field.readOnly)
  return { sum, facts: telling.filter((field) => !hides.has(field.name) && field !== sum && !['updatedAt', 'createdAt'].includes(field.name)).slice(0, named ? 5 : 3) }
}
