// Kernel, objects: the tables as they really are, read from PostgreSQL's catalogue.
import type { Queryable } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'

export interface TableState {
  columns: { name: string, type: string, generated: boolean }[]
  /** `valid` false: being built, or a build that failed. */
  indexes: { name: string, valid: boolean }[]
  /** Foreign keys by their first column. */
  references: { name: string, column: string, valid: boolean }[]
}

/** The tables of these objects that exist, by name. */
export async function readTables(queryable: Queryable, schema: string, names: string[]): Promise<Map<string, TableState>> {
  const rows = await queryable.query<{ name: string } & TableState>(sql`select c.relname as name,
    (select coalesce(json_agg(json_build_object('name', a.attname, 'type', format_type(a.atttypid, a.atttypmod), 'generated', a.attgenerated <> '') order by a.attnum), '[]')
      from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped) as columns,
    (select coalesce(json_agg(json_build_object('name', i.relname, 'valid', x.indisvalid)), '[]')
      from pg_index x join pg_class i on i.oid = x.indexrelid where x.indrelid = c.oid) as indexes,
    (select coalesce(json_agg(json_build_object('name', k.conname, 'column', a.attname, 'valid', k.convalidated)), '[]')
      from pg_constraint k join pg_attribute a on a.attrelid = c.oid and a.attnum = k.conkey[1] where k.conrelid = c.oid and k.contype = 'f') as references
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = ${schema} and c.relkind in ('r', 'p') and c.relname = any(${names})`)
  return new Map(rows.map(({ name, ...state }) => [name, state]))
}

/** Names of the indexes of a workspace that are ready to be used. */
export async function readReadyIndexes(queryable: Queryable, schema: string): Promise<Set<string>> {
  const rows = await queryable.query<{ name: string }>(sql`select i.relname as name from pg_index x
    join pg_class i on i.oid = x.indexrelid join pg_namespace n on n.oid = i.relnamespace where n.nspname = ${schema} and x.indisvalid`)
  return new Set(rows.map(row => row.name))
}

/** Tables beyond this many rows get their indexes and checks from a job, so that nobody waits. */
const bigTable = 10_000

export async function isBig(queryable: Queryable, schema: string, table: string): Promise<boolean> {
  const [{ count }] = await queryable.query<{ count: number }>(sql`select count(*)::int as count from (select 1 from ${identifier(schema, table)} limit ${bigTable + 1}) r`)
  return count > bigTable
}
