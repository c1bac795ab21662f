// Kernel, objects: what happens to the values of a removed field or object. They are put away under another name and
// dropped after 60 days, as long as a record lies in the bin: a click must not destroy what nobody can type again.
// Renaming touches the catalogue alone; their indexes and foreign keys go at once, since each costs every later write.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { defineTimer } from '../job/timer.ts'
import { v7 } from 'uuid'
import { cutName, isOwnIndex } from './table.ts'
import type { TableState } from './table-state.ts'
import { readTables } from './table-state.ts'

const daysKept = 60

/** Columns that no field has any more; generated ones hold nothing of their own and are dropped. */
export async function putAway(context: Context, table: string, columns: TableState['columns'], state: TableState): Promise<void> {
  const name = identifier(context.workspace.schema, table)
  for (const { name: constraint, column } of state.references) {
    if (columns.some(each => each.name === column)) await context.sql.query(sql`alter table ${name} drop constraint ${identifier(constraint)}`)
  }
  for (const column of columns) {
    if (column.generated) {
      await context.sql.query(sql`alter table ${name} drop column ${identifier(column.name)}`)
      continue
    }
    const away = awayName(context, column.name)
    await context.sql.query(sql`alter table ${name} rename column ${identifier(column.name)} to ${identifier(away)}`)
    await setTimer(context, table, away)
  }
}

/** A whole object's table. Nothing points to it any more: that was checked before. */
export async function putAwayTable(context: Context, table: string): Promise<void> {
  const { schema } = context.workspace
  const state = (await readTables(context.sql, schema, [table])).get(table)
  if (!state) return
  const away = awayName(context, table)
  for (const { name } of state.indexes) {
    if (isOwnIndex(name)) await context.sql.query(sql`drop index ${identifier(schema, name)}`)
  }
  for (const { name } of state.references) await context.sql.query(sql`alter table ${identifier(schema, table)} drop constraint ${identifier(name)}`)
  await context.sql.query(sql`alter table ${identifier(schema, table)} rename to ${identifier(away)}`)
  for (const kept of ['_search', '_tally']) await context.sql.query(sql`delete from ${identifier(schema, kept)} where object = ${table}`)
  await setTimer(context, away, null)
}

function awayName(context: Context, name: string): string {
  const time = context.now.toISOString().replace(/\D/g, '').slice(0, 14)
  return cutName(`_gone_${name.slice(0, 35)}_${time}`, v7())
}

async function setTimer(context: Context, table: string, column: string | null): Promise<void> {
  const due = new Date(context.now.getTime() + daysKept * 24 * 3600 * 1000)
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_timer')} (id, kind, subject, occurrence, due_at, payload, created_at)
    values (${v7()}, ${dropGone.name}, ${table}, ${column ?? ''}, ${due}, ${JSON.stringify({ table, column })}, ${context.now})`)
}

/** Drops what was put away 60 days ago. */
export const dropGone = defineTimer({
  name: 'object.dropGone',
  async fire(context, timers) {
    await context.sql.query(sql`select set_config('lock_timeout', '100ms', true)`)
    for (const { payload: { table, column } } of timers as { payload: { table: string, column: string | null } }[]) {
      const name = identifier(context.workspace.schema, table)
      await context.sql.query(column === null ? sql`drop table if exists ${name}` : sql`alter table if exists ${name} drop column if exists ${identifier(column)}`)
    }
    await context.sql.query(sql`select set_config('lock_timeout', '0', true)`)
  },
})
