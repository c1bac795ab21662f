// Kernel, objects: reading and writing saved views with the caller's rights.
import { v7 } from 'uuid'
import type { z } from 'zod'
import type { Context } from '../context.ts'
import { and, identifier, raw, sql, type Sql } from '../database/sql.ts'
import { kindOf } from '../field/types/index.ts'
import { parseFilter } from '../filter/filter.ts'
import type { Fault } from '../http/errors.ts'
import { Problem, refuse } from '../http/errors.ts'
import { canRead, mayRead, isKnownField } from '../permission/rules.ts'
import { filterScope } from '../record/find.ts'
import { parseMeasures } from '../record/aggregate.ts'
import { readableFields } from '../record/fields.ts'
import { parseGroups } from '../record/group.ts'
import { parseSort } from '../record/sort.ts'
import { recordChange } from './change.ts'
import type { ObjectDefinition } from './definition.ts'
import type { NewView } from './input.ts'
import { readChoices } from './view-choice.ts'
import type { StoredView, viewAnswer, ViewDefinition, viewsAnswer } from './view.ts'

type ViewInfo = z.output<typeof viewAnswer>

/** Fields that a board can have its columns by. */
const boardTypes = ['select', 'boolean', 'user']

interface Row { id: string, object: string, definition: StoredView, visibility: ViewDefinition['visibility'], owner: string | null, role: string | null }

const shown = raw('id, object, definition, visibility, owner, role')

function tableOf({ workspace }: Context): Sql {
  return identifier(workspace.schema, '_view')
}

/** Her own, her team's (and those of teams she manages), her role's, everyone's. */
function visible({ actor }: Context): Sql {
  return sql`(owner = ${actor.member} or visibility = 'everyone' or (visibility = 'team' and team = any(${actor.teams}::uuid[])) or (visibility = 'role' and role = ${actor.role.name}))`
}

/** The views that the caller sees, of one object in the order of her tabs. */
export async function viewsOf(context: Context, object?: string, tabs: string[] = []): Promise<Row[]> {
  const conditions = [visible(context), ...object === undefined ? [] : [sql`object = ${object}`]]
  const rows = await context.sql.query<Row>(sql`select ${shown} from ${tableOf(context)} where ${and(conditions)}
    order by array_position(${tabs}::uuid[], id) nulls last, position, id limit 1000`)
  return rows.filter(row => isKnown(context, row))
}

/** With an object also what opens first in its lists (kernel/object/view-choice.ts). */
export async function listViews(context: Context, object?: string): Promise<Omit<z.output<typeof viewsAnswer>, 'page'>> {
  const { tabs, ...choices } = object === undefined ? { tabs: [] } : await readChoices(context, object)
  return { data: (await viewsOf(context, object, tabs)).map(row => present(known(context, row))), ...choices }
}

/**
 * A view is not there for whoever may not know its object, what it filters by, or what it is grouped or laid out by; nor for
 * whoever may not ask as its filter does: one by a part of a masked value would tell it, and she could not open the list.
 */
function isKnown(context: Context, { object: name, definition: { filter, groupBy, dateField } }: Row): boolean {
  const object = context.workspace.objects.get(name)
  if (!object || !mayRead(context, name)) return false
  const hidden = (dateField !== undefined && !canRead(context, name, dateField)) || (groupBy !== undefined && faultsOf(() => parseGroups(context, object, [groupBy])).length > 0)
  return !hidden && (context.actor.role.administrator || !faultsOf(() => parseFilter(filter, object, filterScope(context))).some(fault => fault.code === 'field.unknown' || fault.code === 'operator.unknown'))
}

/** Without the columns, totals, colour and sort fields that the caller may not know, relations by a title that she may not know among them. */
function known(context: Context, row: Row): Row {
  const object = context.workspace.objects.get(row.object)!
  const { columns, sort, totals, colorBy, ...rest } = row.definition
  const may = (name: string) => canRead(context, row.object, name.replace(/^[-+]/, ''))
  const kept = sort?.split(',').filter(part => faultsOf(() => parseSort(context, object, part)).length === 0).join(',')
  return { ...row, definition: { ...rest, ...columns && { columns: columns.filter(name => isKnownField(context, row.object, name)) }, ...kept && { sort: kept },
    ...totals && { totals: totals.filter(total => may(total.split(':')[1] ?? '')) }, ...colorBy && may(colorBy) && { colorBy } } }
}

function present({ id, object, definition, visibility, owner }: Row): ViewInfo {
  const { label, kind, filter = null, sort = null, columns = null, groupBy = null, dateField = null, colorBy = null, totals = null } = definition
  return { id, object, label, kind, filter: filter as ViewInfo['filter'], sort, columns, groupBy, dateField, colorBy, totals, visibility, owner }
}

/** Throws notFound for a view that the caller does not see. */
export async function findView(context: Context, id: string): Promise<Row> {
  const [row] = await context.sql.query<Row>(sql`select ${shown} from ${tableOf(context)} where id = ${id} and ${visible(context)}`)
  if (!row || !isKnown(context, row)) throw new Problem('notFound')
  return row
}

/** Administrators may also change what they do not see in their own lists. */
async function findOwnView(context: Context, id: string): Promise<Row> {
  const [row] = await context.sql.query<Row>(sql`select ${shown} from ${tableOf(context)}
    where id = ${id} and ${context.actor.role.administrator ? sql`true` : visible(context)} for update`)
  if (!row) throw new Problem('notFound')
  if (row.owner !== context.actor.member && !context.actor.role.administrator) throw new Problem('permission.denied')
  return row
}

export async function readView(context: Context, id: string): Promise<ViewInfo> {
  return present(known(context, await findView(context, id)))
}

export async function createView(context: Context, { object, visibility, ...input }: NewView): Promise<ViewInfo> {
  const definition = clean(input)
  checkView(context, object, definition, visibility)
  const row: Row = { id: v7(), object, definition, visibility, owner: context.actor.member, role: context.actor.role.name }
  await context.sql.query(sql`insert into ${tableOf(context)} (id, object, definition, visibility, owner, team, role, position, created_at, updated_at)
    values (${row.id}, ${object}, ${JSON.stringify(definition)}, ${visibility}, ${row.owner}, ${context.actor.team}, ${context.actor.role.name},
      (select coalesce(max(position), 0) + 1 from ${tableOf(context)} where object = ${object}), ${context.now}, ${context.now})`)
  await recordChange(context, '_view', row.id, null, present(row))
  return present(row)
}

export async function changeView(context: Context, id: string, { visibility, ...change }: Partial<NewView>): Promise<ViewInfo> {
  const row = await findOwnView(context, id)
  const definition = clean({ ...row.definition, ...change })
  const next: Row = { ...row, definition, visibility: visibility ?? row.visibility }
  checkView(context, row.object, definition, next.visibility)
  // a view that came with a module and is now for fewer than all belongs to whoever narrowed it
  if (next.visibility !== 'everyone') next.owner ??= context.actor.member
  await context.sql.query(sql`update ${tableOf(context)} set definition = ${JSON.stringify(definition)}, visibility = ${next.visibility}, owner = ${next.owner},
    team = ${next.visibility === 'team' ? context.actor.team : sql`team`}, role = ${next.visibility === 'role' ? context.actor.role.name : sql`role`},
    updated_at = ${context.now} where id = ${id}`)
  await recordChange(context, '_view', id, present(row), present(next))
  return present(next)
}

export async function removeView(context: Context, id: string): Promise<void> {
  const row = await findOwnView(context, id)
  await context.sql.query(sql`delete from ${tableOf(context)} where id = ${id}`)
  await recordChange(context, '_view', id, present(row), null)
}

/** Filter, sort and columns are checked with the caller's rights: nobody saves what she may not know. */
function checkView(context: Context, name: string, view: StoredView, visibility: string): void {
  const { filter, sort, columns } = view
  const object = context.workspace.objects.get(name)
  if (!object || !mayRead(context, name)) throw refuse([{ path: 'object', code: 'object.unknown' }])
  const faults: Fault[] = [...faultsOf(() => parseFilter(filter, object, filterScope(context))), ...faultsOf(() => parseSort(context, object, sort))]
  columns?.forEach((column, at) => {
    if (!object.fields.some(field => field.name === column) || !isKnownField(context, name, column)) faults.push({ path: `columns[${at}]`, code: 'field.unknown' })
  })
  faults.push(...checkLayout(context, object, view))
  if (visibility === 'team' && context.actor.team === null) faults.push({ path: 'visibility', code: 'value.invalid' })
  if (faults.length) throw refuse(faults)
}

/** What a board's columns, a calendar's days and colours, and a table's groups and totals are made of. */
function checkLayout(context: Context, object: ObjectDefinition, { kind, groupBy, dateField, colorBy, totals }: StoredView): Fault[] {
  const is = (name: string | undefined, types: string[]) => readableFields(context, object).some(field => field.name === name && types.includes(kindOf(field)))
  const faults: Fault[] = []
  if (kind === 'board' && !groupBy) faults.push({ path: 'groupBy', code: 'value.required' })
  else if (kind === 'board' && !is(groupBy, boardTypes)) faults.push({ path: 'groupBy', code: 'field.unknown' })
  else if (kind !== 'board' && groupBy) faults.push(...faultsOf(() => parseGroups(context, object, [groupBy])).map(fault => ({ ...fault, path: 'groupBy' })))
  if (kind === 'calendar' && !dateField) faults.push({ path: 'dateField', code: 'value.required' })
  else if (dateField && !is(dateField, ['date', 'dateTime'])) faults.push({ path: 'dateField', code: 'field.unknown' })
  if (colorBy && !is(colorBy, ['select'])) faults.push({ path: 'colorBy', code: 'field.unknown' })
  totals?.forEach((total, at) => faults.push(...faultsOf(() => parseMeasures(context, object, [total])).map(fault => ({ ...fault, path: `totals[${at}]` }))))
  return faults
}

function faultsOf(check: () => unknown): Fault[] {
  try {
    check()
    return []
  } catch (error) {
    if (error instanceof Problem && error.faults.length) return error.faults
    throw error
  }
}

function clean(view: object): StoredView {
  return JSON.parse(JSON.stringify(Object.fromEntries(Object.entries(view).filter(([, value]) => value !== null && value !== undefined))))
}
