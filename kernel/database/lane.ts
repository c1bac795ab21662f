// Fast lanes: a few connections that take prepared statement after statement without waiting for the answers. What one
// turn of the event loop sends goes out in one write, and the server switches between a few processes instead of many.
import type { Socket } from 'node:net'
import type pg from 'pg'
import { Client, type Connection } from './client.ts'
import { SharedCommit } from './shared-commit.ts'

/** A statement on its way: the name under which it is prepared, and how it is sent. */
export interface Sending<T> {
  name: string | undefined
  values: unknown[]
  to(client: pg.ClientBase): Promise<T>
}

/** A statement that takes longer than this closes its lane to others until it is done: they would wait behind it. */
const SLOW_MS = 20
/** Statements waiting on one lane. */
const MOST_WAITING = 32
/** Statements of one turn that go to one lane before the next is taken: each lane that sends costs a write of its own. */
const TOGETHER = 4
/** Transactions that share a commit: one that fails has all of them run again, each for itself. */
const MOST_SHARED = 8

export class Lane {
  waiting = 0
  /** When the statement now at work came to the front. */
  private since = 0
  private readonly client: pg.Client
  private readonly names = new Set<string>()
  private corked = false
  private shared: SharedCommit | undefined
  private retired = false
  broken = false

  constructor(client: pg.Client) {
    this.client = client
    const fail = () => { this.broken = true }
    client.on('error', fail)
    client.on('end', fail)
  }

  get isOpen(): boolean {
    return !this.broken && this.waiting < MOST_WAITING && (this.waiting === 0 || performance.now() - this.since < SLOW_MS)
  }

  /** It sends at the end of this turn anyway. */
  isFilling(most: number): boolean {
    return this.corked && this.waiting < most && this.isOpen
  }

  /** Plans pile up on a connection: it is renewed after this many. */
  isWorn(most: number): boolean {
    return this.broken || this.names.size > most
  }

  async run<T>({ name, to }: Sending<T>): Promise<T> {
    if (name !== undefined) this.names.add(name)
    if (this.waiting++ === 0) this.since = performance.now()
    this.cork()
    try {
      return await to(this.client)
    } finally {
      this.waiting--
      this.since = performance.now()
      if (this.retired && this.waiting === 0) void this.end()
    }
  }

  /** Runs a statement that is a transaction by itself, of which no rows are wanted: with others of this turn where it can. Throws UndoneTogether when one of these failed. */
  async commit(sending: Sending<unknown>): Promise<void> {
    const { name, values } = sending
    if (name === undefined || !(this.client.connection as Connection).parsedStatements[name]) return void await this.run(sending)
    this.cork()
    if (this.shared && this.shared.size >= MOST_SHARED) this.sendShared()
    this.shared ??= new SharedCommit()
    const { shared } = this
    shared.add({ name, values })
    await this.run({ name, values, to: () => shared.done })
  }

  private sendShared(): void {
    if (this.shared) this.client.query(this.shared as SharedCommit & pg.Submittable)
    this.shared = undefined
  }

  /** Holds back what is written in this turn of the event loop, and sends it as one. */
  private cork(): void {
    if (this.corked) return
    this.corked = true
    const stream = this.client.connection.stream as Socket
    stream.cork()
    setImmediate(() => {
      this.corked = false
      this.sendShared()
      stream.uncork()
    })
  }

  /** Takes nothing more, and closes when what is under way has its answers. */
  retire(): void {
    this.retired = true
    if (this.waiting === 0) void this.end()
  }

  async end(): Promise<void> {
    this.broken = true
    await this.client.end().catch(() => {})
  }
}

export class Lanes {
  private readonly lanes: Lane[] = []
  private opening = 0
  private closed = false
  private readonly config: pg.ClientConfig
  private readonly size: number
  private readonly statements: number

  constructor(config: pg.ClientConfig, size: number, statements: number) {
    this.config = { ...config, pipeline: true }
    this.size = size
    this.statements = statements
  }

  /**
   * The one that is filling in this turn, else the one with the least to do; undefined when all are busy or none is open
   * yet: the pool serves then. `commits`: for a statement that shares its commit.
   */
  take(commits: boolean): Lane | undefined {
    if (this.lanes.length + this.opening < this.size && !this.closed) void this.open()
    let best: Lane | undefined
    for (const lane of this.lanes) {
      if (lane.isWorn(this.statements)) return this.replace(lane)
      if (lane.isFilling(commits ? MOST_SHARED : TOGETHER)) return lane
      if (lane.isOpen && (!best || lane.waiting < best.waiting)) best = lane
    }
    return best
  }

  private replace(lane: Lane): undefined {
    this.lanes.splice(this.lanes.indexOf(lane), 1)
    lane.retire()
  }

  private async open(): Promise<void> {
    this.opening++
    const client = new Client(this.config)
    // heard until the lane hears it itself; a failure to connect is told by `connect`
    client.on('error', () => {})
    try {
      await client.connect()
      if (this.closed) await client.end()
      else this.lanes.push(new Lane(client))
    } catch {
      // the database is away: the pool's own attempts say so
    } finally {
      this.opening--
    }
  }

  async end(): Promise<void> {
    this.closed = true
    await Promise.all(this.lanes.map(lane => lane.end()))
  }
}
