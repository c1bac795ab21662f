// Contacts: identities in the write path. A phone or email that another living contact has verified is refused with 409;
// rows follow their contact into the bin and out of it, and a number that is changed is given up.
import type { Context } from '../../../kernel/context.ts'
import { identifier, sql } from '../../../kernel/database/sql.ts'
import { refuse, type Fault } from '../../../kernel/http/errors.ts'
import type { Change, ObjectBehaviour } from '../../../kernel/record/hook.ts'
import type { Workspace } from '../../../kernel/workspace/workspace.ts'

const kinds = ['phone', 'email'] as const

/**
 * Whether a workspace has any verified identity at all, by its snapshot: as long as it has none, the creation of a contact
 * stays the one statement that it is. The first one drops every process's snapshot (changeWorkspace).
 */
const hasVerified = new WeakMap<Workspace, boolean>()

/** Changes that bring a phone or an email which may be somebody else's. */
const doubtful = new WeakSet<Change>()

/** Answers whether the other processes must hear of it. */
export function noteVerified({ workspace }: Context): boolean {
  const news = hasVerified.get(workspace) !== true
  hasVerified.set(workspace, true)
  return news
}

function brought({ kind, before, after }: Change): { kind: string, value: string }[] {
  if (kind === 'deleted') return []
  return kinds.flatMap(name => after[name] && (kind !== 'updated' || before![name] !== after[name]) ? [{ kind: name, value: valueOf(name, after[name]) }] : [])
}

function givenUp({ kind, before, after }: Change): { kind: string, value: string }[] {
  if (kind !== 'updated') return []
  return kinds.flatMap(name => before![name] && valueOf(name, before![name]) !== (after[name] ? valueOf(name, after[name]) : null) ? [{ kind: name, value: valueOf(name, before![name]) }] : [])
}

const valueOf = (kind: string, value: string) => kind === 'email' ? value.toLowerCase() : value

export const identityBehaviour: ObjectBehaviour = {
  object: 'contact',
  prepare({ workspace }, change) {
    if (hasVerified.get(workspace) !== false && brought(change).length > 0) doubtful.add(change)
  },
  wants: changes => changes.some(change => change.kind === 'deleted' || change.kind === 'restored' || doubtful.has(change) || givenUp(change).length > 0),
  async after(context, changes) {
    await followBin(context, changes)
    await refuseTaken(context, changes.filter(change => doubtful.has(change)))
    await giveUp(context, changes)
  },
}

async function followBin(context: Context, changes: Change[]): Promise<void> {
  const table = identifier(context.workspace.schema, '_identity')
  const gone = changes.filter(change => change.kind === 'deleted').map(change => change.id)
  const back = changes.filter(change => change.kind === 'restored').map(change => change.id)
  if (gone.length) await context.sql.query(sql`update ${table} set living = false where contact = any(${gone}::uuid[]) and living`)
  if (back.length === 0) return
  const taken = await context.sql.query<{ kind: string }>(sql`select i.kind from ${table} i where i.contact = any(${back}::uuid[]) and i.verified
    and exists (select from ${table} o where o.kind = i.kind and o.value = i.value and o.verified and o.living and o.contact <> i.contact) limit 10`)
  if (taken.length) throw refuse(taken.map(({ kind }): Fault => ({ path: kind, code: 'conflict.unique' })))
  await context.sql.query(sql`update ${table} set living = true where contact = any(${back}::uuid[]) and not living`)
}

/** One query for all changes; only while the workspace has verified identities. */
async function refuseTaken(context: Context, changes: Change[]): Promise<void> {
  const claims = changes.flatMap(change => brought(change).map(each => ({ ...each, contact: change.id })))
  if (claims.length === 0) return
  const table = identifier(context.workspace.schema, '_identity')
  if (hasVerified.get(context.workspace) === undefined) {
    const [{ any }] = await context.sql.query<{ any: boolean }>(sql`select exists (select from ${table} where verified) as any`)
    hasVerified.set(context.workspace, any)
  }
  if (!hasVerified.get(context.workspace)) return
  const taken = await context.sql.query<{ kind: string }>(sql`select distinct c.kind from json_to_recordset(${JSON.stringify(claims)}::json) as c(kind text, value text, contact uuid)
    join ${table} i on i.kind = c.kind and i.value = c.value and i.verified and i.living and i.contact <> c.contact`)
  if (taken.length) throw refuse(taken.map(({ kind }): Fault => ({ path: kind, code: 'conflict.unique' })))
}

/** A number that the contact no longer has may soon be somebody else's. Merges keep theirs: they move rows afterwards. */
async function giveUp(context: Context, changes: Change[]): Promise<void> {
  const rows = changes.flatMap(change => givenUp(change).map(each => ({ ...each, contact: change.id })))
  if (rows.length === 0) return
  await context.sql.query(sql`delete from ${identifier(context.workspace.schema, '_identity')} i using json_to_recordset(${JSON.stringify(rows)}::json) as c(kind text, value text, contact uuid)
    where i.contact = c.contact and i.kind = c.kind and i.value = c.value`)
}
