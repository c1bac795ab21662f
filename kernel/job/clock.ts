// The product's clock (API.md §8): the wall's, or with HUBUNG_CLOCK=manual one that stands still between PUTs.
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'

/** For sessions, keys, retries, heartbeats and ids, which the manual clock does not rule. */
export function wallClock(): Date {
  return new Date()
}

export interface Clock {
  readonly manual: boolean
  now(): Date
  /** Reads the manual clock's time as another process may have set it. */
  refresh(): Promise<void>
}

export async function openClock(database: Database, manual: boolean): Promise<Clock> {
  if (!manual) return { manual, now: wallClock, refresh: async () => {} }
  const start = wallClock()
  let time: Date | undefined
  const refresh = async () => {
    const [row] = await database.query<{ now: Date }>(sql`update hubung.clock set now = coalesce(now, ${start}) returning now`)
    // answers may overtake each other; the clock never goes back
    if (!time || row.now > time) time = row.now
  }
  await refresh()
  return { manual, now: () => time!, refresh }
}

/** Moves the manual clock, for all processes; false when that would be back. */
export async function moveClock(database: Database, time: Date): Promise<boolean> {
  const rows = await database.query(sql`update hubung.clock set now = ${time}::timestamptz where now is null or now <= ${time}::timestamptz returning now`)
  return rows.length > 0
}
