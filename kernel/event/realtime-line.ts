// Event room: one open line, a WebSocket of a member. State with a life: its topics and how far it has heard.
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Actor, Way } from '../context.ts'
import { actorOf, type Narrowed } from '../workspace/actor.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { SharedSight } from './realtime-shared.ts'
import { messagesFor, type LiveEvent, type Message } from './realtime-sight.ts'

/** Bytes that may wait for a slow peer; beyond, it is sent away and resumes from its cursor. */
const BUFFER_LIMIT = 1024 * 1024

/** Nobody looks at more records at once. */
const MOST_WATCHED = 20

export const closing = { revoked: 4401, slow: 1013, unreadable: 1003 } as const

export interface Identity {
  member: string
  way: Way
  /** Of a person in a browser; absent for an API key. */
  session?: string
  /** Of an app: what the member let it do, with which it ends, and what that is narrowed to. */
  grant?: string
  narrowed?: Narrowed
}

const request = z.object({ type: z.literal('subscribe'), topics: z.array(z.string().max(200)).max(500), after: z.string().max(60_000).nullish() })
export type Subscription = z.infer<typeof request>

export class Line {
  readonly identity: Identity
  private readonly socket: WebSocket
  topics = new Set<string>()
  /** What she might do when that was last looked at, and the version of the definitions, as text. */
  private rights: string | undefined
  /** Her rights or the definitions are others than those by which she read what she has: she is told so with the next position. */
  stale = false
  /** The objects that the topics name. */
  objects = new Set<string>()
  /** The records, `<object>:<id>`, that it says it looks at. */
  watched: string[] = []
  /** Whether the last ping was answered. */
  private alive = true

  constructor(socket: WebSocket, identity: Identity) {
    this.socket = socket
    this.identity = identity
    socket.on('pong', () => { this.alive = true })
  }

  get open(): boolean {
    return this.socket.readyState === this.socket.OPEN
  }

  listenTo(topics: string[]): void {
    this.topics = new Set(topics)
    this.objects = new Set(topics.map(topic => /^records?:(\w+)/.exec(topic)?.[1]).filter(object => object !== undefined))
    this.watched = topics.map(topic => /^presence:(\w+:[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12})$/.exec(topic)?.[1]).filter(record => record !== undefined).slice(0, MOST_WATCHED)
  }

  /** Offers an event; what the member may not see is not sent. False when she may be here no longer. */
  offer(workspace: Workspace, event: LiveEvent, cursor: string, shared: SharedSight): void {
    const actor = actorOf(workspace, this.identity.member, this.identity.way, this.identity.narrowed)
    if (!actor) return this.close(closing.revoked, 'revoked')
    const row = event.row && { ...event.row, shared: shared.of(workspace, actor, event) }
    for (const message of messagesFor(workspace, actor, this.topics, { ...event, row }, cursor)) this.send(message)
  }

  send(message: Message): void {
    if (!this.open) return
    if (this.socket.bufferedAmount > BUFFER_LIMIT) return this.close(closing.slow, 'resume')
    this.socket.send(JSON.stringify(message))
  }

  /** Remembers what she may do, and of which objects and fields; answers whether either is something else than before. */
  changeRights({ version }: Workspace, { role, teams, reports, mates, shares }: Actor): boolean {
    const before = this.rights
    this.rights = JSON.stringify([version, role, teams, reports, mates, shares])
    const changed = before !== undefined && before !== this.rights
    this.stale ||= changed
    return changed
  }

  /** Keeps proxies from taking the line for dead, and ends it when its peer has gone without a word. */
  ping(): void {
    if (!this.open) return
    if (!this.alive) return this.socket.terminate()
    this.alive = false
    this.socket.ping()
  }

  close(code: number, reason: string): void {
    if (this.open) this.socket.close(code, reason)
  }
}

/** What the peer sent, or undefined when it cannot be understood. */
export function readSubscription(text: string): Subscription | undefined {
  try {
    return request.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}
