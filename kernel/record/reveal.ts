// Showing what is masked for the caller: the values of one record, and an event that says who saw which, and why.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { recordEvents } from '../event/record-event.ts'
import { Problem, refuse } from '../http/errors.ts'
import { isKnownField } from '../permission/rules.ts'
import { fieldOf, ROW, selection, tableOf } from './fields.ts'
import { readableObject, visibleRows } from './find.ts'
import type { RecordValues } from './hook.ts'

export const REVEALED = 'revealed'

/** The values in API form. Fields that the caller may not know are refused as unknown, records as not found. */
export async function revealFields(context: Context, name: string, id: string, names: string[], reason: string | undefined): Promise<RecordValues> {
  const object = readableObject(context, name)
  const faults = names.flatMap((field, at) => isKnownField(context, name, field) && fieldOf(object, field) ? [] : [{ path: `fields[${at}]`, code: 'field.unknown' }])
  if (faults.length) throw refuse(faults)
  const fields = object.fields.filter(field => names.includes(field.name))
  const [row] = await context.sql.query<{ record: RecordValues }>(sql`select row_to_json(d.*) as record from ${tableOf(context, name)} ${identifier(ROW)}, lateral (select ${selection(context, object, fields)}) d
    where ${identifier(ROW, 'id')} = ${id}::uuid and ${visibleRows(context, object, undefined)}`)
  if (!row) throw new Problem('notFound')
  await recordEvents(context, [{ object: name, record: id, kind: REVEALED, after: { _fields: fields.map(field => field.name), ...reason && { _reason: reason } } }])
  return row.record
}
