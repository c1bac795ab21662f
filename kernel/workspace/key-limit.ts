// Workspace room: how many requests a minute an API key may make. Counted in the database, so that all processes count
// together; a key without a limit costs nothing. Limits go by the wall clock (API.md §8), here the database's, which is one for all.
import type { Queryable } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import type { KeyOwner } from './api-key.ts'

/** A minute begins with the first request after the one before it ended. Throws `limit.exceeded` (429) with the seconds to wait. */
export async function countUse(queryable: Queryable, { id, requestsPerMinute }: KeyOwner): Promise<void> {
  if (requestsPerMinute === null) return
  const over = sql`u.since <= clock_timestamp() - interval '1 minute'`
  const [{ count, wait }] = await queryable.query<{ count: number, wait: number }>(sql`insert into hubung.key_use as u (key, since, count) values (${id}::uuid, clock_timestamp(), 1)
    on conflict (key) do update set since = case when ${over} then clock_timestamp() else u.since end, count = case when ${over} then 1 else u.count + 1 end
    returning count, ceil(extract(epoch from since + interval '1 minute' - clock_timestamp()))::int as wait`)
  if (count > requestsPerMinute) throw new Problem('limit.exceeded', { retryAfter: Math.max(wait, 1) })
}

export async function forgetUse(queryable: Queryable, key: string): Promise<void> {
  await queryable.query(sql`delete from hubung.key_use where key = ${key}::uuid`)
}
