// Job room: the context of work that nobody in particular does (jobs, timers, subscribers): an administrator's rights,
// the way `system`.
import type { App } from '../app.ts'
import type { Actor, Context } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { firstRoles } from '../permission/role.ts'
import type { Workspace } from '../workspace/workspace.ts'

/** Stands for the system where a member's id is asked for; no row of `_member` has it, so it owns nothing. */
const systemMember = '00000000-0000-0000-0000-000000000000'

const system: Actor = { member: systemMember, role: firstRoles.find(role => role.administrator)!, team: null, teams: [], reports: [], mates: [], shares: [], way: 'system' }

export function systemContext(app: App, workspace: Workspace, queryable: Queryable): Context {
  const log = app.log.child({ workspace: workspace.slug })
  return { workspace, actor: system, sql: queryable, now: app.clock.now(), log, locale: workspace.locale }
}
