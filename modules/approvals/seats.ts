// Approvals: who sits at a level: the members that it names, without who asked, those who are absent by their stand-ins.
// Nobody sits twice in one request, so that two levels are two people.
import type { Context } from '../../kernel/context.ts'
import { sql } from '../../kernel/database/sql.ts'
import type { Fault } from '../../kernel/http/errors.ts'
import { isAbsent } from '../../kernel/workspace/absence.ts'
import type { Workspace } from '../../kernel/workspace/workspace.ts'
import { checkRecipients, membersOf } from '../workflow/index.ts'
import { newSeat, tables, type Level, type Request, type Seat } from './request.ts'

export const MANAGER = 'manager'

/** By member: who decides while she is absent. */
export type StandIns = Map<string, string>

export async function readStandIns(context: Context): Promise<StandIns> {
  const rows = await context.sql.query<{ member: string, delegate: string }>(sql`select member, delegate from ${tables(context).standIn}`)
  return new Map(rows.map(row => [row.member, row.delegate]))
}

/** `to[1]` of the levels that name nobody there could be. */
export function checkLevels(levels: { to: string | string[] }[], workspace: Workspace, path = 'approvers'): Fault[] {
  return levels.flatMap(({ to }, at) => checkNames(to, workspace, `${path}[${at}].to`))
}

export function checkNames(to: string | string[], workspace: Workspace, path: string): Fault[] {
  return [to].flat().flatMap((name, at) => name === MANAGER ? [] : checkRecipients(name, workspace).map(fault => ({ ...fault, path: Array.isArray(to) ? `${path}[${at}]` : path })))
}

/** Who sits at the level when it opens; empty where nobody can. */
export function seatsAt(context: Context, request: Request, level: Level, standIns: StandIns): Seat[] {
  const barred = new Set([...request.own ? [] : [request.requester], ...request.seats.filter(seat => seat.decision === 'approved').map(seat => seat.member)])
  const seats = present(context, namedBy(context.workspace, request, level.names), level.level, standIns, barred)
  return seats.length ? seats : present(context, administrators(context.workspace), level.level, standIns, barred)
}

function namedBy(workspace: Workspace, { owner, requester }: Request, names: string[]): string[] {
  return [...new Set(names.flatMap(name => name === MANAGER ? managerOf(workspace, owner ?? requester) ?? [] : membersOf(workspace, name)))]
}

/** An absent member by her stand-in, if she named one who is there; else she is asked herself, since somebody has to be. */
function present(context: Context, members: string[], level: number, standIns: StandIns, barred: ReadonlySet<string>): Seat[] {
  const seats = new Map<string, Seat>()
  for (const member of members) {
    const stand = standInFor(context, member, standIns)
    const seated = stand === undefined || barred.has(stand) ? member : stand
    if (!barred.has(seated) && !seats.has(seated)) seats.set(seated, newSeat(level, seated, seated === member ? 'named' : 'absence', seated === member ? null : member))
  }
  return [...seats.values()]
}

/** Who decides in the place of one who has left: her stand-in, else whom she reported to, at last an administrator; not who sits in the request already. */
export function successorOf(context: Context, request: Request, member: string, standIns: StandIns, left: ReadonlySet<string>): string | undefined {
  const { workspace } = context
  const barred = new Set([...left, ...request.own ? [] : [request.requester], ...request.seats.map(seat => seat.member)])
  const standIn = standIns.get(member)
  const stand = standIn === undefined ? undefined : standInFor(context, standIn, standIns)
  return [stand, managerOf(workspace, member), ...administrators(workspace)].find((each): each is string => each !== undefined && !barred.has(each))
}

function standInFor(context: Context, member: string, standIns: StandIns): string | undefined {
  const passed = new Set<string>()
  for (let at: string | undefined = member; at !== undefined && !passed.has(at); at = standIns.get(at)) {
    const known = context.workspace.members.get(at)
    if (known?.active && !isAbsent(context, known)) return at
    passed.add(at)
  }
  return undefined
}

/** Whom she reports to; else who leads her team. */
function managerOf({ members, teams }: Workspace, id: string): string | undefined {
  const member = members.get(id)
  const above = [member?.manager, member?.team ? teams.get(member.team)?.manager : undefined]
  return above.find((each): each is string => typeof each === 'string' && each !== id && members.get(each)?.active === true)
}

/** Whoever is asked last, so that no request is without an answer. */
function administrators({ members, roles }: Workspace): string[] {
  return [...members.values()].filter(member => member.kind === 'person' && member.active && roles.get(member.role)?.administrator).map(member => member.id)
}

/** Who is added to a level that is late: whom the request names, else whom its approvers report to, at last the administrators; not who sits there already. */
export function escalationSeats(context: Context, request: Request, level: Level): Seat[] {
  const { to } = request.settings.escalateAfter ?? {}
  const there = request.seats.filter(seat => seat.level === level.level)
  const named = to === undefined ? there.flatMap(({ member }) => managerOf(context.workspace, member) ?? []) : namedBy(context.workspace, request, [to].flat())
  const barred = new Set([...request.own ? [] : [request.requester], ...request.seats.map(seat => seat.member)])
  const free = (members: string[]) => [...new Set(members)].filter(member => !barred.has(member))
  const added = free(named).length ? free(named) : free(administrators(context.workspace))
  return added.map(member => newSeat(level.level, member, 'escalated'))
}
