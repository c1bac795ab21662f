// Field types: the masks of mask.ts as SQL, so that a sensitive value does not leave the database where it is not shown.
import { raw, sql, type Sql } from '../database/sql.ts'
import type { FieldDefinition } from '../object/definition.ts'
import { ALL, SHORTEST_PHONE, SIGN } from './mask.ts'

/** `columns` are all those of the field: a value is filled where any of them is. */
export function maskSql({ type }: FieldDefinition, columns: Sql[]): Sql {
  const [first] = columns
  const filled = columns.map(column => sql`${column} is not null`).reduce((one, other) => sql`${one} or ${other}`)
  const all = sql`case when ${filled} then ${raw(`'${ALL}'`)} end`
  if (type === 'phone') return sql`case when left(${first}, 1) = '+' and length(${first}) >= ${raw(String(SHORTEST_PHONE))} then left(${first}, 3) || ' ' || substr(${first}, 4, 3) || ${raw(`'${SIGN.repeat(5)}'`)} || right(${first}, 2) else ${all} end`
  if (type === 'email') return sql`case when strpos(${first}, '@') > 0 then left(${first}, 1) || ${raw(`'${SIGN.repeat(3)}@'`)} || regexp_replace(${first}, '^.*@', '') else ${all} end`
  return all
}
