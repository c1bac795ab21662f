// A table in groups, as values: which fields can make groups, what a group asks for, and where its rows stand. Pure.
import type { FieldInfo, ObjectInfo } from '../../queries.ts'
import type { Filter } from '../filter/filter-model.ts'
import { isStage } from '../options.ts'
import { plusDays } from '../parse-input.ts'

export const units = ['day', 'week', 'month', 'quarter', 'year'] as const
export type Unit = (typeof units)[number]
/** The parts of an address that make groups: where customers and agents are. */
export const parts = ['city', 'province'] as const
export type Part = (typeof parts)[number]
export type Grouping = { field: FieldInfo; unit?: Unit; part?: Part }
/** `total` is a measure's value: a number, or a sum of money for each currency. */
export type GroupTotals = Record<string, (number | { amount: number | string; currency: string })[]>
export type GroupRow = { value: unknown; count: number; totals: GroupTotals }
export type AggregateRow = { [key: string]: unknown }

const kinds = new Set(['select', 'boolean', 'user', 'relation', 'date', 'dateTime', 'address'])

export const groupableFields = (object: ObjectInfo): FieldInfo[] =>
  object.fields.filter((field) => kinds.has(field.type) && !Array.isArray(field.to)).sort((one, other) => Number(isStage(other)) - Number(isStage(one)))

/** What a field offers: itself, an address each of its parts. */
export const groupingsOf = (field: FieldInfo): Grouping[] => (field.type === 'address' ? parts.map((part) => ({ field, part })) : [{ field }])

/** From `closingDate:month` or `mailingAddress.city`; undefined for a field that is not there or makes no groups. */
export function readGrouping(object: ObjectInfo, text: string | undefined): Grouping | undefined {
  const [path, unit] = (text ?? '').split(':')
  const [name, inner] = path.split('.')
  const field = groupableFields(object).find((one) => one.name === name)
  if (!field) return undefined
  if (field.type === 'address') return { field, part: parts.find((one) => one === inner) ?? parts[0] }
  const dated = field.type === 'date' || field.type === 'dateTime'
  return dated ? { field, unit: units.find((one) => one === unit) ?? 'month' } : { field }
}

export const writeGrouping = ({ field, unit, part }: Grouping): string => (unit ? `${field.name}:${unit}` : part ? `${field.name}.${part}` : field.name)

/** The measure by which a column is added up; undefined where that makes no sense. */
export function totalOf(field: FieldInfo): string | undefined {
  if (['currency', 'number', 'decimal', 'duration'].includes(field.type)) return `sum:${field.name}`
  return ['percent', 'rating'].includes(field.type) ? `avg:${field.name}` : undefined
}

/** An aggregate cannot add up two fields of money at once: what is asked for together. */
export function measureSets(object: ObjectInfo, totals: string[]): string[][] {
  const money = totals.filter((total) => object.fields.find((field) => field.name === total.split(':')[1])?.type === 'currency')
  return [['count', ...totals.filter((total) => !money.includes(total))], ...money.map((total) => [total])]
}

/** The rows of all answers as one row a group, in the order of the first answer. */
export function joinGroups(answers: AggregateRow[][], group: string | undefined): GroupRow[] {
  const rows = new Map<string, GroupRow>()
  answers.forEach((answer, index) => answer.forEach((found) => {
    const value = group === undefined ? null : found[group] ?? null
    const key = JSON.stringify(value)
    if (index === 0 && !rows.has(key)) rows.set(key, { value, count: Number(found.count ?? 0), totals: {} })
    const row = rows.get(key)
    for (const [name, total] of Object.entries(found)) {
      if (name === group || name === 'count' || total === null || !row) continue
      row.totals[name] = [...(row.totals[name] ?? []), total as number]
    }
  }))
  return [...rows.values()]
}

/** In the order of the field's options, then as the server has them; what has no value comes last. */
export function orderGroups(rows: GroupRow[], options: { value: string }[]): GroupRow[] {
  const rank = ({ value }: GroupRow) => {
    if (value === null) return Infinity
    const at = options.findIndex((option) => option.value === value)
    return at < 0 ? options.length : at
  }
  return rows.toSorted((one, other) => rank(one) - rank(other))
}

/** What a group's rows meet besides the list's own conditions. */
export function groupFilter({ field, unit, part }: Grouping, value: unknown): Filter {
  if (part) return { [field.name]: { [part]: value === null ? { empty: true } : { eq: value } } }
  if (value === null) return { [field.name]: { empty: true } }
  return { [field.name]: unit ? { between: [value, lastDayOf(unit, String(value))] } : { eq: value } }
}

/** The last day of the day, week, month, … that begins on `first`. */
export function lastDayOf(unit: Unit, first: string): string {
  if (unit === 'day') return first
  if (unit === 'week') return plusDays(first, 6)
  const months = { month: 1, quarter: 3, year: 12 }[unit]
  const [year, month] = first.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 0)).toISOString().slice(0, 10)
}

/** Where each group's head stands among all rows; one more at the end for how many there are. */
export function headsOf(lengths: number[]): number[] {
  const heads = [0]
  for (const length of lengths) heads.push(heads.at(-1)! + 1 + length)
  return heads
}
