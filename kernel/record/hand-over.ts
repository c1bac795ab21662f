// Unique values that pass from one record to another within one write (two that swap them, one that gives its own up to a
// new one): the index looks at each row for itself, so they are put down first, and taken up by the statements that follow.
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, ObjectDefinition } from '../object/definition.ts'
import { columnsOfField } from '../object/table.ts'
import { fieldsOfSet } from '../object/unique-set.ts'
import { tableOf } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'
import { isEmpty } from './prepare.ts'
import { asUnique } from './pretence.ts'

/** Statements that empty what updated records leave to others of the write; each is filled anew by its own update. */
export function handOver(context: Context, object: ObjectDefinition, changes: Change[]): Sql[] {
  if (changes.length < 2 || !changes.some(change => change.kind === 'updated')) return []
  const given = new Map<FieldDefinition, string[]>()
  for (const fields of uniqueTogether(object)) {
    const moved = ({ kind, changed }: Change) => kind !== 'updated' || fields.some(field => changed.includes(field.name))
    const taken = new Set(changes.flatMap(change => change.kind !== 'deleted' && moved(change) ? keyOf(fields, change.after) ?? [] : []))
    for (const change of changes) {
      if (change.kind !== 'updated' || !moved(change) || !taken.has(keyOf(fields, change.before!) ?? '')) continue
      const field = fields.find(({ name }) => change.changed.includes(name))!
      given.set(field, [...given.get(field) ?? [], change.id])
    }
  }
  return [...given].map(([field, ids]) => sql`update ${tableOf(context, object.name)} set ${identifier(columnsOfField(field)[0].name)} = null where "id" = any(${ids}::uuid[])`)
}

function uniqueTogether(object: ObjectDefinition): FieldDefinition[][] {
  return [...object.fields.filter(field => field.unique).map(field => [field]), ...(object.uniqueSets ?? []).map(set => fieldsOfSet(object, set))]
}

/** What the index compares; nothing where a part is empty, which clashes with nobody. */
function keyOf(fields: FieldDefinition[], values: RecordValues): string | undefined {
  if (fields.some(({ name }) => isEmpty(values[name]))) return undefined
  return JSON.stringify(fields.map(field => asUnique(field, typeOf(field).toColumns(values[field.name], field)[0])))
}
