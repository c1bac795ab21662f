// A batch of converted rows, written: matched where the import updates, those that are wrong left out with their reasons.
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import type { FieldDefinition, ObjectDefinition } from '../../object/definition.ts'
import { fieldOf } from '../fields.ts'
import type { Change, RecordValues } from '../hook.ts'
import { Faults, type Operation, type OperationFault, type WriteOptions } from '../operation.ts'
import { isEmpty } from '../prepare.ts'
import { findTaken } from '../taken.ts'
import { matchKey, matchOperations, outcome } from '../upsert.ts'
import { writeRecords } from '../write.ts'
import type { ConvertedRow } from './convert.ts'

export interface BatchResult { created: number, updated: number, unchanged: number, marked: number, failures: { row: ConvertedRow, faults: Fault[] }[], made: RecordValues[] }

export interface BatchOptions { matchOn: string[], write: WriteOptions }

export async function writeRows(context: Context, object: ObjectDefinition, rows: ConvertedRow[], options: BatchOptions): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, unchanged: 0, marked: 0, failures: [], made: [] }
  const sound = rows.filter(row => !fail(result, row, row.faults))
  for (const wave of wavesByKey(sound, keyFieldsOf(object, options.matchOn))) await writeWave(context, object, wave, options, result)
  return result
}

function keyFieldsOf(object: ObjectDefinition, matchOn: string[]): FieldDefinition[] {
  return matchOn.flatMap(name => fieldOf(object, name) ?? [])
}

/** Rows of one key follow one another, so that the second updates what the first made. */
function wavesByKey(rows: ConvertedRow[], fields: FieldDefinition[]): ConvertedRow[][] {
  if (fields.length === 0) return rows.length ? [rows] : []
  const turns = new Map<string, number>()
  const waves: ConvertedRow[][] = []
  for (const row of rows) {
    const key = matchKey(fields, row.data)
    const turn = key === undefined ? 0 : turns.get(key) ?? 0
    if (key !== undefined) turns.set(key, turn + 1)
    ;(waves[turn] ??= []).push(row)
  }
  return waves
}

async function writeWave(context: Context, object: ObjectDefinition, rows: ConvertedRow[], options: BatchOptions, result: BatchResult): Promise<void> {
  const { matchOn, write } = options
  const faults = new Faults(write)
  const matched = matchOn.length ? await matchOperations(context, object, matchOn, rows.map(row => row.data), write, faults) : rows.map((row): Operation => ({ op: 'create', data: row.data }))
  const open = without(rows.map((row, at) => ({ row, operation: titled(object, matched[at]!) })), faults.list, result)
  // a real run hears of taken values from the database, which looks anyway
  await writeOpen(context, object, write.dryRun ? await withoutTaken(context, object, open, options, result) : open, options, result)
}

async function withoutTaken(context: Context, object: ObjectDefinition, open: OpenRow[], { write }: BatchOptions, result: BatchResult): Promise<OpenRow[]> {
  return without(open, await findTaken(context, object, open.map(({ operation }) => operation), write), result)
}

/** A new record whose name the file does not tell is called by its id there. */
function titled(object: ObjectDefinition, operation: Operation): Operation {
  if (operation?.op !== 'create' || !operation.data.externalId || !isEmpty(operation.data[object.title])) return operation
  const title = fieldOf(object, object.title)
  if (!title?.required || title.readOnly || title.type !== 'text') return operation
  return { op: 'create', data: { ...operation.data, [title.name]: operation.data.externalId } }
}

interface OpenRow { row: ConvertedRow, operation: Operation }

/** Takes the rows out that have faults, and says why. */
function without(open: OpenRow[], faults: OperationFault[], result: BatchResult): OpenRow[] {
  if (faults.length === 0) return open
  const byRow = Map.groupBy(faults, fault => fault.at)
  return open.filter(({ row }, at) => !fail(result, row, byRow.get(at) ?? []))
}

function fail(result: BatchResult, row: ConvertedRow, faults: Fault[]): boolean {
  if (faults.length) result.failures.push({ row, faults })
  return faults.length > 0
}

/** Writes the rows that can be; the others fail. What only the database refuses is found by halves. */
async function writeOpen(context: Context, object: ObjectDefinition, rows: OpenRow[], options: BatchOptions, result: BatchResult): Promise<void> {
  for (let open = rows; open.length;) {
    const refused = await attempt(context, object, open.map(({ operation }) => operation), options, result)
    if (refused.length === 0) return
    const rest: OpenRow[] = refused.some(fault => fault.code === 'conflict.unique') ? await withoutTaken(context, object, open, options, result) : open
    if (rest.length < open.length) {
      open = rest
      continue
    }
    if (open.length > 1 && refused.every(fault => fault.path === '' && fault.code === 'value.invalid')) {
      const middle = open.length >> 1
      await writeOpen(context, object, open.slice(0, middle), options, result)
      open = open.slice(middle)
    } else {
      open = without(open, refused, result)
    }
  }
}

/** Writes all of them, or says what is wrong with which. */
async function attempt(context: Context, object: ObjectDefinition, operations: Operation[], { matchOn, write }: BatchOptions, result: BatchResult): Promise<OperationFault[]> {
  try {
    const changes = await (context.sql as Transaction).savepoint(() => writeRecords(context, object.name, operations, write))
    count(object, changes, result)
    write.pretence?.add(context, object, changes, values => matchKey(keyFieldsOf(object, matchOn), values))
    return []
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0) throw error
    return error.faults as OperationFault[]
  }
}

function count(object: ObjectDefinition, changes: Change[], result: BatchResult): void {
  const phones = object.fields.filter(field => field.type === 'phone').map(field => field.name)
  for (const change of changes) {
    result[outcome(change)]++
    if (change.kind === 'created') result.made.push(change.after)
    // phones that were kept as they came
    if (outcome(change) !== 'unchanged') for (const name of phones) if (change.after[name] && !String(change.after[name]).startsWith('+') && change.changed.includes(name)) result.marked++
  }
}
