// Event room: what one member may see of an event. Asked for each event and each open line, so it is plain work on
// values at hand; the rules are those of kernel/permission.
import type { Actor, Context } from '../context.ts'
import { isKnownField, covers, type Place } from '../permission/rules.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { REVEALED } from '../record/reveal.ts'
import { teamOf } from '../record/statement.ts'
import type { Hearers } from './audience.ts'
import { NOTIFICATION } from './notification.ts'
import type { Event } from './subscriber.ts'

/** An event with the names of its changed fields, who owned the record before where that changed, and its owner and team as they are now. */
export type LiveEvent = Event & { changed: string[], formerOwner: string | null, row?: Place, hearers?: Hearers }

export type Message =
  | { type: 'ready', cursor: string, /** Something was missed: read anew what is shown. */ reset?: true }
  | { type: 'event', cursor: string, topic: string, event: object }
  | { type: 'notification', cursor: string, notification: object }
  | { type: 'presence', topic: string, /** Who else looks at the record and may, by their ids. */ members: string[] }

/** Everyone may read who works here (GET /members); all that is told is that it changed. */
const MEMBER = '_member'

/** The messages of an event for a member who listens to these topics. */
export function messagesFor(workspace: Workspace, actor: Actor, topics: Set<string>, event: LiveEvent, cursor: string): Message[] {
  if (event.object === NOTIFICATION) return topics.has('notifications') && event.record === actor.member ? [notificationMessage(event, cursor)] : []
  const wanted = [`records:${event.object}`, `record:${event.object}:${event.record}`].filter(topic => topics.has(topic))
  if (wanted.length === 0) return []
  if (event.object === MEMBER) return wanted.map(topic => ({ type: 'event', cursor, topic, event: { object: MEMBER, id: event.record, kind: event.kind, at: event.at.toISOString() } }))
  if (event.hearers) return isHeardBy(event, actor.member) ? wanted.map(topic => ({ type: 'event', cursor, topic, event: { object: event.object, id: event.record, kind: event.kind, at: event.at.toISOString(), ...event.after } })) : []
  const seen = seenBy({ workspace, actor } as Context, event)
  return seen ? wanted.map(topic => ({ type: 'event', cursor, topic, event: seen })) : []
}

/** An event for one member alone is nobody else's, whoever else is in the audience. */
function isHeardBy({ hearers, after }: LiveEvent, member: string): boolean {
  const to = (after as { to?: string } | null)?.to
  return to === undefined ? hearers === 'everyone' || hearers?.has(member) === true : to === member
}

/** `read` tells the member's other windows; its event names the notifications. */
function notificationMessage(event: LiveEvent, cursor: string): Message {
  if (event.kind === 'created') return { type: 'notification', cursor, notification: event.after! }
  return { type: 'event', cursor, topic: 'notifications', event: { object: NOTIFICATION, id: event.record, kind: event.kind, at: event.at.toISOString(), ...event.after } }
}

/** The event without hidden fields; undefined when nothing of it may be seen. */
function seenBy(context: Context, event: LiveEvent): object | undefined {
  const { object, record: id, kind, version, actor, way, at } = event
  if (!context.workspace.objects.has(object)) return undefined
  // who saw masked values is for administrators to know
  if (kind === REVEALED && !context.actor.role.administrator) return undefined
  // what another owner takes out of her sight is gone from there, as if it were deleted: her lists would show it on
  const gone = { object, id, kind: 'deleted', version, actor: null, way, at: at.toISOString(), changed: [] }
  if (!covers(context, object, 'read', event.row ?? { owner: null, team: null })) return wasHers(context, event) ? gone : undefined
  const changed = event.changed.filter(field => isKnownField(context, object, field))
  if (kind === 'updated' && changed.length === 0 && event.changed.length > 0) return undefined
  return { object, id, kind, version, actor, way, at: at.toISOString(), changed }
}

/** By her role's scope; what sharing rules showed of the record as it was, nobody can ask any more. */
function wasHers(context: Context, { object, formerOwner }: LiveEvent): boolean {
  return formerOwner !== null && covers(context, object, 'read', { owner: formerOwner, team: teamOf(context, formerOwner) })
}
