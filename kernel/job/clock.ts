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
  let time = wallClock()
  const refresh = async () => {
    const [row] = await database.query<{ now: Date }>(sql`update hubung.clock set now = coalesce(now, ${time}) returning now`)
    if (row.now > time || time.getTime() > row.now.getTime()) time = row.now
  }
  await refresh()
  return { manual, now: () => time, refresh }
}
