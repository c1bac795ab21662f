// Event room: which of the members who look at records may read them, asked for all records and members at once.
import type { App } from '../app.ts'
import type { Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { covers } from '../permission/rules.ts'
import { actorOf } from '../workspace/actor.ts'
import type { Workspace } from '../workspace/workspace.ts'
import { SharedSight } from './realtime-shared.ts'

/**
 * By record (`<object>:<id>`), those of the named members who may read it; none for a record that is not there or in the
 * bin. Where only one member is named nothing needs to be asked: she has nobody to be shown.
 */
export async function readersOf(app: App, workspace: Workspace, wanted: Map<string, readonly string[]>): Promise<Map<string, Set<string>>> {
  const readers = new Map<string, Set<string>>()
  const several = [...wanted].filter(([, members]) => new Set(members).size > 1).map(([record]) => record.split(':') as [string, string])
  for (const [object, records] of Map.groupBy(several, ([name]) => name)) {
    if (!workspace.objects.has(object)) continue
    const ids = records.map(([, id]) => id)
    const rows = await app.database.query<{ id: string, owner: string | null, team: string | null }>(
      sql`select "id", "owner", "_team" as team from ${identifier(workspace.schema, object)} where "id" = any(${ids}::uuid[]) and "_deletedAt" is null`)
    const members = [...new Set(ids.flatMap(id => wanted.get(`${object}:${id}`)!))]
    const people = members.map(member => ({ objects: new Set([object]), identity: { member, way: 'person' as const } }))
    const shared = await SharedSight.read(app, workspace, people, rows.map(({ id }) => ({ object, record: id })))
    for (const { id, owner, team } of rows) {
      const may = wanted.get(`${object}:${id}`)!.filter(member => {
        const actor = actorOf(workspace, member, 'person')
        return actor !== undefined && covers({ workspace, actor } as Context, object, 'read', { owner, team, shared: shared.of(workspace, actor, { object, record: id }) })
      })
      readers.set(`${object}:${id}`, new Set(may))
    }
  }
  return readers
}
