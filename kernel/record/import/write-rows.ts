// A batch of converted rows, written: matched where the import updates, those that are wrong left out with their reasons.
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { findTaken } from '../taken.ts'
import type { Change } from '../hook.ts'
import { Faults, type Operation, type OperationFault, type WriteOptions } from '../operation.ts'
import { matchOperations, outcome } from '../upsert.ts'
import { writeRecords } from '../write.ts'
import type { ConvertedRow } from './convert.ts'

export interface BatchResult { created: number, updated: number, unchanged: number, marked: number, failures: { row: ConvertedRow, faults: Fault[] }[] }

export interface BatchOptions { matchOn: string[], write: WriteOptions }

export async function writeRows(context: Context, object: ObjectDefinition, rows: ConvertedRow[], options: BatchOptions): Promise<BatchResult> {
  const result: BatchResult = { created: 0, updated: 0, unchanged: 0, marked: 0, failures: [] }
  const sound = rows.filter(row => row.faults.length === 0 || !result.failures.push({ row, faults: row.faults }))
  for (const wave of wavesByKey(sound, options.matchOn)) await writeWave(context, object, wave, options, result)
  return result
}

/** Rows of one key follow one another, so that the second updates what the first made. */
function wavesByKey(rows: ConvertedRow[], matchOn: string[]): ConvertedRow[][] {
  if (matchOn.length === 0) return rows.length ? [rows] : []
  const turns = new Map<string, number>()
  const waves: ConvertedRow[][] = []
  for (const row of rows) {
    const key = JSON.stringify(matchOn.map(name => String(row.data[name] ?? '').toLowerCase()))
    const turn = matchOn.every(name => row.data[name]) ? turns.get(key) ?? 0 : 0
    turns.set(key, turn + 1)
    ;(waves[turn] ??= []).push(row)
  }
  return waves
}

async function writeWave(context: Context, object: ObjectDefinition, rows: ConvertedRow[], { matchOn, write }: BatchOptions, result: BatchResult): Promise<void> {
  const faults = new Faults(write)
  const matched = matchOn.length ? await matchOperations(context, object, matchOn, rows.map(row => row.data), write, faults) : rows.map((row): Operation => ({ op: 'create', data: row.data }))
  let open = rows.map((row, at) => ({ row, operation: matched[at], at })).filter(({ at, row }) => !fail(result, row, faults.list.filter(fault => fault.at === at)))
  const taken = await findTaken(context, object, open.map(({ operation }) => operation!), write)
  open = open.filter(({ row }, at) => !fail(result, row, taken.filter(fault => fault.at === at)))
  while (open.length) {
    const refused = await attempt(context, object, open.map(({ operation }) => operation!), write, result)
    if (refused.length === 0) return
    open = open.filter(({ row }, at) => !fail(result, row, refused.filter(fault => fault.at === at)))
  }
}

function fail(result: BatchResult, row: ConvertedRow, faults: Fault[]): boolean {
  if (faults.length) result.failures.push({ row, faults })
  return faults.length > 0
}

/** Writes all of them, or says what is wrong with which. */
async function attempt(context: Context, object: ObjectDefinition, operations: Operation[], write: WriteOptions, result: BatchResult): Promise<OperationFault[]> {
  try {
    const changes = await (context.sql as Transaction).savepoint(() => writeRecords(context, object.name, operations, write))
    for (const change of changes) {
      result[outcome(change)]++
      if (outcome(change) !== 'unchanged') result.marked += countMarked(object, change)
    }
    return []
  } catch (error) {
    if (!(error instanceof Problem) || error.faults.length === 0) throw error
    return error.faults as OperationFault[]
  }
}

/** Phones that were kept as they came. */
function countMarked(object: ObjectDefinition, { after, changed }: Change): number {
  return object.fields.filter(field => field.type === 'phone' && changed.includes(field.name) && after[field.name] && !String(after[field.name]).startsWith('+')).length
}
