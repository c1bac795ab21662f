// Merge room: several records of one object become one (API.md §5), in one transaction: values by choice, every link, the
// history and what modules keep move to the survivor; the others go to the bin and lead to it.
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import { recordEvents } from '../../event/record-event.ts'
import { Problem, refuse } from '../../http/errors.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { covers, isConcealed, knownObject } from '../../permission/rules.ts'
import type { Change, RecordValues } from '../hook.ts'
import { refuseHeld } from '../held.ts'
import { lockRows, type StoredRow } from '../lock.ts'
import { newId } from '../new-id.ts'
import { writeRecords } from '../write.ts'
import { moveHistory } from './history.ts'
import { queueLateLinks } from './late.ts'
import { moveLinks } from './links.ts'
import { checkChoices, mergeValues, type Choices, type MergedValues } from './merged-values.ts'
import { moveParties } from './party.ts'

export interface MergeRequest {
  into: string
  /** 1 to 20 others. */
  from: string[]
  take?: Choices
  /** Versions that the caller saw, by id; another one is refused with 412. */
  versions?: Record<string, number>
}

/**
 * Answers the survivor's change. The caller must be able to read all, update the survivor and delete the others; values
 * that she may not see are filled where the survivor lacks them, so that none is lost.
 */
export async function mergeRecords(context: Context, name: string, request: MergeRequest): Promise<Change> {
  const { into, take = {} } = request
  const object = knownObject(context, name)
  const ids = checkIds(request)
  const from = ids.slice(1)
  const rows = await lockRows(context, object, ids)
  checkRows(context, name, rows, ids, request.versions ?? {})
  await refuseHeld(context, name, rows)
  const faults = checkChoices(context, object, take, ids)
  if (faults.length) throw refuse(faults)
  const survivor = rows.get(into)!.values
  const others = from.map(id => rows.get(id)!.values)
  const merged = mergeValues(object, survivor, others, take)
  const merge = await beginMerge(context, name, into, from)
  await writeRecords(context, name, from.map(id => ({ op: 'delete', id })), { workflows: false, path: at => `from[${at}]` })
  await moveLinks(context, merge, name, into, from)
  await queueLateLinks(context, merge, name, from)
  const change = await writeSurvivor(context, object, into, merged, take)
  const history = await moveHistory(context, name, into, from)
  const moved = await moveParties(context, { object: name, survivor: change.after, before: survivor, others })
  await endMerge(context, merge, merged.data, change, { ...moved, history })
  return change
}

/** The survivor first. Ids are compared in small letters, as they are kept. */
function checkIds({ into, from }: MergeRequest): string[] {
  const ids = [into, ...from].map(id => id.toLowerCase())
  if (new Set(ids).size < ids.length) throw new Problem('invalid', { faults: [{ path: 'from', code: 'merge.itself' }] })
  return ids
}

function checkRows(context: Context, name: string, rows: Map<string, StoredRow>, ids: string[], versions: Record<string, number>): void {
  for (const id of ids) {
    const row = rows.get(id)
    const place = { owner: row?.values.owner ?? null, team: row?.team ?? null, shared: row?.shared ?? null }
    if (!row || row.deleted || !covers(context, name, 'read', place)) throw new Problem('notFound')
    if (!covers(context, name, id === ids[0] ? 'update' : 'delete', place)) throw new Problem('permission.denied')
    if (versions[id] !== undefined && versions[id] !== row.values.version) throw new Problem('version.mismatch')
  }
}

async function beginMerge(context: Context, object: string, into: string, from: string[]): Promise<string> {
  const merge = newId()
  const { schema } = context.workspace
  await context.sql.query(sql`insert into ${identifier(schema, '_merge')} (id, object, survivor, actor, at)
    values (${merge}::uuid, ${object}, ${into}::uuid, ${context.actor.member}::uuid, ${context.now}::timestamptz)`)
  await context.sql.query(sql`insert into ${identifier(schema, '_merged_record')} (merge, record) select ${merge}::uuid, unnest(${from}::uuid[])`)
  return merge
}

/**
 * Writes the settled values. One that was only filled in and is refused (a link into the bin, a list that grew too long)
 * is left out; the caller's own choices are not.
 */
async function writeSurvivor(context: Context, object: ObjectDefinition, into: string, { data }: MergedValues, take: Choices): Promise<Change> {
  for (;;) {
    try {
      const [change] = await (context.sql as Transaction).savepoint(() => writeRecords(context, object.name, [{ op: 'update', id: into, data }], { unbounded: true, parsed: true, transitions: true }))
      return change
    } catch (error) {
      if (!(error instanceof Problem) || error.faults.length === 0) throw error
      const left = error.faults.map(fault => fault.path.split('.')[0]).filter(name => name in data && !(name in take))
      if (left.length === 0) throw error.faults.some(({ path }) => isConcealed(context, object, path)) ? new Problem('permission.denied') : error
      for (const name of left) delete data[name]
    }
  }
}

async function endMerge(context: Context, merge: string, data: RecordValues, { before, after, changed, object, id }: Change, moved: object): Promise<void> {
  const names = changed.filter(name => name in data)
  const pick = (values: RecordValues) => JSON.stringify(Object.fromEntries(names.map(name => [name, values[name] ?? null])))
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_merge')} set before = ${pick(before!)}::jsonb, after = ${pick(after)}::jsonb, moved = ${JSON.stringify(moved)}::jsonb where id = ${merge}::uuid`)
  await recordEvents(context, [{ object, record: id, kind: 'merged', version: after.version }])
}
