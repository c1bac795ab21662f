// The functions room: runs as people see them: what a function was given, logged, asked for and returned.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql } from '../../kernel/database/sql.ts'
import { messageAnswer, moment, type Row } from '../../kernel/http/answer-part.ts'
import { messageOf, Problem, type Parameters } from '../../kernel/http/errors.ts'
import { defineJob } from '../../kernel/job/job.ts'
import { LOG_DAYS } from './limits.ts'

export const runAnswer = z.object({
  id: z.string(), function: z.string().nullable(), version: z.number().nullable(), kind: z.enum(['workflow', 'test']), workflow: z.string().nullable(), workflowRun: z.string().nullable(),
  status: z.enum(['running', 'completed', 'failed']), error: messageAnswer.nullable(), attempt: z.number(), startedAt: moment, finishedAt: moment.nullable(),
  spent: z.number().nullable().meta({ description: 'Milliseconds of computing' }),
})

export const storyAnswer = runAnswer.extend({
  given: z.object({ record: z.unknown(), input: z.unknown() }), result: z.unknown(), log: z.array(z.string()),
  calls: z.array(z.object({ n: z.number(), name: z.string(), arguments: z.array(z.unknown()), state: z.enum(['sending', 'done', 'failed', 'pretended']), answer: z.unknown(), error: messageAnswer.nullable() }))
    .meta({ description: 'What it asked for, in order; `pretended` in a test, where nothing is done' }),
})

type Fault = { code: string, parameters?: Parameters } | null
interface RunRow extends Omit<Row<typeof runAnswer>, 'error'> { error: Fault }

const columns = sql`id, function, version, kind, workflow, workflow_run as "workflowRun", status, error, attempt, spent, started_at as "startedAt", finished_at as "finishedAt"`
const tableOf = ({ workspace }: Context) => identifier(workspace.schema, '_function_run')

/** A page of a function's runs, newest first. */
export async function listRuns(context: Context, of: string, { limit, after }: { limit: number, after?: string }): Promise<object[]> {
  const rows = await context.sql.query<RunRow>(sql`select ${columns} from ${tableOf(context)} where function = ${of}::uuid ${after ? sql`and id < ${after}::uuid` : empty} order by id desc limit ${limit}`)
  return rows.map(row => toApi(context, row))
}

export async function showRun(context: Context, id: string): Promise<object> {
  const [row] = await context.sql.query<RunRow>(sql`select ${columns}, given, result, log from ${tableOf(context)} where id = ${id}::uuid`)
  if (!row) throw new Problem('notFound')
  const calls = await context.sql.query(sql`select n, name, arguments, state, answer, case when error is not null then jsonb_build_object('code', error -> 'code', 'message', error -> 'message') end as error
    from ${identifier(context.workspace.schema, '_function_call')} where run = ${id}::uuid order by n`)
  return { ...toApi(context, row), calls }
}

function toApi({ locale }: Context, row: RunRow): object {
  return { ...row, error: row.error && { code: row.error.code, message: messageOf(row.error.code, row.error.parameters, locale) } }
}

export const purgeRuns = defineJob<object>({
  name: 'functions.purgeRuns',
  payload: z.object({}),
  async run(context) {
    const until = new Date(context.now.getTime() - LOG_DAYS * 86_400_000)
    // by the product's clock, which `at` goes by
    await context.sql.query(sql`delete from ${tableOf(context)} where at < ${until}`)
  },
})
