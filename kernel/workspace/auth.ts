// Workspace room: users and their sessions. Who a user is in a workspace is not known here (authenticate.ts).
import { LRUCache } from 'lru-cache'
import type pg from 'pg'
import type { Database } from '../database/database.ts'
import type { Listener } from '../database/listener.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import type { Settings } from '../settings.ts'
import { KeyCache } from './api-key.ts'
import { openBetterAuth, type BetterAuth } from './better-auth.ts'
import { claimTry, forgiveTries } from './lock-out.ts'
import { PASSWORD_MAX } from './password.ts'

const CHANNEL = 'hubung_sessions'
const SESSION_COOKIE = /^(__Secure-)?hubung\.session_token=/
/** How long another process may go on with a session whose revocation it did not hear. */
const CACHED_MS = 5000

export interface User { id: string, name: string, email: string }

export interface Session { user: User, sessionId: string }

/**
 * What of a request a sign-in and a session need: the caller's address and the header lines `cookie` and `user-agent`.
 */
export interface Caller {
  ip: string
  headers: { cookie?: string, 'user-agent'?: string }
}

export interface SessionRow { id: string, createdAt: Date, expiresAt: Date, ipAddress: string | null,
  userAgent: string | null }

export interface SignedIn { user: User, /** Whole `Set-Cookie` lines. */ cookies: string[] }

export class Auth {
  readonly keys: KeyCache
  private readonly database: Database
  private readonly pool: pg.Pool
  private readonly better: BetterAuth
  private readonly cache = new LRUCache<string, Session>({ max: 10_000, ttl: CACHED_MS })
  /** Grows with every revocation: a look-up that began before one is not remembered. */
  private revocations = 0
  private readonly revoked = new Set<() => void>()

  constructor(database: Database, pool: pg.Pool, better: BetterAuth) {
    this.database = database
    this.pool = pool
    this.better = better
    this.keys = new KeyCache(database, () => this.tellRevoked())
  }

  /** Throws `session.refused` (401), the same and as slowly for an unknown address, or `signIn.locked` (429). */
  async signIn(email: string, password: string, caller: Caller): Promise<SignedIn> {
    await claimTry(this.database, email, caller.ip)
    const signedIn = await this.openSession(email, password, caller)
    if (!signedIn) throw new Problem('session.refused')
    await forgiveTries(this.database, email, caller.ip)
    return signedIn
  }

  /** Ends the caller's session; returns the lines that clear her cookie. */
  async signOut(caller: Caller): Promise<string[]> {
    const session = await this.session(caller)
    const { headers } = await this.better.api.signOut({ headers: headersOf(caller), returnHeaders: true })
    if (session) await this.forget(session.user.id)
    return headers.getSetCookie()
  }

  /** Whose session the caller's cookie names; null without a valid one. Held for a few seconds. */
  async session(caller: Pick<Caller, 'headers'>): Promise<Session | null> {
    const cookie = caller.headers.cookie?.split(';').map(each => each.trim()).find(each => SESSION_COOKIE.test(each))
    if (!cookie) return null
    const held = this.cache.get(cookie)
    if (held) return held
    const before = this.revocations
    const found = await this.better.api.getSession({ headers: new Headers({ cookie }),
      query: { disableRefresh: true } })
    if (!found) return null
    const session = { user: userOf(found.user), sessionId: found.session.id }
    if (before === this.revocations) this.cache.set(cookie, session)
    return session
  }

  /** Prolongs a session that is over a day old; returns the cookie lines to send, if any. */
  async prolong(caller: Caller): Promise<string[]> {
    const { headers } = await this.better.api.getSession({ headers: headersOf(caller), returnHeaders: true })
    return headers.getSetCookie()
  }

  /** A user's sessions that still hold, newest first. */
  async sessionsOf(user: string): Promise<SessionRow[]> {
    const sessions = await (await this.better.$context).internalAdapter.listSessions(user, { onlyActiveSessions: true })
    const rows = sessions.map(({ id, createdAt, expiresAt, ipAddress, userAgent }) => ({
      id, createdAt, expiresAt, ipAddress: ipAddress || null, userAgent: userAgent || null,
    }))
    return rows.sort((one, other) => other.createdAt.getTime() - one.createdAt.getTime()
      || (one.id < other.id ? 1 : -1))
  }

  /** Of these sessions those that still hold: for what is open longer than one request. */
  async heldSessions(sessions: string[]): Promise<string[]> {
    if (sessions.length === 0) return []
    const rows = await this.database.query<{ id: string }>(sql`select id from auth.session where id = any(${sessions}::text[]) and "expiresAt" > now()`)
    return rows.map(row => row.id)
  }

  /** Ends one session of the user; false when there is none of that id. */
  async revoke(user: string, session: string): Promise<boolean> {
    const ended = await this.database.query(sql`delete from auth.session
      where id = ${session} and "userId" = ${user} returning id`)
    await this.forget(user)
    return ended.length > 0
  }

  /** Ends all sessions of the user, but for one when named. */
  async revokeAll(user: string, except?: string): Promise<void> {
    await this.database.query(sql`delete from auth.session
      where "userId" = ${user} and id is distinct from ${except ?? null}`)
    await this.forget(user)
  }

  /** Calls `work` whenever sessions or keys have ended, so that open lines are checked again; returns what stops it. */
  onRevoked(work: () => void): () => void {
    this.revoked.add(work)
    return () => this.revoked.delete(work)
  }

  async findUser(email: string): Promise<User | undefined> {
    const found = await (await this.better.$context).internalAdapter.findUserByEmail(email.toLowerCase())
    return found ? userOf(found.user) : undefined
  }

  /** The address must be free. Not part of any open transaction: whoever fails after it removes the user again. */
  async createUser(name: string, email: string, password: string): Promise<User> {
    const { internalAdapter } = await this.better.$context
    const user = await internalAdapter.createUser({ name, email: email.toLowerCase(), emailVerified: true },
      { method: 'email-password' })
    await this.setPassword(user.id, password)
    return userOf(user)
  }

  async removeUser(user: string): Promise<void> {
    await (await this.better.$context).internalAdapter.deleteUser(user)
    await this.forget(user)
  }

  /** Whether it is the user's password; counts as a try to sign in. Throws `signIn.locked` (429). */
  async checkPassword(email: string, password: string, caller: Caller): Promise<boolean> {
    await claimTry(this.database, email, caller.ip)
    const context = await this.better.$context
    const found = await context.internalAdapter.findUserByEmail(email.toLowerCase(), { includeAccounts: true })
    const hash = found?.accounts.find(account => account.providerId === 'credential')?.password
    if (!hash || password.length > PASSWORD_MAX || !await context.password.verify({ hash, password })) return false
    await forgiveTries(this.database, email, caller.ip)
    return true
  }

  /** Sets it without asking for the old one. Sessions go on; `revokeAll` ends them. */
  async setPassword(user: string, password: string): Promise<void> {
    const context = await this.better.$context
    const hash = await context.password.hash(password)
    const account = await context.internalAdapter.findCredentialAccount(user)
    if (account) await context.internalAdapter.updatePassword(user, hash)
    else await context.internalAdapter.linkAccount({ userId: user, providerId: 'credential', accountId: user,
      password: hash })
  }

  async close(): Promise<void> {
    await this.keys.close()
    await this.pool.end()
  }

  /** Hears what other processes revoke. */
  async listen(listener: Listener): Promise<void> {
    await listener.on(CHANNEL, user => this.drop(user))
    await this.keys.listen(listener)
  }

  private async openSession(email: string, password: string, caller: Caller): Promise<SignedIn | undefined> {
    try {
      const { headers, response } = await this.better.api.signInEmail({ body: { email, password },
        headers: headersOf(caller), returnHeaders: true })
      return { user: userOf(response.user), cookies: headers.getSetCookie() }
    } catch (error) {
      const status = (error as { statusCode?: number }).statusCode
      if (status && status < 500) return undefined
      throw error
    }
  }

  private async forget(user: string): Promise<void> {
    this.drop(user)
    await this.database.query(sql`select pg_notify(${CHANNEL}, ${user})`)
  }

  private drop(user: string | null): void {
    this.revocations++
    for (const [cookie, session] of this.cache.entries()) {
      if (user === null || session.user.id === user) this.cache.delete(cookie)
    }
    this.tellRevoked()
  }

  private tellRevoked(): void {
    for (const work of this.revoked) work()
  }
}

/**
 * Opens the users of one process (a short command needs no listener); makes better-auth's tables when they are missing
 * or of an older version.
 */
export async function openAuth(database: Database, settings: Pick<Settings, 'secret' | 'url'>,
  listener?: Listener): Promise<Auth> {
  const { better, pool } = await openBetterAuth(database, settings)
  const auth = new Auth(database, pool, better)
  if (listener) await auth.listen(listener)
  return auth
}

/** What better-auth may see of a request; the address as our own server knows it. */
function headersOf({ headers, ip }: Caller): Headers {
  const given = new Headers({ 'x-caller-address': ip })
  if (headers.cookie) given.set('cookie', headers.cookie)
  if (headers['user-agent']) given.set('user-agent', headers['user-agent'].slice(0, 500))
  return given
}

function userOf({ id, name, email }: User): User {
  return { id, name, email }
}
