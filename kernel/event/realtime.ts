// Event room: the open lines of this process, by workspace. Each workspace with lines has one tail that follows its log.
import type { App } from '../app.ts'
import { actorOf } from '../workspace/actor.ts'
import { heldGrants } from '../workspace/apps/grant.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { closing, type Line, type Subscription } from './realtime-line.ts'
import { Presence } from './presence.ts'
import { Tail } from './realtime-tail.ts'

const POLL_MS = 1000
const ALIVE_MS = 25_000

export class Realtime {
  private readonly app: App
  /** By the workspace's slug. */
  private readonly tails = new Map<string, Tail>()
  private readonly lines = new Map<Line, string>()
  private readonly presence: Presence
  private readonly endings: (() => void)[] = []

  constructor(app: App) {
    this.app = app
    this.presence = new Presence(app)
  }

  async start(): Promise<void> {
    const { app } = this
    const poll = setInterval(() => this.follow(null), POLL_MS)
    const alive = setInterval(() => void this.keepAlive(), ALIVE_MS)
    const recheck = () => void this.checkAll()
    // what changes of a workspace: members, roles and teams among it
    this.endings.push(() => clearInterval(poll), () => clearInterval(alive), app.onWake(schema => this.follow(schema)), app.auth.onRevoked(recheck), app.workspaces.onChange(recheck))
    await this.presence.start()
  }

  async stop(): Promise<void> {
    this.endings.forEach(end => end())
    for (const tail of this.tails.values()) tail.stop()
    await this.presence.stop()
  }

  add(line: Line, workspace: Workspace): void {
    this.lines.set(line, workspace.slug)
    const { member, way, narrowed } = line.identity
    const actor = actorOf(workspace, member, way, narrowed)
    if (actor) line.changeRights(workspace, actor)
  }

  async subscribe(line: Line, subscription: Subscription): Promise<void> {
    const slug = this.lines.get(line)
    const workspace = slug && await this.app.workspaces.get(slug)
    if (!workspace) return line.close(closing.revoked, 'revoked')
    let tail = this.tails.get(slug)
    if (!tail) this.tails.set(slug, tail = new Tail(this.app, workspace))
    await tail.subscribe(line, subscription)
    this.presence.look(line, slug)
  }

  remove(line: Line): void {
    const slug = this.lines.get(line)
    if (slug === undefined) return
    this.lines.delete(line)
    this.presence.forget(line)
    const tail = this.tails.get(slug)
    tail?.lines.delete(line)
    if (!tail || [...this.lines.values()].includes(slug)) return
    tail.stop()
    this.tails.delete(slug)
  }

  private follow(schema: string | null): void {
    for (const tail of this.tails.values()) {
      if (schema === null || schema === tail.schema) tail.follow().catch(error => this.app.log.warn({ code: error.code }, 'Realtime could not read the log and will try again'))
    }
  }

  private async keepAlive(): Promise<void> {
    for (const line of this.lines.keys()) line.ping()
    for (const tail of this.tails.values()) tail.tellPosition()
    await this.checkAll()
  }

  /** Of the grants that these lines were opened by, those that still hold. */
  private async grantsAlive(lines: [Line, string][]): Promise<string[]> {
    const alive: string[] = []
    for (const [slug, granted] of Map.groupBy(lines.filter(([line]) => line.identity.grant !== undefined), ([, slug]) => slug)) {
      const workspace = await this.app.workspaces.get(slug)
      if (workspace) alive.push(...await heldGrants(this.app.database, workspace.schema, granted.map(([line]) => line.identity.grant!)))
    }
    return alive
  }

  /**
   * Sends away whoever may be here no longer: her session has ended, or she is no active member. Whose rights have changed
   * is told to read anew, and so are all when the definitions have: their pages show a new field at once. Each event is judged by the rights of its moment anyway.
   */
  private async checkAll(): Promise<void> {
    this.presence.judgeAnew()
    // those that open while we ask were let in just now: of them nothing was asked
    const lines = [...this.lines]
    try {
      const sessions = lines.map(([line]) => line.identity.session).filter(session => session !== undefined)
      const alive = new Set([...await this.app.auth.heldSessions(sessions), ...await this.grantsAlive(lines)])
      for (const [line, slug] of lines) {
        const { member, way, session, grant, narrowed } = line.identity
        const workspace = await this.app.workspaces.get(slug)
        const actor = workspace && actorOf(workspace, member, way, narrowed)
        if (!actor || [session, grant].some(held => held !== undefined && !alive.has(held))) line.close(closing.revoked, 'revoked')
        else if (line.changeRights(workspace, actor) && this.tails.get(slug)?.lines.has(line)) this.tails.get(slug)!.tellPosition([line])
      }
    } catch (error) {
      this.app.log.warn({ code: (error as { code?: string }).code }, 'Realtime could not check who is here and will try again')
    }
  }
}
