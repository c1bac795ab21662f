// The workflow room: what the templates of a run see: record, before, trigger, steps, vars, workspace, now, today. Loaded
// for all runs of a workflow together, as deep as its templates name it.
import type { Context } from '../../kernel/context.ts'
import type { ObjectDefinition } from '../../kernel/object/definition.ts'
import { rowFilter } from '../../kernel/permission/rules.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import { shownValues } from '../../kernel/record/present.ts'
import { asksClock, clockNames } from './clock-names.ts'
import { allSteps } from './program-step.ts'
import { noObject, type Program } from './program.ts'
import { findByIds, treeOf, viewMember, viewRecords, type Tree } from './related.ts'
import type { Run } from './run.ts'
import { timeNames } from './times.ts'

/** What `fillIn` and the conditions of steps are given. */
export type Scope = Record<string, unknown>

/** Where a run is: which turn of the loops around, and what it is about. */
export interface Place { run: Run, iteration: string, locals: { item?: unknown, index?: number } }

/** Reads the runs' records anew; a run whose record is gone is cancelled. */
export async function loadValues(context: Context, runs: Run[]): Promise<void> {
  for (const [object, group] of Map.groupBy(runs.filter(run => run.stale && run.object !== null), run => run.object!)) {
    const living = group.filter(run => run.trigger.kind !== 'deleted' && run.record !== null)
    const found = living.length ? await findByIds(context, object, living.map(run => run.record!)) : []
    const gone = await readDeleted(context, object, group.filter(run => run.trigger.kind === 'deleted'))
    const byId = new Map([...found, ...gone].map(record => [record.id, record]))
    for (const run of group) {
      const values = byId.get(run.record!)
      run.stale = false
      if (values) run.values = values
      else cancelGone(run)
    }
  }
}

/** As they were when they were deleted, of whom the workflow may read, what it may read. */
async function readDeleted(context: Context, name: string, runs: Run[]): Promise<RecordValues[]> {
  const object = context.workspace.objects.get(name)
  if (!object || runs.length === 0) return []
  const ids = runs.map(run => run.record!)
  // also of those that came back meanwhile
  const readable = async () => (await Promise.all([true, false].map(bin => findByIds(context, name, ids, ['id'], bin)))).flat().map(record => record.id)
  const isRead = new Set(rowFilter(context, name).kind === 'all' ? ids : await readable())
  return runs.filter(run => isRead.has(run.record!)).map(run => shownValues(context, object, run.trigger.record!))
}

function cancelGone(run: Run): void {
  run.status = 'cancelled'
  run.reason = 'deleted'
  run.error = { code: 'workflow.gone' }
}

/** The scopes of these places, in order. */
export async function buildScopes(context: Context, program: Program, places: Place[]): Promise<Scope[]> {
  const { object, paths } = program
  const runs = places.map(({ run }) => run)
  const records = object === noObject ? [] : await viewRecords(context, object, runs.map(run => run.values), treeOf(paths, 'record'))
  const befores = await viewBefore(context, object, runs, treeOf(paths, 'before'))
  const { workspace } = context
  const common = {
    workspace: { name: workspace.name, slug: workspace.slug, currency: workspace.currency, timeZone: workspace.timeZone, locale: workspace.locale },
    ...timeNames(context.now, workspace.timeZone),
    ...asksClock(paths) ? { clock: await clockNames(context) } : {},
  }
  const outputs = await viewOutputs(context, program, runs)
  const items = await viewEach(context, places.map(({ locals }) => locals.item), treeOf(paths, 'item'), true)
  return places.map(({ run, locals }, at) => ({
    ...common, record: records[at], before: befores[at], trigger: viewTrigger(context, run), steps: outputs[at], vars: run.vars, ...locals, ...'item' in locals ? { item: items[at] } : {},
  }))
}

async function viewBefore(context: Context, object: ObjectDefinition, runs: Run[], tree: Tree): Promise<object[]> {
  return tree.size ? viewRecords(context, object, runs.map(run => run.trigger.before ?? {}), tree) : runs.map(() => ({}))
}

/** What a trigger tells as it is (`body` of a webhook), and who and when. */
function viewTrigger(context: Context, { trigger, values }: Run): object {
  const { by, before: _before, record: _record, ...told } = trigger
  return { ...told, dueAt: trigger.dueAt ?? trigger.at, by: viewMember(context, by), record: values.id }
}

/** Results of steps; records among them, also those that a step found, with what is named below them. */
async function viewOutputs(context: Context, { paths, steps }: Program, runs: Run[]): Promise<Record<string, unknown>[]> {
  const views: Record<string, unknown>[] = runs.map(run => ({ ...run.steps }))
  for (const { id, step } of allSteps(steps)) {
    const tree = treeOf(paths, 'steps', id)
    if (tree.size === 0) continue
    const seen = await viewEach(context, views.map(view => view[id]), tree)
    seen.forEach((output, at) => { if (output !== undefined) views[at][id] = output })
    for (const part of step.finds ?? []) {
      const below = tree.get(part)
      if (below) await viewFound(context, views, id, part, below)
    }
  }
  return views
}

async function viewFound(context: Context, views: Record<string, unknown>[], id: string, part: string, below: Tree): Promise<void> {
  const outputs = views.map(view => view[id] as Record<string, unknown> | undefined)
  const flat = outputs.map(output => [output?.[part] ?? []].flat())
  const seen = await viewEach(context, flat.flat(), below, true)
  for (const [at, output] of outputs.entries()) {
    const own = seen.splice(0, flat[at].length)
    if (output) views[at][id] = { ...output, [part]: Array.isArray(output[part]) ? own : own[0] ?? null }
  }
}

/** Each record of the values as templates see it, with what the tree names; other values as they are. One query for each object. */
async function viewEach(context: Context, values: unknown[], tree: Tree, whole = false): Promise<unknown[]> {
  const views = [...values]
  const records = values.map((value, at) => ({ value, at })).filter((each): each is { value: RecordValues, at: number } => isRecord(each.value))
  for (const [name, group] of Map.groupBy(records, ({ value }) => value.object as string)) {
    const object = context.workspace.objects.get(name)
    if (!object) continue
    const values = await complete(context, group.map(({ value }) => value), name, tree, whole)
    const seen = await viewRecords(context, object, values, tree)
    group.forEach(({ at }, place) => { views[at] = seen[place] })
  }
  return views
}

function isRecord(output: unknown): output is RecordValues {
  return typeof output === 'object' && output !== null && 'object' in output && 'id' in output
}

/** `object`, `id` and `version`. */
const OF_A_MARK = 3

/** A mark keeps only which record it was: after a restart the fields that are named are read again; `whole`: all fields. */
async function complete(context: Context, outputs: RecordValues[], object: string, tree: Tree, whole: boolean): Promise<RecordValues[]> {
  const named = [...tree.keys()].filter(name => name !== 'object')
  const lacking = outputs.filter(output => named.some(name => !(name in output)) || (whole && Object.keys(output).length <= OF_A_MARK))
  if (lacking.length === 0) return outputs
  const found = new Map((await findByIds(context, object, lacking.map(output => output.id))).map(record => [record.id, record]))
  return outputs.map(output => found.get(output.id) ?? output)
}
