// Kernel, objects: sets of fields whose values together are unique (`[{ "fields": ["brand", "serial"] }]`): what may be one,
// and the expressions that its index and its check compare by. A record in which any of them is empty does not count.
import type { Context } from '../context.ts'
import { identifier, join, raw, sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import { refuse, type Fault } from '../http/errors.ts'
import type { FieldDefinition, ObjectDefinition, UniqueSet } from './definition.ts'
import { columnsOfField, setExpression } from './table.ts'

const MOST_SETS = 10

export function checkUniqueSets(object: ObjectDefinition): Fault[] {
  const sets = object.uniqueSets ?? []
  if (sets.length > MOST_SETS) return [{ path: 'uniqueSets', code: 'list.tooLong', parameters: { max: MOST_SETS } }]
  return sets.flatMap(({ fields }, index) => fields.flatMap((name, at) => {
    const fault = (code: string): Fault[] => [{ path: `uniqueSets[${index}].fields[${at}]`, code }]
    const field = object.fields.find(each => each.name === name)
    if (!field) return fault('field.unknown')
    if (fields.indexOf(name) < at) return fault('option.repeated')
    return field.computed || field.type === 'formula' || field.type === 'rollup' || typeOf(field).index !== 'btree' || columnsOfField(field).length !== 1 ? fault('value.invalid') : []
  }))
}

/** The fields of a set, in its order. */
export function fieldsOfSet(object: ObjectDefinition, { fields }: UniqueSet): FieldDefinition[] {
  return fields.flatMap(name => object.fields.find(field => field.name === name) ?? [])
}

/** A new set is refused while living records clash: 409 with how many and one example. */
export async function refuseRepeatedSets(context: Context, object: ObjectDefinition, sets: UniqueSet[]): Promise<void> {
  for (const set of sets) {
    const fields = fieldsOfSet(object, set)
    const filled = join(fields.map(field => sql`${identifier(field.name)} is not null`), ' and ')
    const values = join(fields.map(field => raw(setExpression(field))), ', ')
    const shown = join(fields.map(field => sql`min((${typeOf(field).read((suffix = '') => identifier(field.name + suffix), field)})::text)`), ', ')
    const [row] = await context.sql.query<{ count: number, example: string[] }>(sql`select count(*)::int as count, (array_agg(example))[1:1] as example from
      (select array_to_string(array[${shown}], ' · ') as example from ${identifier(context.workspace.schema, object.name)} where "_deletedAt" is null and ${filled} group by ${values} having count(*) > 1) d`)
    if (row.count) throw refuse([{ path: `uniqueSets[${object.uniqueSets!.indexOf(set)}]`, code: 'conflict.repeated', parameters: { count: row.count, example: row.example[0] } }])
  }
}
