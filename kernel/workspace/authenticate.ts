// Workspace room: who is asking, and in which workspace. The one door for HTTP and realtime.
import type { IncomingHttpHeaders } from 'node:http'
import type { App } from '../app.ts'
import type { Actor } from '../context.ts'
import { sql } from '../database/sql.ts'
import { Problem } from '../http/errors.ts'
import { actorOf, memberOfUser } from './actor.ts'
import type { HeldGrant } from './api-key.ts'
import { narrowedTo } from './apps/scope.ts'
import type { Session } from './auth.ts'
import { countUse } from './key-limit.ts'
import { checkOrigin } from './origin.ts'
import type { WorkspaceRow } from './snapshot.ts'
import type { Workspace } from './workspace.ts'

export interface Asking {
  method: string
  headers: IncomingHttpHeaders
}

/** `session` is set for a person with a browser, `grant` for an app that acts for one; both are absent for an API key. */
export interface Authenticated { workspace: Workspace, actor: Actor, session?: Session, grant?: HeldGrant }

type Needs = Pick<App, 'auth' | 'workspaces' | 'database' | 'settings'>

/**
 * The caller, or undefined when nothing valid says who she is (or she is no active member of the workspace).
 * Throws `key.invalid` (401), `limit.exceeded` (429), `origin.foreign` (403), `workspace.missing` (400: several, and none is named).
 */
export async function authenticate(app: Needs, request: Asking): Promise<Authenticated | undefined> {
  const { authorization } = request.headers
  if (authorization !== undefined) return authenticateKey(app, authorization)
  const session = await app.auth.session(request)
  if (!session) return undefined
  checkOrigin(app.settings, request)
  const workspace = await findWorkspace(app, session.user.id, request.headers['x-workspace'])
  const member = workspace && memberOfUser(workspace, session.user.id)
  const actor = member && actorOf(workspace, member, 'person')
  return actor ? { workspace, actor, session } : undefined
}

async function authenticateKey(app: Needs, authorization: string): Promise<Authenticated> {
  const key = /^Bearer +(\S+)$/i.exec(authorization)?.[1]
  const owner = key ? await app.auth.keys.find(key, () => app.workspaces.list()) : undefined
  const workspace = owner && await app.workspaces.get(owner.slug)
  const actor = workspace && actorOf(workspace, owner.member, 'api', owner.grant && narrowedTo(owner.grant.scope))
  if (!actor) throw new Problem('key.invalid')
  await countUse(app.database, owner!)
  return { workspace, actor, ...owner!.grant && { grant: owner!.grant } }
}

/** The workspace that the caller names, or the only one that is hers. */
async function findWorkspace(app: Needs, user: string,
  named: string | string[] | undefined): Promise<Workspace | undefined> {
  if (typeof named === 'string') return app.workspaces.get(named)
  const all = await app.workspaces.list()
  const own = all.length === 1 ? all : await workspacesOf(app, user)
  if (own.length > 1) throw new Problem('workspace.missing')
  return own.length ? app.workspaces.get(own[0].slug) : undefined
}

/** The workspaces in which the user is an active member, oldest first. Throws `starting` (503) when every one of hers is stopped. */
export async function workspacesOf(app: Needs, user: string): Promise<WorkspaceRow[]> {
  const own = await app.database.query<{ workspace: string }>(sql`select workspace from hubung.membership
    where user_id = ${user}`)
  const slugs = new Set(own.map(row => row.workspace))
  const all = (await app.workspaces.list()).filter(row => slugs.has(row.slug))
  const rows = all.filter(row => !app.workspaces.stopped.has(row.slug))
  // her account is not gone: all that she has is stopped
  if (rows.length < all.length && rows.length === 0) throw new Problem('starting')
  const active = await Promise.all(rows.map(async row =>
    memberOfUser((await app.workspaces.get(row.slug))!, user) !== undefined))
  return rows.filter((_, index) => active[index])
}
