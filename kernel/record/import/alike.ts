// Import room: how a room tells, of the records that an import makes, how many may be one that is there already.
import type { Context } from '../../context.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import type { RecordValues } from '../hook.ts'
import type { Pretence } from '../pretence.ts'

export interface NewRecords {
  object: ObjectDefinition
  /** In API form, in the order of the file. */
  records: RecordValues[]
  /** Trials alone: what earlier rows pretended to make. */
  pretence?: Pretence
}

/** Called in the transaction of each batch, after its rows were written; answers how many. Of a trial nothing may be kept. */
export type AlikeFinder = (context: Context, given: NewRecords) => Promise<number>

const finders: AlikeFinder[] = []

/** Called once at start with what the modules declare. */
export function registerAlikeFinders(declared: AlikeFinder[]): void {
  finders.splice(0, finders.length, ...declared)
}

export async function countAlike(context: Context, given: NewRecords): Promise<number> {
  let count = 0
  if (given.records.length) for (const find of finders) count += await find(context, given)
  return count
}
