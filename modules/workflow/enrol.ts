// The workflow room: enrolments are rows of the write's own transaction, whatever their number in a few statements.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../kernel/context.ts'
import { identifier, raw, sql } from '../../kernel/database/sql.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { guard, type Guarded, type Link } from './chain.ts'
import { EXIT, setExpectations } from './expectation.ts'
import type { Exit, Match } from './hook.ts'
import type { Program } from './program.ts'
import { queueRuns } from './run-queue.ts'
import type { RecordTrigger } from './triggers/record.ts'

export interface NewRun {
  id: string
  workflow: string
  version: number
  object: string
  record: string
  trigger: object
  chain: Link[]
  depth: number
}

/** What happens when a record has been enrolled before. */
const onAgain: Record<RecordTrigger['reenrol'], string> = {
  never: 'do nothing',
  afterExit: 'do update set entries = e.entries + 1, inside = true where not e.inside',
  every: 'do update set entries = e.entries + 1, inside = true',
}

/** Enrols the records that may be, counts their entries, and queues the jobs that run them. */
export async function enrol(context: Context, matches: Match[]): Promise<void> {
  await queueRuns(context, await insertMatches(context, matches))
}

/** Their runs, for whoever works them through. */
export async function insertMatches(context: Context, matches: Match[]): Promise<{ id: string, workflow: string }[]> {
  if (matches.length === 0) return []
  const guarded = await guard(context, matches)
  const allowed = await keepRested(context, guarded.filter(each => !each.refusal))
  const runs: { id: string, workflow: string }[] = []
  for (const [reenrol, group] of Map.groupBy(allowed, ({ match }) => match.entry.meaning.reenrol)) {
    const planned = group.map(each => ({ entry: each.match.entry, run: toRun(context, each) }))
    const made = await insertRuns(context, reenrol, planned.map(({ run }) => run))
    await expectOwnExits(context, planned, made)
    runs.push(...made)
  }
  const refused = guarded.filter(each => each.refusal)
  if (refused.length) await insertRefused(context, refused)
  return runs
}

/** Those whose record was not enrolled in the workflow within its cooldown: the record's lock keeps a second writer waiting. */
async function keepRested(context: Context, allowed: Guarded[]): Promise<Guarded[]> {
  const rows = allowed.flatMap(({ match: { entry, change } }, at) => entry.meaning.cooldown === undefined ? [] : [{ at, workflow: entry.id, record: change.id, since: new Date(context.now.getTime() - entry.meaning.cooldown) }])
  if (rows.length === 0) return allowed
  const tired = await context.sql.query<{ at: number }>(sql`select c.at from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) c(at integer, workflow uuid, record uuid, since timestamptz)
    where exists (select from ${identifier(context.workspace.schema, '_workflow_run')} r where r.workflow = c.workflow and r.record = c.record and r.created_at > c.since and r.reason is distinct from 'loop')`)
  const out = new Set(tired.map(row => row.at))
  return allowed.filter((_, at) => !out.has(at))
}

/** A change of the run's own record ends it from the very write that enrols it, also before a worker takes it up. */
async function expectOwnExits(context: Context, planned: { entry: Match['entry'], run: NewRun }[], made: { id: string }[]): Promise<void> {
  const ids = new Set(made.map(run => run.id))
  await setExpectations(context, planned.filter(({ entry: { program: { exit, definition } }, run }) => ids.has(run.id) && exit?.expected.fields.length === 0 && !definition.inTransaction)
    .map(({ run }) => ({ run: run.id, workflow: run.workflow, step: EXIT, iteration: '', key: run.record })))
}

function toRun(context: Context, { match: { entry, change }, chain, depth }: Guarded): NewRun {
  return { id: uuid(), workflow: entry.id, version: entry.version, object: change.object, record: change.id, trigger: triggerOf(context, entry.program, change), chain, depth }
}

/** What the run keeps of the change; of the values before only those that its templates name. */
function triggerOf(context: Context, program: Program, { kind, version, changed, before, after }: Match['change']): object {
  const names = new Set(program.paths.filter(([root]) => root === 'before').map(path => String(path[1])))
  const kept = before && Object.fromEntries(Object.entries(before).filter(([name]) => names.has(name) || name === 'id'))
  return {
    type: 'record', kind, version, changed, by: context.actor.member, at: isoTime(context.now),
    ...names.size ? { before: kept } : {}, ...kind === 'deleted' ? { record: after } : {},
  }
}

/** Enrols these records: each run by its entry. */
export async function insertRuns(context: Context, reenrol: RecordTrigger['reenrol'], runs: NewRun[]): Promise<{ id: string, workflow: string }[]> {
  const { schema } = context.workspace
  return context.sql.query(sql`
    with m as (select * from jsonb_to_recordset(${JSON.stringify(runs)}::jsonb) as m(id uuid, workflow uuid, version integer, object text, record uuid, trigger jsonb, chain jsonb, depth integer)),
    counted as (insert into ${identifier(schema, '_workflow_entry')} as e (workflow, record, entries, inside)
      select workflow, record, 1, true from m order by workflow, record
      on conflict (workflow, record) ${raw(onAgain[reenrol])} returning workflow, record, entries)
    insert into ${identifier(schema, '_workflow_run')} (id, workflow, version, object, record, occurrence, status, trigger, chain, depth, created_at)
    select m.id, m.workflow, m.version, m.object, m.record, c.entries::text, 'queued', m.trigger || jsonb_build_object('entry', c.entries), m.chain, m.depth, ${context.now}::timestamptz
    from m join counted c using (workflow, record) returning id, workflow`)
}

/** Shown in the run list, with the chain; once for each run that would have set it off. */
async function insertRefused(context: Context, refused: Guarded[]): Promise<void> {
  const { schema } = context.workspace
  const rows = refused.map(each => ({
    ...toRun(context, each), error: each.refusal, occurrence: `loop:${each.chain.at(-1)?.run ?? ''}`, reenrol: each.match.entry.meaning.reenrol,
  }))
  await context.sql.query(sql`
    insert into ${identifier(schema, '_workflow_run')} (id, workflow, version, object, record, occurrence, status, reason, trigger, chain, depth, error, created_at, finished_at)
    select m.id, m.workflow, m.version, m.object, m.record, m.occurrence, 'cancelled', 'loop', m.trigger, m.chain, m.depth, m.error, ${context.now}::timestamptz, ${context.now}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, workflow uuid, version integer, object text, record uuid, occurrence text, trigger jsonb, chain jsonb, depth integer,
      error jsonb, reenrol text)
    where m.reenrol = 'every' or not exists (select from ${identifier(schema, '_workflow_entry')} e where e.workflow = m.workflow and e.record = m.record and (m.reenrol = 'never' or e.inside))
    on conflict (workflow, record, occurrence) do nothing`)
}

/** Remembers that these records are out of the state that `afterExit` waits for. */
export async function leave(context: Context, exits: Exit[]): Promise<void> {
  if (exits.length === 0) return
  const pairs = exits.map(({ entry, change }) => ({ workflow: entry.id, record: change.id }))
  await context.sql.query(sql`update ${identifier(context.workspace.schema, '_workflow_entry')} e set inside = false
    from jsonb_to_recordset(${JSON.stringify(pairs)}::jsonb) as m(workflow uuid, record uuid) where e.workflow = m.workflow and e.record = m.record and e.inside`)
}
