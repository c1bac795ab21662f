// Kernel, objects: which view opens first, for a role and by a member's own choice over it, and the order of her tabs.
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem, refuse } from '../http/errors.ts'
import { recordChange } from './change.ts'
import { findView } from './view-edit.ts'

export interface Choices {
  /** The view that she wants first, and the one that is first for her role; null where none is chosen. */
  first: { own: string | null, role: string | null }
  /** For administrators: the first view by role. */
  roles?: Record<string, string>
  tabs: string[]
}

/** What holds for the caller in the lists of an object. The ids may name views that she does not see: they count as none. */
export async function readChoices(context: Context, object: string): Promise<Choices> {
  const { actor, workspace: { schema } } = context
  const [own] = await context.sql.query<{ first: string | null, tabs: string[] }>(sql`select first, tabs from ${identifier(schema, '_view_choice')} where member = ${actor.member} and object = ${object}`)
  const rows = await context.sql.query<{ role: string, view: string }>(sql`select role, view from ${identifier(schema, '_first_view')} where object = ${object}`)
  const role = rows.find(row => row.role === actor.role.name)?.view ?? null
  return { first: { own: own?.first ?? null, role }, tabs: own?.tabs ?? [], ...actor.role.administrator ? { roles: Object.fromEntries(rows.map(row => [row.role, row.view])) } : {} }
}

/** The caller's own first view; null leaves it to her role's. Throws notFound for a view that she does not see. */
export async function chooseFirst(context: Context, object: string, view: string | null): Promise<void> {
  if (view !== null) await checkView(context, object, view)
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_view_choice')} (member, object, first) values (${context.actor.member}, ${object}, ${view})
    on conflict (member, object) do update set first = excluded.first`)
}

/** The first view of a role, for administrators. A view that the role does not see is refused. */
export async function chooseFirstOfRole(context: Context, object: string, role: string, view: string | null): Promise<void> {
  if (!context.actor.role.administrator) throw new Problem('permission.denied')
  if (!context.workspace.roles.has(role)) throw refuse([{ path: 'role', code: 'value.invalid' }])
  const table = identifier(context.workspace.schema, '_first_view')
  if (view === null) {
    await context.sql.query(sql`delete from ${table} where role = ${role} and object = ${object}`)
  } else {
    const { visibility, forRole } = await checkView(context, object, view)
    if (visibility !== 'everyone' && !(visibility === 'role' && forRole === role)) throw refuse([{ path: 'view', code: 'view.unseen' }])
    await context.sql.query(sql`insert into ${table} (role, object, view) values (${role}, ${object}, ${view}) on conflict (role, object) do update set view = excluded.view`)
  }
  await recordChange(context, '_first_view', `${role} ${object}`, null, { role, object, view })
}

/** The order of the caller's own tabs. */
export async function orderTabs(context: Context, object: string, tabs: string[]): Promise<void> {
  await context.sql.query(sql`insert into ${identifier(context.workspace.schema, '_view_choice')} (member, object, tabs) values (${context.actor.member}, ${object}, ${tabs}::uuid[])
    on conflict (member, object) do update set tabs = excluded.tabs`)
}

async function checkView(context: Context, object: string, id: string): Promise<{ visibility: string, forRole: string | null }> {
  const view = await findView(context, id)
  if (view.object !== object) throw refuse([{ path: 'view', code: 'value.invalid' }])
  return { visibility: view.visibility, forRole: view.role }
}
