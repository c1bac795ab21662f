// The workflow room: workflows inside the write (`inTransaction`): their steps take effect in the write's own transaction, and
// one that cannot be done refuses the write. They are runs like any other, with a story; only nobody hands them to a worker.
import type { Context } from '../../kernel/context.ts'
import { messageOf, type Fault, type Parameters } from '../../kernel/http/errors.ts'
import { isConcealed } from '../../kernel/permission/rules.ts'
import { RefusedChanges, type Change } from '../../kernel/record/hook.ts'
import { insertMatches } from './enrol.ts'
import type { Match } from './hook.ts'
import { allSteps } from './program-step.ts'
import { claimRuns, saveRuns, type Run } from './run.ts'
import { runSteps } from './run-steps.ts'

/** One workflow after the other, each for all its records at once; the changes come to say what their records are afterwards. */
export async function runWithin(context: Context, matches: Match[]): Promise<void> {
  for (const [entry, group] of Map.groupBy(matches, match => match.entry)) {
    const ids = (await insertMatches(context, group)).map(run => run.id)
    if (ids.length === 0) continue
    const { actor } = entry.program
    const runs = await claimRuns(context, ids)
    await runSteps({ ...context, actor, locale: context.workspace.locale }, entry.program, runs, Infinity)
    const failed = runs.filter(run => run.status === 'failed')
    if (failed.length) throw new RefusedChanges(new Map(failed.map(run => [run.record!, refusal(context, entry, run)])))
    await saveRuns(context, runs)
    follow(runs, group.map(match => match.change))
  }
}

/** A field that the caller may not know is named to her as little as by a refusal of her own write. */
function refusal(context: Context, { name, program }: Match['entry'], { error, object }: Run): { code: string, parameters: Parameters } {
  const { locale, workspace } = context
  const step = allSteps(program.steps).find(({ id }) => id === error!.step)
  const written = workspace.objects.get(String(step?.definition.object ?? object))
  const fault = error!.faults?.map(each => written && isConcealed(context, written, each.path) ? { path: '', code: 'permission.denied' } as Fault : each)[0]
  const reason = fault ? `${fault.path ? `${fault.path}: ` : ''}${messageOf(fault.code, fault.parameters, locale)}` : messageOf(error!.code, error!.parameters, locale)
  return { code: 'workflow.refused', parameters: { name, reason } }
}

/** Whoever wrote is answered with the record as it is now, its last version included. */
function follow(runs: Run[], changes: Change[]): void {
  const last = new Map(runs.flatMap(run => run.changes.map(change => [change.id, change] as const)))
  for (const change of changes) {
    const { after, version } = last.get(change.id) ?? change
    Object.assign(change, { after, version })
  }
}
