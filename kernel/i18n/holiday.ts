// Languages and places: public holidays and joint leave, as rows. The list of a year follows the government's decree, which no
// rule foretells; so it is brought in, and edited by hand.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { recordEvents } from '../event/record-event.ts'
import { isDay } from '../field/calendar.ts'
import { labelAnswer, paged } from '../http/answer-part.ts'
import { Problem, refuse, type Fault } from '../http/errors.ts'
import { branchOf } from '../workspace/actor.ts'
import { label, typed } from '../workspace/input.ts'
import type { WorkingCalendar } from './working-day.ts'

/** As many as one request writes. */
export const MOST_HOLIDAYS = 1000

export const day = z.string().refine(isDay, { params: { code: 'date.invalid' } })
export const kinds = ['holiday', 'jointLeave'] as const
/** Without a branch it holds for all. */
export const holidayInput = z.strictObject({ date: day, kind: z.enum(kinds).default('holiday'), branch: typed.nullable().default(null), name: label })
const holidayAnswer = z.object({ id: z.string(), date: z.string(), kind: z.enum(kinds), branch: z.string().nullable(), name: labelAnswer })
export const holidaysAnswer = paged(holidayAnswer)
export type NewHoliday = z.output<typeof holidayInput>
export type Holiday = z.output<typeof holidayAnswer>

export interface HolidayQuery { from?: string, to?: string, own?: boolean, limit: number, after?: string }

const table = ({ workspace }: Context): Sql => identifier(workspace.schema, '_holiday')
const columns = sql`id, date::text, kind, branch, name`

/** By day. `own`: of the whole company and of the caller's branch. */
export async function readHolidays(context: Context, { from, to, own, limit, after }: HolidayQuery): Promise<z.output<typeof holidaysAnswer>> {
  const place = after === undefined ? undefined : readCursor(after)
  const member = context.workspace.members.get(context.actor.member)
  const rows = await context.sql.query<Holiday>(sql`select ${columns} from ${table(context)} where true
    ${from === undefined ? sql`` : sql`and date >= ${from}::date`} ${to === undefined ? sql`` : sql`and date <= ${to}::date`}
    ${own ? sql`and (branch is null or branch = ${member ? branchOf(context.workspace, member) : null}::uuid)` : sql``}
    ${place ? sql`and (date, id) > (${place[0]}::date, ${place[1]}::uuid)` : sql``} order by date, id limit ${limit + 1}`)
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, page: { next: rows.length > limit && last ? `${last.date} ${last.id}` : null } }
}

function readCursor(cursor: string): [string, string] {
  const [date, id = ''] = cursor.split(' ')
  if (!isDay(date) || !z.uuid().safeParse(id).success) throw new Problem('cursor.invalid')
  return [date, id]
}

/** One for each day, kind and branch: what is there already gets the new name. Throws with every fault. */
export async function writeHolidays(context: Context, holidays: NewHoliday[]): Promise<{ written: number, unchanged: number }> {
  const { branches } = context.workspace
  const faults: Fault[] = []
  const seen = new Set<string>()
  const rows = holidays.map((each, at) => {
    const branch = each.branch === null ? null : branches.get(each.branch)?.id ?? [...branches.values()].find(one => one.name === each.branch)?.id
    if (branch === undefined) faults.push({ path: `holidays[${at}].branch`, code: 'branch.unknown' })
    if (seen.size === seen.add(`${each.date} ${each.kind} ${branch}`).size) faults.push({ path: `holidays[${at}].date`, code: 'holiday.repeated' })
    return { ...each, branch, id: uuid() }
  })
  if (faults.length) throw refuse(faults)
  const changed = await context.sql.query<Holiday & { old: Holiday['name'] | null }>(sql`
    with m as (select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, date date, kind text, branch uuid, name jsonb)),
    b as (select h.id, h.name from ${table(context)} h join m on h.date = m.date and h.kind = m.kind and h.branch is not distinct from m.branch),
    w as (insert into ${table(context)} as h (id, date, kind, branch, name) select id, date, kind, branch, name from m order by date, kind, branch
      on conflict (date, kind, branch) do update set name = excluded.name where h.name <> excluded.name returning id, date, kind, branch, name)
    select w.id, w.date::text, w.kind, w.branch, w.name, b.name as old from w left join b using (id) order by w.date, w.id`)
  await recordEvents(context, changed.map(({ id, old, ...row }) => ({ object: '_holiday', record: id, kind: old === null ? 'created' : 'updated', before: old === null ? null : { name: old }, after: old === null ? row : { name: row.name } })))
  return { written: changed.length, unchanged: holidays.length - changed.length }
}

/** Throws `notFound`. */
export async function removeHoliday(context: Context, id: string): Promise<void> {
  const [row] = await context.sql.query<Holiday>(sql`delete from ${table(context)} where id = ${id}::uuid returning ${columns}`)
  if (!row) throw new Problem('notFound')
  const { id: _, ...before } = row
  await recordEvents(context, [{ object: '_holiday', record: id, kind: 'deleted', before }])
}

/** Days far enough around one to count working days from it. */
const AROUND_DAYS = 4000

/** The days on which a branch (null: the company as a whole) does not work; joint leave counts as free. */
export async function workingCalendar(context: Context, branch: string | null, around: string): Promise<WorkingCalendar> {
  const rows = await context.sql.query<{ date: string }>(sql`select distinct date::text from ${table(context)} where (branch is null or branch = ${branch}::uuid)
    and date between ${around}::date - ${AROUND_DAYS}::int and ${around}::date + ${AROUND_DAYS}::int`)
  return { holidays: new Set(rows.map(row => row.date)), weekend: new Set([6, 7]) }
}
