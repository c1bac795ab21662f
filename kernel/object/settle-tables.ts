// Kernel, objects: tables after an upgrade of the program. The same definitions may mean other columns or indexes in a
// new version; a hash of what the tables were brought to tells whether there is anything to do, for one query at a start.
import { createHash } from 'node:crypto'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { applyObjects } from './apply.ts'
import { lockDefinitions } from './change.ts'
import type { ObjectDefinition } from './definition.ts'
import { completeObject } from './normalise.ts'
import { tableColumns, tableIndexes } from './table.ts'

/** Brings all tables of the workspace up to what this version of the program makes of their definitions. */
export async function settleTables(context: Context): Promise<void> {
  const setting = identifier(context.workspace.schema, '_setting')
  const [kept] = await context.sql.query<{ hash: string }>(sql`select value #>> '{}' as hash from ${setting} where name = 'tables'`)
  if (kept?.hash === hashTables(context.workspace.objects.values())) return
  const { objects } = await lockDefinitions(context)
  const complete = [...objects.values()].map(completeObject)
  await applyObjects(context, complete)
  await context.sql.query(sql`insert into ${setting} (name, value) values ('tables', to_jsonb(${hashTables(complete)}::text))
    on conflict (name) do update set value = excluded.value`)
}

function hashTables(objects: Iterable<ObjectDefinition>): string {
  const meaning = [...objects].map(object => [object.name, tableColumns(object), tableIndexes(object)]).sort((one, other) => String(one[0]).localeCompare(String(other[0])))
  return createHash('sha256').update(JSON.stringify(meaning)).digest('base64url')
}
