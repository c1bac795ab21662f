// Kernel, objects: brings the real tables up to their definitions while the system runs.
// A waiting ALTER would make every later reader wait behind it: each tries for 100 ms, lets go of all, and tries again.
import type { Context } from '../context.ts'
import type { Transaction } from '../database/database.ts'
import { identifier, quote, raw, sql, type Sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { addJob } from '../job/job.ts'
import { setTimeout as pause } from 'node:timers/promises'
import { codeOf } from '../refusal.ts'
import type { ObjectDefinition } from './definition.ts'
import { maxCustomFields } from './definition.ts'
import { finishTable } from './finish-job.ts'
import { putAway, putAwayTable } from './put-away.ts'
import type { TableColumn } from './table.ts'
import { buildIndex, cutName, isOwnIndex, tableColumns, tableIndexes } from './table.ts'
import { isBig, readTables, type TableState } from './table-state.ts'

const lockTimeout = '100ms'
/** Milliseconds between tries; about four seconds together. */
const backOff = [30, 60, 120, 250, 500, 500, 750, 750, 1000]

/**
 * Makes what is missing in the tables of these objects and puts away what their definitions no longer hold; `gone` are
 * objects to put away whole. Big tables get their indexes by a job. Throws `conflict.busy` when the locks could not be had.
 */
export async function applyObjects(context: Context, objects: ObjectDefinition[], gone: string[] = []): Promise<void> {
  const transaction = context.sql as Transaction
  for (let attempt = 0; ; attempt++) {
    try {
      return await transaction.savepoint(async () => {
        await transaction.query(sql`select set_config('lock_timeout', ${lockTimeout}, true)`)
        await applyOnce(context, objects, gone)
        await transaction.query(sql`select set_config('lock_timeout', '0', true)`)
      })
    } catch (error) {
      // 54011: a PostgreSQL table has 1,600 columns in its life, those put away counted
      if (codeOf(error) === '54011') throw new Problem('fields.tooMany', { parameters: { max: maxCustomFields } })
      if (!isBusy(error)) throw error
      if (attempt === backOff.length) throw new Problem('conflict.busy', { retryAfter: 5 })
      await pause(backOff[attempt])
    }
  }
}

/** 55P03 lock not available, 40P01 deadlock: within the savepoint nothing is lost. */
function isBusy(error: unknown): boolean {
  return codeOf(error) === '55P03' || codeOf(error) === '40P01'
}

async function applyOnce(context: Context, objects: ObjectDefinition[], gone: string[]): Promise<void> {
  const { schema } = context.workspace
  const states = await readTables(context.sql, schema, objects.map(object => object.name))
  const fresh = objects.filter(object => !states.has(object.name))
  for (const object of fresh) await context.sql.query(createTable(schema, object))
  // new tables may point to each other: references come when all are there
  for (const object of fresh) await addReferences(context, object)
  for (const object of objects) {
    const state = states.get(object.name)
    if (state) await alterTable(context, object, state)
  }
  for (const object of fresh) await addIndexes(context, object, [])
  for (const name of gone) await putAwayTable(context, name)
}

function createTable(schema: string, object: ObjectDefinition): Sql {
  const columns = tableColumns(object).map(columnText)
  return sql`create table ${identifier(schema, object.name)} (${raw(columns.join(', '))})`
}

function columnText(column: TableColumn): string {
  const generated = column.computed === undefined ? '' : ` generated always as (${column.computed}) stored`
  return `${quote(column.name)} ${column.type} ${column.rest ?? ''}${generated}`
}

async function addReferences(context: Context, object: ObjectDefinition): Promise<void> {
  const parts = tableColumns(object).filter(column => column.references).map(column => referenceText(context, object, column, false))
  if (parts.length) await context.sql.query(alter(context, object.name, parts))
}

function referenceText(context: Context, object: ObjectDefinition, column: TableColumn, later: boolean): string {
  const name = quote(cutName(`${object.name}_${column.name}`, `references ${column.references}`))
  const target = quote(context.workspace.schema, column.references!)
  return `add constraint ${name} foreign key (${quote(column.name)}) references ${target} ("id") on delete set null${later ? ' not valid' : ''}`
}

function alter(context: Context, table: string, parts: string[]): Sql {
  return sql`alter table ${identifier(context.workspace.schema, table)} ${raw(parts.join(', '))}`
}

/** One ALTER for all that is missing, so that one lock serves; nothing in it rewrites the table, but for computed columns. */
async function alterTable(context: Context, object: ObjectDefinition, state: TableState): Promise<void> {
  const wanted = tableColumns(object)
  const real = new Map(state.columns.map(column => [column.name, column]))
  for (const column of wanted) {
    const found = real.get(column.name)
    if (found && found.type !== column.type) throw new Error(`${object.name}.${column.name} is ${found.type} in the table and ${column.type} in its definition`)
  }
  const names = new Set(wanted.map(column => column.name))
  const extra = state.columns.filter(column => !names.has(column.name) && !column.name.startsWith('_'))
  if (extra.length) await putAway(context, object.name, extra, state)
  const missing = wanted.filter(column => !real.has(column.name))
  const later = await isBig(context.sql, context.workspace.schema, object.name)
  const pointing = missing.filter(column => column.references)
  const parts = [...missing.map(column => `add column ${columnText(column)}`), ...pointing.map(column => referenceText(context, object, column, later))]
  if (parts.length) await context.sql.query(alter(context, object.name, parts))
  const unready = await dropIndexes(context, object, state, later)
  if (!later) await addIndexes(context, object, state.indexes.filter(index => index.valid).map(index => index.name))
  else if (unready || pointing.length) await queueFinish(context, object.name)
}

/** Drops those that no field asks for any more (and in a small table what a failed build left), and says whether others are missing. */
async function dropIndexes(context: Context, object: ObjectDefinition, state: TableState, later: boolean): Promise<boolean> {
  const wanted = new Set(tableIndexes(object).map(index => index.name))
  for (const { name, valid } of state.indexes.filter(index => isOwnIndex(index.name))) {
    const useless = !wanted.has(name) || (!valid && !later)
    if (!useless) continue
    await context.sql.query(sql`drop index if exists ${identifier(context.workspace.schema, name)}`)
    await context.sql.query(sql`drop statistics if exists ${identifier(context.workspace.schema, name)}`)
  }
  return [...wanted].some(name => !state.indexes.some(index => index.name === name && index.valid))
}

async function addIndexes(context: Context, object: ObjectDefinition, present: string[]): Promise<void> {
  const { schema } = context.workspace
  for (const index of tableIndexes(object).filter(each => !present.includes(each.name))) {
    for (const statement of buildIndex(schema, object.name, index)) await context.sql.query(statement)
  }
}

async function queueFinish(context: Context, object: string): Promise<void> {
  const key = `${context.workspace.schema}.${object}`
  await addJob(context, finishTable, { object }, { key: `object.finish ${key}`, queue: `object.finish ${key}` })
}
