// Workspace room: members as rows: made, changed, freed, in the open transaction, each change with its event.
import { v7 as uuid } from 'uuid'
import type { Context, Locale } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { addJob } from '../job/job.ts'
import { recordChange } from './history.ts'
import { restampOwner } from './restamp-job.ts'
import { loadWorkspace } from './snapshot.ts'
import type { Member } from './workspace.ts'
import { changeWorkspace } from './workspaces.ts'

export interface NewMember {
  name: string
  email?: string
  role: string
  kind?: Member['kind']
  team?: string | null
  branch?: string | null
  manager?: string | null
  locale?: Locale | null
  /** The user who signs in as her; null as long as she is only invited. */
  user?: string | null
}

/** Changes of members, teams and roles come one after another: returns the context with what the last one left. */
export async function lockMembers(context: Context): Promise<Context> {
  const name = `members ${context.workspace.schema}`
  await context.sql.query(sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`)
  return { ...context, workspace: await loadWorkspace(context.sql, context.workspace) }
}

/** The member as she is in the open transaction, locked; undefined when there is none. */
export async function findMember(context: Context, id: string): Promise<Member | undefined> {
  const [found] = await context.sql.query<Member>(sql`select id, user_id as "user", name, email, kind, role, team, branch, manager,
    locale, time_zone as "timeZone", active, invited,
    case when absent_from is not null then json_build_object('from', absent_from, 'to', absent_to) end as absence
    from ${identifier(context.workspace.schema, '_member')} where id = ${id} for update`)
  return found
}

export async function addMember(context: Context,
  { name, email, role, kind = 'person', team = null, branch = null, manager = null, locale = null, user = null }: NewMember): Promise<Member> {
  const { schema } = context.workspace
  const member: Member = { id: uuid(), user, name, email: email ?? null, kind, role, team, branch, manager, locale, timeZone: null,
    active: true, absence: null, invited: kind === 'person' && user === null }
  await context.sql.query(sql`insert into ${identifier(schema, '_member')} (id, user_id, name, email, kind, role, team, branch, manager,
    locale, active, invited)
    values (${member.id}, ${user}, ${name}, ${member.email}, ${kind}, ${role}, ${team}, ${branch}, ${manager}, ${locale}, true,
    ${member.invited})`)
  if (user) await addMembership(context, user)
  await recordChange(context, '_member', member.id, null, shown(member))
  await changeWorkspace(context)
  return member
}

/** Writes what differs from `before`. A new team moves to her records by a job, since there may be a million. */
export async function updateMember(context: Context, before: Member, after: Member): Promise<void> {
  const { schema } = context.workspace
  await context.sql.query(sql`update ${identifier(schema, '_member')}
    set user_id = ${after.user}, name = ${after.name}, role = ${after.role}, team = ${after.team}, branch = ${after.branch}, manager = ${after.manager},
    locale = ${after.locale}, time_zone = ${after.timeZone}, active = ${after.active}, invited = ${after.invited},
    absent_from = ${after.absence?.from ?? null}, absent_to = ${after.absence?.to ?? null}
    where id = ${after.id}`)
  if (before.user !== after.user) {
    if (before.user) await context.sql.query(sql`delete from hubung.membership
      where user_id = ${before.user} and workspace = ${context.workspace.slug}`)
    if (after.user) await addMembership(context, after.user)
  }
  if (before.team !== after.team) {
    await addJob(context, restampOwner, { member: after.id }, { key: `restamp ${schema} ${after.id}` })
  }
  await recordChange(context, '_member', after.id, shown(before), shown(after))
  await changeWorkspace(context)
}

/**
 * Throws `conflict.lastAdministrator` when nobody who can sign in would be left to administer, but for `leaving`. Call
 * after `lockMembers`.
 */
export async function keepAnAdministrator(context: Context, leaving: string): Promise<void> {
  const { schema } = context.workspace
  const others = await context.sql.query(sql`select 1 from ${identifier(schema, '_member')} m
    join ${identifier(schema, '_role')} r on r.name = m.role
    where m.id <> ${leaving} and m.kind = 'person' and m.active and m.user_id is not null
    and (r.definition->>'administrator')::boolean limit 1`)
  if (others.length === 0) throw new Problem('conflict.lastAdministrator')
}

async function addMembership(context: Context, user: string): Promise<void> {
  await context.sql.query(sql`insert into hubung.membership (user_id, workspace)
    values (${user}, ${context.workspace.slug}) on conflict do nothing`)
}

/** What the history keeps of a member. */
function shown({ name, email, kind, role, team, branch, manager, locale, timeZone, active, absence, invited }: Member): object {
  return { name, email, kind, role, team, branch, manager, locale, timeZone, active, absence, invited }
}
