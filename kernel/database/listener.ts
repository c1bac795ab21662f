// Database room: one connection of a process that hears NOTIFY, and comes back by itself when it is cut off.
import pg from 'pg'
import { CONNECT_MS } from './client.ts'

const RETRY_MS = [100, 500, 1000, 2000, 5000]
/**
 * Only the server speaks on this line: one that a network has dropped without a word stays silent, and everything held in memory
 * stands as it was. So the server is asked now and then, and a line on which it does not answer in as long again is given up.
 */
const ASK_MS = 5000

/** `payload` is null after a reconnection: something may have been missed, so everything may have changed. */
export type Heard = (payload: string | null) => void

/** Hears the channels of `on` until `close`. State with a life: the connection, what is heard, the next try. */
export class Listener {
  private readonly url: string
  private readonly heard = new Map<string, Set<Heard>>()
  private client: pg.Client | undefined
  private failures = 0
  private retry: NodeJS.Timeout | undefined
  private asking: NodeJS.Timeout | undefined
  private closed = false

  constructor(url: string) {
    this.url = url
  }

  /** Connects for the first time; throws when the database cannot be reached. */
  async open(): Promise<this> {
    await this.connect()
    return this
  }

  /** Calls `work` for each notice on the channel, also for this process's own; returns what stops it. */
  async on(channel: string, work: Heard): Promise<() => void> {
    let works = this.heard.get(channel)
    if (!works) {
      this.heard.set(channel, works = new Set())
      await this.client?.query(`listen ${pg.escapeIdentifier(channel)}`).catch(() => {})
    }
    works.add(work)
    return () => works.delete(work)
  }

  async close(): Promise<void> {
    this.closed = true
    clearTimeout(this.retry)
    clearTimeout(this.asking)
    await this.client?.end().catch(() => {})
  }

  private async connect(): Promise<void> {
    const client = new pg.Client({ connectionString: this.url, application_name: 'hubung listen', keepAlive: true, connectionTimeoutMillis: CONNECT_MS })
    client.on('error', () => {})
    client.on('end', () => this.client === client && this.reconnect())
    client.on('notification', notice => this.tell(notice.channel, notice.payload ?? ''))
    await client.connect()
    for (const channel of this.heard.keys()) await client.query(`listen ${pg.escapeIdentifier(channel)}`)
    if (this.closed) return client.end()
    this.client = client
    this.failures = 0
    this.askLater(client)
  }

  private askLater(client: pg.Client): void {
    this.asking = setTimeout(() => {
      // ended with a question open, it closes at once
      this.asking = setTimeout(() => void client.end().catch(() => {}), ASK_MS)
      client.query('select').then(() => {
        clearTimeout(this.asking)
        if (this.client === client && !this.closed) this.askLater(client)
      }, () => {})
    }, ASK_MS)
  }

  private reconnect(): void {
    this.client = undefined
    clearTimeout(this.asking)
    if (this.closed) return
    const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]
    this.retry = setTimeout(() => {
      this.connect().then(() => this.tellAll(), () => this.reconnect())
    }, wait)
  }

  private tell(channel: string, payload: string | null): void {
    for (const work of this.heard.get(channel) ?? []) work(payload)
  }

  private tellAll(): void {
    for (const channel of this.heard.keys()) this.tell(channel, null)
  }
}
