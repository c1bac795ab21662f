// Sales: where a deal has been and for how long. The stays follow one another without a gap, so that their seconds sum to
// the deal's age, to the second.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { refuse } from '../../kernel/http/errors.ts'
import { canRead } from '../../kernel/permission/rules.ts'
import { readRecord } from '../../kernel/record/find.ts'
import { stageOf } from './times.ts'

export const staysAnswer = z.object({
  data: z.array(z.object({
    pipeline: z.string().nullable().describe('Null: before it came into Hubung, where an import told when it began'), stage: z.string().nullable(),
    entered: z.string(), left: z.string().nullable(), seconds: z.number(), merged: z.boolean().describe('Of a deal that was merged into this one: counts for nothing'),
  })),
  age: z.object({ opened: z.string(), closed: z.string().nullable(), seconds: z.number() }),
})

type Stays = z.output<typeof staysAnswer>

interface Row { pipeline: string | null, stage: string | null, entered: Date, left: Date | null, merged: boolean }

/** Throws `notFound`, and `field.unknown` where the caller may not know the stage. */
export async function readStays(context: Context, id: string): Promise<Stays> {
  for (const name of ['stage', 'pipeline']) if (!canRead(context, 'deal', name)) throw refuse([{ path: name, code: 'field.unknown' }])
  const deal = await readRecord(context, 'deal', id)
  const rows = await readRows(context, id)
  const own = rows.filter(row => !row.merged)
  const first = own[0]?.entered ?? new Date(deal.createdAt)
  const opened = deal.openedAt && Date.parse(deal.openedAt) < first.getTime() ? new Date(deal.openedAt) : first
  if (opened < first) own.unshift({ pipeline: null, stage: null, entered: opened, left: first, merged: false })
  const isOpen = (stageOf(context.workspace, deal)?.kind ?? 'open') === 'open'
  const end = !isOpen && deal.closedAt ? new Date(deal.closedAt) : context.now
  const seconds = secondsOf(own, opened, end)
  const told = (row: Row, spent: number): Stays['data'][number] => ({ ...row, entered: isoTime(row.entered), left: row.left && isoTime(row.left), seconds: spent })
  const merged = rows.filter(row => row.merged).map(row => told(row, Math.round(((row.left ?? end).getTime() - row.entered.getTime()) / 1000)))
  return {
    data: [...own.map((row, at) => told(row, seconds[at])), ...merged],
    age: { opened: isoTime(opened), closed: isOpen ? null : isoTime(end), seconds: seconds.reduce((sum, each) => sum + each, 0) },
  }
}

/** Each stay lasts until the next one begins; what lies after the closing is no age. Whole seconds that sum without loss. */
function secondsOf(stays: Row[], opened: Date, end: Date): number[] {
  const sinceOpened = (moment: Date) => Math.round(Math.max(Math.min(moment.getTime(), end.getTime()) - opened.getTime(), 0) / 1000)
  return stays.map((stay, at) => sinceOpened(stays[at + 1]?.entered ?? end) - sinceOpened(stay.entered))
}

function readRows(context: Context, id: string): Promise<Row[]> {
  const { schema } = context.workspace
  return context.sql.query<Row>(sql`select h.pipeline, h.stage, h.entered_at as entered, h.left_at as left,
      ${isMerged(schema, sql`h`, sql`${id}::uuid`)} as merged
    from ${identifier(schema, '_stage_history')} h where h.object = 'deal' and h.record = ${id}::uuid order by h.entered_at, h.left_at nulls last, h.id`)
}

/** Whether a stay came to the record by a merge. */
export function isMerged(schema: string, stay: Sql, record: Sql): Sql {
  return sql`exists (select from ${identifier(schema, '_merge')} m, jsonb_array_elements(m.moved->'history'->'stays') s where m.survivor = ${record} and m.undone_at is null and s->>'id' = ${stay}.id::text)`
}
