// Contacts: which contacts must give up the flag "primary" because another of their company got it.
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import type { Change } from '../../kernel/record/hook.ts'

/** Of several set in one batch the last one keeps it. Locks the companies first: two at once take turns. */
export async function otherPrimaries(context: Context, fresh: Change[]): Promise<string[]> {
  const keeper = new Map(fresh.map(({ id, after }) => [after.company as string, id]))
  if (keeper.size === 0) return []
  const companies = [...keeper.keys()].sort()
  const { schema } = context.workspace
  await context.sql.query(sql`select id from ${identifier(schema, 'company')} where id = any(${companies}::uuid[]) order by id for no key update`)
  const rows = await context.sql.query<{ id: string }>(sql`select id from ${identifier(schema, 'contact')}
    where company = any(${companies}::uuid[]) and "isPrimary" and "_deletedAt" is null and id <> all(${[...keeper.values()]}::uuid[]) order by id`)
  return rows.map(row => row.id)
}
