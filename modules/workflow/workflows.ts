// The workflow room: keeping workflows: made, changed (a new version each time what they do changes), switched, removed.
import { isDeepStrictEqual } from 'node:util'
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import { labelAnswer, moment, type Row } from '../../kernel/http/answer-part.ts'
import { Problem, refuse } from '../../kernel/http/errors.ts'
import { recordChange } from '../../kernel/object/change.ts'
import type { Role } from '../../kernel/permission/role.ts'
import { changeWorkspace } from '../../kernel/workspace/workspaces.ts'
import { findAgreement, requireSigned, tellRequester } from './agreement.ts'
import { definitionAnswer, type WorkflowDefinition } from './definition.ts'
import { compile, type Stored } from './catalogue.ts'
import { readWorkflow } from './program.ts'
import { staysWithin } from './role-bound.ts'
import { settleRuns } from './settle.ts'
import { switchOn } from './switch-on.ts'
import { verify } from './verify.ts'
import { underWay } from './versions.ts'

export const workflowAnswer = definitionAnswer.extend({
  id: z.string(), role: z.string(), version: z.number(), author: z.string().nullable(), source: z.string().nullable().meta({ description: 'The module or template that brought it' }),
  createdAt: moment, updatedAt: moment,
  faults: z.array(z.object({ path: z.string(), code: z.string(), parameters: z.record(z.string(), z.union([z.string(), z.number(), labelAnswer])).optional() }))
    .meta({ description: 'What it names that is no longer there' }),
})

export interface WorkflowRow extends Stored {
  enabled: boolean
  author: string | null
  source: string | null
  createdAt: Date
  updatedAt: Date
}

const columns = sql`w.id, w.version, w.enabled, w.definition, w.member, m.role, w.author, w.source, w.created_at as "createdAt", w.updated_at as "updatedAt"`

function fromWorkflows({ workspace: { schema } }: Context): Sql {
  return sql`from ${identifier(schema, '_workflow')} w join ${identifier(schema, '_member')} m on m.id = w.member where w.deleted_at is null`
}

/** A page, by name within their making: oldest first. */
export async function listWorkflows(context: Context, { limit, after, object }: { limit: number, after?: string, object?: string }): Promise<WorkflowRow[]> {
  return context.sql.query<WorkflowRow>(sql`select ${columns} ${fromWorkflows(context)} ${after ? sql`and w.id > ${after}::uuid` : empty} ${object ? sql`and w.object = ${object}` : empty}
    order by w.id limit ${limit}`)
}

/** Also of one that was removed, whose runs stay readable. */
export async function requireKnown({ workspace: { schema }, sql: query }: Context, id: string): Promise<void> {
  const [row] = await query.query(sql`select from ${identifier(schema, '_workflow')} where id = ${id}::uuid`)
  if (!row) throw new Problem('notFound')
}

export async function findWorkflow(context: Context, id: string, lock = false): Promise<WorkflowRow> {
  const row = await lookUpWorkflow(context, id, lock)
  if (!row) throw new Problem('notFound')
  return row
}

export async function lookUpWorkflow(context: Context, id: string, lock = false): Promise<WorkflowRow | undefined> {
  const [row] = await context.sql.query<WorkflowRow>(sql`select ${columns} ${fromWorkflows(context)} and w.id = ${id}::uuid ${lock ? sql`for update of w` : empty}`)
  return row
}

/** A workflow as the API shows it. */
export function toApi(context: Context, row: WorkflowRow): Row<typeof workflowAnswer> {
  const { id, version, enabled, definition, role, author, source, createdAt, updatedAt } = row
  const program = compile(context, row)
  return { id, ...definition, role, enabled, version, author, source, createdAt, updatedAt, faults: program instanceof Problem ? program.faults : [] }
}

export interface Origin { source: string, hash: string }

/** Saves a new workflow with its member; throws Problem with every fault. */
export async function createWorkflow(context: Context, input: unknown, origin?: Origin): Promise<string> {
  const id = uuid()
  const member = uuid()
  const role = chooseRole(context, input)
  const program = readWorkflow(context, input, { member, role })
  await verify(context, program)
  const { definition } = program
  const { schema } = context.workspace
  await context.sql.query(sql`insert into ${identifier(schema, '_member')} (id, name, kind, role, team, active, created_at)
    values (${member}, ${definition.name}, 'workflow', ${role.name}, ${context.actor.team}, true, ${context.now})`)
  await context.sql.query(sql`insert into ${identifier(schema, '_workflow')} (id, name, object, enabled, version, definition, member, author, source, source_hash, created_at, updated_at)
    values (${id}, ${definition.name}, ${definition.object ?? null}, ${definition.enabled}, 1, ${JSON.stringify(definition)}::jsonb, ${member}, ${authorNow(context)}, ${origin?.source ?? null},
      ${origin?.hash ?? null}, ${context.now}, ${context.now})`)
  await keepVersion(context, id, 1, definition, origin ? null : authorNow(context))
  if (definition.enabled) await switchOn(context, id, program)
  await recordChange(context, '_workflow', id, null, definition)
  await changeWorkspace(context)
  return id
}

/** Changes the given parts; switching on and off, and a new name, make no new version. `waiting`: what becomes of runs under way on older versions. */
export async function changeWorkflow(context: Context, id: string, { waiting, ...changes }: { waiting?: unknown }, origin?: Origin): Promise<void> {
  const fate = readFate(waiting)
  const row = await findWorkflow(context, id, true)
  const given: Record<string, unknown> = { ...row.definition, enabled: row.enabled, role: row.role, ...changes }
  const role = chooseRole(context, given)
  const program = readWorkflow(context, given, { member: row.member, role })
  const { definition } = program
  // what has gone meanwhile keeps nobody from switching it off
  if (definition.enabled || !isDeepStrictEqual(workOf(definition), workOf(row.definition))) await verify(context, program)
  const version = row.version + (origin || !isDeepStrictEqual(workOf(definition), workOf(row.definition)) ? 1 : 0)
  // a template's newer version rests until it is signed; what a person switches on is refused
  if (definition.enabled && origin && version > row.version && await findAgreement(context, id)) definition.enabled = false
  if (definition.enabled && (!row.enabled || version > row.version)) await requireSigned(context, id, version)
  const { schema } = context.workspace
  await context.sql.query(sql`update ${identifier(schema, '_workflow')} set name = ${definition.name}, object = ${definition.object ?? null}, enabled = ${definition.enabled}, version = ${version},
    definition = ${JSON.stringify(definition)}::jsonb, updated_at = ${context.now}, source_hash = ${origin ? sql`${origin.hash}` : sql`source_hash`} where id = ${id}`)
  await context.sql.query(sql`update ${identifier(schema, '_member')} set name = ${definition.name}, role = ${role.name} where id = ${row.member}`)
  if (version > row.version) await keepVersion(context, id, version, definition, origin ? null : authorNow(context))
  if (version > row.version) await tellRequester(context, id, version, definition.name)
  if (fate !== 'stay') await settleRuns(context, { fate, workflow: id, version }, program)
  if (definition.enabled && !row.enabled) await settleRuns(context, { fate: 'resume', workflow: id })
  const differs = definition.object !== row.definition.object || !isDeepStrictEqual(definition.trigger, row.definition.trigger)
  if (definition.enabled && (!row.enabled || differs)) await switchOn(context, id, program)
  await recordChange(context, '_workflow', id, { ...row.definition, enabled: row.enabled }, definition)
  await changeWorkspace(context)
}

function readFate(given: unknown): z.output<typeof underWay> {
  const parsed = underWay.default('stay').safeParse(given)
  if (parsed.success) return parsed.data
  throw refuse([{ path: 'waiting', code: 'option.unknown' }])
}

/** What a version is of. */
function workOf({ object, inTransaction, trigger, condition, exit, steps }: WorkflowDefinition): unknown {
  return JSON.parse(JSON.stringify({ object, inTransaction, trigger, condition, exit, steps }))
}

/** Without an author: brought by a template, no customer's edit. */
async function keepVersion(context: Context, id: string, version: number, definition: WorkflowDefinition, author: string | null): Promise<void> {
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_workflow_version')} (workflow, version, definition, author, created_at)
    values (${id}, ${version}, ${JSON.stringify(definition)}::jsonb, ${author}, ${context.now})`)
}

/** Its runs stay readable; those that wait are cancelled at once, those that have not begun when their turn comes. */
export async function removeWorkflow(context: Context, id: string): Promise<void> {
  const row = await findWorkflow(context, id, true)
  const { schema } = context.workspace
  await context.sql.query(sql`update ${identifier(schema, '_workflow')} set deleted_at = ${context.now}, enabled = false where id = ${id}`)
  await context.sql.query(sql`update ${identifier(schema, '_member')} set active = false where id = ${row.member}`)
  await settleRuns(context, { fate: 'cancel', workflow: id })
  await recordChange(context, '_workflow', id, row.definition, null)
  await changeWorkspace(context)
}

/** Who made the workflow; null where a template brought it. */
export async function authorOf({ sql: queryable, workspace }: Context, id: string): Promise<string | null> {
  const [row] = await queryable.query<{ author: string | null }>(sql`select author from ${identifier(workspace.schema, '_workflow')} where id = ${id}::uuid`)
  return row?.author ?? null
}

/** Null where nobody in particular acts (an installation). */
function authorNow({ workspace, actor }: Context): string | null {
  return workspace.members.has(actor.member) ? actor.member : null
}

/** The role that the definition names, by default the author's own; never more than she may do herself. */
export function chooseRole({ workspace, actor }: Context, input: unknown): Role {
  const { role: name } = (input ?? {}) as { role?: unknown }
  if (name === undefined || name === null) return actor.role
  const role = typeof name === 'string' ? workspace.roles.get(name) : undefined
  const shown = typeof name === 'string' ? name.slice(0, 60).toWellFormed() : ''
  if (!role) throw new Problem('invalid', { faults: [{ path: 'role', code: 'workflow.roleUnknown', parameters: { role: shown } }] })
  if (!staysWithin(role, actor.role)) throw new Problem('invalid', { faults: [{ path: 'role', code: 'workflow.role' }] })
  return role
}
