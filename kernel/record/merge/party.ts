// Merge room: how modules move what they keep about a record beside the records themselves (a contact's identities).
import type { Context } from '../../context.ts'
import type { RecordValues } from '../hook.ts'

export interface MergeFacts {
  object: string
  /** The survivor, as it is now. */
  survivor: RecordValues
  /** The survivor as it was before. */
  before: RecordValues
  /** The merged records, as they were. */
  others: RecordValues[]
}

export interface MergeParty {
  /** `<room>.<what>`: under it what `move` answers is kept. */
  name: string
  /** Moves its rows to the survivor, in the merge's transaction; answers what it needs for the way back, as JSON. */
  move(context: Context, facts: MergeFacts): Promise<unknown>
  /** Puts them back, in the undo's transaction. */
  giveBack(context: Context, facts: { object: string, into: string, from: string[] }, moved: any): Promise<void>
}

const parties: MergeParty[] = []

/** Called once at start with what the modules declare. */
export function registerMergeParties(declared: MergeParty[]): void {
  parties.splice(0, parties.length, ...declared)
}

export async function moveParties(context: Context, facts: MergeFacts): Promise<Record<string, unknown>> {
  const moved: Record<string, unknown> = {}
  for (const party of parties) moved[party.name] = await party.move(context, facts)
  return moved
}

export async function giveBackParties(context: Context, facts: { object: string, into: string, from: string[] }, moved: Record<string, unknown>): Promise<void> {
  for (const party of parties) if (moved[party.name] !== undefined) await party.giveBack(context, facts, moved[party.name])
}
