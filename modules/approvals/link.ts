// Approvals: links that decide without signing in. A token is bound to one approver's seat, works once, and ends with the
// request or after two weeks by the product's clock; only its hash is kept.
import { createHash, randomBytes } from 'node:crypto'
import type { App } from '../../kernel/app.ts'
import type { Context } from '../../kernel/context.ts'
import type { Transaction } from '../../kernel/database/database.ts'
import { sql } from '../../kernel/database/sql.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { systemContext } from '../../kernel/job/system-context.ts'
import { actorOf } from '../../kernel/workspace/actor.ts'
import { tagOf } from '../../kernel/workspace/api-key.ts'
import { openSeats, readRequests, tables, type Request, type Seat } from './request.ts'

export const LINK_DAYS = 14

/** A new link for each of these seats: its token by the seat's id. */
export async function makeLinks(context: Context, seats: string[]): Promise<Map<string, string>> {
  const tokens = new Map(seats.map(seat => [seat, `${tagOf(context.workspace.schema)}${randomBytes(32).toString('base64url')}`]))
  const rows = [...tokens].map(([seat, token]) => ({ seat, hash: hashOf(token).toString('hex') }))
  await context.sql.query(sql`insert into ${tables(context).link} (hash, seat, expires_at, created_at)
    select decode(hash, 'hex'), seat, ${new Date(context.now.getTime() + LINK_DAYS * 86_400_000)}::timestamptz, ${context.now}::timestamptz from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as l (seat uuid, hash text)`)
  return tokens
}

export interface Opened { context: Context, request: Request, seat: Seat, expiresAt: Date }

/** What a token opens, acting as its approver, the request locked. `notFound` for what was never given, is over, or belongs to somebody who left. */
export async function openLink(app: App, transaction: Transaction, token: string): Promise<Opened> {
  for (const row of await app.workspaces.list()) {
    if (tagOf(row.schema) !== token.slice(0, 8) || app.workspaces.stopped.has(row.slug)) continue
    const workspace = await app.workspaces.get(row.slug)
    if (!workspace) continue
    const system = systemContext(app, workspace, transaction)
    const { link, seat: seats } = tables(system)
    const [found] = await transaction.query<{ seat: string, request: string, member: string, expiresAt: Date }>(sql`select s.id as seat, s.request, s.member, l.expires_at as "expiresAt"
      from ${link} l join ${seats} s on s.id = l.seat where l.hash = ${hashOf(token)} and l.expires_at > ${system.now}::timestamptz`)
    const actor = found && actorOf(workspace, found.member, 'person')
    if (!actor) continue
    const [request] = await readRequests(system, sql`a.id = ${found.request}::uuid`, { lock: true })
    const seat = request && openSeats(request).find(each => each.id === found.seat)
    if (seat) return { context: { ...system, actor, locale: workspace.members.get(found.member)?.locale ?? workspace.locale }, request, seat, expiresAt: found.expiresAt }
  }
  throw new Problem('notFound')
}

/** A seat that is decided has no links any more. */
export async function endLinks(context: Context, seats: string[]): Promise<void> {
  await context.sql.query(sql`delete from ${tables(context).link} where seat = any(${seats}::uuid[])`)
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}
