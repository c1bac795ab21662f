// Many updates in one statement. What all of them share (the value that a bulk change sets, times, who) is told once, and so
// is what their events say where it is the same.
import type { Context } from '../context.ts'
import { identifier, join, sql, type Sql } from '../database/sql.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { part, partsOf, source, type Part } from './bulk-insertion.ts'
import { tableOf } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'
import { eventValues, revision, tallied, teamOf, usedFields } from './statement.ts'

export function bulkRevision(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const fields = usedFields(object, changes)
  // a json value that is a plain text would be read as JSON once more
  if (fields.some(field => field.type === 'json') || changes.some(change => change.cause)) return revision(context, object, changes)
  const columns = [...fields.flatMap(field => partsOf(field, changes)), part('_team', 'uuid', changes.map(change => teamOf(context, change.after.owner)))]
  const events = changes.map(change => eventValues(context, object, change))
  const parts = [part('id', 'uuid', changes.map(change => change.id)), ...columns, jsonPart('_before', events.map(event => event._before)), jsonPart('_after', events.map(event => event._after))]
  const { actor, now, workspace, cause } = context
  return sql`with x as (${source(parts, changes.length)}),
    made as (update ${tableOf(context, object.name)} t set ${join(columns.map(({ name }) => sql`${identifier(name)} = x.${identifier(name)}`), ', ')} from x where t."id" = x."id"),
    logged as (insert into ${identifier(workspace.schema, '_event')} (at, object, record, kind, version, actor, way, cause, before, after)
      select ${now}::timestamptz, ${object.name}, x."id", 'updated', x."version", ${actor.member}::uuid, ${actor.way}, ${cause ? JSON.stringify(cause) : null}::jsonb, x."_before", x."_after" from x)
    ${tallied(context, object, changes)} select 1`
}

function jsonPart(name: string, values: (RecordValues | null)[]): Part {
  const first = JSON.stringify(values[0])
  return values.every(value => JSON.stringify(value) === first) ? { name, type: 'jsonb', values: [values[0] && first], shared: true } : { name, type: 'jsonb', values, shared: false }
}
