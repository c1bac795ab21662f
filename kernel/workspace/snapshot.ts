// Workspace room: one workspace read whole, in one statement and so from one moment.
import type { Locale } from '../context.ts'
import type { Queryable } from '../database/database.ts'
import { identifier, sql } from '../database/sql.ts'
import type { ObjectDefinition } from '../object/definition.ts'
import { completeObject } from '../object/normalise.ts'
import { fillStages } from '../object/pipeline.ts'
import type { Role } from '../permission/role.ts'
import type { SharingRule } from '../permission/sharing.ts'
import type { Branch, Member, Pipeline, Team, Workspace } from './workspace.ts'

export interface WorkspaceRow {
  id: string
  slug: string
  name: string
  schema: string
  locale: Locale
  currency: string
  timeZone: string
  phoneCountry: string
}

interface Definitions {
  version: number
  objects: ObjectDefinition[]
  pipelines: Pipeline[]
  roles: Role[]
  members: Member[]
  teams: Team[]
  branches: Branch[]
  sharing: SharingRule[]
}

/** Reads everything that `row`'s schema defines, through the pool or the open transaction that is making it. */
export async function loadWorkspace(queryable: Queryable, row: Omit<WorkspaceRow, 'id'>): Promise<Workspace> {
  const table = (name: string) => identifier(row.schema, name)
  const [found] = await queryable.query<Definitions>(sql`select
    (select value from ${table('_setting')} where name = 'version') as version,
    (select coalesce(json_agg(definition order by created_at, name), '[]') from ${table('_object')}) as objects,
    (select coalesce(json_agg(definition order by created_at, name), '[]') from ${table('_pipeline')}) as pipelines,
    (select coalesce(json_agg(definition order by created_at, name), '[]') from ${table('_role')}) as roles,
    (select coalesce(json_agg(json_build_object('id', id, 'user', user_id, 'name', name, 'email', email, 'kind', kind,
      'role', role, 'team', team, 'branch', branch, 'manager', manager, 'locale', locale, 'timeZone', time_zone, 'active', active, 'invited', invited,
      'absence', case when absent_from is not null then json_build_object('from', absent_from, 'to', absent_to) end)
      order by id), '[]')
      from ${table('_member')}) as members,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'label', label, 'parent', parent,
      'manager', manager, 'branch', branch) order by name), '[]')
      from ${table('_team')}) as teams,
    (select coalesce(json_agg(json_build_object('id', id, 'name', name, 'label', label, 'timeZone', time_zone,
      'address', address, 'code', code) order by name), '[]') from ${table('_branch')}) as branches,
    (select coalesce(json_agg(definition || jsonb_build_object('id', id, 'object', object) order by created_at, id), '[]')
      from ${table('_sharing_rule')}) as sharing`)
  return {
    slug: row.slug, name: row.name, schema: row.schema, locale: row.locale, currency: row.currency,
    timeZone: row.timeZone, phoneCountry: row.phoneCountry,
    version: Number(found.version),
    objects: byKey(fillStages(found.objects.map(completeObject), found.pipelines), 'name'),
    pipelines: byKey(found.pipelines, 'name'),
    roles: byKey(found.roles, 'name'),
    members: byKey(found.members, 'id'),
    teams: byKey(found.teams, 'id'),
    branches: byKey(found.branches, 'id'),
    sharing: found.sharing,
  }
}

function byKey<Key extends string, Value extends Record<Key, string>>(values: Value[], key: Key): Map<string, Value> {
  return new Map(values.map(value => [value[key], value]))
}
