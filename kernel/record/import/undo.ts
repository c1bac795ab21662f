// Undoes an import as one piece of work: what it created goes to the bin, what it changed gets its values of before, both from
// the event log, newest first. Each step and how far it got are one transaction, so that a process that dies repeats nothing.
// A record that was changed since, or that the one who undoes may not change, is left as it is and listed.
import { z } from 'zod'
import type { App } from '../../app.ts'
import type { Context } from '../../context.ts'
import type { Transaction } from '../../database/database.ts'
import { identifier, sql, type Sql } from '../../database/sql.ts'
import { Problem } from '../../http/errors.ts'
import { addJob, defineJob, type JobRun } from '../../job/job.ts'
import type { ObjectDefinition } from '../../object/definition.ts'
import { actorOf, type Narrowed } from '../../workspace/actor.ts'
import { fieldOf } from '../fields.ts'
import type { RecordValues } from '../hook.ts'
import type { Operation, OperationFault } from '../operation.ts'
import { writeRecords } from '../write.ts'
import { importTable } from './import-row.ts'

/** Events of one transaction. */
const CHUNK = 300
const ATTEMPTS = 8

/** As the import's row keeps it. */
export interface Undo {
  status: 'running' | 'completed' | 'failed'
  /** The member who undoes. */
  by: string
  narrowed?: Narrowed
  at: string
  /** Events from this number on are done, or none of the import's. */
  seq: string
  /** The log's end when it began: what follows is not the import's, but the undoing's own or somebody else's. */
  until: string
  /** Records put back, and those that were left. */
  undone: number
  left: number
  error?: { code: string } | null
}

interface Imported { id: string, created_at: string, seq_from: string | null, undo: Undo | null }

function leftTable({ workspace }: Context): Sql {
  return identifier(workspace.schema, '_import_left')
}

/** Queues the undoing in the context's transaction; asked twice it is done once. Throws 409 while the import runs, or for a trial. */
export async function startUndo(context: Context, id: string): Promise<void> {
  const [row] = await context.sql.query<{ status: string, trial: boolean, undo: Undo | null }>(sql`select status, (options->>'dryRun')::boolean as trial, undo from ${importTable(context)} where id = ${id}::uuid for update`)
  if (row!.status === 'running') throw new Problem('import.stillRunning')
  if (row!.trial) throw new Problem('import.nothingWritten')
  if (row!.undo && row!.undo.status !== 'failed') return
  const [{ next }] = await context.sql.query<{ next: string }>(sql`select (last_value + 1)::text as next from ${identifier(context.workspace.schema, '_event_seq')}`)
  const asking = { status: 'running', by: context.actor.member, narrowed: context.actor.role.narrowed ?? null } as const
  const undo: Undo = row!.undo ? { ...row!.undo, ...asking, error: null } : { ...asking, at: context.now.toISOString(), seq: next, until: next, undone: 0, left: 0 }
  await context.sql.query(sql`update ${importTable(context)} set undo = ${JSON.stringify(undo)}::jsonb where id = ${id}::uuid`)
  await addJob(context, undoImport, { import: id }, { queue: `import ${context.workspace.schema}` })
}

export const undoImport = defineJob<{ import: string }>({
  name: 'record.undoImport',
  payload: z.object({ import: z.uuid() }),
  attempts: ATTEMPTS,
  async run({ workspace: { slug }, log }, { import: id }, job) {
    try {
      while (await undoSome(job, slug, id)) if (job.signal.aborted) throw new Error('Interrupted by the stop of this process')
    } catch (error) {
      const code = error instanceof Problem ? error.code : job.attempt >= ATTEMPTS && !job.signal.aborted ? 'internal' : undefined
      if (!code) throw error
      if (code === 'internal') log.error({ err: error, import: id }, 'Undoing an import failed')
      await fail(job.app, slug, id, code)
    }
  },
})

async function fail(app: App, slug: string, id: string, code: string): Promise<void> {
  const workspace = await app.workspaces.get(slug)
  if (workspace) await app.database.query(sql`update ${identifier(workspace.schema, '_import')} set undo = undo || ${JSON.stringify({ status: 'failed', error: { code } })}::jsonb where id = ${id}::uuid`)
}

/** One transaction's share; answers false when there is no more to do. */
async function undoSome({ app }: JobRun, slug: string, id: string): Promise<boolean> {
  const workspace = await app.workspaces.get(slug)
  if (!workspace) return false
  const more = await app.database.transaction(async transaction => {
    const [row] = await transaction.query<Imported>(sql`select id, created_at, seq_from::text, undo from ${identifier(workspace.schema, '_import')} where id = ${id}::uuid for update`)
    if (row?.undo?.status !== 'running') return false
    const actor = actorOf(workspace, row.undo.by, 'import', row.undo.narrowed)
    if (!actor) throw new Problem('permission.denied')
    const context: Context = { workspace, actor, sql: transaction, now: app.clock.now(), log: app.log, locale: workspace.locale, cause: { import: id, depth: 0 } }
    return undoChunk(context, row, row.undo)
  })
  app.wake(workspace.schema)
  return more
}

async function undoChunk(context: Context, row: Imported, undo: Undo): Promise<boolean> {
  const page = await context.sql.query<{ seq: string, record: string }>(sql`select e.seq::text, e.record from ${events(context)} e where ${within(row)} and e.seq < ${undo.seq}::bigint
    and cause->>'import' = ${row.id} and version is not null order by e.seq desc limit ${CHUNK}`)
  const result = { undone: 0, left: 0 }
  if (page.length) {
    for (const [name, records] of Map.groupBy(await readHistories(context, row, page, undo.until), history => history.object)) {
      const reasons = await putBack(context, name, records)
      await keepLeft(context, row.id, name, reasons)
      result.left += reasons.size
      result.undone += records.length - reasons.size
    }
  }
  const next: Undo = { ...undo, status: page.length ? 'running' : 'completed', seq: page.at(-1)?.seq ?? undo.seq, undone: undo.undone + result.undone, left: undo.left + result.left }
  await context.sql.query(sql`update ${importTable(context)} set undo = ${JSON.stringify(next)}::jsonb where id = ${row.id}::uuid`)
  return page.length > 0
}

function events({ workspace }: Context): Sql {
  return identifier(workspace.schema, '_event')
}

/** The stretch of the log that the import's events lie in: months before it are not looked at. */
function within({ created_at: from, seq_from: seq }: Imported): Sql {
  return sql`at >= ${from}::timestamptz and seq > ${seq ?? '0'}::bigint`
}

/** What an import did to one record: its version after that, and, unless the import made it, the values of before. */
interface History { object: string, record: string, version: number, before: RecordValues | null, changedSince: boolean }

interface Event { object: string, record: string, seq: string, kind: string, version: number, before: RecordValues | null, after: RecordValues | null, mine: boolean }

/** The records whose last event of the import is one of these, newest first; the others come, or came, with theirs. */
async function readHistories(context: Context, row: Imported, page: { seq: string, record: string }[], until: string): Promise<History[]> {
  const all = await context.sql.query<Event>(sql`select e.object, e.record, e.seq::text, e.kind, e.version, e.before, e.after, coalesce(e.cause->>'import' = ${row.id} and e.seq < ${until}::bigint, false) as mine
    from ${events(context)} e where ${within(row)} and record = any(${page.map(each => each.record)}::uuid[]) and version is not null order by e.seq`)
  const lasts = new Set(page.map(each => each.seq))
  const histories: { seq: bigint, history: History }[] = []
  for (const [record, list] of Map.groupBy(all, event => event.record)) {
    const first = list.findIndex(event => event.mine)
    const last = list.at(-1)!
    const mine = list.filter(event => event.mine)
    const seq = mine.at(-1)!.seq
    // its newer events were in the page before this one
    if (!lasts.has(seq)) continue
    const history = { object: last.object, record, version: last.version, before: valuesBefore(mine), changedSince: list.slice(first).some(event => !event.mine) }
    histories.push({ seq: BigInt(seq), history })
  }
  return histories.sort((one, other) => one.seq < other.seq ? 1 : -1).map(each => each.history)
}

/** Null for a record that the import made. Of several changes the first one's values count; an empty one is left out of the log. */
function valuesBefore(mine: Event[]): RecordValues | null {
  if (mine[0].kind === 'created') return null
  const values: RecordValues = {}
  for (const { before, after } of mine) for (const name of Object.keys({ ...before, ...after })) if (!Object.hasOwn(values, name)) values[name] = before?.[name] ?? null
  return values
}

/** Answers the records that stay as they are, with the reason (a code). */
async function putBack(context: Context, name: string, records: History[]): Promise<Map<string, string>> {
  const reasons = new Map(records.filter(each => each.changedSince).map(each => [each.record, 'import.changedSince']))
  const object = context.workspace.objects.get(name)
  const open = records.filter(each => !each.changedSince)
  if (object) await write(context, object, open.map(history => operationOf(object, history)), reasons)
  else for (const { record } of open) reasons.set(record, 'object.unknown')
  return reasons
}

type Change = Operation & { id: string }

function operationOf(object: ObjectDefinition, { record: id, version, before }: History): Change {
  if (!before) return { op: 'delete', id, version }
  const data = Object.fromEntries(Object.entries(before).filter(([name]) => {
    const field = fieldOf(object, name)
    return field && !field.readOnly && !field.computed
  }))
  return { op: 'update', id, version, data }
}

/** Writes what can be written; what is refused is left out, with its reason. */
async function write(context: Context, object: ObjectDefinition, operations: Change[], reasons: Map<string, string>): Promise<void> {
  for (let open = operations; open.length;) {
    const faults = await attempt(context, object, open)
    if (faults.length === 0) return
    const wrong = new Map(faults.map(fault => [fault.at ?? 0, fault.code === 'version.mismatch' || fault.code === 'notFound' ? 'import.changedSince' : fault.code]))
    for (const [at, code] of wrong) reasons.set(open[at].id, code)
    open = open.filter((_, at) => !wrong.has(at))
  }
}

async function attempt(context: Context, object: ObjectDefinition, operations: Change[]): Promise<OperationFault[]> {
  try {
    // values of the log are read anew: an option may have been taken away since
    await (context.sql as Transaction).savepoint(() => writeRecords(context, object.name, operations, { workflows: false, stageRules: false, transitions: false, lenient: true }))
    return []
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    return error.faults.length ? error.faults as OperationFault[] : operations.map((_, at) => ({ at, path: '', code: error.code }))
  }
}

async function keepLeft(context: Context, id: string, object: string, reasons: Map<string, string>): Promise<void> {
  if (reasons.size === 0) return
  const rows = [...reasons].map(([record, reason]) => ({ record, reason }))
  await context.sql.query(sql`insert into ${leftTable(context)} (import, object, record, reason) select ${id}::uuid, ${object}, r.record, r.reason
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r(record uuid, reason text) on conflict do nothing`)
}

/** The records that an undoing left, with the codes of why, by object and id. */
export function readLeft(context: Context, id: string, after: [object: string, record: string] | undefined, limit: number): Promise<{ object: string, record: string, reason: string }[]> {
  return context.sql.query(sql`select object, record, reason from ${leftTable(context)} where import = ${id}::uuid
    and ${after ? sql`(object, record) > (${after[0]}, ${after[1]}::uuid)` : sql`true`} order by object, record limit ${limit}`)
}
