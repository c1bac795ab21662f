// Workspace room: branches as rows: where a company works from. Teams and members belong to them; the scope `branch` asks.
import { v7 as uuid } from 'uuid'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { Problem, refuse } from '../http/errors.ts'
import type { Label } from '../object/definition.ts'
import { recordChange } from './history.ts'
import { lockMembers } from './members.ts'
import { refuseShared } from './sharing-rules.ts'
import type { Branch } from './workspace.ts'
import { changeWorkspace } from './workspaces.ts'

export interface BranchChange {
  name?: string
  label?: Label
  /** IANA name; null: the workspace's. */
  timeZone?: string | null
  /** In API form, as a field of type `address` gives it. */
  address?: Record<string, unknown> | null
  code?: string | null
}

/** Throws `name.taken`. */
export async function addBranch(asked: Context, change: BranchChange & { name: string }): Promise<Branch> {
  const context = await lockMembers(asked)
  return write(context, null, { id: uuid(), label: { en: change.name }, timeZone: null, address: null, code: null, ...change })
}

/** Throws `notFound`, `name.taken`. */
export async function changeBranch(asked: Context, named: string, change: BranchChange): Promise<Branch> {
  const context = await lockMembers(asked)
  const before = branchNamed(context, named)
  return write(context, before, { ...before, ...change })
}

/** Its teams and members are in none afterwards. Throws `conflict.inUse` while rows are shared with it. */
export async function removeBranch(asked: Context, named: string): Promise<void> {
  const context = await lockMembers(asked)
  const branch = branchNamed(context, named)
  refuseShared(context, 'branch', branch.id)
  const { schema, teams, members } = context.workspace
  for (const team of teams.values()) if (team.branch === branch.id) await recordChange(context, '_team', team.id, { branch: branch.id }, { branch: null })
  for (const member of members.values()) if (member.branch === branch.id) await recordChange(context, '_member', member.id, { branch: branch.id }, { branch: null })
  await context.sql.query(sql`delete from ${identifier(schema, '_branch')} where id = ${branch.id}`)
  await recordChange(context, '_branch', branch.id, branch, null)
  await changeWorkspace(context)
}

/** By id or by name. */
export function branchNamed({ workspace }: Context, named: string): Branch {
  const branch = workspace.branches.get(named) ?? [...workspace.branches.values()].find(each => each.name === named)
  if (!branch) throw new Problem('notFound')
  return branch
}

async function write(context: Context, before: Branch | null, branch: Branch): Promise<Branch> {
  const { schema, branches } = context.workspace
  if ([...branches.values()].some(each => each.name === branch.name && each.id !== branch.id)) throw refuse([{ path: 'name', code: 'name.taken' }])
  if (branch.code !== null && [...branches.values()].some(each => each.code === branch.code && each.id !== branch.id)) throw refuse([{ path: 'code', code: 'name.taken' }])
  const { id, name, label, timeZone, address, code } = branch
  await context.sql.query(sql`insert into ${identifier(schema, '_branch')} (id, name, label, time_zone, address, code)
    values (${id}, ${name}, ${JSON.stringify(label)}, ${timeZone}, ${address && JSON.stringify(address)}::jsonb, ${code})
    on conflict (id) do update set name = excluded.name, label = excluded.label, time_zone = excluded.time_zone, address = excluded.address, code = excluded.code`)
  await recordChange(context, '_branch', id, before, branch)
  await changeWorkspace(context)
  return branch
}
