// Which fields of an object a caller reads, and the SQL that yields them in API form. Kept per workspace version and role.
import type { Context } from '../context.ts'
import { identifier, join, raw, sql, type Sql } from '../database/sql.ts'
import { maskSql } from '../field/mask-sql.ts'
import { typeOf } from '../field/types/index.ts'
import { filterToSql } from '../filter/to-sql.ts'
import { Problem, type Fault } from '../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { roleKey } from '../permission/role.ts'
import { canRead, isMasked, rowFilter } from '../permission/rules.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** The record's own table in every statement of this room. */
export const ROW = 't'

/** What was made for one snapshot of a workspace; it goes when the snapshot goes. */
const made = new WeakMap<Workspace, Map<string, unknown>>()
const MOST_MADE = 2000

/** Makes a value once for a workspace's snapshot: statements are composed from such parts on every request. */
export function onceFor<T>({ workspace }: Context, key: string, make: () => T): T {
  let known = made.get(workspace)
  if (!known || known.size > MOST_MADE) made.set(workspace, known = new Map())
  let value = known.get(key) as T | undefined
  if (value === undefined) known.set(key, value = make())
  return value
}

/** A piece of SQL without parameters as one string, which is cheap to compose; others as they are. */
export function fixed(statement: Sql): Sql {
  return statement.values.length === 0 ? raw(statement.text) : statement
}

/** The fields that the caller may read, in the definition's order. */
export function readableFields(context: Context, object: ObjectDefinition): FieldDefinition[] {
  return onceFor(context, `readable ${roleKey(context.actor.role)} ${object.name}`, () => object.fields.filter(field => canRead(context, object.name, field.name)))
}

/** Those and the ones that she sees masked, marked so: what is shown of a record, but not what is computed, sorted or searched by. */
export function shownFields(context: Context, object: ObjectDefinition): FieldDefinition[] {
  return onceFor(context, `shown ${roleKey(context.actor.role)} ${object.name}`, () => object.fields.flatMap(field => {
    if (canRead(context, object.name, field.name)) return [field]
    return isMasked(context, object.name, field.name) ? [{ ...field, masked: true as const }] : []
  }))
}

/** The named fields of those that the caller is shown; hidden and unknown ones are refused alike. `id` and `version` always come. */
export function chosenFields(context: Context, object: ObjectDefinition, names: string[] | undefined): FieldDefinition[] {
  const fields = shownFields(context, object)
  if (!names) return fields
  const unknown = names.filter(name => !fields.some(field => field.name === name))
  if (unknown.length) throw new Problem('invalid', { faults: unknown.map(name => ({ path: `fields.${name}`, code: 'field.unknown' })) })
  const wanted = new Set([...names, 'id', 'version'])
  return onceFor(context, `chosen ${roleKey(context.actor.role)} ${object.name} ${[...wanted].join()}`, () => fields.filter(field => wanted.has(field.name)))
}

const listed = new WeakMap<FieldDefinition[], string>()

/** The fields' names in one text, for keys of `onceFor`; made once for a list that is kept itself. */
export function namesOf(fields: FieldDefinition[]): string {
  let names = listed.get(fields)
  if (names === undefined) listed.set(fields, names = fields.map(field => field.masked ? `${field.name}*` : field.name).join())
  return names
}

export function fieldOf(object: ObjectDefinition, name: string): FieldDefinition | undefined {
  return object.fields.find(field => field.name === name)
}

/** A field's column (`amount`, `amountCurrency`) in the table with this alias. */
export function columnOf(field: FieldDefinition, alias = ROW): (suffix?: string) => Sql {
  return (suffix = '') => identifier(alias, field.name + suffix)
}

export function tableOf(context: Context, object: string): Sql {
  return identifier(context.workspace.schema, object)
}

/** `expression as "name"` for each field, related records in place of ids where `expand` names them. */
export function selection(context: Context, object: ObjectDefinition, fields: FieldDefinition[], expand: string[] = [], alias = ROW): Sql {
  const make = () => fixed(join(fields.map(field => {
    const expression = expand.includes(field.name) ? expansion(context, field, alias) : field.masked ? maskSql(field, typeOf(field).columns(field).map(({ suffix }) => columnOf(field, alias)(suffix))) : typeOf(field).read(columnOf(field, alias), field)
    return sql`${expression} as ${identifier(field.name)}`
  }), ', '))
  // an expansion holds the caller's own rights
  return expand.length ? make() : onceFor(context, `selection ${alias} ${object.name} ${namesOf(fields)}`, make)
}

/** The related record as JSON (null when the caller may not read it), with the fields that she may read there. */
function expansion(context: Context, field: FieldDefinition, alias: string): Sql {
  if (field.type === 'user') {
    return sql`(select row_to_json(m) from (select "id", "name", "email", "kind" from ${identifier(context.workspace.schema, '_member')} where "id" = ${columnOf(field, alias)()}) m)`
  }
  const targets = Array.isArray(field.to) ? field.to : [field.to!]
  const parts = targets.map(target => {
    const column = columnOf(field, alias)(Array.isArray(field.to) ? `_${target}` : '')
    const related = context.workspace.objects.get(target)!
    const fields = selection(context, related, shownFields(context, related), [], 'e')
    const rows = filterToSql(rowFilter(context, target), 'e', context.workspace.schema)
    const label = Array.isArray(field.to) ? sql`${raw(`'${target}'`)} as "object", ` : sql``
    return sql`(select row_to_json(r.*) from (select ${label}${fields} from ${tableOf(context, target)} e where e."id" = ${column} and e."_deletedAt" is null and ${rows}) r)`
  })
  return parts.length === 1 ? parts[0] : sql`coalesce(${join(parts, ', ')})`
}

/** The names in `expand=company,owner`, checked: relations and members that the caller may read. */
export function expandable(context: Context, object: ObjectDefinition, names: string[]): string[] {
  const fields = readableFields(context, object)
  const faults: Fault[] = names
    .filter(name => !fields.some(field => field.name === name && (field.type === 'user' || field.type === 'relation')))
    .map(name => ({ path: `expand.${name}`, code: 'field.unknown' }))
  if (faults.length) throw new Problem('invalid', { faults })
  return names
}
