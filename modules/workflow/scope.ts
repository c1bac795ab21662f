// The workflow room: what the templates of a run see: record, before, trigger, steps, vars, workspace, now, today. Loaded
// for all runs of a workflow together, as deep as its templates name it.
import type { Context } from '../../kernel/context.ts'
import type { ObjectDefinition } from '../../kernel/object/definition.ts'
import type { RecordValues } from '../../kernel/record/hook.ts'
import type { Program } from './program.ts'
import { findByIds, treeOf, viewMember, viewRecords, type Tree } from './related.ts'
import type { Run } from './run.ts'
import { timeNames } from './times.ts'

/** What `fillIn` and the conditions of steps are given. */
export type Scope = Record<string, unknown>

/** Reads the runs' records anew; a run whose record is gone is cancelled. */
export async function loadValues(context: Context, runs: Run[]): Promise<void> {
  for (const [object, group] of Map.groupBy(runs.filter(run => run.stale), run => run.object)) {
    const living = group.filter(run => run.trigger.kind !== 'deleted' && run.record !== null)
    const found = living.length ? await findByIds(context, object, living.map(run => run.record!)) : []
    const byId = new Map(found.map(record => [record.id, record]))
    for (const run of group) {
      const values = run.trigger.kind === 'deleted' ? run.trigger.record : byId.get(run.record!)
      run.stale = false
      if (values) run.values = values
      else cancelGone(run)
    }
  }
}

function cancelGone(run: Run): void {
  run.status = 'cancelled'
  run.reason = 'deleted'
  run.error = { code: 'workflow.gone' }
}

/** The scopes of these runs, in order. */
export async function buildScopes(context: Context, program: Program, runs: Run[]): Promise<Scope[]> {
  const { object, paths } = program
  const records = await viewRecords(context, object, runs.map(run => run.values), treeOf(paths, 'record'))
  const befores = await viewBefore(context, object, runs, treeOf(paths, 'before'))
  const { workspace } = context
  const common = {
    workspace: { name: workspace.name, slug: workspace.slug, currency: workspace.currency, timeZone: workspace.timeZone, locale: workspace.locale },
    ...timeNames(context.now, workspace.timeZone),
  }
  const outputs = await viewOutputs(context, program, runs)
  return runs.map((run, at) => ({
    ...common, record: records[at], before: befores[at], trigger: viewTrigger(context, run), steps: outputs[at], vars: run.vars,
  }))
}

async function viewBefore(context: Context, object: ObjectDefinition, runs: Run[], tree: Tree): Promise<object[]> {
  return tree.size ? viewRecords(context, object, runs.map(run => run.trigger.before ?? {}), tree) : runs.map(() => ({}))
}

function viewTrigger(context: Context, { trigger, values }: Run): object {
  return { type: trigger.type, kind: trigger.kind, entry: trigger.entry, changed: trigger.changed, at: trigger.at, dueAt: trigger.dueAt ?? trigger.at, by: viewMember(context, trigger.by), record: values.id }
}

/** Results of steps; records among them with what is named below them. */
async function viewOutputs(context: Context, { paths, steps }: Program, runs: Run[]): Promise<Record<string, unknown>[]> {
  const views = runs.map(run => ({ ...run.steps }))
  for (const { id } of steps) {
    const tree = treeOf(paths, 'steps', id)
    if (tree.size === 0) continue
    const records = views.filter(view => isRecord(view[id]))
    for (const [name, group] of Map.groupBy(records, view => (view[id] as RecordValues).object as string)) {
      const object = context.workspace.objects.get(name)
      if (!object) continue
      const values = await complete(context, group.map(view => view[id] as RecordValues), name, tree)
      const seen = await viewRecords(context, object, values, tree)
      group.forEach((view, at) => { view[id] = seen[at] })
    }
  }
  return views
}

function isRecord(output: unknown): output is RecordValues {
  return typeof output === 'object' && output !== null && 'object' in output && 'id' in output
}

/** A mark keeps only which record it was: after a restart the fields that are named are read again. */
async function complete(context: Context, outputs: RecordValues[], object: string, tree: Tree): Promise<RecordValues[]> {
  const named = [...tree.keys()].filter(name => name !== 'object')
  const lacking = outputs.filter(output => named.some(name => !(name in output)))
  if (lacking.length === 0) return outputs
  const found = new Map((await findByIds(context, object, lacking.map(output => output.id))).map(record => [record.id, record]))
  return outputs.map(output => found.get(output.id) ?? output)
}
