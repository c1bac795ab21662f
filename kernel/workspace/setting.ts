// Workspace room: values that a room keeps by name, one a workspace (rules, mappings, how far a long work is).
import type { Context } from '../context.ts'
import { empty, identifier, sql } from '../database/sql.ts'

type Place = Pick<Context, 'sql' | 'workspace'>

/** Undefined before it was first written. With `lock` nobody else writes it until the transaction ends. */
export async function readSetting<Value>({ sql: queryable, workspace }: Place, name: string, lock = false): Promise<Value | undefined> {
  const [row] = await queryable.query<{ value: Value }>(sql`select value from ${identifier(workspace.schema, '_setting')} where name = ${name} ${lock ? sql`for update` : empty}`)
  return row?.value
}

export async function writeSetting({ sql: queryable, workspace }: Place, name: string, value: unknown): Promise<void> {
  await queryable.query(sql`insert into ${identifier(workspace.schema, '_setting')} (name, value) values (${name}, ${JSON.stringify(value)}::jsonb) on conflict (name) do update set value = excluded.value`)
}
