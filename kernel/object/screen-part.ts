// Kernel, objects: layouts and buttons, the values that shape a record's screens, kept alike. Administrators make them;
// everyone is given those of her role, without what she may not know. They grant nothing: rights rule wherever records are.
import { isDeepStrictEqual } from 'node:util'
import { v7 } from 'uuid'
import { z } from 'zod'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { kindOf } from '../field/types/index.ts'
import { parseFilter, type Filter } from '../filter/filter.ts'
import { filterAnswer, labelAnswer } from '../http/answer-part.ts'
import { Problem, refuse, type Fault } from '../http/errors.ts'
import { filterScope } from '../record/find.ts'
import { codeOf } from '../refusal.ts'
import { isJudged } from './screen-predicate.ts'
import { recordChange } from './change.ts'
import type { Label, ObjectDefinition } from './definition.ts'
import { isKnown } from '../permission/rules.ts'

export interface ScreenPart {
  label: Label
  /** Whose screens it is for; empty: everyone's. */
  roles: string[]
  /** For which records: a filter on the record's own fields. */
  when?: unknown
}

/** What every part is told with. */
export const partAnswer = z.object({ id: z.string(), object: z.string(), name: z.string(), label: labelAnswer, roles: z.array(z.string()), when: filterAnswer.nullable() })

export interface Kind<Part extends ScreenPart> {
  table: '_layout' | '_button'
  /** What is wrong with it, in the eyes of an administrator. */
  check(context: Context, object: ObjectDefinition, part: Part): Fault[]
  /** What the caller may know of it; undefined where nothing is left that she could use. */
  shown(context: Context, object: ObjectDefinition, part: Part): Part | undefined
}

export interface Row<Part> { id: string, object: string, name: string, definition: Part }

const most = 200

const tableOf = ({ workspace }: Context, { table }: { table: string }): Sql => identifier(workspace.schema, table)

/** Those that the caller is given, the most particular first: what asks for a kind of record before what does not, then what is for a role. */
export async function listParts<Part extends ScreenPart>(context: Context, kind: Kind<Part>, object?: string): Promise<object[]> {
  const rows = await readParts<Part>(context, kind, object)
  const rank = ({ definition: { when, roles } }: Row<Part>) => (when ? 0 : 2) + (roles.length ? 0 : 1)
  return rows.map(row => ({ row, seen: see(context, kind, row) })).filter(({ seen }) => seen).sort((one, other) => rank(one.row) - rank(other.row)).map(({ seen }) => seen!)
}

export async function readParts<Part extends ScreenPart>(context: Context, { table }: { table: string }, object?: string): Promise<Row<Part>[]> {
  return context.sql.query<Row<Part>>(sql`select id, object, name, definition from ${tableOf(context, { table })} where ${object === undefined ? sql`true` : sql`object = ${object}`} order by object, created_at, id`)
}

/** Undefined for whoever it is not for, and for whoever may not know the object or what it is for. */
function see<Part extends ScreenPart>(context: Context, kind: Kind<Part>, { id, object: name, name: own, definition }: Row<Part>): object | undefined {
  const object = context.workspace.objects.get(name)
  const { role } = context.actor
  if (!object || !isKnown(context, name)) return undefined
  if (!role.administrator && (definition.roles.length && !definition.roles.includes(role.name) || filterFaults(context, object, definition.when, 'when').length)) return undefined
  // who else has it is nobody's business
  const roles = role.administrator ? definition.roles : definition.roles.filter(each => each === role.name)
  const shown = kind.shown(context, object, { when: null, ...definition })
  return shown && { id, object: name, name: own, ...shown, roles }
}

export async function readPart<Part extends ScreenPart>(context: Context, kind: Kind<Part>, id: string): Promise<object> {
  const [row] = await context.sql.query<Row<Part>>(sql`select id, object, name, definition from ${tableOf(context, kind)} where id = ${id}`)
  const seen = row && see(context, kind, row)
  if (!seen) throw new Problem('notFound')
  return seen
}

export async function createPart<Part extends ScreenPart>(context: Context, kind: Kind<Part>, { object, name, ...input }: Part & { object: string, name: string }): Promise<object> {
  const definition = check(context, kind, object, input as unknown as Part)
  const [{ count }] = await context.sql.query<{ count: number }>(sql`select count(*)::int as count from ${tableOf(context, kind)} where object = ${object}`)
  if (count >= most) throw refuse([{ path: 'object', code: 'list.tooLong', parameters: { max: most } }])
  const row: Row<Part> = { id: v7(), object, name, definition }
  await write(sql`insert into ${tableOf(context, kind)} (id, object, name, definition, created_at, updated_at)
    values (${row.id}, ${object}, ${name}, ${JSON.stringify(definition)}, ${context.now}, ${context.now})`, context)
  await recordChange(context, kind.table, row.id, null, { object, name, ...definition })
  return see(context, kind, row)!
}

export async function changePart<Part extends ScreenPart>(context: Context, kind: Kind<Part>, id: string, { name, ...change }: Partial<Part> & { name?: string }): Promise<object> {
  const row = await lockPart<Part>(context, kind, id)
  const definition = check(context, kind, row.object, { ...row.definition, ...change } as Part)
  const next = { ...row, name: name ?? row.name, definition }
  if (isDeepStrictEqual(next, row)) return see(context, kind, row)!
  await write(sql`update ${tableOf(context, kind)} set name = ${next.name}, definition = ${JSON.stringify(definition)}, updated_at = ${context.now} where id = ${id}`, context)
  await recordChange(context, kind.table, id, { name: row.name, ...row.definition }, { name: next.name, ...definition })
  return see(context, kind, next)!
}

export async function removePart<Part extends ScreenPart>(context: Context, kind: Kind<Part>, id: string): Promise<void> {
  const row = await lockPart<Part>(context, kind, id)
  await context.sql.query(sql`delete from ${tableOf(context, kind)} where id = ${id}`)
  await recordChange(context, kind.table, id, { object: row.object, name: row.name, ...row.definition }, null)
}

async function lockPart<Part extends ScreenPart>(context: Context, kind: Kind<Part>, id: string): Promise<Row<Part>> {
  const [row] = await context.sql.query<Row<Part>>(sql`select id, object, name, definition from ${tableOf(context, kind)} where id = ${id} for update`)
  if (!row || !context.workspace.objects.has(row.object)) throw new Problem('notFound')
  return row
}

async function write(statement: Sql, context: Context): Promise<void> {
  try {
    await context.sql.query(statement)
  } catch (error) {
    if (codeOf(error) === '23505') throw refuse([{ path: 'name', code: 'name.taken' }])
    throw error
  }
}

/** As JSON keeps it, nothing unset in it. */
function check<Part extends ScreenPart>(context: Context, kind: Kind<Part>, name: string, given: Part): Part {
  const object = context.workspace.objects.get(name)
  if (!object) throw refuse([{ path: 'object', code: 'object.unknown' }])
  const part = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null && value !== undefined)) as unknown as Part
  const unknown = part.roles.flatMap((role, at): Fault[] => context.workspace.roles.has(role) ? [] : [{ path: `roles[${at}]`, code: 'role.unknown' }])
  const faults = [...unknown, ...filterFaults(context, object, part.when, 'when'), ...kind.check(context, object, part)]
  if (faults.length) throw refuse(faults)
  return part
}


/** What is wrong with a condition that the screen judges while somebody types: it asks for the record's own fields alone. */
export function filterFaults(context: Context, object: ObjectDefinition, filter: unknown, path: string): Fault[] {
  try {
    return isPlain(parseFilter(filter, object, filterScope(context), path)) ? [] : [{ path, code: 'filter.ownFields' }]
  } catch (error) {
    if (error instanceof Problem && error.faults.length) return error.faults
    throw error
  }
}

function isPlain(filter: Filter): boolean {
  if (filter.kind === 'and' || filter.kind === 'or') return filter.of.every(isPlain)
  if (filter.kind === 'not') return isPlain(filter.of)
  return filter.kind !== 'related' && (filter.kind !== 'condition' || isJudged(kindOf(filter.field), filter.part ?? filter.operator))
}
