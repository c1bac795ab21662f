// Workspace room: teams as rows. A team lies in another one, and has a manager who sees what all below it own.
import { v7 as uuid } from 'uuid'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem, refuse } from '../http/errors.ts'
import type { Label } from '../object/definition.ts'
import { codeOf } from '../refusal.ts'
import { findBranch, findTeam } from './change-member.ts'
import { recordChange } from './history.ts'
import { refuseShared } from './sharing-rules.ts'
import { findMember, lockMembers, updateMember } from './members.ts'
import type { Team } from './workspace.ts'
import { changeWorkspace } from './workspaces.ts'

export interface TeamChange {
  name?: string
  label?: Label
  /** A team's id or name. */
  parent?: string | null
  /** A member's id. */
  manager?: string | null
  /** A branch's id or name. */
  branch?: string | null
  /** The ids of all its members; who is not among them leaves it. */
  members?: string[]
}

/** Throws `name.taken`, `team.unknown`, `team.circle`, `member.unknown`. */
export async function addTeam(asked: Context,
  { name, members, ...rest }: TeamChange & { name: string }): Promise<Team> {
  const context = await lockMembers(asked)
  const team = change(context, { id: uuid(), name, label: { en: name }, parent: null, manager: null, branch: null }, rest)
  await write(context, team, sql`insert into ${table(context)} (id, name, label, parent, manager, branch)
    values (${team.id}, ${team.name}, ${JSON.stringify(team.label)}, ${team.parent}, ${team.manager}, ${team.branch})`)
  await recordChange(context, '_team', team.id, null, team)
  if (members) await setMembers(context, team.id, members)
  await changeWorkspace(context)
  return team
}

export async function changeTeam(asked: Context, named: string, { members, ...rest }: TeamChange): Promise<Team> {
  const context = await lockMembers(asked)
  const before = teamNamed(context, named)
  const team = change(context, before, rest)
  await write(context, team, sql`update ${table(context)}
    set name = ${team.name}, label = ${JSON.stringify(team.label)}, parent = ${team.parent}, manager = ${team.manager},
    branch = ${team.branch} where id = ${team.id}`)
  await recordChange(context, '_team', team.id, before, team)
  if (members) await setMembers(context, team.id, members)
  await changeWorkspace(context)
  return team
}

/** Its members are in no team afterwards. Throws `conflict.inUse` while other teams lie in it. */
export async function removeTeam(asked: Context, named: string): Promise<void> {
  const context = await lockMembers(asked)
  const team = teamNamed(context, named)
  const below = [...context.workspace.teams.values()].filter(each => each.parent === team.id)
  if (below.length) throw new Problem('conflict.inUse',
    { parameters: { uses: below.map(each => each.name).join(', ') } })
  refuseShared(context, 'team', team.id)
  await setMembers(context, team.id, [])
  await context.sql.query(sql`delete from ${table(context)} where id = ${team.id}`)
  await recordChange(context, '_team', team.id, team, null)
  await changeWorkspace(context)
}

/** The ids of a team's members, by name. */
export function membersOf({ workspace }: Context, team: string): string[] {
  return [...workspace.members.values()].filter(each => each.team === team).map(each => each.id)
}

/** By id or by name. */
export function teamNamed({ workspace }: Context, named: string): Team {
  const team = workspace.teams.get(named) ?? [...workspace.teams.values()].find(each => each.name === named)
  if (!team) throw new Problem('notFound')
  return team
}

function change(context: Context, before: Team, { parent, manager, branch, ...rest }: TeamChange): Team {
  const team = { ...before, ...rest }
  if (parent !== undefined) team.parent = findTeam(context, parent, 'parent')
  if (branch !== undefined) team.branch = findBranch(context, branch)
  if (manager !== undefined) team.manager = manager
  if (manager && !context.workspace.members.get(manager)?.active) throw refuse([{ path: 'manager',
    code: 'member.unknown' }])
  for (let above = team.parent; above !== null; above = context.workspace.teams.get(above)?.parent ?? null) {
    if (above === team.id) throw refuse([{ path: 'parent', code: 'team.circle' }])
  }
  return team
}

async function write(context: Context, team: Team, statement: ReturnType<typeof sql>): Promise<void> {
  const taken = [...context.workspace.teams.values()].some(each => each.name === team.name && each.id !== team.id)
  if (taken) throw refuse([{ path: 'name', code: 'name.taken' }])
  await context.sql.query(statement).catch(error => {
    throw codeOf(error) === '23505' ? refuse([{ path: 'name', code: 'name.taken' }]) : error
  })
}

async function setMembers(context: Context, team: string, wanted: string[]): Promise<void> {
  const faults = wanted.flatMap((id, index) => context.workspace.members.has(id) ? []
    : [{ path: `members[${index}]`, code: 'member.unknown' }])
  if (faults.length) throw refuse(faults)
  const moving = [...wanted.map(id => ({ id, team })),
    ...membersOf(context, team).filter(id => !wanted.includes(id)).map(id => ({ id, team: null }))]
  for (const { id, team } of moving) {
    const member = (await findMember(context, id))!
    if (member.team !== team) await updateMember(context, member, { ...member, team })
  }
}

function table({ workspace }: Context) {
  return identifier(workspace.schema, '_team')
}
