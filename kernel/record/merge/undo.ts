// Merge room: puts everything back within 30 days. What was changed since is left as it is, and listed.
import { z } from 'zod'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import { recordEvents } from '../../event/record-event.ts'
import { Problem } from '../../http/errors.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { canRead, covers, knownObject, mayRead, sharedAccess, type Place } from '../../permission/rules.ts'
import { fieldOf, tableOf } from '../fields.ts'
import type { RecordValues } from '../hook.ts'
import { lockRows, type StoredRow } from '../lock.ts'
import { sameValue } from '../prepare.ts'
import { writeRecords } from '../write.ts'
import { returnHistory, type MovedHistory } from './history.ts'
import { returnLinks, type KeptLink } from './links.ts'
import { giveBackParties } from './party.ts'

export const UNDO_DAYS = 30
/** As many as an answer lists by name; `keptCount` counts all that the caller may know. */
const MOST_LISTED = 100

export const undoneAnswer = z.object({
  restored: z.array(z.string()).meta({ description: 'Ids of the records that live again' }),
  kept: z.array(z.object({ object: z.string(), id: z.string(), field: z.string() })).meta({ description: 'Values and links that were changed since, and stay as they are, as far as the caller may know them; the first 100' }),
  keptCount: z.number().meta({ description: 'How many they are in all' }),
})

interface MergeRow { id: string, survivor: string, at: Date, undone: boolean, before: RecordValues, after: RecordValues, moved: { history: MovedHistory } & Record<string, unknown>, from: string[] }

/** The caller must be able to update the survivor and to restore the others. Throws `merge.undone`, `merge.expired`, `merge.survivorGone` (409). */
export async function undoMerge(context: Context, name: string, id: string): Promise<z.output<typeof undoneAnswer>> {
  const object = knownObject(context, name)
  const merge = await readMerge(context, name, id)
  const rows = await lockRows(context, object, [merge.survivor, ...merge.from])
  checkUndo(context, name, merge, rows.get(merge.survivor))
  const { history, ...parties } = merge.moved
  // first: what modules keep follows the values that are written next
  await giveBackParties(context, { object: name, into: merge.survivor, from: merge.from }, parties)
  const kept = await revertSurvivor(context, object, merge, rows.get(merge.survivor)!.values)
  const back = merge.from.filter(each => rows.get(each)?.deleted)
  await writeRecords(context, name, back.map(each => ({ op: 'restore', id: each })), { workflows: false, path: at => `from[${at}]` })
  kept.push(...await returnLinks(context, merge.id, name, merge.survivor))
  await returnHistory(context, merge.survivor, history)
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_merge')} set undone_at = ${context.now}::timestamptz, undone_by = ${context.actor.member}::uuid where id = ${merge.id}::uuid`)
  await recordEvents(context, [merge.survivor, ...back].map(record => ({ object: name, record, kind: 'unmerged' })))
  const known = await readableOnly(context, kept.filter(each => mayRead(context, each.object) && canRead(context, each.object, each.field)))
  return { restored: back, kept: known.slice(0, MOST_LISTED), keptCount: known.length }
}

/** Locked, so that of two undoings one finds it done. */
async function readMerge(context: Context, object: string, id: string): Promise<MergeRow> {
  const { schema } = context.workspace
  const [row] = await context.sql.query<MergeRow>(sql`select g.id, g.survivor, g.at, g.undone_at is not null as undone, g.before, g.after, g.moved,
    (select coalesce(array_agg(m.record order by m.record), '{}') from ${identifier(schema, '_merged_record')} m where m.merge = g.id) as from
    from ${identifier(schema, '_merge')} g where g.id = ${id}::uuid and g.object = ${object} for update of g`)
  if (!row) throw new Problem('notFound')
  return row
}

function checkUndo(context: Context, name: string, merge: MergeRow, survivor: StoredRow | undefined): void {
  const place = { owner: survivor?.values.owner ?? null, team: survivor?.team ?? null, shared: survivor?.shared ?? null }
  if (!survivor || !covers(context, name, 'read', place)) throw new Problem('notFound')
  if (!covers(context, name, 'update', place)) throw new Problem('permission.denied')
  if (merge.undone) throw new Problem('merge.undone')
  if (survivor.deleted) throw new Problem('merge.survivorGone')
  if (!isUndoable(context, merge.at)) throw new Problem('merge.expired')
}

export function isUndoable({ now }: Context, at: Date): boolean {
  return now.getTime() - at.getTime() <= UNDO_DAYS * 86_400_000
}

/**
 * Gives the survivor the values that it had. Those given over by the merge may be `writeOnce`: it is an administrator's
 * right to clear them, and this takes back what the merge wrote.
 */
async function revertSurvivor(context: Context, object: ObjectDefinition, { survivor, before, after }: MergeRow, now: RecordValues): Promise<KeptLink[]> {
  const names = Object.keys(after).filter(name => fieldOf(object, name) !== undefined)
  const same = names.filter(name => sameValue(now[name] ?? null, after[name]))
  const administrator = [...context.workspace.roles.values()].find(role => role.administrator) ?? context.actor.role
  const as: Context = { ...context, actor: { ...context.actor, role: administrator } }
  const data = await writeBefore(as, object, survivor, Object.fromEntries(same.map(name => [name, before[name]])))
  return names.filter(name => !Object.hasOwn(data, name)).map(field => ({ object: object.name, id: survivor, field }))
}

/** Answers the values that were written; one that cannot be any more (an option that was taken away since) is left out. */
async function writeBefore(context: Context, object: ObjectDefinition, id: string, given: RecordValues): Promise<RecordValues> {
  const data = { ...given }
  for (;;) {
    try {
      await (context.sql as Transaction).savepoint(() => writeRecords(context, object.name, [{ op: 'update', id, data }], { unbounded: true, lenient: true, stageRules: false }))
      return data
    } catch (error) {
      const left = error instanceof Problem ? error.faults.map(fault => fault.path.split('.')[0]).filter(name => Object.hasOwn(data, name)) : []
      if (left.length === 0) throw error
      for (const name of left) delete data[name]
    }
  }
}

/** Only records that the caller may read are named. */
async function readableOnly(context: Context, kept: KeptLink[]): Promise<KeptLink[]> {
  const shown = new Set<string>()
  for (const [object, list] of Map.groupBy(kept, each => each.object)) {
    const rows = await context.sql.query<{ id: string } & Place>(sql`select t."id", t."owner", t."_team" as team, ${sharedAccess(context, object, 't')} as shared from ${tableOf(context, object)} t where t."id" = any(${list.map(each => each.id)}::uuid[])`)
    for (const row of rows) if (covers(context, object, 'read', row)) shown.add(row.id)
  }
  return kept.filter(each => shown.has(each.id))
}
