// Approvals: a request in memory with its levels and seats, read locked and written back. All of it is set-based: a step
// that asks for five hundred approvals takes the statements of one.
import { v7 as uuid } from 'uuid'
import type { Context } from '../../kernel/context.ts'
import { empty, identifier, sql, type Sql } from '../../kernel/database/sql.ts'
import type { Settings } from './input.ts'

export type State = 'pending' | 'approved' | 'rejected' | 'expired' | 'withdrawn'
export type Decision = 'approved' | 'rejected' | 'delegated'
export type Via = 'named' | 'absence' | 'delegated' | 'escalated'

export interface Level { level: number, need: 'any' | 'all', names: string[], state: 'waiting' | 'open' | 'approved' }

export interface Seat { id: string, level: number, member: string, standsFor: string | null, via: Via, decision: Decision | null, comment: string | null, decidedAt: string | null }

export interface Request {
  id: string
  title: string
  body: string | null
  object: string | null
  record: string | null
  state: State
  requester: string
  owner: string | null
  run: string | null
  step: string | null
  iteration: string | null
  parallel: boolean
  locks: boolean
  except: string[]
  own: boolean
  settings: Settings
  decidedBy: string | null
  comment: string | null
  decidedAt: string | null
  createdAt: string
  levels: Level[]
  seats: Seat[]
}

export function tables({ workspace: { schema } }: Pick<Context, 'workspace'>): Record<'request' | 'level' | 'seat' | 'link' | 'standIn', Sql> {
  return { request: identifier(schema, '_approval'), level: identifier(schema, '_approval_level'), seat: identifier(schema, '_approval_seat'), link: identifier(schema, '_approval_link'), standIn: identifier(schema, '_approval_stand_in') }
}

const columns = sql`a.id, a.title, a.body, a.object, a.record, a.state, a.requester, a.owner, a.run, a.step, a.iteration, a.parallel, a.locks, a.lock_except as except, a.own, a.settings,
  a.decided_by as "decidedBy", a.comment, to_json(a.decided_at)#>>'{}' as "decidedAt", to_json(a.created_at)#>>'{}' as "createdAt"`

/** Requests by a condition on `a`, in the order given, with all that belongs to them. */
export async function readRequests(context: Context, condition: Sql, { order = sql`a.id`, limit, lock = false }: { order?: Sql, limit?: number, lock?: boolean } = {}): Promise<Request[]> {
  const { request, level, seat } = tables(context)
  const rows = await context.sql.query<Omit<Request, 'levels' | 'seats'>>(sql`select ${columns} from ${request} a where ${condition} order by ${order} ${limit ? sql`limit ${limit}` : empty} ${lock ? sql`for update of a` : empty}`)
  if (rows.length === 0) return []
  const ids = rows.map(row => row.id)
  // after the lock, so that what another decision has just written is seen
  const levels = await context.sql.query<Level & { request: string }>(sql`select request, level, need, names, state from ${level} where request = any(${ids}::uuid[]) order by request, level`)
  const seats = await context.sql.query<Seat & { request: string }>(sql`select request, id, level, member, stands_for as "standsFor", via, decision, comment, to_json(decided_at)#>>'{}' as "decidedAt"
    from ${seat} where request = any(${ids}::uuid[]) order by request, level, id`)
  const [byLevel, bySeat] = [Map.groupBy(levels, row => row.request), Map.groupBy(seats, row => row.request)]
  return rows.map(row => ({ ...row, levels: byLevel.get(row.id) ?? [], seats: bySeat.get(row.id) ?? [] }))
}

/** New requests with their levels; the seats come when the levels open (advance.ts). */
export async function insertRequests(context: Context, requests: Request[]): Promise<void> {
  const { request, level } = tables(context)
  const rows = requests.map(({ levels: _levels, seats: _seats, ...row }) => row)
  await context.sql.query(sql`insert into ${request} (id, title, body, object, record, state, requester, owner, run, step, iteration, parallel, locks, lock_except, own, settings, created_at)
    select id, title, body, object, record, state, requester, owner, run, step, iteration, parallel, locks, coalesce("except", '{}'), own, settings, "createdAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (id uuid, title text, body text, object text, record uuid, state text, requester uuid, owner uuid, run uuid, step text, iteration text,
      parallel boolean, locks boolean, "except" text[], own boolean, settings jsonb, "createdAt" timestamptz) order by id`)
  const levels = requests.flatMap(({ id, levels: own }) => own.map(each => ({ request: id, ...each })))
  await context.sql.query(sql`insert into ${level} (request, level, need, names, state) select request, level, need, names, state
    from jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) as l (request uuid, level integer, need text, names jsonb, state text)`)
}

export async function insertSeats(context: Context, seats: (Seat & { request: string })[]): Promise<void> {
  if (seats.length === 0) return
  await context.sql.query(sql`insert into ${tables(context).seat} (id, request, level, member, stands_for, via)
    select id, request, level, member, "standsFor", via from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) as s (id uuid, request uuid, level integer, member uuid, "standsFor" uuid, via text)`)
}

/** Writes back the states of requests and levels. */
export async function saveStates(context: Context, requests: Request[]): Promise<void> {
  if (requests.length === 0) return
  const { request, level } = tables(context)
  const levels = requests.flatMap(({ id, levels: own }) => own.map(each => ({ request: id, level: each.level, state: each.state })))
  const rows = requests.map(({ id, state, decidedBy, comment, decidedAt }) => ({ id, state, decidedBy, comment, decidedAt }))
  await context.sql.query(sql`with l as (update ${level} l set state = n.state from jsonb_to_recordset(${JSON.stringify(levels)}::jsonb) as n (request uuid, level integer, state text)
      where l.request = n.request and l.level = n.level and l.state <> n.state)
    update ${request} a set state = n.state, decided_by = n."decidedBy", comment = n.comment, decided_at = n."decidedAt"
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as n (id uuid, state text, "decidedBy" uuid, comment text, "decidedAt" timestamptz) where a.id = n.id`)
}

export function newSeat(level: number, member: string, via: Via, standsFor: string | null = null): Seat {
  return { id: uuid(), level, member, standsFor, via, decision: null, comment: null, decidedAt: null }
}

export function isOpen({ levels }: Request, seat: Seat): boolean {
  return seat.decision === null && levels.some(each => each.level === seat.level && each.state === 'open')
}

/** The seats of those who can decide now. */
export function openSeats(request: Request): Seat[] {
  return request.state === 'pending' ? request.seats.filter(seat => isOpen(request, seat)) : []
}
