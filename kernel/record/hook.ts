// How modules take part in the one path that writes records, set by set, inside its transaction.
import type { Cause, Context } from '../context.ts'
import type { Fault, Parameters } from '../http/errors.ts'
import type { ObjectDefinition } from '../object/definition.ts'

export type RecordValues = Record<string, any>

/** One record's change, before and after, in API form. */
export interface Change {
  kind: 'created' | 'updated' | 'deleted' | 'restored'
  object: string
  id: string
  /** The version that the change makes. */
  version: number
  /** The whole record before; null for a creation. */
  before: RecordValues | null
  /** The whole record after. */
  after: RecordValues
  /** Names of the fields that differ. */
  changed: string[]
  /** What stands behind it, where the write has a cause for each change; else the context's counts. */
  cause?: Cause
}

/** What an object does by itself: pure work on values before they are written, set-based work after. */
export interface ObjectBehaviour {
  object: string
  /** Reads what `prepare` goes by, where this process does not hold it yet for the workspace's snapshot; undefined when it does. */
  ready?(context: Context): Promise<void> | undefined
  /**
   * Completes or corrects `change.after` (times that follow a status, flags) and returns what is wrong with it.
   * Pure: no database. Fields it sets are added to `changed` by the caller.
   */
  prepare?(context: Context, change: Change): Fault[] | void
  /** Whether `after` wants to see these changes; keeps a plain creation at one round trip. Default: always. */
  wants?(changes: Change[]): boolean
  /** Runs in the same transaction after the rows are written. */
  after?(context: Context, changes: Change[]): Promise<void>
}

/** A module's part in every write of every object (the first user is modules/workflow). */
export interface WriteHook {
  name: string
  /**
   * Decides without the database whether there is anything to do for these changes; returns a plan or undefined.
   * Called for each object's set of changes, after they are final and before they are written. `silent`: a write (an import,
   * a computation) that is to set nothing off.
   */
  match(context: Context, object: ObjectDefinition, changes: Change[], silent: boolean): unknown
  /** Does it, in the transaction, after the rows and events are written. */
  apply(context: Context, plan: any): Promise<void>
}

/** Thrown by `apply`: what a module does not let be written, by the record's id. The writer tells each at its operation. */
export class RefusedChanges extends Error {
  readonly reasons: ReadonlyMap<string, { code: string, parameters: Parameters }>

  constructor(reasons: ReadonlyMap<string, { code: string, parameters: Parameters }>) {
    super('refused')
    this.reasons = reasons
  }
}
