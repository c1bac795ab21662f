// Bulk room: one part's operations, written; those that are refused are left out with their reasons.
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import type { Change } from '../hook.ts'
import type { Operation, OperationFault, WriteOptions } from '../operation.ts'
import { writeRecords } from '../write.ts'

export interface PartResult { changes: Change[], refused: Map<string, Fault[]> }

export async function writePart(context: Context, object: string, operations: (Operation & { id: string })[], options: WriteOptions): Promise<PartResult> {
  const result: PartResult = { changes: [], refused: new Map() }
  await writeThese(context, object, operations, options, result)
  return result
}

/** What cannot be told apart from its neighbours is found by halves. */
async function writeThese(context: Context, object: string, operations: (Operation & { id: string })[], options: WriteOptions, result: PartResult): Promise<void> {
  for (let open = operations; open.length;) {
    const problem = await attempt(context, object, open, options, result)
    if (!problem) return
    const faults = problem.faults as OperationFault[]
    const vague = faults.every(fault => fault.path === '' && fault.code === 'value.invalid')
    if (vague && open.length > 1) {
      const middle = open.length >> 1
      await writeThese(context, object, open.slice(0, middle), options, result)
      open = open.slice(middle)
      continue
    }
    const wrong = Map.groupBy(faults.length ? faults : [{ at: 0, path: '', code: problem.code, parameters: problem.parameters }], fault => fault.at ?? 0)
    for (const [at, list] of wrong) result.refused.set(open[at].id, list)
    open = open.filter((_, at) => !wrong.has(at))
  }
}

async function attempt(context: Context, object: string, operations: Operation[], options: WriteOptions, result: PartResult): Promise<Problem | undefined> {
  try {
    result.changes.push(...await (context.sql as Transaction).savepoint(() => writeRecords(context, object, operations, options)))
    return undefined
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error
  }
}
