// Event room: tells this and the other processes that a workspace has new events, or that the clock was moved. The
// notice is sent after the commit and on its own: NOTIFY inside a write transaction would make commits wait in line.
import { randomUUID } from 'node:crypto'
import type { Database } from '../database/database.ts'
import type { Listener } from '../database/listener.ts'
import { sql } from '../database/sql.ts'
import type { Clock } from '../job/clock.ts'

const EVENTS = 'hubung_event'
export const CLOCK = 'hubung_clock'

/** A notice for a workspace goes out at once; those that follow within this time go out together. */
const PAUSE_MS = 50

type Work = (schema: string | null) => void

class Wake {
  /** Tells our own notices from the others'. */
  private readonly id = randomUUID().slice(0, 8)
  private readonly database: Database
  private readonly works = new Set<Work>()
  /** Schemas told within the last pause; true when another notice came meanwhile. */
  private readonly told = new Map<string, boolean>()

  constructor(database: Database) {
    this.database = database
  }

  /** Never throws and never waits; a notice that is lost is made up for by the poll of each second. */
  readonly wake = (schema: string): void => {
    if (this.told.has(schema)) {
      this.told.set(schema, true)
      return
    }
    this.told.set(schema, false)
    setTimeout(() => this.endPause(schema), PAUSE_MS).unref()
    this.tell(schema)
    this.database.query(sql`select pg_notify(${EVENTS}, ${`${this.id} ${schema}`})`).catch(() => {})
  }

  readonly onWake = (work: Work): (() => void) => {
    this.works.add(work)
    return () => this.works.delete(work)
  }

  /** A notice of any process; null after the line was cut. */
  hear(payload: string | null): void {
    if (payload === null) this.tell(null)
    else if (!payload.startsWith(this.id)) this.tell(payload.slice(this.id.length + 1))
  }

  tell(schema: string | null): void {
    for (const work of this.works) work(schema)
  }

  private endPause(schema: string): void {
    const again = this.told.get(schema)
    this.told.delete(schema)
    if (again) this.wake(schema)
  }
}

/** Hears the other processes' notices. A moved clock is read anew before anyone is told that there may be work. */
export async function openWake(database: Database, listener: Listener, clock: Clock): Promise<Wake> {
  const wake = new Wake(database)
  await listener.on(EVENTS, payload => wake.hear(payload))
  if (clock.manual) await listener.on(CLOCK, () => void clock.refresh().then(() => wake.tell(null), () => {}))
  return wake
}
