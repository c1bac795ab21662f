// The workflow room: enrolments that no record leads to: a call from outside, a time that has come. Each occurrence once.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../kernel/context.ts'
import { identifier, sql } from '../../kernel/database/sql.ts'
import { isoTime } from '../../kernel/field/iso-time.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { compile, type Stored } from './catalogue.ts'
import { asksClock, clockNames } from './clock-names.ts'
import { judge, withPaths } from './condition.ts'
import type { Program } from './program.ts'
import { queueRuns } from './run-queue.ts'

/** Enrols the workflow for what was sent, or for a time (`missed`: one that is too late); answers the run's id, for a repeat of an occurrence that of the first time. */
export async function enrolCall(context: Context, stored: Stored, told: Record<string, unknown>, occurrence: string | undefined, missed = false): Promise<string> {
  const id = uuid()
  const trigger = { type: stored.definition.trigger.type, at: isoTime(context.now), ...told }
  const status = missed ? 'missed' : await isWanted(context, stored, trigger) ? 'queued' : 'cancelled'
  const reason = { queued: null, cancelled: 'condition', missed: 'late' }[status]
  const table = identifier(context.workspace.schema, '_workflow_run')
  const named = occurrence ?? id
  const made = await context.sql.query(sql`insert into ${table} (id, workflow, version, occurrence, status, reason, trigger, depth, created_at, finished_at)
    values (${id}::uuid, ${stored.id}::uuid, ${stored.version}, ${named}, ${status}, ${reason}, ${JSON.stringify(trigger)}::jsonb, 1, ${context.now}::timestamptz,
      ${status === 'queued' ? null : context.now}::timestamptz)
    on conflict (workflow, occurrence) where record is null do nothing returning id`)
  if (made.length === 0) {
    const [{ id: first }] = await context.sql.query<{ id: string }>(sql`select id from ${table} where workflow = ${stored.id}::uuid and occurrence = ${named} and record is null`)
    return first
  }
  if (status === 'queued') await queueRuns(context, [{ id, workflow: stored.id }])
  return id
}

/** A workflow that needs correction is enrolled: its run fails with the reason, and can be tried again. */
async function isWanted(context: Context, stored: Stored, trigger: object): Promise<boolean> {
  const program = compile(context, stored)
  return program instanceof Problem || holdsFor(context, program, trigger)
}

/** Whether the condition holds for what was sent, or at this time: there is no record that it could ask. */
export async function holdsFor(context: Context, program: Program, trigger: object): Promise<boolean> {
  program.environment.now = context.now
  const [holds] = await judge(context, '', program.condition, [withPaths({}, program.condition, { trigger, ...asksClock(program.condition.paths) ? { clock: await clockNames(context) } : {} })])
  return holds
}
