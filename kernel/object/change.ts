// Kernel, objects: the one way in which definitions change: locked, written, applied to the tables, told to all, recorded.
import { isDeepStrictEqual } from 'node:util'
import { v5 } from 'uuid'
import type { Context } from '../context.ts'
import { identifier, sql, type Sql } from '../database/sql.ts'
import { recordEvents } from '../event/record-event.ts'
import { changeDefinitions } from '../workspace/workspaces.ts'
import { applyObjects } from './apply.ts'
import { followCustom } from './custom-targets.ts'
import { completeObject } from './normalise.ts'
import type { Definitions } from './definitions.ts'
import { readDefinitions } from './definitions.ts'
import { recomputeAll } from '../record/recompute.ts'
import { addJob } from '../job/job.ts'
import { isComputedAnew, settleDerived } from './derived.ts'
import { recountBoards } from './recount.ts'

/**
 * Waits for other changes of definitions in this workspace to commit, and reads what stands then. Two administrators
 * who add fields at once both succeed. The lock lasts until the transaction ends.
 */
export async function lockDefinitions(context: Context): Promise<Definitions> {
  await context.sql.query(sql`select pg_advisory_xact_lock(${keyOf(context)})`)
  return readDefinitions(context.sql, context.workspace.schema)
}

/** Keeps the definitions from changing until the transaction ends, beside others who do; answers their version. */
export async function holdDefinitions(context: Context): Promise<number> {
  await context.sql.query(sql`select pg_advisory_xact_lock_shared(${keyOf(context)})`)
  const [{ version }] = await context.sql.query<{ version: number }>(sql`select (value #>> '{}')::int as version from ${identifier(context.workspace.schema, '_setting')} where name = 'version'`)
  return version
}

function keyOf({ workspace }: Context): Sql {
  return sql`hashtextextended(${`definitions ${workspace.schema}`}, 0)`
}

/** Writes what differs between `before` and `wanted`, brings the tables up to it, tells every process, and answers what stands now. */
export async function saveDefinitions(context: Context, before: Definitions, wanted: Definitions): Promise<Definitions> {
  const after = { ...wanted, objects: settleDerived(followCustom(wanted.objects), wanted.pipelines.values()) }
  const changed = [...after.objects.values()].filter(object => !isDeepStrictEqual(object, before.objects.get(object.name)))
  const gone = [...before.objects.keys()].filter(name => !after.objects.has(name))
  const count = await saveRows(context, '_object', before.objects, after.objects) + await saveRows(context, '_pipeline', before.pipelines, after.pipelines)
  if (count === 0) return after
  await changeDefinitions(context)
  // last, so that the tables' locks are held briefly
  if (changed.length || gone.length) await applyObjects(context, changed.map(completeObject), gone)
  for (const object of changed) await recountBoards(context, before.objects.get(object.name), object)
  for (const object of changed) if (isComputedAnew(before.objects.get(object.name), object)) await addJob(context, recomputeAll, { object: object.name })
  return after
}

async function saveRows<Value extends { name: string }>(context: Context, table: string, before: Map<string, Value>, after: Map<string, Value>): Promise<number> {
  const name = identifier(context.workspace.schema, table)
  let count = 0
  for (const [key, value] of after) {
    const old = before.get(key)
    if (isDeepStrictEqual(old, value)) continue
    const object = (value as { object?: string }).object
    const columns = object === undefined ? sql`name, definition` : sql`name, definition, object`
    const values = object === undefined ? sql`${key}, ${JSON.stringify(value)}` : sql`${key}, ${JSON.stringify(value)}, ${object}`
    await context.sql.query(sql`insert into ${name} (${columns}) values (${values}) on conflict (name) do update set definition = excluded.definition`)
    await recordChange(context, table, key, old ?? null, value)
    count++
  }
  for (const [key, value] of before) {
    if (after.has(key)) continue
    await context.sql.query(sql`delete from ${name} where name = ${key}`)
    await recordChange(context, table, key, value, null)
    count++
  }
  return count
}

/** Makes the id under which the history of a named thing (an object, a pipeline, a role) is kept. */
const namespace = 'a4f6c1de-6f3b-4c55-9d0a-5b1e0f6d7c21'

/** One row of the event log for one change of a definition; `before` and `after` hold only what differs. */
export async function recordChange(context: Context, table: string, name: string, before: object | null, after: object | null): Promise<void> {
  const [old, fresh] = [flatten(before), flatten(after)]
  const keys = [...new Set([...Object.keys(old), ...Object.keys(fresh)])].filter(key => !isDeepStrictEqual(old[key], fresh[key]))
  const pick = (from: Record<string, unknown>): Record<string, unknown> => ({ name, ...Object.fromEntries(keys.map(key => [key, from[key] ?? null])) })
  const kind = before === null ? 'created' : after === null ? 'deleted' : 'updated'
  const record = /^[0-9a-f-]{36}$/.test(name) ? name : v5(`${table}/${name}`, namespace)
  await recordEvents(context, [{ object: table, record, kind, before: before && pick(old), after: after ? pick(fresh) : { name } }])
}

/** Lists of named things one by one: `fields.amount`, `stages.won`. */
function flatten(value: object | null): Record<string, unknown> {
  const flat: Record<string, unknown> = {}
  for (const [key, part] of Object.entries(value ?? {})) {
    const named = (key === 'fields' || key === 'stages') && Array.isArray(part)
    if (!named) flat[key] = part
    else for (const item of part) flat[`${key}.${item.name ?? item.value}`] = item
  }
  return flat
}
