// The pool and its transactions. Every statement of the product goes through `query`; SQL is always schema-qualified.
import pg from 'pg'
import { Client } from './client.ts'
import { JsonQuery, type JsonRows, type JsonShape } from './json-query.ts'
import { Lanes, type Lane, type Sending } from './lane.ts'
import { UndoneTogether } from './shared-commit.ts'
import type { Statement } from './sql.ts'
import { statementName } from './sql.ts'

export interface QueryOptions {
  /** Prepare the statement under a name made of its text and this version of the definitions. */
  prepare?: number
  /**
   * This is the only statement of its transaction, and its rows are not wanted: when nothing was sent yet it runs by
   * itself (one round trip instead of three), and may share its commit with others. A later statement of the same
   * transaction is then refused.
   */
  only?: boolean
  /** A look-up that need not be in the transaction: it does not begin one that is not begun yet. */
  read?: boolean
}

export interface Queryable {
  /** Runs one statement; dates come as `Date`, json and jsonb parsed, bigint as text, numeric as text. */
  query<Row = Record<string, any>>(statement: Statement, options?: QueryOptions): Promise<Row[]>
  /** Runs one statement whose rows are wanted as JSON text only. */
  queryJson(statement: Statement, shape: JsonShape, options?: QueryOptions): Promise<JsonRows>
  /** Queues work for after the commit; outside a transaction it runs at once. */
  afterCommit(work: () => void): void
}

export interface Transaction extends Queryable {
  /** The connection itself, for COPY. Sends BEGIN first. */
  connection(): Promise<pg.PoolClient>
  /** Runs `work` behind a savepoint: when it throws, only its own statements are undone. */
  savepoint<T>(work: () => Promise<T>): Promise<T>
}

/** A named statement keeps its plan on each connection; connections are renewed after this many of them. */
const STATEMENTS_PER_CONNECTION = 200
const RETRIES = 3
/** Fast lanes of a process: a little more than a small machine has cores. */
const LANES = 3

export class Database {
  readonly url: string
  readonly pool: pg.Pool
  private readonly lanes: Lanes
  private prepared = new WeakMap<pg.PoolClient, Set<string>>()

  constructor(url: string, size = 20) {
    this.url = url
    // Each look through a large table begins where it begins: where the last one stopped, as PostgreSQL would, a capped count met
    // other pages each time, none of them in memory (up to 300 ms at a million rows, else 30).
    const config = { connectionString: url, application_name: 'hubung', options: '-c TimeZone=UTC -c DateStyle=ISO -c synchronize_seqscans=off' }
    this.pool = new pg.Pool({ ...config, Client, max: size, idleTimeoutMillis: 30_000 })
    this.lanes = new Lanes(config, Math.min(LANES, size), STATEMENTS_PER_CONNECTION)
    // An idle connection that the server closes is replaced by the pool; nothing was lost.
    this.pool.on('error', () => {})
    // One that is cut off while in use fails its statement; unheard, its event would end the process.
    this.pool.on('connect', client => client.on('error', () => {}))
  }

  async query<Row = Record<string, any>>(statement: Statement, options: QueryOptions = {}): Promise<Row[]> {
    const sending = this.sending<Row>(statement, options)
    const lane = this.takeLane(options)
    if (!lane) return this.onClient(sending)
    if (!options.only) return lane.run(sending)
    try {
      await lane.commit(sending)
      return []
    } catch (error) {
      if (!(error instanceof UndoneTogether)) throw error
      // alone, and not on the lane: it may be renewed at this very moment
      return this.onClient(sending)
    }
  }

  async queryJson(statement: Statement, shape: JsonShape, options: QueryOptions = {}): Promise<JsonRows> {
    const sending = this.sendingJson(statement, shape, options)
    const lane = this.takeLane(options)
    return lane ? lane.run(sending) : this.onClient(sending)
  }

  private takeLane({ prepare, only = false }: QueryOptions): Lane | undefined {
    return prepare === undefined ? undefined : this.lanes.take(only)
  }

  /** On a connection of the pool, for this statement alone. */
  private async onClient<T>(sending: Sending<T>): Promise<T> {
    const client = await this.pool.connect()
    let worn = false
    try {
      const rows = await this.send(client, sending)
      worn = this.isWorn(client)
      return rows
    } catch (error) {
      worn = isBroken(error)
      throw error
    } finally {
      client.release(worn)
    }
  }

  sending<Row>(statement: Statement, options: QueryOptions): Sending<Row[]> {
    const { text, values } = statement
    const name = nameOf(statement, options)
    return { name, values, to: async client => (await client.query(name === undefined ? { text, values } : { name, text, values })).rows as Row[] }
  }

  sendingJson(statement: Statement, shape: JsonShape, options: QueryOptions): Sending<JsonRows> {
    const { text, values } = statement
    const name = nameOf(statement, options)
    return { name, values, to: client => client.query(new JsonQuery({ name, text, values }, shape) as JsonQuery & pg.Submittable).done }
  }

  afterCommit(work: () => void): void {
    work()
  }

  /** Runs `work` in a transaction; a deadlock or a serialisation failure is retried three times. */
  async transaction<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.attempt(work)
      } catch (error) {
        if (attempt > RETRIES || !isRetryable(error)) throw error
      }
    }
  }

  private async attempt<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    const open = new OpenTransaction(this)
    try {
      const result = await work(open)
      await open.commit()
      return result
    } catch (error) {
      await open.rollback(error)
      throw error
    }
  }

  /** For a transaction: a connection of its own, to be given back by `release`. */
  async take(): Promise<pg.PoolClient> {
    return this.pool.connect()
  }

  release(client: pg.PoolClient, failure: unknown): void {
    client.release(isBroken(failure) || this.isWorn(client))
  }

  async send<T>(client: pg.PoolClient, { name, to }: Sending<T>): Promise<T> {
    if (name !== undefined) {
      let known = this.prepared.get(client)
      if (!known) this.prepared.set(client, known = new Set())
      known.add(name)
    }
    return to(client)
  }

  private isWorn(client: pg.PoolClient): boolean {
    return (this.prepared.get(client)?.size ?? 0) > STATEMENTS_PER_CONNECTION
  }

  async end(): Promise<void> {
    await Promise.all([this.lanes.end(), this.pool.end()])
  }
}

function nameOf(statement: Statement, { prepare }: QueryOptions): string | undefined {
  return prepare === undefined ? undefined : statementName(statement, prepare)
}

/** A connection is taken at the first statement that needs one: a lone statement needs none, and looks-up before it neither. */
class OpenTransaction implements Transaction {
  private done = false
  private depth = 0
  private afterwards: (() => void)[] = []
  private readonly database: Database
  private client: pg.PoolClient | undefined

  constructor(database: Database) {
    this.database = database
  }

  async query<Row = Record<string, any>>(statement: Statement, options: QueryOptions = {}): Promise<Row[]> {
    if (this.done) throw new Error('A statement after the only one of a transaction')
    if (!this.client && (options.only || options.read)) {
      this.done = options.only === true
      return this.database.query<Row>(statement, options)
    }
    return this.database.send(await this.connection(), this.database.sending<Row>(statement, options))
  }

  async queryJson(statement: Statement, shape: JsonShape, options: QueryOptions = {}): Promise<JsonRows> {
    if (this.done) throw new Error('A statement after the only one of a transaction')
    return this.database.send(await this.connection(), this.database.sendingJson(statement, shape, options))
  }

  async connection(): Promise<pg.PoolClient> {
    if (!this.client) {
      const client = await this.database.take()
      this.client = client
      await client.query('begin')
    }
    return this.client
  }

  async savepoint<T>(work: () => Promise<T>): Promise<T> {
    const client = await this.connection()
    const name = `s${++this.depth}`
    await client.query(`savepoint ${name}`)
    try {
      const result = await work()
      await client.query(`release savepoint ${name}`)
      return result
    } catch (error) {
      await client.query(`rollback to savepoint ${name}`)
      throw error
    }
  }

  afterCommit(work: () => void): void {
    this.afterwards.push(work)
  }

  async commit(): Promise<void> {
    this.done = true
    if (this.client) {
      await this.client.query('commit')
      this.database.release(this.client, undefined)
      this.client = undefined
    }
    for (const work of this.afterwards) work()
  }

  async rollback(failure: unknown): Promise<void> {
    this.done = true
    if (!this.client) return
    const unfinished = await this.client.query('rollback').then(() => undefined, error => error)
    this.database.release(this.client, unfinished ?? failure)
    this.client = undefined
  }
}

/** 40001 serialisation failure, 40P01 deadlock. */
function isRetryable(error: unknown): boolean {
  const code = (error as { code?: string })?.code
  return code === '40001' || code === '40P01'
}

/** A connection after a network fault or a terminated backend (class 57, 08) is not given back to the pool. */
function isBroken(error: unknown): boolean {
  if (!error) return false
  const { code, message } = error as { code?: string, message?: string }
  return /^(57P|08)/.test(code ?? '') || code === 'ECONNRESET' || /Connection terminated|not queryable/.test(message ?? '')
}
