// Many new records in one statement. What all of them share (an import's owner, times, defaults) is told once, and the
// events' values are taken from the rows inside the database: half of what PostgreSQL spends on a plain insertion is
// reading the same values twice as JSON.
import type { Context } from '../context.ts'
import { identifier, join, raw, sql, type Sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { columnOf, tableOf } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'
import { isEmpty } from './prepare.ts'
import { entered, insertion, tallied, teamOf, usedFields } from './statement.ts'
import { writePlan } from './write-plan.ts'

export interface Part { name: string, type: string, values: unknown[], shared: boolean }

/** A function of PostgreSQL takes 100 arguments: names and values. */
const KEYS_A_CALL = 50

export function bulkInsertion(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const fields = usedFields(object, changes)
  const tracked = writePlan(context, object).tracked.filter(field => fields.includes(field))
  // nulls inside a json value are the value's own, and would be stripped with those of the record
  if (tracked.some(field => field.type === 'json') || changes.some(change => change.cause)) return insertion(context, object, changes)
  const parts = [...fields.flatMap(field => partsOf(field, changes)), part('_team', 'uuid', changes.map(change => teamOf(context, change.after.owner)))]
  const names = raw(parts.map(({ name }) => `"${name}"`).join(', '))
  const { actor, now, workspace, cause } = context
  return sql`with x as (${source(parts, changes.length)}),
    made as (insert into ${tableOf(context, object.name)} (${names}) select ${names} from x),
    logged as (insert into ${identifier(workspace.schema, '_event')} (at, object, record, kind, version, actor, way, cause, after)
      select ${now}::timestamptz, ${object.name}, x."id", 'created', 1, ${actor.member}::uuid, ${actor.way}, ${cause ? JSON.stringify(cause) : null}::jsonb, ${eventValues(tracked, changes)} from x)
    ${entered(context, object, changes)}${tallied(context, object, changes)} select 1`
}

/** A field's columns with the values of all records. */
export function partsOf(field: FieldDefinition, changes: Change[]): Part[] {
  const type = typeOf(field)
  const rows = changes.map(change => type.toColumns(change.after[field.name] ?? null, field))
  return type.columns(field).map((column, at) => part(field.name + column.suffix, column.type, rows.map(row => row[at])))
}

export function part(name: string, type: string, values: unknown[]): Part {
  const [first] = values
  const shared = values.every(value => value === first) && (first === null || typeof first !== 'object')
  return { name, type, values, shared }
}

/** The rows as a table: columns that differ from JSON, the others from one parameter each. */
export function source(parts: Part[], count: number): Sql {
  const own = parts.filter(each => !each.shared)
  const rows: RecordValues[] = Array.from({ length: count }, () => ({}))
  for (const { name, values } of own) for (let at = 0; at < count; at++) if (values[at] !== null) rows[at][name] = values[at]
  const shared = parts.filter(each => each.shared).map(({ name, type, values }) => sql`, ${values[0]}::${raw(type)} as ${identifier(name)}`)
  const declared = raw(own.map(({ name, type }) => `"${name}" ${type}`).join(', '))
  return sql`select j.*${shared.length ? join(shared, '') : raw('')} from json_to_recordset(${JSON.stringify(rows)}::json) as j(${declared})`
}

/** The tracked fields that are filled, in API form. Stripping costs as much as building, so it is left out where nothing is empty. */
function eventValues(fields: FieldDefinition[], changes: Change[]): Sql {
  const calls: Sql[] = []
  for (let at = 0; at < fields.length; at += KEYS_A_CALL) {
    const pairs = fields.slice(at, at + KEYS_A_CALL).map(field => sql`${raw(`'${field.name}', `)}${typeOf(field).read(columnOf(field, 'x'), field)}`)
    calls.push(sql`jsonb_build_object(${join(pairs, ', ')})`)
  }
  if (calls.length === 0) return raw('null::jsonb')
  const full = fields.every(field => changes.every(change => !isEmpty(change.after[field.name])))
  return full ? join(calls, ' || ') : sql`nullif(jsonb_strip_nulls(${join(calls, ' || ')}), '{}')`
}
