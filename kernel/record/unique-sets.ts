// Fields that are unique together: asked before the rows are written, so that every clash is told with its place, also
// between two records of one write. The index has the last word where somebody else writes the same at the same time.
import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { identifier, join, raw, sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import type { FieldDefinition, Label, ObjectDefinition, UniqueSet } from '../object/definition.ts'
import { columnsOfField, setExpression } from '../object/table.ts'
import { fieldsOfSet } from '../object/unique-set.ts'
import { isConcealed } from '../permission/rules.ts'
import { ROW, tableOf } from './fields.ts'
import type { Change } from './hook.ts'
import type { Faults } from './operation.ts'
import { isEmpty, sameValue, type Preparation } from './prepare.ts'

/** A record that comes to hold a full set of values: its place in the request, and the values as its columns hold them. */
interface Claim { at: number, id: string, values: unknown[] }

/** One query for each set that any of the changes touches. */
export async function checkUniqueSets({ context, object, faults }: Preparation, changes: (Change | undefined)[], places: number[]): Promise<void> {
  for (const set of object.uniqueSets ?? []) {
    const fields = fieldsOfSet(object, set)
    const claims = changes.flatMap((change, index) => change && comesToHold(change, fields) ? [claimOf(change, fields, places[index])] : [])
    if (claims.length === 0) continue
    const leaving = changes.flatMap(change => change?.kind === 'deleted' || (change?.kind === 'updated' && movesAway(change, fields)) ? [change.id] : [])
    const taken = await findTaken(context, object, fields, claims, leaving)
    const holders = new Set<string>()
    for (const { at, values } of claims) {
      const key = JSON.stringify(values)
      if (taken.has(at) || holders.has(key)) addFault(context, object, fields, at, faults)
      else holders.add(key)
    }
  }
}

/** Whether the change makes its record hold these values: it is made with them, changes one of them or comes back. */
function comesToHold({ kind, before, after }: Change, fields: FieldDefinition[]): boolean {
  if (kind === 'deleted' || fields.some(field => isEmpty(after[field.name]))) return false
  return kind !== 'updated' || movesAway({ before, after }, fields)
}

function movesAway({ before, after }: Pick<Change, 'before' | 'after'>, fields: FieldDefinition[]): boolean {
  return fields.some(field => !sameValue(before![field.name] ?? null, after[field.name] ?? null))
}

function claimOf({ id, after }: Change, fields: FieldDefinition[], at: number): Claim {
  return { at, id, values: fields.map(field => {
    const [value] = typeOf(field).toColumns(after[field.name], field)
    return field.type === 'email' ? String(value).toLowerCase() : value
  }) }
}

/** The places of claims that another living record holds already, and is not about to leave. */
async function findTaken(context: Context, object: ObjectDefinition, fields: FieldDefinition[], claims: Claim[], leaving: string[]): Promise<Set<number>> {
  const columns = fields.map((field, at) => ({ name: field.name, key: `k${at}`, type: columnsOfField(field)[0].type }))
  const rows = claims.map(({ at, id, values }) => ({ at, id, ...Object.fromEntries(values.map((value, index) => [`k${index}`, value])) }))
  const same = fields.map((field, at) => sql`${raw(setExpression(field, ROW))} = ${raw(columns[at].type === 'text' ? `md5(x.k${at})` : `x.k${at}`)} and ${identifier(ROW, field.name)} is not null`)
  const found = await context.sql.query<{ at: number }>(sql`select x.at from json_to_recordset(${JSON.stringify(rows)}::json) as x(at int, id uuid, ${join(columns.map(({ key, type }) => raw(`${key} ${type}`)), ', ')})
    where exists (select from ${tableOf(context, object.name)} ${identifier(ROW)} where ${join(same, ' and ')} and ${identifier(ROW, '_deletedAt')} is null and ${identifier(ROW, 'id')} <> x.id
      and ${identifier(ROW, 'id')} <> all(${leaving}::uuid[]))`, { read: true })
  return new Set(found.map(row => row.at))
}

/** What the index refused: PostgreSQL tells the hashes of the texts that clash. */
export function addSetFaults(context: Context, object: ObjectDefinition, set: UniqueSet, changes: Change[], places: number[], detail: string, faults: Faults): void {
  const fields = fieldsOfSet(object, set)
  const claims = changes.flatMap((change, index) => comesToHold(change, fields) ? [claimOf(change, fields, places[index])] : [])
  const exact = claims.filter(({ values }) => values.every(value => detail.includes(String(value)) || detail.includes(createHash('md5').update(String(value)).digest('hex'))))
  for (const { at } of exact.length ? exact.slice(-1) : claims) addFault(context, object, fields, at, faults)
}

/** At the first field; where one of them is hidden from the caller, at that one, so that nothing is told. */
function addFault(context: Context, object: ObjectDefinition, fields: FieldDefinition[], at: number, faults: Faults): void {
  const { name } = fields.find(field => isConcealed(context, object, field.name)) ?? fields[0]
  const list = (language: 'en' | 'id') => fields.map(({ label }: { label: Label }) => label[language] ?? label.en ?? label.id).join(', ')
  faults.add(at, name, 'conflict.uniqueSet', { fields: { en: list('en'), id: list('id') } })
}
