// Workspace room: a member as the one who acts, with the teams whose rows she may see. Made once for each snapshot.
import type { Actor, Way } from '../context.ts'
import type { Workspace } from './workspace.ts'

const made = new WeakMap<Workspace, Map<string, Actor>>()

/** The member as an actor; undefined when she is not active (any more). */
export function actorOf(workspace: Workspace, member: string, way: Way): Actor | undefined {
  let actors = made.get(workspace)
  if (!actors) made.set(workspace, actors = new Map())
  const key = `${way} ${member}`
  const known = actors.get(key)
  if (known) return known
  const actor = makeActor(workspace, member, way)
  if (actor) actors.set(key, actor)
  return actor
}

function makeActor(workspace: Workspace, id: string, way: Way): Actor | undefined {
  const member = workspace.members.get(id)
  const role = member && workspace.roles.get(member.role)
  if (!role || !member.active) return undefined
  return { member: id, role, team: member.team, teams: teamsSeenBy(workspace, id, member.team), way }
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
