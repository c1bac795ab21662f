// Approvals: requests as people see them: who may know of one, pages of them, the story on a record's timeline.
import { z } from 'zod'
import type { Context } from '../../kernel/context.ts'
import { and, empty, identifier, join, sql, type Sql } from '../../kernel/database/sql.ts'
import { filterToSql } from '../../kernel/filter/to-sql.ts'
import { moment } from '../../kernel/http/answer-part.ts'
import { Problem } from '../../kernel/http/errors.ts'
import { isKnownField, mayRead, rowFilter } from '../../kernel/permission/rules.ts'
import { say } from '../../kernel/object/describe.ts'
import { readTitles } from '../../kernel/record/title.ts'
import { actorAnswer, actorOf, type Entry, type TimelineSource } from '../../kernel/record/timeline.ts'
import { openSeats, readRequests, tables, type Request, type Seat } from './request.ts'
import { MANAGER } from './seats.ts'
import { tellTexts } from './texts.ts'

export const stateAnswer = z.enum(['pending', 'approved', 'rejected', 'expired', 'withdrawn'])
const seatAnswer = z.object({
  level: z.number(), member: actorAnswer, standsFor: actorAnswer, via: z.enum(['named', 'absence', 'delegated', 'escalated']), open: z.boolean().meta({ description: 'Her turn is now' }),
  decision: z.enum(['approved', 'rejected', 'delegated']).nullable(), comment: z.string().nullable(), at: moment.nullable(),
})

export const approvalAnswer = z.object({
  id: z.string(), title: z.string(), body: z.string().nullable(), state: stateAnswer, object: z.string().nullable(), record: z.string().nullable(),
  recordTitle: z.string().nullable().meta({ description: 'Null where the caller may not read the record' }),
  requester: actorAnswer, locks: z.boolean(), lockExcept: z.array(z.string()), parallel: z.boolean(),
  levels: z.array(z.object({ level: z.number(), need: z.enum(['any', 'all']), state: z.enum(['waiting', 'open', 'approved']), who: z.array(z.string()).meta({ description: 'Whom it names: members, roles and teams as they are called' }) })), seats: z.array(seatAnswer),
  mine: z.boolean().meta({ description: 'The caller can decide it now' }), withdrawable: z.boolean(),
  decidedBy: actorAnswer, comment: z.string().nullable(), decidedAt: moment.nullable(), createdAt: moment,
})

/** Who asked, who is or was asked, who may read the record, and administrators; as a condition on `a`. */
export function mayKnow(context: Context): Sql {
  const { actor: { member, role }, workspace: { schema, objects } } = context
  if (role.administrator) return sql`true`
  const { seat } = tables(context)
  const readable = [...objects.keys()].filter(object => mayRead(context, object)).map(object => sql`(a.object = ${object} and exists (select from ${identifier(schema, object)} t
    where t."id" = a.record and t."_deletedAt" is null and ${filterToSql(rowFilter(context, object), 't', schema)}))`)
  return sql`(${join([sql`a.requester = ${member}::uuid`, sql`exists (select from ${seat} s where s.request = a.id and s.member = ${member}::uuid)`, ...readable], ' or ')})`
}

export interface Asked { limit: number, after?: string, state?: string, mine?: boolean, asked?: boolean, object?: string, recordId?: string }

/** A page, newest first; `mine` those that wait for the caller, `asked` those that she asked for. */
export async function listApprovals(context: Context, { limit, after, state, mine, asked, object, recordId }: Asked): Promise<{ data: object[], page: { next: string | null } }> {
  const { level, seat } = tables(context)
  const { member } = context.actor
  const conditions = [mayKnow(context)]
  if (after) conditions.push(sql`a.id < ${after}::uuid`)
  if (state) conditions.push(sql`a.state = ${state}`)
  if (object) conditions.push(sql`a.object = ${object}`)
  if (recordId) conditions.push(sql`a.record = ${recordId}::uuid`)
  if (asked) conditions.push(sql`a.requester = ${member}::uuid`)
  if (mine) conditions.push(sql`a.state = 'pending' and exists (select from ${seat} s join ${level} l on l.request = s.request and l.level = s.level
    where s.request = a.id and s.member = ${member}::uuid and s.decision is null and l.state = 'open')`)
  const found = await readRequests(context, and(conditions), { order: sql`a.id desc`, limit: limit + 1 })
  const page = found.slice(0, limit)
  return { data: await present(context, page), page: { next: found.length > limit ? page.at(-1)!.id : null } }
}

export async function showApproval(context: Context, id: string): Promise<object> {
  const found = await readRequests(context, sql`a.id = ${id}::uuid and ${mayKnow(context)}`)
  if (found.length === 0) throw new Problem('notFound')
  return (await present(context, found))[0]
}

async function present(context: Context, requests: Request[]): Promise<z.output<typeof approvalAnswer>[]> {
  const titles = new Map<string, string>()
  for (const [object, group] of Map.groupBy(requests.filter(each => each.record !== null), each => each.object!)) {
    if (!mayRead(context, object)) continue
    for (const [id, title] of await readTitles(context, object, group.map(each => each.record!))) titles.set(id, title)
  }
  const { member, role } = context.actor
  return requests.map(request => {
    const { id, title, body, state, object, record, locks, except, parallel, comment, decidedAt, createdAt } = request
    return {
      id, title, body, state, object, record, recordTitle: (record && titles.get(record)) ?? null, requester: actorOf(context, request.requester), locks, lockExcept: except.filter(name => object !== null && isKnownField(context, object, name)), parallel,
      levels: request.levels.map(({ level, need, names, state: at }) => ({ level, need, state: at, who: names.map(name => calledBy(context, name)) })), seats: seatsOf(context, request),
      mine: openSeats(request).some(seat => seat.member === member), withdrawable: state === 'pending' && (request.requester === member || role.administrator),
      decidedBy: actorOf(context, request.decidedBy), comment, decidedAt, createdAt,
    }
  })
}

/** As people call whom a level names. */
function calledBy({ workspace: { members, roles, teams }, locale }: Context, name: string): string {
  if (name === MANAGER) return tellTexts.manager[locale]
  const parts = name.split('/').map(part => {
    const [, kind, rest] = /^(role|team):(.+)$/.exec(part) ?? []
    const label = kind === 'role' ? roles.get(rest)?.label : kind === 'team' ? [...teams.values()].find(team => team.name === rest || team.id === rest)?.label : undefined
    return label ? say(label, locale) : rest ?? members.get(part)?.name ?? part
  })
  return parts.join(' · ')
}

function seatsOf(context: Context, request: Request): z.output<typeof seatAnswer>[] {
  const open = new Set(openSeats(request))
  return request.seats.map(seat => ({ level: seat.level, member: actorOf(context, seat.member), standsFor: actorOf(context, seat.standsFor), via: seat.via, open: open.has(seat), decision: seat.decision, comment: seat.comment, at: seat.decidedAt }))
}

/** Asked, each decision, and the end, as entries of their own. */
export const approvalsAbout: TimelineSource = async (context, object, record, { limit, until }) => {
  const requests = await readRequests(context, sql`a.record = ${record}::uuid and a.object = ${object}${until ? sql` and a.created_at <= ${until}::timestamptz` : empty}`, { order: sql`a.id desc`, limit })
  const entries = requests.flatMap(request => [entryOf(context, request, 'asked', request.id, request.createdAt, request.requester),
    ...request.seats.filter(seat => seat.decision).map(seat => decisionEntry(context, request, seat)),
    ...request.decidedAt && ['expired', 'withdrawn'].includes(request.state) ? [entryOf(context, request, request.state, `${request.id}-end`, request.decidedAt, request.decidedBy, request.comment)] : []])
  return entries.filter(entry => until === undefined || entry.at <= until).sort((one, other) => one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1).slice(0, limit)
}

function decisionEntry(context: Context, request: Request, seat: Seat): Entry {
  return { ...entryOf(context, request, seat.decision!, seat.id, seat.decidedAt!, seat.member, seat.comment), level: seat.level, standsFor: actorOf(context, seat.standsFor) }
}

function entryOf(context: Context, { id: approval, title }: Request, event: string, id: string, at: string, by: string | null, comment: string | null = null): Entry {
  return { id, at, type: 'approval', actor: actorOf(context, by), way: by ? null : 'system', approval, title, event, comment }
}
