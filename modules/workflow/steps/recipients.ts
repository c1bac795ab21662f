// The workflow room: the members that a step names: an id, `role:sales`, `team:jakarta`, `team:inventory/role:admin`.
import { z } from 'zod'
import type { Fault } from '../../../kernel/http/errors.ts'
import type { Workspace } from '../../../kernel/workspace/workspace.ts'
import { isTemplate } from '../template.ts'

/** A member's id, several, `role:sales`, `team:jakarta`, or `team:inventory/role:admin` for who has the role in the team. */
export const recipients = z.union([z.string().min(1), z.array(z.string().min(1)).min(1).max(100)])
type Recipients = z.output<typeof recipients>

export function checkRecipients(to: Recipients, workspace: Workspace): Fault[] {
  return [to].flat().flatMap((each, at) => {
    const path = Array.isArray(to) ? `to[${at}]` : 'to'
    return isTemplate(each) || membersNamed(workspace, each) ? [] : [{ path, code: 'value.invalid' }]
  })
}

/** Each once; what is empty or no longer there names nobody. */
export function membersOf(workspace: Workspace, to: unknown): string[] {
  const names = [to].flat(2).filter((each): each is string => typeof each === 'string' && each !== '')
  return [...new Set(names.flatMap(name => membersNamed(workspace, name) ?? []))]
}

/** The same for whoever is only told: a program that is named by its id reads its notifications too (API.md §2). */
export function membersToTell(workspace: Workspace, to: unknown): string[] {
  const programs = [to].flat(2).filter((each): each is string => isProgram(workspace, each))
  return [...new Set([...membersOf(workspace, to), ...programs])]
}

function isProgram({ members }: Workspace, id: unknown): boolean {
  const member = typeof id === 'string' ? members.get(id) : undefined
  return member?.kind === 'key' && member.active
}

/** "The Admin of Inventory": who has the role among the team's members. */
function inBoth(workspace: Workspace, team: string, role: string): string[] | undefined {
  const [here, having] = [membersNamed(workspace, team), membersNamed(workspace, role)]
  return here && having && here.filter(member => having.includes(member))
}

/** The members that a name stands for; undefined when it names nobody there could be. */
function membersNamed(workspace: Workspace, name: string): string[] | undefined {
  const { members, roles, teams } = workspace
  const people = [...members.values()].filter(member => member.kind === 'person' && member.active)
  const both = /^(team:.+)\/(role:.+)$/.exec(name)
  if (both) return inBoth(workspace, both[1], both[2])
  const [, kind, rest] = /^(role|team):(.+)$/.exec(name) ?? []
  if (kind === 'role') return roles.has(rest) ? people.filter(member => member.role === rest).map(member => member.id) : undefined
  if (kind === 'team') {
    const team = [...teams.values()].find(each => each.name === rest || each.id === rest)
    return team && people.filter(member => member.team === team.id).map(member => member.id)
  }
  return members.has(name) ? people.filter(member => member.id === name).map(member => member.id) : undefined
}
