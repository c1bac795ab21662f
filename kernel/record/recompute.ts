// After a write: whatever other records compute from the written ones is computed anew, through the same one path that
// writes records. A few at once, in the same transaction; very many by a job.
import { z } from 'zod'
import type { Cause, Context } from '../context.ts'
import { identifier, sql } from '../database/sql.ts'
import { columnTargets } from '../field/types/relation/relation.ts'
import { addJob, defineJob } from '../job/job.ts'
import { compileFormula } from '../field/formula/formula.ts'
import { derivedTypes, type FieldDefinition, type ObjectDefinition } from '../object/definition.ts'
import { fieldOf, onceFor, tableOf } from './fields.ts'
import type { Change, RecordValues } from './hook.ts'
import type { WriteOptions } from './operation.ts'
import { writeRecords } from './write.ts'

/** Records that are computed anew within the write itself. */
const AT_ONCE = 1000

interface Dependents {
  /** Objects that gather records of this one by a relation. */
  rollups: { object: string, by: string }[]
  /** Objects whose formulas read these fields across a relation to this one. */
  formulas: { object: string, relation: string, names: Set<string> }[]
}

/** Undefined where nothing is computed from records of this object. */
export function dependentsOf(context: Context, object: ObjectDefinition): Dependents | undefined {
  return onceFor(context, `dependents ${object.name}`, () => {
    const objects = [...context.workspace.objects.values()]
    const gathering = objects.flatMap(each => each.fields.filter(field => field.rollup?.object === object.name).map(field => ({ object: each.name, by: field.rollup!.by })))
    const rollups = [...new Map(gathering.map(each => [`${each.object} ${each.by}`, each])).values()]
    const formulas = objects.flatMap(each => each.fields.filter(field => field.type === 'formula').flatMap(field =>
      [...compileFormula(field, each, context.workspace.objects).related].filter(([relation]) => fieldOf(each, relation)!.to === object.name).map(([relation, names]) => ({ object: each.name, relation, names: new Set(names) }))))
    return { found: rollups.length + formulas.length > 0 ? { rollups, formulas } : undefined }
  }).found
}

export async function recomputeDependents(context: Context, object: ObjectDefinition, changes: Change[], options: WriteOptions): Promise<void> {
  const restored = changes.filter(change => change.kind === 'restored').map(change => change.id)
  // in the bin nothing followed: neither what it gathers nor what it reads of others, nor a formula that is new since
  if (restored.length && object.fields.some(({ type }) => derivedTypes.has(type) || type === 'autoNumber')) await recompute(context, object.name, restored, options, causesOf(changes, ({ id }) => [id]))
  const dependents = dependentsOf(context, object)
  if (!dependents) return
  for (const { object: name, by } of dependents.rollups) {
    const pointed = pointedBy(name, fieldOf(object, by)!)
    await recompute(context, name, [...new Set(changes.flatMap(pointed))], options, causesOf(changes, pointed))
  }
  for (const { object: name, relation, names } of dependents.formulas) {
    const read = changes.filter(change => change.kind !== 'created' && (change.kind !== 'updated' || change.changed.some(each => names.has(each))))
    if (read.length) await recomputeLinked(context, name, relation, read, options)
  }
}

/** The records of `target` that a change's own points to or pointed to. */
function pointedBy(target: string, field: FieldDefinition): (change: Change) => string[] {
  const idOf = (values: RecordValues | null): string[] => {
    const value = values?.[field.name]
    if (!value) return []
    if (typeof value === 'string') return [value]
    return value.object === target ? [value.id] : []
  }
  return change => [...idOf(change.before), ...idOf(change.after)]
}

/** What follows from a change goes on with its cause: of several the one that is deepest in its chain, so that none goes round for ever. */
function causesOf(changes: Change[], followers: (change: Change) => string[]): Map<string, Cause> {
  const causes = new Map<string, Cause>()
  for (const change of changes) {
    if (change.cause) for (const id of followers(change)) if ((causes.get(id)?.depth ?? -1) < change.cause.depth) causes.set(id, change.cause)
  }
  return causes
}

async function recomputeLinked(context: Context, name: string, relation: string, changes: Change[], options: WriteOptions): Promise<void> {
  const ids = changes.map(change => change.id)
  const column = identifier(relation + (columnTargets(fieldOf(context.workspace.objects.get(name)!, relation)!)[0]?.suffix ?? ''))
  const rows = await context.sql.query<{ id: string, to: string }>(sql`select "id", ${column} as to from ${tableOf(context, name)} where ${column} = any(${ids}::uuid[]) and "_deletedAt" is null order by "id" limit ${AT_ONCE + 1}`)
  const readers = Map.groupBy(rows, row => row.to)
  if (rows.length <= AT_ONCE) return recompute(context, name, rows.map(row => row.id), options, causesOf(changes, ({ id }) => readers.get(id)?.map(row => row.id) ?? []))
  await addJob(context, recomputeAll, { object: name, relation, ids })
}

/** Computes these records anew. Those in the bin are computed when they are restored. `causes`: what stands behind it, where that is not the context's. */
export async function recompute(context: Context, name: string, ids: string[], { workflows }: WriteOptions = {}, causes?: Map<string, Cause>): Promise<void> {
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    const some = ids.slice(at, at + AT_ONCE)
    const operations = some.map(id => ({ op: 'update' as const, id, data: {} }))
    await writeRecords(context, name, operations, { unbounded: true, recompute: true, workflows, ...causes?.size ? { cause: place => causes.get(some[place]) } : {} })
  }
}

/** All records of an object (after a formula was made or changed, or a field that numbers them), or those that a relation links to certain ones. */
export const recomputeAll = defineJob<{ object: string, relation?: string, ids?: string[] }>({
  name: 'record.recompute',
  payload: z.object({ object: z.string(), relation: z.string().optional(), ids: z.array(z.string()).optional() }),
  async run(context, { object, relation, ids }, { app, signal }) {
    // this process may not yet have heard of the change that queued it
    app.workspaces.drop(context.workspace.slug)
    for (let after: string | undefined; ;) {
      signal.throwIfAborted()
      const current = await app.workspaces.get(context.workspace.slug)
      if (!current?.objects.has(object)) return
      after = await app.database.transaction(transaction => recomputeNext({ ...context, workspace: current, sql: transaction }, object, after, relation, ids))
      if (after === undefined) return
    }
  },
})

async function recomputeNext(context: Context, object: string, after: string | undefined, relation: string | undefined, ids: string[] | undefined): Promise<string | undefined> {
  const linked = relation === undefined ? sql`` : sql` and ${identifier(relation)} = any(${ids ?? []}::uuid[])`
  const further = after === undefined ? sql`` : sql` and "id" > ${after}::uuid`
  const rows = await context.sql.query<{ id: string }>(sql`select "id" from ${tableOf(context, object)} where "_deletedAt" is null${linked}${further} order by "id" limit ${AT_ONCE}`)
  await recompute(context, object, rows.map(row => row.id), { workflows: false })
  return rows.length < AT_ONCE ? undefined : rows.at(-1)!.id
}
