// Workspace room: what the command line does with users, beside a running server or without one.
import type { Database } from '../database/database.ts'
import { sql } from '../database/sql.ts'
import { Refusal } from '../refusal.ts'
import type { Settings } from '../settings.ts'
import { openAuth } from './auth.ts'
import { forgiveAccount } from './lock-out.ts'
import { PASSWORD_MIN, passwordFault } from './password.ts'

/** Sets a user's password and ends all her sessions, also in running servers. Refuses with one sentence (`Refusal`). */
export async function setPassword(database: Database, settings: Pick<Settings, 'secret' | 'url'>, email: string,
  password: string): Promise<void> {
  const fault = passwordFault(password)
  if (fault) throw new Refusal(fault.code === 'password.weak'
    ? `The password needs at least ${PASSWORD_MIN} characters.`
    : 'This password is too easy to guess or holds characters that cannot be kept: choose another.')
  const auth = await openAuth(database, settings)
  try {
    const user = await auth.findUser(email.trim())
    if (!user) throw new Refusal(`There is no user with the address ${email}: see npm run hubung -- user list.`)
    await auth.setPassword(user.id, password)
    await auth.revokeAll(user.id)
    await forgiveAccount(database, user.email)
  } finally {
    await auth.close()
  }
}

export interface UserRow { id: string, name: string, email: string, createdAt: Date,
  /** Slugs. */ workspaces: string[] }

/** Everybody who can sign in, by address; none before the first start. */
export async function listUsers(database: Database): Promise<UserRow[]> {
  const [{ exists }] = await database.query<{ exists: boolean }>(
    sql`select to_regclass('auth."user"') is not null as exists`)
  if (!exists) return []
  return database.query<UserRow>(sql`select u.id, u.name, u.email, u."createdAt", coalesce(array_agg(m.workspace
    order by m.workspace) filter (where m.workspace is not null), '{}') as workspaces
    from auth."user" u left join hubung.membership m on m.user_id = u.id group by u.id order by u.email`)
}
