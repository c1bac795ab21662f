// The workflow room: dry runs: what a workflow would do for a record, for all that fulfil a filter, or would have done since a
// time. Its steps are taken in a transaction that is undone; waits are passed over, and nothing leaves the house.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { readInstant } from '../../kernel/field/calendar.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { moment } from '../../kernel/http/answer-part.ts'
import { Problem, refuse } from '../../kernel/http/errors.ts'
import { findRecords } from '../../kernel/record/find.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import { hitsSince, MOST_HITS, type Hit } from './history-match.ts'
import { judge } from './condition.ts'
import { holdsFor } from './enrol-call.ts'
import { MOST_BYTES, readBody } from './hook-call.ts'
import { noObject, readWorkflow, type Program } from './program.ts'
import { findByIds } from './related.ts'
import { claimRuns, saveRuns } from './run.ts'
import { findRun, runToApi, stepMark, stepsOf } from './run-list.ts'
import { runSteps } from './run-steps.ts'
import { readInput } from './triggers/button.ts'
import type { AnyTrigger } from './triggers/index.ts'
import { nextTime } from './triggers/schedule.ts'
import { createWorkflow, findWorkflow } from './workflows.ts'

/** Records whose steps are shown. */
const MOST_SHOWN = 20

export const dryRunRequest = z.strictObject({
  recordId: z.uuid().optional(),
  since: z.union([z.iso.date(), z.iso.datetime({ offset: true })]).optional().meta({ description: 'A time, or a day of the workspace: from its first moment on' }),
  filter: z.record(z.string(), z.unknown()).optional(),
  /** What another program would send to a webhook. */
  body: z.unknown().optional(),
  input: z.record(z.string(), z.unknown()).optional().meta({ description: 'What whoever presses the button would say to what is asked first' }),
})

type Asked = z.output<typeof dryRunRequest>

const hitAnswer = z.object({
  record: z.string().nullable(), title: z.string().nullable(), at: moment.meta({ description: 'When it would have been set off, or would be' }),
  status: z.enum(['run', 'cancelled', 'missed', 'failed']), reason: z.string().nullable(),
  steps: z.array(stepMark).nullable().meta({ description: `What each step would do; of the first ${MOST_SHOWN} that would run` }),
})

export const dryRunAnswer = z.object({ total: z.number(), capped: z.boolean(), data: z.array(hitAnswer) })

/** Carries the answer out of the transaction that it undoes. */
class Undone extends Error {
  readonly answer: z.input<typeof dryRunAnswer>
  constructor(answer: z.input<typeof dryRunAnswer>) {
    super('undone')
    this.answer = answer
  }
}

/** Of a workflow that is kept, or of one that is given and not kept: it is made in the transaction that is undone. */
export async function dryRun(context: Context, app: App, workflow: string | Record<string, unknown>, asked: Asked): Promise<z.input<typeof dryRunAnswer>> {
  try {
    return await app.database.transaction(async transaction => {
      const inside = { ...context, sql: transaction, now: app.clock.now() }
      const id = typeof workflow === 'string' ? workflow : await createWorkflow(inside, { ...workflow, enabled: false })
      const { definition, enabled, member, role } = await findWorkflow(inside, id)
      const bound = context.workspace.roles.get(role)
      if (!bound) throw new Problem('workflow.roleUnknown', { parameters: { role } })
      const known = withMember(inside, member, role)
      const program = readWorkflow(known, { ...definition, enabled }, { member, role: bound })
      const acting = { ...known, actor: program.actor, locale: context.locale }
      const hits = await findHits(acting, program, asked, context.actor.member)
      throw new Undone(await tell(acting, id, program, hits))
    })
  } catch (error) {
    if (error instanceof Undone) return error.answer
    throw error
  }
}

/** The workspace as it would be with the member that a workflow brings. */
function withMember(context: Context, id: string, role: string): Context {
  const { workspace, actor } = context
  const alike = workspace.members.get(actor.member)
  if (workspace.members.has(id) || !alike) return context
  return { ...context, workspace: { ...workspace, members: new Map(workspace.members).set(id, { ...alike, id, role, kind: 'workflow', email: null, manager: null }) } }
}

/** `by`: who tries it, in the place of who would set it off. */
async function findHits(context: Context, program: Program, asked: Asked, by: string): Promise<Hit[]> {
  const { definition: { trigger }, object } = program
  const { recordId, since, filter } = asked
  program.environment.now = context.now
  const sample = readSample(context, trigger, asked)
  if (object === noObject) return [await callHit(context, program, sample)]
  if (since !== undefined) {
    if (!program.meaning && !program.dating) throw new Problem('workflow.noHistory')
    return hitsSince(context, program, new Date(readInstant(since, context.workspace.timeZone)!))
  }
  const records = recordId !== undefined ? await findByIds(context, object.name, [recordId]) : await findAll(context, object.name, filter ?? {})
  if (recordId !== undefined && records.length === 0) throw new Problem('notFound')
  const held = await judge(context, object.name, program.condition, records)
  return records.map((record, at): Hit => ({
    record: record.id, at: context.now, status: held[at] ? 'run' : 'cancelled', reason: held[at] ? null : 'condition',
    trigger: { type: trigger.type, at: isoTime(context.now), dueAt: isoTime(context.now), kind: 'updated', changed: [], by, before: record, entry: 1, ...sample },
  }))
}

/** What would come with it, read as when it really comes. Throws what a call or a press is refused with; 422 for what this trigger does not take. */
function readSample(context: Context, trigger: AnyTrigger, { body, input }: Asked): Record<string, unknown> {
  const isPressed = trigger.type === 'button' || trigger.type === 'manual'
  const foreign = [...body !== undefined && trigger.type !== 'webhook' ? ['body'] : [], ...input !== undefined && !isPressed ? ['input'] : []]
  if (foreign.length) throw refuse(foreign.map(path => ({ path, code: 'field.unknown' })))
  if (isPressed) return { input: readInput(context, trigger, input ?? {}) }
  if (trigger.type !== 'webhook') return {}
  const bytes = Buffer.from(JSON.stringify(body ?? {}))
  if (bytes.length > MOST_BYTES) throw new Problem('body.tooLarge')
  return { body: readBody('application/json', bytes), headers: { 'content-type': 'application/json' } }
}

/** All that fulfil the filter, as far as hits are told. */
async function findAll(context: Context, object: string, filter: Record<string, unknown>): Promise<RecordValues[]> {
  const found: RecordValues[] = []
  for (let after: string | undefined; found.length <= MOST_HITS;) {
    const { data, next } = await findRecords(context, object, { filter, limit: 500, after })
    found.push(...data)
    if (next === null) break
    after = next
  }
  return found
}

async function callHit(context: Context, program: Program, sample: Record<string, unknown>): Promise<Hit> {
  const { workspace, now } = context
  const { trigger } = program.definition
  const at = trigger.type === 'schedule' ? nextTime(trigger, workspace.timeZone, now) ?? now : now
  const told = { type: trigger.type, at: isoTime(now), dueAt: isoTime(at), ...sample }
  const holds = await holdsFor({ ...context, now: at }, program, told)
  return { record: '', at, status: holds ? 'run' : 'cancelled', reason: holds ? null : 'condition', trigger: told }
}

async function tell(context: Context, workflow: string, program: Program, hits: Hit[]): Promise<z.input<typeof dryRunAnswer>> {
  const titles = await titlesOf(context, program, hits.slice(0, MOST_HITS))
  // what lies in the bin by now would have been there then; its steps have nothing to read
  const isThere = ({ record, trigger }: Hit) => record === '' || titles.has(record) || trigger.kind === 'deleted'
  const shown = hits.filter(hit => hit.status === 'run' && isThere(hit)).slice(0, MOST_SHOWN)
  const stories = new Map<Hit, Story>()
  // one after the other, so that each sees the records as they are
  for (const hit of shown) stories.set(hit, await takeSteps(context, workflow, program, hit))
  const data = hits.slice(0, MOST_HITS).map(hit => ({
    record: hit.record || null, title: titles.get(hit.record) ?? null, at: hit.at.toISOString(), status: hit.status, reason: hit.reason, steps: null, ...stories.get(hit),
  }))
  return { total: hits.length, capped: hits.length > MOST_HITS, data }
}

interface Story { status: 'run' | 'cancelled' | 'failed', reason: string | null, steps: any[] }

/** The steps for one, in a savepoint that is undone. */
async function takeSteps(context: Context, workflow: string, program: Program, hit: Hit): Promise<Story> {
  const { sql: query } = context
  const table = identifier(context.workspace.schema, '_workflow_run')
  const id = uuid()
  await query.query(sql`savepoint pretence`)
  const { before, ...told } = hit.trigger
  await query.query(sql`insert into ${table} (id, workflow, version, object, record, occurrence, status, trigger, depth, created_at)
    values (${id}::uuid, ${workflow}::uuid, 1, ${hit.record ? program.object.name : null}, ${hit.record || null}::uuid, ${`dry:${id}`}, 'queued', ${JSON.stringify({ ...told, before: before ?? null })}::jsonb, 1, ${context.now}::timestamptz)`)
  const runs = await claimRuns(context, [id])
  await runSteps(context, program, runs, Infinity, true)
  await saveRuns(context, runs)
  const { status, error, reason } = runToApi(context, await findRun(context, id))
  const steps = await stepsOf(context, id)
  await query.query(sql`rollback to savepoint pretence`)
  return { status: status === 'failed' ? 'failed' : status === 'cancelled' ? 'cancelled' : 'run', reason: error?.message ?? reason, steps }
}

async function titlesOf(context: Context, { object }: Program, hits: Hit[]): Promise<Map<string, string | null>> {
  if (object === noObject) return new Map()
  const records = await findByIds(context, object.name, hits.map(hit => hit.record), [object.title])
  return new Map(records.map(record => [record.id, record[object.title] ?? null]))
}
