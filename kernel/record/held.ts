// Records that are held while somebody decides about them (an approval). A held row carries a mark, which every write
// reads with the row under its lock, so that rows without one cost nothing; why it is held, and which fields may be
// written all the same, its room is asked only then.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem, type Parameters } from '../http/errors.ts'
import { derivedTypes, type ObjectDefinition } from '../object/definition.ts'
import type { Change } from './hook.ts'
import type { StoredRow } from './lock.ts'
import type { Preparation } from './prepare.ts'

export interface Hold {
  record: string
  /** The refusal: its code, with what its text needs. */
  code: string
  parameters: Parameters
  /** Fields that may be written all the same. */
  except: string[]
}

/** The holds of a room on these records; read in the write's transaction, after their rows were locked. */
export type Holder = (context: Context, object: string, records: string[]) => Promise<Hold[]>

const holders: Holder[] = []

/** Called once at start with what the modules declare. */
export function registerHolders(declared: Holder[]): void {
  holders.splice(0, holders.length, ...declared)
}

/** Edits and deletions of held records are refused, whoever asks and on whatever way; computed values follow all the same. */
export async function checkHeld({ context, object, options, stored, faults }: Preparation, changes: (Change | undefined)[], places: number[]): Promise<void> {
  if (options.recompute) return
  const held = changes.flatMap((change, at) => change && stored.get(change.id)?.held ? [{ change, at: places[at] }] : [])
  if (held.length === 0) return
  const holds = Map.groupBy(await holdsOn(context, object.name, held.map(({ change }) => change.id)), hold => hold.record)
  for (const { change, at } of held) {
    const against = holds.get(change.id)?.find(hold => touches(object, change, hold))
    if (against) faults.add(at, '', against.code, against.parameters)
  }
}

/** For what is a change of a record without being a write of its fields (a merge). Throws the hold's refusal. */
export async function refuseHeld(context: Context, object: string, rows: ReadonlyMap<string, StoredRow>): Promise<void> {
  const held = [...rows].filter(([, row]) => row.held).map(([id]) => id)
  const [hold] = held.length ? await holdsOn(context, object, held) : []
  if (hold) throw new Problem(hold.code, { parameters: hold.parameters })
}

async function holdsOn(context: Context, object: string, records: string[]): Promise<Hold[]> {
  return (await Promise.all(holders.map(holder => holder(context, object, records)))).flat()
}

/** Fields that nobody writes by hand follow what was allowed. */
function touches(object: ObjectDefinition, { kind, changed }: Change, { except }: Hold): boolean {
  if (kind === 'deleted') return true
  if (kind !== 'updated') return false
  return object.fields.some(field => changed.includes(field.name) && !field.readOnly && !field.computed && !derivedTypes.has(field.type) && !except.includes(field.name))
}

/** Marks the rows as held, or not any more; writers that have them locked are waited for. No edit: version and times stay. */
export async function markHeld(context: Context, object: string, records: string[], held: boolean): Promise<void> {
  if (records.length === 0) return
  const table = identifier(context.workspace.schema, object)
  await context.sql.query(sql`with r as (select "id" from ${table} where "id" = any(${records}::uuid[]) order by "id" for no key update)
    update ${table} t set "_held" = ${held ? true : null} from r where t."id" = r."id" and t."_held" is distinct from ${held ? true : null}`)
}
