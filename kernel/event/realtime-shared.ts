// Event room: what sharing rules say of the rows behind a chunk of live events. Rules may ask relations, which only the
// database can answer: once for all lines whose rules are the same.
import type { App } from '../app.ts'
import type { Actor, Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { inheritsBy } from '../permission/inherited.ts'
import { sharedAccess } from '../permission/rules.ts'
import type { SharedAccess } from '../permission/sharing.ts'
import { actorOf } from '../workspace/actor.ts'
import type { Workspace } from '../workspace/workspace.ts'
import type { Line } from './realtime-line.ts'
import type { LiveEvent } from './realtime-sight.ts'

export class SharedSight {
  private readonly rows = new Map<string, Map<string, SharedAccess | null>>()

  static async read(app: App, workspace: Workspace, lines: Pick<Line, 'objects' | 'identity'>[], events: Pick<LiveEvent, 'object' | 'record'>[]): Promise<SharedSight> {
    const sight = new SharedSight()
    if (workspace.sharing.length === 0 && ![...workspace.objects.values()].some(object => object.rightsBy)) return sight
    for (const [object, list] of Map.groupBy(events, event => event.object)) {
      const ids = [...new Set(list.map(event => event.record))]
      for (const { objects, identity } of lines) {
        const actor = objects.has(object) ? actorOf(workspace, identity.member, identity.way, identity.narrowed) : undefined
        const key = actor && keyOf(workspace, actor, object)
        if (!key || sight.rows.has(key)) continue
        const context = { workspace, actor, now: app.clock.now(), locale: workspace.locale } as Context
        const rows = await app.database.query<{ id: string, shared: SharedAccess | null }>(sql`select t."id", ${sharedAccess(context, object, 't')} as shared
          from ${identifier(workspace.schema, object)} t where t."id" = any(${ids}::uuid[])`)
        sight.rows.set(key, new Map(rows.map(row => [row.id, row.shared])))
      }
    }
    return sight
  }

  of(workspace: Workspace, actor: Actor, { object, record }: Pick<LiveEvent, 'object' | 'record'>): SharedAccess | null {
    const key = this.rows.size === 0 ? undefined : keyOf(workspace, actor, object)
    return key === undefined ? null : this.rows.get(key)?.get(record) ?? null
  }
}

/** The rules that are hers, and she herself where one says "@me" or "@branch" or the rights come from another record; undefined when none is about the object. */
function keyOf(workspace: Workspace, actor: Actor, object: string): string | undefined {
  const { shares, member } = actor
  if (inheritsBy({ workspace, actor }, object)) return `${object} ${member} ${actor.way}`
  const rules = shares.filter(rule => rule.object === object)
  if (rules.length === 0) return undefined
  const who = /"@(me|branch)"/.test(JSON.stringify(rules.map(rule => rule.filter))) ? member : ''
  return [object, who, ...rules.map(rule => rule.id)].join(' ')
}
