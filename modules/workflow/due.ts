// The workflow room: date timers that fall due become runs, all of a workflow's together: judged now, on the record as it is.
// What is too late is kept as missed, what no longer holds as cancelled; the next repeat is set at once.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { defineTimer, finishTimers, type Timer } from '../../kernel/job/timer.ts'
import { tableOf } from '../../kernel/record/fields.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { activeWorkflows, compile, type Stored } from './catalogue.ts'
import { follow, readChains, type Link } from './chain.ts'
import { judge } from './condition.ts'
import { DATE_TIMER, occurrenceSql, setDates, type Dated } from './dates.ts'
import { NotYet } from './failure.ts'
import type { Program } from './program.ts'
import { findByIds } from './related.ts'
import { queueRuns } from './run-queue.ts'
import type { RunError } from './run.ts'

type Outcome =
  | { status: 'queued' }
  | { status: 'cancelled', reason: 'condition' | 'deleted' }
  | { status: 'cancelled', reason: 'loop', error: RunError }
  | { status: 'missed', reason: 'late' }
  | { status: 'moved' }

export const fireDates = defineTimer({
  name: DATE_TIMER,
  async fire(context, timers) {
    const groups = Map.groupBy(timers, timer => timer.subject.split(':')[0])
    const active = await activeWorkflows(context, [...groups.keys()])
    for (const [id, group] of groups) {
      const stored = active.get(id)
      if (stored) await fireOne(context, stored, group)
      else await finishTimers(context, group.map(timer => timer.id), 'cancelled', 'off')
    }
  },
})

const recordOf = (timer: Timer) => timer.subject.split(':')[1]

async function fireOne(context: Context, stored: Stored, timers: Timer[]): Promise<void> {
  const actor = actorOf(context.workspace, stored.member, 'workflow')
  if (!actor) throw new NotYet('The workflow is younger than what this process knows of the workspace')
  const program = compile(context, stored)
  // one that needs correction is enrolled: its runs fail with the reason, and can be tried again
  const outcomes = program instanceof Problem ? timers.map((): Outcome => ({ status: 'queued' })) : await judgeAll({ ...context, actor }, program, timers)
  const ended = (status: Outcome['status']) => timers.filter((_, at) => outcomes[at].status === status).map(timer => timer.id)
  await insertRuns(context, stored, timers.flatMap((timer, at) => outcomes[at].status === 'moved' ? [] : [{ timer, outcome: outcomes[at] }]))
  await finishTimers(context, ended('missed'), 'missed', 'late')
  await finishTimers(context, ended('moved'), 'cancelled', 'date')
  if (program instanceof Problem || !program.dating?.repeat) return
  const workflow: Dated = { id: stored.id, object: program.object.name, dating: program.dating }
  await setDates(context, workflow, { kind: 'each', after: timers.map(timer => ({ id: recordOf(timer), since: timer.dueAt })), firing: timers.map(timer => timer.id) })
}

async function judgeAll(context: Context, program: Program, timers: Timer[]): Promise<Outcome[]> {
  const { object, dating, condition } = program
  if (!dating) return timers.map(() => ({ status: 'moved' }))
  program.environment.now = context.now
  const inTime = timers.filter(timer => context.now.getTime() - timer.dueAt.getTime() <= dating.grace)
  const ids = inTime.map(recordOf)
  const dates = await datesOf(context, program, ids)
  const records = await findByIds(context, object.name, ids)
  const held = await judge(context, object.name, condition, records)
  const holding = new Map(records.map((record, at) => [record.id as string, held[at]]))
  return timers.map((timer): Outcome => {
    const holds = holding.get(recordOf(timer))
    if (!inTime.includes(timer)) return { status: 'missed', reason: 'late' }
    if (holds === undefined) return { status: 'cancelled', reason: 'deleted' }
    if (dates.get(recordOf(timer)) !== timer.occurrence.split('/')[0]) return { status: 'moved' }
    return holds ? { status: 'queued' } : { status: 'cancelled', reason: 'condition' }
  })
}

/** Each record's date as occurrences name it: a process that did not yet know the workflow may have changed it. */
async function datesOf(context: Context, { object, dating }: Program, ids: string[]): Promise<Map<string, string>> {
  const rows = await context.sql.query<{ id: string, named: string }>(sql`select t."id", ${occurrenceSql(dating!)} as named from ${tableOf(context, object.name)} t where t."id" = any(${ids}::uuid[])`)
  return new Map(rows.map(({ id, named }) => [id, named]))
}

interface Due { timer: Timer, outcome: Outcome, chain: Link[], depth: number }

/** A date that a run has just written goes on with that run's chain, and may not lead back into it. */
async function chainAll(context: Context, { id, definition: { name } }: Stored, due: Omit<Due, 'chain' | 'depth'>[]): Promise<Due[]> {
  const causeOf = ({ timer }: { timer: Timer }): string | undefined => (timer.payload as { cause?: string } | null)?.cause
  const chains = await readChains(context, [...new Set(due.map(causeOf).filter(cause => cause !== undefined))])
  return due.map(each => {
    const cause = causeOf(each)
    const depth = (chains.links.get(cause ?? '')?.length ?? 0) + 1
    const { chain, refusal } = follow(chains, cause, depth, { id, name }, recordOf(each.timer))
    return { ...each, chain, depth, ...refusal && each.outcome.status === 'queued' ? { outcome: { status: 'cancelled', reason: 'loop', error: refusal } as const } : {} }
  })
}

/** One run for each occurrence, whatever becomes of it; those that are wanted are handed to the worker. */
async function insertRuns(context: Context, stored: Stored, due: { timer: Timer, outcome: Outcome }[]): Promise<void> {
  const { id: workflow, version, definition } = stored
  const table = identifier(context.workspace.schema, '_workflow_run')
  const rows = (await chainAll(context, stored, due)).map(({ timer, outcome, chain, depth }) => ({
    id: uuid(), record: recordOf(timer), occurrence: timer.occurrence, status: outcome.status, reason: 'reason' in outcome ? outcome.reason : null, error: 'error' in outcome ? outcome.error : null, chain, depth,
    trigger: { type: 'date', at: isoTime(context.now), dueAt: isoTime(timer.dueAt), date: timer.occurrence.split('/')[0] },
  }))
  const made = await context.sql.query<{ id: string, workflow: string, status: string }>(sql`
    with m as (select *, row_number() over (partition by record order by occurrence)::integer as nth from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as m(id uuid, record uuid, occurrence text, status text, reason text, error jsonb, chain jsonb, depth integer, trigger jsonb)),
    counted as (insert into ${identifier(context.workspace.schema, '_workflow_entry')} as e (workflow, record, entries, inside) select ${workflow}::uuid, record, count(*), true from m group by record order by record
      on conflict (workflow, record) do update set entries = e.entries + excluded.entries returning record, entries)
    insert into ${table} (id, workflow, version, object, record, occurrence, status, reason, error, chain, trigger, depth, created_at, finished_at)
    select m.id, ${workflow}::uuid, ${version}, ${definition.object ?? null}, m.record, m.occurrence, m.status, m.reason, m.error, m.chain,
      m.trigger || jsonb_build_object('entry', c.entries + m.nth - (select max(n.nth) from m n where n.record = m.record)), m.depth, ${context.now}::timestamptz,
      case when m.status <> 'queued' then ${context.now}::timestamptz end
    from m join counted c using (record)
    on conflict (workflow, record, occurrence) do nothing returning id, workflow, status`)
  await queueRuns(context, made.filter(run => run.status === 'queued'))
}
