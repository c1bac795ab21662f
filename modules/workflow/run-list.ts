// The workflow room: runs as people see them: the list of a workflow, one run's story, what happened about a record.
import { z } from 'zod'
import type { Entry, TimelineSource } from '../../kernel/record/timeline.ts'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { faultAnswer, messageAnswer, moment, type Row } from '../../kernel/http/answer-part.ts'
import { messageOf, Problem } from '../../kernel/http/errors.ts'
import { markStatus, runStatus, type RunError, type Warning } from './run.ts'

const errorAnswer = messageAnswer.extend({ step: z.string().optional(), iteration: z.string().optional(), errors: z.array(faultAnswer) })
export const stepMark = z.object({
  step: z.string(), iteration: z.string(), type: z.string(), status: markStatus, input: z.unknown(), output: z.unknown(),
  error: errorAnswer.nullable(), warnings: z.array(messageAnswer), attempt: z.number(), startedAt: moment, finishedAt: moment.nullable(),
  nextAt: moment.nullable().meta({ description: 'When a call to the outside that did not get through is tried again' }),
})

/** A run without its steps. */
export const runAnswer = z.object({
  id: z.string(), workflow: z.string(), name: z.string(), version: z.number(), object: z.string().nullable(), record: z.string().nullable(), occurrence: z.string(),
  status: runStatus, reason: z.string().nullable(), entry: z.number().nullable().meta({ description: 'Which of this record\'s matches it is, from 1' }),
  trigger: z.looseObject({ entry: z.number().optional() }), chain: z.array(z.object({ workflow: z.string(), run: z.string(), object: z.string().nullable(), record: z.string().nullable() })),
  depth: z.number(), attempt: z.number(), error: errorAnswer.nullable(), createdAt: moment, startedAt: moment.nullable(), finishedAt: moment.nullable(),
})

/** The story: each step with input, output, error, warnings and times. */
export const storyAnswer = runAnswer.extend({ steps: z.array(stepMark) })

export interface RunRow extends Omit<Row<typeof runAnswer>, 'error' | 'entry'> { error: RunError | null }

const columns = sql`r.id, r.workflow, w.name, r.version, r.object, r.record, r.occurrence, r.status, r.reason, r.trigger, r.chain, r.depth, r.attempt, r.error,
  r.created_at as "createdAt", r.started_at as "startedAt", r.finished_at as "finishedAt"`

function fromRuns({ workspace: { schema } }: Context) {
  return sql`from ${identifier(schema, '_workflow_run')} r join ${identifier(schema, '_workflow')} w on w.id = r.workflow`
}

/** A page of a workflow's runs, newest first. */
export async function listRuns(context: Context, workflow: string, { limit, after, status }: { limit: number, after?: string, status?: string }): Promise<RunRow[]> {
  return listRunsWhere(context, sql`r.workflow = ${workflow}::uuid ${after ? sql`and r.id < ${after}::uuid` : empty} ${status ? sql`and r.status = ${status}` : empty}`, limit)
}

/** `condition` is over the runs as `r`. */
export async function listRunsWhere(context: Context, condition: Sql, limit: number): Promise<RunRow[]> {
  return context.sql.query<RunRow>(sql`select ${columns} ${fromRuns(context)} where ${condition} order by r.id desc limit ${limit}`)
}

export async function findRun(context: Context, id: string, lock = false): Promise<RunRow> {
  const [row] = await context.sql.query<RunRow>(sql`select ${columns} ${fromRuns(context)} where r.id = ${id}::uuid ${lock ? sql`for update of r` : empty}`)
  if (!row) throw new Problem('notFound')
  return row
}

/** A run without its steps; texts in the caller's language. `whole`: with what was sent to it. */
export function runToApi(context: Context, { trigger: { before: _before, record: _record, body, headers, ...told }, error, ...row }: RunRow, whole = false): Row<typeof runAnswer> {
  const trigger = whole && told.type === 'webhook' ? { ...told, body, headers } : told
  return { ...row, trigger, entry: trigger.entry ?? null, error: error && errorToApi(context, error) }
}

/** A run's steps in their order. */
export async function stepsOf(context: Context, run: string): Promise<object[]> {
  const rows = await context.sql.query<{ error: RunError | null, warnings: Warning[] | null }>(sql`select step, iteration, type, status, input, output, error, warnings, attempt,
    started_at as "startedAt", finished_at as "finishedAt", next_at as "nextAt" from ${identifier(context.workspace.schema, '_workflow_step')} where run = ${run}::uuid order by position, iteration`)
  return rows.map(({ error, warnings, ...row }) => ({
    ...row, error: error && errorToApi(context, error),
    warnings: (warnings ?? []).map(({ code, parameters }) => ({ code, message: messageOf(code, parameters, context.locale) })),
  }))
}

function errorToApi({ locale }: Context, { code, parameters, faults, step, iteration }: RunError): z.output<typeof errorAnswer> {
  return {
    code, message: messageOf(code, parameters, locale), ...step ? { step } : {}, ...iteration ? { iteration } : {},
    errors: (faults ?? []).map(fault => ({ path: fault.path, code: fault.code, message: messageOf(fault.code, fault.parameters, locale) })),
  }
}

/** The runs about a record, for its timeline. */
export const runsAbout: TimelineSource = async (context, object, record, { limit, until }) => {
  const rows = await context.sql.query<Entry & { workflow: string, name: string }>(sql`select r.id, to_json(r.created_at)#>>'{}' as at, r.workflow, w.name, r.status, r.reason,
    to_json(r.finished_at)#>>'{}' as "finishedAt" ${fromRuns(context)} where r.record = ${record}::uuid and r.object = ${object}
    ${until ? sql`and r.created_at <= ${until}::timestamptz` : empty} order by r.created_at desc, r.id desc limit ${limit}`)
  return rows.map(({ workflow, name, ...row }) => ({ ...row, type: 'workflow', actor: null, way: 'workflow', cause: { workflow: { id: workflow, name }, run: row.id } }))
}
