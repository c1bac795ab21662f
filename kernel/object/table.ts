// Kernel, objects: what an object's table looks like: its columns and indexes as values, from the definition alone.
// kernel/object/apply.ts brings the real table up to them.
import { createHash } from 'node:crypto'
import { identifier, quote, raw, sql, type Sql } from '../database/sql.ts'
import { fold } from '../field/text-value.ts'
import { typeOf } from '../field/types/index.ts'
import { derivedTypes, type FieldDefinition, type ObjectDefinition, type UniqueSet } from './definition.ts'

export interface TableColumn {
  name: string
  /** As `format_type` prints it. */
  type: string
  /** The rest of its definition at the table's making: not null, default, primary key. */
  rest?: string
  /** The object (or `_member`) whose rows it points to. */
  references?: string
  /** The expression of a generated column. */
  computed?: string
}

export interface TableIndex {
  name: string
  /** The field that it serves; absent for those of the system columns. */
  field?: string
  /** All after the table's name: method, expressions, predicate. */
  definition: string
  unique: boolean
  /** What is sorted by, where that is no plain column. */
  expression?: string
}

/** The columns behind the standard fields, and the system's own. All rows of the bin have `_deletedAt`. */
export const standardColumns: TableColumn[] = [
  { name: 'id', type: 'uuid', rest: 'primary key' },
  { name: 'externalId', type: 'text' },
  { name: 'version', type: 'integer', rest: 'not null default 1' },
  { name: 'createdAt', type: 'timestamp with time zone', rest: 'not null' },
  { name: 'updatedAt', type: 'timestamp with time zone', rest: 'not null' },
  { name: 'createdBy', type: 'uuid' },
  { name: 'updatedBy', type: 'uuid' },
  { name: 'owner', type: 'uuid', references: '_member' },
  { name: 'tags', type: 'text[]' },
  { name: 'completeness', type: 'smallint' },
  { name: '_team', type: 'uuid' },
  { name: '_deletedAt', type: 'timestamp with time zone' },
  // null in the bin: it went there with the object that it was about
  { name: '_deletedBy', type: 'uuid' },
  // somebody decides about it meanwhile (kernel/record/held.ts)
  { name: '_held', type: 'boolean' },
]

export function tableColumns(object: ObjectDefinition): TableColumn[] {
  return [...standardColumns, ...object.fields.filter(field => !field.standard).flatMap(columnsOfField)]
}

export function columnsOfField(field: FieldDefinition): TableColumn[] {
  // a computed field has its columns when it is known what it yields (derived.ts)
  if (derivedTypes.has(field.type) && field.result === undefined) return []
  return typeOf(field).columns(field).map(column => ({
    name: field.name + column.suffix,
    type: column.type,
    ...column.default === undefined ? {} : { rest: `default ${column.default}` },
    ...column.references ? { references: column.references } : {},
    ...field.computed === undefined ? {} : { computed: field.computed },
  }))
}

const alive = `"_deletedAt" is null`

/**
 * Few, since an import of a million rows pays for each. Those that only find (unique, relations, tags) leave empties
 * out; those that sort keep them, because a list shows them last.
 */
export function tableIndexes(object: ObjectDefinition): TableIndex[] {
  const standard = [
    makeIndex(object, 'externalId', `("externalId") where ${alive} and "externalId" is not null`, { unique: true }),
    makeIndex(object, 'createdAt', `("createdAt", "id") where ${alive}`),
    makeIndex(object, 'updatedAt', `("updatedAt", "id") where ${alive}`),
    makeIndex(object, 'owner', `("owner", "updatedAt", "id") where ${alive}`),
    // with the owner, by whose name a team's rows can be sorted
    makeIndex(object, '_team', `("_team", "updatedAt", "id") include ("owner") where ${alive}`),
    makeIndex(object, 'tags', `using gin ("tags") where ${alive} and "tags" is not null`),
  ]
  return [...standard, ...object.fields.filter(field => !field.standard).flatMap(field => fieldIndexes(object, field)), ...(object.uniqueSets ?? []).map(set => setIndex(object, set))]
}

/** Indexes that one field of a complete definition asks for. */
export function fieldIndexes(object: ObjectDefinition, field: FieldDefinition): TableIndex[] {
  const type = typeOf(field)
  const columns = columnsOfField(field).map(column => quote(column.name))
  const indexes: TableIndex[] = []
  if (field.unique) indexes.push(makeIndex(object, field.name, uniqueDefinition(field), { unique: true }))
  if (!field.index || type.index === null) return indexes
  if (type.index === 'gin') return [...indexes, makeIndex(object, field.name, `using gin (${columns[0]}) where ${alive} and ${columns[0]} is not null`)]
  if (columnsOfField(field).some(column => column.references)) {
    // without `_deletedAt`, so that the foreign key's own look-up can use it
    return [...indexes, ...columns.map((column, at) => makeIndex(object, `${field.name}_${at}`, `(${column}, "id") where ${column} is not null`, { field: field.name }))]
  }
  const sorted = sortExpression(field)
  indexes.push({ ...makeIndex(object, field.name, `(${sorted}, "id") where ${alive}`), ...columns.some(column => sorted === `(${column})`) ? {} : { expression: sorted } })
  if (field.ownerIndex) indexes.push(makeIndex(object, `${field.name}_owner`, `("owner", ${sorted}, "id") where ${alive}`, { field: field.name }))
  // a board reads each stage by its newest change
  if (field.pipelineField) indexes.push(makeIndex(object, `${field.name}_board`, `(${columns[0]}, "updatedAt", "id") where ${alive}`, { field: field.name }))
  return indexes
}

/**
 * Builds an index. Of an expression PostgreSQL knows nothing but by statistics that are asked for (it takes none from an index on
 * a part of a table): it would take a field that hardly anybody fills in for one that hardly anybody leaves empty, and sort a
 * million rows for the first fifty. They have the index's name.
 */
export function buildIndex(schema: string, table: string, { name, definition, unique, expression }: TableIndex, way: '' | 'concurrently' = ''): Sql[] {
  const index = sql`create ${raw(unique ? 'unique ' : '')}index ${raw(way)} ${identifier(name)} on ${identifier(schema, table)} ${raw(definition)}`
  if (expression === undefined) return [index]
  return [index, sql`create statistics if not exists ${identifier(schema, name)} on ${raw(expression)} from ${identifier(schema, table)}`]
}

/** Text is unique as written, an email in any case, a phone in its normal form (that is how it is stored). */
export function uniqueExpression(field: FieldDefinition): string {
  const column = quote(columnsOfField(field)[0].name)
  return field.type === 'email' ? fold(raw(column)).sql : column
}

/** What fields that are unique together are compared by: texts by their hash, since an index entry has an end. `alias` is that of a table. */
export function setExpression(field: FieldDefinition, alias?: string): string {
  const [{ name, type }] = columnsOfField(field)
  const column = alias === undefined ? quote(name) : quote(alias, name)
  return type === 'text' ? `md5(${field.type === 'email' ? fold(raw(column)).sql : column})` : column
}

/** Its name begins as that of no field's index does. */
export function setIndex(object: ObjectDefinition, set: UniqueSet): TableIndex {
  const fields = set.fields.map(name => object.fields.find(field => field.name === name)!)
  const filled = fields.map(field => `${quote(columnsOfField(field)[0].name)} is not null`).join(' and ')
  return makeIndex(object, `_set_${set.fields.join('_')}`, `(${fields.map(field => setExpression(field)).join(', ')}) where ${alive} and ${filled}`, { unique: true })
}

function uniqueDefinition(field: FieldDefinition): string {
  return `(${uniqueExpression(field)}) where ${alive} and ${quote(columnsOfField(field)[0].name)} is not null`
}

function sortExpression(field: FieldDefinition): string {
  const expression = typeOf(field).sort?.expression((suffix = '') => columnSql(field, suffix))
  if (!expression) return quote(field.name)
  if (expression.values.length) throw new Error(`The sort expression of the type ${field.type} has parameters: it cannot be indexed`)
  return `(${expression.sql})`
}

function columnSql(field: FieldDefinition, suffix: string): Sql {
  return identifier(field.name + suffix)
}

/** The name tells the definition apart: an index whose meaning changes is another index. */
function makeIndex(object: ObjectDefinition, subject: string, definition: string, options: { unique?: boolean, field?: string } = {}): TableIndex {
  const unique = options.unique ?? false
  const field = options.field ?? (subject.startsWith('_') ? undefined : subject)
  return { name: cutName(`${object.name}_${subject}`, `${unique}${definition}`), definition, unique, ...field ? { field } : {} }
}

/** A name of at most 63 bytes that ends with six digits of the hash of what it stands for. */
export function cutName(name: string, meaning: string): string {
  const hash = createHash('sha256').update(`${name} ${meaning}`).digest('hex').slice(0, 6)
  return `${name.slice(0, 56)}_${hash}`
}

/** Ours, by that ending; an index that a database administrator adds is left alone. */
export function isOwnIndex(name: string): boolean {
  return /_[0-9a-f]{6}$/.test(name)
}
