// Event room: tickets that open a line where neither cookie nor key can be sent with the opening. Good for a minute, once,
// on whichever process. Only their SHA-256 is kept.
import { createHash, randomBytes } from 'node:crypto'
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import type { Way } from '../context.ts'
import type { Narrowed } from '../workspace/actor.ts'
import type { Identity } from './realtime-line.ts'

export const TICKET_SECONDS = 60

export interface TicketHolder extends Identity { workspace: string }

export async function issueTicket(queryable: Queryable, { workspace, member, way, session, grant, narrowed }: TicketHolder): Promise<string> {
  const ticket = randomBytes(32).toString('base64url')
  await queryable.query(sql`with old as (delete from hubung.realtime_ticket where expires_at < now())
    insert into hubung.realtime_ticket (hash, workspace, member, way, session, "grant", narrowed, expires_at)
    values (${hashOf(ticket)}, ${workspace}, ${member}, ${way}, ${session ?? null}, ${grant ?? null}, ${narrowed ?? null}, now() + ${TICKET_SECONDS} * interval '1 second')`)
  return ticket
}

/** Whose ticket it is, once; undefined afterwards and for any other text. */
export async function redeemTicket(queryable: Queryable, ticket: string): Promise<TicketHolder | undefined> {
  const [row] = await queryable.query<{ workspace: string, member: string, way: Way, session: string | null, grant: string | null, narrowed: Narrowed }>(sql`delete from hubung.realtime_ticket
    where hash = ${hashOf(ticket)} and expires_at > now() returning workspace, member, way, session, "grant", narrowed`)
  return row && { ...row, session: row.session ?? undefined, grant: row.grant ?? undefined }
}

function hashOf(ticket: string): Buffer {
  return createHash('sha256').update(ticket).digest()
}
