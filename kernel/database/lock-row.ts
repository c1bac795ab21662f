// Database room: whoever changes a row locks it before reading it, so that of two at once the second sees what the first wrote,
// and neither puts back what the other changed.
import type { Queryable } from './database.ts'
import { sql, type Sql } from './sql.ts'

/** Until the transaction ends; nothing where there is no such row. */
export async function lockRow(queryable: Queryable, table: Sql, id: string): Promise<void> {
  await queryable.query(sql`select from ${table} where id = ${id}::uuid for update`)
}
