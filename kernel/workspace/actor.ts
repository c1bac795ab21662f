// Workspace room: a member as the one who acts, with the teams whose rows she may see. Made once for each snapshot.
import type { Actor, Way } from '../context.ts'
import { narrowRole, type Role } from '../permission/role.ts'
import type { SharingRule } from '../permission/sharing.ts'
import type { Member, Workspace } from './workspace.ts'

const made = new WeakMap<Workspace, Map<string, Actor>>()

/** What a role is narrowed to while an app acts for the member; null or absent: not at all. */
export type Narrowed = Role['narrowed'] | null

/** The member as an actor; undefined when she is not active (any more). */
export function actorOf(workspace: Workspace, member: string, way: Way, narrowed?: Narrowed): Actor | undefined {
  let actors = made.get(workspace)
  if (!actors) made.set(workspace, actors = new Map())
  const key = `${way} ${member} ${narrowed ?? ''}`
  const known = actors.get(key)
  if (known) return known
  const actor = makeActor(workspace, member, way, narrowed)
  if (actor) actors.set(key, actor)
  return actor
}

function makeActor(workspace: Workspace, id: string, way: Way, narrowed: Narrowed | undefined): Actor | undefined {
  const member = workspace.members.get(id)
  const role = member && workspace.roles.get(member.role)
  if (!role || !member.active) return undefined
  const actor = actingAs(workspace, member, narrowed ? narrowRole(role, narrowed) : role, way)
  return narrowed === 'read' ? { ...actor, shares: actor.shares.map(rule => ({ ...rule, access: 'read' as const })) } : actor
}

/** What the member may see and do with this role. */
export function actingAs(workspace: Workspace, member: Pick<Member, 'id' | 'team' | 'branch'>, role: Role, way: Way): Actor {
  const { id, team } = member
  return { member: id, role, team, teams: teamsSeenBy(workspace, id, team), way, reports: reportsOf(workspace, id), mates: matesOf(workspace, member), shares: sharesFor(workspace, member, role.name) }
}

/** Whoever reports to the member, and whoever reports to those. */
function reportsOf(workspace: Workspace, member: string): string[] {
  const found = new Set<string>()
  const below = Map.groupBy(workspace.members.values(), each => each.manager)
  const add = (id: string): void => {
    for (const each of below.get(id) ?? []) {
      if (each.id === member || found.has(each.id)) continue
      found.add(each.id)
      add(each.id)
    }
  }
  add(member)
  return [...found]
}

/** The member's own branch, or her team's. */
export function branchOf({ teams }: Workspace, { branch, team }: Pick<Member, 'branch' | 'team'>): string | null {
  return branch ?? (team === null ? null : teams.get(team)?.branch ?? null)
}

function matesOf(workspace: Workspace, member: Pick<Member, 'team' | 'branch'>): string[] {
  const branch = branchOf(workspace, member)
  return branch === null ? [] : membersIn(workspace, branch)
}

/** All whose branch it is, their own or their team's. */
export function membersIn(workspace: Workspace, branch: string): string[] {
  return [...workspace.members.values()].filter(each => branchOf(workspace, each) === branch).map(each => each.id)
}

/** The rules that name her, her role, her branch, her team or one above it, or a team that she manages. */
function sharesFor(workspace: Workspace, member: Pick<Member, 'id' | 'team' | 'branch'>, role: string): SharingRule[] {
  const teams = new Set(teamsSeenBy(workspace, member.id, member.team))
  for (let above = member.team; above !== null; above = workspace.teams.get(above)?.parent ?? null) teams.add(above)
  return workspace.sharing.filter(({ to }) => to.role === role || to.member === member.id
    || (to.team !== undefined && teams.has(to.team)) || (to.branch !== undefined && to.branch === branchOf(workspace, member)))
}

/** The own team, and every team that the member manages with all its descendants. */
export function teamsSeenBy(workspace: Workspace, member: string, team: string | null): string[] {
  const seen = new Set<string>()
  const add = (id: string): void => {
    if (seen.has(id)) return
    seen.add(id)
    for (const each of workspace.teams.values()) if (each.parent === id) add(each.id)
  }
  for (const each of workspace.teams.values()) if (each.manager === member) add(each.id)
  if (team !== null) seen.add(team)
  return [...seen]
}

/** A team and all that lie in it. */
export function teamsWithin({ teams }: Pick<Workspace, 'teams'>, team: string): string[] {
  return [team, ...[...teams.values()].filter(each => each.parent === team).flatMap(each => teamsWithin({ teams }, each.id))]
}

const byUser = new WeakMap<Workspace, Map<string, string>>()

/** The id of the user's active member in the workspace. */
export function memberOfUser(workspace: Workspace, user: string): string | undefined {
  let members = byUser.get(workspace)
  if (!members) {
    members = new Map()
    for (const member of workspace.members.values()) if (member.user !== null
      && member.active) members.set(member.user, member.id)
    byUser.set(workspace, members)
  }
  return members.get(user)
}
