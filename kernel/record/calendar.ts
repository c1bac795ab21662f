// Records by the days of a window (API.md §5): how many each day holds and its first few, in the viewer's time zone.
// Whatever a day holds, its cost is bounded: counts stop, and only the first records of a day are read.
import { DateTime } from 'luxon'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { startOfDay, startOfNextDay, toTimestamp } from '../field/calendar.ts'
import { recordAnswer } from '../http/answer-part.ts'
import { refuse } from '../http/errors.ts'
import { kindOf } from '../field/types/index.ts'
import type { FieldDefinition } from '../object/definition.ts'
import { columnOf, readableFields, ROW, tableOf } from './fields.ts'
import { findRecords, readableObject, visibleRows } from './find.ts'

/** Where the count of one day stops. */
const DAY_CAP = 1000
const MOST_DAYS = 62
const MOST_RECORDS = 500

export interface CalendarQuery {
  /** The date or dateTime field by which records stand on days. */
  date: string
  /** `YYYY-MM-DD`; both days belong to the window. */
  from: string
  to: string
  /** IANA name; by default the member's own, else the workspace's. Days without a time belong to no zone. */
  timeZone?: string
  filter?: unknown
  fields?: string[]
  expand?: string[]
  perDay?: number
}

/** The days that hold something, in order; of a day with more than 1,000 the count stops there. */
export const calendarAnswer = z.object({ data: z.array(z.object({ date: z.string(), count: z.number(), capped: z.literal(true).optional(), records: z.array(recordAnswer) })) })
type CalendarDay = z.output<typeof calendarAnswer>['data'][number]

interface Place { day: string, id: string, count: number }

/** Throws faults for an unknown date field, and a window of over 62 days or 500 records. */
export async function readCalendar(context: Context, name: string, query: CalendarQuery): Promise<z.output<typeof calendarAnswer>> {
  const object = readableObject(context, name)
  const field = dateField(readableFields(context, object), query.date)
  const days = daysOf(query)
  const perDay = query.perDay ?? Math.min(6, Math.floor(MOST_RECORDS / days.length))
  if (perDay * days.length > MOST_RECORDS) throw refuse([{ path: 'perDay', code: 'value.range' }])
  const zone = query.timeZone ?? context.workspace.members.get(context.actor.member)?.timeZone ?? context.workspace.timeZone
  if (!DateTime.local({ zone }).isValid) throw refuse([{ path: 'timeZone', code: 'value.invalid' }])
  const source: Source = { table: tableOf(context, name), rows: visibleRows(context, object, query.filter), column: columnOf(field)(), field, zone }
  const places = await context.sql.query<Place>(field.index ? byDay(source, days, perDay) : byWindow(source, days, perDay))
  const ids = places.map(place => place.id)
  const { data } = ids.length ? await findRecords(context, name, { filter: { id: { in: ids } }, fields: query.fields, expand: query.expand, limit: ids.length }) : { data: [] }
  return { data: gather(places, new Map(data.map(record => [record.id as string, record as CalendarDay['records'][number]]))) }
}

function dateField(fields: FieldDefinition[], name: string): FieldDefinition {
  const field = fields.find(each => each.name === name)
  if (!field || !['date', 'dateTime'].includes(kindOf(field))) throw refuse([{ path: 'date', code: 'field.unknown' }])
  return field
}

function daysOf({ from, to }: CalendarQuery): string[] {
  const [first, last] = [DateTime.fromISO(from, { zone: 'utc' }), DateTime.fromISO(to, { zone: 'utc' })]
  const count = last.diff(first, 'days').days + 1
  if (count < 1 || count > MOST_DAYS) throw refuse([{ path: 'to', code: 'value.range' }])
  return Array.from({ length: count }, (_, day) => first.plus({ days: day }).toFormat('yyyy-MM-dd'))
}

interface Source { table: Sql, rows: Sql, column: Sql, field: FieldDefinition, zone: string }

/** The first instant of each day and of the one after it; of plain days the days themselves. */
function boundsOf({ field, zone }: Source, days: string[]): { type: Sql, starts: string[], ends: string[] } {
  if (kindOf(field) === 'date') return { type: sql`date`, starts: days, ends: days.map(day => DateTime.fromISO(day, { zone: 'utc' }).plus({ days: 1 }).toFormat('yyyy-MM-dd')) }
  return { type: sql`timestamptz`, starts: days.map(day => toTimestamp(startOfDay(day, zone))), ends: days.map(day => toTimestamp(startOfNextDay(day, zone))) }
}

/** Where the field has an index, each day is a short walk along it, however many records it holds. */
function byDay(source: Source, days: string[], perDay: number): Sql {
  const { table, rows, column } = source
  const { type, starts, ends } = boundsOf(source, days)
  const inside = sql`from ${table} ${identifier(ROW)} where ${rows} and ${column} >= d.first and ${column} < d.last`
  return sql`select d.day, r.id, c.count from unnest(${days}::text[], ${starts}::${type}[], ${ends}::${type}[]) as d(day, first, last)
    cross join lateral (select ${identifier(ROW, 'id')} as id, row_number() over () as place from ${table} ${identifier(ROW)} where ${rows} and ${column} >= d.first and ${column} < d.last order by ${column}, ${identifier(ROW, 'id')} limit ${perDay}) r
    cross join lateral (select count(*)::int as count from (select 1 ${inside} limit ${DAY_CAP + 1}) n) c
    order by d.day, r.place`
}

/** Without one, the whole window in one pass. */
function byWindow(source: Source, days: string[], perDay: number): Sql {
  const { table, rows, column, field, zone } = source
  const { type, starts, ends } = boundsOf(source, [days[0], days.at(-1)!])
  const day = kindOf(field) === 'date' ? sql`${column}::text` : sql`(${column} at time zone ${zone}::text)::date::text`
  return sql`select day, id, least(count, ${DAY_CAP + 1})::int as count from (select day, id, row_number() over (partition by day order by at, id) as place, count(*) over (partition by day) as count
      from (select ${day} as day, ${column} as at, ${identifier(ROW, 'id')} as id from ${table} ${identifier(ROW)} where ${rows} and ${column} >= ${starts[0]}::${type} and ${column} < ${ends[1]}::${type}) w) p
    where place <= ${perDay} order by day, place`
}

function gather(places: Place[], records: Map<string, CalendarDay['records'][number]>): CalendarDay[] {
  const days = new Map<string, CalendarDay>()
  for (const { day, id, count } of places) {
    if (!days.has(day)) days.set(day, { date: day, count: Math.min(count, DAY_CAP), ...count > DAY_CAP ? { capped: true } : {}, records: [] })
    const record = records.get(id)
    if (record) days.get(day)!.records.push(record)
  }
  return [...days.values()]
}
