// Bulk room: runs a bulk change part by part. Each part and how far it got are one transaction, so that a process that dies
// loses and repeats nothing; the one who asked acts, with her rights as they are at that moment.
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { sql } from '../../database/sql.ts'
import { Problem, type Fault } from '../../http/errors.ts'
import { defineJob, type JobRun } from '../../job/job.ts'
import { knownObject } from '../../permission/rules.ts'
import { actorOf, type Narrowed } from '../../workspace/actor.ts'
import type { Workspace } from '../../workspace/workspace.ts'
import { bulkTable, keepLeft, partTable, readBulk, type BulkRow } from './bulk-row.ts'
import { operationsFor, settleChange } from './change.ts'
import { writePart, type PartResult } from './write-part.ts'

/** Tries after a fault of ours (the last after an hour or so); then it ends as failed. */
const ATTEMPTS = 8

export const runBulk = defineJob<{ bulk: string }>({
  name: 'record.bulk',
  payload: z.object({ bulk: z.uuid() }),
  attempts: ATTEMPTS,
  run: ({ workspace: { slug } }, { bulk }, job) => throughParts(job, slug, bulk, runPart, async (context, reason) => {
    await context.sql.query(sql`update ${bulkTable(context)} set status = 'failed', error = ${JSON.stringify(reason)}::jsonb, finished_at = ${job.app.clock.now()} where id = ${bulk}::uuid and status = 'running'`)
  }),
})

type System = Pick<Context, 'workspace' | 'sql'>

/** Does one part after another until `work` answers false; what cannot go on at all is told to `fail`. */
export async function throughParts({ app, attempt, signal }: JobRun, slug: string, id: string, work: (app: App, system: System & { sql: Transaction }, id: string) => Promise<boolean>, fail: (system: System, reason: { code: string, parameters?: Problem['parameters'] }) => Promise<void>): Promise<void> {
  for (let more = true; more;) {
    if (signal.aborted) throw new Error('Interrupted by the stop of this process')
    const workspace = await app.workspaces.get(slug)
    if (!workspace) return
    try {
      more = await app.database.transaction(transaction => work(app, { workspace, sql: transaction }, id))
    } catch (error) {
      const isOurs = !(error instanceof Problem)
      if (isOurs && (attempt < ATTEMPTS || signal.aborted)) throw error
      if (isOurs) app.log.error({ err: error, bulk: id }, 'A bulk change failed')
      await fail({ workspace, sql: app.database }, isOurs ? { code: 'internal' } : { code: error.faults[0]?.code ?? error.code, parameters: error.faults[0]?.parameters ?? error.parameters })
      return
    }
    app.wake(workspace.schema)
  }
}

/** Who asked, as she may act now. Throws `permission.denied` where she may not any more. */
export function actingContext(app: App, { workspace, sql: transaction }: { workspace: Workspace, sql: Transaction }, { member, narrowed }: { member: string, narrowed?: Narrowed }, cause: Context['cause']): Context {
  const actor = actorOf(workspace, member, 'bulk', narrowed)
  if (!actor) throw new Problem('permission.denied')
  return { workspace, actor, sql: transaction, now: app.clock.now(), log: app.log, locale: workspace.members.get(member)?.locale ?? workspace.locale, cause }
}

export async function readPart(context: Context, id: string, number: number): Promise<string[] | undefined> {
  const [part] = await context.sql.query<{ ids: string[] }>(sql`select ids from ${partTable(context)} where bulk = ${id}::uuid and number = ${number}`)
  return part?.ids
}

/** One transaction's share; answers false when there is no more to do: it is done or cancelled. */
async function runPart(app: App, system: System & { sql: Transaction }, id: string): Promise<boolean> {
  // the row lock keeps a second worker, which believes this one dead, from doing the same part
  const row = await readBulk(system, id, true)
  if (row?.status !== 'running') return false
  const context = actingContext(app, system, row, { bulk: id, depth: 0 })
  const ids = await readPart(context, id, row.part)
  if (!ids) {
    await context.sql.query(sql`update ${bulkTable(context)} set status = 'completed', finished_at = ${context.now} where id = ${id}::uuid`)
    return false
  }
  const object = knownObject(context, row.object)
  const { operations, options } = operationsFor(await settleChange(context, object, row.change, row.total), ids)
  await keepResult(context, row, ids.length, await writePart(context, object.name, operations, options))
  return true
}

async function keepResult(context: Context, { id }: BulkRow, size: number, { changes, refused }: PartResult): Promise<void> {
  const changed = changes.filter(change => change.kind !== 'updated' || change.changed.length > 0).length
  const wrong = new Map([...refused].filter(([, faults]) => !isNotHers(faults)))
  await keepLeft(context, id, 'run', wrong)
  await context.sql.query(sql`update ${bulkTable(context)} set part = part + 1, done = done + ${size}, changed = changed + ${changed}, unchanged = unchanged + ${changes.length - changed},
    skipped = skipped + ${refused.size - wrong.size}, failed = failed + ${wrong.size} where id = ${id}::uuid`)
}

/** Records that are gone, or that she may not change: no fault of the values. */
function isNotHers(faults: Fault[]): boolean {
  return faults.every(({ path, code }) => path === 'id' && (code === 'notFound' || code === 'permission.denied'))
}
