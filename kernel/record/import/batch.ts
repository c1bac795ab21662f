// One batch of an import: its rows converted, then written together with how far the import is, in one transaction.
import { setTimeout as pause } from 'node:timers/promises'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import { holdDefinitions } from '../../object/change.ts'
import { say } from '../../object/describe.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { actorOf } from '../../workspace/actor.ts'
import type { Workspace } from '../../workspace/workspace.ts'
import { fieldOf } from '../fields.ts'
import type { WriteOptions } from '../operation.ts'
import { Pretence } from '../pretence.ts'
import { countAlike } from './alike.ts'
import { convertRow, startConversion, type Conversion, type ConvertedRow } from './convert.ts'
import type { FileRow } from './csv-reader.ts'
import { importTable, noteAdded, type ImportRow } from './import-row.ts'
import { remember, resolveLinks, type FoundLinks } from './links.ts'
import { matchFields, ownLinks } from './mapping.ts'
import { addOptions, findNewOptions, pretendOptions, type NewOptions } from './new-options.ts'
import { writeRows, type BatchResult } from './write-rows.ts'

/** What a running import carries from batch to batch. */
export interface Run {
  app: App
  slug: string
  given: ImportRow
  found: FoundLinks
  /** Dry runs only: what it has pretended to write, and to add to the definitions. */
  pretence?: Pretence
  options: NewOptions
  conversion?: Conversion
}

export function startRun(app: App, slug: string, given: ImportRow): Run {
  return { app, slug, given, found: new Map(), pretence: given.options.dryRun ? new Pretence() : undefined, options: new Map() }
}

/** The importer acts: with her rights as they are now, in definitions as they are now. */
async function actingContext({ app, slug, given, options, conversion }: Run): Promise<Context> {
  const stored = await app.workspaces.get(slug)
  const actor = stored && actorOf(stored, given.member, 'import', given.narrowed)
  if (!stored || !actor) throw new Problem('permission.denied')
  const workspace = options.size ? pretended(stored, given.object, options, conversion?.context.workspace) : stored
  return { workspace, actor, sql: app.database, now: app.clock.now(), log: app.log, locale: stored.members.get(given.member)?.locale ?? stored.locale, cause: { import: given.id, depth: 0 } }
}

const bases = new WeakMap<Workspace, { stored: Workspace, options: NewOptions }>()

/** The same snapshot as for the batch before, while nothing has changed: much is remembered by it. */
function pretended(stored: Workspace, object: string, options: NewOptions, last: Workspace | undefined): Workspace {
  const base = last && bases.get(last)
  if (base?.stored === stored && base.options === options) return last!
  const workspace = pretendOptions(stored, object, options)
  bases.set(workspace, { stored, options })
  return workspace
}

function objectOf({ workspace }: Context, { given }: Run): ObjectDefinition {
  const object = workspace.objects.get(given.object)
  if (!object) throw new Problem('object.unknown')
  return object
}

/** Rows as values, and the definitions that these hold in. */
export interface ConvertedBatch { rows: ConvertedRow[], workspace: Workspace }

/**
 * The rows' values in the definitions as they are now, new options added to them first. An option that was taken away
 * meanwhile is none: its rows fail with that reason, unless the mapping says what its word means, or missing options are
 * to be added.
 */
export async function convertBatch(run: Run, rows: FileRow[]): Promise<ConvertedBatch> {
  let conversion = await conversionOf(run)
  const { context, object } = conversion
  if (run.given.options.createOptions && context.actor.role.administrator) {
    const fresh = findNewOptions(conversion, rows)
    if (fresh.size) {
      await noteAdded(context, run.given, fresh)
      if (run.pretence) run.options = merge(run.options, fresh)
      else await addOptions(context, run.app.database, object.name, fresh)
      conversion = await conversionOf(run)
    }
  }
  return { rows: rows.map(row => convertRow(conversion, row)), workspace: conversion.context.workspace }
}

async function conversionOf(run: Run): Promise<Conversion> {
  const context = await actingContext(run)
  if (run.conversion?.context.workspace !== context.workspace) run.conversion = startConversion(context, objectOf(context, run), run.given.options, run.given.columns)
  return run.conversion
}

function merge(one: NewOptions, other: NewOptions): NewOptions {
  const all = new Map(one)
  for (const [field, texts] of other) all.set(field, [...all.get(field) ?? [], ...texts])
  return all
}

/**
 * Answers false when there is no more to do: the import was cancelled, or another process has gone on with it. `again`: these
 * rows have been done and failed.
 */
export async function writeBatch(run: Run, batch: ConvertedBatch, again = false): Promise<boolean> {
  const fresh = await tryWriting(run, batch, again)
  if (!fresh) return false
  // only now: a transaction that was tried again must not find what the first try left
  if (!again) run.given.done += batch.rows.length
  remember(run.found, fresh)
  return true
}

/**
 * Values are written in the definitions that they were converted in, which stay until they are. A table that changed a
 * moment ago is met before its definition is: that takes some milliseconds more.
 */
async function tryWriting(run: Run, given: ConvertedBatch, again: boolean): Promise<FoundLinks | undefined> {
  let batch = given
  for (let attempt = 1; ; attempt++) {
    const context = await actingContext(run)
    if (batch.workspace !== context.workspace) batch = await convertBatch(run, batch.rows.map(({ row }) => row))
    const acting = { ...context, workspace: batch.workspace }
    try {
      const fresh = await run.app.database.transaction(transaction => writeInside({ ...acting, sql: transaction }, run, batch.rows, again))
      run.app.wake(context.workspace.schema)
      return fresh
    } catch (error) {
      const isOutdated = error instanceof Outdated
      if (attempt > 20 || !(isOutdated || definitionGone.has((error as { code?: string }).code ?? ''))) throw error
      if (isOutdated) run.app.workspaces.drop(run.slug)
      else await pause(50)
    }
  }
}

class Outdated extends Error {}

/** PostgreSQL's undefined_column and undefined_table. */
const definitionGone = new Set(['42703', '42P01'])

async function writeInside(context: Context, run: Run, converted: ConvertedRow[], again: boolean): Promise<FoundLinks | undefined> {
  const { given, pretence } = run
  const table = importTable(context)
  if (await holdDefinitions(context) !== context.workspace.version) throw new Outdated('The definitions changed')
  // the row lock keeps a second worker, which believes this one dead, from doing the same batch
  const [state] = await context.sql.query<{ status: string, done: number }>(sql`select status, done from ${table} where id = ${given.id}::uuid for update`)
  if (state?.status !== 'running' || state.done !== given.done) return undefined
  if (pretence) pretence.namedBy = ownLinks(context, given).map(({ matchOn }) => matchOn)
  const { dryRun, runWorkflows, enforceStageRules } = given.options
  const write: WriteOptions = { lenient: true, parsed: true, dryRun, pretence, workflows: runWorkflows, stageRules: enforceStageRules, mergeParts: partial(run) }
  const rows = converted.map(row => row.links.length ? { ...row, data: { ...row.data }, faults: [...row.faults] } : row)
  const fresh = await resolveLinks(context, rows, run.found, { own: given.object, write, environment: run.conversion!.environment })
  const targets = given.columns.map(column => column.target)
  const result = await writeRows(context, objectOf(context, run), rows, { matchOn: matchFields(given.options, targets), write })
  const alike = await countAlike(context, { object: objectOf(context, run), records: result.made, pretence })
  if (again) await dropFailures(context, given, rows)
  await keepFailures(context, given, result)
  await context.sql.query(sql`update ${table} set done = done + ${again ? 0 : rows.length}, created = created + ${result.created}, updated = updated + ${result.updated},
    unchanged = unchanged + ${result.unchanged}, failed = failed + ${result.failures.length - (again ? rows.length : 0)}, marked = marked + ${result.marked}, alike = alike + ${alike} where id = ${given.id}::uuid`)
  return fresh
}

/** Fields of which the file brings only parts: the others stay as they are. */
function partial({ given }: Run): Set<string> {
  return new Set(given.columns.flatMap(({ target }) => target?.part ? [target.field] : []))
}

/** Keeps them as they came, but for NUL, which the database cannot hold. */
async function keepFailures(context: Context, given: ImportRow, { failures }: BatchResult): Promise<void> {
  if (failures.length === 0) return
  const rows = failures.map(({ row: { row }, faults }) => ({ line: row.line, cells: row.cells.map(cell => cell.replaceAll('\0', '␀')), reasons: headed(context, given, faults) }))
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_import_failure')} (import, line, cells, reasons)
    select ${given.id}::uuid, f.line, f.cells, f.reasons from json_to_recordset(${JSON.stringify(rows)}::json) as f(line int, cells jsonb, reasons jsonb) on conflict do nothing`)
}

async function dropFailures(context: Context, given: ImportRow, rows: ConvertedRow[]): Promise<void> {
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_import_failure')} where import = ${given.id}::uuid and line = any(${rows.map(({ row }) => row.line)}::int[])`)
}

/** Faults of the write path name fields; a person looks for the column, or knows one that the file lacks by its label. */
function headed({ workspace, locale }: Context, given: ImportRow, faults: Fault[]): Fault[] {
  const object = workspace.objects.get(given.object)
  const labelOf = (path: string) => {
    const field = object && fieldOf(object, path)
    return field && say(field.label, locale)
  }
  return faults.map(({ path, code, parameters }) => ({ path: given.columns.find(column => column.target?.field === path)?.name ?? labelOf(path) ?? path, code, parameters }))
}
