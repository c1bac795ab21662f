// Workspace room: better-auth, set up for our users: in the schema `auth` of the same database, through a small pool.
import { betterAuth } from 'better-auth'
import pg from 'pg'
import { v7 as uuid } from 'uuid'
import type { Database, Queryable } from '../database/database.ts'
import { literal, sql } from '../database/sql.ts'
import type { Settings } from '../settings.ts'
import { PASSWORD_MAX } from './password.ts'

const SESSION_DAYS = 30

export type BetterAuth = ReturnType<typeof betterAuth<ReturnType<typeof optionsFor>>>

/** Makes its tables when they are missing or of an older version. Whoever opens it ends the pool. */
export async function openBetterAuth(database: Database,
  settings: Pick<Settings, 'secret' | 'url'>): Promise<{ better: BetterAuth, pool: pg.Pool }> {
  const pool = new pg.Pool({ connectionString: database.url, max: 4, application_name: 'hubung auth',
    options: '-c search_path=auth -c TimeZone=UTC' })
  // An idle connection that the server closes is replaced by the pool; nothing was lost.
  pool.on('error', () => {})
  // A connection that breaks while it is lent fails its query; without this the process would end.
  pool.on('connect', client => client.on('error', () => {}))
  const options = optionsFor(pool, settings)
  const better = betterAuth(options)
  await migrateAuth(database, better, options).catch(async (error: unknown) => {
    await pool.end()
    throw error
  })
  return { better, pool }
}

/**
 * Looks only when better-auth itself is another version than the one that made the tables, since it reads the whole
 * catalogue for it. Several processes may start at once: the second waits, and then finds nothing to do.
 */
async function migrateAuth(database: Database, better: BetterAuth,
  options: ReturnType<typeof optionsFor>): Promise<void> {
  const made = `better-auth ${(await better.$context).version}`
  const lock = sql`select pg_advisory_xact_lock(hashtextextended('migrate auth', 0))`
  const isMade = async (queryable: Queryable) => {
    const [row] = await queryable.query<{ made: string | null }>(
      sql`select obj_description(to_regnamespace('auth')) as made`)
    return row.made === made
  }
  if (await isMade(database)) return
  await database.transaction(async transaction => {
    await transaction.query(lock)
    await transaction.query(sql`create schema if not exists auth`)
  })
  await database.transaction(async transaction => {
    await transaction.query(lock)
    if (await isMade(transaction)) return
    const { getMigrations } = await import('better-auth/db/migration')
    await (await getMigrations(options)).runMigrations()
    await transaction.query(sql`comment on schema auth is ${literal(made)}`)
  })
}

function optionsFor(pool: pg.Pool, { secret, url }: Pick<Settings, 'secret' | 'url'>) {
  return {
    database: pool,
    secret,
    baseURL: url || 'http://localhost',
    telemetry: { enabled: false },
    logger: { disabled: true },
    rateLimit: { enabled: false },
    // No route of better-auth's own is reachable; the policy stands in password.ts.
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 1, maxPasswordLength: PASSWORD_MAX },
    session: { expiresIn: SESSION_DAYS * 86_400, updateAge: 86_400 },
    advanced: {
      cookiePrefix: 'hubung',
      useSecureCookies: url.startsWith('https:'),
      ipAddress: { ipAddressHeaders: ['x-caller-address'] },
      database: { generateId: () => uuid() },
    },
  }
}
