// Workspace room: failed sign-ins make the next one wait, longer each time. Kept in the database, so that a restart
// forgives nothing.
import { createHash } from 'node:crypto'
import { isIPv6 } from 'node:net'
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { wallClock } from '../job/clock.ts'

/** Failures that cost nothing. Many people share an office's address, so it may fail more often than an account. */
const FREE_TRIES = { account: 5, address: 30 }
const FIRST_WAIT_SECONDS = 30
const LONGEST_WAIT_SECONDS = 15 * 60
const FORGOTTEN_AFTER_HOURS = 24

interface Tries { key: string, failures: number, lastAt: Date, lockedUntil: Date | null }

/**
 * Seconds to wait after so many failures: none while tries are free, then 30 s, doubled each time, up to 15 minutes.
 */
export function waitAfter(failures: number, free: number): number {
  if (failures < free) return 0
  return Math.min(FIRST_WAIT_SECONDS * 2 ** (failures - free), LONGEST_WAIT_SECONDS)
}

/**
 * Books a try before its password is looked at, so that a hundred at once count as a hundred.
 * Throws `signIn.locked` (429, Retry-After) while the account or the address has to wait.
 */
export async function claimTry(database: Database, email: string, address: string): Promise<void> {
  const keys = [accountKey(email), addressKey(address)]
  const now = wallClock()
  const wait = await database.transaction(async transaction => {
    const forgotten = new Date(now.getTime() - FORGOTTEN_AFTER_HOURS * 3_600_000)
    await transaction.query(sql`insert into hubung.sign_in_try (key, failures, last_at) select key, 0, ${now}
      from unnest(${keys}::text[]) key order by key
      on conflict do nothing`)
    const rows = await transaction.query<Tries>(sql`select key,
      case when last_at < ${forgotten} then 0 else failures end as failures,
      last_at as "lastAt", locked_until as "lockedUntil" from hubung.sign_in_try where key = any(${keys})
      order by key for update`)
    const until = Math.max(...rows.map(row => row.lockedUntil?.getTime() ?? 0))
    if (until > now.getTime()) return (until - now.getTime()) / 1000
    for (const { key, failures } of rows) {
      const seconds = waitAfter(failures + 1, key.startsWith('account') ? FREE_TRIES.account : FREE_TRIES.address)
      const lockedUntil = seconds ? new Date(now.getTime() + seconds * 1000) : null
      await transaction.query(sql`update hubung.sign_in_try
        set failures = ${failures + 1}, last_at = ${now}, locked_until = ${lockedUntil} where key = ${key}`)
    }
    return 0
  })
  if (wait > 0) throw new Problem('signIn.locked', { retryAfter: Math.ceil(wait) })
}

/** A right password clears the account, and takes its own try off the address; other people's failures there stay. */
export async function forgiveTries(database: Database, email: string, address: string): Promise<void> {
  const forgotten = new Date(wallClock().getTime() - FORGOTTEN_AFTER_HOURS * 3_600_000)
  await database.query(sql`with cleared as (delete from hubung.sign_in_try
    where key = ${accountKey(email)} or last_at < ${forgotten})
    update hubung.sign_in_try set failures = greatest(failures - 1, 0), locked_until = null
    where key = ${addressKey(address)}`)
}

/** For whoever proved otherwise who she is: a reset link, the command line. */
export async function forgiveAccount(database: Database, email: string): Promise<void> {
  await database.query(sql`delete from hubung.sign_in_try where key = ${accountKey(email)}`)
}

/** A hash: the table tells nobody who tried to sign in. */
function accountKey(email: string): string {
  return `account:${createHash('sha256').update(email.trim().toLowerCase()).digest('hex')}`
}

/** One IPv6 customer holds a whole /64. */
function addressKey(address: string): string {
  const plain = address.toLowerCase().replace('::ffff:', '')
  if (!isIPv6(plain)) return `address:${plain}`
  const groups = new URL(`http://[${plain.split('%')[0]}]`).hostname.slice(1, -1)
  const [head, tail = ''] = groups.split('::')
  const first = head ? head.split(':') : []
  const last = tail ? tail.split(':') : []
  const all = groups.includes('::') ? [...first, ...Array(8 - first.length - last.length).fill('0'), ...last] : first
  return `address:${all.slice(0, 4).join(':')}::/64`
}
