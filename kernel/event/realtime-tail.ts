// Event room: the one reader that follows a workspace's log for all open lines of this process. Where it stands is a
// snapshot (cursor.ts), so that nothing is missed that commits late, nor over a reconnection.
import type { App } from '../app.ts'
import { identifier, sql } from '../database/sql.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { audienceOf, type Hearers } from './audience.ts'
import { endOf, openStretch, readChunk, type Chunk, type Cursor } from './cursor.ts'
import { NOTIFICATION } from './notification.ts'
import type { Line, Subscription } from './realtime-line.ts'
import { SharedSight } from './realtime-shared.ts'
import type { LiveEvent } from './realtime-sight.ts'

const CHUNK = 500
/** Events that are told one by one; when there are more, lines are told to read anew. */
const MOST = 2000
const FLOOD_MS = 2000

export class Tail {
  readonly lines = new Set<Line>()
  private readonly app: App
  private readonly slug: string
  readonly schema: string
  /** Everything up to here was offered to every line; undefined until the first line came. */
  private position: string | undefined
  /** One step at a time: a line that joins must not fall between a read and its delivery. */
  private last: Promise<void> = Promise.resolve()
  private waiting = false
  private flood: NodeJS.Timeout | undefined
  private flooded = false

  constructor(app: App, workspace: Workspace) {
    this.app = app
    this.slug = workspace.slug
    this.schema = workspace.schema
  }

  /** Sets what a line listens to. A new line that names a cursor first hears what it missed. */
  subscribe(line: Line, { topics, after }: Subscription): Promise<void> {
    return this.inTurn(async () => {
      line.listenTo(topics)
      this.position ??= await this.now()
      const complete = this.lines.has(line) || !after || await this.replay(line, after)
      if (!line.open) return
      this.lines.add(line)
      this.tellPosition([line], !complete)
    })
  }

  /** Offers what is new to every line. Calls that come while one waits are that one. */
  follow(): Promise<void> {
    if (this.waiting || this.lines.size === 0 || this.position === undefined) return Promise.resolve()
    this.waiting = true
    return this.inTurn(async () => {
      this.waiting = false
      const cursor = await openStretch(this.app.database, this.schema, this.position!)
      const rest = await this.read(cursor, [...this.lines], MOST)
      if (rest) await this.read(rest, [...this.lines], Infinity, true)
      this.position = cursor.target ?? cursor.snapshot
      if (rest) this.tellFlood()
    })
  }

  /** Where the tail stands, so that a later return does not begin long ago. `reset`: read anew what is shown. */
  tellPosition(lines: Iterable<Line> = this.lines, reset = false): void {
    if (this.position === undefined) return
    const cursor = toText({ snapshot: this.position, target: null, seq: '0' })
    for (const line of lines) {
      line.send({ type: 'ready', cursor, ...reset || line.stale ? { reset: true } : {} })
      line.stale = false
    }
  }

  stop(): void {
    clearTimeout(this.flood)
  }

  /** An import writes more than anyone wants to hear one by one: every two seconds the lines are told to read anew. */
  private tellFlood(): void {
    this.flooded = true
    if (this.flood) return
    const tell = () => {
      this.flood = undefined
      if (!this.flooded) return
      this.flooded = false
      this.tellPosition(this.lines, true)
      this.flood = setTimeout(tell, FLOOD_MS)
    }
    tell()
  }

  private async now(): Promise<string> {
    const [row] = await this.app.database.query<{ now: string }>(sql`select pg_current_snapshot()::text as now`)
    return row.now
  }

  /** From the line's cursor to where all others are; false when that cannot be told one by one, or the cursor is of another cluster. */
  private async replay(line: Line, after: string): Promise<boolean> {
    const from = fromText(after)
    if (!from || (from.target !== null && await this.read(from, [line], MOST))) return false
    const base = from.target ?? from.snapshot
    const opened = await openStretch(this.app.database, this.schema, base)
    if (BigInt(endOf(base)) > BigInt(endOf(opened.target ?? opened.snapshot))) return false
    return opened.target === null || !await this.read({ ...opened, target: this.position! }, [line], MOST)
  }

  /** Reads to the end of the stretch; answers where it stopped when there were too many events. */
  private async read(opened: Cursor, lines: Line[], most: number, onlyNotifications = false): Promise<Cursor | undefined> {
    let cursor = opened
    for (let told = 0; cursor.target !== null; told += CHUNK) {
      if (told >= most) return cursor
      const objects = new Set(onlyNotifications ? [] : lines.flatMap(line => [...line.objects]))
      const patterns = [NOTIFICATION, ...objects].map(object => `*:${object}`)
      const chunk = await readChunk(this.app.database, this.schema, cursor, { patterns, limit: CHUNK, values: 'changed' })
      await this.tell(cursor, chunk, lines)
      cursor = chunk.next
    }
    return undefined
  }

  private async tell(cursor: Cursor, { events, next }: Chunk, lines: Line[]): Promise<void> {
    if (events.length === 0) return
    const workspace = await this.app.workspaces.get(this.slug)
    if (!workspace) return
    const live = await this.withRows(workspace, events as LiveEvent[])
    const shared = await SharedSight.read(this.app, workspace, lines, live)
    live.forEach((event, at) => {
      const reached = toText(at === live.length - 1 && next.target === null ? next : { ...cursor, seq: event.seq })
      for (const line of lines) line.offer(workspace, event, reached, shared)
    })
  }

  /** The records' present owners and teams, which the scopes `own` and `team` ask for. */
  private async withRows(workspace: Workspace, events: LiveEvent[]): Promise<LiveEvent[]> {
    const rows = new Map<string, LiveEvent['row']>()
    for (const object of new Set(events.map(event => event.object))) {
      if (!workspace.objects.has(object)) continue
      const ids = [...new Set(events.filter(event => event.object === object).map(event => event.record))]
      const found = await this.app.database.query<{ id: string, owner: string | null, team: string | null }>(
        sql`select "id", "owner", "_team" as team from ${identifier(this.schema, object)} where "id" = any(${ids}::uuid[])`)
      for (const { id, owner, team } of found) rows.set(id, { owner, team })
    }
    const hearers = await this.hearersOf(events)
    return events.map(event => ({ ...event, row: rows.get(event.record), hearers: hearers.get(event) }))
  }

  /** Who hears the events of rooms that say so themselves; nobody, where they say nothing. */
  private async hearersOf(events: LiveEvent[]): Promise<Map<LiveEvent, Hearers>> {
    const found = new Map<LiveEvent, Hearers>()
    for (const [object, told] of Map.groupBy(events, event => event.object)) {
      const audience = audienceOf(object)
      const hearers = await audience?.hearers(this.app.database, this.schema, [...new Set(told.map(event => event.record))])
      for (const event of hearers ? told : []) found.set(event, hearers!.get(event.record) ?? new Set())
    }
    return found
  }

  private inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work)
    this.last = done.catch(() => {})
    return done
  }
}

/** Opaque to the peer: the snapshot done, and within a stretch its end and the last event heard. */
function toText({ snapshot, target, seq }: Cursor): string {
  return target === null ? snapshot : `${snapshot}~${target}~${seq}`
}

/** Undefined when it is none of ours. */
function fromText(text: string): Cursor | undefined {
  const [snapshot, target = null, seq = '0'] = text.split('~')
  return isSnapshot(snapshot) && (target === null || isSnapshot(target)) && /^\d{1,18}$/.test(seq) ? { snapshot, target, seq } : undefined
}

/** `<xmin>:<xmax>:<those in between that run, ascending>`: PostgreSQL refuses anything else. */
function isSnapshot(text: string): boolean {
  const match = /^(\d{1,18}):(\d{1,18}):((?:\d{1,18}(?:,\d{1,18})*)?)$/.exec(text)
  if (!match) return false
  const running = match[3] ? match[3].split(',').map(BigInt) : []
  const [from, to] = [BigInt(match[1]), BigInt(match[2])]
  return from > 0n && from <= to && running.every((each, at) => each >= from && each < to && (at === 0 || each > running[at - 1]))
}
