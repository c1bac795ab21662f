// Kernel, objects: values in the records that forbid a change of their field.
import type { Context } from '../context.ts'
import { identifier, raw, sql } from '../database/sql.ts'
import { Problem, refuse } from '../http/errors.ts'
import type { FieldDefinition } from './definition.ts'
import { columnsOfField, uniqueExpression } from './table.ts'

/** An option that a record holds, in the bin too, is not taken away. */
export async function refuseHeldOptions(context: Context, object: string, before: FieldDefinition, after: FieldDefinition): Promise<void> {
  const kept = new Set(after.options?.map(option => option.value))
  const gone = before.pipelineField || !after.options ? [] : (before.options ?? []).map(option => option.value).filter(value => !kept.has(value))
  if (gone.length === 0) return
  const column = identifier(before.name)
  const held = columnsOfField(before)[0].type === 'text[]' ? sql`${column} && ${gone}::text[]` : sql`${column} = any(${gone}::text[])`
  const [row] = await context.sql.query(sql`select to_json(${column}) as value from ${identifier(context.workspace.schema, object)} where ${held} limit 1`)
  const option = gone.find(value => [row?.value].flat().includes(value))
  if (option !== undefined) throw refuse([{ path: 'options', code: 'conflict.option', parameters: { option } }])
}

/** A field becomes unique only while no two living records share a value. */
export async function refuseRepeatedValues(context: Context, object: string, field: FieldDefinition): Promise<void> {
  const value = raw(uniqueExpression(field))
  const [row] = await context.sql.query(sql`select 1 as found from ${identifier(context.workspace.schema, object)}
    where "_deletedAt" is null and ${identifier(columnsOfField(field)[0].name)} is not null group by ${value} having count(*) > 1 limit 1`)
  if (row) throw new Problem('conflict.unique', { faults: [{ path: 'unique', code: 'conflict.unique' }] })
}
