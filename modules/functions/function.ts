// The functions room: functions as values of a workspace: made, changed (a new version each time what they do changes), removed.
import { v7 as uuid } from 'uuid'
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { lockRow } from '../../kernel/database/lock-row.ts'
import { empty, identifier, sql } from '../../kernel/database/sql.ts'
import { moment, type Row } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { recordChange } from '../../kernel/object/change.ts'
import { refuseUses } from '../../kernel/object/uses.ts'
import type { Role } from '../../kernel/permission/role.ts'
import { staysWithin, workflowsWith } from '../workflow/index.ts'
import { block } from './blocks/block.ts'
import { readBlocks } from './blocks/read-blocks.ts'
import { scriptOf } from './blocks/script.ts'
import { MOST_CODE } from './limits.ts'
import { checkCode, SandboxFailure } from './sandbox/sandbox.ts'

export const languages = ['js', 'ts'] as const

const name = z.string().refine(given => /^[a-z][A-Za-z0-9]{0,59}$/.test(given), { params: { code: 'function.name' } })
const text = (max: number) => z.string().trim().min(1).max(max).refine(given => !given.includes('\u0000') && given.isWellFormed(), { params: { code: 'text.invalid' } })
export const code = z.string().max(MOST_CODE).refine(given => !given.includes('\u0000') && given.isWellFormed(), { params: { code: 'text.invalid' } })

/** What of it is given; with `blocks` the code is made of them. */
export const functionChange = z.strictObject({
  label: text(120), description: text(2000).nullable(), language: z.enum(languages), code, blocks: z.array(block).max(200).nullable(), role: z.string(), enabled: z.boolean(),
}).partial()
export const newFunction = functionChange.extend({ name, label: text(120) })

export const functionAnswer = z.object({
  id: z.string(), name: z.string().meta({ description: 'Steps name it by this' }), label: z.string(), description: z.string().nullable(), language: z.enum(languages), code: z.string(),
  blocks: z.array(z.looseObject({ type: z.string() })).nullable().meta({ description: 'What the visual builder made the code of' }),
  role: z.string().meta({ description: 'Bounds what it may do' }), enabled: z.boolean(), version: z.number(), author: z.string().nullable(), createdAt: moment, updatedAt: moment,
})

export type FunctionRow = Row<typeof functionAnswer>

const tableOf = ({ workspace }: Context) => identifier(workspace.schema, '_function')
const columns = sql`id, name, label, description, language, code, blocks, role, enabled, version, author, created_at as "createdAt", updated_at as "updatedAt"`

/** A page, oldest first. */
export async function listFunctions(context: Context, { limit, after }: { limit: number, after?: string }): Promise<FunctionRow[]> {
  return context.sql.query<FunctionRow>(sql`select ${columns} from ${tableOf(context)} ${after ? sql`where id > ${after}::uuid` : empty} order by id limit ${limit}`)
}

export async function findFunction(context: Context, id: string): Promise<FunctionRow> {
  const [row] = await context.sql.query<FunctionRow>(sql`select ${columns} from ${tableOf(context)} where id = ${id}::uuid`)
  if (!row) throw new Problem('notFound')
  return row
}

/** By name or id, for a step; `hold`: until the transaction ends it is not taken away. */
export async function functionNamed(context: Context, named: string, hold = false): Promise<FunctionRow | undefined> {
  const which = z.uuid().safeParse(named).success ? sql`id = ${named}::uuid` : sql`name = ${named}`
  const [row] = await context.sql.query<FunctionRow>(sql`select ${columns} from ${tableOf(context)} where ${which} ${hold ? sql`for key share` : empty}`)
  return row
}

export async function createFunction(context: Context, given: z.output<typeof newFunction>): Promise<string> {
  const { name, label, description = null, language = 'ts', blocks = null, enabled = true } = given
  const code = await settleCode(given.code ?? '', blocks)
  const role = chooseRole(context, given.role)
  const [taken] = await context.sql.query(sql`select 1 from ${tableOf(context)} where name = ${name}`)
  if (taken) throw new Problem('function.taken', { parameters: { name }, faults: [{ path: 'name', code: 'function.taken', parameters: { name } }] })
  const id = uuid()
  await context.sql.query(sql`insert into ${tableOf(context)} (id, name, label, description, language, code, blocks, role, enabled, version, author, created_at, updated_at)
    values (${id}, ${name}, ${label}, ${description}, ${language}, ${code}, ${json(blocks)}::jsonb, ${role.name}, ${enabled}, 1, ${context.actor.member}, ${context.now}, ${context.now})`)
  await keepVersion(context, id, 1, language, code, blocks)
  await recordChange(context, '_function', id, null, { name, label, language, code, role: role.name, enabled })
  return id
}

/** Changes the given parts. Who writes code by hand lets go of its blocks. */
export async function changeFunction(context: Context, id: string, given: z.output<typeof functionChange>): Promise<void> {
  await lockRow(context.sql, tableOf(context), id)
  const before = await findFunction(context, id)
  const blocks = given.blocks === undefined ? given.code === undefined || given.code === before.code ? before.blocks : null : given.blocks
  const after = { ...before, ...given, blocks }
  const code = given.code === undefined && given.blocks === undefined ? before.code : await settleCode(after.code, after.blocks)
  const role = given.role === undefined || given.role === before.role ? before.role : chooseRole(context, given.role).name
  const version = before.version + (code !== before.code || after.language !== before.language ? 1 : 0)
  await context.sql.query(sql`update ${tableOf(context)} set label = ${after.label}, description = ${after.description}, language = ${after.language}, code = ${code}, blocks = ${json(after.blocks)}::jsonb,
    role = ${role}, enabled = ${after.enabled}, version = ${version}, updated_at = ${context.now} where id = ${id}::uuid`)
  if (version > before.version) await keepVersion(context, id, version, after.language, code, after.blocks)
  const shown = ({ name, label, description, language, enabled }: FunctionRow) => ({ name, label, description, language, enabled })
  await recordChange(context, '_function', id, { ...shown(before), code: before.code, role: before.role }, { ...shown(after as FunctionRow), code, role })
}

/** Its runs stay until they are old. Throws `conflict.inUse` with the workflows that name it. */
export async function removeFunction(context: Context, id: string): Promise<void> {
  // behind the lock no workflow comes to name it
  await lockRow(context.sql, tableOf(context), id)
  const { name, label } = await findFunction(context, id)
  refuseUses(await workflowsWith(context, 'runFunction', step => step.function === name || step.function === id))
  await context.sql.query(sql`delete from ${tableOf(context)} where id = ${id}::uuid`)
  await recordChange(context, '_function', id, { name, label }, null)
}

/** The code as it is kept; what cannot be read is refused with its line. */
export async function settleCode(given: string, blocks: unknown[] | null): Promise<string> {
  const code = blocks ? scriptOf(readBlocks(blocks)) : given
  try {
    await checkCode(code)
    return code
  } catch (error) {
    if (!(error instanceof SandboxFailure)) throw error
    throw new Problem('invalid', { faults: [{ path: 'code', code: error.code, parameters: { message: error.message, line: error.line ?? '–' } }] })
  }
}

async function keepVersion(context: Context, id: string, version: number, language: string, code: string, blocks: unknown): Promise<void> {
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_function_version')} (function, version, language, code, blocks, author, created_at)
    values (${id}::uuid, ${version}, ${language}, ${code}, ${json(blocks)}::jsonb, ${context.actor.member}::uuid, ${context.now})`)
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value)
}

/** By default the author's own; never more than she may do herself. */
function chooseRole({ workspace, actor }: Context, name: string | undefined): Role {
  if (name === undefined) return actor.role
  const role = workspace.roles.get(name)
  if (!role) throw new Problem('invalid', { faults: [{ path: 'role', code: 'workflow.roleUnknown', parameters: { role: name.slice(0, 60).toWellFormed() } }] })
  if (!staysWithin(role, actor.role)) throw new Problem('invalid', { faults: [{ path: 'role', code: 'function.role' }] })
  return role
}
