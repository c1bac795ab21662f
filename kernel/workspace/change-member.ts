// Workspace room: what may be changed of a member, by herself or by an administrator; and her leaving.
import type { Context, Locale } from '../context.ts'
import { Problem, refuse } from '../http/errors.ts'
import { endLinks } from './invitations.ts'
import { findMember, keepAnAdministrator, lockMembers, updateMember } from './members.ts'
import type { Member } from './workspace.ts'

export interface MemberChange {
  name?: string
  role?: string
  /** A team's id or name. */
  team?: string | null
  /** A branch's id or name. */
  branch?: string | null
  /** The id of the member to whom she reports. */
  manager?: string | null
  locale?: Locale | null
  timeZone?: string | null
  active?: boolean
}

/** Throws `notFound`, `role.unknown`, `team.unknown`, `branch.unknown`, `member.unknown`, `member.circle`, `conflict.lastAdministrator`. */
export async function changeWorkspaceMember(asked: Context, id: string, change: MemberChange): Promise<Member> {
  const context = await lockMembers(asked)
  const before = await findMember(context, id)
  if (!before) throw new Problem('notFound')
  const after = { ...before, ...change, ...change.team !== undefined && { team: findTeam(context, change.team) }, ...change.branch !== undefined && { branch: findBranch(context, change.branch) } }
  if (change.manager !== undefined) checkManager(context, after)
  if (change.role !== undefined) checkRole(context, change.role)
  const { roles } = context.workspace
  const leaves = before.active && before.user !== null && roles.get(before.role)?.administrator
    && (!after.active || !roles.get(after.role)?.administrator)
  if (leaves && before.kind === 'person') await keepAnAdministrator(context, id)
  await updateMember(context, before, after)
  return after
}

/**
 * A person stops being a member at once, and her address is free for a new invitation; what she did and owns stays
 * hers.
 */
export async function freeMember(context: Context, id: string): Promise<Member> {
  if (context.workspace.members.get(id)?.kind !== 'person') throw new Problem('notFound')
  const after = await changeWorkspaceMember(context, id, { active: false })
  const freed = { ...after, user: null, invited: false }
  await updateMember(context, after, freed)
  await endLinks(context, id)
  return after
}

export function checkRole({ workspace }: Context, role: string, path = 'role'): void {
  if (!workspace.roles.has(role)) throw refuse([{ path, code: 'role.unknown' }])
}

/** The manager must be there, and nobody may report to herself by way of others: the refusal names the way. */
export function checkManager({ workspace: { members } }: Context, { id, name, manager }: Pick<Member, 'id' | 'name' | 'manager'>): void {
  if (manager !== null && !members.get(manager)?.active) throw refuse([{ path: 'manager', code: 'member.unknown' }])
  const way = [name]
  for (let above = manager; above !== null; above = members.get(above)?.manager ?? null) {
    if (above === id) throw refuse([{ path: 'manager', code: 'member.circle', parameters: { way: [...way, name].join(' → ') } }])
    way.push(members.get(above)?.name ?? '–')
  }
}

/** The id of a branch that is named by id or by name. */
export function findBranch({ workspace }: Context, branch: string | null | undefined): string | null {
  if (branch === null || branch === undefined) return null
  const found = workspace.branches.get(branch) ?? [...workspace.branches.values()].find(each => each.name === branch)
  if (!found) throw refuse([{ path: 'branch', code: 'branch.unknown' }])
  return found.id
}

/** The id of a team that is named by id or by name. */
export function findTeam({ workspace }: Context, team: string | null | undefined, path = 'team'): string | null {
  if (team === null || team === undefined) return null
  const found = workspace.teams.get(team) ?? [...workspace.teams.values()].find(each => each.name === team)
  if (!found) throw refuse([{ path, code: 'team.unknown' }])
  return found.id
}
