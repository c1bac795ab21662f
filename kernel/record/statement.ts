// The statements of a write: rows, their events, stage history and tally in one round trip per kind of change.
import type { Context } from '../context.ts'
import { identifier, join, raw, sql, type Sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { fixed, onceFor, tableOf } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'
import { newId } from './new-id.ts'
import { isEmpty } from './prepare.ts'
import { stageField } from './stage.ts'
import { tallyDifferences } from './tally.ts'
import { writePlan } from './write-plan.ts'

export interface UsedColumn { name: string, type: string, field: FieldDefinition, at: number }

/** The parts of a statement that depend only on which columns it names. */
interface Shape { columns: UsedColumn[], declared: Sql, names: Sql, assignments: Sql }

function shapeOf(context: Context, object: ObjectDefinition, fields: FieldDefinition[]): Shape {
  return onceFor(context, `shape ${object.name} ${fields.map(field => field.name).join()}`, () => {
    const columns = fields.flatMap(field => typeOf(field).columns(field).map((column, at) => ({ name: field.name + column.suffix, type: column.type, field, at })))
    const types = new Map([['id', 'uuid'], ['version', 'integer'], ['_team', 'uuid'], ...columns.map(({ name, type }) => [name, type] as const)])
    const names = [...new Set(['_team', ...columns.map(column => column.name)])]
    return {
      columns,
      declared: fixed(join([...types].map(([name, type]) => sql`${identifier(name)} ${raw(type)}`), ', ')),
      names: fixed(join(names.map(name => identifier(name)), ', ')),
      assignments: fixed(join(names.map(name => sql`${identifier(name)} = x.${identifier(name)}`), ', ')),
    }
  })
}

/** Fields that any of the changes fills or touches: the statement names no other. */
export function usedFields(object: ObjectDefinition, changes: Change[]): FieldDefinition[] {
  const [first] = changes
  if (first.kind === 'created') return object.fields.filter(field => !field.computed && changes.some(change => !isEmpty(change.after[field.name])))
  const touched = new Set(changes.flatMap(change => change.changed))
  for (const name of ['version', 'updatedAt', 'updatedBy', 'completeness']) touched.add(name)
  return object.fields.filter(field => !field.computed && field.name !== 'id' && touched.has(field.name))
}

/** The rows as JSON for json_to_recordset: column values, the team, the event's before and after. */
function rowsOf(context: Context, object: ObjectDefinition, columns: UsedColumn[], changes: Change[]): string {
  return JSON.stringify(changes.map(change => {
    const row: RecordValues = { id: change.id, version: change.version, _team: teamOf(context, change.after.owner), _cause: change.cause }
    let field: FieldDefinition | undefined
    let values: unknown[] = []
    for (const column of columns) {
      if (column.field !== field) values = typeOf(field = column.field).toColumns(change.after[field.name] ?? null, field)
      row[column.name] = values[column.at]
    }
    return Object.assign(row, eventValues(context, object, change))
  }))
}

export function teamOf({ workspace }: Context, owner: string | null): string | null {
  return owner === null ? null : workspace.members.get(owner)?.team ?? null
}

/** What the event keeps: the tracked fields that changed, in API form. That a write-once field was cleared is always kept. */
function eventValues(context: Context, object: ObjectDefinition, change: Change): { _before: RecordValues | null, _after: RecordValues | null } {
  const changed = new Set(change.changed)
  const tracked = writePlan(context, object).tracked.filter(field => changed.has(field.name))
  const pick = (values: RecordValues) => Object.fromEntries(tracked.map(field => [field.name, values[field.name] ?? null]))
  return { _before: change.before && tracked.length ? pick(change.before) : null, _after: tracked.length ? pick(change.after) : null }
}

/** `with x as (…)`: the rows of the request as a table. */
function source({ declared }: Shape, rows: string): Sql {
  return sql`with x as (select * from json_to_recordset(${rows}::json) as x(${declared}, "_before" jsonb, "_after" jsonb, "_cause" jsonb))`
}

function logged(context: Context, object: ObjectDefinition, kind: Change['kind']): Sql {
  const { actor, now, workspace, cause } = context
  return sql`, logged as (insert into ${identifier(workspace.schema, '_event')} (at, object, record, kind, version, actor, way, cause, before, after)
    select ${now}::timestamptz, ${object.name}, x."id", ${kind}, x."version", ${actor.member}::uuid, ${actor.way}, coalesce(x."_cause", ${cause ? JSON.stringify(cause) : null}::jsonb), x."_before", x."_after" from x)`
}

/** Inserts new records with their events. */
export function insertion(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const shape = shapeOf(context, object, usedFields(object, changes))
  return sql`${source(shape, rowsOf(context, object, shape.columns, changes))},
    made as (insert into ${tableOf(context, object.name)} (${shape.names}) select ${shape.names} from x)${logged(context, object, 'created')}${entered(context, object, changes)}${tallied(context, object, changes)} select 1`
}

/** Updates, deletes or restores records (all of one kind), with their events. The team follows the owner. */
export function revision(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const [{ kind }] = changes
  const shape = shapeOf(context, object, usedFields(object, changes))
  const bin = kind === 'deleted' ? sql`, "_deletedAt" = ${context.now}::timestamptz, "_deletedBy" = ${context.actor.member}::uuid` : kind === 'restored' ? raw(', "_deletedAt" = null, "_deletedBy" = null') : raw('')
  return sql`${source(shape, rowsOf(context, object, shape.columns, changes))},
    made as (update ${tableOf(context, object.name)} t set ${shape.assignments}${bin} from x where t."id" = x."id")${logged(context, object, kind)}${tallied(context, object, changes)} select 1`
}

/** A new record's first stage; later moves are kept by `moveStages`. */
export function entered(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const stage = stageField(object)
  if (!stage) return sql``
  const rows = changes.filter(change => change.after[stage.name]).map(change => ({ id: newId(), record: change.id, pipeline: change.after[stage.pipelineField!], stage: change.after[stage.name] }))
  if (rows.length === 0) return sql``
  return sql`, entered as (insert into ${identifier(context.workspace.schema, '_stage_history')} (id, object, record, pipeline, stage, entered_at, actor)
    select h.id, ${object.name}, h.record, h.pipeline, h.stage, ${context.now}::timestamptz, ${context.actor.member}::uuid
    from json_to_recordset(${JSON.stringify(rows)}::json) as h(id uuid, record uuid, pipeline text, stage text))`
}

export function tallied(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const rows = tallyDifferences(object, changes)
  if (rows.length === 0) return sql``
  return sql`, tallied as (insert into ${identifier(context.workspace.schema, '_tally')} (object, pipeline, stage, owner, currency, count, amount)
    select ${object.name}, y.pipeline, y.stage, y.owner, y.currency, y.count, y.amount
    from json_to_recordset(${JSON.stringify(rows)}::json) as y(pipeline text, stage text, owner uuid, currency text, count bigint, amount numeric))`
}
