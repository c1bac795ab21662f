// Values of unique fields that other records, or earlier operations of the same write, already have. The index has the
// last word; this tells all of them at once instead of one refusal at a time.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { typeOf } from '../field/types/index.ts'
import { environmentOf } from '../field/environment.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { columnOf, ROW, tableOf } from './fields.ts'
import { asUnique } from './pretence.ts'
import { Faults, type Operation, type OperationFault, type WriteOptions } from './operation.ts'
import { isEmpty } from './prepare.ts'
import { isAny } from './upsert.ts'

export async function findTaken(context: Context, object: ObjectDefinition, operations: Operation[], options: WriteOptions): Promise<OperationFault[]> {
  const faults = new Faults(options)
  for (const field of object.fields.filter(each => each.unique)) {
    const type = typeOf(field)
    const claims = operations.flatMap((operation, at) => 'data' in operation && ['string', 'number'].includes(typeof operation.data[field.name]) && !isEmpty(operation.data[field.name])
      ? [{ at, value: asUnique(field, operation.data[field.name]), given: operation.data[field.name], id: operation.op === 'update' ? operation.id : undefined }] : [])
    if (claims.length === 0 || !type.operators.in) continue
    const rows = await context.sql.query<{ id: string, value: unknown }>(sql`select "id", ${type.read(columnOf(field), field)} as value from ${tableOf(context, object.name)} ${identifier(ROW)}
      where ${isAny(field, claims.map(claim => claim.given), environmentOf(context))} and "_deletedAt" is null`)
    // whom another operation of this write gives another value, or has already, holds this one no more
    const given = new Map(operations.flatMap(operation => operation.op === 'update' && field.name in operation.data ? [[operation.id, operation.data[field.name]]] : []))
    const holds = (id: string, value: unknown) => {
      const now = given.has(id) ? given.get(id) : options.pretence?.rows.get(id)?.values[field.name] ?? value
      return !isEmpty(now) && asUnique(field, now) === asUnique(field, value)
    }
    const owners = new Map(rows.flatMap(row => holds(row.id, row.value) ? [[asUnique(field, row.value), row.id]] : []))
    for (const { at, value, id } of claims) {
      const owner = owners.get(value) ?? options.pretence?.ownerOf(field, value)
      if (owner !== undefined && owner !== id) faults.add(at, field.name, 'conflict.unique')
      else owners.set(value, id ?? `new ${at}`)
    }
  }
  return faults.list
}
