// Bulk room: undoes a bulk change as one piece of work, from the event log, the last part first. A record gets its values of
// before only where it still holds what the bulk change wrote; the others are left as they are and listed.
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { identifier, sql } from '../../database/sql.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import { addJob, defineJob } from '../../job/job.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { knownObject } from '../../permission/rules.ts'
import { fieldOf } from '../fields.ts'
import type { RecordValues } from '../hook.ts'
import type { Operation } from '../operation.ts'
import { sameValue } from '../prepare.ts'
import { bulkTable, keepLeft, readBulk, readOwnBulk, undoUntil, type BulkRow, type BulkUndo } from './bulk-row.ts'
import { actingContext, readPart, throughParts } from './job.ts'
import { writePart } from './write-part.ts'

/** Queues the undoing in the context's transaction; asked twice it is done once. Throws 409 while the change runs, or after 30 days. */
export async function startUndo(context: Context, id: string): Promise<void> {
  // one that runs holds its row: it is asked before it is waited for
  const { status } = await readOwnBulk(context, id)
  if (status === 'running') throw new Problem('bulk.running')
  const row = await readOwnBulk(context, id, true)
  if (row.undo && row.undo.status !== 'failed') return
  if (undoUntil(row) < context.now) throw new Problem('bulk.expired')
  const begun = { status: 'running', by: context.actor.member, narrowed: context.actor.role.narrowed ?? null, error: null } as const
  const undo: BulkUndo = row.undo ? { ...row.undo, ...begun } : { ...begun, at: context.now.toISOString(), part: row.part - 1, undone: 0, kept: 0 }
  await keepUndo(context, id, undo)
  await addJob(context, undoBulk, { bulk: id }, { queue: `bulk ${context.workspace.schema} ${row.member}` })
}

async function keepUndo(context: Pick<Context, 'workspace' | 'sql'>, id: string, undo: Partial<BulkUndo>): Promise<void> {
  await context.sql.query(sql`update ${bulkTable(context)} set undo = coalesce(undo, '{}') || ${JSON.stringify(undo)}::jsonb where id = ${id}::uuid`)
}

export const undoBulk = defineJob<{ bulk: string }>({
  name: 'record.undoBulk',
  payload: z.object({ bulk: z.uuid() }),
  attempts: 8,
  run: ({ workspace: { slug } }, { bulk }, job) => throughParts(job, slug, bulk, undoPart, (system, { code }) => keepUndo(system, bulk, { status: 'failed', error: { code } })),
})

/** One transaction's share; answers false when there is no more to do. */
async function undoPart(app: App, system: Pick<Context, 'workspace'> & { sql: Transaction }, id: string): Promise<boolean> {
  const row = await readBulk(system, id, true)
  if (row?.undo?.status !== 'running') return false
  const { undo } = row
  const context = actingContext(app, system, { ...undo, member: undo.by }, { bulk: id, undo: true, depth: 0 })
  const ids = await readPart(context, id, undo.part)
  if (!ids) {
    await keepUndo(context, id, { status: 'completed' })
    return false
  }
  const histories = await readHistories(context, row, ids)
  const refused = await putBack(context, knownObject(context, row.object), histories)
  await keepLeft(context, id, 'undo', refused)
  await keepUndo(context, id, { part: undo.part - 1, undone: undo.undone + histories.size - refused.size, kept: undo.kept + refused.size })
  return true
}

/** What the bulk change did to one record. */
interface History { record: string, deleted: boolean, version: number, before: RecordValues, after: RecordValues }

async function readHistories(context: Context, row: BulkRow, ids: string[]): Promise<Map<string, History>> {
  const events = await context.sql.query<{ record: string, kind: string, version: number, before: RecordValues | null, after: RecordValues | null }>(sql`
    select record, kind, version, before, after from ${identifier(context.workspace.schema, '_event')} where at >= ${row.createdAt}::timestamptz and seq > ${row.seqFrom}::bigint
    and record = any(${ids}::uuid[]) and object = ${row.object} and way = 'bulk' and version is not null and cause->>'bulk' = ${row.id} and not cause ? 'undo' order by seq`)
  const histories = new Map<string, History>()
  for (const { record, kind, version, before, after } of events) {
    const known = histories.get(record)
    // values computed anew from other records of the part have events of their own: of several the first one's values count
    histories.set(record, { record, deleted: kind === 'deleted', version, before: { ...before, ...known?.before }, after: { ...known?.after, ...after } })
  }
  return histories
}

/** Answers the records that stay as they are, with the reasons. */
async function putBack(context: Context, object: ObjectDefinition, histories: Map<string, History>): Promise<Map<string, Fault[]>> {
  const moved = new Set<string>()
  const operations = [...histories.values()].map(({ record: id, deleted, version }): Operation & { id: string } => deleted ? { op: 'restore', id, version } : { op: 'update', id, data: {} })
  const revise = (now: RecordValues): RecordValues => {
    const { before, after } = histories.get(now.id)!
    const names = Object.keys(after).filter(name => isWritable(object, name))
    if (names.every(name => sameValue(now[name] ?? null, after[name] ?? null))) return Object.fromEntries(names.map(name => [name, before[name] ?? null]))
    moved.add(now.id)
    return {}
  }
  // values of the log are read anew: an option may have been taken away since
  const { refused } = await writePart(context, object.name, operations, { lenient: true, workflows: false, transitions: false, revise })
  const reasons = new Map([...refused].map(([id, faults]) => [id, faults.some(fault => fault.code === 'notFound' || fault.code === 'version.mismatch') ? changedSince : faults]))
  for (const id of moved) reasons.set(id, changedSince)
  return reasons
}

const changedSince: Fault[] = [{ path: '', code: 'bulk.changedSince' }]

function isWritable(object: ObjectDefinition, name: string): boolean {
  const field = fieldOf(object, name)
  return field !== undefined && !field.readOnly && !field.computed
}
