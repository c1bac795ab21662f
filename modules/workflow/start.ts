// The workflow room: a person sets a workflow off for records. Which ones is settled in her transaction, by her rights; they
// are enrolled set by set, a few at once, many by a job.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { notifyMembers } from '../../kernel/event/notification.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { moment, type Row } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { addJob, defineJob } from '../../kernel/job/job.ts'
import { systemContext } from '../../kernel/job/system-context.ts'
import { ROW, tableOf } from '../../kernel/record/fields.ts'
import { readableObject, visibleRows } from '../../kernel/record/find.ts'
import type { Stored } from './catalogue.ts'
import { insertRuns } from './enrol.ts'
import { recordsHolding } from './holding.ts'
import { queueRuns } from './run-queue.ts'
import type { Run } from './run.ts'
import { texts } from './texts.ts'
import { mayStart, readInput } from './triggers/button.ts'

/** Records of one transaction. */
const PART = 500
/** Whoever pressed is told by a notification when it took longer. */
const PATIENCE_MS = 10_000

export const startAnswer = z.object({
  id: z.string(), workflow: z.string(), name: z.string(), object: z.string(), status: z.enum(['running', 'completed']), total: z.number(),
  open: z.number(), completed: z.number(), failed: z.number(), cancelled: z.number(), skipped: z.number().meta({ description: 'Left out by the workflow\'s condition' }),
  run: z.string().nullable().meta({ description: 'The run, where there is one alone' }), createdAt: moment, finishedAt: moment.nullable(),
})

export interface StartRequest { ids?: string[], filter?: unknown, input: Record<string, unknown> }

const table = ({ workspace }: Pick<Context, 'workspace'>, name: '_workflow_start' | '_workflow_start_part' | '_workflow_run') => identifier(workspace.schema, name)

/** Answers the start's id. Throws 404 for who may not, or where none of the records is hers to see; 422 with what is wrong with the input. */
export async function startWorkflow(context: Context, stored: Stored, { ids, filter, input }: StartRequest): Promise<string> {
  const { trigger, object: name } = stored.definition
  if ((trigger.type !== 'button' && trigger.type !== 'manual') || !mayStart(context, trigger)) throw new Problem('notFound')
  const object = readableObject(context, name!)
  const told = { type: trigger.type, by: context.actor.member, at: isoTime(context.now), input: readInput(context, trigger, input) }
  const id = uuid()
  const rows = visibleRows(context, object, filter)
  const chosen: Sql = ids ? sql`${rows} and ${identifier(ROW, 'id')} = any(${ids}::uuid[])` : rows
  await context.sql.query(sql`insert into ${table(context, '_workflow_start')} (id, workflow, version, member, object, trigger, total, created_at)
    values (${id}::uuid, ${stored.id}::uuid, ${stored.version}, ${context.actor.member}::uuid, ${object.name}, ${JSON.stringify(told)}::jsonb, 0, ${context.now}::timestamptz)`)
  const [{ total }] = await context.sql.query<{ total: number }>(sql`with parts as (insert into ${table(context, '_workflow_start_part')} (start, number, ids)
      select ${id}::uuid, n, array_agg(f.id) from (select ${identifier(ROW, 'id')} as id, ((row_number() over () - 1) / ${PART})::int as n from ${tableOf(context, object.name)} ${identifier(ROW)} where ${chosen}) f group by n
      returning cardinality(ids) as size)
    update ${table(context, '_workflow_start')} set total = (select coalesce(sum(size), 0) from parts) where id = ${id}::uuid returning total`)
  if (total === 0) throw new Problem('notFound')
  if (total <= PART) await enrolPart(context, id)
  else await addJob(context, enrolStarts, { start: id })
  return id
}

export const enrolStarts = defineJob<{ start: string }>({
  name: 'workflow.start',
  payload: z.object({ start: z.uuid() }),
  async run({ workspace }, { start }, { app }) {
    for (let more = true; more;) {
      more = await app.database.transaction(transaction => enrolPart(systemContext(app, workspace, transaction), start))
      app.wake(workspace.schema)
    }
  },
})

interface StartRow extends Stored { workflow: string, trigger: Record<string, unknown>, object: string, part: number }

/** Enrols the next part; false when it was the last. The row's lock keeps a second worker from the same part. */
async function enrolPart(context: Context, id: string): Promise<boolean> {
  const { schema } = context.workspace
  const [row] = await context.sql.query<StartRow>(sql`select s.workflow as id, s.workflow, s.version, s.trigger, s.object, s.part, v.definition, w.member, m.role
    from ${table(context, '_workflow_start')} s join ${identifier(schema, '_workflow')} w on w.id = s.workflow join ${identifier(schema, '_workflow_version')} v on v.workflow = s.workflow and v.version = s.version
    join ${identifier(schema, '_member')} m on m.id = w.member where s.id = ${id}::uuid and not s.enrolled for update of s`)
  if (!row) return false
  const parts = await context.sql.query<{ number: number, ids: string[] }>(sql`select number, ids from ${table(context, '_workflow_start_part')} where start = ${id}::uuid and number >= ${row.part} order by number limit 2`)
  const [part, next] = parts
  // one that needs correction runs, and says so
  const wanted = part ? await recordsHolding(context, row, part.ids) ?? part.ids : []
  const runs = await insertRuns(context, 'every', wanted.map(record => ({ id: uuid(), workflow: row.workflow, version: row.version, object: row.object, record, trigger: row.trigger, chain: [], depth: 1 })))
  await context.sql.query(sql`update ${table(context, '_workflow_run')} set start = ${id}::uuid where id = any(${runs.map(run => run.id)}::uuid[])`)
  await context.sql.query(sql`update ${table(context, '_workflow_start')} set part = part + 1, enrolled = ${!next}, skipped = skipped + ${(part?.ids.length ?? 0) - wanted.length} where id = ${id}::uuid`)
  await queueRuns(context, runs)
  if (!next && runs.length === 0) await finishStarts(context, [id])
  return next !== undefined
}

/** After runs ended: a start that is whole now is finished, and who pressed is told where it took long. */
export async function tellStarters(context: Context, runs: Run[]): Promise<void> {
  const starts = [...new Set(runs.filter(run => run.start !== null && run.status !== 'running').map(run => run.start!))]
  if (starts.length) await finishStarts(context, starts)
}

async function finishStarts(context: Context, starts: string[]): Promise<void> {
  // one after the other, so that the last two runs of a start do not each take the other for open
  await context.sql.query(sql`select from ${table(context, '_workflow_start')} where id = any(${starts}::uuid[]) order by id for update`)
  const done = await context.sql.query<{ id: string, member: string, name: string, object: string, late: boolean, ended: number, failed: number, record: string | null }>(sql`
    with f as (update ${table(context, '_workflow_start')} s set finished_at = ${context.now}::timestamptz where id = any(${starts}::uuid[]) and enrolled and finished_at is null
      and not exists (select from ${table(context, '_workflow_run')} r where r.start = s.id and r.status in ('queued', 'running', 'waiting')) returning *)
    select f.id, f.member, w.name, f.object, f.finished_at - f.created_at > ${`${PATIENCE_MS} milliseconds`}::interval as late, count(r.id)::int as ended, count(*) filter (where r.status = 'failed')::int as failed,
      case when f.total = 1 then min(r.record::text) end as record
    from f join ${identifier(context.workspace.schema, '_workflow')} w on w.id = f.workflow left join ${table(context, '_workflow_run')} r on r.start = f.id group by f.id, f.member, w.name, f.object, f.total, f.finished_at, f.created_at`)
  const notices = done.filter(({ late }) => late).map(({ id, member, name, object, ended, failed, record }) => {
    const locale = context.workspace.members.get(member)?.locale ?? context.workspace.locale
    const said = failed ? texts.startFailed : texts.startDone
    return { member, key: `start:${id}`, title: said[locale].replace('{name}', name).replace('{count}', String(ended)).replace('{failed}', String(failed)), link: record ? `/o/${object}/${record}` : `/o/${object}`, object, record }
  })
  if (notices.length) await notifyMembers(context, notices)
}

/** How far it is; hers who pressed, and the administrators'. */
export async function readStart(context: Context, id: string): Promise<Row<typeof startAnswer>> {
  const [row] = await context.sql.query<Row<typeof startAnswer> & { member: string, whole: boolean }>(sql`
    select s.id, s.workflow, w.name, s.object, s.total, s.skipped, s.member, s.enrolled as whole, s.created_at as "createdAt", s.finished_at as "finishedAt",
      count(r.id) filter (where r.status in ('queued', 'running', 'waiting'))::int as open, count(*) filter (where r.status = 'completed')::int as completed,
      count(*) filter (where r.status = 'failed')::int as failed, count(*) filter (where r.status = 'cancelled')::int as cancelled, case when s.total = 1 then min(r.id::text) end as run
    from ${table(context, '_workflow_start')} s join ${identifier(context.workspace.schema, '_workflow')} w on w.id = s.workflow left join ${table(context, '_workflow_run')} r on r.start = s.id
    where s.id = ${id}::uuid group by s.id, w.name`)
  if (!row || (row.member !== context.actor.member && !context.actor.role.administrator)) throw new Problem('notFound')
  const { member: _, whole, ...told } = row
  return { ...told, status: whole && told.open === 0 ? 'completed' : 'running' }
}
