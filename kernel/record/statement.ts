// The statements of a write: rows, their events, stage history and tally in one round trip per kind of change.
import type { Context } from '../context.ts'
import { identifier, join, raw, sql, Template, type Sql, type Statement } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { fixed, namesOf, onceFor, tableOf } from './fields.ts'
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
  return onceFor(context, `shape ${object.name} ${namesOf(fields)}`, () => {
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
  if (first.kind === 'created') return object.fields.filter(field => !field.computed && changes.some(change => isHeld(field, change.after[field.name])))
  const touched = new Set(changes.flatMap(change => change.changed))
  for (const name of ['version', 'updatedAt', 'updatedBy', 'completeness']) touched.add(name)
  return object.fields.filter(field => !field.computed && field.name !== 'id' && touched.has(field.name))
}

/** An empty list is nothing, but in JSON, where it is what somebody said. */
function isHeld({ type }: FieldDefinition, value: unknown): boolean {
  return !isEmpty(value) || (type === 'json' && Array.isArray(value))
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
export function eventValues(context: Context, object: ObjectDefinition, change: Change): { _before: RecordValues | null, _after: RecordValues | null } {
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

/** Inserts a few new records with their events. */
export function insertion(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const shape = shapeOf(context, object, usedFields(object, changes))
  return sql`${source(shape, rowsOf(context, object, shape.columns, changes))},
    made as (insert into ${tableOf(context, object.name)} (${shape.names}) select ${shape.names} from x)${logged(context, object, 'created')}${entered(context, object, changes)}${tallied(context, object, changes)} select 1`
}

/** One row of one table: the names and types of its columns, and their values. */
interface Row { table: string, columns: { name: string, type: string }[], values: unknown[] }

const columnsOf = (types: Record<string, string>) => Object.entries(types).map(([name, type]) => ({ name, type }))
const eventColumns = columnsOf({ at: 'timestamptz', object: 'text', record: 'uuid', kind: 'text', version: 'int', actor: 'uuid', way: 'text', cause: 'jsonb', after: 'jsonb' })
const stageColumns = columnsOf({ id: 'uuid', object: 'text', record: 'uuid', pipeline: 'text', stage: 'text', entered_at: 'timestamptz', actor: 'uuid' })
const tallyColumns = columnsOf({ object: 'text', pipeline: 'text', stage: 'text', owner: 'uuid', currency: 'text', count: 'bigint', amount: 'numeric' })

/**
 * Inserts one new record with its event. Plain parameters cost PostgreSQL a good deal less than a row out of JSON, and
 * the text is made once for each set of filled fields.
 */
export function creation(context: Context, object: ObjectDefinition, change: Change): Statement {
  const { actor, now } = context
  const fields = usedFields(object, [change])
  const { columns } = shapeOf(context, object, fields)
  const { after, id } = change
  const values = columns.map(({ field, at, type }) => toParameter(typeOf(field).toColumns(after[field.name], field)[at], type))
  const rows: Row[] = [
    { table: object.name, columns: [{ name: '_team', type: 'uuid' }, ...columns], values: [teamOf(context, after.owner), ...values] },
    ...tallyDifferences(object, [change]).map(({ pipeline, stage, owner, currency, count, amount }) => ({ table: '_tally', columns: tallyColumns, values: [object.name, pipeline, stage, owner, currency, count, amount] })),
    ...stagesEntered(object, [change]).map(({ pipeline, stage }) => ({ table: '_stage_history', columns: stageColumns, values: [newId(), object.name, id, pipeline, stage, now, actor.member] })),
    { table: '_event', columns: eventColumns, values: [now, object.name, id, 'created', 1, actor.member, actor.way, asJson(change.cause ?? context.cause), asJson(eventValues(context, object, change)._after)] },
  ]
  return onceFor(context, `creation ${object.name} ${namesOf(fields)}`, () => insertRows(context.workspace.schema, rows)).with(rows.flatMap(row => row.values))
}

function insertRows(schema: string, rows: Row[]): Template {
  const inserts = rows.map(({ table, columns, values }) => sql`insert into ${identifier(schema, table)} (${join(columns.map(({ name }) => identifier(name)), ', ')})
    values (${join(columns.map(({ type }, at) => sql`${values[at]}::${raw(type)}`), ', ')})`)
  const first = inserts.slice(0, -1).map((insert, at) => sql`i${raw(String(at))} as (${insert})`)
  return new Template(sql`with ${join(first, ',\n')}
    ${inserts.at(-1)!}`)
}

/** A column's value as a parameter: node-postgres would make lists in JSON columns into arrays. */
function toParameter(value: unknown, type: string): unknown {
  return type.startsWith('json') ? asJson(value) : value
}

function asJson(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
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
  const rows = stagesEntered(object, changes).map(row => ({ id: newId(), ...row }))
  if (rows.length === 0) return sql``
  return sql`, entered as (insert into ${identifier(context.workspace.schema, '_stage_history')} (id, object, record, pipeline, stage, entered_at, actor)
    select h.id, ${object.name}, h.record, h.pipeline, h.stage, ${context.now}::timestamptz, ${context.actor.member}::uuid
    from json_to_recordset(${JSON.stringify(rows)}::json) as h(id uuid, record uuid, pipeline text, stage text))`
}

function stagesEntered(object: ObjectDefinition, changes: Change[]): { record: string, pipeline: string, stage: string }[] {
  const stage = stageField(object)
  if (!stage) return []
  return changes.filter(change => change.after[stage.name]).map(change => ({ record: change.id, pipeline: change.after[stage.pipelineField!], stage: change.after[stage.name] }))
}

export function tallied(context: Context, object: ObjectDefinition, changes: Change[]): Sql {
  const rows = tallyDifferences(object, changes)
  if (rows.length === 0) return sql``
  return sql`, tallied as (insert into ${identifier(context.workspace.schema, '_tally')} (object, pipeline, stage, owner, currency, count, amount)
    select ${object.name}, y.pipeline, y.stage, y.owner, y.currency, y.count, y.amount
    from json_to_recordset(${JSON.stringify(rows)}::json) as y(pipeline text, stage text, owner uuid, currency text, count bigint, amount numeric))`
}
